"""What is refused before it is read, each with one clear sentence."""

import io
import struct
import time
import tracemalloc
import zipfile
from collections.abc import Callable

import pytest

from association.publications.importing import errors
from association.publications.importing.errors import DocumentRefused
from association.publications.importing.safety import DocumentKind, check
from tests.association.publications.importing.making import (
    OPEN_DECLARED,
    open_file,
    paragraph_xml,
    read,
    with_parts,
    word_xml,
)

WORD = word_xml(paragraph_xml("Tekst"))
OPEN = open_file("<text:p>Tekst</text:p>")


def zipped(parts: dict[str, bytes], *, level: int = 9) -> bytes:
    """A zip file."""
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return output.getvalue()


def bomb() -> bytes:
    """A Word file of 200 kB that unpacks to 200 MB."""
    return with_parts(WORD, {"word/media/image1.png": bytes(200 * 1024 * 1024)})


def tags() -> bytes:
    """A Word file with millions of empty paragraphs."""
    return with_parts(WORD, {"word/document.xml": b"<w:p/>" * 2_000_000})


def lying_bomb() -> bytes:
    """The same, but its list says that it is small."""
    data = bomb()
    real = struct.pack("<L", 200 * 1024 * 1024)
    return data.replace(real, struct.pack("<L", 1000))


def crowd() -> bytes:
    """A Word file with 10,000 parts."""
    return with_parts(WORD, {f"word/part{number}.xml": "<x/>" for number in range(10_000)})


def locked_zip() -> bytes:
    """A Word file of which a part says that it has a password."""
    data = bytearray(WORD)
    place = data.find(b"PK\x01\x02")
    data[place + 8] |= 1
    return bytes(data)


def with_entities() -> bytes:
    """A Word file whose text takes in a file of the machine."""
    declaration = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY file SYSTEM "file:///etc/passwd">]>'
    with zipfile.ZipFile(io.BytesIO(WORD)) as package:
        text = package.read("word/document.xml").decode().split("?>", 1)[1]
    return with_parts(WORD, {"word/document.xml": declaration + text.replace("Tekst", "&file;")})


def with_wide_entities() -> bytes:
    """The same in sixteen bits."""
    with zipfile.ZipFile(io.BytesIO(with_entities())) as package:
        text = package.read("word/document.xml").decode()
    return with_parts(WORD, {"word/document.xml": text.encode("utf-16")})


def macro_types() -> bytes:
    """A Word file for macros, without any."""
    with zipfile.ZipFile(io.BytesIO(WORD)) as package:
        types = package.read("[Content_Types].xml").decode()
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return with_parts(
        WORD, {"[Content_Types].xml": types.replace(main, "application/vnd.ms-word.document.macroEnabled.main+xml")}
    )


def too_deep() -> bytes:
    """A Word file in which elements stand in each other hundreds deep."""
    with zipfile.ZipFile(io.BytesIO(WORD)) as package:
        text = package.read("word/document.xml").decode()
    start, end = "<w:sdt><w:sdtContent>" * 140, "</w:sdtContent></w:sdt>" * 140
    return with_parts(WORD, {"word/document.xml": text.replace("<w:body>", f"<w:body>{start}<w:p/>{end}")})


OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
LOCKED_MANIFEST = (
    f'<manifest:manifest {OPEN_DECLARED}><manifest:file-entry manifest:full-path="content.xml">'
    "<manifest:encryption-data/></manifest:file-entry></manifest:manifest>"
)
REFUSED: list[tuple[str, Callable[[], bytes], str]] = [
    ("empty", lambda: b"", errors.NOT_WORD),
    ("text", lambda: b"Beste raad", errors.NOT_WORD),
    ("pdf", lambda: b"%PDF-1.7 ...", errors.NOT_WORD),
    ("old Word", lambda: OLD, errors.OLD_WORD),
    ("locked Word", lambda: OLD + "EncryptedPackage".encode("utf-16-le"), errors.LOCKED),
    ("locked zip", locked_zip, errors.LOCKED),
    ("locked ODT", lambda: open_file("<text:p>x</text:p>", manifest=LOCKED_MANIFEST), errors.LOCKED),
    ("half of it", lambda: WORD[: len(WORD) // 2], errors.DAMAGED),
    ("without its end", lambda: WORD[:-30], errors.DAMAGED),
    ("broken inside", lambda: WORD[:400] + bytes(200) + WORD[600:], errors.DAMAGED),
    ("broken XML", lambda: with_parts(WORD, {"word/document.xml": "<w:document>"}), errors.DAMAGED),
    ("macros", lambda: with_parts(WORD, {"word/vbaProject.bin": b"x"}), errors.MACROS),
    ("made for macros", macro_types, errors.MACROS),
    ("Basic", lambda: open_file("<text:p>x</text:p>", parts={"Basic/Standard/Module1.xml": "<x/>"}), errors.MACROS),
    ("script", lambda: open_file("<text:p>x</text:p>", parts={"Scripts/python/x.py": "x"}), errors.MACROS),
    ("bomb", bomb, errors.UNPACKS_TOO_LARGE),
    ("tags", tags, errors.UNPACKS_TOO_LARGE),
    ("lying bomb", lying_bomb, errors.DAMAGED),
    ("crowd", crowd, errors.TOO_MANY_PARTS),
    ("entities", with_entities, errors.UNSAFE),
    ("wide entities", with_wide_entities, errors.UNSAFE),
    ("path outside", lambda: with_parts(WORD, {"../x.xml": "<x/>"}), errors.UNSAFE),
    ("path from the root", lambda: with_parts(WORD, {"/etc/x.xml": "<x/>"}), errors.UNSAFE),
    ("large", lambda: bytes(25 * 1024 * 1024 + 1), errors.TOO_LARGE),
    ("zip of another kind", lambda: zipped({"x.txt": b"x"}), errors.NOT_WORD),
    ("sheet", lambda: zipped({"[Content_Types].xml": b"spreadsheetml.sheet.main+xml"}), errors.NOT_WORD),
    ("sheet of LibreOffice", lambda: zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), errors.NOT_WORD),
    ("without text", lambda: word_xml(""), errors.NO_TEXT),
    ("ODT without text", lambda: open_file("<text:p/>"), errors.NO_TEXT),
    ("too deep", too_deep, errors.DAMAGED),
]  # fmt: skip


@pytest.mark.parametrize(("make", "message"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_file_is_refused_with_one_clear_sentence(make: Callable[[], bytes], message: str) -> None:
    data = make()

    with pytest.raises(DocumentRefused) as refused:
        read(data, "stuk.docx")

    assert str(refused.value) == message


@pytest.mark.parametrize("make", [bomb, tags, lying_bomb, crowd])
def test_bomb_costs_little_time_and_memory(make: Callable[[], bytes]) -> None:
    data = make()
    tracemalloc.start()
    started = time.process_time()

    with pytest.raises(DocumentRefused):
        check(data, "stuk.docx")

    spent = time.process_time() - started
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(data) < 2 * 1024 * 1024
    assert spent < 2
    assert most < 20 * 1024 * 1024


@pytest.mark.parametrize(("data", "kind"), [(WORD, DocumentKind.WORD), (OPEN, DocumentKind.OPEN)])
def test_kind_is_told_by_content_not_by_name(data: bytes, kind: DocumentKind) -> None:
    assert check(data, "stuk.pdf") == kind
    assert check(io.BytesIO(data), "stuk") == kind


def test_drawing_among_the_pictures_may_declare_what_it_likes() -> None:
    drawing = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x.dtd"><svg/>'

    assert check(with_parts(WORD, {"word/media/image1.svg": drawing}), "stuk.docx") == DocumentKind.WORD
