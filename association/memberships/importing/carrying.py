"""Doing what a plan says: all of it or nothing, in one act that one click undoes."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from association.base.rules.days import overlap
from association.memberships.actions.acts import Act, RegisterRefused, SeatTaken, TwiceInBody, guarded
from association.memberships.importing.columns import Line
from association.memberships.importing.known import NewPerson, Taken
from association.memberships.importing.plan import Plan, make_plan
from association.memberships.models import Membership, RegisterEntry
from association.organizations.models import Organization
from association.people.actions import make_person
from association.people.models import Person

# The plan found these, under the lock.
LOOKED_UP = {"post", "person", "on_behalf_of", "stands_in_for"}


class PlanChanged(RegisterRefused):
    """What was shown is no longer what would happen."""

    def __init__(self) -> None:
        super().__init__("Er is intussen iets gewijzigd. Kijk het overzicht nog eens na.")


class WrongRows(RegisterRefused):
    """Some rows cannot be stored."""

    def __init__(self) -> None:
        super().__init__("Er staan nog fouten in de tabel. Er is niets ingevoerd.")


@guarded
def bring_in(
    *,
    lines: Sequence[Line],
    user: Any,
    keeper: Organization,
    body: Organization | None,
    day: date,
    posts: Sequence[int],
    fingerprint: str,
    without_wrong: bool = False,
    name: str = "",
) -> RegisterEntry:
    """Store the rows of a table as the plan with this fingerprint says; `posts` are those that it changes.

    PlanChanged when the register no longer allows that plan; WrongRows while there are errors, unless these may be left
    out and were to be.
    """
    act = Act("import", user, keeper)
    act.hold(posts)
    plan = make_plan(lines, user=user, keeper=keeper, body=body, day=day)
    if plan.fingerprint != fingerprint or set(plan.posts) - set(posts):
        raise PlanChanged
    if plan.wrong and not (without_wrong and plan.may_leave_out_wrong):
        raise WrongRows
    store(act, plan, keeper)
    rows = sum(row.changes for row in plan.rows)
    return act.finish(f"{rows} {'rij' if rows == 1 else 'rijen'} ingevoerd uit {name or 'een tabel'}")


def store(act: Act, plan: Plan, keeper: Organization) -> None:
    """Add who is new, end and fill in what changes, then add what is new; all is checked together in the end."""
    people = {id(person): make_person(person.name, managed_by=keeper) for person in plan.new_people}
    touched = plan.touched
    for taken in touched:
        if taken.row is not None:
            act.update(taken.row, **taken.changes)
    made = [add(act, taken, people) for taken in touched if taken.row is None]
    check_together({row.post_id for row in made}, {row.person_id for row in made if row.person_id})


def add(act: Act, taken: Taken, people: dict[int, Person]) -> Membership:
    """One new row of the register."""
    if taken.post.pk is None:
        taken.post.save()
    person = people[id(taken.who)] if isinstance(taken.who, NewPerson) else taken.who
    values = {
        "post": taken.post, "seat": taken.seat, "person": person, "empty": taken.empty, "capacity": taken.capacity,
        "start_date": taken.start, "end_date": taken.end, "stands_in_for": taken.stands_in_for,
    }  # fmt: skip
    row = Membership(**{**taken.changes, **values})
    try:
        row.clean_fields(exclude=LOOKED_UP)
        row.clean()
    except ValidationError as error:
        raise RegisterRefused(" ".join(error.messages)) from error
    row.save()
    act.note(row, None)
    return row


def check_together(posts: set[int], people: set[int]) -> None:
    """What acts.check_overlap and check_people see to for one row, for all rows of some posts; two queries."""
    gone = Person.objects.filter(pk__in=people).exclude(merged_into=None).first()
    if gone is not None:
        raise PlanChanged
    every: defaultdict[int, list[Membership]] = defaultdict(list)
    for row in Membership.objects.filter(post__in=posts).select_related("person", "post__organization"):
        every[row.post_id].append(row)
    for rows in every.values():
        holders = [((row.seat, ""), row) for row in rows if row.takes_the_seat]
        sitters = [((0, row.person_id), row) for row in rows if row.person_id]
        if twice := met(holders):
            raise SeatTaken(twice)
        if twice := met(sitters):
            raise TwiceInBody(twice)


def met(rows: Sequence[tuple[Any, Membership]]) -> Membership | None:
    """The first of some rows with the same key that hold on the same day; None when they come one after another."""
    last: dict[Any, Membership] = {}
    for key, row in sorted(rows, key=lambda pair: pair[1].start_date or date.min):
        before = last.get(key)
        if before is not None and overlap((before.start_date, before.end_date), (row.start_date, row.end_date)):
            return before
        last[key] = row
    return None
