"""What is done to a seat: appointing, succeeding, ending; undone as long as nothing touched its rows since."""

from datetime import date
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q

from association.memberships.actions.acts import (
    Act,
    CannotBeUndone,
    ChangedSince,
    NotNominated,
    NotYetNominated,
    UndoneAlready,
    check_overlap,
    check_people,
    guarded,
    make_room,
    values_of,
)
from association.memberships.models import Membership, Post, RegisterEntry
from association.memberships.rules import Capacity, EmptySeat
from association.organizations.models import Organization
from association.people.models import Person

# What was done for good: see persons.anonymise.
FOR_GOOD = {"anonymise"}


@guarded
def appoint(
    *,
    post: Post,
    person: Person | None,
    user: Any,
    association: Organization | None = None,
    start: date | None = None,
    end: date | None = None,
    capacity: str = Capacity.APPOINTED,
    seat: int = 1,
    **values: Any,
) -> RegisterEntry:
    """Put a person in a seat that is free, or beside who sits there (nominated, acting, interim, standing in)."""
    act = Act("appoint", user, association)
    act.hold([post])
    row = act.create(post=post, person=person, seat=seat, start_date=start, end_date=end, capacity=capacity, **values)
    return act.finish(f"{row.who}: {post}")


@guarded
def succeed(
    *,
    membership: Membership,
    person: Person | None,
    start: date,
    user: Any,
    association: Organization | None = None,
    empty: str = "",
    **values: Any,
) -> RegisterEntry:
    """Another person in a seat from a day on, or nobody and why (`empty`); who sat there stays until the day before.

    Who comes is appointed, so who acted in the seat leaves it (see `make_room`).
    """
    act = Act("succeed", user, association)
    act.hold([membership.post_id])
    old = act.update(membership, end_date=start, end_precision="day")
    if person is not None and not empty:
        make_room(act, post=old.post, seat=values.get("seat", old.seat), person=person, day=start)
    kept = {name: getattr(old, name) for name in ("on_behalf_of", "seat")}
    new = act.create(
        **{**kept, **values},
        post=old.post,
        person=person,
        empty=empty,
        capacity="" if empty else Capacity.APPOINTED,
        start_date=start,
    )
    return act.finish(f"{new.who} na {old.who}: {old.post}")


@guarded
def confirm(
    *, membership: Membership, start: date, user: Any, association: Organization | None = None
) -> RegisterEntry:
    """Who is nominated is appointed from a day on; who acted in the seat leaves it, and it is not empty any more.

    SeatTaken while somebody else is appointed to it; NotNominated for another row; NotYetNominated for an earlier day.
    """
    act = Act("confirm", user, association)
    act.hold([membership.post_id])
    old = Membership.objects.select_for_update(of=("self",)).select_related("person", "post").get(pk=membership.pk)
    nominee = old.person
    if old.capacity != Capacity.NOMINATED or nominee is None:
        raise NotNominated(old)
    if old.start_date and old.start_date > start:
        raise NotYetNominated
    make_room(act, post=old.post, seat=old.seat, person=nominee, day=start)
    if old.start_date == start:
        # Nominated on no day: the row itself is the appointment.
        new = act.update(old, capacity=Capacity.APPOINTED)
    else:
        kept = {name: getattr(old, name) for name in ("post", "seat", "person", "on_behalf_of", "party")}
        new = act.create(**kept, capacity=Capacity.APPOINTED, start_date=start)
    return act.finish(f"{new.who} benoemd: {new.post}")


@guarded
def end(
    *, membership: Membership, end: date, then: str, user: Any, association: Organization | None = None
) -> RegisterEntry:
    """End a membership; `then` says what the seat is from that day on: why it is empty, or "" for no seat any more."""
    act = Act("end", user, association)
    act.hold([membership.post_id])
    old = act.update(membership, end_date=end, end_precision="day")
    if then:
        act.create(
            post=old.post, seat=old.seat, empty=EmptySeat(then).value, capacity="", on_behalf_of=old.on_behalf_of,
            start_date=end,
        )  # fmt: skip
    return act.finish(f"{old.who}: einde {old.post}")


@guarded
def correct(
    *, membership: Membership, user: Any, association: Organization | None = None, **values: Any
) -> RegisterEntry:
    """Put right what was recorded wrongly; the log keeps what stood there."""
    act = Act("correct", user, association)
    act.hold({membership.post_id, getattr(values.get("post"), "pk", membership.post_id)})
    row = act.update(membership, **values)
    return act.finish(f"{row.who}: {row.post} verbeterd")


@guarded
def undo(*, entry: RegisterEntry, user: Any) -> RegisterEntry:
    """Make an act undone: each row is what it was before.

    ChangedSince when one was touched later; UndoneAlready; CannotBeUndone for what was meant to be for good.
    """
    entry = RegisterEntry.objects.select_for_update().get(pk=entry.pk)
    if entry.undone_by_id:
        raise UndoneAlready
    if entry.action in FOR_GOOD or not entry.changes:
        raise CannotBeUndone
    act = Act("undo", user, entry.association)
    act.hold(posts_of(entry))
    for change in reversed(entry.changes):
        if change["model"] == Membership._meta.model_name:
            turn_back(act, change)
        else:
            turn_columns_back(act, change)
    undone = act.finish(f"Ongedaan: {entry.label}")
    RegisterEntry.objects.filter(pk=entry.pk).update(undone_by=undone)
    return undone


def posts_of(entry: RegisterEntry) -> set[int]:
    """The numbers of the seats that an act was about."""
    seats = [change for change in entry.changes if change["model"] == Membership._meta.model_name]
    return {values["post_id"] for change in seats for values in (change["before"], change["after"]) if values}


def turn_back(act: Act, change: dict[str, Any]) -> None:
    """Undo what happened to one membership."""
    number, before, after = change["pk"], change["before"], change["after"]
    row = Membership.objects.select_for_update().filter(pk=number).first()
    present = values_of(row) if row else None
    if present != after:
        raise ChangedSince
    if before is None:
        assert row is not None  # noqa: S101 - a row that was made and still is as it was made
        row.delete()
    else:
        old = Membership(**{name: to_python(Membership, name, value) for name, value in before.items()})
        check_people(old)
        check_overlap(old)
        old.save(force_insert=row is None)
    act.changes.append({"model": "membership", "pk": number, "before": after, "after": before})


def turn_columns_back(act: Act, change: dict[str, Any]) -> None:
    """Undo what happened to some columns of another row."""
    model, before, after = apps.get_model("association", change["model"]), change["before"], change["after"]
    row: Any = model._default_manager.select_for_update().filter(pk=change["pk"]).first()
    if row is None or values_of(row, after) != after:
        raise ChangedSince
    if isinstance(row, Person) and row.is_nameless:
        raise CannotBeUndone
    if before.get("merged_into_id") and has_seats(row):
        raise ChangedSince
    for name, value in before.items():
        setattr(row, name, to_python(model, name, value))
    row.save()
    act.add(row, after, before)


def has_seats(person: Person) -> bool:
    """Whether a seat names somebody, as holder or as whom another stands in for."""
    return Membership.objects.filter(Q(person=person) | Q(stands_in_for=person)).exists()


def to_python(model: type[models.Model], name: str, value: Any) -> Any:
    """A value from the log as the column has it."""
    column: Any = model._meta.get_field(name.removesuffix("_id"))
    return column.to_python(value) if not column.is_relation else value
