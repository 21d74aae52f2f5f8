"""From the parts of an ODT document to a Source: made simple, and made into HTML by pandoc."""

import subprocess
import zipfile
from io import BytesIO
from typing import Any

import pypandoc
from lxml import etree

from association.publications.importing import errors
from association.publications.importing.coloured_cells import NAMED, name_open_colours
from association.publications.importing.errors import DocumentRefused
from association.publications.importing.html_reader import STARTS, all_filled_in, read_blocks, split_notes
from association.publications.importing.odt_left_out import report_what_is_left
from association.publications.importing.odt_styles import read_open_styles
from association.publications.importing.odt_tree import OFFICE, OpenReading, simplify
from association.publications.importing.package import Package
from association.publications.importing.source import Block, Paragraph, Source
from association.publications.importing.words import open_paragraphs

SECONDS = 60
OPTIONS = ("-f", "odt", "-t", "html", "--wrap=none", "--sandbox", "+RTS", "-M512M", "-RTS")
TITLE = "{http://purl.org/dc/elements/1.1/}title"
MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    '<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)


def read_odt(content: bytes, name: str) -> Source:
    """An ODT document as a Source; DocumentRefused when it is damaged or too complicated."""
    package = Package(content)
    root, styles = package.tree("content.xml"), package.tree("styles.xml")
    body = None if root is None else root.find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise DocumentRefused(errors.DAMAGED)
    words = tuple(open_paragraphs(body))
    reading = OpenReading(package, read_open_styles(styles, root))
    if named := name_open_colours(body, styles, root):
        reading.tell("unsure", NAMED.format(named))
    report_what_is_left(body, styles, reading)
    try:
        simplify(body, reading)
        blocks, notes = apart(list(read_blocks([to_html(root, package)])))
    except (RecursionError, ValueError, etree.LxmlError) as error:
        raise DocumentRefused(errors.TOO_COMPLICATED) from error
    report_unknown_styles(reading)
    return Source(
        name=name,
        title=title_of(package),
        blocks=tuple(blocks),
        notes=notes,
        pictures=reading.pictures,
        findings=tuple(reading.findings),
        words=words,
    )


def to_html(root: Any, package: Package) -> str:
    """The document as HTML; DocumentRefused when pandoc is not there, takes too long or gives up."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as simple:
        simple.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        simple.writestr("content.xml", etree.tostring(root, encoding="UTF-8", xml_declaration=True))
        simple.writestr("styles.xml", package.read("styles.xml"))
        simple.writestr("META-INF/manifest.xml", MANIFEST)
    try:
        command = [pypandoc.get_pandoc_path(), *OPTIONS]
        # Our own words, and the program that came with the package; the document goes in as data.
        done = subprocess.run(command, input=file.getvalue(), capture_output=True, timeout=SECONDS, check=True)  # noqa: S603 - our own words
    except subprocess.TimeoutExpired as error:
        raise DocumentRefused(errors.TOOK_TOO_LONG) from error
    except subprocess.CalledProcessError as error:
        raise DocumentRefused(errors.TOO_COMPLICATED) from error
    except OSError as error:
        raise DocumentRefused(errors.NO_ODT_READER) from error
    return done.stdout.decode()


def apart(blocks: list[Block]) -> tuple[list[Block], dict[str, tuple[Block, ...]]]:
    """The text and the notes, which stand behind it."""
    first = next(
        (
            number
            for number, block in enumerate(blocks)
            if isinstance(block, Paragraph) and block.role.startswith(STARTS)
        ),
        len(blocks),
    )
    waiting = dict(split_notes(blocks[first:]))
    notes = {key: all_filled_in(text, waiting) for key, text in waiting.items() if not key.startswith("table-")}
    return list(all_filled_in(blocks[:first], waiting)), notes


def title_of(package: Package) -> str:
    """The title in the document's properties; empty without."""
    tree = package.tree("meta.xml")
    found = None if tree is None else next(tree.iter(TITLE), None)
    return " ".join((found.text or "").split()) if found is not None else ""


def report_unknown_styles(reading: OpenReading) -> None:
    """Tell which styles were not understood."""
    for name, count in sorted(reading.unknown_styles.items()):
        text = f"Het opmaakprofiel '{name}' ({count} keer) kennen wij niet: het is gewone tekst geworden."
        reading.tell("unknown_style", text)
