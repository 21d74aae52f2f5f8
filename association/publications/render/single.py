"""A publication as one web page to keep: text, pictures, font and styles in one file, to read without internet."""

import re
from base64 import b64encode
from pathlib import Path

from bs4.element import Tag
from django.contrib.staticfiles import finders
from django.template.loader import get_template

from association.base.pictures import picture
from association.base.site_settings import SiteSettings
from association.base.stylesheets import bundle
from association.publications.models import FileKind
from association.publications.pages import WholeDocument
from association.publications.pages.adopted import VERSIONS
from association.publications.render.document import surroundings, variables_of
from association.publications.render.made import Made, cover_of, made_of
from association.publications.render.paper import Paper
from association.publications.render.pictures import print_file
from association.publications.render.screen import SINGLE, lost
from association.publications.render.style import font_file
from association.publications.render.xhtml import legible

STYLESHEET = "css/noaber.css"
COMPONENTS = "components"
CLASS = re.compile(r"\.([a-z][\w-]*)")
FONT = re.compile(r'url\("[^"]*source-sans-3\.woff2"\)')


def make_single(document: WholeDocument) -> Made:
    """The one page of a document."""
    paper = Paper(text_of(document), steps=SINGLE, **surroundings(document))
    embed_pictures(paper, document)
    embed_styles(paper, document)
    return made_of(document, FileKind.HTML, legible(paper.html()).encode())


def text_of(document: WholeDocument) -> str:
    """The page as HTML, with the addresses that its pictures have on the site."""
    edition, publication = document.edition, document.publication
    variables = variables_of(document)
    settings = SiteSettings.of(document.viewer.site)
    return get_template("single/document.html").render(
        {
            **variables,
            "edition": edition,
            "title": edition.title if edition else publication.title,
            "summary": edition.summary if edition else publication.summary,
            "kind": publication.list_kind,
            "cover": picture(cover_of(document), "card", alt=""),
            "dates": [] if edition else publication.dates,
            "versions_url": f"{variables['publication_url']}{VERSIONS}/",
            "header": settings.brand.header if settings.brand else "light",
        }
    )


def embed_pictures(paper: Paper, document: WholeDocument) -> None:
    """Put the pictures in the page; in the place of one that is lost stands its description."""
    known: dict[str, str] = {}
    for image in paper.each("img"):
        address = str(image["src"])
        number, spec = paper.forms[address]
        try:
            if address not in known:
                known[address] = data_address(print_file(number, document.viewer, spec), f"image/{format_of(spec)}")
        except FileNotFoundError:
            lost(image)
        else:
            image["src"] = known[address]


def format_of(spec: str) -> str:
    """The format that a filter of Wagtail makes."""
    return spec.rpartition("format-")[2].partition("|")[0]


def data_address(data: bytes, media_type: str) -> str:
    """An address that holds the bytes themselves (RFC 2397)."""
    return f"data:{media_type};base64,{b64encode(data).decode('ascii')}"


def embed_styles(paper: Paper, document: WholeDocument) -> None:
    """Put the appearance of the site in the page: what is used of it, and the colours of the brand behind it."""
    brand = SiteSettings.of(document.viewer.site).brand
    used = {name for element in paper.each("[class]") for name in element.get_attribute_list("class")}
    style = Tag(name="style")
    style.string = styles_for(frozenset(used)) + (brand.css if brand else "")
    for head in paper.each("head"):
        head.append(style)


def styles_for(used: frozenset[str]) -> str:
    """The site's stylesheet, without the components of which no class is used."""

    def is_used(file: Path) -> bool:
        return file.parent.name != COMPONENTS or not used.isdisjoint(CLASS.findall(file.read_text(encoding="utf-8")))

    found = finders.find(STYLESHEET)
    if not isinstance(found, str):
        raise FileNotFoundError(STYLESHEET)
    return FONT.sub(f'url("{data_address(font_file(), "font/woff2")}")', bundle(Path(found), is_used))
