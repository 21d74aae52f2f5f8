"""The e-book of a publication: EPUB 3.3, made from the same text as the PDF.

https://www.w3.org/TR/epub-33/. The same text gives the same bytes.
"""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from bs4.element import Tag
from django.template.loader import get_template
from lxml import etree

from association.base.site_settings import SiteSettings
from association.publications.models import FileKind
from association.publications.pages import WholeDocument
from association.publications.render.book import ANNEX, CHAPTER, COVER, FRONT, Book, book_of
from association.publications.render.book_style import cover_drawing, stylesheet
from association.publications.render.fetcher import SVG, Sources
from association.publications.render.made import Made, cover_of, made_of
from association.publications.render.metadata import metadata_of
from association.publications.render.pictures import image_address, print_file
from association.publications.render.screen import lost
from association.publications.render.xhtml import as_xhtml, legible

FOLDER = "boek"
XHTML, JPEG, PNG = "application/xhtml+xml", "image/jpeg", "image/png"
MIMETYPE = b"application/epub+zip"
# The first moment that a zip file can tell; the moment of making would make every file another one.
MOMENT = (1980, 1, 1, 0, 0, 0)
READABLE = 0o644 << 16
MARKS = ((FRONT, "preface", "Vooraf"), (CHAPTER, "bodymatter", "Tekst"), (ANNEX, "backmatter", "Bijlagen"))


@dataclass(frozen=True)
class Part:
    """A file in the book: its name, media type and bytes, and what the package document says of it."""

    name: str
    media_type: str
    data: bytes
    properties: str = ""
    is_read: bool = False

    @property
    def id(self) -> str:
        """What the package document calls it."""
        return self.name.replace("/", "-")


def make_epub(document: WholeDocument) -> Made:
    """The e-book of a document."""
    sources = sources_of(document)
    book = book_of(document)
    parts = [*appearance(document, sources), *pictures(book, sources)]
    has_pictures = any(leaf.text.find("img", alt=True) for leaf in book.leaves if leaf.kind != COVER)
    parts = [*texts(book, {part.name for part in parts}), *parts]
    package = get_template("epub/package.opf").render(
        {
            "metadata": metadata_of(document, has_pictures=has_pictures),
            "files": parts,
            "spine": [part.id for part in parts if part.is_read],
        }
    )
    parts.insert(0, Part("package.opf", "", well_formed(package)))
    return made_of(document, FileKind.EPUB, packed(parts))


def sources_of(document: WholeDocument) -> Sources:
    """Where pictures and mark come from."""
    cover = cover_of(document)
    brand = SiteSettings.of(document.viewer.site).brand
    return Sources(viewer=document.viewer, brand=brand, images=frozenset(), cover=cover.pk if cover else None)


def appearance(document: WholeDocument, sources: Sources) -> Iterator[Part]:
    """Stylesheet, mark and the picture on the cover; what is lost is left out."""
    yield Part("boek.css", "text/css", stylesheet(sources.brand).encode())
    try:
        mark, media_type = sources.mark()
        yield Part("merk.svg" if media_type == SVG else "merk.png", media_type, mark)
    except FileNotFoundError:
        pass
    try:
        yield Part("omslag.jpg", JPEG, print_file(sources.cover or 0, sources.viewer), "cover-image")
    except FileNotFoundError:
        yield Part("omslag.svg", SVG, cover_drawing(sources.brand).encode(), "cover-image")


def pictures(book: Book, sources: Sources) -> Iterator[Part]:
    """The pictures in the text; in the place of one that is lost stands its description."""
    for number, name in book.pictures.items():
        shown = [image for leaf in book.leaves for image in leaf.text.find_all("img", src=image_address(number))]
        try:
            yield Part(name, JPEG, print_file(number, sources.viewer))
        except FileNotFoundError:
            for image in shown:
                lost(image)
        else:
            for image in shown:
                image["src"] = name


def texts(book: Book, names: set[str]) -> Iterator[Part]:
    """The files of text; `names` are those of the other files, of which the cover shows mark and picture."""
    cover = book.leaves[0].text
    for place, stem in ((".cover__mark", "merk."), (".cover__picture", "omslag.")):
        fill_place(cover.select_one(place), next((name for name in sorted(names) if name.startswith(stem)), ""))
    first, *others = (
        Part(leaf.name, XHTML, leaf.xhtml(), "svg" if leaf.has_drawing else "", is_read=True) for leaf in book.leaves
    )
    yield first
    yield Part("inhoud.xhtml", XHTML, as_xhtml(contents(book)), "nav", is_read=True)
    yield from others


def fill_place(place: Any, name: str) -> None:
    """Put a picture of the cover in its place, as decoration; without a name the place goes."""
    if not name:
        place.decompose()
        return
    place.append(Tag(name="img", attrs={"src": name, "alt": ""}, can_be_empty_element=True))


def contents(book: Book) -> str:
    """The page of contents."""
    return get_template("epub/contents.html").render({"lines": book.lines, "landmarks": list(landmarks(book))})


def landmarks(book: Book) -> Iterator[dict[str, str]]:
    """The places that a reading system can go to at once."""
    yield {"kind": "titlepage", "title": "Omslag", "address": book.leaves[0].name}
    yield {"kind": "toc", "title": "Inhoud", "address": "inhoud.xhtml"}
    for kind, mark, title in MARKS:
        leaf = next((leaf for leaf in book.leaves if leaf.kind == kind), None)
        if leaf is not None:
            yield {"kind": mark, "title": title, "address": leaf.name}


def well_formed(text: str) -> bytes:
    """An XML document; etree.XMLSyntaxError for what is none."""
    data = legible(text).encode()
    etree.fromstring(data)
    return data


def packed(parts: list[Part]) -> bytes:
    """The zip file of a book: its media type first and as it is, so that others can tell what it is."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(entry("mimetype", zipfile.ZIP_STORED), MIMETYPE)
        container = well_formed(get_template("epub/container.xml").render())
        archive.writestr(entry("META-INF/container.xml"), container, compresslevel=9)
        for part in parts:
            way = zipfile.ZIP_STORED if part.media_type in {JPEG, PNG} else zipfile.ZIP_DEFLATED
            archive.writestr(entry(f"{FOLDER}/{part.name}", way), part.data, compresslevel=9)
    return target.getvalue()


def entry(name: str, way: int = zipfile.ZIP_DEFLATED) -> zipfile.ZipInfo:
    """A place in a zip file that says nothing of when and where it was made."""
    info = zipfile.ZipInfo(name, MOMENT)
    info.compress_type, info.external_attr, info.create_system = way, READABLE, 3
    return info
