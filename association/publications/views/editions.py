"""The screens on which a version is adopted, corrected and withdrawn."""

from datetime import date
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView

from association.publications.actions import OwnWork, PageHeldUp
from association.publications.adopting.checks import Obstacle, obstacles, without_facts
from association.publications.adopting.jobs import AlreadyMaking, correct, request_edition, withdraw
from association.publications.forms.editions import AdoptForm, ErratumForm, WithdrawForm
from association.publications.models import Edition, PublicationSeries
from association.publications.pages import PublicationPage
from association.publications.queries import (
    adopted_editions,
    deciding_bodies,
    latest_edition,
    named,
    outline_of,
    signatories,
)
from association.publications.views.desk import Desk, DeskScreen, association_at, fitting, publication_for

Kind = PublicationSeries.Kind
FINAL = {Kind.HANDOVER, Kind.INFORMATION_PACK}


def verb_for(publication: PublicationPage) -> str:
    """What adopting is called for a kind of document."""
    return "Definitief maken" if publication.series.kind in FINAL else "Vastgestelde versie vastleggen"


class EditionScreen(DeskScreen, FormView):
    """A form about the versions of a publication, for who may publish it."""

    template_name = "publications/admin/edition_form.html"
    submit_label = "Bewaar"
    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Only for who may publish the publication."""
        if not self.publication.permissions_for_user(request.user).can_publish():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def publication(self) -> PublicationPage:
        """The publication; Http404 for none, PermissionDenied for one that the user may not change."""
        return publication_for(self.request.user, self.kwargs["number"])

    @property
    def back(self) -> str:
        """The publication's screen."""
        return reverse("publication", args=[self.publication.pk])

    def above(self) -> list[tuple[str, str]]:
        """The publication."""
        return [*super().above(), (str(self.publication.title), self.back)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form and the way back."""
        return super().get_context_data(
            back=self.back, submit_label=self.submit_label, publication=self.publication, **kwargs
        )


class AdoptView(EditionScreen):
    """All that is wrong, what is to be known of the version, and one button."""

    template_name = "publications/admin/adopt.html"
    form_class = AdoptForm

    def get_page_title(self) -> str:
        """What adopting is called here."""
        return verb_for(self.publication)

    @property
    def submit_label(self) -> str:  # type: ignore[override]  # follows from the kind of document
        """The button."""
        return "Maak definitief" if self.publication.series.kind in FINAL else "Leg vast"

    @cached_property
    def desk(self) -> Desk:
        """What is still to be done in the texts."""
        return Desk(self.publication)

    def obstacles_on(self, day: date) -> list[Obstacle]:
        """What would be untrue in a version with this reference date."""
        return [*obstacles(self.publication), *without_facts(self.publication, day)]

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form; a reason is asked when something is left to do."""
        return {
            **super().get_form_kwargs(),
            "tasks": self.desk.tasks,
            "previous": latest_edition(self.publication.pk),
        }

    @cached_property
    def reference_date(self) -> date:
        """The day on which the facts are to be true, as the publication has it; today when it has none."""
        newest = self.publication.get_latest_revision_as_object()
        return newest.reference_date or timezone.localdate()

    def suggestions(self) -> dict[str, list[str]]:
        """Who may be named with the version, by the name of the field's list."""
        association = association_at(self.publication)
        bodies = deciding_bodies(association.pk) if association else []
        boards = [body for body in bodies if body.classification != "general_assembly"]
        return {
            "besluiten": [named(body) for body in bodies],
            "ondertekenaars": signatories(boards, self.reference_date, association.pk) if association else [],
        }

    def get_initial(self) -> dict[str, Any]:
        """Today, and the reference date of the publication."""
        return {
            **super().get_initial(),
            "dated": timezone.localdate().strftime("%d-%m-%Y"),
            "reference_date": self.reference_date.strftime("%d-%m-%Y"),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form, with all that is wrong."""
        if "obstacles" not in kwargs:
            kwargs["obstacles"] = self.obstacles_on(self.reference_date)
        return super().get_context_data(desk=self.desk, suggestions=self.suggestions(), **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        """Ask for the version; the worker makes it."""
        if found := self.obstacles_on(form.cleaned_data["reference_date"]):
            return self.render_to_response(self.get_context_data(form=form, obstacles=found))
        tasks = [{"page": row.page.pk, "text": task.text} for row in self.desk.rows for task in row.tasks]
        try:
            request_edition(publication=self.publication, user=self.request.user, **form.fields_of_edition(tasks))
        except AlreadyMaking:
            messages.error(self.request, "Er wordt al een versie van dit document vastgelegd. Wacht tot die klaar is.")
        except OwnWork as held:
            form.add_error(None, f"U schreef '{held}' zelf. Vraag iemand om mee te lezen; die legt de versie vast.")
            return self.form_invalid(form)
        except PageHeldUp as held:
            form.add_error(None, f"'{held}' is vergrendeld, of u mag die pagina niet plaatsen.")
            return self.form_invalid(form)
        else:
            messages.success(self.request, "De versie wordt vastgelegd. Dat duurt een minuut; u kunt intussen verder.")
        return redirect(self.back)


class OneEditionScreen(EditionScreen):
    """A form about one version."""

    @cached_property
    def edition(self) -> Edition:
        """The version that was adopted; Http404 for none."""
        found = self.publication.editions.filter(pk=fitting(self.kwargs["edition"]), status=Edition.Status.ADOPTED)
        edition: Edition | None = found.first()
        if edition is None:
            raise Http404
        return edition


class ErratumView(OneEditionScreen):
    """A correction."""

    form_class = ErratumForm
    page_title = "Erratum toevoegen"
    submit_label = "Voeg toe"

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form, with the chapters to choose from."""
        variant = self.edition.variants.order_by("-position").first()
        chapters = outline_of(variant) if variant else []
        return {**super().get_form_kwargs(), "chapters": [(item.path, item.title) for item in chapters]}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What happens."""
        lead = "De vastgestelde tekst verandert niet. De verbetering komt erboven, met de datum van vandaag, en blijft."
        return super().get_context_data(lead=lead, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        """Add it."""
        correct(edition=self.edition, user=self.request.user, **form.cleaned_data)
        messages.success(self.request, "Het erratum staat bij de versie.")
        return redirect(self.back)


class WithdrawView(OneEditionScreen):
    """Taking a version out of force."""

    form_class = WithdrawForm
    page_title = "Versie intrekken"
    submit_label = "Trek in"

    def get_initial(self) -> dict[str, Any]:
        """Today, and the version that holds, when that is another."""
        newest = latest_edition(self.publication.pk)
        return {
            **super().get_initial(),
            "on": timezone.localdate().strftime("%d-%m-%Y"),
            "replacement": newest if newest != self.edition else None,
        }

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form, with the other versions."""
        return {
            **super().get_form_kwargs(),
            "others": adopted_editions(self.publication.pk).exclude(pk=self.edition.pk),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What happens."""
        lead = (
            f"Niemand kan de {self.edition.words} dan nog lezen of downloaden; op het adres staat waarom. "
            "Dit kan niet ongedaan worden gemaakt. Komt er een andere versie voor in de plaats? Leg die dan eerst vast."
        )
        return super().get_context_data(lead=lead, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        """Withdraw it."""
        withdraw(edition=self.edition, user=self.request.user, **form.cleaned_data)
        messages.success(self.request, "De versie is ingetrokken.")
        return redirect(self.back)


def version_lines(publication: PublicationPage, *, may_publish: bool) -> list[dict[str, Any]]:
    """The versions of a publication, the newest first, with what may be done; two queries."""
    newest = latest_edition(publication.pk)
    lines = []
    for edition in publication.editions.defer("facts").order_by("-requested_at", "-pk"):
        adopted = edition.status == Edition.Status.ADOPTED
        args = [publication.pk, edition.pk]
        lines.append(
            {
                "edition": edition,
                "url": f"{publication.full_url}versies/{edition.label}/" if adopted and publication.live else "",
                "erratum_url": reverse("edition_erratum", args=args) if adopted and may_publish else "",
                "withdraw_url": reverse("edition_withdraw", args=args) if adopted and may_publish else "",
                "state": state_words(edition, newest),
                "is_making": edition.status == Edition.Status.MAKING and edition.state != Edition.State.FAILED,
            }
        )
    return lines


def state_words(edition: Edition, newest: Edition | None) -> str:
    """How a version stands, for staff."""
    if edition.status == Edition.Status.MAKING:
        return "niet gelukt" if edition.state == Edition.State.FAILED else "wordt vastgelegd"
    if edition.status == Edition.Status.WITHDRAWN:
        return "ingetrokken"
    return "geldt nu" if newest is not None and newest.pk == edition.pk else "eerdere versie"
