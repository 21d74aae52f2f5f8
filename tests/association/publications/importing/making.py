"""Documents to import, made by the tests, and the shortest way to import them."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import docx
from docx.document import Document
from lxml import etree

from association.publications.importing.build import Choices, Made, make_publication, read_document
from association.publications.importing.source import Source
from association.publications.pages import PublicationIndexPage
from home.actions import SiteSetUp

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = {
    "w": WORD,
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "v": "urn:schemas-microsoft-com:vml",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
}
DECLARED = " ".join(f'xmlns:{name}="{address}"' for name, address in NAMESPACES.items())
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def word_file(build: Callable[[Document], None]) -> bytes:
    """A Word file made by python-docx; `build` fills it."""
    document = docx.Document()
    build(document)
    output = io.BytesIO()
    document.save(output)
    return output.getvalue()


def add_xml(document: Document, xml: str) -> None:
    """Add elements of WordprocessingML at the end of a document."""
    for element in etree.fromstring(f"<all {DECLARED}>{xml}</all>"):
        document.element.body.insert(len(document.element.body) - 1, element)


def paragraph_xml(text: str, *, style: str = "") -> str:
    """A paragraph of WordprocessingML with inner XML or text."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    inner = text if text.startswith("<") else f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'
    return f"<w:p>{properties}{inner}</w:p>"


def word_xml(body: str, **parts: str | bytes) -> bytes:
    """A Word file with this body; other parts by name, with `__` for a slash (`word__footnotes__xml`)."""
    base = word_file(lambda document: add_xml(document, body))
    return with_parts(base, {name.replace("__xml", ".xml").replace("__", "/"): data for name, data in parts.items()})


def with_parts(file: bytes, parts: dict[str, str | bytes]) -> bytes:
    """A zip file with other parts, or the same with other content."""
    output = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as old, zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.namelist():
            if item not in parts:
                new.writestr(item, old.read(item))
        for name, data in parts.items():
            new.writestr(name, data)
    return output.getvalue()


def with_relation(file: bytes, number: str, kind: str, target: str, data: str | bytes) -> bytes:
    """A Word file with one part more, to which its text refers by an id."""
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        relations = package.read("word/_rels/document.xml.rels").decode()
    added = f'<Relationship Id="{number}" Type="{RELATION}/{kind}" Target="{target}"/></Relationships>'
    relations = relations.replace("</Relationships>", added)
    return with_parts(file, {"word/_rels/document.xml.rels": relations, f"word/{target}": data})


OPEN = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
    "dc": "http://purl.org/dc/elements/1.1/",
    "manifest": "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0",
}
OPEN_DECLARED = " ".join(f'xmlns:{name}="{address}"' for name, address in OPEN.items())


def open_file(body: str, *, styles: str = "", manifest: str = "", parts: dict[str, str | bytes] | None = None) -> bytes:
    """An ODT file with this text; `styles` are automatic ones."""
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(zipfile.ZipInfo("mimetype"), "application/vnd.oasis.opendocument.text")
        package.writestr(
            "content.xml",
            f'<office:document-content {OPEN_DECLARED} office:version="1.3"><office:automatic-styles>{styles}'
            f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
            "</office:document-content>",
        )
        package.writestr("styles.xml", f'<office:document-styles {OPEN_DECLARED} office:version="1.3"/>')
        package.writestr("META-INF/manifest.xml", manifest or f"<manifest:manifest {OPEN_DECLARED}/>")
        for name, data in (parts or {}).items():
            package.writestr(name, data)
    return output.getvalue()


def read(data: bytes, name: str = "stuk.docx") -> Source:
    """The document as it is read."""
    return read_document(data, name)


def bring_in(setup: SiteSetUp, source: Source, title: str = "Stuk", **options: Any) -> Made:
    """A draft publication of a document on a site."""
    index = PublicationIndexPage.objects.filter(path__startswith=setup.home.path).get()
    return make_publication(
        source=source,
        choices=options.pop("choices", Choices()),
        title=title,
        kind=options.pop("kind", "handover"),
        index=index,
        association=setup.association,
        collection=setup.collection,
        **options,
    )


def stored(made: Made, chapter: int = 0) -> list[tuple[str, Any]]:
    """Kind and value of the blocks of a chapter, by its place in reading order."""
    pages = list(
        type(made.publication).objects.get(pk=made.publication.pk).get_descendants().order_by("path").specific()
    )
    return [(block["type"], block["value"]) for block in pages[chapter].body.raw_data]
