"""What is printed of a publication: its text as one HTML document for paper."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.template.defaultfilters import date as date_text
from django.template.loader import get_template
from django.utils import timezone

from association.base.links import address_of
from association.base.site_settings import SiteSettings
from association.memberships.queries import upper_first
from association.publications.pages import Chapter, WholeDocument
from association.publications.pages.adopted import VERSIONS
from association.publications.render.paper import Paper, Place
from association.publications.render.style import light_colours
from association.publications.render.tags import Origin


@dataclass(frozen=True)
class Line:
    """A line of the contents: level 2 is a chapter, 3 a part of one."""

    number: str
    title: str
    anchor: str
    level: int


@dataclass(frozen=True)
class PrintedDocument:
    """The HTML for paper, the ids of the images that it shows, its elements by their number, and its own moment.

    `changed` is the moment of the last publication as a PDF writes it down (ISO 8601); empty before the first.
    """

    html: str
    images: frozenset[int]
    origins: tuple[Origin, ...]
    changed: str


def printed(document: WholeDocument) -> PrintedDocument:
    """A document as it is laid out on paper; a query for its site's settings, and one for renditions shown in it."""
    brand = SiteSettings.of(document.viewer.site).brand
    html = get_template("print/publication.html").render(variables_of(document))
    paper = Paper(html, accent=light_colours(brand)["accent"], **surroundings(document))
    changed = last_change(document)
    return PrintedDocument(
        html=paper.html(),
        images=paper.images,
        origins=paper.origins,
        changed=changed.astimezone(timezone.get_default_timezone()).isoformat(timespec="seconds") if changed else "",
    )


def surroundings(document: WholeDocument) -> dict[str, Any]:
    """Where the links of a document lead, as Paper asks it."""
    return {
        "places": places_of(document),
        "root_url": document.viewer.site.root_url,
        "own_address": address_of(document.publication, document.viewer),
    }


def variables_of(document: WholeDocument) -> dict[str, Any]:
    """What the templates of files show of a document; a query for its site's settings."""
    publication, site, edition = document.publication, document.viewer.site, document.edition
    settings = SiteSettings.of(site)
    host = site.root_url.partition("://")[2]
    below = f"{VERSIONS}/{edition.label}/" if edition else ""
    return {
        "publication": publication,
        "names": (settings.name_line, settings.name_main),
        "reference": edition.reference if edition else publication.reference(),
        "has_logo": settings.brand is not None and settings.brand.logo_id is not None,
        "selection": document.selection,
        "version": version_of(document, last_change(document)),
        "decisions": edition.decision_lines if edition else [],
        "remark": edition.remark if edition else "",
        "author": settings.association.name if settings.association else site.site_name,
        "address": f"{host}{address_of(publication, document.viewer)}".rstrip("/"),
        "publication_url": f"{site.root_url}{address_of(publication, document.viewer)}",
        # The address that stays: that of the edition, when it is one.
        "lasting_url": f"{site.root_url}{address_of(publication, document.viewer)}{below}",
        "lines": [
            Line(chapter.entry.number, chapter.entry.title, chapter.anchor, chapter.level)
            for chapter in document.chapters
        ],
        "body": document.intro,
        "chapters": document.chapters,
        "shape": settings.brand.shape if settings.brand else "stone",
    }


def version_of(document: WholeDocument, changed: datetime | None) -> str:
    """Which version it is: that of an edition, the state of a day, or a draft."""
    if document.edition:
        return upper_first(document.edition.words)
    return f"Stand van {date_text(changed, 'j F Y')}" if changed else "Concept"


def last_change(document: WholeDocument) -> datetime | None:
    """The moment at which any of the pages in a document was last published; None before the first."""
    pages = [document.publication, *(chapter.entry.page for chapter in document.chapters)]
    return max((page.last_published_at for page in pages if page.last_published_at), default=None)


def places_of(document: WholeDocument) -> dict[str, Place]:
    """The chapters by the root-relative address that the web has for them."""
    parted = {entry.page.pk for entry in document.entries if any(part.number for part in entry.children)}
    return {chapter.entry.url: place_of(chapter, parted) for chapter in document.chapters}


def place_of(chapter: Chapter, parted: set[int]) -> Place:
    """A chapter on paper; headings in one with numbered parts have no numbers, which would be those of the parts."""
    entry = chapter.entry
    return Place(
        anchor=chapter.anchor,
        level=chapter.level,
        number=entry.number,
        title=entry.title,
        counts_headings=bool(entry.number) and entry.page.pk not in parted,
    )
