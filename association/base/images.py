"""Clean uploaded pictures: upright, without metadata, readable to the last pixel."""

import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from django.core.exceptions import ValidationError
from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

MAX_PIXELS = 40_000_000
MAX_SIDE = 16_000
MIN_SIDE = 8
FORMATS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "AVIF": "avif"}
QUALITY: dict[str, dict[str, object]] = {
    "JPEG": {"quality": 92, "optimize": True},
    "WEBP": {"quality": 92},
    "AVIF": {"quality": 85},
}
TOO_LARGE = (
    "Deze afbeelding is te groot. Maak haar kleiner: hoogstens 40 miljoen beeldpunten (bijvoorbeeld 7.700 × 5.200)."
)
TOO_LONG = "Deze afbeelding is te lang of te smal. Snijd haar bij tot hoogstens 16.000 beeldpunten per kant."
MOVING = "Deze afbeelding beweegt. Kies een stilstaande afbeelding, of plaats de film als video."
BROKEN = "Deze afbeelding is beschadigd en kan niet worden gelezen. Bewaar haar opnieuw en probeer het nog eens."
# What the decoders raise, besides OSError, for files that are not what they promise.
DAMAGED = (
    OSError, SyntaxError, ValueError, EOFError, RuntimeError, LookupError, TypeError, OverflowError, MemoryError,
    struct.error, zlib.error,
)  # fmt: skip
UNKNOWN = "Dit is geen afbeelding die wij kunnen lezen. Gebruik jpg, png, webp of avif."


def check_size(image: Image.Image) -> None:
    """Raise ValidationError, in Dutch, for a picture that would exhaust the machine; reads the file's head only."""
    width, height = image.size
    if max(width, height) > MAX_SIDE or min(width, height) < MIN_SIDE:
        raise ValidationError(TOO_LONG, code="too_long")
    if width * height > MAX_PIXELS:
        raise ValidationError(TOO_LARGE, code="too_large")
    if image.format != "MPO" and getattr(image, "n_frames", 1) > 1:
        raise ValidationError(MOVING, code="moving")


@contextmanager
def opened(data: bytes) -> Iterator[Image.Image]:
    """The picture, read to its last pixel; ValidationError, in Dutch, for what is none, is damaged or is too large."""
    # A library that takes damaged pictures (WeasyPrint) switches this on for the whole process.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with Image.open(BytesIO(data), formats=tuple(FORMATS)) as image:
            check_size(image)
            image.load()
            yield image
    except UnidentifiedImageError as error:
        raise ValidationError(UNKNOWN, code="unknown") from error
    except Image.DecompressionBombError as error:
        raise ValidationError(TOO_LARGE, code="too_large") from error
    except DAMAGED as error:
        raise ValidationError(BROKEN, code="broken") from error


def format_of(image: Image.Image) -> str:
    """The key of FORMATS; phones write MPO, a JPEG with more pictures behind the first, which alone is kept."""
    return "JPEG" if image.format == "MPO" else image.format or ""


def kind_of(data: bytes) -> str:
    """The format of a picture (a key of FORMATS) that can be read; ValidationError as `opened`."""
    with opened(data) as image:
        return format_of(image)


def cleaned(data: bytes) -> tuple[bytes, str]:
    """The picture upright and without EXIF, XMP, IPTC, comments or thumbnail, and its extension; the profile stays.

    Raises ValidationError, in Dutch, for what is no picture, is damaged or is too large.
    """
    with opened(data) as image:
        kind = format_of(image)
        profile = image.info.get("icc_profile")
        return encoded(ImageOps.exif_transpose(image), kind, profile), FORMATS[kind]


def encoded(image: Image.Image, kind: str, profile: bytes | None) -> bytes:
    """The pixels in their own format with at most a colour profile beside them."""
    if kind == "JPEG" and image.mode not in {"RGB", "L"}:
        image, profile = image.convert("RGB"), None
    plain = Image.new(image.mode, image.size)
    if image.mode == "P" and (palette := image.getpalette()):
        plain.putpalette(palette)
    plain.paste(image)
    options: dict[str, object] = dict(QUALITY.get(kind, {}))
    if kind == "PNG" and "transparency" in image.info:
        options = {"transparency": image.info["transparency"]}
    output = BytesIO()
    plain.save(output, kind, icc_profile=profile, **options)
    return output.getvalue()
