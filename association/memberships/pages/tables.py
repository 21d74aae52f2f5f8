"""What the pages of the register show, as their templates take it."""

from datetime import date
from itertools import groupby
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from association.base.queries import Viewer, viewable_pages
from association.base.rules.days import in_words
from association.base.site_settings import SiteSettings
from association.memberships.forms import QUERY_NAME, ReferenceDateForm
from association.memberships.queries import Composition, SeatRow, composition
from association.memberships.rules import EMPTY_KINDS
from association.organizations.models import Organization
from association.organizations.queries import members_of
from association.people.models import Person

CHIPS = 4
BAD_REQUEST = 400


class Addresses:
    """Where a site shows organizations and persons, from the address of its overview."""

    def __init__(self, start: str, own_pages: dict[int, str]) -> None:
        self.start, self.own_pages = start, own_pages

    def body(self, organization: Organization) -> str:
        """A body: its own page when it has one, else the page that the register makes."""
        return self.own_pages.get(organization.pk) or f"{self.start}{organization.site_slug}/"

    def represented(self, organization: Organization | None, members: set[int]) -> str:
        """A municipality that is a member; nothing for another."""
        known = organization is not None and organization.pk in members
        return f"{self.start}gemeenten/{organization.site_slug}/" if known and organization else ""

    def person(self, person: Person | None) -> str:
        """Somebody with a public office."""
        return f"{self.start}personen/{person.slug}/" if person else ""


def addresses_for(start: str, viewer: Viewer) -> Addresses:
    """The addresses on the viewer's site; one query for the bodies with a page of their own."""
    found = viewable_pages(viewer).filter(bodypage__isnull=False).values_list("bodypage__organization_id", "url_path")
    root = len(viewer.site.root_page.url_path) - 1
    return Addresses(start, {number: str(url_path)[root:] for number, url_path in found})


def table_row(row: SeatRow, to: Addresses, members: set[int]) -> dict[str, Any]:
    """A seat as components/seats_table.html shows it."""
    person = row.person
    return {
        "role": row.role,
        "name": person.full_name if person else "",
        "url": to.person(person) if row.office else "",
        "empty": EMPTY_KINDS.get(row.membership.empty, ""),
        "empty_label": row.name if not person else "",
        "since": row.membership.first_words if not person else "",
        "capacity": row.capacity,
        "office": row.office.title if row.office else "",
        "on_behalf_of": row.on_behalf_of,
        "behalf_url": to.represented(row.represents, members) if not row.post.for_whom_label else "",
        "advising": row.post.role in {"advisory_member", "guest"},
    }


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


def count_words(rows: list[dict[str, Any]]) -> str:
    """How many seats, and how many of them wait for somebody: "13 zetels, 1 vacature"."""
    vacancies = sum(row["empty"] == "vacancy" for row in rows)
    seats = f"{len(rows)} {'zetel' if len(rows) == 1 else 'zetels'}"
    if not vacancies:
        return seats
    return f"{seats}, {vacancies} {'vacature' if vacancies == 1 else 'vacatures'}"


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


def body_context(
    organization: Organization, request: HttpRequest, viewer: Viewer, here: str, start: str
) -> dict[str, Any]:
    """Who sits in a body on the day that the reader asked for (`status` 400 for one that is none)."""
    form = ReferenceDateForm(request.GET, timezone.localdate())
    association = SiteSettings.of(viewer.site).association_id
    shared = organization.managed_by_id != association
    day = form.day
    found = composition(organization, day or form.today, association=association if shared else None)
    to = addresses_for(start, viewer)
    members = {member.pk for member in members_of(association)} if association else set()
    rows = [table_row(row, to, members) for row in found.rows] if day else []
    return {
        "organization": organization,
        "name": organization.name_on(day) if day else organization.name,
        "day": day,
        "day_words": in_words(day, "day") if day else "",
        "rows": rows,
        "count_words": count_words(rows),
        "picker": day_picker(form, here, found.changed_on),
        "histories": seat_histories(found),
        "predecessors": [{"name": other.name, "url": to.body(other)} for other in organization.predecessors.all()],
        "successors": [{"name": other.name, "url": to.body(other)} for other in organization.successors.all()],
        "status": BAD_REQUEST if day is None else 200,
    }
