"""The page from which readers take the agenda into their own calendar."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar

from association.meetings.feeds.choosing import MOST_PARTS
from association.organizations.models import OrganizationMember
from home.actions import SiteSetUp
from tests.factories.content import make_portfolio
from tests.factories.meetings import make_meeting
from tests.factories.register import make_body

PAGE = "/agenda/abonneren/"


@pytest.fixture
def agenda(vdg: SiteSetUp) -> SiteSetUp:
    """Two bodies with a meeting each, a portfolio and a municipality."""
    for slug in ("kring", "bestuur_x"):
        make_meeting(vdg, make_body(vdg.association, slug.title(), slug=f"vdg-{slug}"), slug=slug, title=slug.title())
    make_portfolio(vdg, "Economie", slug="economie")
    emmen = make_body(vdg.association, "Emmen", slug="gemeente-emmen", classification="municipality")
    OrganizationMember.objects.create(organization=vdg.association, member=emmen)
    return vdg


def test_page_offers_every_calendar(agenda: SiteSetUp, client: Client) -> None:
    html = client.get(PAGE).content.decode()

    found = re.findall(r'href="webcal://localhost/agenda/([^"]+)"', html)
    assert sorted(found) == [
        "alles.ics", "bijeenkomsten.ics", "gemeente/emmen.ics", "overleg/bestuur_x.ics", "overleg/kring.ics",
        "portefeuille/economie.ics",
    ]  # fmt: skip
    assert [client.get(f"/agenda/{rest}").status_code for rest in found] == [200] * 6
    assert "<title>Agenda-abonnement" in html
    assert '<link rel="canonical" href="http://localhost/agenda/abonneren/">' in html


def test_ticks_become_one_address_that_holds_all_of_them(agenda: SiteSetUp, client: Client) -> None:
    html = client.get(f"{PAGE}?kies=overleg-kring&kies=overleg-bestuur_x&kies=gemeente-emmen").content.decode()

    (address,) = re.findall(r"http://localhost(/agenda/keuze/[^<]+\.ics)", html)
    events = Calendar.from_ical(client.get(address).content).walk("VEVENT")
    assert sorted(str(event["SUMMARY"]) for event in events) == ["Bestuur_X", "Kring"]
    assert html.count(" checked>") == 3
    assert 'id="uw-agenda"' in html


@pytest.mark.parametrize("query", ["kies=", "kies=onzin", "kies=overleg-weg", "kies=%F0%9F%98%80"])
def test_unknown_choice_is_told(agenda: SiteSetUp, client: Client, query: str) -> None:
    response = client.get(f"{PAGE}?{query}")

    assert response.status_code == 400
    assert b"Deze keuze kennen wij niet" in response.content
    assert b'aria-invalid="true"' in response.content


def test_too_many_at_once_are_refused(vdg: SiteSetUp, client: Client) -> None:
    make_meeting(vdg, make_body(vdg.association, slug="vdg-o-0"), slug="een")
    for number in range(1, MOST_PARTS + 1):
        make_body(vdg.association, slug=f"vdg-o-{number}")
    asked = [f"kies=overleg-o-{number}" for number in range(MOST_PARTS + 1)]

    answers = [client.get(f"{PAGE}?{'&'.join(part)}") for part in (asked, asked[1:])]

    assert [answer.status_code for answer in answers] == [400, 200]
    assert f"Kies er hoogstens {MOST_PARTS}" in answers[0].content.decode()


@pytest.mark.parametrize("rest", ["alles", "bijeenkomsten", "overleg/kring", "keuze/overleg-kring"])
def test_calendar_without_extension_leads_to_the_explanation(agenda: SiteSetUp, client: Client, rest: str) -> None:
    response = client.get(f"/agenda/{rest}/")

    assert (response.status_code, response["Location"]) == (302, PAGE)


def test_page_needs_as_many_queries_for_one_body_as_for_five(
    agenda: SiteSetUp, client: Client, statements: Callable[[], Any]
) -> None:
    client.get(PAGE)
    with statements() as few:
        client.get(PAGE)
    for _ in range(4):
        make_body(agenda.association)

    with statements() as many:
        client.get(PAGE)

    assert len(many) == len(few) <= 12
