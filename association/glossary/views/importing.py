"""Bringing in terms from a table: choose it, see what would happen row by row, store them, and take them back."""

from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.generic import FormView, View
from django.views.generic.base import TemplateResponseMixin
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from association.base.rights import associations_granting
from association.glossary.importing.carrying import PlanChanged, ReadingRefused, read_in
from association.glossary.importing.forms import ColumnsForm, TermsTableForm, guessed_form
from association.glossary.importing.parcel import Parcel, packed, unpacked
from association.glossary.importing.plan import CHANGED, NEW, Plan, make_plan
from association.glossary.importing.undoing import TakenBack, readings, undo_reading
from association.glossary.models import Term
from association.memberships.importing.parcel import ParcelLost, read_signed, signed
from association.memberships.views.screen import allowed
from association.organizations.models import Organization

REPORT = "glossary/admin/import_report.html"
SEEN = "terms.seen"
# The words above the report, for one row and for more.
COUNTS = {
    "wrong": ("fout", "fouten"), "new": ("nieuw", "nieuw"), "changed": ("gewijzigd", "gewijzigd"),
    "known": ("ongewijzigd", "ongewijzigd"), "left_out": ("overgeslagen", "overgeslagen"),
}  # fmt: skip
LOST = "Dit overzicht is te oud. Kies het bestand opnieuw."


def writers(user: Any) -> QuerySet[Organization]:
    """The associations whose terms the user may add or change."""
    found = Organization.objects.filter(classification=Organization.Classification.ASSOCIATION).order_by("name")
    return found if user.is_superuser else found.filter(pk__in=associations_granting(user, Term, ["add", "change"]))


class TermsScreen(WagtailAdminTemplateMixin, TemplateResponseMixin):
    """A screen about a table of terms; only for who may add or change these."""

    header_icon = "upload"
    page_title = "Begrippen inlezen"
    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """PermissionDenied for who may add or change none."""
        if not writers(request.user).exists():
            raise PermissionDenied
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The path to this screen."""
        return [
            {"url": reverse("wagtailadmin_home"), "label": "Beheer"},
            {"url": reverse("begrippen:index"), "label": "Begrippen"},
            {"url": "", "label": self.page_title},
        ]

    def report(self, parcel: Parcel, columns: ColumnsForm, error: str = "") -> HttpResponse:
        """What would happen with each row, or what is wrong with the choice of columns."""
        association = allowed(writers(self.request.user), parcel.association)
        plan = self.plan_for(parcel, columns, association) if columns.is_valid() else None
        context = self.get_context_data() | {
            "parcel": parcel, "columns": columns, "plan": plan, "error": error, "association": association,
            "counts": counted(plan) if plan else [],
            "packed": packed(parcel, self.request.user),
            "seen": signed(plan.fingerprint, self.request.user, SEEN) if plan else "",
        }  # fmt: skip
        return self.response_class(self.request, [REPORT], context)

    def plan_for(self, parcel: Parcel, columns: ColumnsForm, association: Organization) -> Plan:
        """What would happen with a table."""
        return make_plan(parcel.sheet.lines(columns.keys), user=self.request.user, association=association)


def counted(plan: Plan) -> list[tuple[int, str]]:
    """How many rows of each kind, in words; of what is new or changed also that there are none."""
    found = ((kind, plan.counts[kind], words) for kind, words in COUNTS.items())
    return [(number, words[number != 1]) for kind, number, words in found if number or kind in {NEW, CHANGED}]


class TermsTableView(TermsScreen, FormView[TermsTableForm]):
    """Choose a file or paste rows, and see what would happen; what was read in before can be taken back."""

    template_name = "glossary/admin/import.html"
    form_class = TermsTableForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """With the associations to choose from."""
        return {**super().get_form_kwargs(), "associations": writers(self.request.user)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With what was read in before."""
        return super().get_context_data(readings=readings(self.request.user), **kwargs)

    def form_valid(self, form: TermsTableForm) -> HttpResponse:
        """The report; nothing is stored."""
        parcel = Parcel(form.sheet, form.name, form.association_chosen.pk)
        return self.report(parcel, guessed_form(form.sheet))


class ReadTermsView(TermsScreen, View):
    """Look at the report again with other columns, or do what it showed (POST)."""

    http_method_names = ("post",)

    @cached_property
    def parcel(self) -> Parcel:
        """The table that was sent along; ParcelLost for one that does not hold any more."""
        return unpacked(self.request.POST.get("table", ""), self.request.user)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Do it; or the report again when that is asked, or is no longer what would happen."""
        try:
            columns = ColumnsForm(request.POST, sheet=self.parcel.sheet)
            if "again" in request.POST or not columns.is_valid():
                return self.report(self.parcel, columns)
            plan = self.carry(columns, str(read_signed(request.POST.get("seen", ""), request.user, SEEN)))
        except ParcelLost:
            messages.error(request, LOST)
            return redirect("terms_import")
        except ReadingRefused as error:
            words = str(error)
            return self.report(
                self.parcel, columns, words if isinstance(error, PlanChanged) else f"Niets ingelezen. {words}"
            )
        undo = messages.button(f"{reverse('terms_import')}#ingelezen", "Terugdraaien")
        messages.success(request, told(plan), buttons=[undo])
        return redirect("begrippen:index")

    def carry(self, columns: ColumnsForm, fingerprint: str) -> Plan:
        """Do what the report showed."""
        return read_in(
            lines=self.parcel.sheet.lines(columns.keys),
            user=self.request.user,
            association=allowed(writers(self.request.user), self.parcel.association),
            name=self.parcel.name,
            fingerprint=fingerprint,
            without_wrong="without_wrong" in self.request.POST,
        )


class TakeBackView(TermsScreen, View):
    """Take back what was read in (POST)."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Back to the screen, with what was done; a message for what the user cannot take back any more."""
        wanted = request.POST.get("reading", "")
        reading = next((one for one in readings(request.user) if str(one.uuid) == wanted), None)
        if reading is None:
            messages.error(request, "Deze tabel kunt u niet meer terugdraaien.")
        else:
            messages.success(request, told_back(undo_reading(reading=reading, user=request.user)))
        return redirect("terms_import")


def told(plan: Plan) -> str:
    """What was done, in words."""
    new, changed = plan.counts[NEW], plan.counts[CHANGED]
    return f"Ingelezen: {new} {'nieuw begrip' if new == 1 else 'nieuwe begrippen'}, {changed} gewijzigd."


def told_back(done: TakenBack) -> str:
    """What was taken back, in words."""
    words = f"Teruggedraaid: {done.gone} weer weg, {done.restored} weer zoals het was."
    if not done.kept:
        return words
    stay = "1 begrip is" if done.kept == 1 else f"{done.kept} begrippen zijn"
    return f"{words} {stay} sindsdien gewijzigd of verwijderd en {'blijft' if done.kept == 1 else 'blijven'} zo."
