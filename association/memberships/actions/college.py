"""A change of college: who leaves, who comes, and what becomes of every seat that falls free, in one act."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from association.memberships.actions.acts import Act, guarded, make_room, refused_at
from association.memberships.models import Membership, Post, RegisterEntry
from association.memberships.queries import Sitting
from association.memberships.rules import Capacity, EmptySeat, SeatChoice
from association.organizations.models import Organization
from association.people.models import Person

ALDERMAN, LAST_ORDER = "alderman", 500


@dataclass(frozen=True)
class Arrival:
    """Somebody new in the college; `follows` is whom they follow, None for one more."""

    person: Person
    party: str = ""
    follows: int | None = None


@dataclass(frozen=True)
class Fate:
    """What becomes of a seat; `person` is the successor, or who acts."""

    choice: SeatChoice
    person: Person | None = None


@guarded
def change_college(
    *,
    municipality: Organization,
    day: date,
    leaving: Iterable[Sitting],
    arrivals: Iterable[Arrival],
    fates: dict[int, Fate],
    user: Any,
    association: Organization | None = None,
) -> RegisterEntry:
    """From `day` on another college: all of it, or nothing (RegisterRefused, which names the seat).

    `fates` says for every seat of those who leave, by the number of the membership, what becomes of it. Their offices
    end; who follows somebody takes the same office.
    """
    gone, new = list(leaving), list(arrivals)
    act = Act("college", user, association)
    act.hold(row.post_id for sitting in gone for row in (*sitting.offices, *sitting.seats))
    end_offices(act, gone, day)
    take_offices(act, municipality, gone, new, day)
    for row in (row for sitting in gone for row in sitting.seats):
        with refused_at(row.post):
            settle(act, row, fates[row.pk], day)
    return act.finish(f"Collegewissel {municipality.name}: {words_of(len(gone), len(new))}")


def words_of(gone: int, new: int) -> str:
    """How many leave and how many come."""
    return f"{gone} {'vertrekt' if gone == 1 else 'vertrekken'}, {new} {'nieuw' if new == 1 else 'nieuwe'}"


def end_offices(act: Act, gone: list[Sitting], day: date) -> None:
    """The offices of who leaves end the day before."""
    for row in (row for sitting in gone for row in sitting.offices):
        with refused_at(row.post):
            act.update(row, end_date=day, end_precision="day")


def take_offices(act: Act, municipality: Organization, gone: list[Sitting], new: list[Arrival], day: date) -> None:
    """Who comes takes the office of whom they follow, else that of alderman."""
    by_person = {sitting.person.pk: sitting for sitting in gone}
    for arrival in new:
        followed = by_person.get(arrival.follows) if arrival.follows is not None else None
        office = followed.offices[0] if followed and followed.offices else None
        post = office.post if office else alderman_post(municipality)
        act.hold([post])
        seat = office.seat if office else free_seat(post, day)
        with refused_at(post):
            act.create(
                post=post, seat=seat, person=arrival.person, party=arrival.party, start_date=day,
                capacity=Capacity.APPOINTED,
            )  # fmt: skip


def alderman_post(municipality: Organization) -> Post:
    """The seats of the aldermen of a municipality, made when the register has none yet."""
    found = Post.objects.filter(organization=municipality, role=ALDERMAN).order_by("order", "pk").first()
    return found or Post.objects.create(organization=municipality, role=ALDERMAN, order=LAST_ORDER, seats=None)


def free_seat(post: Post, day: date) -> int:
    """The first number at which nobody sits on a day or later."""
    rows = Membership.objects.filter(post=post).taking_the_seat()
    taken = {row.seat for row in rows if row.end_date is None or row.end_date > day}
    return next(number for number in range(1, len(taken) + 2) if number not in taken)


def settle(act: Act, row: Membership, fate: Fate, day: date) -> None:
    """One seat of somebody who leaves; who sat beside the holder, such as a nominee, leaves no vacancy."""
    if fate.choice == SeatChoice.STAYS:
        return
    old = act.update(row, end_date=day, end_precision="day")
    place = {"post": old.post, "seat": old.seat, "on_behalf_of": old.on_behalf_of, "start_date": day}
    if fate.choice == SeatChoice.VACANT:
        if old.takes_the_seat:
            act.create(**place, person=None, empty=EmptySeat.VACANT.value, capacity="")
        return
    capacity = Capacity.ACTING if fate.choice == SeatChoice.ACTING else old.capacity
    if fate.person and capacity == Capacity.APPOINTED:
        make_room(act, post=old.post, seat=old.seat, person=fate.person, day=day)
    act.create(**place, person=fate.person, capacity=capacity, stands_in_for=old.stands_in_for)
