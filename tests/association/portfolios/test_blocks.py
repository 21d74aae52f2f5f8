"""Blocks about portfolios in the text of any page."""

from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from association.portfolios.models import BodyKind, DossierResult, Portfolio
from association.portfolios.pages import PortfolioPage
from home.actions import SiteSetUp
from tests.factories.content import make_page, make_portfolio, make_portfolio_page
from tests.factories.portfolios import fill, make_committee, make_consultation, make_dossier, tie
from tests.factories.register import make_membership

DAY = date(2022, 12, 31)


@pytest.fixture
def wonen(vdg: SiteSetUp) -> Portfolio:
    """A portfolio with a page, a chair who changed in 2023, and somebody in a committee of the VNG."""
    portfolio = make_portfolio(vdg, "Wonen", slug="wonen")
    make_portfolio_page(vdg, portfolio)
    seat = make_consultation(portfolio, "Overleg Wonen")
    fill(seat, "Oud", "2020-01-01", "2023-01-01")
    fill(seat, "Nieuw", "2023-01-01")
    committee = make_committee(vdg.association, "VNG-commissie", "vng-commissie")
    fill(committee, "Zetel")
    tie(portfolio, committee.organization, BodyKind.COMMITTEE)
    return portfolio


def shown(client: Client, setup: SiteSetUp, name: str, slug: str = "pagina", **value: Any) -> BeautifulSoup:
    """The main part of a page with one block."""
    page = make_page(setup.home, "Pagina", slug=slug, body=[{"type": name, "value": {"day": None, **value}}])
    return BeautifulSoup(
        client.get(page.url, headers={"host": setup.settings.site.hostname}).content, "html.parser"
    ).main


def test_overview_says_who_leads_and_who_sits_in_the_committee(
    client: Client, vdg: SiteSetUp, wonen: Portfolio
) -> None:
    rows = [row.get_text("|", strip=True) for row in shown(client, vdg, "portfolios").select("tbody tr")]
    assert rows == ["Wonen|Voorzitter: Jo Nieuw|Jo Zetel"]

    old = shown(client, vdg, "portfolios", slug="toen", day=DAY.isoformat())
    assert "Jo Oud" in old.text
    assert "Jo Nieuw" not in old.text
    assert "Samenstelling per 31 december 2022" in old.text


def test_overview_links_only_pages_that_the_reader_may_see(client: Client, vdg: SiteSetUp, wonen: Portfolio) -> None:
    assert shown(client, vdg, "portfolios").select_one("tbody a")["href"] == wonen.page.url

    PortfolioPage.objects.get(portfolio=wonen).unpublish()
    assert shown(client, vdg, "portfolios", slug="weg").select_one("tbody a") is None


def test_overview_of_another_association_stays_away(client: Client, vgg: SiteSetUp, wonen: Portfolio) -> None:
    make_portfolio(vgg, "Zee", slug="zee")

    text = shown(client, vgg, "portfolios").text
    assert "Zee" in text
    assert "Wonen" not in text


def test_dossiers_of_one_portfolio_or_of_all(client: Client, vdg: SiteSetUp, vgg: SiteSetUp, wonen: Portfolio) -> None:
    sport, other = make_portfolio(vdg, "Sport"), make_portfolio(vgg, "Elders")
    make_dossier(wonen, title="Flexwoningen")
    make_dossier(sport, title="Zwembaden")
    make_dossier(wonen, title="Oude afspraak", start="2015-01-01", end="2020-01-01")
    make_dossier(other, title="Geheim")

    assert [title.text for title in shown(client, vdg, "portfolio_dossiers", portfolio=wonen.pk).select("h2, h3")][
        -1:
    ] == ["Flexwoningen"]
    every = shown(client, vdg, "portfolio_dossiers", slug="alle", portfolio=None).text
    assert "Flexwoningen" in every
    assert "Zwembaden" in every
    assert "Oude afspraak" not in every
    assert "Geheim" not in every
    assert "Geheim" not in shown(client, vdg, "portfolio_dossiers", slug="ander", portfolio=other.pk).text


