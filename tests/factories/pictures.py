"""Picture files of every kind that people, cameras and attackers send."""

import io
import struct
import zlib
from functools import cache
from typing import Any

from PIL import Image as Pillow
from PIL import ImageCms, PngImagePlugin

SECRET = "Geheimwoord-in-het-beeld"
XMP = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><r>{SECRET}</r></x:xmpmeta>'.encode()


def encode(picture: Pillow.Image, kind: str, **options: Any) -> bytes:
    """The picture as a file."""
    data = io.BytesIO()
    picture.save(data, kind, **options)
    return data.getvalue()


def two_tone(mode: str = "RGB", size: tuple[int, int] = (80, 40)) -> Pillow.Image:
    """A picture that is red on the left and blue on the right, so that turning it shows."""
    picture = Pillow.new("RGB", size, (200, 0, 0))
    picture.paste((0, 0, 200), (size[0] // 2, 0, *size))
    return picture.convert(mode)


@cache
def srgb_profile() -> bytes:
    """A colour profile; the moment of making it is in it, so it is made once."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def exif(orientation: int = 1) -> Pillow.Exif:
    """Camera data with a secret, a place on earth and a turn (EXIF tag 0x0112)."""
    data = Pillow.Exif()
    data[0x0112] = orientation
    data[0x010E] = SECRET
    data.get_ifd(0x8825)[1] = "N"
    data.get_ifd(0x8825)[2] = (52.0, 59.0, 30.0)
    return data


def photoshop_block() -> bytes:
    """An APP13 segment of a JPEG with an IPTC caption (IIM 2:120)."""
    caption = SECRET.encode()
    record = b"\x1c\x02\x78" + struct.pack(">H", len(caption)) + caption
    resource = b"8BIM\x04\x04\x00\x00" + struct.pack(">I", len(record)) + record + b"\0" * (len(record) % 2)
    content = b"Photoshop 3.0\0" + resource
    return b"\xff\xed" + struct.pack(">H", len(content) + 2) + content


def loaded_jpeg(orientation: int = 6) -> bytes:
    """A JPEG with EXIF, place, XMP, IPTC, a comment, a colour profile and words behind its end."""
    plain = encode(
        two_tone(),
        "JPEG",
        exif=exif(orientation),
        xmp=XMP,
        comment=SECRET.encode(),
        icc_profile=srgb_profile(),
        quality=95,
    )
    return plain[:2] + photoshop_block() + plain[2:] + SECRET.encode()


def loaded(kind: str) -> bytes:
    """A PNG, WebP or AVIF with everything that it can carry beside its pixels."""
    options: dict[str, Any] = {"exif": exif(6), "icc_profile": srgb_profile()}
    if kind == "PNG":
        words = PngImagePlugin.PngInfo()
        words.add_text("Comment", SECRET)
        words.add_itxt("XML:com.adobe.xmp", XMP.decode())
        options["pnginfo"] = words
    else:
        options["xmp"] = XMP
    return encode(two_tone(), kind, **options)


def png_of_size(width: int, height: int) -> bytes:
    """A PNG whose head promises a size and whose content is a few bytes: cheap to send, dear to unpack."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * min((width * 3 + 1) * height, 3_000_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def moving(kind: str) -> bytes:
    """An animation of three frames."""
    frames = [Pillow.new("RGB", (40, 30), (shade, 0, 0)) for shade in (10, 120, 240)]
    return encode(frames[0], kind, save_all=True, append_images=frames[1:], duration=100)
