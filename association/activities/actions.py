"""Writes on activities: a cell at a time, a year at a time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from wagtail.log_actions import log

from association.activities.models import Activity, ActivityChange, ActivityReport, ActivityYear, ReportingRound
from association.activities.rules import CELLS, LONGEST_REASON, LONGEST_TEXT, Cell, Period, Stoplight, tidy
from association.organizations.models import Organization
from association.portfolios.models import Portfolio

TICKED = "ja"


class ActivityRefused(Exception):
    """Nothing was changed; the message says why, in words for the editor."""


class NoSuchCell(ActivityRefused):
    """The grid has no such cell."""

    def __init__(self) -> None:
        super().__init__("Dit vak bestaat niet. Laad de pagina opnieuw.")


class TextTooLong(ActivityRefused):
    """More than a cell holds."""

    def __init__(self, length: int, most: int) -> None:
        super().__init__(f"Deze tekst is {length} tekens lang. Er is plaats voor {most}.")


class NoLightWhenNotHeld(ActivityRefused):
    """A stoplight for what did not take place."""

    def __init__(self) -> None:
        super().__init__("Een activiteit die niet doorging, krijgt geen stoplicht.")


class HasReports(ActivityRefused):
    """An activity of which somebody reported already cannot leave its year."""

    def __init__(self) -> None:
        super().__init__("Over deze activiteit is al iets ingevuld. Zet haar op 'niet doorgegaan', met de reden.")


@dataclass(frozen=True)
class Written:
    """What stands in a cell after writing; `other` is what another wrote meanwhile, and then the text was kept aside.

    `is_new` is true when the writing changed something.
    """

    value: str
    is_new: bool
    other: ActivityChange | None = None
    kept: ActivityChange | None = None


@transaction.atomic
def write_cell(*, number: int, cell: str, value: str, base: str, user: Any) -> Written:
    """Put a text in a cell of an activity's year (its number), unless another wrote there since `base` was read.

    Then nothing is overwritten: the text is kept aside beside the other's. Each text is logged. Raises NoSuchCell,
    TextTooLong and NoLightWhenNotHeld; ActivityYear.DoesNotExist for no activity.
    """
    place = CELLS.get(cell)
    if place is None:
        raise NoSuchCell
    row = ActivityYear.objects.select_for_update().get(pk=number)
    wanted = cleaned(place, value)
    now = row.value_of(cell)
    if wanted == now:
        return Written(now, is_new=False)
    if tidy(base) != now:
        kept = ActivityChange.objects.create(
            activity_year=row, cell=cell, before=now, after=wanted, is_kept_aside=True, user=user
        )
        other = row.changes.filter(cell=cell, is_kept_aside=False).select_related("user").first()
        return Written(now, is_new=False, other=other or kept, kept=kept)
    store(row, place, wanted)
    ActivityChange.objects.create(activity_year=row, cell=cell, before=now, after=wanted, user=user)
    return Written(wanted, is_new=True)


def cleaned(place: Cell, value: str) -> str:
    """A value as the cell takes it; ActivityRefused for one that it does not take."""
    if place.column == "not_held":
        return TICKED if value else ""
    if place.column == "stoplight":
        if value and value not in Stoplight.values:
            raise NoSuchCell
        return value
    text = tidy(value)
    most = LONGEST_REASON if place.column == "reason" else LONGEST_TEXT
    if place.column == "reason":
        text = " ".join(text.split())
    if len(text) > most:
        raise TextTooLong(len(text), most)
    return text


def store(row: ActivityYear, place: Cell, wanted: str) -> None:
    """Put a value in its column; what did not take place loses its stoplight."""
    if not place.period:
        setattr(row, place.column, wanted)
        row.save(update_fields=[place.column])
        return
    report, _ = ActivityReport.objects.select_for_update().get_or_create(activity_year=row, period=place.period)
    if place.column == "stoplight" and wanted and report.not_held:
        raise NoLightWhenNotHeld
    setattr(report, place.column, wanted == TICKED if place.column == "not_held" else wanted)
    if report.not_held:
        report.stoplight = ""
    report.save()


@transaction.atomic
def settle_cell(*, number: int, cell: str, user: Any) -> None:
    """Leave a cell as it is, having seen the text beside it; that text stays in the history."""
    if cell not in CELLS:
        raise NoSuchCell
    row = ActivityYear.objects.select_for_update().get(pk=number)
    now = row.value_of(cell)
    ActivityChange.objects.create(activity_year=row, cell=cell, before=now, after=now, user=user)


@transaction.atomic
def add_activity(
    *,
    association: Organization,
    year: int,
    title: str,
    user: Any,
    distinguisher: str = "",
    heading: str = "",
    portfolios: Iterable[Portfolio] = (),
    bodies: Iterable[Organization] = (),
    partners: Iterable[Organization] = (),
    responsible: Any = None,
    goal: str = "",
    results: str = "",
) -> ActivityYear:
    """A new activity, at the end of a year."""
    activity = Activity.objects.create(association=association, responsible=responsible)
    activity.bodies.set(bodies)
    activity.partners.set(partners)
    row = ActivityYear.objects.create(
        activity=activity,
        year=year,
        order=next_order(association, year),
        title=title,
        distinguisher=distinguisher,
        heading=heading,
        goal=tidy(goal),
        results=tidy(results),
    )
    row.portfolios.set(portfolios)
    log(instance=row, action="wagtail.create", user=user)
    return row


def next_order(association: Organization, year: int) -> int:
    """The place after the last activity of a year."""
    found = ActivityYear.objects.filter(activity__association=association, year=year).aggregate(last=Max("order"))
    return int(found["last"] or 0) + 1


@transaction.atomic
def carry_over(*, rows: Sequence[ActivityYear], year: int, user: Any) -> list[ActivityYear]:
    """The same activities in another year, with title, goal and intended results to start from; no progress.

    What stands in that year already is left as it is. Returns what was made.
    """
    made = []
    known = set(
        ActivityYear.objects.filter(activity__in=[row.activity_id for row in rows], year=year).values_list(
            "activity", flat=True
        )
    )
    for row in rows:
        if row.activity_id in known:
            continue
        copy = ActivityYear.objects.create(
            activity_id=row.activity_id,
            year=year,
            order=next_order(row.activity.association, year),
            title=row.title,
            distinguisher=row.distinguisher,
            heading=row.heading,
            goal=row.goal,
            results=row.results,
        )
        copy.portfolios.set(row.portfolios.all())
        log(instance=copy, action="wagtail.create", user=user)
        made.append(copy)
    return made


@transaction.atomic
def take_out(*, number: int, user: Any) -> str:
    """Take an activity out of a year in which nothing was reported on it (else HasReports); returns its title."""
    row = ActivityYear.objects.select_for_update().select_related("activity").get(pk=number)
    said = ActivityChange.objects.filter(activity_year=row, is_kept_aside=True).exists()
    if said or any(report.text or report.stoplight or report.not_held for report in row.reports.all()):
        raise HasReports
    log(instance=row, action="wagtail.delete", user=user)
    title, activity = row.full_title, row.activity
    row.reports.all().delete()
    row.delete()
    if not activity.years.exists() and not activity.successors.exists():
        activity.delete()
    return title


@transaction.atomic
def move(*, number: int, step: int) -> None:
    """One place up (-1) or down (1) among the activities of the year; at the end it stays."""
    row = ActivityYear.objects.select_related("activity").get(pk=number)
    year = ActivityYear.objects.select_for_update().filter(activity__association=row.activity.association_id)
    rows = list(year.filter(year=row.year).order_by("order", "pk"))
    place = next(index for index, other in enumerate(rows) if other.pk == row.pk)
    to = min(max(place + step, 0), len(rows) - 1)
    rows.insert(to, rows.pop(place))
    for order, other in enumerate(rows, start=1):
        other.order = order
    ActivityYear.objects.bulk_update(rows, ["order"])


@transaction.atomic
def start_round(
    *, association: Organization, year: int, period: Period | str, due_on: date, user: Any, message: str = ""
) -> ReportingRound:
    """Ask who fills in to do so until and with a day; a round that is there gets the new day, and its mails anew."""
    found, is_new = ReportingRound.objects.update_or_create(
        association=association,
        year=year,
        period=period,
        defaults={"due_on": due_on, "message": message, "started_by": user},
    )
    if not is_new:
        found.mails.all().delete()
    return found
