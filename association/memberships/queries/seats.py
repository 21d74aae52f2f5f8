"""The seats of the register as lists show them: a person or why nobody, with the public office of the day."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.apps import apps

from association.people.rules import OFFICES

if TYPE_CHECKING:
    from association.memberships.models import Membership, Post
    from association.organizations.models import Organization
    from association.people.models import Person

# Who sits in a seat comes first, then who helps out, then who is only nominated (see rules.Capacity).
ORDER = ("", "appointed", "acting", "interim", "standing_in", "nominated")
USUAL = {"", "appointed"}


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


def upper_first(text: str) -> str:
    """A text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def name_in_list(organization: "Organization") -> str:
    """An organization beside a name: "Gemeente Assen"; a body by its name alone."""
    if organization.classification == "municipality":
        return f"Gemeente {organization.name}"
    return organization.name


class Offices:
    """The public offices of some persons, on any day; one query."""

    def __init__(self, people: Iterable[int | None]) -> None:
        numbers = {number for number in people if number is not None}
        self.rows: defaultdict[int, list[Membership]] = defaultdict(list)
        held = memberships().filter(person__in=numbers, post__role__in=OFFICES).select_related("post__organization")
        for row in held.order_by("-start_date", "pk") if numbers else ():
            self.rows[row.person_id].append(row)

    def on(self, day: date, person: int | None) -> Office | None:
        """The office of a person on a day."""
        if person is None:
            return None
        found = next((row for row in self.rows[person] if row.holds_on(day)), None)
        return Office(found.post.words, found.post.organization) if found else None


def offices_on(day: date, people: Iterable[int | None]) -> dict[int, Office]:
    """The public office of each of some persons on a day, by the person's number; one query."""
    numbers = {number for number in people if number is not None}
    offices = Offices(numbers)
    found = ((number, offices.on(day, number)) for number in numbers)
    return {number: office for number, office in found if office}


def has_public_office(rows: "Iterable[Membership]") -> bool:
    """Whether one of a person's seats is a public office, at any time; only those persons have a page."""
    return any(row.post.role in OFFICES for row in rows)
