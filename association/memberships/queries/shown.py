"""What an association's site shows of persons, municipalities and committees of the VNG."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q

from association.base.validity import on_day
from association.memberships.queries.keeping import members_in
from association.memberships.queries.seats import Office, Offices, SeatRow, memberships, offices_on
from association.people.rules import OFFICES

if TYPE_CHECKING:
    from association.memberships.models import Membership
    from association.organizations.models import Organization
    from association.people.models import Person


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


@dataclass(frozen=True)
class HeldSeats:
    """Where a municipality is present on a day.

    `officers` are its own office holders, `on_behalf` the seats that are held for it, whoever sits there or nobody, and
    `for_all` those that its office holders have on behalf of no municipality, so for the association.
    """

    officers: tuple[SeatRow, ...]
    on_behalf: tuple[SeatRow, ...]
    for_all: tuple[SeatRow, ...]


def held_for(municipality: "Organization", day: date, association: int) -> HeldSeats:
    """Who sits where for a municipality on a day, as far as an association's site shows it; two queries."""
    rows = memberships().filter(shown_to(association), on_day(day)).with_names().distinct()
    own = Q(post__organization=municipality, post__role__in=OFFICES)
    officers = memberships().filter(own, on_day(day), person__isnull=False).order_by().values("person")
    elsewhere = Q(on_behalf_of=None, person__in=officers) & ~Q(post__role__in=OFFICES)
    found = rows.filter(own | Q(on_behalf_of=municipality) | elsewhere)
    known = list(found.order_by("post__organization__name", "post__order", "seat", "pk"))
    offices = offices_on(day, (row.person_id for row in known))
    seats = [SeatRow(row, offices.get(row.person_id)) for row in known]
    others = [row for row in seats if row.post.organization_id != municipality.pk]
    return HeldSeats(
        officers=tuple(row for row in seats if row.post.organization_id == municipality.pk),
        on_behalf=tuple(row for row in others if row.membership.on_behalf_of_id == municipality.pk),
        # Who has an office in two municipalities is shown with one of them, as in every list.
        for_all=tuple(
            row
            for row in others
            if row.membership.on_behalf_of_id is None and row.office and row.office.organization.pk == municipality.pk
        ),
    )


def public_people(people: Iterable[int]) -> set[int]:
    """Those of some persons who hold or held a public office, and so have a page; one query."""
    found = memberships().filter(person__in=set(people), post__role__in=OFFICES)
    return set(found.values_list("person_id", flat=True))


def vng_seats(days: list[date], association: int) -> dict[date, list[SeatRow]]:
    """The seats for an association in committees of the VNG on each of some days, by committee; two queries."""
    own = Q(post__for_whom=association) | Q(post__for_whom__belongs_to_links__organization=association)
    committees = memberships().filter(own | Q(post__organization__managed_by=association))
    found = committees.filter(post__organization__classification="vng_committee").with_names().distinct()
    rows = list(found.order_by("post__organization__name", "post__order", "seat", "pk"))
    offices = Offices(row.person_id for row in rows)
    return {
        day: [
            SeatRow(row, offices.on(day, row.person_id)) for row in rows if row.holds_on(day) and row.post.holds_on(day)
        ]
        for day in days
    }


def seats_held_on(
    asked: list[tuple[int, date]], association: int
) -> "dict[tuple[int, date], tuple[list[Membership], Office | None]]":
    """The seats that an association's site shows of some persons on a day each, with their office; two queries."""
    people = {person for person, _ in asked}
    rows = list(memberships().filter(shown_to(association), person__in=people).with_names().distinct())
    offices = Offices(people)
    return {
        (person, day): (
            [row for row in rows if row.person_id == person and row.holds_on(day) and row.post.role not in OFFICES],
            offices.on(day, person),
        )
        for person, day in asked
    }


def counts_on(day: date, association: int) -> dict[str, int]:
    """How many seats of an association are taken and vacant on a day, and how many of them in VNG committees."""
    own = Q(post__organization__managed_by=association) | Q(post__for_whom=association)
    found = memberships().filter(own, on_day(day), on_day(day, "post__")).exclude(post__role__in=OFFICES)
    rows = found.values_list("person_id", "empty", "post__organization__classification")
    taken = [kind for person, _, kind in rows if person is not None]
    return {
        "seats": len(taken),
        "vacancies": sum(empty == "vacant" for _, empty, _ in rows),
        "vng": taken.count("vng_committee"),
    }


def people_with_page(association: int) -> Any:
    """The condition that a person has a page on an association's site: a public office, and a tie with it.

    The tie is an office in one of its members, or a seat in one of its bodies or for it.
    """
    seats = memberships().filter(person=OuterRef("pk")).order_by()
    here = Q(post__organization__in=members_in([association]))
    own = Q(post__organization__managed_by=association) | Q(post__for_whom=association)
    return Exists(seats.filter(post__role__in=OFFICES)) & Exists(seats.filter(own | here))
