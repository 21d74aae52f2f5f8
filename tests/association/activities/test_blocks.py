"""Activities and stoplights in the text of a page or a chapter."""

import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from association.activities.blocks import ActivitiesBlock, StoplightLegendBlock, StoplightSummaryBlock
from association.base.queries import Viewer
from association.base.site_settings import SiteSettings
from association.organizations.models import Organization, OrganizationName
from association.portfolios.models import PortfolioName
from association.publications.adopting.facts import plain
from association.publications.render.document import printed
from home.actions import SiteSetUp
from tests.factories.activities import make_activity, report
from tests.factories.content import make_page, make_portfolio
from tests.factories.publications import make_chapter, make_publication

ALL = {"year": 2026, "portfolio": None, "period": "H2", "lights": True}


@pytest.fixture
def year(vdg: SiteSetUp) -> None:
    """2026: two in a portfolio that was renamed afterwards, one below a heading, one of another association's year."""
    wonen = make_portfolio(vdg, "Wonen en wijken", slug="wonen")
    PortfolioName.objects.create(portfolio=wonen, name="Wonen", end_date=date(2027, 3, 1))
    make_activity(
        vdg.association, "Flexwoningen", portfolios=[wonen], goal="Sneller bouwen.",
        reports={"H1": {"text": "Begonnen.", "stoplight": "orange"}, "H2": {"text": "Gebouwd.", "stoplight": "green"}},
    )  # fmt: skip
    make_activity(vdg.association, "Wijkschouw", portfolios=[wonen])
    held = make_activity(vdg.association, "Toogdag", heading="Bestuur")
    report(held, "H2", not_held=True, reason="De zaal was dicht.")
    make_activity(vdg.association, "Vorig jaar", year=2025, reports={"H2": "Oud."})


def stored(name: str, **value: Any) -> dict[str, Any]:
    """A block in its stored form."""
    return {"type": name, "value": value}


def shown(client: Client, setup: SiteSetUp, *blocks: dict[str, Any], slug: str = "pagina") -> BeautifulSoup:
    """The text of a page with some blocks."""
    page = make_page(setup.home, "Pagina", slug=slug, body=list(blocks))
    answer = client.get(page.url, headers={"host": setup.settings.site.hostname})
    found = BeautifulSoup(answer.content, "html.parser").select_one("main")
    assert found is not None
    return found


def rows(found: BeautifulSoup) -> list[str]:
    """What stands in each activity."""
    return [row.get_text(" ", strip=True) for row in found.select(".activity-row")]


def test_activities_stand_below_the_names_of_then_and_say_how_they_go(
    client: Client, vdg: SiteSetUp, year: None
) -> None:
    found = shown(client, vdg, stored("activities", **ALL))

    assert [head.get_text() for head in found.select(".activity-group__head h2")] == ["Wonen", "Bestuur"]
    assert rows(found) == [
        "Flexwoningen Doel: Sneller bouwen. Gebouwd. Tweede halfjaar Loopt als gepland Eerste halfjaar: vergt aandacht",
        "Wijkschouw Nog niet ingevuld. Tweede halfjaar",
        "Toogdag Niet doorgegaan. De zaal was dicht. Tweede halfjaar",
    ]
    assert "Doel en resultaten 2026, tweede halfjaar" in found.get_text()


def test_headings_of_activities_are_below_that_of_the_text(client: Client, vdg: SiteSetUp, year: None) -> None:
    heading = stored("heading", text="Wat we doen", level="2", anchor="wat")

    found = shown(client, vdg, heading, stored("activities", **ALL))

    assert [head.name for head in found.select(".activity-group__head :first-child")] == ["h3", "h3"]
    assert [head.name for head in found.select(".activity-row__title")] == ["h4"] * 3


def test_activities_of_one_portfolio_need_no_heading(client: Client, vdg: SiteSetUp, year: None) -> None:
    wonen = vdg.association.portfolios.get()

    found = shown(client, vdg, stored("activities", **{**ALL, "portfolio": wonen.pk}))

    assert [row.split(" ")[0] for row in rows(found)] == ["Flexwoningen", "Wijkschouw"]
    assert found.select(".activity-group__head") == []


def test_block_leaves_stoplights_out_when_asked(client: Client, vdg: SiteSetUp, year: None) -> None:
    found = shown(client, vdg, stored("activities", **{**ALL, "lights": False}))

    assert found.select(".stoplight") == []
    assert "vergt aandacht" not in found.get_text()


def test_site_without_stoplights_has_none_in_any_block(client: Client, vdg: SiteSetUp, year: None) -> None:
    blocks = [
        stored("activities", **ALL),
        stored("stoplight_summary", year=2026, period="H2"),
        stored("stoplight_legend"),
    ]
    before = shown(client, vdg, *blocks, slug="met")
    SiteSettings.objects.filter(pk=vdg.settings.pk).update(shows_stoplights=False)

    after = shown(client, vdg, *blocks, slug="zonder")

    assert [bool(found.select("[class*=stoplight]")) for found in (before, after)] == [True, False]
    assert "Gebouwd." in after.get_text()
    assert "aandacht" not in after.get_text().lower()


