"""Activities with what was written about them."""

from typing import Any

from association.activities.actions import add_activity
from association.activities.models import ActivityReport, ActivityYear
from association.organizations.models import Organization


def make_activity(association: Organization, title: str = "Een activiteit", year: int = 2026, **fields: Any) -> Any:
    """An activity in a year; `reports` are {period: text, or the fields of a report}."""
    reports = fields.pop("reports", {})
    row = add_activity(association=association, year=year, title=title, user=None, **fields)
    for period, given in reports.items():
        report(row, period, **({"text": given} if isinstance(given, str) else given))
    return row


def report(row: ActivityYear, period: str, **fields: Any) -> ActivityReport:
    """A report of a period, as it is to be."""
    found, _ = ActivityReport.objects.update_or_create(activity_year=row, period=period, defaults=fields)
    return found


def cell_form(row: ActivityYear, **values: str) -> dict[str, str]:
    """What the grid sends for some cells: `H2_text` is the cell H2-text; before it stood what stands there now."""
    sent = {}
    for name, value in values.items():
        cell = name.replace("_", "-", 1) if name[:1] in "HY" else name
        sent[f"c-{row.pk}-{cell}"] = value
        sent[f"b-{row.pk}-{cell}"] = row.value_of(cell)
    return sent
