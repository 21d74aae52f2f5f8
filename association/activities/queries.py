"""Reads over activities: the rows of a year, counts per stoplight, and what is not filled in yet."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Subquery

if TYPE_CHECKING:
    from association.activities.models import ActivityChange, ActivityYear

# The codes of rules.Stoplight and rules.State, which stand beside this module.
LIGHTS = ("green", "orange", "red")
REPORTED, NOT_HELD, EMPTY = "reported", "not_held", "empty"
# So long after its last day a round still asks; what is missing then, nobody waits for.
STILL_ASKS = timedelta(days=92)


def years_of(association: int) -> list[int]:
    """The years of which an association has activities, newest first; one query."""
    found = activity_years().filter(activity__association=association).order_by("-year")
    return list(found.values_list("year", flat=True).distinct())


def activity_years() -> Any:
    """All activities in all years. Django gives the class: the models build on this module's neighbours."""
    found: Any = apps.get_model("association", "ActivityYear").objects
    return found


def rows_of(association: int, year: int) -> "list[ActivityYear]":
    """The activities of an association in a year, in their order, with all that is shown of them; six queries."""
    return list(activity_years().filter(activity__association=association, year=year).with_all())


def rows_of_years(association: int, years: Iterable[int]) -> "dict[int, list[ActivityYear]]":
    """The same of several years, by year; six queries, whatever their number."""
    found: dict[int, list[ActivityYear]] = {}
    for row in activity_years().filter(activity__association=association, year__in=set(years)).with_all():
        found.setdefault(row.year, []).append(row)
    return found


def rows_of_portfolio(portfolio: int) -> "list[ActivityYear]":
    """What is done for a portfolio in its newest year, in its order; at most six queries."""
    found = activity_years().filter(portfolios=portfolio)
    newest = found.order_by("-year").values("year")[:1]
    return list(found.filter(year=Subquery(newest)).order_by("order", "pk").with_all())


@dataclass(frozen=True)
class Lit:
    """An activity in a year: how it stood by period, a stoplight or NOT_HELD, where one of these was said."""

    year: int
    states: dict[str, str]

    @property
    def has_light(self) -> bool:
        """Whether it got a stoplight at all."""
        return any(state != NOT_HELD for state in self.states.values())


def lit_activities(association: int) -> "list[Lit]":
    """Every activity of an association in every year, the oldest year first; one query."""
    rows = activity_years().filter(activity__association=association).order_by("year", "pk")
    found: dict[int, Lit] = {}
    told = rows.values_list("pk", "year", "reports__period", "reports__stoplight", "reports__not_held")
    for number, year, period, light, not_held in told:
        lit = found.setdefault(number, Lit(year, {}))
        if light or not_held:
            lit.states[period] = NOT_HELD if not_held else light
    return list(found.values())


@dataclass(frozen=True)
class Counts:
    """How many activities stand how in a period: per stoplight, without one, not held, and not yet filled in."""

    lights: dict[str, int]
    without: int
    not_held: int
    empty: int

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.lights.values()) + self.without + self.not_held + self.empty


def counts(rows: "Iterable[ActivityYear]", period: str) -> Counts:
    """How the activities of a year stand in a period; no query when their reports are there."""
    found: Counter[str] = Counter()
    for row in rows:
        report = row.report_of(period)
        # A stoplight says something, whether or not there is a text with it.
        found[report.stoplight or report.state.value] += 1
    return Counts(
        lights={light: found[light] for light in LIGHTS},
        without=found[REPORTED],
        not_held=found[NOT_HELD],
        empty=found[EMPTY],
    )


@dataclass(frozen=True)
class Group:
    """Activities below one heading, such as the name of a portfolio in that year."""

    title: str
    rows: "tuple[ActivityYear, ...]"


def heading_of(row: "ActivityYear", day: date) -> str:
    """Below which heading an activity stands: its own, or the name of its first portfolio on a day."""
    if row.heading:
        return row.heading
    portfolios = sorted(row.portfolios.all(), key=lambda portfolio: (portfolio.order, portfolio.name))
    return portfolios[0].name_on(day) if portfolios else "Overige activiteiten"


def grouped(rows: "Sequence[ActivityYear]", day: date) -> list[Group]:
    """Activities by heading, in the order in which the headings first come; no query when all is there."""
    found: dict[str, list[ActivityYear]] = {}
    for row in rows:
        found.setdefault(heading_of(row, day), []).append(row)
    return [Group(title, tuple(items)) for title, items in found.items()]


def kept_aside(numbers: Iterable[int]) -> "dict[tuple[int, str], ActivityChange]":
    """Texts that were not put in place and about which nobody decided, by activity in a year and cell; one query.

    Whoever writes in the cell later has decided.
    """
    changes: Any = apps.get_model("association", "ActivityChange").objects
    found: dict[tuple[int, str], ActivityChange] = {}
    wanted = changes.filter(activity_year__in=list(numbers)).select_related("user").order_by("at", "pk")
    for change in wanted.defer("before"):
        place = (change.activity_year_id, change.cell)
        if change.is_kept_aside:
            found[place] = change
        else:
            found.pop(place, None)
    return found


def missing(rows: "Iterable[ActivityYear]", period: str) -> "list[ActivityYear]":
    """The activities about which nothing was reported for a period, or of which the reason lacks."""
    return [row for row in rows if is_missing(row, period)]


def is_missing(row: "ActivityYear", period: str) -> bool:
    """Whether something is still to be filled in for a period."""
    report = row.report_of(period)
    return not report.reason if report.not_held else not report.text


@dataclass(frozen=True)
class ToFillIn:
    """How many activities of an association somebody still has to fill in for a period, and until when if asked."""

    slug: str
    association: str
    year: int
    period: str
    number: int
    due_on: date | None


def to_fill_in(mine: Any, today: date, now: tuple[int, str]) -> list[ToFillIn]:
    """What lacks among some activities (a query), for the year and period that run and those asked; three queries.

    What was asked comes first, in the order of its last days.
    """
    rounds: Any = apps.get_model("association", "ReportingRound").objects.filter(due_on__gte=today - STILL_ASKS)
    asked = {(found.association_id, found.year, found.period): found.due_on for found in rounds}
    years = {now[0], *(year for _, year, _ in asked)}
    rows = activity_years().filter(pk__in=mine.order_by().values("pk"), year__in=years)
    places: dict[tuple[int, int, str], list[ActivityYear]] = {}
    for row in rows.select_related("activity__association").prefetch_related("reports"):
        association = row.activity.association_id
        periods = {period for owner, year, period in asked if (owner, year) == (association, row.year)}
        for period in periods | ({now[1]} if row.year == now[0] else set()):
            if is_missing(row, period):
                places.setdefault((association, row.year, period), []).append(row)
    found = [
        ToFillIn(owner.slug, owner.abbreviation or owner.name, year, period, len(lacking), asked.get(place))
        for place, lacking in places.items()
        for (_, year, period), owner in [(place, lacking[0].activity.association)]
    ]
    return sorted(found, key=lambda one: (one.due_on or date.max, one.association, one.year, one.period))
