"""Two associations on one installation: neither shows, links or finds what is the other's."""

import json
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from wagtail.models import Site

from home.actions import SiteSetUp
from tests.factories.content import (
    make_image,
    make_news,
    make_page,
    make_portfolio,
    make_portfolio_page,
    make_user,
    restrict,
)
from tests.factories.crawl import crawl, links_in
from tests.factories.planted import body_full_of, link, links_to, point_from_frame, point_from_home, relate
from tests.factories.snapshots import remembered

WORDS = {"localhost": "drentenwoord", "vgg.localhost": "groningerwoord"}


def fill(setup: SiteSetUp, word: str) -> list[Any]:
    """Pages of every kind, each with the word in its title, address, text and picture."""
    fields = {"summary": f"Over {word}, uw gemeente", "image": make_image(description=word), "body": body_full_of(word)}
    page = make_page(setup.home, f"Pagina {word}", slug=f"pagina-{word}", **fields)
    below = make_page(page, f"Onder {word}", slug=f"onder-{word}", **fields)
    portfolio = make_portfolio(setup, f"Veld {word}", slug="wonen")
    portfolio_page = make_portfolio_page(setup, portfolio, **fields | {"body": json.dumps(fields["body"])})
    news = [make_news(setup, f"Bericht {word}", portfolios=(portfolio,), **fields) for _ in range(2)]
    return [page, below, portfolio_page, *news]


def point_across(setup: SiteSetUp, own: list[Any], foreign: list[Any], foreign_portfolio: Any) -> None:
    """Link from one site to the pages of the other, in every way an editor can."""
    relate(own[0], *foreign)
    relate(own[3], *foreign)
    point_from_frame(setup, foreign[0])
    point_from_home(setup, foreign[1], foreign[2])
    make_page(own[0], "Wegwijzer", slug="wegwijzer", body=[block for page in foreign for block in links_to(page)])
    mixed = make_news(setup, "Gemengd")
    mixed.portfolios = [own[2].portfolio, foreign_portfolio]
    mixed.save_revision().publish()


@pytest.fixture
def both(vdg: SiteSetUp, vgg: SiteSetUp) -> dict[str, SiteSetUp]:
    """Two filled sites that point at each other from everywhere."""
    setups = {"localhost": vdg, "vgg.localhost": vgg}
    remembered("two filled sites", lambda: fill_both(setups), lambda: None, upon="vgg")
    for setup in setups.values():
        setup.settings.refresh_from_db()
    return setups


def fill_both(setups: dict[str, SiteSetUp]) -> None:
    """Fill them, and let them point at each other."""
    pages = {host: fill(setup, WORDS[host]) for host, setup in setups.items()}
    for host, other in (("localhost", "vgg.localhost"), ("vgg.localhost", "localhost")):
        point_across(setups[host], pages[host], pages[other], pages[other][2].portfolio)


def set_port(number: int) -> None:
    """Let both sites answer at a port."""
    for site in Site.objects.all():
        site.port = number
        site.save()


@pytest.mark.parametrize(("host", "other"), [("localhost", "vgg.localhost"), ("vgg.localhost", "localhost")])
def test_site_shows_nothing_of_the_other(both: dict[str, SiteSetUp], host: str, other: str) -> None:
    answers = crawl(host)

    own = {address for address, answer in answers.items() if WORDS[host] in answer.text.lower()}
    foreign = {address for address, answer in answers.items() if WORDS[other] in (answer.text + answer.headers).lower()}
    assert len(own) > 15
    assert foreign == set()
    broken = {address: answer.status for address, answer in answers.items() if answer.status not in {200, 302}}
    assert broken == {"/bestaat-niet/": 404}


@pytest.mark.parametrize(("host", "other"), [("localhost", "vgg.localhost"), ("vgg.localhost", "localhost")])
def test_search_and_filters_find_nothing_of_the_other(both: dict[str, SiteSetUp], host: str, other: str) -> None:
    client = Client(headers={"host": host})

    found = client.get(f"/zoeken/?q={WORDS[host]}").content.decode()
    foreign = client.get(f"/zoeken/?q={WORDS[other]}").content.decode()
    # Both sites have a portfolio with this address.
    filtered = client.get("/nieuws/?portefeuille=wonen").content.decode()

    assert "pagina's gevonden" in found.replace("&#x27;", "'")
    assert "Niets gevonden" in foreign
    assert (WORDS[host] in filtered.lower(), WORDS[other] in filtered.lower()) == (True, False)


@pytest.mark.parametrize(("host", "other"), [("localhost", "vgg.localhost"), ("vgg.localhost", "localhost")])
def test_pages_of_the_other_site_do_not_answer(both: dict[str, SiteSetUp], host: str, other: str) -> None:
    own, foreign = Client(headers={"host": other}), Client(headers={"host": host})
    addresses = [f"/pagina-{WORDS[other]}/", f"/pagina-{WORDS[other]}/onder-{WORDS[other]}/"]

    assert [own.get(address).status_code for address in addresses] == [200, 200]
    assert [foreign.get(address).status_code for address in addresses] == [404, 404]


@pytest.mark.parametrize("port", [80, 8000, 8123])
@pytest.mark.parametrize("host", ["localhost", "vgg.localhost"])
def test_every_absolute_link_to_a_site_has_its_port(both: dict[str, SiteSetUp], host: str, port: int) -> None:
    set_port(port)
    netloc = host if port == 80 else f"{host}:{port}"

    answers = crawl(netloc)

    found = [
        (address, link)
        for address, answer in answers.items()
        for _, link in links_in(answer.text, answer.content_type)
        if "localhost" in link
    ]
    assert {kind for kind, _ in found} >= {"/", "/sitemap.xml", "/robots.txt", "/nieuws/feed/", "/nieuws/feed/atom/"}
    assert {urlsplit(link)[:2] for _, link in found if link.startswith("http")} == {("http", netloc)}
    assert [(address, link) for address, link in found if not link.startswith("http")] == []


def test_links_within_a_site_are_root_relative(both: dict[str, SiteSetUp]) -> None:
    answers = crawl("localhost")

    absolute = {
        (address, link)
        for address, answer in answers.items()
        if "html" in answer.content_type
        for kind, link in links_in(answer.text, answer.content_type)
        if kind in {"a", "form", "img", "source", "script"} and "//" in link
    }
    assert absolute == set()


def test_member_of_one_association_is_nobody_special_at_the_other(vdg: SiteSetUp, vgg: SiteSetUp) -> None:

    page = make_page(vgg.home, "Besloten", slug="besloten")
    restrict(page, "groups", "VGG raadsleden")
    client = Client(headers={"host": "vgg.localhost"})
    answers = []
    for group in ("VDG raadsleden", "VGG raadsleden"):
        client.force_login(make_user(group.replace(" ", "-"), group))
        answers.append(client.get("/besloten/").status_code)

    assert answers == [302, 200]


def test_menu_of_a_site_without_settings_is_empty(vdg: SiteSetUp) -> None:
    page = make_page(vdg.home, "Los", slug="los")
    vdg.settings.delete()
    client = Client(headers={"host": "localhost"})

    answer = client.get("/los/")

    assert answer.status_code == 200
    assert link(page)["label"] not in answer.content.decode()
