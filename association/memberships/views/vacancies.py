"""The screens "VNG-kandidaten" of the admin: vacancies, who applied, nomination and outcome.

Everything here is for who may change seats of the association: what candidates write is personal.
"""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView, View
from wagtail.models import Site

from association.base.links import address_of
from association.base.queries import Viewer, viewable_pages
from association.base.rules.days import in_words
from association.memberships.actions import RegisterRefused
from association.memberships.actions.vacancies import (
    WAITING,
    advise,
    appoint_candidate,
    change_vacancy,
    conclude,
    drop_draft,
    erase,
    nominate,
    person_of,
    start_vacancy,
)
from association.memberships.forms.vacancies import (
    AdviceForm,
    AppointForm,
    NominateForm,
    OutcomeForm,
    VacancyForm,
)
from association.memberships.models import Candidate, Membership, Post, RegisterEntry, Vacancy
from association.memberships.pages.vacancies import PATH
from association.memberships.queries import sitting_now, upper_first
from association.memberships.rights import keepers
from association.memberships.views.screen import FormScreen, Screen, row_of
from association.organizations.models import Organization
from association.people.actions import person_named

FINISHED = (Vacancy.Status.APPOINTED, Vacancy.Status.NOT_APPOINTED, Vacancy.Status.WITHDRAWN)
SHOWN_FINISHED = 30
SHOWN_SEATS = 50
RECENT_ACTS = 100


def association_of(post: Post) -> Organization | None:
    """The association that fills a seat: the one that keeps the body, or for which the seat is in a shared one."""
    body, whom = post.organization, post.for_whom
    if body.managed_by:
        return body.managed_by
    return whom if whom and whom.classification == Organization.Classification.ASSOCIATION else None


class VacancyScreen(Screen):
    """A screen about vacancies; PermissionDenied for who may change no seats of the association."""

    page_title = "VNG-kandidaten"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The path to the list."""
        return [*super().get_breadcrumbs_items(), {"url": reverse("vacancies"), "label": "VNG-kandidaten"}]

    def check(self, association: int | None) -> None:
        """Raise PermissionDenied unless the user may change seats of the association."""
        if not keepers(self.request.user).filter(pk=association).exists():
            raise PermissionDenied

    @cached_property
    def vacancy(self) -> Vacancy:
        """The vacancy that the address names; Http404 for none."""
        rows = Vacancy.objects.select_related("association", "post__organization__managed_by", "post__for_whom")
        found: Vacancy = row_of(rows, self.kwargs["number"])
        self.check(found.association_id)
        return found


class VacanciesView(VacancyScreen, TemplateView):
    """All vacancies of the user's associations, and the seats that are vacant without one."""

    template_name = "memberships/desk/vacancies.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What runs, by the day of closing; what is done, newest first; seats. A fixed number of queries."""
        mine = {one.pk for one in keepers(self.request.user)}
        if not mine:
            raise PermissionDenied
        rows = Vacancy.objects.filter(association__in=mine).select_related("post__organization", "association")
        counted = rows.annotate(applied=Count("candidates"))
        running = list(counted.exclude(status__in=FINISHED).order_by("closes_at", "pk"))
        return {
            **super().get_context_data(**kwargs),
            "running": [self.line(vacancy) for vacancy in running],
            "finished": [
                self.line(vacancy)
                for vacancy in counted.filter(status__in=FINISHED).order_by("-decided_on", "-pk")[:SHOWN_FINISHED]
            ],
            "seats": self.seats(mine, {vacancy.post_id for vacancy in running}),
            "several": len(mine) > 1,
        }

    @staticmethod
    def line(vacancy: Vacancy) -> dict[str, Any]:
        """One vacancy in a list."""
        return {"vacancy": vacancy, "state": vacancy.state_words(timezone.now())}

    @staticmethod
    def seats(mine: set[int], busy: set[int]) -> list[Membership]:
        """The seats that are vacant today and for which there is no vacancy yet."""
        vacant = sitting_now(mine, timezone.localdate()).filter(empty="vacant").exclude(post__in=busy)
        rows = vacant.with_names().order_by("post__organization__name", "post__order", "seat", "pk")
        found = {row.post_id: row for row in rows if getattr(association_of(row.post), "pk", None) in mine}
        return list(found.values())[:SHOWN_SEATS]


