"""Bringing in seats from a table: choose it, see what would happen row by row, store it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView, View

from association.base.rules.days import in_words
from association.memberships.actions import RegisterRefused
from association.memberships.importing.carrying import PlanChanged, bring_in
from association.memberships.importing.errors import TOO_MANY_PEOPLE
from association.memberships.importing.forms import TableForm
from association.memberships.importing.parcel import Parcel, ParcelLost, opened, packed, sealed, unpacked
from association.memberships.importing.plan import Plan, make_plan
from association.memberships.rights import bodies_for, keepers
from association.memberships.views.screen import Screen, allowed
from association.organizations.models import Organization

REPORT = "memberships/desk/import_report.html"
# The words above the report, for one row and for more.
COUNTS = {
    "wrong": ("fout", "fouten"), "new": ("nieuwe bezetting", "nieuwe bezettingen"),
    "succeeds": ("opvolging", "opvolgingen"), "changed": ("rij wordt aangevuld", "rijen worden aangevuld"),
    "present": ("rij staat er al", "rijen staan er al"),
    "left_out": ("rij overgeslagen", "rijen overgeslagen"),
}  # fmt: skip
MOST_NEW = 1_000  # people in one transaction: each is put in the search index
LOST = "Dit overzicht is te oud. Kies het bestand opnieuw."


class ImportScreen(Screen):
    """A screen about a table; only for who may change seats."""

    page_title = "Importeren"
    header_icon = "upload"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """PermissionDenied for who may change no seats."""
        if not keepers(request.user).exists():
            raise PermissionDenied
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The path to this screen."""
        return [*super().get_breadcrumbs_items(), {"url": "", "label": "Importeren"}]

    def plan_for(self, parcel: Parcel) -> Plan:
        """What would happen with a table; PermissionDenied when its user may not change these seats any more."""
        return make_plan(parcel.lines, **self.chosen(parcel))

    def chosen(self, parcel: Parcel) -> dict[str, Any]:
        """What was chosen beside the table."""
        keeper = keepers(self.request.user).filter(pk=parcel.keeper).first()
        if keeper is None:
            raise PermissionDenied
        body = allowed(bodies_for(self.request.user), parcel.body) if parcel.body else None
        return {"user": self.request.user, "keeper": keeper, "body": body, "day": parcel.day}

    def report(self, parcel: Parcel, plan: Plan, error: str = "") -> dict[str, Any]:
        """The variables of the report."""
        counts = [(number, COUNTS[kind][number != 1]) for kind, number in plan.counts.items() if number]
        people = len(plan.new_people)
        if people:
            counts.insert(1 if plan.wrong else 0, (people, "nieuwe persoon" if people == 1 else "nieuwe personen"))
        return {
            "parcel": parcel, "plan": plan, "counts": counts, "error": error,
            "day_words": in_words(parcel.day, "day"), "packed": packed(parcel, self.request.user),
            "sealed": sealed(plan.posts, plan.fingerprint, self.request.user),
        }  # fmt: skip


class ImportView(ImportScreen, FormView[TableForm]):
    """Choose a file or paste rows, and see what would happen."""

    template_name = "memberships/desk/import.html"
    form_class = TableForm

    @cached_property
    def preset(self) -> Organization | None:
        """The body from whose seats the user came."""
        number = self.kwargs.get("number")
        return self.body(number) if number is not None else None

    def get_initial(self) -> dict[str, Any]:
        """Today, and the body that the user came from."""
        return {"day": timezone.localdate(), "body": self.preset}

    def get_form_kwargs(self) -> dict[str, Any]:
        """With the associations and bodies to choose from."""
        bodies = bodies_for(self.request.user).order_by("name")
        return {**super().get_form_kwargs(), "keepers": keepers(self.request.user).order_by("name"), "bodies": bodies}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With where to go back to."""
        back = reverse("seats_of_body", args=[self.preset.pk]) if self.preset else reverse("seats")
        return {**super().get_context_data(**kwargs), "back": back}

    def form_valid(self, form: TableForm) -> HttpResponse:
        """The report; nothing is stored."""
        body = form.cleaned_data["body"]
        parcel = Parcel(
            form.table.lines, form.table.unused, form.name, form.day_chosen, form.keeper_chosen.pk,
            body.pk if body else None,
        )  # fmt: skip
        plan = self.plan_for(parcel)
        if len(plan.new_people) > MOST_NEW:
            form.add_error(None, TOO_MANY_PEOPLE)
            return self.form_invalid(form)
        context = {**self.get_context_data(form=form), **self.report(parcel, plan)}
        return self.response_class(self.request, [REPORT], context)


class BringInView(ImportScreen, View):
    """Store what the report showed (POST)."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Store it; or the report again when that is no longer what would happen."""
        try:
            parcel = unpacked(request.POST.get("table", ""), request.user)
            posts, fingerprint = opened(request.POST.get("seen", ""), request.user)
        except ParcelLost:
            messages.error(request, LOST)
            return redirect("seats_import")
        chosen = self.chosen(parcel)
        try:
            entry = bring_in(
                lines=parcel.lines,
                posts=posts,
                fingerprint=fingerprint,
                without_wrong="without_wrong" in request.POST,
                name=parcel.name,
                **chosen,
            )
        except RegisterRefused as error:
            words = str(error)
            return self.again(parcel, words if isinstance(error, PlanChanged) else f"Niets ingevoerd. {words}")
        messages.success(request, f"Bewaard: {entry.label}.")
        return redirect("register_entry", entry.pk)

    def again(self, parcel: Parcel, error: str) -> HttpResponse:
        """The report as it is now."""
        context = {**self.get_context_data(), **self.report(parcel, self.plan_for(parcel), error)}
        return self.response_class(self.request, [REPORT], context)
