"""Who sits where, to take along: tables of the admin as CSV or Excel, and what the public pages show as CSV."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from io import BytesIO, StringIO
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import View
from openpyxl import Workbook  # type: ignore[import-untyped]  # has no types
from openpyxl.cell import WriteOnlyCell  # type: ignore[import-untyped]  # as above
from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]  # as above

from association.base.exports import safe_cell
from association.base.queries import Viewer
from association.base.registry import register_file, register_files_below
from association.base.rules.days import ONE_DAY, Precision, in_words
from association.base.site_settings import SiteSettings
from association.memberships.forms import ReferenceDateForm
from association.memberships.importing.columns import LABELS
from association.memberships.models import Membership
from association.memberships.pages import BodyPage, OrganizationIndexPage
from association.memberships.queries import ORDER, Office, SeatRow, composition, held_for, offices_on
from association.memberships.rights import SEEING, bodies_for, keepers
from association.memberships.rules import Capacity
from association.memberships.views.screen import Screen
from association.organizations.models import Organization
from association.organizations.queries import BODIES, body_at, member_at, members_of

# Excel with Dutch settings opens a table with semicolons, and letters with accents after a mark, as it should.
SEPARATOR, MARK = ";", "\ufeff"
CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DAY_FORMAT = "dd-mm-yyyy"
WIDEST = 50
SHOWN = ("body", "role", "name", "office", "behalf", "capacity", "start", "end")
MEMBER_HEADINGS = ("Gemeente", "CBS-code", "TOOI-adres", "Website")
MEMBERS = "gemeenten"
FOR_ALL = "de vereniging"
Cell = str | date
Rows = Iterable[Sequence[Cell]]


def csv_text(headings: Sequence[str], rows: Rows) -> str:
    """A table as CSV (RFC 4180, but with semicolons), of which no cell starts a formula."""
    out = StringIO(newline="")
    writer = csv.writer(out, delimiter=SEPARATOR)
    for row in [headings, *rows]:
        writer.writerow([safe_cell(in_csv(cell), quoted=True) for cell in row])
    return MARK + out.getvalue()


def in_csv(cell: Cell) -> str:
    """A cell as text; a day as 31-12-2022."""
    return cell.strftime("%d-%m-%Y") if isinstance(cell, date) else cell


def xlsx_bytes(headings: Sequence[str], rows: Rows, title: str = "Wie zit waar") -> bytes:
    """A table as an Excel file, of which every text is a text and every day a day."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    listed = [headings, *rows]
    for number, column in enumerate(zip(*listed, strict=True), start=1):
        sheet.column_dimensions[get_column_letter(number)].width = min(
            WIDEST, max(len(str(cell)) for cell in column) + 2
        )
    for row in listed:
        sheet.append([in_xlsx(sheet, cell) for cell in row])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def in_xlsx(sheet: Any, cell: Cell) -> Any:
    """A cell of the kind that its value has, whatever a text starts with."""
    found = WriteOnlyCell(sheet, safe_cell(cell, quoted=False))
    if isinstance(cell, date):
        found.number_format = DAY_FORMAT
    else:
        found.data_type = "s"
    return found


def day_cell(day: date | None, precision: str) -> Cell:
    """A day; a month or a year in words, empty when open."""
    if day is None:
        return ""
    return day if precision == Precision.DAY else in_words(day, precision)


def seat_cells(row: Membership, office: Office | None) -> dict[str, Cell]:
    """One seat by column (see importing.columns.LABELS): what the import reads back as the same."""
    person, standing_in = row.person, row.stands_in_for
    return {
        "body": row.post.organization.name,
        "role": row.post.words,
        "name": row.who,
        "address": person.form_of_address if person else "",
        "given": person.given_name if person else "",
        "initials": person.initials if person else "",
        "prefix": person.prefix if person else "",
        "family": person.family_name if person else "",
        "office": f"{office.title} van {office.organization.name}" if office else "",
        "behalf": row.on_behalf_of.name if row.on_behalf_of else row.post.for_words,
        "party": row.party,
        "capacity": "" if row.capacity in {"", Capacity.APPOINTED} else str(row.get_capacity_display()),
        "stands_in": standing_in.full_name if standing_in else "",
        "start": day_cell(row.start_date, row.start_precision),
        "end": day_cell(row.end_date - ONE_DAY if row.end_date else None, row.end_precision),
        "source": row.source,
    }


def seats_table(user: Any, day: date, bodies: Iterable[Organization]) -> list[list[Cell]]:
    """Who sits in some bodies on a day, as far as the user may see it; three queries."""
    mine = set(keepers(user, SEEING).values_list("pk", flat=True))
    shared = Q(post__for_whom__in=mine) | Q(post__for_whom__belongs_to_links__organization__in=mine)
    own = Q(post__organization__managed_by__isnull=False)
    found = Membership.objects.active_on(day).filter(own | shared, post__organization__in=[one.pk for one in bodies])
    rows = [row for row in found.with_names().distinct() if row.post.holds_on(day)]
    offices = offices_on(day, (row.person_id for row in rows))
    return [
        list(seat_cells(row, None if row.post.is_office else offices.get(row.person_id)).values())
        for row in sorted(rows, key=place_in_table)
    ]