class VacancyFormScreen(VacancyScreen, FormScreen):
    """A form about a vacancy or a candidate; it returns to the vacancy."""

    @cached_property
    def organization(self) -> Organization:  # type: ignore[override]  # asked for once
        """The body of the seat."""
        found: Organization = self.vacancy.post.organization
        return found

    @property
    def back(self) -> str:
        """The vacancy."""
        return reverse("vacancy", args=[self.vacancy.pk])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The path to this screen, through the vacancy."""
        above = VacancyScreen.get_breadcrumbs_items(self)[:3]
        own = {"url": self.back, "label": self.vacancy.title}
        return [*above, own, {"url": "", "label": self.get_page_title()}]

    def get_initial(self) -> dict[str, Any]:
        """From today."""
        return {**super().get_initial(), "day": in_words(timezone.localdate(), "day")}


class NewVacancyView(VacancyFormScreen):
    """A new vacancy for a seat; one that runs already is shown instead."""

    template_name = "memberships/desk/vacancy_form.html"
    form_class = VacancyForm

    @cached_property
    def post_row(self) -> Post:
        """The seat; Http404 for one that no association fills."""
        rows = Post.objects.select_related("organization__managed_by", "for_whom")
        found: Post = row_of(rows, self.kwargs["number"])
        association = association_of(found)
        if association is None:
            raise Http404
        self.check(association.pk)
        return found

    @cached_property
    def vacancy(self) -> Vacancy:
        """What is to become of it."""
        post = self.post_row
        return Vacancy(post=post, association=association_of(post), title=upper_first(str(post)))

    @property
    def back(self) -> str:
        """The seats of the body."""
        return reverse("seats_of_body", args=[self.post_row.organization_id])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The path to this screen."""
        return [*VacancyScreen.get_breadcrumbs_items(self)[:3], {"url": "", "label": self.get_page_title()}]

    def get_page_title(self) -> str:
        """For which seat."""
        return f"Vacature: {self.post_row}"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The form, unless there is a vacancy for this seat that runs."""
        running = Vacancy.objects.filter(post=self.post_row, association=self.vacancy.association)
        if known := running.exclude(status__in=FINISHED).first():
            messages.info(request, "Voor deze functie is er al een vacature.")
            return redirect("vacancy", known.pk)
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Filled in as far as the register knows."""
        return {**super().get_form_kwargs(), "instance": self.vacancy}

    def form_valid(self, form: Any) -> HttpResponse:
        """Keep it as a draft, or on the site at once."""
        draft = self.request.POST.get("then") == "draft"
        status = Vacancy.Status.DRAFT if draft else Vacancy.Status.OPEN
        made = start_vacancy(association=self.vacancy.association, post=self.post_row, status=status, **form.values())
        messages.success(self.request, f"Bewaard{' als concept' if draft else ' en op de site gezet'}: {made.title}.")
        return redirect("vacancy", made.pk)


class ChangeVacancyView(VacancyFormScreen):
    """Other words or another day of closing for a vacancy that runs."""

    template_name = "memberships/desk/vacancy_form.html"
    form_class = VacancyForm

    def get_page_title(self) -> str:
        """Which vacancy."""
        return f"Wijzigen: {self.vacancy.title}"

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form of a copy, so that the screen's own title stays."""
        return {**super().get_form_kwargs(), "instance": Vacancy.objects.get(pk=self.vacancy.pk)}

    def form_valid(self, form: Any) -> HttpResponse:
        """Store it; a draft goes on the site when that was the button."""
        values = form.values()
        if self.vacancy.status == Vacancy.Status.DRAFT and self.request.POST.get("then") == "open":
            values["status"] = Vacancy.Status.OPEN
        try:
            changed = change_vacancy(vacancy=self.vacancy, **values)
        except RegisterRefused as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, f"Bewaard: {changed.title}.")
        return redirect(self.back)


