"""What readers see of activities: a year with its filters, on their own site alone, with or without stoplights."""

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from association.activities.pages import ActivityIndexPage
from association.base.site_settings import SiteSettings
from home.actions import SiteSetUp, ensure_child
from tests.factories.activities import make_activity
from tests.factories.content import make_portfolio, make_portfolio_page

YEAR = "/activiteiten/2026/"


@pytest.fixture
def index(vdg: SiteSetUp) -> Any:
    """The page of the activities, with four in 2026."""
    wonen, sport = make_portfolio(vdg, "Wonen", slug="wonen"), make_portfolio(vdg, "Sport", slug="sport")
    make_portfolio_page(vdg, wonen)
    make_activity(
        vdg.association, "Flexwoningen", portfolios=[wonen],
        reports={"H1": {"text": "Begonnen.", "stoplight": "orange"}, "H2": {"text": "Gebouwd.", "stoplight": "green"}},
    )  # fmt: skip
    make_activity(vdg.association, "Zwemles", portfolios=[sport, wonen], reports={"H2": "Loopt."})
    make_activity(
        vdg.association, "Toogdag", heading="Bestuur", reports={"H2": {"not_held": True, "reason": "Zaal dicht."}}
    )
    make_activity(vdg.association, "Website", heading="Bestuur")
    return ensure_child(vdg.home, ActivityIndexPage, title="Wat we doen", slug="activiteiten")


def main(client: Client, address: str = YEAR, host: str = "localhost") -> BeautifulSoup:
    """The text of a page."""
    answer = client.get(address, headers={"host": host})
    assert answer.status_code == 200, address
    found = BeautifulSoup(answer.content, "html.parser").select_one("main")
    assert found is not None
    return found


def titles(found: BeautifulSoup) -> list[str]:
    """The activities that are shown."""
    return [title.get_text(strip=True) for title in found.select(".activity-row__title")]


def test_year_says_how_each_activity_goes(client: Client, index: Any) -> None:
    found = main(client)

    assert [head.get_text() for head in found.select(".activity-group h2")] == ["Wonen", "Bestuur"]
    assert [row.get_text(" ", strip=True) for row in found.select(".activity-row")] == [
        "Flexwoningen Gebouwd. Tweede halfjaar Loopt als gepland Eerste halfjaar: vergt aandacht",
        "Zwemles Loopt. Tweede halfjaar Geen stoplicht",
        "Toogdag Niet doorgegaan. Zaal dicht. Tweede halfjaar",
        "Website Nog niet ingevuld. Tweede halfjaar",
    ]
    assert [count.get_text(" ", strip=True) for count in found.select(".stoplight-summary__count")] == [
        "1 Loopt als gepland", "0 Vergt aandacht", "0 Bijstelling of heroverweging", "3 Geen stoplicht"
    ]  # fmt: skip
    assert found.select_one("a[href='/activiteiten/2026.csv']")


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("portefeuille=sport", ["Zwemles"]),
        ("portefeuille=wonen", ["Flexwoningen", "Zwemles"]),
        ("stoplicht=green", ["Flexwoningen"]),
        ("stoplicht=red", []),
        ("stoplicht=geen", ["Zwemles", "Toogdag", "Website"]),
        ("stoplicht=orange&periode=H1", ["Flexwoningen"]),
        ("portefeuille=wonen&stoplicht=geen", ["Zwemles"]),
    ],
)
def test_filter_shortens_the_list(client: Client, index: Any, asked: str, shown: list[str]) -> None:
    found = main(client, f"{YEAR}?{asked}")

    assert titles(found) == shown
    assert ("Geen activiteiten bij deze keuze." in found.get_text()) == (not shown)


@pytest.mark.parametrize(
    "asked",
    ["portefeuille=bestaat-niet", "periode=H9", "stoplicht=paars", "portefeuille=%F0%9F%92%A5", "x=1", "stoplicht="],
)
def test_filter_that_names_nothing_leaves_all(client: Client, index: Any, asked: str) -> None:
    assert titles(main(client, f"{YEAR}?{asked}")) == ["Flexwoningen", "Zwemles", "Toogdag", "Website"]


