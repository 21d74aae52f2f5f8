"""Who sits where according to a table: what would happen with each row, and taking over what was ticked."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import TemplateView
from wagtail.admin import messages as staff_messages

from association.base.rules.days import in_words
from association.memberships.actions import RegisterRefused
from association.publications.forms.tables import numbered
from association.publications.importing.seat_columns import COLUMNS
from association.publications.importing.seat_plan import SeatPlan, SeatRow, take_over_seats
from association.publications.views.reading_seats import LABELS, TYPED, ReadSeats, read_seats
from association.publications.views.tables import TablesScreen, may_seats

PER_PAGE = 100


class SeatsOfTableView(TablesScreen, TemplateView):
    """What a table tells of seats, beside what the register has."""

    page_title = "Samenstelling overnemen"
    template_name = "publications/admin/table_seats.html"

    def is_allowed(self, user: Any) -> bool:
        """Whether the user may change seats for the association."""
        return may_seats(user, self.association)

    def above(self) -> list[tuple[str, str]]:
        """The overview of the tables."""
        return [*super().above(), ("Tabellen", self.overview)]

    @cached_property
    def corrected(self) -> dict[int, dict[str, str]]:
        """By row what was written in its fields."""
        found: dict[int, dict[str, str]] = {}
        for cell, start in TYPED.items():
            for number, text in numbered(self.request.POST, start):
                found.setdefault(number, {})[cell] = text
        return found

    @cached_property
    def read(self) -> ReadSeats | None:
        """The table as this address reads it; None when the publication has no table of seats."""
        return read_seats(self, self.request.GET, self.corrected)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The rows; nothing is stored."""
        return self.render_to_response(self.get_context_data(**kwargs))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take over what was ticked, or look again; what was written in the rows stays."""
        ticked = {number: text for number, text in numbered(request.POST, "rij") if text}
        if "overnemen" in request.POST and self.read is not None and self.read.lines:
            if ticked:
                self.take_over(self.read, ticked)
            else:
                messages.warning(request, "U hebt niets aangevinkt. Er is niets overgenomen.")
        return self.render_to_response(self.get_context_data(ticked=ticked, **kwargs))

    def take_over(self, read: ReadSeats, ticked: dict[int, str]) -> None:
        """Store the ticked rows, or say why that cannot be."""
        name = f"{self.publication.draft_title or self.publication.title}: {read.table.words}"[:100]
        try:
            entry = take_over_seats(lines=read.lines, ticked=ticked, name=name, **read.chosen)
        except RegisterRefused as error:
            messages.error(self.request, str(error))
            return
        button = staff_messages.button(reverse("register_entry", args=[entry.pk]), "Bekijk of maak ongedaan")
        staff_messages.success(self.request, f"Overgenomen: {entry.label}.", buttons=[button])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The plan as it is now, the columns, and whether a block can take the place of the table."""
        read = self.read
        found = {"publication": self.publication, "read": read, "back": self.overview, "ticked": {}, **kwargs}
        if read is None:
            return super().get_context_data(**found)
        plan = read.plan()
        pages = Paginator(plan.rows if plan else (), PER_PAGE)
        shown = pages.get_page(self.page_number)
        return super().get_context_data(
            plan=plan, pages=pages, shown=shown, options=COLUMNS.items(),
            rows=[(row, self.fields(row)) for row in shown.object_list],
            corrected=self.corrected,
            day_words=in_words(read.day.value, "day") if read.day.value else "",
            elsewhere=self.elsewhere({row.number for row in shown.object_list}),
            offer_url=self.offer_url(read, plan) if plan else "", **found,
        )  # fmt: skip

    def fields(self, row: SeatRow) -> list[dict[str, str]]:
        """The fields in which a row that is not clear, or was put right, is put right."""
        if not row.is_unclear and not row.line.doubt and row.number not in self.corrected:
            return []
        cells = row.line.line.cells
        values: Mapping[str, str] = {**cells, "name": cells.get("name") or row.line.printed}
        return [
            {"name": f"{TYPED[key]}-{row.number}", "label": LABELS[key], "value": values.get(key, "")} for key in TYPED
        ]

    def elsewhere(self, numbers: set[int]) -> list[tuple[str, str]]:
        """What was written in rows that are not on the screen, to be kept."""
        return [
            (f"{TYPED[cell]}-{number}", text)
            for number, values in self.corrected.items()
            if number not in numbers
            for cell, text in values.items()
        ]

    def offer_url(self, read: ReadSeats, plan: SeatPlan) -> str:
        """Where a block in place of the table is shown beforehand; empty when there can be none."""
        if read.offer(plan) is None:
            return ""
        query = self.request.GET.copy()
        query["tabel"], query["dag"] = read.table.key, str(read.day.value)
        query["overleg"] = str(read.body.pk) if read.body else ""
        return f"{reverse('publication_seats_fact', args=[self.publication.pk])}?{query.urlencode()}"