class VacancyView(VacancyScreen, TemplateView):
    """A vacancy with its candidates."""

    template_name = "memberships/desk/vacancy.html"

    def get_page_title(self) -> str:
        """Its title."""
        return self.vacancy.title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The path to this screen."""
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.vacancy.title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The candidates in the order in which they applied, and what was done; a fixed number of queries."""
        rows = self.vacancy.candidates.select_related("municipality", "person").defer("motivation", "advice_note")
        candidates = list(rows)
        return {
            **super().get_context_data(**kwargs),
            "vacancy": self.vacancy,
            "state": self.vacancy.state_words(timezone.now()),
            "candidates": candidates,
            "waiting": WAITING,
            "may_erase": any(candidate.erased_at is None for candidate in candidates),
            "entries": self.entries(),
            "public_url": self.public_url() if self.vacancy.status != Vacancy.Status.DRAFT else "",
        }

    def entries(self) -> list[RegisterEntry]:
        """What was done to seats for this vacancy, newest first."""
        recent = RegisterEntry.objects.filter(association=self.vacancy.association).select_related("user")
        own = {"model": "vacancy", "pk": self.vacancy.pk}
        return [
            entry for entry in recent[:RECENT_ACTS] if any(own.items() <= change.items() for change in entry.changes)
        ]

    def public_url(self) -> str:
        """Where the public finds it; empty when the site has no overview."""
        site = Site.objects.filter(sitesettings__association=self.vacancy.association_id).first()
        viewer = Viewer.anonymous(site) if site else None
        overview = viewable_pages(viewer).filter(organizationindexpage__isnull=False).first() if viewer else None
        if site is None or viewer is None or overview is None:
            return ""
        return f"{site.root_url}{address_of(overview, viewer)}{PATH}{self.vacancy.slug}/"


class DropDraftView(VacancyScreen, View):
    """Takes away a draft (POST)."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, number: int) -> HttpResponse:
        """Do it."""
        title = self.vacancy.title
        try:
            drop_draft(vacancy=self.vacancy)
        except RegisterRefused as error:
            messages.error(request, str(error))
            return redirect("vacancy", number)
        messages.success(request, f"Verwijderd: {title}.")
        return redirect("vacancies")


class OutcomeView(VacancyFormScreen):
    """The end of a vacancy without (another) appointment."""

    form_class = OutcomeForm
    submit_label = "Leg de uitslag vast"

    def get_page_title(self) -> str:
        """Of which vacancy."""
        return f"Uitslag: {self.vacancy.title}"

    def form_valid(self, form: Any) -> HttpResponse:
        """Do it."""
        try:
            conclude(vacancy=self.vacancy, user=self.request.user, **form.cleaned_data)
        except RegisterRefused as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, f"De uitslag is vastgelegd: {self.vacancy.title}.")
        return redirect(self.back)


class CandidateScreen(VacancyFormScreen):
    """A form about a candidate."""

    @cached_property
    def candidate(self) -> Candidate:
        """The candidate that the address names; Http404 for none, PermissionDenied for another association's."""
        rows = Candidate.objects.select_related(
            "municipality", "person__merged_into", "vacancy__association", "vacancy__post__organization__managed_by",
            "vacancy__post__for_whom",
        )  # fmt: skip
        found: Candidate = row_of(rows, self.kwargs["number"])
        self.check(found.vacancy.association_id)
        return found

    @cached_property
    def vacancy(self) -> Vacancy:
        """For which vacancy."""
        return self.candidate.vacancy

    @property
    def name(self) -> str:
        """The candidate's name, or that in the register."""
        person = person_of(self.candidate)
        return self.candidate.name or (person.full_name if person else str(self.candidate))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form, with the candidate."""
        return {**super().get_context_data(**kwargs), "candidate": self.candidate, "vacancy": self.vacancy}


class CandidateView(CandidateScreen):
    """What a candidate wrote, and the advice."""

    template_name = "memberships/desk/vacancy_candidate.html"
    form_class = AdviceForm
    submit_label = "Bewaar het advies"

    def get_page_title(self) -> str:
        """Who applied."""
        return self.name

    def get_initial(self) -> dict[str, Any]:
        """The advice as it is."""
        return {"status": self.candidate.status, "note": self.candidate.advice_note}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With what may be done."""
        waiting = self.candidate.status in WAITING and not self.candidate.erased_at
        return {**super().get_context_data(**kwargs), "may_advise": waiting and not self.vacancy.is_decided}

    def form_valid(self, form: Any) -> HttpResponse:
        """Keep the advice."""
        try:
            advise(candidate=self.candidate, **form.cleaned_data)
        except RegisterRefused as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, f"Het advies is bewaard: {self.name}.")
        return redirect(self.back)


