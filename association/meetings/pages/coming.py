"""What comes next, for the pages of other topics."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Q, Value, When

from association.base.links import address_of
from association.base.queries import Viewer
from association.meetings.pages.shown import Row, moment_row
from association.meetings.queries import coming, kept_page, of_consultation, of_portfolio


@dataclass(frozen=True)
class Coming:
    """The next moments as components/agenda_next.html shows them; `agenda` is the address of the whole agenda.

    `also` are moments of others about the same; `file` is the calendar file of the first of all that goes on.
    """

    rows: tuple[Row, ...]
    agenda: str
    file: str
    also: tuple[Row, ...] = ()


def coming_up(viewer: Viewer, most: int, condition: Q | None = None, *, names_body: bool = True) -> Coming | None:
    """The next moments of a condition, with the calendar file of the first that goes on; None without; one query."""
    return shown(list(coming(viewer).filter(condition or Q())[:most]), [], viewer, names_body=names_body)


def coming_for_portfolio(
    viewer: Viewer, portfolio: int, day: date, *, most: int, also: int, condition: Q | None = None
) -> Coming | None:
    """The next meetings of the consultation of a portfolio, and apart from them what else is about it; one query.

    Another table may meet more often, and would crowd out the portfolio's own.
    """
    known = coming(viewer).filter(of_portfolio(portfolio, day), condition or Q())
    own = of_consultation(portfolio, day)
    parts = (known.filter(own)[:most].values("pk"), known.exclude(own)[:also].values("pk"))
    found = list(coming(viewer).filter(Q(pk__in=parts[0]) | Q(pk__in=parts[1])).annotate(is_own=is_true(own)))
    return shown([one for one in found if one.is_own], [one for one in found if not one.is_own], viewer)


def is_true(condition: Q) -> Case:
    """A condition as a column; false where a part of it is unknown."""
    return Case(When(condition, then=Value(True)), default=Value(False))


def shown(first: list[Any], also: list[Any], viewer: Viewer, *, names_body: bool = True) -> Coming | None:
    """Moments as pages of other topics show them; None without any."""
    moments = [*first, *also]
    if not moments:
        return None
    addresses = [address_of(kept_page(moment), viewer) for moment in moments if moment.goes_on]
    rows, others = (tuple(moment_row(one, viewer, names_body=names_body) for one in part) for part in (first, also))
    return Coming(
        rows,
        address_of(kept_page(moments[0]), viewer).rstrip("/").rsplit("/", 1)[0] + "/",
        f"{addresses[0].rstrip('/')}.ics" if addresses else "",
        others,
    )
