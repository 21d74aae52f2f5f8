"""What the pages of the register show, as their templates take it."""

from datetime import date
from itertools import groupby
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from association.base.queries import Viewer
from association.base.rules.days import in_words
from association.base.site_settings import SiteSettings
from association.memberships.blocks import count_words, one_per_seat, table_row
from association.memberships.forms import QUERY_NAME, ReferenceDateForm
from association.memberships.links import addresses_for
from association.memberships.queries import Composition, SeatRow, composition
from association.organizations.queries import around

CHIPS = 4
BAD_REQUEST = 400


def seat_histories(found: Composition) -> list[dict[str, Any]]:
    """Who sat where on other days, per seat, newest first."""

    def key(row: SeatRow) -> tuple[int, int, int]:
        return (row.post.order, row.post.pk, row.membership.seat)

    groups = groupby(sorted(found.other_days, key=key), key=key)
    result = []
    for _, group in groups:
        rows = list(group)
        first = rows[0]
        result.append({"title": seat_title(first), "items": [history_line(row) for row in newest_first(rows)]})
    return result


def newest_first(rows: list[SeatRow]) -> list[SeatRow]:
    """Rows by their period; what has no end comes first."""
    return sorted(
        rows,
        key=lambda row: (row.membership.end_date or date.max, row.membership.start_date or date.min),
        reverse=True,
    )


def seat_title(row: SeatRow) -> str:
    """What a seat is called in the list of earlier holders: its role, and for whom when that tells it apart."""
    return f"{row.role}, {row.post.for_words}" if row.post.for_words else row.role


def history_line(row: SeatRow) -> dict[str, str]:
    """One holder on other days."""
    name = row.person.full_name if row.person else str(row.membership.get_empty_display())
    extra = f" ({row.capacity})" if row.capacity else ""
    return {"date": row.membership.period or "periode niet bekend", "text": f"{name}{extra}"}


def day_picker(form: ReferenceDateForm, here: str, days: tuple[date, ...]) -> dict[str, Any]:
    """The question for a day, with earlier compositions to choose from."""
    shown = form.day
    chips = [{"label": "Vandaag", "url": here, "current": shown == form.today, "count": None}]
    chosen = [shown] if shown and shown != form.today and shown not in days[:CHIPS] else []
    chips += [
        {
            "label": in_words(day, "day"),
            "url": f"{here}?{QUERY_NAME}={day.isoformat()}",
            "current": day == shown,
            "count": None,
        }
        for day in [*chosen, *days[:CHIPS]]
    ]
    return {"action": here, "value": form.value, "error": form.error, "chips": chips if len(chips) > 1 else []}


def body_context(number: int, request: HttpRequest, viewer: Viewer, here: str, start: str) -> dict[str, Any]:
    """Who sits in a body on the day that the reader asked for (`status` 400 for one that is none)."""
    form = ReferenceDateForm(request.GET, timezone.localdate())
    association = SiteSettings.of(viewer.site).association_id
    day = form.day
    beside = around(number, association, day or form.today)
    organization = beside.body
    shared = organization.managed_by_id != association
    found = composition(organization, day or form.today, association=association if shared else None)
    to = addresses_for(start, viewer)
    if day == form.today:
        to.look_for_vacancies(found.rows, association)
    rows = [table_row(row, to, set(beside.members), day) for row in found.rows] if day else []
    return {
        "organization": organization,
        "name": beside.name if day else organization.name,
        "day": day,
        "day_words": in_words(day, "day") if day else "",
        "rows": rows,
        "seats": one_per_seat(rows),
        "count_words": count_words(rows),
        "picker": day_picker(form, here, found.changed_on),
        "histories": seat_histories(found),
        "predecessors": [{"name": other.name, "url": to.body(other)} for other in beside.predecessors],
        "successors": [{"name": other.name, "url": to.body(other)} for other in beside.successors],
        "status": BAD_REQUEST if day is None else 200,
    }
