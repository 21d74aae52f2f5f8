"""The activities of the demonstration, year by year, as the association's own documents have them."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db import transaction

from association.activities.models import Activity, ActivityReport, ActivityYear
from association.activities.rules import Period, tidy
from association.organizations.models import Organization
from association.portfolios.models import Portfolio
from home.demonstration.register import slug_of, table

Entry = dict[str, Any]
TEXTS = {"h1": Period.FIRST_HALF, "h2": Period.SECOND_HALF, "y": Period.YEAR}


@transaction.atomic
def load_activities(association: Organization, years: Mapping[int, list[Entry]]) -> int:
    """Give an association without any activity those of some years; returns how many, counted once a year.

    The register and the portfolios must be there; an association that has activities is left as people made it.
    """
    if Activity.objects.filter(association=association).exists():
        return 0
    loader = ActivityLoader(association)
    rows = [
        loader.add(entry, year, order) for year in sorted(years) for order, entry in enumerate(years[year], start=1)
    ]
    return len(rows)


class ActivityLoader:
    """Knows bodies by the short names of the register's tables, and which activities came before."""

    def __init__(self, association: Organization) -> None:
        self.association = association
        slugs = {row["id"]: slug_of(row) for row in table("organizations")}
        known = {body.slug: body for body in Organization.objects.filter(slug__in=slugs.values())}
        self.bodies = {name: known[slug] for name, slug in slugs.items() if slug in known}
        self.portfolios = {portfolio.slug: portfolio for portfolio in Portfolio.objects.filter(association=association)}
        self.activities: dict[str, Activity] = {}

    def add(self, entry: Entry, year: int, order: int) -> ActivityYear:
        """An activity in a year, with what was reported on it."""
        activity = self.activities.get(entry["id"]) or self.start(entry)
        row: ActivityYear = ActivityYear.objects.create(
            activity=activity,
            year=year,
            order=order,
            title=entry["title"],
            distinguisher=entry.get("distinguisher", ""),
            heading=entry.get("heading", ""),
            goal=tidy(entry["goal"]),
            results=tidy(entry.get("results", "")),
        )
        row.portfolios.set(self.portfolios[slug] for slug in entry.get("portfolios", []))
        ActivityReport.objects.bulk_create(self.reports(row, entry))
        return row

    def start(self, entry: Entry) -> Activity:
        """What stays the same of an activity over the years."""
        activity = Activity.objects.create(association=self.association)
        activity.bodies.set(self.bodies[name] for name in entry.get("bodies", []))
        activity.partners.set(self.bodies[name] for name in entry.get("partners", []))
        activity.predecessors.set(self.activities[name] for name in entry.get("predecessors", []))
        self.activities[entry["id"]] = activity
        return activity

    def reports(self, row: ActivityYear, entry: Entry) -> Iterator[ActivityReport]:
        """A report for each period that has one; what was not held, was not held in the whole year."""
        for key, period in TEXTS.items():
            not_held = period == Period.YEAR and entry.get("not_held", False)
            if key in entry or not_held:
                yield ActivityReport(
                    activity_year=row,
                    period=period,
                    text=tidy(entry.get(key, "")),
                    not_held=not_held,
                    reason=entry["reason"] if not_held else "",
                )
