"""CHECKS 2: what is kept from somebody is not found by its first letters, counted, suggested or remembered."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from wagtail.models import Page, PageViewRestriction

from association.news.pages import NewsIndexPage
from association.portfolios.pages import PortfolioIndexPage
from association.publications.pages import PublicationIndexPage
from home.actions import SiteSetUp
from tests.conftest import writes
from tests.factories.content import make_news, make_page, make_portfolio, make_portfolio_page, make_user, paragraph
from tests.factories.hidden import GROUP, STATES
from tests.factories.planted import FOUND_BY, SECRET, body_full_of
from tests.factories.publications import make_chapter, make_publication

LISTS = [
    "/", "/nieuws/", "/nieuws/?jaar=2026", "/nieuws/?jaar=2026&portefeuille=wonen", "/nieuws/?portefeuille=wonen",
    "/nieuws/feed/", "/nieuws/feed/?portefeuille=wonen", "/nieuws/feed/atom/", "/portefeuilles/", "/portefeuilles/wonen/",
    "/publicaties/", "/publicaties/stuk/", "/publicaties/stuk/volledig/", "/publicaties/stuk/begin/", "/sitemap/",
    "/sitemap.xml", f"/zoeken/?q={FOUND_BY}", "/zoeken/?q=", f"/publicaties/stuk/zoeken/?q={FOUND_BY}", "/zoeken/", "/bestaat-niet/", "/robots.txt",
]  # fmt: skip
# What somebody types before they know the whole word, and what searches of other makes understand.
BEGINNINGS = (
    "zwa", "zwan", "ZWA", "zwä", "zwanenzan", "*", "zwa*", "zwa%", "zwa_", "zwa?", "zwa:*", "^zwa", "/zwa.*/", '"zwa"', "zwa OR a",
    "title:zwa", "-niets", "zwa~2", "zwanenzng", "anenzang", "{word}", "slug:{word}", "{word}:*",
)  # fmt: skip


@contextmanager
def undone() -> Iterator[None]:
    """Nothing of the block remains."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def site(vdg: SiteSetUp) -> SiteSetUp:
    """A site with something public of every kind, all for one portfolio."""
    living = make_portfolio(vdg, "Wonen", slug="wonen")
    make_portfolio_page(vdg, living)
    make_news(vdg, "Open bericht", portfolios=(living,), body=[paragraph(FOUND_BY)])
    make_chapter(make_publication(vdg, "Stuk", slug="stuk"), "Begin", slug="begin", portfolio=living)
    make_page(vdg.home, "Open pagina", slug="open", body=[paragraph(FOUND_BY)])
    return vdg


def add_secrets(setup: SiteSetUp) -> list[Page]:
    """A page of every kind full of the word, beside what is public, with a portfolio and a year of its own."""
    living = PortfolioIndexPage.objects.child_of(setup.home).get().get_children().get(slug="wonen").specific.portfolio
    named: dict[str, Any] = {"summary": f"Over {SECRET}", "search_description": SECRET}
    alone = make_portfolio(setup, f"Veld {SECRET}", slug=SECRET)
    news = make_news(setup, f"Bericht {SECRET}", portfolios=(living, alone), body=body_full_of(SECRET), **named)
    page = make_page(setup.home, f"De {SECRET}", slug=f"{SECRET}-pagina", body=body_full_of(SECRET), **named)
    field = make_portfolio_page(setup, alone, **named)
    publication = PublicationIndexPage.objects.child_of(setup.home).get().get_children().get(slug="stuk").specific
    chapter = make_chapter(publication, f"Hoofdstuk {SECRET}", slug=SECRET, body=body_full_of(SECRET), portfolio=living)
    other = make_publication(setup, f"Stuk {SECRET}", slug=f"{SECRET}-stuk")
    make_chapter(other, f"Deel {SECRET}", body=body_full_of(SECRET))
    return [news, page, field, chapter, other]


def answers(visitor: Client, addresses: list[str]) -> dict[str, str]:
    """What each address gives, with its headers; moments of making left out."""
    found = {address: visitor.get(address) for address in addresses}
    return {
        address: f"{answer.status_code} {sorted(item for item in answer.headers.items() if item[0] != 'Last-Modified')} "
        + answer.content.decode()
        for address, answer in found.items()
    }


