"""The pictures of a printed document: found by the addresses that the web has for them, read from our own store."""

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import unquote

from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import SourceImageIOError

from association.base.models import Image, Rendition
from association.base.queries import Viewer
from association.base.storage import rendition_storage

# 150 mm at 227 dots per inch; a PDF holds JPEG as it is, any other kind of picture would be stored without loss.
LOGO = "max-480x200|format-png"
PRINT = "max-1344x1700|format-jpeg|jpegquality-84"
PREFIX = "noaber:image/"
MADE = re.compile(r"/beeld/(\d+)/([^/]*)/")


def image_address(number: int) -> str:
    """What stands for an image in a printed document."""
    return f"{PREFIX}{number}"


def image_numbers(addresses: Iterable[str]) -> dict[str, int]:
    """The ids of the images behind addresses of renditions; an address that is none of ours is left out. One query."""
    return {address: number for address, (number, _) in image_forms(addresses).items()}


def image_forms(addresses: Iterable[str]) -> dict[str, tuple[int, str]]:
    """The ids of the images behind addresses of renditions, each with its filter. One query."""
    addresses = list(addresses)
    found = {address: (int(match[1]), unquote(match[2])) for address in addresses if (match := MADE.match(address))}
    folder = rendition_storage().url("x")[:-1]
    names = {address.removeprefix(folder): address for address in addresses if address.startswith(folder)}
    rows = Rendition.objects.filter(file__in=names).values_list("file", "image_id", "filter_spec") if names else ()
    for name, number, spec in rows:
        found[names[name]] = (number, spec)
    return found


def print_file(number: int, viewer: Viewer, spec: str = PRINT) -> bytes:
    """An image as JPEG in print size, or as another filter says.

    FileNotFoundError when it is not there, cannot be read, or does not exist for this viewer.
    """
    image = Image.objects.select_related("collection").filter(pk=number).first()
    if image is None or not viewer.may_use(image):
        raise FileNotFoundError(number)
    try:
        rendition: Any = image.get_rendition(spec)
        with rendition.file.open("rb") as file:
            return bytes(file.read())
    except (SourceImageIOError, InvalidFilterSpecError, OSError) as error:
        raise FileNotFoundError(number) from error
