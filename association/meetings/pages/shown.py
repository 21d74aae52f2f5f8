"""How a moment is shown in lists and calendars."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from association.base.links import address_of
from association.base.queries import Viewer
from association.base.rules.days import MONTHS
from association.meetings.models import MomentStatus
from association.meetings.queries import kept_page

WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")


@dataclass(frozen=True)
class Row:
    """A line of the agenda, as components/event_row.html takes it."""

    date: date
    title: str
    url: str
    text: str
    off: bool = False
    public: bool = False
    kind: str = ""


def clock(moment: datetime) -> str:
    """A time as Dutch writes it: "9.30"."""
    local = timezone.localtime(moment)
    return f"{local.hour}.{local:%M}"


def hours(moment: Any) -> str:
    """What stands behind the first day: "19.30–21.00 uur", and where it takes longer until when; empty for one day."""
    last = last_day(moment)
    until = f"tot en met {day_words(last, year=False)}" if last > moment.day else ""
    if moment.is_all_day:
        return until
    if until:
        return f"{clock(moment.start)} uur tot {day_words(last, year=False)}, {clock(moment.end)} uur"
    return f"{clock(moment.start)}–{clock(moment.end)} uur"


def day_words(day: date, *, year: bool = True) -> str:
    """A day as it is spoken: "donderdag 26 maart 2026"."""
    words = f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"
    return f"{words} {day.year}" if year else words


def last_day(moment: Any) -> date:
    """The last day on which something is held; what ends at midnight does not touch the next day."""
    return timezone.localtime(moment.end - timedelta(microseconds=1)).date()


def when_words(moment: Any) -> str:
    """Day and hours in words: "donderdag 26 maart 2026, 13.00–15.00 uur"."""
    last = last_day(moment)
    if last == moment.day:
        return ", ".join(filter(None, [day_words(moment.day), hours(moment)]))
    first, until = day_words(moment.day), day_words(last)
    if moment.is_all_day:
        return f"{first} tot en met {until}"
    return f"{first} {clock(moment.start)} uur tot {until} {clock(moment.end)} uur"


def title_of(moment: Any) -> str:
    """What is held: the title of the page, with the name of the moment where it has one."""
    page = kept_page(moment)
    return f"{page.title}: {moment.title}" if moment.title else str(page.title)


def place_of(moment: Any) -> str:
    """Where it is held."""
    return str(moment.place or kept_page(moment).place)


def status_words(moment: Any, moved_to: datetime | None = None) -> str:
    """What became of a moment, without the reason: "Gaat niet door", "Verplaatst naar 23 april"; empty when it stands.

    `moved_to` is the start of what came in its place, where visible_moments() did not bring it along.
    """
    if moment.status == MomentStatus.CANCELLED:
        return "Gaat niet door"
    if moment.status != MomentStatus.MOVED:
        return ""
    new = moved_to or getattr(moment, "moved_to", None)
    if new is None:
        return "Verplaatst"
    day = timezone.localtime(new).date()
    if day == moment.day:
        return f"Verplaatst naar {clock(new)} uur"
    year = f" {day.year}" if day.year != moment.day.year else ""
    return f"Verplaatst naar {day.day} {MONTHS[day.month - 1]}{year}"


def is_open(moment: Any) -> bool:
    """Whether everybody may come: a public meeting, or any event."""
    return bool(getattr(kept_page(moment), "is_public", True))


def is_public_meeting(moment: Any) -> bool:
    """Whether it is a meeting that everybody may attend."""
    return bool(getattr(kept_page(moment), "is_public", False))


def body_of(moment: Any) -> str:
    """The name of who meets, where the title does not have it; empty for an event."""
    body = getattr(kept_page(moment), "organization", None)
    return body.name if body and body.name.casefold() not in title_of(moment).casefold() else ""


def moment_row(moment: Any, viewer: Viewer, *, names_body: bool = True) -> Row:
    """A moment as a line of a list; what does not go on says so in words.

    Who meets is named, unless the title says it or the place of the list does (`names_body`).
    """
    page = kept_page(moment)
    who = body_of(moment) if names_body else ""
    if moment.goes_on:
        public = ("openbaar" if who else "Openbaar") if is_public_meeting(moment) else ""
        until = last_day(moment)
        more = f"tot en met {day_words(until, year=False)}" if until > moment.day else ""
        parts = [who, public, more or hours(moment), place_of(moment)]
    else:
        parts = [who, why_words(moment)]
    return Row(
        date=moment.day,
        title=title_of(moment),
        url=address_of(page, viewer),
        text=", ".join(filter(None, parts)),
        off=not moment.goes_on,
        public=is_open(moment),
        kind=page.list_kind,
    )


def own_row(moment: Any, moved_to: datetime | None = None) -> Row:
    """A moment as a line on its own page, which says the rest: its name, the whole day, and where it is elsewhere."""
    when = when_words(moment)
    told = [when if moment.title else "", moment.place if moment.goes_on else why_words(moment, moved_to)]
    return Row(
        date=moment.day,
        title=moment.title or f"{when[:1].upper()}{when[1:]}",
        url="",
        text=", ".join(filter(None, told)),
        off=not moment.goes_on,
    )


def why_words(moment: Any, moved_to: datetime | None = None) -> str:
    """What became of a moment, with the reason: "Gaat niet door: geen zaal"."""
    return ": ".join(filter(None, [status_words(moment, moved_to), moment.note]))
