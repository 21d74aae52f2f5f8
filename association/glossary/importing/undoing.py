"""Taking back what was read in, as far as nobody changed it since."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Min
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from association.base.rights import associations_granting
from association.glossary.actions import after_change
from association.glossary.importing.carrying import READ_IN, values_of
from association.glossary.importing.plan import CHANGED, NEW
from association.glossary.models import Term
from association.glossary.queries import terms_of
from association.glossary.rules import lines
from association.organizations.models import Organization
from association.portfolios.models import Portfolio

TAKEN_BACK = "association.terms_taken_back"
DAYS = 30
MOST_SHOWN = 5


@dataclass(frozen=True)
class Reading:
    """A table that was read in: when, by whom, and what it made and changed."""

    uuid: UUID
    association: int
    user: int | None
    by: str
    at: datetime
    table: str
    made: int
    changed: int


@dataclass(frozen=True)
class TakenBack:
    """How many terms went away again, are as they were, and stay because somebody changed them since."""

    gone: int
    restored: int
    kept: int


def readings(user: Any) -> list[Reading]:
    """The last tables that were read in and that the user may take back, newest first; a few queries."""
    since = timezone.now() - timedelta(days=DAYS)
    entries = ModelLogEntry.objects.filter(timestamp__gte=since)
    done = entries.filter(action=TAKEN_BACK).order_by().values("uuid")
    groups = entries.filter(action=READ_IN).exclude(uuid__in=done).order_by().values("uuid")
    firsts = groups.annotate(first=Min("pk"), number=Count("pk")).values_list("first", flat=True)
    rows = ModelLogEntry.objects.filter(pk__in=list(firsts)).select_related("user").order_by("-timestamp", "-pk")
    found = (
        Reading(
            row.uuid, row.data["association"], row.user_id, str(row.user_display_name), row.timestamp,
            row.data["table"], row.data[NEW], row.data[CHANGED],
        )
        for row in rows
    )  # fmt: skip
    granting = {action: associations_granting(user, Term, [action]) for action in ("change", "delete")}
    return [one for one in found if may_take_back(user, one, granting)][:MOST_SHOWN]


def may_take_back(user: Any, reading: Reading, granting: dict[str, set[int]]) -> bool:
    """Whether the user may: who read it in, and who may delete terms."""
    if user.is_superuser:
        return True
    own = reading.user == user.pk or reading.association in granting["delete"]
    return own and reading.association in granting["change"]


@transaction.atomic
def undo_reading(*, reading: Reading, user: Any) -> TakenBack:
    """Delete the terms that a table made and give those that it changed what they had; the history keeps both.

    A term that somebody changed or deleted since stays as it is, and so does one whose former words another now has.
    """
    Organization.every.select_for_update().get(pk=reading.association)
    entries = ModelLogEntry.objects.filter(action=READ_IN, uuid=reading.uuid).order_by("pk")
    terms = {str(term.pk): term for term in terms_of(reading.association)}
    owners = {word: term.pk for term in terms.values() for word in term.words}
    portfolios = set(Portfolio.objects.filter(association=reading.association).values_list("pk", flat=True))
    gone = restored = kept = 0
    words: list[str] = []
    for entry in entries:
        term, was = terms.get(entry.object_id), entry.data["was"]
        if term is None or values_of(term) != entry.data["now"]:
            kept += 1
        elif was is None:
            log(instance=term, action=TAKEN_BACK, user=user, uuid=reading.uuid, deleted=True)
            term.delete()
            gone += 1
        elif any(owners.get(word, term.pk) != term.pk for word in lines(was["other_names"])):
            kept += 1
        else:
            restore(term, was, portfolios)
            log(instance=term, action=TAKEN_BACK, user=user, uuid=reading.uuid, content_changed=True)
            words += term.words
            restored += 1
    after_change(association=reading.association, words=words)
    return TakenBack(gone, restored, kept)


def restore(term: Term, was: dict[str, Any], portfolios: set[int]) -> None:
    """Give a term what it had; a portfolio that is no longer there is left out."""
    for name, value in was.items():
        setattr(term, name, value)
    term.portfolio_id = term.portfolio_id if term.portfolio_id in portfolios else None
    term.save()
