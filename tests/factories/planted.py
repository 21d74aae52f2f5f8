"""A site that points from everywhere to three pages full of one word."""

import json
from datetime import date
from typing import Any
from uuid import uuid4

from wagtail.models import Page

from association.base.models import RelatedPage
from association.news.pages import NewsPage
from association.portfolios.pages import PortfolioPage
from association.publications.pages import ChapterPage
from home.actions import SiteSetUp
from home.pages import HomePage, StandardPage
from tests.factories.content import (
    make_document,
    make_image,
    make_news,
    make_page,
    make_portfolio,
    make_portfolio_page,
    paragraph,
)
from tests.factories.publications import make_chapter, make_publication
from tests.factories.snapshots import remembered

SECRET = "zwanenzang"
FOUND_BY = "vindwoord"


def link(page: Page, label: str = "Verder") -> dict[str, Any]:
    """A link block in its stored form."""
    return {"label": label, "page": page.pk, "address": ""}


def listed(*values: Any) -> list[dict[str, Any]]:
    """The items of a list block in their stored form."""
    return [{"type": "item", "value": value, "id": str(uuid4())} for value in values]


def table(cell: str) -> dict[str, Any]:
    """A table of one cell in its stored form."""
    columns = [{"type": "text", "heading": "Kolom"}]
    value = {
        "caption": "Tabel",
        "note": "",
        "row_headers": False,
        "table": {"columns": columns, "rows": [{"values": [cell]}]},
    }
    return {"type": "table", "value": value}


def body_full_of(word: str) -> list[dict[str, Any]]:
    """A text with the word in a paragraph, a table cell, a picture's description and a file's name."""
    image = make_image(f"Beeld {word}", description=f"Een {word}")
    document = make_document(f"Stuk {word}", name=f"{word}.txt", content=word.encode())
    figure = {"image": image.pk, "decorative": False, "caption": word, "wide": False}
    return [
        paragraph(f"{word} {FOUND_BY}"),
        table(f"cel {word}"),
        {"type": "figure", "value": figure},
        {"type": "documents", "value": {"title": "", "documents": listed(document.pk)}},
    ]


def links_to(page: Page) -> list[dict[str, Any]]:
    """A text that points to a page from a sentence and from a card."""
    card = {"title": "Kaart", "text": "", "page": page.pk, "address": ""}
    cards = {"type": "links", "value": {"items": listed(card)}}
    return [paragraph(f'<a linktype="page" id="{page.pk}">lees hier</a>'), cards]


def relate(page: Page, *targets: Page) -> None:
    """Show pages below another."""
    for target in targets:
        RelatedPage.objects.create(page=page, target=target)


def plant(setup: SiteSetUp) -> list[Page]:
    """A page, a news item, a portfolio page and a chapter full of SECRET, with open pages around that point there."""

    def find() -> list[Page]:
        setup.settings.refresh_from_db()
        kinds = (StandardPage, NewsPage, PortfolioPage, ChapterPage)
        return [kind.objects.get(title__contains=SECRET) for kind in kinds]

    return remembered("planted", lambda: plant_all(setup), find, upon="vdg")  # type: ignore[no-any-return]


def plant_all(setup: SiteSetUp) -> list[Page]:
    """Make what `plant` gives."""
    section = make_page(setup.home, "Deel", slug="deel")
    make_page(section, "Eerste", slug="eerste")
    page = make_page(
        section, f"De {SECRET}", slug=f"{SECRET}-pagina", summary=f"Over {SECRET}", body=body_full_of(SECRET)
    )
    make_page(section, "Laatste", slug="laatste")
    fields = {"title": f"Het {SECRET}", "summary": f"Over {SECRET}", "body": json.dumps(body_full_of(SECRET))}
    portfolio = make_portfolio(setup, slug="veld")
    portfolio_page = make_portfolio_page(setup, portfolio, **fields)
    shared = make_portfolio(setup, "Wonen", slug="wonen")
    open_portfolio_page = make_portfolio_page(setup, shared, body=json.dumps(links_to(page)))
    news = make_news(
        setup, f"Bericht {SECRET}", slug=f"{SECRET}-bericht", summary=f"Over {SECRET}", body=body_full_of(SECRET),
        portfolios=(shared,), image=make_image(description=SECRET), day=date(2026, 3, 10),
    )  # fmt: skip
    for day in (9, 11):
        make_news(
            setup, slug=f"open-{day}", day=date(2026, 3, day), portfolios=(shared, portfolio), body=links_to(news)
        )
    open_page = make_page(section, "Wegwijzer", slug="wegwijzer", body=links_to(page))
    relate(open_page, page, news, portfolio_page)
    relate(open_portfolio_page, page)
    point_from_frame(setup, page)
    point_from_home(setup, page, portfolio_page)
    return [page, news, portfolio_page, plant_chapter(setup, shared)]


def plant_chapter(setup: SiteSetUp, portfolio: Any) -> Page:
    """A chapter full of SECRET between two open ones, of which the last points to it."""
    publication = make_publication(setup, "Stuk", slug="stuk")
    make_chapter(publication, "Begin", slug="begin")
    chapter = make_chapter(
        publication, f"Hoofdstuk {SECRET}", slug=f"{SECRET}-hoofdstuk", summary=f"Over {SECRET}",
        body=body_full_of(SECRET), portfolio=portfolio,
    )  # fmt: skip
    make_chapter(publication, "Slot", slug="slot", body=links_to(chapter))
    return chapter


def point_from_frame(setup: SiteSetUp, page: Page) -> None:
    """Put a page in the menu and in the footer."""
    own = setup.settings
    own.menu = json.dumps([{"type": "link", "value": link(page)}])
    own.footer = json.dumps([{"type": "group", "value": {"title": "Groep", "links": listed(link(page))}}])
    own.footer_bottom = json.dumps([{"type": "link", "value": link(page)}])
    own.save()


def point_from_home(setup: SiteSetUp, page: Page, other: Page) -> None:
    """Point to pages from every part of the start page."""
    home = HomePage.objects.get(pk=setup.home.pk)
    home.buttons = json.dumps([{"type": "button", "value": link(page)}])
    home.tasks = json.dumps([{"type": "task", "value": {**link(page), "icon": "users", "text": "Uitleg"}}])
    home.feature_title, home.feature_page = "In het licht", other
    home.feature_also = json.dumps([{"type": "link", "value": link(page)}])
    home.closing_title = "Tot slot"
    home.closing_links = json.dumps([{"type": "link", "value": {**link(page), "icon": ""}}])
    home.save_revision().publish()
