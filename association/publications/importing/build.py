"""From a file to draft pages: read, recognise, make."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from wagtail.log_actions import log
from wagtail.models import Page

from association.organizations.models import Organization
from association.portfolios.models import Portfolio
from association.publications.importing import errors
from association.publications.importing.blocks import pictures_of
from association.publications.importing.drafts import Draft, draft_of, report_of
from association.publications.importing.errors import DocumentRefused
from association.publications.importing.headings import bare, is_portfolio, portfolio_name
from association.publications.importing.links import Target, resolved, waits
from association.publications.importing.odt import read_odt
from association.publications.importing.outline import Choices, Outline, outline_of, plan_of
from association.publications.importing.pictures import Placing, place_pictures
from association.publications.importing.report import Report
from association.publications.importing.safety import DocumentKind, check
from association.publications.importing.source import Source
from association.publications.importing.word import read_word
from association.publications.models import PublicationSeries
from association.publications.pages import ChapterPage, PublicationIndexPage, PublicationPage
from association.publications.rules import is_fixed_below_publication

YEAR = re.compile(r"\b20\d\d\b")
LONGEST_TITLE, LONGEST_SLUG = 255, 200


@dataclass(frozen=True)
class Made:
    """What an import made: the draft publication, the report, and how many chapters and parts it has."""

    publication: PublicationPage
    report: Report
    chapters: int


def read_document(data: bytes, name: str) -> Source:
    """A Word or ODT file as a Source; DocumentRefused, with a Dutch sentence, for any other or one without text."""
    kind = check(data, name)
    source = read_word(data, name) if kind is DocumentKind.WORD else read_odt(data, name)
    if not source.blocks:
        raise DocumentRefused(errors.NO_TEXT)
    return source


def make_publication(
    *,
    source: Source,
    choices: Choices,
    title: str,
    kind: str,
    index: PublicationIndexPage,
    association: Organization,
    collection: Any,
    user: Any = None,
) -> Made:
    """A draft publication of a document, with its chapters below it; one transaction, and nothing is published.

    The series is the association's of this kind, made when there is none. Pictures go into the collection. A second
    time gives a second draft.
    """
    title = " ".join(title.split())[:LONGEST_TITLE]
    plan = plan_of(source, choices, title)
    placing = Placing(collection, source.name, user)
    try:
        with transaction.atomic():
            pictures = place_pictures(source, pictures_of(source.blocks), placing)
            draft = draft_of(title, plan, source, pictures)
            series = series_for(association, kind)
            year = YEAR.search(title)
            publication = PublicationPage(title=title, series=series, year=int(year[0]) if year else None)
            pages = add_pages(draft, publication, index, portfolios_of(association), user)
            fill_in_links(draft, pages)
            for page in pages.values():
                page.save_revision(user=user, clean=False)
            log(instance=publication, action="wagtail.create", user=user)
    except BaseException:
        placing.forget()
        raise
    return Made(publication, report_of(draft, plan, source), len(pages) - 1)


def series_for(association: Organization, kind: str) -> PublicationSeries:
    """The association's series of a kind, made when there is none."""
    own = PublicationSeries.objects.filter(association=association)
    name = str(PublicationSeries.Kind(kind).label).capitalize()
    found = own.filter(kind=kind).first() or own.filter(name=name).first()
    return found or PublicationSeries.objects.create(association=association, kind=kind, name=name)


def portfolios_of(association: Organization) -> dict[str, Portfolio]:
    """The association's portfolios by the letters of their names."""
    return {bare(portfolio.name): portfolio for portfolio in Portfolio.objects.filter(association=association)}


def add_pages(
    draft: Draft, publication: PublicationPage, index: PublicationIndexPage, portfolios: dict[str, Portfolio], user: Any
) -> dict[int, Any]:
    """The pages of a draft by its numbers, stored as drafts."""
    publication.slug = free_slug(draft.title, "publicatie", lambda slug: not is_free_below(index, slug))
    pages: dict[int, Any] = {}
    add_page(publication, draft, index, pages, user)
    seen: set[str] = set()
    for chapter in draft.children:
        page = chapter_page(chapter, portfolios, seen)
        add_page(page, chapter, publication, pages, user)
        inside: set[str] = set()
        for part in chapter.children:
            add_page(chapter_page(part, portfolios, inside), part, page, pages, user)
    return pages


def is_free_below(parent: Page, slug: str) -> bool:
    """Whether no page below a parent has a slug."""
    return bool(Page._slug_is_available(slug, parent))


def add_page(page: Any, draft: Draft, parent: Page, pages: dict[int, Any], user: Any) -> None:
    """Store a page as a draft."""
    page.live = False
    page.has_unpublished_changes = True
    page.owner = user
    page.body = json.dumps(draft.blocks)
    parent.add_child(instance=page)
    pages[draft.number] = page


def chapter_page(draft: Draft, portfolios: dict[str, Portfolio], seen: set[str]) -> ChapterPage:
    """A chapter that is not stored yet, with a slug that none of its neighbours has."""
    slug = free_slug(draft.title, "hoofdstuk", lambda text: text in seen or is_fixed_below_publication(text))
    seen.add(slug)
    portfolio = portfolios.get(bare(portfolio_name(draft.title))) if is_portfolio(draft.title) else None
    return ChapterPage(title=draft.title, slug=slug, numbering=draft.numbering, portfolio=portfolio)


def free_slug(title: str, fallback: str, is_taken: Callable[[str], bool]) -> str:
    """A slug from a title, with a number behind it when it is taken."""
    start = slugify(title)[:LONGEST_SLUG].strip("-") or fallback
    slug, number = start, 2
    while is_taken(slug):
        slug, number = f"{start}-{number}", number + 1
    return slug


def fill_in_links(draft: Draft, pages: dict[int, Any]) -> None:
    """Let links inside the document lead to the chapter or heading that they mean, and store those pages anew."""
    places = {name: (each.number, anchor) for each in draft.all() for name, anchor in each.writing.anchors.items()}
    for each in draft.all():
        if waits(each.blocks):
            page = pages[each.number]
            each.blocks = resolved(each.blocks, target_from(each.number, places, pages))
            page.body = json.dumps(each.blocks)
            page.save()


def target_from(number: int, places: dict[str, tuple[int, str]], pages: dict[int, Any]) -> Target:
    """Where links on one page lead: an anchor of its own, or another page."""

    def target(name: str) -> str:
        place, anchor = places.get(name, (number, ""))
        if place != number:
            return f'<a linktype="page" id="{pages[place].pk}">'
        return f'<a href="#{anchor}">' if anchor else ""

    return target


__all__ = ["Choices", "Made", "Outline", "make_publication", "outline_of", "read_document"]
