"""Doing what a plan says: all of it or nothing."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django.db import transaction
from wagtail.log_actions import log

from association.base.blocks.page import TAKEN
from association.glossary.actions import after_change
from association.glossary.importing.plan import CHANGED, NEW, Plan, Planned, make_plan
from association.glossary.models import Term
from association.glossary.queries import free_anchor
from association.memberships.importing.columns import Line
from association.organizations.models import Organization

# What the history of a term says, and by what its import is found again.
READ_IN = "association.terms_read_in"
KEPT = ("full_form", "explanation", "other_names", "portfolio_id")


class ReadingRefused(Exception):
    """A table that is not read in; its text says in Dutch why."""


class PlanChanged(ReadingRefused):
    """What was shown is no longer what would happen."""

    def __init__(self) -> None:
        super().__init__("Er is intussen iets gewijzigd. Kijk het overzicht nog eens na.")


@transaction.atomic
def read_in(
    *, lines: Sequence[Line], user: Any, association: Organization, name: str, fingerprint: str, without_wrong: bool
) -> Plan:
    """Make and change the terms that the plan with this fingerprint says; the plan as it was carried out.

    PlanChanged when the terms no longer allow that plan; ReadingRefused while there are errors that were not to be left
    out. Each term keeps in its history what it was (see undoing.undo_reading).
    """
    # Of two who press the button at once, one waits for the other.
    Organization.every.select_for_update().get(pk=association.pk)
    plan = make_plan(lines, user=user, association=association)
    if plan.fingerprint != fingerprint:
        raise PlanChanged
    if plan.wrong and not without_wrong:
        raise ReadingRefused("Er staan nog fouten in de tabel. Er is niets ingelezen.")
    told = {"association": association.pk, "table": name, NEW: plan.counts[NEW], CHANGED: plan.counts[CHANGED]}
    number, words = uuid4(), []
    for row in plan.stored:
        was = values_of(row.term) if row.term else None
        term = store(row, association)
        words += term.words
        data = {**told, "was": was, "now": values_of(term)}
        log(instance=term, action=READ_IN, user=user, uuid=number, data=data, content_changed=True)
    after_change(association=association.pk, words=words)
    return plan


def store(row: Planned, association: Organization) -> Term:
    """Store the term of a row."""
    word = row.given.word
    term = row.term or Term(association=association, abbreviation=word, slug=free_anchor(association.pk, word, TAKEN))
    for name, text in row.values.items():
        setattr(term, name, text)
    term.portfolio = row.portfolio
    term.save()
    return term


def values_of(term: Term) -> dict[str, Any]:
    """What a table can change of a term, as the history keeps it."""
    return {name: getattr(term, name) for name in KEPT}