class NominateView(CandidateScreen):
    """Putting a candidate forward."""

    form_class = NominateForm
    submit_label = "Draag voor"

    def get_page_title(self) -> str:
        """Whom."""
        return f"Voordragen: {self.name}"

    def get_initial(self) -> dict[str, Any]:
        """The name as the candidate wrote it."""
        return {**super().get_initial(), "name": self.candidate.name}

    def form_valid(self, form: Any) -> HttpResponse:
        """Do it."""
        data = form.cleaned_data
        return self.attempt(
            form,
            lambda: nominate(
                candidate=self.candidate,
                person=person_named(data["name"], managed_by=self.vacancy.association),
                day=data["day"],
                user=self.request.user,
            ),
        )


class AppointView(CandidateScreen):
    """The outcome that fills the seat."""

    form_class = AppointForm
    submit_label = "Benoemd"

    def get_page_title(self) -> str:
        """Whom."""
        return f"Benoemd: {self.name}"

    def get_form_kwargs(self) -> dict[str, Any]:
        """Who is nominated needs no name any more."""
        return {**super().get_form_kwargs(), "known": self.candidate.person_id is not None}

    def get_initial(self) -> dict[str, Any]:
        """The name as the candidate wrote it."""
        return {**super().get_initial(), "name": self.candidate.name}

    def form_valid(self, form: Any) -> HttpResponse:
        """Do it."""
        data = form.cleaned_data
        return self.attempt(
            form,
            lambda: appoint_candidate(
                candidate=self.candidate,
                person=person_of(self.candidate) or person_named(data["name"], managed_by=self.vacancy.association),
                day=data["day"],
                outcome=data["outcome"],
                user=self.request.user,
            ),
        )


class EraseView(VacancyScreen, TemplateView):
    """Erasing what all candidates of a vacancy wrote, asked first."""

    template_name = "memberships/desk/vacancy_erase.html"

    @property
    def candidates(self) -> Any:
        """Whose data go."""
        return self.vacancy.candidates.filter(Q(erased_at=None))

    def get_page_title(self) -> str:
        """What is erased."""
        return f"Gegevens wissen: {self.vacancy.title}"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The path to this screen."""
        own = {"url": reverse("vacancy", args=[self.vacancy.pk]), "label": self.vacancy.title}
        return [*super().get_breadcrumbs_items(), own, {"url": "", "label": "Gegevens wissen"}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Of how many."""
        found = list(self.candidates)
        return {**super().get_context_data(**kwargs), "vacancy": self.vacancy, "candidates": found}

    def post(self, request: HttpRequest, number: int) -> HttpResponse:
        """Do it."""
        back, count = self.vacancy.pk, erase(candidates=self.candidates)
        words = "de gegevens van 1 kandidaat" if count == 1 else f"de gegevens van {count} kandidaten"
        messages.success(request, f"Gewist: {words}.")
        return redirect("vacancy", back)


class EraseCandidateView(EraseView):
    """The same for one candidate."""

    @cached_property
    def vacancy(self) -> Vacancy:
        """The vacancy of the candidate; Http404 for none, PermissionDenied for another association's."""
        rows = Candidate.objects.select_related("vacancy__association", "vacancy__post__organization")
        found: Candidate = row_of(rows, self.kwargs["number"])
        self.check(found.vacancy.association_id)
        return found.vacancy

    @property
    def candidates(self) -> Any:
        """Whose data go."""
        return self.vacancy.candidates.filter(pk=self.kwargs["number"], erased_at=None)
