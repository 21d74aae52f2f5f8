"""What would happen with each row of a table, before anything is stored."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django.utils import timezone

from association.meetings.forms.moments import LAST_MINUTE
from association.meetings.importing.given import Given, given_of
from association.meetings.importing.known import Known
from association.meetings.importing.planned import CHANGED, KINDS, KNOWN, LEFT_OUT, NEW, WRONG, Planned, Unclear
from association.meetings.models import Moment, MomentStatus
from association.meetings.pages import AgendaIndexPage
from association.meetings.pages.shown import place_of, when_words
from association.meetings.planning.changing import Correction
from association.meetings.planning.making import MOST
from association.meetings.planning.proposing import Slot, propose
from association.memberships.importing.columns import Line
from association.memberships.importing.given import clean
from association.memberships.importing.matching import listed
from association.organizations.models import Organization

NO_END = "Hoe laat is het afgelopen?"


@dataclass
class Plan:
    """What would happen with a table."""

    rows: list[Planned]

    @property
    def counts(self) -> dict[str, int]:
        """How many rows of each kind (see KINDS) there are."""
        found = Counter(row.kind for row in self.rows)
        return {kind: found[kind] for kind in KINDS}

    def chosen(self, numbers: Collection[int]) -> list[Planned]:
        """The rows with these numbers that would change something."""
        return [row for row in self.rows if row.changes and row.given.number in numbers]

    @property
    def wrong(self) -> int:
        """How many rows have something wrong."""
        return self.counts[WRONG]

    @property
    def changes(self) -> bool:
        """Whether any row would change something."""
        return any(row.changes for row in self.rows)

    @property
    def is_too_much(self) -> bool:
        """Whether it makes or changes more than fits in one time."""
        return sum(row.changes for row in self.rows) > MOST

    @property
    def fingerprint(self) -> str:
        """The same for two plans that come to the same."""
        rows = [
            [row.given.number, row.kind, row.words, row.notes, row.given.problems, row.body.pk if row.body else None,
             str(row.moment.uid) if row.moment else "", row.given.title, row.given.place, row.given.is_public,
             row.given.note]
            for row in self.rows
        ]  # fmt: skip
        return hashlib.sha256(json.dumps(rows).encode()).hexdigest()


def make_plan(
    lines: Iterable[Line], *, user: Any, index: AgendaIndexPage, association: Organization, body: Organization | None
) -> Plan:
    """What would happen with some rows in an agenda; `body` is meant where a row names none."""
    given = [given_of(line) for line in lines]
    known = Known(user, index, association, given)
    rows = [Planned(one, kind=WRONG if one.problems else "") for one in given]

    def each(step: Callable[[Planned], object]) -> None:
        for row in rows:
            if not row.kind:
                attempt(row, step)

    each(lambda row: match_body(row, known, body))
    lines_of: dict[Any, int] = {}
    each(lambda row: check_once(row, lines_of))
    taken: set[int] = set()
    for find in (same_start, same_mark, same_day):
        each(lambda row, find=find: claim(row, known, taken, find))  # type: ignore[misc]  # of this turn
    said: dict[tuple[int, str], tuple[int, Any]] = {}
    each(lambda row: check_agrees(row, said))
    each(lambda row: settle(row, known))
    tell_what_speaks_against(index, association, rows)
    return Plan(rows)


def attempt(row: Planned, step: Callable[[Planned], object]) -> None:
    """Take a step with a row, or say why it cannot be taken."""
    try:
        step(row)
    except Unclear as error:
        row.refuse(error.column, error.message)


def match_body(row: Planned, known: Known, preset: Organization | None) -> None:
    """The body that the row names, or that was chosen beforehand. Unclear for none and for several."""
    given = row.given
    assert given.day is not None  # noqa: S101 - a row without is wrong
    if not given.body and preset is None:
        if given.kind and "vergadering" not in given.kind.lower():
            row.settle(LEFT_OUT, f"Geen vergadering maar {given.kind}: die maakt u zelf in de agenda")
            return
        raise Unclear("body", "Welk overleg? Schrijf de naam, of kies boven de tabel een overleg.")
    found = known.bodies.named(given.body, given.day) if given.body else [preset] if preset else []
    if not found:
        raise Unclear("body", f"Dit is geen overleg van deze vereniging: “{given.body[:80]}”.")
    if len(found) > 1:
        raise Unclear("body", f"Welke van deze? {listed([one.name for one in found])}.")
    row.body = found[0]
    if given.body and given.body.casefold() not in {row.body.name.casefold(), row.body.abbreviation.casefold()}:
        row.notes.append(f"“{given.body[:80]}” is gelezen als {row.body.name}.")


def check_once(row: Planned, lines: dict[Any, int]) -> None:
    """Refuse a second row about the same meeting."""
    given = row.given
    key = (row.body.pk if row.body else 0, given.start, given.status == MomentStatus.MOVED)
    if first := lines.setdefault(key, given.number) - given.number:
        raise Unclear("day", f"Dit staat ook op rij {given.number + first}.")


Find = Callable[[Planned, Known, set[int]], Moment | None]


def claim(row: Planned, known: Known, taken: set[int], find: Find) -> None:
    """Recognise the moment that a row is about, which no other row is about."""
    if row.moment is None and (found := find(row, known, taken)):
        row.moment = found
        taken.add(found.pk)


def free(row: Planned, known: Known, taken: set[int]) -> list[Moment]:
    """The moments of the row's body on its day that no row is about yet; what goes on first."""
    assert row.body is not None and row.given.day is not None  # noqa: PT018, S101 - match_body found them
    found = [one for one in known.of(row.body, row.given.day) if one.pk not in taken]
    return sorted(found, key=lambda one: one.status != row.given.status)


