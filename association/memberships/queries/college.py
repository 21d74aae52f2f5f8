"""Who sits for a municipality, as the screen for a change of college asks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q

from association.base.validity import on_day
from association.memberships.queries.seats import memberships
from association.people.rules import OFFICES

if TYPE_CHECKING:
    from association.memberships.models import Membership
    from association.organizations.models import Organization
    from association.people.models import Person

# The offices that a change of college is about; other offices stay when nobody says otherwise.
COLLEGE = ("mayor", "alderman")
# Roles for which a body chooses somebody, whatever municipality they come from.
OF_THE_BODY = ("chair", "co_chair", "vice_chair", "secretary", "treasurer", "lead")


@dataclass(frozen=True)
class Sitting:
    """Somebody who sits for a municipality on a day: the offices there, and the seats elsewhere."""

    person: "Person"
    offices: "tuple[Membership, ...]"
    seats: "tuple[Membership, ...]"

    @property
    def is_mayor(self) -> bool:
        """Whether one of the offices is that of mayor, who is not chosen with the council."""
        return any(row.post.role == "mayor" for row in self.offices)

    @property
    def is_alderman(self) -> bool:
        """Whether one of the offices is that of alderman."""
        return any(row.post.role == "alderman" for row in self.offices)

    @property
    def office_words(self) -> str:
        """The offices in words; empty when none is recorded."""
        return ", ".join(dict.fromkeys(row.post.words for row in self.offices))


def held_by_municipality(seat: "Membership", municipality: int) -> bool:
    """Whether a seat is held for the municipality, so that a successor in the college may take it as well.

    A personal seat, and one of the body itself such as its chair, is never taken over without asking.
    """
    if seat.post.is_personal:
        return False
    if seat.post.for_whom_id == municipality:
        return True
    return seat.on_behalf_of_id == municipality and seat.post.role not in OF_THE_BODY


def sitting_for(municipality: "Organization", day: date, keepers: Iterable[int]) -> list[Sitting]:
    """Who sits for a municipality on a day, mayor first, with all seats in bodies of some associations; two queries."""
    college = Q(post__organization=municipality, post__role__in=COLLEGE)
    kept = list(keepers)
    # Of a body that nobody keeps only the seats for one of the associations.
    bodies = Q(post__organization__managed_by__in=kept) | Q(
        post__organization__managed_by=None, post__for_whom__in=kept
    )
    known = memberships().filter(on_day(day), person__isnull=False)
    for_it = bodies & (Q(on_behalf_of=municipality) | Q(post__for_whom=municipality))
    people = set(known.filter(college | for_it).values_list("person_id", flat=True))
    elsewhere = bodies & ~Q(post__role__in=OFFICES)
    own = Q(post__organization=municipality, post__role__in=OFFICES)
    rows = known.filter(own | elsewhere, on_day(day, "post__"), person__in=people).with_names()
    found: dict[int, tuple[Person, list[Membership], list[Membership]]] = {}
    for row in rows.order_by("post__organization__name", "post__order", "seat", "pk"):
        _, offices, seats = found.setdefault(row.person_id, (row.person, [], []))
        (offices if row.post.organization_id == municipality.pk else seats).append(row)
    sittings = [Sitting(person, tuple(offices), tuple(seats)) for person, offices, seats in found.values()]
    return sorted(
        sittings, key=lambda one: (not one.is_mayor, not one.is_alderman, one.person.family_name, one.person.pk)
    )
