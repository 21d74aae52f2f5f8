"""Who sits where on a day: a fixed number of queries, however many seats and years there are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Q
from django.utils import timezone

from association.base.validity import on_day
from association.people.rules import OFFICES

if TYPE_CHECKING:
    from association.memberships.models import Membership, Post
    from association.organizations.models import Organization
    from association.people.models import Person

# Who sits in a seat comes first, then who helps out, then who is only nominated (see rules.Capacity).
ORDER = ("", "appointed", "acting", "interim", "standing_in", "nominated")
USUAL = {"", "appointed"}
MOST_DAYS = 12


def memberships() -> Any:
    """All memberships."""
    return apps.get_model("association", "Membership").objects


@dataclass(frozen=True)
class Office:
    """The public office of a person on a day: "wethouder" of "Assen"."""

    title: str
    organization: "Organization"


@dataclass(frozen=True)
class SeatRow:
    """One row of a composition: a person in a seat, or the words for a seat that is empty."""

    membership: "Membership"
    office: Office | None

    @property
    def post(self) -> "Post":
        """The seat."""
        return self.membership.post

    @property
    def person(self) -> "Person | None":
        """Who sits there, if anybody."""
        return self.membership.person

    @property
    def role(self) -> str:
        """What the seat is called."""
        return upper_first(self.post.words)

    @property
    def name(self) -> str:
        """The name as lists have it, or the words of an empty seat."""
        return self.person.formal_name if self.person else str(self.membership.get_empty_display())

    @property
    def title(self) -> str:
        """The public office, as it stands before the name; empty without one."""
        return upper_first(self.office.title) if self.office else ""

    @property
    def capacity(self) -> str:
        """How somebody sits there when it is not the usual way: "waarnemend", "vervangt Ard van der Tuuk"."""
        if self.membership.stands_in_for:
            return f"vervangt {self.membership.stands_in_for.formal_name}"
        return "" if self.membership.capacity in USUAL else str(self.membership.get_capacity_display())

    @cached_property
    def represents(self) -> "Organization | None":
        """The municipality or body for which the seat is held; else that of the person's office."""
        return self.membership.on_behalf_of or self.post.for_whom or (self.office.organization if self.office else None)

    @property
    def on_behalf_of(self) -> str:
        """For whom the seat is held, in words; empty for a seat of the body itself."""
        if self.membership.on_behalf_of:
            return name_in_list(self.membership.on_behalf_of)
        return self.post.for_whom_label or (name_in_list(self.represents) if self.represents else "")


@dataclass(frozen=True)
class Composition:
    """A body on a day: its seats in order, the seats of other days, and the days on which something changed."""

    organization: "Organization"
    day: date
    rows: tuple[SeatRow, ...]
    other_days: tuple[SeatRow, ...]
    changed_on: tuple[date, ...]


def upper_first(text: str) -> str:
    """A text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def name_in_list(organization: "Organization") -> str:
    """An organization beside a name: "Gemeente Assen"; a body by its name alone."""
    if organization.classification == "municipality":
        return f"Gemeente {organization.name}"
    return organization.name


def composition(organization: "Organization", day: date, *, association: int | None = None) -> Composition:
    """Who sits in a body on a day, in three queries; of a shared body only the seats for an association's side."""
    found = memberships().filter(post__organization=organization).with_names()
    if association is not None:
        found = found.filter(
            Q(post__for_whom=association) | Q(post__for_whom__belongs_to_links__organization=association)
        )
    every = list(found.order_by("post__order", "post_id", "seat", "start_date", "pk"))
    present = [row for row in every if row.holds_on(day) and row.post.holds_on(day)]
    present.sort(key=lambda row: (row.post.order, row.post_id, row.seat, ORDER.index(row.capacity)))
    known = {row.pk for row in present}
    past = [row for row in every if row.pk not in known]
    offices = offices_on(day, (row.person_id for row in present))
    return Composition(
        organization,
        day,
        tuple(SeatRow(row, offices.get(row.person_id)) for row in present),
        tuple(SeatRow(row, None) for row in reversed(past)),
        changes(every, day),
    )


def changes(rows: Iterable["Membership"], day: date) -> tuple[date, ...]:
    """The days up to today or the day asked for on which somebody came or went, newest first."""
    days = {moment for row in rows for moment in (row.start_date, row.end_date) if moment is not None}
    return tuple(
        sorted((moment for moment in days if moment <= max(day, timezone.localdate())), reverse=True)[:MOST_DAYS]
    )


def offices_on(day: date, people: Iterable[int | None]) -> dict[int, Office]:
    """The public office of each of some persons on a day, by the person's number; one query."""
    numbers = {number for number in people if number is not None}
    if not numbers:
        return {}
    held = memberships().filter(on_day(day), person__in=numbers, post__role__in=OFFICES)
    found: dict[int, Office] = {}
    for row in held.select_related("post__organization").order_by("-start_date", "pk"):
        found.setdefault(row.person_id, Office(row.post.words, row.post.organization))
    return found


def shown_to(association: int) -> Q:
    """The condition that a seat is shown on an association's site: in its own bodies, for it, or a public office."""
    return (
        Q(post__organization__managed_by=association)
        | Q(post__for_whom=association)
        | Q(post__for_whom__belongs_to_links__organization=association)
        | Q(post__role__in=OFFICES)
    )


def seats_of(person: "Person", association: int) -> "list[Membership]":
    """The seats of a person that an association's site shows, newest first, with what a list shows; one query."""
    rows = list(memberships().filter(shown_to(association), person=person).with_names().distinct())
    return sorted(
        rows, key=lambda row: (row.end_date is None, row.end_date or date.max, row.start_date or date.min), reverse=True
    )


def held_for(organization: "Organization", day: date, association: int) -> "list[SeatRow]":
    """Who sits in which body on behalf of a municipality on a day, and its own office holders; two queries."""
    rows = memberships().filter(shown_to(association), on_day(day)).with_names().distinct()
    own = Q(post__organization=organization, post__role__in=OFFICES)
    found = list(
        rows.filter(own | Q(on_behalf_of=organization)).order_by("post__organization__name", "post__order", "pk")
    )
    offices = offices_on(day, (row.person_id for row in found))
    return [SeatRow(row, offices.get(row.person_id)) for row in found]


def has_public_office(rows: "Iterable[Membership]") -> bool:
    """Whether one of a person's seats is a public office, at any time; only those persons have a page."""
    return any(row.post.role in OFFICES for row in rows)