def same_start(row: Planned, known: Known, taken: set[int]) -> Moment | None:
    """A moment with the same start."""
    same = [one for one in free(row, known, taken) if one.start == row.given.start]
    return next(iter(same), None)


def same_mark(row: Planned, known: Known, taken: set[int]) -> Moment | None:
    """The moment under the mark of the row, also on another day or with other hours."""
    assert row.body is not None  # noqa: S101 - match_body found it
    if row.given.mark is None or row.given.status != MomentStatus.PLANNED:
        return None
    found = known.marked(row.body, row.given.mark)
    return found if found and found.pk not in taken else None


def same_day(row: Planned, known: Known, taken: set[int]) -> Moment | None:
    """The only moment of that day. Unclear when there are more."""
    if row.given.status != MomentStatus.PLANNED:
        return None
    found = [one for one in free(row, known, taken) if one.goes_on]
    if len(found) > 1:
        raise Unclear("begins", f"Dit overleg is er die dag {len(found)} keer. Welke is dit? Wijzig hem in de agenda.")
    return next(iter(found), None)


def settle(row: Planned, known: Known) -> None:
    """What becomes of a row: a new meeting, one that is known, or one that changes."""
    if row.moment is not None:
        compare(row, known, row.moment)
    elif row.given.status != MomentStatus.PLANNED:
        row.settle(LEFT_OUT, f"Dit {MomentStatus(row.given.status).label}, en staat niet in de agenda")
    else:
        plan_new(row)


def plan_new(row: Planned) -> None:
    """A meeting that is to be made."""
    given = row.given
    if given.end is None:
        raise Unclear("ends", NO_END)
    assert row.body is not None and given.day is not None  # noqa: PT018, S101 - match_body found them
    row.slot = Slot(
        row.body, given.day, given.begins or time(), given.ends or LAST_MINUTE, given.place, bool(given.is_public),
        given.last, given.begins is None, given.title, given.note,
    )  # fmt: skip
    row.settle(NEW, when_words(Moment(start=row.slot.start, end=row.slot.end, is_all_day=row.slot.is_all_day)))
    if row.slot.is_all_day:
        row.notes.append("Zonder tijden: die staan niet in de tabel.")


def check_agrees(row: Planned, said: dict[tuple[int, str], tuple[int, Any]]) -> None:
    """Refuse a row that calls a page otherwise than an earlier row about the same page."""
    if row.moment is None:
        return
    facts = {"title": wanted_title(row, row.moment), "public": row.given.is_public}
    for column, value in facts.items():
        if value in {"", None}:
            continue
        number, first = said.setdefault((row.moment.page_id, column), (row.given.number, value))
        if first != value:
            raise Unclear(column, f"Op rij {number} staat iets anders over dezelfde pagina.")


