"""What a row of the table says, cell by cell, and what is wrong with it; nothing is looked up."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time
from uuid import UUID

from django.core.exceptions import ValidationError

from association.base.forms.moments import MomentField
from association.meetings.forms.moments import LAST_MINUTE, NO_LENGTH
from association.meetings.forms.planning import one_day
from association.meetings.importing.columns import LABELS
from association.meetings.models import MomentStatus
from association.meetings.models.moments import LONGEST_NOTE
from association.meetings.pages.shown import WEEKDAYS
from association.meetings.rules.hours import NoTime, parse_hours
from association.memberships.importing.columns import Line
from association.memberships.importing.given import FORMULA_FOUND, clean, text_problem
from association.memberships.importing.reading import FORMULA_MARK
from association.people.rules import plain

LONGEST = {"title": 200, "place": 200, "note": LONGEST_NOTE}
OTHER = 255
SHORT = 2
WEEKDAY = re.compile(r"([a-z]+)\.?,?\s+(?=[0-9])")
YES = frozenset({"ja", "j", "openbaar", "x", "1", "true", "waar", "yes", "openbarevergadering"})
NO = frozenset({"nee", "n", "besloten", "0", "false", "onwaar", "no", "nietopenbaar", "beslotenvergadering"})
STATUS = {
    **{plain(label): status for status, label in MomentStatus.choices},
    "gepland": "planned", "ingepland": "planned", "afgelast": "cancelled", "vervallen": "cancelled",
    "vervalt": "cancelled", "geannuleerd": "cancelled",
}  # fmt: skip


@dataclass
class Given:
    """A row as it was meant. `start` and `end` have their zone; both are None for a row that is wrong."""

    number: int
    body: str = ""
    title: str = ""
    place: str = ""
    note: str = ""
    kind: str = ""
    day: date | None = None
    last: date | None = None
    begins: time | None = None
    ends: time | None = None
    start: datetime | None = None
    end: datetime | None = None
    is_public: bool | None = None  # None where the table does not say
    status: str = MomentStatus.PLANNED.value
    mark: UUID | None = None
    problems: list[tuple[str, str]] = field(default_factory=list)

    def refuse(self, column: str, message: str) -> None:
        """Add what is wrong, with the column in which it stands."""
        self.problems.append((LABELS.get(column, column), message))


def given_of(line: Line) -> Given:
    """What a row says."""
    cells = {key: clean(text) for key, text in line.cells.items()}
    body, title, place, note, kind = (cells.get(key, "") for key in ("body", "title", "place", "note", "kind"))
    found = Given(line.number, body, title, place, note, kind)
    for key, text in cells.items():
        message = FORMULA_FOUND if text == FORMULA_MARK else text_problem(text, LONGEST.get(key, OTHER))
        if message:
            found.refuse(key, message)
    if found.problems:
        return found
    read_days(found, cells)
    read_hours(found, cells)
    read_public(found, cells.get("public", ""))
    read_status(found, cells.get("status", ""))
    read_mark(found, cells.get("mark", ""))
    if not found.problems:
        put_on_the_clock(found)
    return found


def read_days(found: Given, cells: dict[str, str]) -> None:
    """The day, and the last day where the table has one."""
    if not cells.get("day"):
        found.refuse("day", "Op welke dag?")
    for key in ("day", "last"):
        try:
            setattr(found, key, spoken_day(cells[key]) if cells.get(key) else None)
        except ValidationError as error:
            found.refuse(key, " ".join(error.messages))
    if found.day and found.last and found.last < found.day:
        found.refuse("last", "De laatste dag ligt vóór de eerste.")


def spoken_day(text: str) -> date:
    """A day, also with the day of the week before it; ValidationError for none and for another day of the week."""
    named = WEEKDAY.match(text.lower())
    word = named[1] if named else ""
    meant = next((one for one in WEEKDAYS if word in {one, one[:SHORT], one[: SHORT + 1]}), "")
    day = one_day(text[named.end() :] if named and meant else text)
    if meant and WEEKDAYS[day.weekday()] != meant:
        raise ValidationError(f"“{text[:40]}” is een {WEEKDAYS[day.weekday()]}, geen {meant}.")
    return day


def read_hours(found: Given, cells: dict[str, str]) -> None:
    """From when until when; the end may stand beside the start in one cell."""
    for key in ("begins", "ends"):
        if not cells.get(key):
            continue
        try:
            first, second = parse_hours(cells[key])
        except NoTime as error:
            found.refuse(key, str(error))
            continue
        if key == "begins":
            found.begins, found.ends = first, second
        else:
            found.ends = second or first
    if found.ends and found.begins is None and not found.problems:
        found.refuse("begins", "Hoe laat begint het?")


def read_public(found: Given, text: str) -> None:
    """Whether everybody may come."""
    word = plain(text) or plain(found.kind)
    if word in YES | NO:
        found.is_public = word in YES
    elif text:
        found.refuse("public", f"“{text[:40]}” kennen wij niet. Schrijf ja of nee.")


def read_status(found: Given, text: str) -> None:
    """What became of it."""
    if text and plain(text) not in STATUS:
        words = ", ".join(label for _, label in MomentStatus.choices)
        found.refuse("status", f"“{text[:40]}” kennen wij niet. Kies uit: {words}.")
    elif text:
        found.status = str(STATUS[plain(text)])


def read_mark(found: Given, text: str) -> None:
    """By what calendars know it."""
    try:
        found.mark = UUID(text) if text else None
    except ValueError:
        found.refuse("mark", "Dit is geen kenmerk van deze site. Laat het weg als u het niet hebt.")


def put_on_the_clock(found: Given) -> None:
    """The moments at which it starts and ends; of a row without hours the whole day."""
    assert found.day is not None  # noqa: S101 - read_days refused a row without
    last = found.last or found.day
    if found.begins is None:
        found.start, found.end = on_the_clock(found.day, time()), on_the_clock(last, LAST_MINUTE)
        return
    try:
        found.start = on_the_clock(found.day, found.begins)
        found.end = on_the_clock(last, found.ends) if found.ends else None
    except ValidationError as error:
        found.refuse("begins", " ".join(error.messages))
        return
    if found.end and found.end <= found.start:
        found.refuse("ends", NO_LENGTH)


def on_the_clock(day: date, at: time) -> datetime:
    """A moment with its zone; ValidationError for one that the clock skips."""
    found: datetime = MomentField().clean(datetime.combine(day, at))
    return found