def place_in_table(row: Membership) -> tuple[Any, ...]:
    """Where a seat comes in a table of several bodies."""
    body, post = row.post.organization, row.post
    return (list(BODIES).index(body.classification), body.name, body.pk, post.order, post.pk, row.seat,
            ORDER.index(row.capacity), row.pk)  # fmt: skip


class DownloadView(Screen, View):
    """The seats of a body, or of all bodies that the user may see, on a day."""

    def get(self, request: HttpRequest, kind: str, number: int | None = None) -> HttpResponseBase:
        """The file; a day that is none leads back with a message."""
        if kind not in {"csv", "xlsx"}:
            raise Http404
        if not keepers(request.user, SEEING).exists():
            raise PermissionDenied
        bodies = [self.body(number, SEEING)] if number is not None else bodies_for(request.user, SEEING)
        form = ReferenceDateForm(request.GET, timezone.localdate())
        if form.day is None:
            messages.error(request, form.error)
            return redirect("seats_of_body", number) if number is not None else redirect("seats")
        rows = seats_table(request.user, form.day, bodies)
        name = next(iter(bodies)).slug if number is not None else "wie-zit-waar"
        return file_response(f"{name}-{form.day.isoformat()}", kind, list(LABELS.values()), rows)


def file_response(
    name: str, kind: str, headings: Sequence[str], rows: Rows, title: str = "Wie zit waar"
) -> HttpResponse:
    """A table as a download that nobody but its reader keeps."""
    content = csv_text(headings, rows) if kind == "csv" else xlsx_bytes(headings, rows, title)
    response = HttpResponse(content, content_type=CSV_TYPE if kind == "csv" else XLSX_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    response["Cache-Control"] = "private, no-store"
    return response


def public_cells(rows: Iterable[SeatRow], behalf: str = "") -> Iterator[list[Cell]]:
    """What readers see of some seats; `behalf` says for whom all of them are held, when that does not differ."""
    for row in rows:
        cells = seat_cells(row.membership, row.office)
        shown = {**cells, "role": row.role, "behalf": behalf or row.on_behalf_of, "capacity": row.capacity}
        yield [shown[key] for key in SHOWN]


def public_response(request: HttpRequest, viewer: Viewer, name: str, headings: Sequence[str], rows: Rows) -> Any:
    """A table for readers; what is not for everybody is kept by no cache."""
    response = file_response(f"{name}-{timezone.localdate().isoformat()}", "csv", headings, rows)
    if viewer.user is None and not viewer.passed:
        response["Cache-Control"] = "no-cache"
    return response


def serve_body(page: BodyPage, request: HttpRequest) -> HttpResponseBase:
    """Who sits today in the body of a page."""
    return body_file(page.organization, request, page.viewer_of(request))


def body_file(organization: Organization, request: HttpRequest, viewer: Viewer) -> HttpResponseBase:
    """Who sits in a body today, as its page shows it; of a shared body only the seats for this site."""
    association = SiteSettings.of(viewer.site).association_id
    shared = organization.managed_by_id != association
    found = composition(organization, timezone.localdate(), association=association if shared else None)
    headings = [LABELS[key] for key in SHOWN]
    return public_response(request, viewer, organization.site_slug, headings, public_cells(found.rows))


def serve_below(page: OrganizationIndexPage, request: HttpRequest, rest: str) -> HttpResponseBase:
    """A table of the register: a body's seats, the municipalities, or who sits where for one. Http404 for others."""
    viewer, association = page.viewer_of(request), page.association_of(request)
    place, _, slug = rest.rpartition("/")
    if rest == MEMBERS:
        rows = [[one.name, one.cbs_code, one.tooi_uri, one.website] for one in members_of(association)]
        return public_response(request, viewer, MEMBERS, MEMBER_HEADINGS, rows)
    if place == MEMBERS and (member := member_at(association, slug)) is not None:
        held = held_for(member, timezone.localdate(), association)
        cells = [*public_cells((*held.officers, *held.on_behalf)), *public_cells(held.for_all, FOR_ALL)]
        return public_response(request, viewer, slug, [LABELS[key] for key in SHOWN], cells)
    body = body_at(association, slug) if not place else None
    if body is None:
        raise Http404
    return body_file(body, request, viewer)


def connect() -> None:
    """Serve the tables beside their pages; called once when the app is ready."""
    register_file(BodyPage, "csv", serve_body)
    register_files_below(OrganizationIndexPage, "csv", serve_below)
