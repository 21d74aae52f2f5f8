"""Bringing in readers from a table: choose it, say which column is which, see what would happen, store it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.generic import FormView, View

from association.memberships.importing.errors import TableRefused
from association.memberships.importing.parcel import ParcelLost
from association.newsletters.forms.importing import FileForm, MappingForm
from association.newsletters.importing.carrying import bring_in
from association.newsletters.importing.plan import WORDS, Outcome, Plan, make_plan
from association.newsletters.importing.table import LABELS, Table, packed, table_of, unpacked
from association.newsletters.views.subscribers import LIST, SubscribersScreen, keepers
from association.organizations.models import Organization

CHOOSE = "newsletters/admin/import.html"
MAPPING = "newsletters/admin/import_mapping.html"
REPORT = "newsletters/admin/import_report.html"
LOST = "Dit overzicht is te oud. Kies het bestand opnieuw."


class ImportScreen(SubscribersScreen):
    """A screen about a table; only for who may add readers."""

    page_title = "Abonnees importeren"
    header_icon = "upload"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """PermissionDenied for who may add none."""
        if not keepers(request.user).exists():
            raise PermissionDenied
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer

    def show(self, template: str, **context: Any) -> HttpResponse:
        """A screen of the import."""
        return self.response_class(self.request, [template], self.get_context_data(**context))

    def mapping_form(self, table: Table, association: Organization, data: Any = None) -> MappingForm:
        """The form that says which column is which, with what can be told from the table."""
        initial = {f"column-{key}": str(place) for key, place in table.guess().items()}
        return MappingForm(data, association=association, headings=table.headings, labels=LABELS, initial=initial)


class ImportView(ImportScreen, FormView[FileForm]):
    """Choose a file or paste rows, and say which column is which."""

    template_name = CHOOSE
    form_class = FileForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """With the associations to choose from."""
        return {**super().get_form_kwargs(), "associations": keepers(self.request.user)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With where to go back to."""
        return super().get_context_data(back=reverse(f"{LIST}:index"), **kwargs)

    def form_valid(self, form: FileForm) -> HttpResponse:
        """The columns; nothing is stored."""
        try:
            table = table_of(form.sheets, form.name)
        except TableRefused as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        association = form.association_chosen
        mapping = self.mapping_form(table, association)
        return self.show(
            MAPPING, form=mapping, table=table, association=association, packed=packed(table, self.request.user)
        )


class TableScreen(ImportScreen, View):
    """A screen that gets the table from the one before (POST)."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Take the table; a message for one that is too old, PermissionDenied for another association's."""
        association = keepers(request.user).filter(slug=request.POST.get("association", "")).first()
        if association is None:
            raise PermissionDenied
        try:
            table = unpacked(request.POST.get("table", ""), request.user)
        except ParcelLost:
            messages.error(request, LOST)
            return redirect("import_subscribers")
        form = self.mapping_form(table, association, request.POST)
        if not form.is_valid():
            return self.show(
                MAPPING, form=form, table=table, association=association, packed=packed(table, request.user)
            )
        return self.go_on(table, association, form)

    def go_on(self, table: Table, association: Organization, form: MappingForm) -> HttpResponse:
        """What comes after a valid form."""
        raise NotImplementedError


class ReportView(TableScreen):
    """What would happen, row by row; nothing is stored."""

    def go_on(self, table: Table, association: Organization, form: MappingForm) -> HttpResponse:
        """The report."""
        plan = make_plan(table, form.columns, list(form.cleaned_data["lists"]), association)
        return self.show(
            REPORT,
            plan=plan,
            counts=counts_in_words(plan),
            table=table,
            association=association,
            form=form,
            proof=form.proof,
            packed=packed(table, self.request.user),
        )


class BringInView(TableScreen):
    """Store it."""

    def go_on(self, table: Table, association: Organization, form: MappingForm) -> HttpResponse:
        """Store it, and say what was done."""
        plan = bring_in(
            table=table, columns=form.columns, lists=list(form.cleaned_data["lists"]), association=association,
            basis=form.proof, user=self.request.user,
        )  # fmt: skip
        done = ", ".join(f"{number} {words}" for number, words in counts_in_words(plan))
        messages.success(self.request, f"Ingevoerd: {done}.")
        return redirect(f"{LIST}:index")


def counts_in_words(plan: Plan) -> list[tuple[int, str]]:
    """How many rows of each outcome, with its word."""
    return [(number, WORDS[Outcome(outcome)][0]) for outcome, number in plan.counts.items()]
