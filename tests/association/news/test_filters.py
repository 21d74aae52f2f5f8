"""The news index: filters, numbered pages and addresses that cannot be."""

import re
from datetime import date

import pytest
from django.test import Client

from home.actions import SiteSetUp
from tests.factories.content import make_news, make_portfolio


def titles(client: Client, address: str) -> list[str]:
    """The titles of the cards on a page of news."""
    html = client.get(address).content.decode()
    return re.findall(r'class="cover-link" href="/nieuws/[^"]+">([^<]+)<', html)


def test_index_shows_the_newest_first_twelve_at_a_time(vdg: SiteSetUp, client: Client) -> None:
    for day in range(1, 15):
        make_news(vdg, f"Dag {day}", day=date(2026, 1, day))

    first, second = titles(client, "/nieuws/"), titles(client, "/nieuws/?pagina=2")

    assert first == [f"Dag {day}" for day in range(14, 2, -1)]
    assert second == ["Dag 2", "Dag 1"]


def test_filters_narrow_down_together(vdg: SiteSetUp, client: Client) -> None:
    living, sport = make_portfolio(vdg, "Wonen", slug="wonen"), make_portfolio(vdg, "Sport", slug="sport")
    make_news(vdg, "Wonen oud", day=date(2025, 12, 31), portfolios=(living,))
    make_news(vdg, "Wonen nieuw", day=date(2026, 1, 1), portfolios=(living, sport))
    make_news(vdg, "Sport nieuw", day=date(2026, 1, 2), portfolios=(sport,))

    found = {query: titles(client, f"/nieuws/?{query}") for query in
             ("", "jaar=2026", "portefeuille=wonen", "jaar=2026&portefeuille=wonen", "jaar=2024", "portefeuille=niets")}  # fmt: skip

    assert found == {
        "": ["Sport nieuw", "Wonen nieuw", "Wonen oud"],
        "jaar=2026": ["Sport nieuw", "Wonen nieuw"],
        "portefeuille=wonen": ["Wonen nieuw", "Wonen oud"],
        "jaar=2026&portefeuille=wonen": ["Wonen nieuw"],
        "jaar=2024": [],
        "portefeuille=niets": [],
    }


def test_filter_stays_chosen_on_the_next_page(vdg: SiteSetUp, client: Client) -> None:
    for _ in range(13):
        make_news(vdg, day=date(2026, 1, 1))

    html = client.get("/nieuws/?jaar=2026").content.decode()

    assert 'href="?jaar=2026&amp;pagina=2"' in html
    assert len(titles(client, "/nieuws/?jaar=2026&pagina=2")) == 1


@pytest.mark.parametrize(
    "number",
    ["0", "-1", "2", "1e999", "100000000000000000000", "1.0", "x", "", "%00", "٣", "１", "1%20", "0x1", "inf", "NaN"],
)
@pytest.mark.parametrize("address", ["/nieuws/?pagina=", "/zoeken/?q=bericht&pagina="])
def test_page_number_that_cannot_be_is_not_found(vdg: SiteSetUp, client: Client, address: str, number: str) -> None:
    make_news(vdg)

    assert client.get(f"{address}1").status_code == 200
    assert client.get(f"{address}{number}").status_code in {400, 404}


@pytest.mark.parametrize(
    "year", ["0000", "-001", "20266", "1e999", "100000000000000000000", "abcd", "２０２６", "٢٠٢٦", "2026.0", "%00"]
)
def test_year_that_cannot_be_is_not_found(vdg: SiteSetUp, client: Client, year: str) -> None:
    make_news(vdg)

    assert client.get("/nieuws/?jaar=2026").status_code == 200
    assert client.get(f"/nieuws/?jaar={year}").status_code in {400, 404}
    assert client.get(f"/nieuws/feed/?jaar={year}").status_code in {400, 404}


@pytest.mark.parametrize("year", ["0001", "9999"])
def test_year_at_the_edge_of_the_calendar_is_empty(vdg: SiteSetUp, client: Client, year: str) -> None:
    make_news(vdg)

    answer = client.get(f"/nieuws/?jaar={year}")

    assert (answer.status_code, "Geen nieuws gevonden" in answer.content.decode()) == (200, True)


@pytest.mark.parametrize("portfolio", ["../x", "a b", "a'b", "<b>", "a%00"])
def test_portfolio_that_cannot_be_is_not_found(vdg: SiteSetUp, client: Client, portfolio: str) -> None:
    assert client.get("/nieuws/", {"portefeuille": portfolio}).status_code in {400, 404}


def test_empty_choice_is_no_choice(vdg: SiteSetUp, client: Client) -> None:
    make_news(vdg, "Bericht")

    assert titles(client, "/nieuws/?jaar=&portefeuille=") == ["Bericht"]