def wanted_title(row: Planned, moment: Moment) -> str:
    """What a row calls the page of a moment; empty when it does not say.

    The table of a year has the name of the moment behind that of its page.
    """
    given = row.given.title
    if not moment.title or not given:
        return given
    return given.removesuffix(f": {moment.title}") if given.endswith(f": {moment.title}") else ""


def compare(row: Planned, known: Known, moment: Moment) -> None:
    """What a row says otherwise than the agenda. Unclear where the user may not change that."""
    given, was = row.given, when_words(moment)
    if given.status != moment.status:
        words = f"In de agenda: {moment.get_status_display()}. Wijzig dat daar zelf"
        row.settle(LEFT_OUT if given.status != MomentStatus.PLANNED else KNOWN, words)
        return
    row.settle(KNOWN, was)
    start, end = wanted_hours(given, moment) if moment.goes_on else (moment.start, moment.end)
    wanted = correction_of(row, moment, start, end)
    if (start, end) == (moment.start, moment.end) and not wanted.says_more:
        return
    if message := known.against(moment):
        raise Unclear(first_column(wanted), message)
    row.correction = wanted
    now = was if (start, end) == (moment.start, moment.end) else when_words(Moment(start=start, end=end))
    row.settle(CHANGED, now if now == was else f"was {was}, wordt {now}")
    row.notes.extend(said_of(wanted, moment))


def correction_of(row: Planned, moment: Moment, start: datetime, end: datetime) -> Correction:
    """What a row says otherwise than the moment and its page; an empty cell leaves what is there."""
    given, page = row.given, moment.page.meetingpage
    title = wanted_title(row, moment)
    return Correction(
        start,
        end,
        place=given.place if given.place and given.place != place_of(moment) and moment.goes_on else "",
        note=given.note if given.note and given.note != clean(moment.note) else "",
        title=title if title and title != clean(page.title) else "",
        title_was=page.title,
        is_public=given.is_public if given.is_public not in {None, page.is_public} else None,
    )


def first_column(wanted: Correction) -> str:
    """The column beside which stands why nothing can be changed."""
    told = {"place": wanted.place, "title": wanted.title, "public": wanted.is_public is not None, "note": wanted.note}
    return next((column for column, is_said in told.items() if is_said), "begins")


def said_of(wanted: Correction, moment: Moment) -> list[str]:
    """What changes beside the hours, as it was and as it becomes."""
    found = []
    if wanted.place:
        found.append(f"Plaats: was {place_of(moment) or 'leeg'}, wordt {wanted.place}.")
    if wanted.title:
        found.append(f"Titel: was {wanted.title_was}, wordt {wanted.title}.")
    if wanted.is_public is not None:
        before, after = ("besloten", "openbaar") if wanted.is_public else ("openbaar", "besloten")
        found.append(f"Was {before}, wordt {after}.")
    if wanted.note:
        found.append(f"Toelichting: was {moment.note or 'leeg'}, wordt {wanted.note}.")
    return found


def wanted_hours(given: Given, moment: Moment) -> tuple[datetime, datetime]:
    """When the row wants a moment to be; what it does not say stays as it is."""
    assert given.day is not None and given.start is not None  # noqa: PT018, S101 - a row without is wrong
    if given.begins is None:
        if given.day != moment.day:
            raise Unclear("begins", "Hoe laat begint het op die andere dag?")
        return moment.start, moment.end
    if given.end is None:
        if given.start != moment.start or moment.is_all_day:
            raise Unclear("ends", NO_END)
        return moment.start, moment.end
    return given.start, given.end


def tell_what_speaks_against(index: AgendaIndexPage, association: Organization, rows: list[Planned]) -> None:
    """Beside each new meeting with hours: holidays, and who else meets then."""
    new = [(row, row.slot) for row in rows if row.kind == NEW and row.slot and not row.slot.is_all_day]
    found = {one.slot: one.notes for one in propose(index, association, [slot for _, slot in new])}
    for row, slot in new:
        if notes := found[slot]:
            row.notes.append(f"Let op: {', '.join(notes)}.")


def is_moved(row: Planned) -> bool:
    """Whether a changed row is on another day than before."""
    assert row.moment is not None and row.correction is not None  # noqa: PT018, S101 - it is a changed row
    return timezone.localtime(row.correction.start).date() != row.moment.day