@pytest.mark.parametrize("year", ["2025", "1899", "2201", "99999", "0"])
def test_year_without_activities_is_not_found(client: Client, index: Any, year: str) -> None:
    assert client.get(f"/activiteiten/{year}/").status_code == 404


def test_overview_shows_the_newest_year_that_has_begun(client: Client, vdg: SiteSetUp, index: Any) -> None:
    now = timezone.localdate().year
    make_activity(vdg.association, "Van nu", year=now)
    make_activity(vdg.association, "Van later", year=now + 2)

    found = main(client, "/activiteiten/")

    assert "Van nu" in titles(found)
    assert "Van later" not in titles(found)
    years = sorted({2026, now, now + 2}, reverse=True)
    assert [chip.get_text(strip=True) for chip in found.select(".chips a")] == [str(year) for year in years]


def test_overview_without_any_says_so(client: Client, vgg: SiteSetUp, index: Any) -> None:
    ensure_child(vgg.home, ActivityIndexPage, title="Wat we doen", slug="activiteiten")

    found = main(client, "/activiteiten/", "vgg.localhost")

    assert "Er staan nog geen activiteiten op de site." in found.get_text()
    assert client.get(YEAR, headers={"host": "vgg.localhost"}).status_code == 404
    assert "Flexwoningen" not in found.get_text()


def test_site_without_stoplights_shows_none_anywhere(client: Client, index: Any) -> None:
    places = [YEAR, "/activiteiten/", f"{YEAR}?stoplicht=green", "/activiteiten/2026.csv", "/portefeuilles/wonen/"]
    before = [client.get(place).content.decode() for place in places]
    SiteSettings.objects.update(shows_stoplights=False)

    after = [client.get(place).content.decode() for place in places]

    assert all("Vergt aandacht" in text or "vergt aandacht" in text for text in before)
    assert [place for place, text in zip(places, after, strict=True) if "aandacht" in text or "stoplight" in text] == []
    assert all("Gebouwd." in text for text in after)
    assert titles(main(client, f"{YEAR}?stoplicht=green")) == ["Flexwoningen", "Zwemles", "Toogdag", "Website"]


def test_page_asks_the_same_however_many_activities(
    client: Client, vdg: SiteSetUp, index: Any, statements: Callable[[], Any]
) -> None:
    def asked() -> list[str]:
        client.get("/contact-bestaat-niet/")
        with statements() as found:
            assert titles(main(client))
        return list(found)

    asked()
    few = asked()
    for number in range(8):
        make_activity(vdg.association, f"Nog {number}", portfolios=[make_portfolio(vdg)], reports={"H1": "x"})

    many = asked()

    assert (len(many), len(many) <= 12) == (len(few), True), "\n".join(many)


def test_overview_shows_the_years_beside_each_other(vdg: SiteSetUp, index: Any, client: Client) -> None:
    assert main(client, "/activiteiten/").select(".stoplight-years") == []
    make_activity(vdg.association, "Vroeger", 2024, reports={"Y": {"text": "Klaar.", "stoplight": "red"}})
    make_activity(vdg.association, "Later", 2199)

    found = main(client, "/activiteiten/")

    assert [row.text for row in found.select(".stoplight-years tbody th")] == ["2024", "2025", "2026"]
    assert main(client).select(".stoplight-years") == []


def test_overview_shows_no_years_where_stoplights_stay_inside(vdg: SiteSetUp, index: Any, client: Client) -> None:
    make_activity(vdg.association, "Vroeger", 2025, reports={"Y": {"text": "Klaar.", "stoplight": "red"}})
    settings = SiteSettings.of(vdg.site)
    settings.shows_stoplights = False
    settings.save()

    assert main(client, "/activiteiten/").select(".stoplight-years") == []