def test_results_up_to_the_day_newest_first(client: Client, vdg: SiteSetUp, wonen: Portfolio) -> None:
    dossier = make_dossier(wonen)
    for year in (2021, 2022, 2024):
        DossierResult.objects.create(dossier=dossier, day=date(year, 3, 1), text=f"Resultaat van {year}.")

    texts = [
        item.text
        for item in shown(client, vdg, "portfolio_results", portfolio=wonen.pk, most=2).select(".result-list__text")
    ]
    assert texts == ["Resultaat van 2024.", "Resultaat van 2022."]
    old = shown(client, vdg, "portfolio_results", slug="toen", portfolio=None, most=6, day=DAY.isoformat()).text
    assert "Resultaat van 2022." in old
    assert "2024" not in old


def test_nothing_to_show_is_no_block(client: Client, vdg: SiteSetUp) -> None:
    make_portfolio(vdg, "Wonen")

    assert not shown(client, vdg, "portfolio_dossiers", portfolio=None).select(".dossier-list")
    assert not shown(client, vdg, "portfolio_results", slug="geen", portfolio=None, most=6).select(".result-list")


def test_results_since_a_day(client: Client, vdg: SiteSetUp, wonen: Portfolio) -> None:
    dossier = make_dossier(wonen, title="Flexwoningen")
    for day, text in ((date(2021, 5, 1), "Vroeger."), (date(2022, 1, 1), "Sindsdien."), (date(2023, 5, 1), "Later.")):
        DossierResult.objects.create(dossier=dossier, day=day, text=text)

    value = {"portfolio": wonen.pk, "most": 6, "since": "2022-01-01", "day": "2022-12-31"}
    text = shown(client, vdg, "portfolio_results", **value).text

    assert [word for word in ("Vroeger.", "Sindsdien.", "Later.") if word in text] == ["Sindsdien."]


def test_who_leads_one_portfolio_then_and_now(client: Client, vdg: SiteSetUp, wonen: Portfolio) -> None:
    now = shown(client, vdg, "portfolio_people", portfolio=wonen.pk).text
    then = shown(client, vdg, "portfolio_people", slug="toen", portfolio=wonen.pk, day=DAY.isoformat()).text

    assert ("Jo Nieuw" in now, "Jo Oud" in now) == (True, False)
    assert ("Jo Nieuw" in then, "Jo Oud" in then) == (False, True)
    assert "VNG-commissie" in now
    assert "Jo Zetel" in now
    assert "Samenstelling per 31 december 2022" in then


def test_who_leads_a_portfolio_of_others_stays_away(client: Client, vgg: SiteSetUp, wonen: Portfolio) -> None:
    assert "Jo" not in shown(client, vgg, "portfolio_people", portfolio=wonen.pk).text


def test_vacant_chair_is_said_in_words(client: Client, vdg: SiteSetUp) -> None:
    portfolio = make_portfolio(vdg, "Sport")
    make_membership(make_consultation(portfolio, "Overleg Sport"), None, empty="vacant")

    assert "Vacature" in shown(client, vdg, "portfolio_people", portfolio=portfolio.pk).text


def test_dossier_that_was_dropped_went_on_before(client: Client, vdg: SiteSetUp, wonen: Portfolio) -> None:
    make_dossier(wonen, title="Flexwoningen", start="2020-01-01", end="2023-01-01", state="dropped")

    then = shown(client, vdg, "portfolio_dossiers", portfolio=wonen.pk, day=DAY.isoformat()).text
    now = shown(client, vdg, "portfolio_dossiers", slug="nu", portfolio=wonen.pk).text

    assert "Loopt" in then
    assert "Flexwoningen" in then
    assert "Flexwoningen" not in now
