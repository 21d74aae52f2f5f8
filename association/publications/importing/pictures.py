"""Pictures of a document: those that can be shown become images, the others a file to download."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import Image as Pillow

from association.base.images import DAMAGED, MIN_SIDE, cleaned
from association.base.models import Document, Image
from association.base.rules.files import safe_file_name
from association.publications.importing.blocks import PlacedPicture
from association.publications.importing.source import Picture, PictureFile, Source
from association.publications.importing.word_wrapping import wrapped

# Of drawings Pillow reads sizes that need not make sense.
UNREADABLE = (*DAMAGED, Pillow.DecompressionBombError, ArithmeticError)
LARGEST_IMAGE = 15 * 1024 * 1024
LONGEST_TITLE = 255
# What Pillow reads and the web does not show.
CONVERTED = ("GIF", "BMP", "TIFF", "ICO", "PCX", "TGA", "PPM", "JPEG2000", "DIB")
NOT_SHOWN = (
    "Deze tekening kan niet op een webpagina staan; zij staat er als Word-bestand om te downloaden. "
    "Bewaar haar in Word als png en zet die erbij."
)
TOO_LARGE = (
    "Deze afbeelding is te groot voor een webpagina; zij staat er als bestand om te downloaden. Maak haar kleiner."
)
SPECK = "Een afbeelding van een paar beeldpunten, zonder betekenis."


@dataclass
class Placing:
    """Where pictures go, and the files that were made on the way (to take away when all is undone)."""

    collection: Any
    file_name: str
    user: Any = None
    made: list[Any] = field(default_factory=list)

    def forget(self) -> None:
        """Delete the files that were made; their rows went with the transaction."""
        for item in self.made:
            item.file.storage.delete(item.file.name)


def place_pictures(
    source: Source, captions: Iterable[tuple[Picture, str]], placing: Placing
) -> dict[str, PlacedPicture]:
    """What became of each picture, by its key; the same picture in the collection is used again."""
    placed: dict[str, PlacedPicture] = {}
    for picture, caption in captions:
        file = source.pictures.get(picture.key)
        if file is not None and picture.key not in placed:
            placed[picture.key] = place(file, picture, caption, placing, len(placed) + 1)
    return placed


def place(file: PictureFile, picture: Picture, caption: str, placing: Placing, number: int) -> PlacedPicture:
    """What becomes of one picture."""
    title = (caption or picture.alt or f"Afbeelding {number} uit {safe_file_name(placing.file_name)}")[:LONGEST_TITLE]
    if is_speck(file.data):
        return PlacedPicture(reason=SPECK)
    data = shown(file.data)
    if data is not None:
        image = place_image(data, title, picture.alt[:LONGEST_TITLE], placing)
        return PlacedPicture(image=image.pk, described=bool(image.description.strip()))
    reason = TOO_LARGE if PurePosixPath(file.name).suffix.lower() in {".png", ".jpg", ".jpeg", ".webp"} else NOT_SHOWN
    return PlacedPicture(document=place_document(file, title, placing).pk, reason=reason)


def is_speck(data: bytes) -> bool:
    """Whether a picture is too small to show anything, such as a dot that keeps a place."""
    try:
        with Pillow.open(BytesIO(data)) as image:
            return max(image.size) < MIN_SIDE
    except UNREADABLE:
        return False


def shown(data: bytes) -> bytes | None:
    """The picture as the site keeps it, cleaned; None when it cannot be shown."""
    for candidate in (data, converted(data)):
        if candidate is None or len(candidate) > LARGEST_IMAGE:
            continue
        try:
            return cleaned(candidate)[0]
        except ValidationError:
            continue
    return None


def converted(data: bytes) -> bytes | None:
    """The first picture in a file of another format, as PNG; None when Pillow cannot read it or it is too large."""
    try:
        with Pillow.open(BytesIO(data), formats=CONVERTED) as image:
            if image.width * image.height > 40_000_000:
                return None
            output = BytesIO()
            has_alpha = image.mode in {"LA", "PA", "RGBA"} or "transparency" in image.info
            image.convert("RGBA" if has_alpha else "RGB").save(output, "PNG")
            return output.getvalue()
    except UNREADABLE:
        return None


def place_image(data: bytes, title: str, description: str, placing: Placing) -> Image:
    """An image in the collection; one with the same pixels and description that is there already is used again."""
    digest = hashlib.sha1(data, usedforsecurity=False).hexdigest()
    known = Image.objects.filter(collection=placing.collection, file_hash=digest, description=description).first()
    if known is not None:
        return known
    image = Image(title=title, description=description, collection=placing.collection, uploaded_by_user=placing.user)
    image.file = ContentFile(data, name="beeld.png")
    image.save()
    placing.made.append(image)
    return image


def place_document(file: PictureFile, title: str, placing: Placing) -> Document:
    """A document in the collection with the picture in it, as a Word file: Word opens every drawing that it made."""
    data = wrapped(file)
    digest = hashlib.sha1(data, usedforsecurity=False).hexdigest()
    known = Document.objects.filter(collection=placing.collection, file_hash=digest).first()
    if known is not None:
        return known
    document = Document(
        title=title, collection=placing.collection, uploaded_by_user=placing.user, file_size=len(data), file_hash=digest
    )
    document.file = ContentFile(data, name=f"{PurePosixPath(file.name).stem or 'tekening'}.docx")
    document.save()
    placing.made.append(document)
    return document
