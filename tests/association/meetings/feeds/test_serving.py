"""Which calendars there are, who gets what in them, and what "nothing changed" costs."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.http import http_date
from icalendar import Calendar

from association.base.models import ContentVersion
from association.base.page_cache import raise_version
from association.meetings.models import Moment
from association.organizations.models import OrganizationMember
from association.portfolios.models import PortfolioBody
from home.actions import SiteSetUp
from tests.factories.content import make_portfolio, make_user, restrict
from tests.factories.hidden import GROUP, STATES
from tests.factories.meetings import make_agenda, make_event, make_meeting, moment
from tests.factories.register import make_body, make_membership, make_post

ALL = "/agenda/alles.ics"


def titles(client: Client, address: str) -> list[str]:
    """What stands in a calendar."""
    events = Calendar.from_ical(client.get(address).content).walk("VEVENT")
    return sorted(str(event["SUMMARY"]) for event in events)


@pytest.fixture
def agenda(vdg: SiteSetUp) -> SiteSetUp:
    """A meeting of a body with a portfolio and a municipality, one of another body, and an event."""
    board = make_body(vdg.association, "Bestuur", slug="vdg-bestuur")
    emmen = make_body(vdg.association, "Emmen", slug="gemeente-emmen", classification="municipality")
    OrganizationMember.objects.create(organization=vdg.association, member=emmen)
    make_membership(make_post(board, for_whom=emmen))
    PortfolioBody.objects.create(portfolio=make_portfolio(vdg, slug="economie"), organization=board)
    make_meeting(vdg, board, slug="bestuur-1", title="Bestuur")
    make_meeting(vdg, make_body(vdg.association, slug="vdg-kring"), slug="kring-1", title="Kring")
    make_event(vdg, slug="congres-1", title="Congres")
    return vdg


@pytest.mark.parametrize(
    ("address", "found"),
    [
        (ALL, ["Bestuur", "Congres", "Kring"]),
        ("/agenda/overleg/bestuur.ics", ["Bestuur"]),
        ("/agenda/portefeuille/economie.ics", ["Bestuur"]),
        ("/agenda/gemeente/emmen.ics", ["Bestuur"]),
        ("/agenda/bijeenkomsten.ics", ["Congres"]),
        ("/agenda/keuze/overleg-kring_portefeuille-economie_gemeente-emmen_overleg-weg.ics", ["Bestuur", "Kring"]),
        ("/agenda/keuze/bijeenkomsten_overleg-kring.ics", ["Congres", "Kring"]),
        ("/agenda/kring-1.ics", ["Kring"]),
    ],
)
def test_calendar_holds_what_its_address_says(
    agenda: SiteSetUp, client: Client, address: str, found: list[str]
) -> None:
    response = client.get(address)

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert titles(client, address) == found


@pytest.mark.parametrize(
    "address",
    ["overleg/weg", "portefeuille/weg", "gemeente/assen", "keuze/onzin", "keuze/overleg-weg", "weg", "overleg"],
)
def test_calendar_that_is_not_there_is_not_found(agenda: SiteSetUp, client: Client, address: str) -> None:
    assert client.get(f"/agenda/{address}.ics").status_code == 404


def test_calendars_of_one_site_hold_nothing_of_the_other(agenda: SiteSetUp, vgg: SiteSetUp, client: Client) -> None:
    make_meeting(vgg, make_body(vgg.association), slug="elders", title="Elders")
    other = Client(headers={"host": "vgg.localhost"})

    assert (titles(client, ALL), titles(other, ALL)) == (["Bestuur", "Congres", "Kring"], ["Elders"])
    assert other.get("/agenda/overleg/bestuur.ics").status_code == 404


@pytest.mark.parametrize("state", STATES)
def test_hidden_meetings_are_in_no_calendar(agenda: SiteSetUp, client: Client, state: str) -> None:
    page = make_meeting(agenda, make_body(agenda.association, slug="vdg-geheim"), slug="geheim", title="Zwanenzang")
    before = titles(client, ALL)

    STATES[state](page)
    raise_version()

    assert before == ["Bestuur", "Congres", "Kring", "Zwanenzang"]
    assert titles(client, ALL) == ["Bestuur", "Congres", "Kring"]
    for address in (ALL, "/agenda/overleg/geheim.ics", "/agenda/geheim.ics"):
        assert b"Zwanenzang" not in client.get(address).content


def test_members_get_their_own_which_nobody_keeps(agenda: SiteSetUp, client: Client) -> None:
    page = make_meeting(agenda, make_body(agenda.association), slug="raad", title="Voor de raad")
    restrict(page, "groups", GROUP)
    member = Client(headers={"host": "localhost"})
    member.force_login(make_user("raadslid", GROUP))

    response = member.get(ALL)

    assert titles(member, ALL) == ["Bestuur", "Congres", "Kring", "Voor de raad"]
    assert titles(client, ALL) == ["Bestuur", "Congres", "Kring"]
    assert response["Cache-Control"] == "private, no-store"
    assert not {"ETag", "Last-Modified"} & set(response.headers)


def test_private_agenda_has_no_public_calendar(agenda: SiteSetUp, client: Client) -> None:
    restrict(make_agenda(agenda), "groups", GROUP)

    assert client.get(ALL).status_code == 302


def test_calendar_begins_a_year_back(agenda: SiteSetUp, client: Client) -> None:
    now = timezone.localtime().replace(tzinfo=None)
    days = {"Oud": 400, "Vorig jaar": 300, "Ooit": -4000}
    for number, (title, ago) in enumerate(days.items()):
        make_event(agenda, now - timedelta(days=ago), slug=f"e-{number}", title=title)

    assert titles(client, ALL) == ["Bestuur", "Congres", "Kring", "Ooit", "Vorig jaar"]


def many_moments(setup: SiteSetUp, count: int) -> None:
    """A meeting with so many moments more."""
    page = make_meeting(setup, make_body(setup.association), slug="reeks")
    Moment.objects.bulk_create(moment(page_id=page.pk) for _ in range(count))


def test_unchanged_calendar_of_2000_is_answered_without_asking_for_moments(
    vdg: SiteSetUp, client: Client, statements: Callable[[], Any]
) -> None:
    many_moments(vdg, 2000)
    first = client.get(ALL)

    with statements() as found:
        again = client.get(ALL, headers={"if-none-match": first["ETag"]})

    assert first.content.count(b"BEGIN:VEVENT") == 2001
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert len(found) <= 8
    assert not any("association_moment" in sql for sql in found)


def test_rendering_takes_as_many_queries_for_one_as_for_three(
    vdg: SiteSetUp, client: Client, statements: Callable[[], Any]
) -> None:
    make_meeting(vdg, make_body(vdg.association), slug="een")
    with statements() as one:
        client.get(ALL)
    make_event(vdg, slug="twee")
    make_meeting(vdg, make_body(vdg.association), slug="drie")
    raise_version()

    with statements() as three:
        client.get(ALL)

    assert len(three) == len(one)


def test_change_gives_another_tag(agenda: SiteSetUp, client: Client) -> None:
    tag = client.get(ALL)["ETag"]

    make_event(agenda, slug="nieuw", title="Nieuw")
    raise_version()

    again = client.get(ALL, headers={"if-none-match": tag})
    assert again.status_code == 200
    assert again["ETag"] != tag
    assert b"SUMMARY:Nieuw" in again.content


def test_time_of_change_works_too_once_it_is_certain(
    agenda: SiteSetUp, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = client.get(ALL)
    soon = client.get(ALL, headers={"if-modified-since": fresh["Last-Modified"]})
    monkeypatch.setattr("association.meetings.feeds.serving.SETTLED", timedelta(seconds=-1))

    settled = client.get(ALL, headers={"if-modified-since": fresh["Last-Modified"]})

    assert (soon.status_code, settled.status_code) == (200, 200)
    assert client.get(ALL, headers={"if-modified-since": settled["Last-Modified"]}).status_code == 304
    assert client.get(ALL, headers={"if-modified-since": http_date(0)}).status_code == 200


def test_what_expired_by_itself_is_gone_at_once(agenda: SiteSetUp, client: Client) -> None:
    page = make_event(agenda, slug="kort", title="Kort")
    page.expire_at = timezone.now() + timedelta(days=1)
    page.save()
    raise_version()
    first = client.get(ALL)
    page.expire_at = timezone.now() - timedelta(seconds=1)
    type(page).objects.filter(pk=page.pk).update(expire_at=page.expire_at)

    ContentVersion.objects.update(next_change=page.expire_at)

    again = client.get(ALL, headers={"if-none-match": first["ETag"]})

    assert b"SUMMARY:Kort" in first.content
    assert again.status_code == 200
    assert b"SUMMARY:Kort" not in again.content
    assert "ETag" not in again


@pytest.mark.parametrize("address", ["/agenda/gemeente/emmen.ics", "/agenda/keuze/bijeenkomsten_gemeente-emmen.ics"])
def test_seat_that_begins_tomorrow_is_in_the_calendar_of_tomorrow(
    agenda: SiteSetUp, client: Client, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    council = make_body(agenda.association, "Raad", slug="vdg-raad")
    emmen = OrganizationMember.objects.get(member__slug="gemeente-emmen").member
    make_membership(make_post(council), start=tomorrow.isoformat(), on_behalf_of=emmen)
    make_meeting(agenda, council, slug="raad-1", title="Raad")
    raise_version()
    first, others = client.get(address), client.get(ALL)

    monkeypatch.setattr(timezone, "localdate", lambda *_: tomorrow)
    again = client.get(address, headers={"if-none-match": first["ETag"]})

    assert b"SUMMARY:Raad" not in first.content
    assert (again.status_code, b"SUMMARY:Raad" in again.content) == (200, True)
    # What anybody may know by heart stays as it is.
    same_month = tomorrow.day != 1
    assert (client.get(ALL, headers={"if-none-match": others["ETag"]}).status_code == 304) is same_month
