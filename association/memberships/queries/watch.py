"""The seats that are worth a look: ending soon, vacant, waiting for a decision, or without the office."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q

from association.base.validity import on_day
from association.memberships.queries.keeping import of_associations
from association.memberships.queries.seats import SeatRow, memberships
from association.people.rules import OFFICES

# How long ahead an end is worth a look.
AHEAD = timedelta(days=90)
# Bodies in which people sit by their public office, and roles in them that ask for none.
BODIES_OF_OFFICE = ("board", "executive_board", "portfolio_consultation", "steering_group", "vng_committee")
ROLES_WITHOUT_OFFICE = (
    "secretary", "treasurer", "guest", "advisory_member", "director", "process_manager", "adviser", "communications",
    "support", "official",
)  # fmt: skip


def sitting_now(associations: Iterable[int], today: date) -> Any:
    """The seats of some associations as they are on a day, public offices aside."""
    rows = memberships().filter(
        of_associations(associations), on_day(today), on_day(today, "post__"), on_day(today, "post__organization__")
    )
    return rows.exclude(post__role__in=OFFICES)


def ending(today: date) -> Q:
    """The condition that somebody leaves within the days that are worth a look."""
    return Q(person__isnull=False, end_date__lte=today + AHEAD)


VACANT, NOMINATED = Q(empty="vacant"), Q(capacity="nominated")


def watch_counts(associations: Iterable[int], today: date) -> dict[str, int]:
    """How many seats end soon, are vacant and wait for who is nominated; one query."""
    counted = {"ending": ending(today), "vacant": VACANT, "nominated": NOMINATED}
    found: dict[str, int] = sitting_now(associations, today).aggregate(
        **{name: Count("pk", filter=condition) for name, condition in counted.items()}
    )
    return found


def watch_words(counts: dict[str, int]) -> str:
    """The counts in words: "3 plekken eindigen binnen 90 dagen, 7 vacatures"; empty when all is well."""
    ends, vacant, waits = counts["ending"], counts["vacant"], counts["nominated"]
    parts = [
        f"{ends} {'plek eindigt' if ends == 1 else 'plekken eindigen'} binnen {AHEAD.days} dagen" if ends else "",
        f"{vacant} {'vacature' if vacant == 1 else 'vacatures'}" if vacant else "",
        f"{waits} voorgedragen" if waits else "",
    ]
    return ", ".join(filter(None, parts))


@dataclass(frozen=True)
class Watched:
    """A seat that asks for something: who comes next, when that is known, and the office that somebody lost."""

    row: SeatRow
    after: str = ""
    lost: bool = False


def waiting_seats(associations: Iterable[int], today: date) -> dict[str, list[Watched]]:
    """The seats that end soon, are vacant, or wait for who is nominated; two queries."""
    rows = list(
        sitting_now(associations, today)
        .filter(ending(today) | VACANT | NOMINATED)
        .with_names()
        .order_by("end_date", "post__organization__name", "post__order", "pk")
    )
    coming = memberships().filter(post__in={row.post_id for row in rows}, start_date__gt=today).with_names()
    after = {(row.post_id, row.seat): row.who for row in coming.order_by("-start_date")}
    found: dict[str, list[Watched]] = {"ending": [], "vacant": [], "nominated": []}
    for row in rows:
        seen = Watched(SeatRow(row, None), after.get((row.post_id, row.seat), ""))
        if row.empty == "vacant":
            found["vacant"].append(seen)
        elif row.capacity == "nominated":
            found["nominated"].append(seen)
        if row.person_id and row.end_date and row.end_date <= today + AHEAD:
            found["ending"].append(seen)
    return found


def seats_without_office(associations: Iterable[int], today: date) -> list[Watched]:
    """Who sits somewhere by an office that is not there, on a day; three queries.

    Either it was lost (`lost`: at the municipality that the seat is for, or all offices), or none is recorded in a body
    where people sit by their office.
    """
    sitting = sitting_now(associations, today).filter(person__isnull=False).exclude(NOMINATED)
    offices = Tenures(sitting, today)
    columns = ("person_id", "on_behalf_of_id", "post__for_whom_id", "post__organization__classification", "post__role")
    found: dict[int, bool] = {}
    for key, person, behalf, for_whom, kind, role in sitting.values_list("pk", *columns):
        lost = offices.lost(person, behalf or for_whom)
        expected = kind in BODIES_OF_OFFICE and role not in ROLES_WITHOUT_OFFICE
        if lost or (expected and not offices.holds_one(person)):
            found[key] = lost
    order = ("post__organization__name", "post__order", "seat", "pk")
    rows = memberships().filter(pk__in=found).with_names().order_by(*order)
    return [Watched(SeatRow(row, None), lost=found[row.pk]) for row in rows]


class Tenures:
    """Where those who sit somewhere hold a public office on a day, and where they held one before; one query."""

    def __init__(self, sitting: Any, day: date) -> None:
        rows = memberships().filter(post__role__in=OFFICES, person__in=sitting.order_by().values("person"))
        self.held: set[tuple[int, int]] = set()
        self.past: set[tuple[int, int]] = set()
        for person, town, start, end in rows.values_list(
            "person_id", "post__organization_id", "start_date", "end_date"
        ):
            if end is not None and end <= day:
                self.past.add((person, town))
            elif start is None or start <= day:
                self.held.add((person, town))
        self.holders = {person for person, _ in self.held}
        self.retired = {person for person, _ in self.past}

    def holds_one(self, person: int) -> bool:
        """Whether somebody holds an office anywhere."""
        return person in self.holders

    def lost(self, person: int, town: int | None) -> bool:
        """Whether the office at the municipality is over, or every office."""
        there = (person, town)
        if there in self.past and there not in self.held:
            return True
        return person in self.retired and person not in self.holders
