"""Bringing in meetings from a table: choose it, see what would happen row by row, make them."""

import re
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.generic import FormView, View
from django.views.generic.base import TemplateResponseMixin

from association.meetings.importing.carrying import Outcome, PlanChanged, read_in
from association.meetings.importing.forms import ColumnsForm, MeetingsTableForm, guessed_form
from association.meetings.importing.parcel import Parcel, packed, unpacked
from association.meetings.importing.plan import Plan, make_plan
from association.meetings.pages import AgendaIndexPage
from association.meetings.planning.making import MOST, PlanningRefused, publishes
from association.meetings.views.planning import AgendaScreen
from association.memberships.importing.parcel import ParcelLost, read_signed, signed
from association.memberships.views.screen import allowed
from association.organizations.models import Organization

REPORT = "meetings/admin/import_report.html"
SEEN = "meetings.seen"
TICK = "rij"
SOME_ROW = re.compile(r"[0-9]{1,7}", re.ASCII)
# The words above the report, for one row and for more.
COUNTS = {
    "wrong": ("fout", "fouten"), "new": ("nieuwe vergadering", "nieuwe vergaderingen"),
    "changed": ("vergadering wordt gewijzigd", "vergaderingen worden gewijzigd"),
    "known": ("staat er al", "staan er al"), "left_out": ("rij overgeslagen", "rijen overgeslagen"),
}  # fmt: skip
LOST = "Dit overzicht is te oud. Kies het bestand opnieuw."


class TableScreen(AgendaScreen, TemplateResponseMixin):
    """A screen about a table of meetings; only for who may add these."""

    header_icon = "upload"
    page_title = "Tabel inlezen"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """PermissionDenied for who may add no meetings."""
        if not self.index.permissions_for_user(request.user).can_add_subpage():
            raise PermissionDenied
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer

    def report(
        self, parcel: Parcel, columns: ColumnsForm, error: str = "", ticked: set[int] | None = None
    ) -> HttpResponse:
        """What would happen with each row, or what is wrong with the choice of columns.

        What would change is ticked, unless somebody chose already (`ticked`).
        """
        plan = self.plan_for(parcel, columns) if columns.is_valid() else None
        counts = plan.counts.items() if plan else ()
        context = self.get_context_data() | {
            "parcel": parcel, "columns": columns, "plan": plan, "error": error, "most": MOST,
            "counts": [(number, COUNTS[kind][number != 1]) for kind, number in counts if number],
            "tick": TICK, "ticked": {row.given.number for row in plan.rows} if plan and ticked is None else ticked,
            "publishes": publishes(self.request.user, self.index),
            "packed": packed(parcel, self.request.user),
            "seen": signed(plan.fingerprint, self.request.user, SEEN) if plan else "",
        }  # fmt: skip
        return self.response_class(self.request, [REPORT], context)

    def plan_for(self, parcel: Parcel, columns: ColumnsForm) -> Plan:
        """What would happen with a table."""
        return make_plan(parcel.sheet.lines(columns.keys), **self.chosen(parcel))

    def chosen(self, parcel: Parcel) -> dict[str, Any]:
        """What was chosen beside the table."""
        body: Organization | None = allowed(self.bodies, parcel.body) if parcel.body else None
        return {"user": self.request.user, "index": self.index, "association": self.association, "body": body}


class MeetingsTableView(TableScreen, FormView[MeetingsTableForm]):
    """Choose a file or paste rows, and see what would happen."""

    template_name = "meetings/admin/import.html"
    form_class = MeetingsTableForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """With the bodies to choose from."""
        return {**super().get_form_kwargs(), "bodies": self.bodies}

    def form_valid(self, form: MeetingsTableForm) -> HttpResponse:
        """The report; nothing is stored."""
        body = form.cleaned_data["body"]
        parcel = Parcel(form.sheet, form.name, self.index.pk, body.pk if body else None)
        return self.report(parcel, guessed_form(form.sheet))


class ReadInView(TableScreen, View):
    """Look at the report again with other columns, or do what it showed (POST)."""

    http_method_names = ("post",)

    @cached_property
    def parcel(self) -> Parcel:
        """The table that was sent along; ParcelLost for one that does not hold any more."""
        return unpacked(self.request.POST.get("table", ""), self.request.user)

    @cached_property
    def index(self) -> AgendaIndexPage:
        """The agenda that the table is for; ParcelLost where its user does not work any more."""
        found = next((page for page in self.agendas if page.pk == self.parcel.index), None)
        if found is None:
            raise ParcelLost
        return found

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Back to the first screen for a table that does not hold any more."""
        if request.method != "POST":
            return self.http_method_not_allowed(request)
        self.request = request
        try:
            return super().dispatch(request, *args, **kwargs)
        except ParcelLost:
            messages.error(request, LOST)
            return redirect("agenda_import")

    def post(self, request: HttpRequest) -> HttpResponse:
        """Do it; or the report again when that is asked, or is no longer what would happen."""
        columns = ColumnsForm(request.POST, sheet=self.parcel.sheet)
        if "again" in request.POST or not columns.is_valid():
            return self.report(self.parcel, columns)
        ticked = {int(text) for text in request.POST.getlist(TICK) if SOME_ROW.fullmatch(text)}
        try:
            outcome = read_in(
                lines=self.parcel.sheet.lines(columns.keys),
                fingerprint=str(read_signed(request.POST.get("seen", ""), request.user, SEEN)),
                numbers=ticked,
                without_wrong="without_wrong" in request.POST,
                **self.chosen(self.parcel),
            )
        except PlanningRefused as error:
            words = str(error)
            words = words if isinstance(error, PlanChanged) else f"Niets ingelezen. {words}"
            return self.report(self.parcel, columns, words, ticked)
        messages.success(request, self.told(outcome))
        year = f"&jaar={max(page.list_date for page in outcome.made).year}" if outcome.made else ""
        return redirect(f"{reverse('agenda')}?agenda={self.index.pk}{year}")

    def told(self, outcome: Outcome) -> str:
        """What was done, in words."""
        made, changed = len(outcome.made), outcome.changed
        state = "geplaatst" if publishes(self.request.user, self.index) else "klaargezet als concept"
        new = f"{made} {'vergadering is' if made == 1 else 'vergaderingen zijn'} {state}." if made else ""
        other = f"{changed} {'vergadering is' if changed == 1 else 'vergaderingen zijn'} gewijzigd." if changed else ""
        return " ".join(filter(None, [new, other]))
