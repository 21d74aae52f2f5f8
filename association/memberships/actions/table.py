"""Several changes to the seats of a body at once, as an editor writes them in a table: one act."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from association.memberships.actions.acts import Act, guarded, make_room, refused_at
from association.memberships.models import Membership, Post, RegisterEntry
from association.memberships.rules import Capacity, EmptySeat
from association.organizations.models import Organization
from association.people.models import Person

BESIDE = {Capacity.ACTING, Capacity.NOMINATED}


@dataclass(frozen=True)
class SeatChange:
    """What happens to one seat: who comes and how (`capacity`), why it is empty (`empty`), or neither: it ends.

    `seat` is who sits there or the empty seat; None for a post that nobody holds.
    """

    post: Post
    seat: Membership | None
    person: Person | None = None
    capacity: str = Capacity.APPOINTED
    empty: str = ""


@guarded
def change_seats(
    *,
    organization: Organization,
    changes: Iterable[SeatChange],
    day: date,
    user: Any,
    association: Organization | None = None,
) -> RegisterEntry:
    """All changes from a day on, or none of them (RegisterRefused, which names the seat)."""
    every = list(changes)
    act = Act("table", user, association)
    act.hold(change.post for change in every)
    # Who leaves goes first, so that two may change places.
    ended = [change for change in every if change.seat and (change.empty or change.capacity not in BESIDE)]
    for change in ended:
        with refused_at(change.post):
            assert change.seat is not None  # noqa: S101 - filtered above
            act.update(change.seat, end_date=day, end_precision="day")
    for change in every:
        if change.person or change.empty:
            with refused_at(change.post):
                row = new_row(change)
                if change.person and change.capacity == Capacity.APPOINTED:
                    make_room(act, post=change.post, seat=row["seat"], person=change.person, day=day)
                act.create(**row, start_date=day)
    count = len(every)
    return act.finish(f"{organization.name}: {count} {'plek gewijzigd' if count == 1 else 'plekken gewijzigd'}")


def new_row(change: SeatChange) -> dict[str, Any]:
    """The columns of who or what comes in the seat."""
    town = change.post.for_whom
    member = town if town and town.classification == Organization.Classification.MUNICIPALITY else None
    return {
        "post": change.post,
        "seat": change.seat.seat if change.seat else 1,
        "on_behalf_of": change.seat.on_behalf_of if change.seat else member,
        "person": change.person,
        "empty": EmptySeat(change.empty).value if change.empty else "",
        "capacity": "" if change.empty else change.capacity,
    }
