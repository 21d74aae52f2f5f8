"""Reads over dossiers and their results."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Case, F, Prefetch, Value, When

if TYPE_CHECKING:
    from association.portfolios.models import Dossier, DossierResult

SOON = timedelta(days=90)
MOST = 500  # results in which blocks look for theirs
# What goes on comes first, then what comes, then what is done.
STATES = ("current", "ahead", "achieved", "dropped")
# Nobody waits for these any more.
OVER = ("achieved", "dropped")


def dossiers() -> Any:
    """All dossiers, in order of their state, the newest first."""
    rank = Case(*(When(state=state, then=Value(place)) for place, state in enumerate(STATES)))
    found: Any = apps.get_model("association", "Dossier").objects
    return found.annotate(rank=rank).order_by("rank", F("start_date").desc(nulls_last=True), "title")


def dossiers_of(portfolio: int) -> "list[Dossier]":
    """The dossiers of a portfolio with all that its page shows of them, dropped ones aside; three queries."""
    found = dossiers().filter(portfolios=portfolio).exclude(state="dropped").select_related("lead")
    links: Any = apps.get_model("association", "DossierLink").objects.select_related("document__collection")
    return with_names(list(found.prefetch_related(Prefetch("links", links))))


def dossiers_on(portfolios: set[int]) -> "list[Dossier]":
    """The dossiers of some portfolios, of any day, with all that is shown of them; four queries."""
    found = dossiers().filter(portfolios__in=portfolios).select_related("lead").distinct()
    links: Any = apps.get_model("association", "DossierLink").objects.select_related("document__collection")
    return with_names(list(found.prefetch_related("portfolios", Prefetch("links", links))))


def with_names(found: "list[Dossier]") -> "list[Dossier]":
    """The same dossiers, knowing who joins them and who supports them; one query."""
    if not found:
        return found
    model: Any = apps.get_model("association", "Dossier")
    ties = [
        getattr(model, kind)
        .through.objects.filter(dossier__in=found)
        .annotate(kind=Value(kind))
        .values_list("dossier_id", "kind", "organization__name")
        for kind in ("participants", "partners")
    ]
    names: dict[tuple[int, str], list[str]] = {}
    for dossier, kind, name in ties[0].union(ties[1], all=True):
        names.setdefault((dossier, kind), []).append(name)
    for one in found:
        one.participant_names = sorted(names.get((one.pk, "participants"), []))
        one.partner_names = sorted(names.get((one.pk, "partners"), []))
    return found


def results_until(portfolios: set[int], day: date) -> "list[DossierResult]":
    """The newest results of the dossiers of some portfolios up to a day; two queries."""
    found: Any = apps.get_model("association", "DossierResult").objects
    rows = found.filter(dossier__portfolios__in=portfolios, day__lte=day).select_related("dossier").distinct()
    return list(rows.prefetch_related("dossier__portfolios").order_by("-day", "-pk")[:MOST])


def results_of(portfolio: int, most: int) -> "list[DossierResult]":
    """The newest results of the dossiers of a portfolio; one query."""
    found: Any = apps.get_model("association", "DossierResult").objects
    return list(found.filter(dossier__portfolios=portfolio).select_related("dossier").order_by("-day", "-pk")[:most])


def open_dossiers(association: int) -> "list[Dossier]":
    """The dossiers of an association that go on or are to come, by portfolio and title, with those; two queries."""
    found = dossiers().filter(association=association).exclude(state__in=OVER).prefetch_related("portfolios")
    return sorted(found, key=lambda one: (first_place(one), one.title))


def first_place(dossier: "Dossier") -> tuple[int, str]:
    """Where a dossier stands among others: at the first of its portfolios; no query when those are there."""
    return min(((portfolio.order, portfolio.name) for portfolio in dossier.portfolios.all()), default=(10**6, ""))


def ending_soon(found: Any, today: date) -> Any:
    """Those of some dossiers that are not done and whose last day comes within 90 days, or has passed."""
    return found.exclude(state__in=OVER).filter(end_date__lte=today + SOON).order_by("end_date", "title")
