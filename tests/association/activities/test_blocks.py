"""Activities and stoplights in the text of a page or a chapter."""

import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.blocks import StructBlockValidationError

from association.activities.blocks import (
    MOST_YEARS,
    ActivitiesBlock,
    StoplightLegendBlock,
    StoplightSummaryBlock,
    StoplightYearsBlock,
)
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

ALL = {"year": 2026, "portfolio": None, "period": "H2", "reports": True, "lights": True}


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


@pytest.mark.parametrize("block", [ActivitiesBlock, StoplightSummaryBlock, StoplightLegendBlock, StoplightYearsBlock])
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


@pytest.mark.usefixtures("year")
def test_plan_tells_what_is_intended_and_not_how_it_went(client: Client, vdg: SiteSetUp) -> None:
    found = shown(client, vdg, stored("activities", **ALL | {"reports": False}))

    assert rows(found) == ["Flexwoningen Doel: Sneller bouwen.", "Wijkschouw", "Toogdag"]
    assert found.select_one(".activity-group__note").text == "Doel en resultaten 2026"  # type: ignore[union-attr]


@pytest.mark.usefixtures("year")
def test_block_that_was_stored_before_shows_progress(client: Client, vdg: SiteSetUp) -> None:
    older = {name: value for name, value in ALL.items() if name != "reports"}

    assert "Gebouwd." in shown(client, vdg, stored("activities", **older)).text


def test_activities_of_no_portfolio_stand_alone(client: Client, vdg: SiteSetUp, year: None) -> None:
    found = shown(client, vdg, stored("activities", **ALL, rest=True))

    assert [row.partition(" ")[0] for row in rows(found)] == ["Toogdag"]


EVERY_YEAR = {"first": None, "last": None, "period": ""}


@pytest.fixture
def years(vdg: SiteSetUp) -> None:
    """2021 with two stoplights and one without, nothing in 2022, one in 2023, and a plan for 2024."""
    both = {"H1": {"text": "Begonnen.", "stoplight": "red"}, "H2": {"text": "Beter.", "stoplight": "green"}}
    make_activity(vdg.association, "Fietspad", 2021, reports=both)
    make_activity(vdg.association, "Zwembad", 2021, reports={"H1": {"stoplight": "orange"}})
    make_activity(vdg.association, "Toogdag", 2021, reports={"Y": {"not_held": True}})
    make_activity(vdg.association, "Bos", 2023, reports={"Y": {"stoplight": "green"}})
    make_activity(vdg.association, "Later", 2024)


def numbers(found: BeautifulSoup) -> dict[str, list[str]]:
    """The numbers of the table by year: green, orange, red, none, all."""
    rows = found.select(".stoplight-years tbody tr")
    return {row.th.text: [cell.text for cell in row.select("td")] for row in rows}


@pytest.mark.usefixtures("years")
@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({}, {"2021": "11013", "2022": "00000", "2023": "10001"}),
        ({"period": "H1"}, {"2021": "01113", "2022": "00000", "2023": "00011"}),
        ({"first": 2023, "last": 2024}, {"2023": "10001", "2024": "00011"}),
        ({"first": 2024, "last": 2021}, {}),
    ],
)
def test_years_stand_below_each_other(
    client: Client, vdg: SiteSetUp, chosen: dict[str, Any], expected: dict[str, str]
) -> None:
    found = shown(client, vdg, stored("stoplight_years", **EVERY_YEAR | chosen))

    assert numbers(found) == {year: list(digits) for year, digits in expected.items()}
    assert len(found.select(".stoplight-years__bar")) == sum(digits[-1] != "0" for digits in expected.values())


@pytest.mark.usefixtures("years")
def test_year_without_activities_says_so(client: Client, vdg: SiteSetUp) -> None:
    found = shown(client, vdg, stored("stoplight_years", **EVERY_YEAR))

    assert [words.text for words in found.select(".stoplight-years__none")] == ["geen activiteiten"]


@pytest.mark.usefixtures("years")
def test_years_are_bounded(client: Client, vdg: SiteSetUp) -> None:
    found = shown(client, vdg, stored("stoplight_years", **EVERY_YEAR | {"first": 1900, "last": 2200}))

    assert len(numbers(found)) == MOST_YEARS
    assert list(numbers(found))[-1] == "2200"


@pytest.mark.usefixtures("years")
def test_years_are_not_shown_without_stoplights(client: Client, vdg: SiteSetUp, vgg: SiteSetUp) -> None:
    block = stored("stoplight_years", **EVERY_YEAR)
    elsewhere = shown(client, vgg, block, slug="elders")
    settings = SiteSettings.of(vdg.site)
    settings.shows_stoplights = False
    settings.save()

    assert elsewhere.select(".stoplight-years") == []
    assert shown(client, vdg, block).select(".stoplight-years") == []


def test_last_year_before_the_first_is_refused_beside_the_field() -> None:
    block = StoplightYearsBlock()

    with pytest.raises(StructBlockValidationError) as found:
        block.clean(block.to_python({"first": 2023, "last": 2021, "period": ""}))

    assert list(found.value.block_errors) == ["last"]


@pytest.mark.usefixtures("years")
def test_paper_has_the_bars_of_years_in_colour(vdg: SiteSetUp) -> None:
    publication = make_publication(vdg)
    make_chapter(publication, body=[stored("stoplight_years", **EVERY_YEAR)])

    found = BeautifulSoup(printed(publication.document(Viewer.anonymous(vdg.site))).html, "html.parser")

    fills = [part["fill"] for part in found.select("rect.stoplight-summary__part")]
    assert fills == ["#1a6a34", "#8a4a00", "#595959", "#1a6a34"]
    assert len(found.select(".stoplight-years table tbody tr")) == 3


@pytest.mark.parametrize("number", [1, 12])
def test_years_cost_one_query(vdg: SiteSetUp, years: None, statements: Callable[[], Any], number: int) -> None:
    block = StoplightYearsBlock()
    values = [block.to_python(EVERY_YEAR) for _ in range(number)]
    viewer = Viewer.anonymous(vdg.site)
    SiteSettings.of(viewer.site)

    with statements() as found:
        block.resolve(values, viewer)

    assert len(list(found)) == 1


def test_year_that_nobody_wrote_about_tells_what_its_halves_tell(client: Client, vdg: SiteSetUp) -> None:
    halves = {
        "H1": {"text": "De straat ligt open.", "stoplight": "orange"},
        "H2": {"not_held": True, "reason": "Te nat."},
    }
    make_activity(vdg.association, "Fietspad", reports=halves)
    make_activity(vdg.association, "Zwembad", reports={**halves, "Y": {"text": "Alles is af.", "stoplight": "green"}})

    path, pool = rows(shown(client, vdg, stored("activities", **ALL | {"period": "Y"})))

    assert "Eerste halfjaar: De straat ligt open. Tweede halfjaar: niet doorgegaan. Te nat." in path
    assert "Nog niet ingevuld" not in path
    assert "Eerste halfjaar: vergt aandacht" in path
    assert "Alles is af." in pool
    assert "De straat ligt open." not in pool


@pytest.mark.usefixtures("years")
def test_what_was_not_held_has_no_stoplight_of_before(client: Client, vdg: SiteSetUp) -> None:
    told = {"H1": {"text": "Begonnen.", "stoplight": "green"}, "Y": {"not_held": True, "reason": "Geen geld."}}
    make_activity(vdg.association, "Brug", 2023, reports=told)

    found = shown(client, vdg, stored("stoplight_years", **EVERY_YEAR))

    assert numbers(found)["2023"] == list("10012")
