"""Taking activities of a document over into the grid of a year: row by row, through the actions of activities."""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from wagtail.permissions import policy_registry

from association.activities.actions import ActivityRefused, add_activity, carry_over, cleaned, write_cell
from association.activities.models import ActivityYear
from association.activities.rules import CELLS
from association.base.rights import associations_granting
from association.publications.importing.activity_plan import ActivityPlan, Change, PlannedActivity

CHANGED = "Dit is anders dan u zag. Er is hier niets overgenomen; kijk het nog eens na."
NOT_YOURS = "U mag deze activiteit niet wijzigen. Vraag het aan wie haar invult."
NO_NEW = "U mag geen activiteiten toevoegen. Vraag het aan een redacteur."
# Whether something took place is settled before what is said of it.
FIRST = ("not_held", "reason")


@dataclass
class Carried:
    """What was done: how many activities were made and texts written, and per row why it was not done."""

    made: int = 0
    written: int = 0
    refused: dict[int, str] = field(default_factory=dict)


def may_add(user: Any, association: int) -> bool:
    """Whether a user may make activities of an association."""
    return bool(user.is_superuser or association in associations_granting(user, ActivityYear, ["add"]))


def may_change(user: Any) -> Any:
    """The activities that a user may change."""
    return policy_registry.get_by_type(ActivityYear).instances_user_has_any_permission_for(user, ["change"])


def take_over(*, plan: ActivityPlan, new: Mapping[int, str], cells: Set[str], user: Any) -> Carried:
    """Store what was ticked: `new` the marks of new activities by number, `cells` those of texts, as the plan had them.

    Each row is stored or refused for itself, in a transaction of its own: its number is in `refused` with the reason
    when it is no longer what was shown, when its user may not, or when the register does not take it.
    """
    done = Carried()
    adds = may_add(user, plan.association.pk)
    mine = set(
        may_change(user).filter(pk__in=[row.match.pk for row in plan.rows if row.match]).values_list("pk", flat=True)
    )
    for row in plan.rows:
        number = row.given.number
        wanted = [change for change in row.changes if change.seen in cells]
        try:
            if number in new and row.match is None:
                if not adds:
                    raise ActivityRefused(NO_NEW)
                if new[number] != row.seen or row.problems:
                    raise ActivityRefused(CHANGED)
                make(row, plan, user)
                done.made += 1
            elif wanted and row.match is not None:
                if row.match.pk not in mine:
                    raise ActivityRefused(NOT_YOURS)
                done.written += change_texts(row.match, wanted, user)
        except ActivityRefused as error:
            done.refused[number] = str(error)
    return done


@transaction.atomic
def make(row: PlannedActivity, plan: ActivityPlan, user: Any) -> None:
    """A new activity, or one of another year that goes on, with all that the document says of it."""
    given = row.given
    texts = {cell: cleaned(CELLS[cell], text) for cell, text in given.texts.items()}
    if row.other is not None:
        made = carry_over(rows=[row.other], year=plan.year, user=user)
        if not made:
            raise ActivityRefused(CHANGED)
        stored = made[0]
    else:
        stored = add_activity(
            association=plan.association, year=plan.year, title=given.title, user=user,
            distinguisher=row.distinguisher, heading=given.heading, portfolios=row.portfolios,
            goal=texts.pop("goal", ""), results=texts.pop("results", ""),
        )  # fmt: skip
    for cell in in_order(texts):
        write_cell(number=stored.pk, cell=cell, value=texts[cell], base=stored.value_of(cell), user=user)


def in_order(cells: Mapping[str, str]) -> list[str]:
    """Cells in the order in which they can be written."""
    return sorted(cells, key=lambda cell: (CELLS[cell].column not in FIRST, cell))


@transaction.atomic
def change_texts(row: ActivityYear, changes: list[Change], user: Any) -> int:
    """Write texts; ActivityRefused, with nothing written, when another wrote there meanwhile."""
    cells = {change.cell: change for change in changes}
    written = 0
    for cell in in_order({cell: change.wanted for cell, change in cells.items()}):
        change = cells[cell]
        done = write_cell(number=row.pk, cell=cell, value=change.wanted, base=change.now, user=user)
        if done.kept is not None:
            raise ActivityRefused(CHANGED)
        written += done.is_new
    return written
