"""Moments as iCalendar (RFC 5545), on the clock of the association so that hours stay what they are all year."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from icalendar import STATUS, Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard
from icalendar.prop import vDuration, vRecur

from association.base.exports import UNPRINTABLE
from association.base.links import address_of
from association.base.queries import Viewer
from association.base.rules.days import ONE_DAY
from association.meetings.blocks import GOALS
from association.meetings.models import MomentStatus
from association.meetings.queries import kept_page

PRODUCT = "-//Noaber//Agenda//NL"
# No host: a copy of a site, or a site that moved, names the same moments.
UID_DOMAIN = "agenda.noaber"
ZONE = "Europe/Amsterdam"
REFRESH = timedelta(hours=4)
GOAL_WORDS = dict(GOALS)
# Since 1996 all of the European Union changes on the last Sundays of March and October, at 01:00 UTC (2000/84/EC).
CHANGES = (
    (TimezoneDaylight, "CEST", 3, datetime(1996, 3, 31, 2), 1, 2),  # noqa: DTZ001 - local time, as RFC 5545 has it
    (TimezoneStandard, "CET", 10, datetime(1996, 10, 27, 3), 2, 1),  # noqa: DTZ001 - as above
)


def calendar_bytes(name: str, moments: Iterable[Any], viewer: Viewer, *, has_place: bool = False) -> bytes:
    """A calendar of some moments (queries.visible_moments), by name; what was moved stands in it at its new moment.

    `has_place` is for who signed up and has a place: it says where to join what only they may join from home.
    """
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODUCT)
    calendar.add("name", plain(name))
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    # The words of before RFC 7986, which Outlook and Apple still read.
    calendar.add("x-wr-calname", plain(name))
    calendar.add("x-wr-timezone", ZONE)
    calendar.add("x-published-ttl", vDuration(REFRESH))
    calendar.add_component(amsterdam())
    for event in events_of(moments, viewer, has_place=has_place):
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def events_of(moments: Iterable[Any], viewer: Viewer, *, has_place: bool) -> Iterator[Event]:
    """An event for each moment but those that were left for another."""
    for moment in moments:
        if moment.status != MomentStatus.MOVED:
            yield event_of(moment, kept_page(moment), viewer, has_place=has_place)


def event_of(moment: Any, page: Any, viewer: Viewer, *, has_place: bool) -> Event:
    """A moment of a page as an event."""
    off = moment.status == MomentStatus.CANCELLED
    title = f"{page.title}: {moment.title}" if moment.title else page.title
    changed = max(filter(None, [moment.changed_at, page.last_published_at]))
    start, end = span_of(moment)
    return Event.new(
        uid=f"{moment.uid}@{UID_DOMAIN}",
        sequence=moment.sequence,
        # Without METHOD this is when the event was last changed (RFC 5545, 3.8.7.2): the same file until then.
        stamp=changed.astimezone(UTC).replace(microsecond=0),
        last_modified=changed.astimezone(UTC).replace(microsecond=0),
        start=start,
        end=end,
        status=STATUS.CANCELLED if off else STATUS.CONFIRMED,
        # Not every calendar shows that an event is cancelled.
        summary=plain(f"Gaat niet door: {title}" if off else title),
        location=plain(moment.place or page.place) or None,
        description=plain(description_of(moment, page, viewer, has_place=has_place)) or None,
        categories=[plain(words) for words in categories_of(page)],
        url=viewer.site.root_url + address_of(page, viewer),
    )


def span_of(moment: Any) -> tuple[date, date]:
    """Start and end on the clock of the association; of a whole day the first day and the day after the last."""
    zone = ZoneInfo(ZONE)
    start, end = timezone.localtime(moment.start, zone), timezone.localtime(moment.end, zone)
    if not moment.is_all_day:
        return start, end
    until = end.date() if end.time() == time() and end.date() > start.date() else end.date() + ONE_DAY
    return start.date(), until


def description_of(moment: Any, page: Any, viewer: Viewer, *, has_place: bool) -> str:
    """What became of it, what it is about, and what is on the agenda, in lines.

    Where to join from home is for who may be there, as on the page.
    """
    parts = [moment.note, page.summary, *agenda_of(page)]
    may_join = getattr(page, "is_public", True) or viewer.is_member
    if getattr(page, "mails_video_link", False):
        may_join = has_place
    if page.video_link and moment.goes_on and may_join:
        parts.append(f"Online meedoen: {page.video_link}")
    return "\n".join(part for part in parts if part)


def agenda_of(page: Any) -> list[str]:
    """The items of a meeting, numbered, each with its goal; from what is stored, as a feed has many meetings."""
    stream = getattr(page, "items", None)
    items = [row["value"] for row in stream.raw_data] if stream else []
    lines = [
        f"{number}. {item.get('title', '')} ({GOAL_WORDS.get(item.get('goal', ''), 'informeren')})"
        for number, item in enumerate(items, start=1)
    ]
    return ["Agenda:", *lines] if lines else []


def categories_of(page: Any) -> list[str]:
    """The kind, and of a meeting its body."""
    body = getattr(page, "organization", None)
    return [page.list_kind, *([body.name] if body else [])]


def plain(text: str) -> str:
    """A text without what no line of a calendar can hold."""
    return UNPRINTABLE.sub("", text)


@cache
def amsterdam() -> Timezone:
    """The rules of the clock in the Netherlands."""
    zone = Timezone()
    zone.add("tzid", ZONE)
    for kind, name, month, since, before, after in CHANGES:
        change = kind()
        change.add("dtstart", since)
        change.add("rrule", vRecur(freq="YEARLY", bymonth=month, byday="-1SU"))
        change.add("tzname", name)
        change.add("tzoffsetfrom", timedelta(hours=before))
        change.add("tzoffsetto", timedelta(hours=after))
        zone.add_component(change)
    return zone
