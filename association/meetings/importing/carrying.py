"""Doing what a plan says: all of it or nothing."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from wagtail.models import Page

from association.meetings.importing.plan import Plan, is_moved, make_plan
from association.meetings.importing.planned import Planned
from association.meetings.pages import AgendaIndexPage, MeetingPage
from association.meetings.planning.changing import adjust, move
from association.meetings.planning.making import MOST, PlanningRefused, plan_meetings
from association.memberships.importing.columns import Line
from association.organizations.models import Organization


class PlanChanged(PlanningRefused):
    """What was shown is no longer what would happen."""

    def __init__(self) -> None:
        super().__init__("Er is intussen iets gewijzigd. Kijk het overzicht nog eens na.")


@dataclass(frozen=True)
class Outcome:
    """The pages that were made, and how many moments changed."""

    made: list[MeetingPage]
    changed: int


@transaction.atomic
def read_in(
    *,
    lines: Sequence[Line],
    user: Any,
    index: AgendaIndexPage,
    association: Organization,
    body: Organization | None,
    fingerprint: str,
    numbers: Collection[int],
    without_wrong: bool = False,
) -> Outcome:
    """Make and change what the plan with this fingerprint says of the rows with these numbers, or nothing at all.

    PlanChanged when the agenda no longer allows that plan; PlanningRefused while there are errors that were not to be
    left out, for no rows, for what is too much in one time, and where the user may not.
    """
    # As plan_meetings: one at a time.
    Page.objects.select_for_update().get(pk=index.pk)
    plan = make_plan(lines, user=user, index=index, association=association, body=body)
    check(plan, fingerprint, without_wrong=without_wrong)
    chosen = plan.chosen(numbers)
    if not chosen:
        raise PlanningRefused("Vink minstens één rij aan.")
    slots = [row.slot for row in chosen if row.slot]
    made = plan_meetings(user=user, index=index, slots=slots)
    if len(made) != len(slots):
        raise PlanChanged
    changed = [row for row in chosen if row.moment]
    for row in changed:
        change(user, row)
    return Outcome(made, len(changed))


def check(plan: Plan, fingerprint: str, *, without_wrong: bool) -> None:
    """Refuse a plan that is not what was shown, has errors, or is too much in one time."""
    if plan.fingerprint != fingerprint:
        raise PlanChanged
    if plan.wrong and not without_wrong:
        raise PlanningRefused("Er staan nog fouten in de tabel. Er is niets ingelezen.")
    if plan.is_too_much:
        raise PlanningRefused(f"Lees hoogstens {MOST} nieuwe of gewijzigde vergaderingen tegelijk in. Splits de tabel.")


def change(user: Any, row: Planned) -> None:
    """Give a moment and its page what the row says; readers see that the day was moved."""
    moment, wanted = row.moment, row.correction
    assert moment is not None and wanted is not None  # noqa: PT018, S101 - compare() set them
    moves = is_moved(row)
    if moves:
        move(user=user, moment=moment, start=wanted.start, end=wanted.end, reason="")
    if not moves or wanted.says_more:
        adjust(user=user, moment=moment, correction=wanted)
