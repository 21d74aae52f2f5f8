"""Whether a file can be read without danger, found out before anything of it is unpacked in full."""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from enum import Enum
from io import BytesIO
from typing import BinaryIO

from association.publications.importing import errors
from association.publications.importing.errors import DocumentRefused

MEGABYTE = 1024 * 1024
LARGEST_FILE = 25 * MEGABYTE
MOST_PARTS = 2_000
LARGEST_UNPACKED = 100 * MEGABYTE
LARGEST_XML = 60 * MEGABYTE
# A page of Word has some two thousand tags; each costs a hundred times its own size in memory.
MOST_TAGS = 1_500_000
PIECE = 64 * 1024
# The list of parts at the end of a zip file: room for the most parts with long names.
LARGEST_LIST = MEGABYTE
END_MARK, WIDE_END_MARK = b"PK\x05\x06", b"PK\x06\x07"
END_SIZE, LONGEST_COMMENT = 22, 65_535
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOCKED_STREAM = "EncryptedPackage".encode("utf-16-le")
XML_ENDINGS = (".xml", ".rels", ".vml", ".rdf")
DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
OVERLAP = 32
WORD_MAIN = re.compile(rb"wordprocessingml\.(?:document|template)\.main\+xml")
WORD_MACROS = re.compile(rb"macroEnabled|vbaProject|ms-word\.(?:document|template)\.macro")
OPEN_TEXT = re.compile(rb"application/vnd\.oasis\.opendocument\.text(?:-template|-master)?\s*\Z")
MACRO_PART = re.compile(
    r"(?:.*/)?vbaproject[^/]*\.bin|basic/.*(?<!script-lb\.xml)(?<!script-lc\.xml)(?<!dialog-lb\.xml)"
    r"(?<!dialog-lc\.xml)(?<!/)|scripts/.*[^/]",
    re.IGNORECASE,
)


class DocumentKind(Enum):
    """What kind of file it is."""

    WORD = "docx"
    OPEN = "odt"


def check(data: bytes | BinaryIO, name: str = "") -> DocumentKind:
    """The kind of a file that can be read; DocumentRefused, with the reason, for any other.

    Limits: 25 MB as a file, 2,000 parts, 100 MB unpacked of which 60 MB of XML with 1,500,000 tags. Needs a few
    hundred kilobytes beside the file.
    """
    content = data if isinstance(data, bytes) else data.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise DocumentRefused(errors.TOO_LARGE)
    check_start(content)
    check_list(content)
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            return check_package(package)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, struct.error, ValueError, NotImplementedError) as error:
        raise DocumentRefused(errors.DAMAGED) from error
    except RuntimeError as error:  # zipfile's answer to a part with a password
        raise DocumentRefused(errors.LOCKED) from error


def check_start(content: bytes) -> None:
    """Refuse what does not start as a zip file."""
    if content.startswith(COMPOUND):
        raise DocumentRefused(errors.LOCKED if LOCKED_STREAM in content else errors.OLD_WORD)
    if not content.startswith(b"PK\x03\x04"):
        raise DocumentRefused(errors.NOT_WORD)


def check_list(content: bytes) -> None:
    """Refuse a zip file whose list of parts is missing or long, before the list is read."""
    place = content.rfind(END_MARK, max(0, len(content) - END_SIZE - LONGEST_COMMENT))
    if place < 0 or place + END_SIZE > len(content):
        raise DocumentRefused(errors.DAMAGED)
    parts, size = struct.unpack("<10xHL6x", content[place : place + END_SIZE])
    if WIDE_END_MARK in content[max(0, place - END_SIZE) : place] or parts > MOST_PARTS or size > LARGEST_LIST:
        raise DocumentRefused(errors.TOO_MANY_PARTS)


def check_package(package: zipfile.ZipFile) -> DocumentKind:
    """The kind of document in a zip file; every part is unpacked in pieces, measured and thrown away."""
    members = package.infolist()
    names = [member.filename for member in members]
    if len(names) > MOST_PARTS:
        raise DocumentRefused(errors.TOO_MANY_PARTS)
    if any(member.flag_bits & 0x1 for member in members):
        raise DocumentRefused(errors.LOCKED)
    if any(is_outside(name) for name in names):
        raise DocumentRefused(errors.UNSAFE)
    if len(set(names)) < len(names):
        raise DocumentRefused(errors.DAMAGED)
    if any(MACRO_PART.fullmatch(name) for name in names):
        raise DocumentRefused(errors.MACROS)
    if sum(member.file_size for member in members) > LARGEST_UNPACKED:
        raise DocumentRefused(errors.UNPACKS_TOO_LARGE)
    kind = kind_of(package, set(names))
    measure(package)
    return kind


def is_outside(name: str) -> bool:
    """Whether the name of a part points outside the file."""
    return name.startswith(("/", "\\")) or ":" in name or ".." in re.split(r"[/\\]", name)


def kind_of(package: zipfile.ZipFile, names: set[str]) -> DocumentKind:
    """The kind of document that a zip file says it is."""
    if "[Content_Types].xml" in names:
        types = start_of(package, "[Content_Types].xml")
        if WORD_MACROS.search(types):
            raise DocumentRefused(errors.MACROS)
        if WORD_MAIN.search(types):
            return DocumentKind.WORD
    elif "mimetype" in names and OPEN_TEXT.match(start_of(package, "mimetype")):
        if "META-INF/manifest.xml" in names and b"encryption-data" in start_of(package, "META-INF/manifest.xml"):
            raise DocumentRefused(errors.LOCKED)
        if "content.xml" in names:
            return DocumentKind.OPEN
        raise DocumentRefused(errors.DAMAGED)
    raise DocumentRefused(errors.NOT_WORD)


def start_of(package: zipfile.ZipFile, name: str) -> bytes:
    """The first megabyte of a part."""
    with package.open(name) as part:
        return part.read(MEGABYTE)


def measure(package: zipfile.ZipFile) -> None:
    """Unpack every part in pieces; DocumentRefused when there is too much of it or XML with declarations of its own."""
    total = total_xml = tags = 0
    for member in package.infolist():
        is_xml = is_text(member.filename)
        before = b""
        for piece in pieces(package, member):
            total += len(piece)
            total_xml += len(piece) if is_xml else 0
            tags += piece.count(b"<") if is_xml else 0
            if total > LARGEST_UNPACKED or total_xml > LARGEST_XML or tags > MOST_TAGS:
                raise DocumentRefused(errors.UNPACKS_TOO_LARGE)
            # Sixteen-bit text has a zero byte beside each letter.
            if is_xml and DECLARATION.search((before + piece).replace(b"\0", b"")):
                raise DocumentRefused(errors.UNSAFE)
            before = piece[-OVERLAP:]


def is_text(name: str) -> bool:
    """Whether a part is XML that we read; drawings among the pictures are handed on as they are."""
    lower = name.lower()
    return lower.endswith(XML_ENDINGS) and not lower.startswith(("word/media/", "pictures/", "media/"))


def pieces(package: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """The unpacked content of a part, 64 kB at a time; its checksum is checked at the end."""
    with package.open(member) as part:
        while piece := part.read(PIECE):
            yield piece