def test_no_list_count_or_filter_changes_when_something_hidden_is_added(site: SiteSetUp, client: Client) -> None:
    before = answers(client, LISTS)
    told = []

    with undone():
        pages = add_secrets(site)
        public = answers(client, LISTS)
        for name, change in STATES.items():
            with undone():
                for page in pages:
                    change(Page.objects.get(pk=page.pk))
                after = answers(client, LISTS)
                told += [(name, address) for address in LISTS if after[address] != before[address]]

    assert sum(public[address] != before[address] for address in LISTS) > 12
    assert not told, told


def test_beginnings_of_a_hidden_word_find_suggest_and_count_nothing(site: SiteSetUp, client: Client) -> None:
    pages = add_secrets(site)
    member, public_hits, told = Client(headers={"host": "localhost"}), 0, []
    member.force_login(make_user("lid", "VDG bestuur"))
    asked = [f"/zoeken/?q={text.replace('{word}', SECRET)}" for text in BEGINNINGS]
    asked += [f"/zoeken/?q={SECRET}&pagina=1", f"/zoeken/?q={SECRET}&order=-title", f"/nieuws/?q={SECRET}"]

    def leaks(visitor: Client, address: str) -> bool:
        """Whether an answer names, counts or suggests a page; what was typed stands in its own field."""
        html = visitor.get(address).content.decode()
        typed = (
            html.replace(SECRET, "", html.count(f'"{SECRET}') + html.count(f"{SECRET} ")) if SECRET in address else html
        )
        return any(word in typed for word in (f"De {SECRET}", f"Bericht {SECRET}", f"Hoofdstuk {SECRET}", f"Stuk {SECRET}",
                                              f"{SECRET}-pagina", f"Over {SECRET}", f"/{SECRET}/", "bedoelde u"))  # fmt: skip

    public_hits = sum(leaks(client, address) for address in asked)
    for page in pages:
        STATES["group"](Page.objects.get(pk=page.pk))
    for visitor in (client, member):
        told += [address for address in asked if leaks(visitor, address)]
    reader = Client(headers={"host": "localhost"})
    reader.force_login(make_user("raadslid", GROUP))

    assert public_hits > 2
    assert not told, told
    assert leaks(reader, f"/zoeken/?q={SECRET}")


def test_search_gives_the_same_answer_for_a_hidden_word_as_for_no_word(site: SiteSetUp, client: Client) -> None:
    """Nothing but the words typed differs: no number, no suggestion, no other wording."""
    for page in add_secrets(site):
        STATES["group"](Page.objects.get(pk=page.pk))

    hidden = client.get(f"/zoeken/?q={SECRET}").content.decode().replace(SECRET, "")
    unknown = client.get("/zoeken/?q=qqqqqqqqqq").content.decode().replace("qqqqqqqqqq", "")

    assert hidden == unknown
    assert "Niets gevonden" in hidden


def test_nothing_remembers_what_was_searched(site: SiteSetUp, client: Client, statements: Any) -> None:
    """There is no log of searches, so no list of popular ones can tell what members look for."""
    for page in add_secrets(site):
        STATES["group"](Page.objects.get(pk=page.pk))
    member = Client(headers={"host": "localhost"})
    member.force_login(make_user("raadslid", GROUP))
    member.get("/")

    with statements() as found:
        for _ in range(3):
            assert SECRET in member.get(f"/zoeken/?q={SECRET}").content.decode()
    shown = [address for address in LISTS if SECRET in client.get(address).content.decode()]

    assert (writes(found), shown) == ([], [])
    assert not [name for name in settings.INSTALLED_APPS if "search_promotions" in name or "searchpicks" in name]


def test_news_of_a_closed_index_is_in_no_filter_of_a_portfolio(site: SiteSetUp, client: Client) -> None:
    """The setting of the list above counts for the filter, the feed and the page of the portfolio as well."""
    index = NewsIndexPage.objects.child_of(site.home).get()
    before = "Open bericht" in client.get("/portefeuilles/wonen/").content.decode()

    PageViewRestriction.objects.create(page=index, restriction_type=PageViewRestriction.LOGIN)

    found = {address: "Open bericht" in client.get(address).content.decode() for address in LISTS}
    assert before
    assert not any(found.values()), [address for address in found if found[address]]
