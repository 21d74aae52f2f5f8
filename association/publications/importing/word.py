"""From the parts of a Word document to a Source: written anew in a simple form, and made into HTML by mammoth."""

import zipfile
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any
from xml.sax.saxutils import quoteattr

import mammoth
from lxml import etree

from association.publications.importing import errors
from association.publications.importing.coloured_cells import NAMED, name_word_colours
from association.publications.importing.errors import DocumentRefused
from association.publications.importing.html_reader import read_blocks, split_notes
from association.publications.importing.marks import mark
from association.publications.importing.package import Package
from association.publications.importing.source import Block, Source
from association.publications.importing.word_contents import contents_lines
from association.publications.importing.word_left_out import report_what_is_left
from association.publications.importing.word_lists import read_numbering
from association.publications.importing.word_reading import Reading
from association.publications.importing.word_styles import W, read_styles
from association.publications.importing.word_writer import write_blocks
from association.publications.importing.word_xml import run
from association.publications.importing.words import word_paragraphs

# Mammoth keeps a document in memory several times over, so a long one goes through it in pieces.
PIECE = 400_000
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
ROOT_RELATION = (
    f'<Relationships xmlns="{RELATIONS}"><Relationship Id="rId1" Target="word/document.xml" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>'
)
NOTES = ("footnote", "endnote")
SEPARATORS = frozenset({"separator", "continuationSeparator", "continuationNotice"})


def read_word(content: bytes, name: str) -> Source:
    """A Word document as a Source; DocumentRefused when it is damaged or too complicated."""
    package = Package(content)
    try:
        return read_package(package, name)
    except (RecursionError, etree.XMLSyntaxError, KeyError, IndexError, UnicodeError) as error:
        raise DocumentRefused(errors.TOO_COMPLICATED) from error


def read_package(package: Package, name: str) -> Source:
    """The same for its parts."""
    part = main_part(package)
    root = package.tree(part)
    body = root.find(f"{W}body") if root is not None else None
    if body is None:
        raise DocumentRefused(errors.DAMAGED)
    parts = {relation.kind: relation.target for relation in package.relations(part).values() if not relation.external}
    styles = read_styles(package.tree(parts.get("styles", "")))
    reading = Reading(
        package=package,
        styles=styles,
        numbering=read_numbering(package.tree(parts.get("numbering", "")), styles),
        relations=package.relations(part),
        part=part,
        contents=contents_lines(body, styles),
    )
    if named := name_word_colours(body):
        reading.tell("unsure", NAMED.format(named))
    blocks = tuple(read_blocks(convert(written(body, reading), reading)))
    notes = dict(read_notes(parts, reading))
    roots = [root, *(package.tree(parts.get(f"{kind}s", "")) for kind in NOTES)]
    report_what_is_left(roots, reading)
    return Source(
        name=name,
        title=title_of(package),
        blocks=blocks,
        notes=notes,
        pictures=reading.pictures,
        findings=tuple(reading.findings),
        words=tuple(word_paragraphs(*roots)),
    )


def main_part(package: Package) -> str:
    """The name of the part with the text."""
    found = [item.target for item in package.relations("").values() if item.kind == "officeDocument"]
    return next((name for name in found if name in package.names), "word/document.xml")


def title_of(package: Package) -> str:
    """The title in the document's properties; empty without."""
    tree = package.tree("docProps/core.xml")
    found = tree.find("{http://purl.org/dc/elements/1.1/}title") if tree is not None else None
    return " ".join((found.text or "").split()) if found is not None else ""


def written(body: Any, reading: Reading) -> Iterator[str]:
    """The paragraphs and tables of a body, written anew."""
    yield from write_blocks(body, reading)
    if reading.carried:
        yield f"<w:p>{reading.carried}</w:p>"
        reading.carried = ""


def convert(blocks: Iterable[str], reading: Reading) -> Iterator[str]:
    """HTML, in pieces, of paragraphs and tables."""
    piece: list[str] = []
    size = 0
    for block in blocks:
        piece.append(block)
        size += len(block)
        if size > PIECE:
            yield to_html("".join(piece), reading.links)
            piece, size = [], 0
    if piece:
        yield to_html("".join(piece), reading.links)


def to_html(body: str, links: dict[str, str]) -> str:
    """A piece of simple Word text as HTML."""
    relations = "".join(
        f'<Relationship Id="{number}" Type="{HYPERLINK}" Target={quoteattr(address)} TargetMode="External"/>'
        for address, number in links.items()
    )
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("_rels/.rels", ROOT_RELATION)
        package.writestr("word/document.xml", f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>")
        package.writestr(
            "word/_rels/document.xml.rels", f'<Relationships xmlns="{RELATIONS}">{relations}</Relationships>'
        )
    file.seek(0)
    return str(mammoth.convert_to_html(file, include_default_style_map=False).value)


def read_notes(parts: dict[str, str], reading: Reading) -> Iterator[tuple[str, tuple[Block, ...]]]:
    """Footnotes and endnotes by key."""
    for kind in NOTES:
        name = parts.get(f"{kind}s", "")
        root = reading.package.tree(name)
        if root is None:
            continue
        reading.relations = reading.package.relations(name)
        pieces = []
        for note in root.iter(f"{W}{kind}"):
            if note.get(f"{W}type", "normal") not in SEPARATORS:
                key = f"{kind}-{note.get(W + 'id', '')}"
                pieces.append(f"<w:p>{run(mark(start=key))}</w:p>")
                pieces += written(note, reading)
        yield from split_notes(read_blocks(convert(pieces, reading)))