def test_summary_counts_a_year_and_links_nowhere(client: Client, vdg: SiteSetUp, year: None) -> None:
    found = shown(client, vdg, stored("stoplight_summary", year=2026, period="H2"))

    numbers = [count.get_text(" ", strip=True) for count in found.select(".stoplight-summary__count")]
    assert numbers == ["1 Loopt als gepland", "0 Vergt aandacht", "0 Bijstelling of heroverweging", "2 Geen stoplicht"]
    assert found.select(".stoplight-summary a") == []
    assert "Stoplichten 2026, tweede halfjaar: 3 activiteiten" in found.get_text()


def test_legend_has_the_words_of_the_site(client: Client, vdg: SiteSetUp) -> None:
    SiteSettings.objects.filter(pk=vdg.settings.pk).update(stoplight_green="Gaat goed")

    found = shown(client, vdg, stored("stoplight_legend"))

    assert [item.get_text(strip=True) for item in found.select(".stoplight-legend li")] == [
        "Gaat goed", "Vergt aandacht", "Bijstelling of heroverweging", "Geen stoplicht"
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["activities", "stoplight_summary"])
def test_other_association_and_empty_year_show_nothing(
    client: Client, vdg: SiteSetUp, vgg: SiteSetUp, year: None, name: str
) -> None:
    assert "2026" in shown(client, vdg, stored(name, **ALL)).get_text()

    elsewhere = shown(client, vgg, stored(name, **ALL))
    never = shown(client, vdg, stored(name, **{**ALL, "year": 2031}), slug="nooit")

    assert [found.select("[class*=activity], [class*=stoplight]") for found in (elsewhere, never)] == [[], []]
    assert "Flexwoningen" not in elsewhere.get_text()


def test_partner_has_the_name_of_that_year(client: Client, vdg: SiteSetUp) -> None:
    partner = Organization.objects.create(name="Nieuwe naam", slug="partner", classification="partner")
    OrganizationName.objects.create(organization=partner, name="Oude naam", end_date=date(2027, 1, 1))
    make_activity(vdg.association, "Samen", partners=[partner], reports={"H2": "Gedaan."})

    assert "Samen met Oude naam" in shown(client, vdg, stored("activities", **ALL)).get_text(" ", strip=True)


def test_blocks_ask_the_same_however_many_there_are(
    client: Client, vdg: SiteSetUp, year: None, statements: Callable[[], Any]
) -> None:
    def asked(*years: int) -> int:
        body = [stored("activities", **{**ALL, "year": year, "period": "H1"}) for year in years]
        body += [stored("stoplight_summary", year=year, period="Y") for year in years] + [stored("stoplight_legend")]
        page = make_page(vdg.home, "Pagina", body=body)
        with statements() as found:
            assert b"activity-row" in client.get(page.url).content
        return len(found)

    asked(2026)
    one = asked(2026)
    for number in range(5):
        make_activity(vdg.association, f"Nog {number}", portfolios=[make_portfolio(vdg)], reports={"H1": "x"})

    assert asked(2025, 2026, 2026, 2025) == one


@pytest.mark.parametrize("block", [ActivitiesBlock, StoplightSummaryBlock, StoplightLegendBlock])
def test_example_is_plain_and_renders(block: Any) -> None:
    made = block()
    fact = made.example()

    html = made.render(made.get_default(), {"example": fact})

    assert json.dumps(plain(asdict(fact)))
    assert "stoplight" in html


def test_chapter_shows_them_too(client: Client, vdg: SiteSetUp, year: None) -> None:
    body = [
        stored("activities", **ALL),
        stored("stoplight_summary", year=2026, period="H2"),
        stored("stoplight_legend"),
    ]
    chapter = make_chapter(make_publication(vdg), body=body)

    found = BeautifulSoup(client.get(chapter.url).content, "html.parser")

    assert len(rows(found)) == 3
    assert len(found.select(".stoplight-summary__count")) == len(found.select(".stoplight-legend__item")) == 4


def test_paper_has_each_stoplight_as_a_sign_with_its_words(vdg: SiteSetUp, year: None) -> None:
    body = [
        stored("stoplight_legend"),
        stored("stoplight_summary", year=2026, period="H2"),
        stored("activities", **ALL),
    ]
    publication = make_publication(vdg)
    make_chapter(publication, body=body)

    found = BeautifulSoup(printed(publication.document(Viewer.anonymous(vdg.site))).html, "html.parser")

    lights = [(light.get_text(strip=True), light.svg["stroke"]) for light in found.select(".stoplight")]
    assert lights == [
        ("Loopt als gepland", "#1a6a34"), ("Vergt aandacht", "#8a4a00"), ("Bijstelling of heroverweging", "#a3201c"),
        ("Geen stoplicht", "#595959"), ("Loopt als gepland", "#1a6a34"),
    ]  # fmt: skip
    assert [part["fill"] for part in found.select("rect.stoplight-summary__part")] == ["#1a6a34", "#595959"]
    assert found.select(".activity-row table, .stoplight-summary a") == []
