"""Meetings and events as iCalendar, read back by a parser."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar

from association.base.page_cache import raise_version
from association.meetings.models import Moment, MomentStatus
from home.actions import SiteSetUp
from tests.factories.content import make_user
from tests.factories.meetings import make_event, make_meeting, moment
from tests.factories.register import make_body

# Two days before and after each change of the clock.
AROUND = [datetime(2027, 3, 26, 19, 30), datetime(2027, 3, 29, 19, 30),  # noqa: DTZ001 - as on the clock
          datetime(2027, 10, 29, 19, 30), datetime(2027, 11, 1, 19, 30)]  # noqa: DTZ001 - as above  # fmt: skip


def parsed(client: Client, address: str) -> Any:
    """A calendar, as a parser reads it."""
    return Calendar.from_ical(client.get(address).content)


def item(title: str, goal: str = "inform") -> dict[str, Any]:
    """An agenda item in its stored form."""
    return {"type": "item", "value": {"title": title, "goal": goal}}


def test_half_past_seven_stays_so_through_both_changes_of_the_clock(vdg: SiteSetUp, client: Client) -> None:
    make_meeting(vdg, make_body(vdg.association), *AROUND, slug="reeks")

    events = parsed(client, "/agenda/reeks.ics").walk("VEVENT")

    starts = [event["DTSTART"].dt for event in events]
    assert [start.replace(tzinfo=None) for start in starts] == AROUND
    assert [start.utcoffset() for start in starts] == [timedelta(hours=hours) for hours in (1, 2, 2, 1)]
    assert {event["DTSTART"].params["TZID"] for event in events} == {"Europe/Amsterdam"}
    assert [event["DTEND"].dt - event["DTSTART"].dt for event in events] == [timedelta(minutes=90)] * 4


def test_zone_of_the_file_itself_says_the_same(vdg: SiteSetUp, client: Client) -> None:
    make_meeting(vdg, make_body(vdg.association), *AROUND, slug="reeks")

    (zone,) = parsed(client, "/agenda/reeks.ics").walk("VTIMEZONE")

    rules = zone.to_tz()
    assert [when.replace(tzinfo=rules).utcoffset() for when in AROUND] == [
        timedelta(hours=hours) for hours in (1, 2, 2, 1)
    ]


def test_event_says_all_that_a_calendar_shows(vdg: SiteSetUp, client: Client) -> None:
    body = make_body(vdg.association, "Dagelijks bestuur")
    page = make_meeting(
        vdg, body, slug="db", title="Dagelijks bestuur, december; extra", place="Assen, kamer 2", summary="Kort & goed",
        items=[item("Opening"), item("Begroting", "decide")],
    )  # fmt: skip
    held = page.moments.get()

    calendar = parsed(client, "/agenda/db.ics")

    (event,) = calendar.walk("VEVENT")
    assert (calendar["VERSION"], calendar["X-WR-CALNAME"]) == ("2.0", "Dagelijks bestuur, december; extra")
    assert {name: str(event[name]) for name in ("UID", "SEQUENCE", "STATUS", "SUMMARY", "LOCATION", "URL")} == {
        "UID": f"{held.uid}@agenda.noaber", "SEQUENCE": "0", "STATUS": "CONFIRMED",
        "SUMMARY": "Dagelijks bestuur, december; extra", "LOCATION": "Assen, kamer 2",
        "URL": "http://localhost/agenda/db/",
    }  # fmt: skip
    assert event["DESCRIPTION"] == "Kort & goed\nAgenda:\n1. Opening (informeren)\n2. Begroting (besluiten)"
    assert event["CATEGORIES"].cats == ["Vergadering", "Dagelijks bestuur"]
    assert event["LAST-MODIFIED"].dt == page.last_published_at.astimezone(UTC).replace(microsecond=0)


def test_programs_read_how_often_to_ask_again(vdg: SiteSetUp, client: Client) -> None:
    make_meeting(vdg, make_body(vdg.association), slug="db")

    lines = client.get("/agenda/alles.ics").content.decode().split("\r\n")

    assert {"REFRESH-INTERVAL;VALUE=DURATION:PT4H", "X-PUBLISHED-TTL:PT4H"} <= set(lines)


def test_file_is_the_same_until_something_changes(vdg: SiteSetUp, client: Client) -> None:
    page = make_meeting(vdg, make_body(vdg.association), slug="db", place="Assen")
    before = client.get("/agenda/db.ics").content
    held = page.moments.get()

    held.place = "Emmen"
    held.save()
    raise_version()

    after = client.get("/agenda/db.ics").content
    first, second = (Calendar.from_ical(text).walk("VEVENT")[0] for text in (before, after))
    assert client.get("/agenda/db.ics").content == after
    assert (first["UID"], first["SEQUENCE"], second["SEQUENCE"]) == (second["UID"], 0, 1)
    assert (str(first["LOCATION"]), str(second["LOCATION"])) == ("Assen", "Emmen")
    assert second["DTSTAMP"].dt >= first["DTSTAMP"].dt


def test_what_is_cancelled_stays_and_what_moved_comes_once(vdg: SiteSetUp, client: Client) -> None:
    left = moment(datetime(2027, 2, 4, 19, 30), status=MomentStatus.MOVED)  # noqa: DTZ001 - as on the clock
    new = moment(datetime(2027, 2, 11, 19, 30), uid=left.uid, sequence=1)  # noqa: DTZ001 - as above
    off = moment(datetime(2027, 3, 4, 19, 30), status=MomentStatus.CANCELLED, note="Geen onderwerpen.")  # noqa: DTZ001 - as above
    make_meeting(vdg, make_body(vdg.association), slug="db", title="Overleg", moments=[left, new, off])

    events = parsed(client, "/agenda/db.ics").walk("VEVENT")

    assert [(event["DTSTART"].dt.date(), str(event["STATUS"]), str(event["SUMMARY"])) for event in events] == [
        (date(2027, 2, 11), "CONFIRMED", "Overleg"),
        (date(2027, 3, 4), "CANCELLED", "Gaat niet door: Overleg"),
    ]
    assert events[0]["UID"] == f"{left.uid}@agenda.noaber"
    assert str(events[1]["DESCRIPTION"]) == "Geen onderwerpen."


@pytest.mark.parametrize(("length", "until"), [(timedelta(hours=24), 5), (timedelta(hours=30), 6), (timedelta(1.9), 6)])
def test_whole_days_have_no_hours(vdg: SiteSetUp, client: Client, length: timedelta, until: int) -> None:
    whole = moment(datetime(2027, 3, 4), length=length, is_all_day=True)  # noqa: DTZ001 - as on the clock
    make_event(vdg, slug="congres", moments=[whole])

    (event,) = parsed(client, "/agenda/congres.ics").walk("VEVENT")

    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2027, 3, 4), date(2027, 3, until))
    assert event["DTSTART"].params["VALUE"] == "DATE"


def test_lines_are_folded_and_hold_nothing_unprintable(vdg: SiteSetUp, client: Client) -> None:
    long = "Één heel lange naam met é en 😀, " * 6
    make_event(vdg, slug="congres", title=long.strip(), summary="a\x01b\x07c\r\nd", place="\ud7ffx")

    content = client.get("/agenda/congres.ics").content

    lines = content.split(b"\r\n")
    assert lines[-1] == b""
    assert max(len(line) for line in lines) <= 75
    assert not any(sign in line for line in lines for sign in (b"\n", b"\r", b"\x01", b"\x07"))
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    assert str(event["SUMMARY"]) == long.strip()


def test_events_of_several_evenings_say_which(vdg: SiteSetUp, client: Client) -> None:
    page = make_event(
        vdg, slug="leergang", title="Leergang", moments=[moment(title="Avond 1"), moment(title="Avond 2")]
    )

    events = parsed(client, "/agenda/leergang.ics").walk("VEVENT")

    assert [str(event["SUMMARY"]) for event in events] == ["Leergang: Avond 1", "Leergang: Avond 2"]
    assert len({event["UID"] for event in events}) == Moment.objects.filter(page=page).count() == 2


@pytest.mark.parametrize(("is_public", "is_member", "found"), [(True, False, 1), (False, False, 0), (False, True, 1)])
def test_link_to_join_is_for_who_may_be_there(
    vdg: SiteSetUp, client: Client, is_public: bool, is_member: bool, found: int
) -> None:
    make_meeting(
        vdg, make_body(vdg.association), slug="db", is_public=is_public, video_link="https://video.example.org/k"
    )
    if is_member:
        client.force_login(make_user("lid"))

    for address in ("/agenda/db.ics", "/agenda/alles.ics"):
        assert client.get(address).content.count(b"https://video.example.org/k") == found
