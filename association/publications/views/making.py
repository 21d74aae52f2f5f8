"""New volumes: of a kind, after the last one, and an annual report from a work plan."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.generic import FormView, TemplateView

from association.base.site_settings import SiteSettings
from association.publications.forms.making import NewForm, NextForm
from association.publications.forms.tables import number_in
from association.publications.making.reports import (
    can_become_report,
    make_report,
    plan_report,
    report_series,
)
from association.publications.making.store import make_new, volume_at, years_taken
from association.publications.making.volumes import make_next, structure_of
from association.publications.models import PublicationSeries
from association.publications.pages import PublicationIndexPage, PublicationPage
from association.publications.rules import AlreadyMade, suggested_year, volume_of
from association.publications.views.desk import DeskScreen, association_at, indexes_for, indexes_here, publication_for

Kind = PublicationSeries.Kind


def settings_at(index: PublicationIndexPage) -> SiteSettings:
    """The settings of an index's site."""
    site = index.get_site()
    if site is None:
        raise Http404
    return SiteSettings.of(site)


def index_above(publication: PublicationPage, user: Any) -> PublicationIndexPage:
    """The index that a publication stands below; PermissionDenied for who may not add to it."""
    found = [index for index in indexes_for(user) if publication.path.startswith(index.path)]
    if not found:
        raise PermissionDenied
    return found[0]


def is_there_already(request: HttpRequest, known: PublicationPage) -> HttpResponse:
    """To the volume that was made before, with a word about it."""
    messages.info(request, f"'{known.draft_title or known.title}' was er al. U bent er nu.")
    return redirect("publication", number=known.pk)


class NewView(DeskScreen, FormView[NewForm]):
    """Choose a kind; the rest follows."""

    page_title = "Nieuwe publicatie"
    header_icon = "plus"
    template_name = "publications/admin/new.html"
    form_class = NewForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Only for who may add publications somewhere."""
        self.indexes = indexes_here(request)
        if not self.indexes:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def index(self) -> PublicationIndexPage:
        """The chosen site's index, else the first."""
        chosen = self.request.POST.get("site", "")
        return next((index for index in self.indexes if str(index.pk) == chosen), self.indexes[0])

    @cached_property
    def series(self) -> dict[str, str]:
        """The name of the series of each kind."""
        own = PublicationSeries.objects.filter(association=association_at(self.index)).order_by("-name")
        return {
            **{kind.value: str(kind.label).capitalize() for kind in Kind},
            **{series.kind: series.name for series in own},
        }

    @cached_property
    def suggested(self) -> dict[str, int]:
        """The year of each kind."""
        taken, today = years_taken(self.index), timezone.localdate()
        return {kind: suggested_year(kind, today, taken.get(kind, ())) for kind in Kind.values}

    def get_form_kwargs(self) -> dict[str, Any]:
        """With the sites and kinds to choose from."""
        sites = [(index.pk, association_at(index).abbreviation) for index in self.indexes]
        return {**super().get_form_kwargs(), "sites": sites, "suggested": self.suggested, "series": self.series}

    def get_initial(self) -> dict[str, Any]:
        """The kind that the address names."""
        return {**super().get_initial(), "kind": self.request.GET.get("soort", "")}

    def form_valid(self, form: NewForm) -> HttpResponse:
        """Make the draft and show it."""
        kind = form.cleaned_data["kind"]
        volume = form.volume(kind, self.series[kind], self.suggested[kind])
        try:
            made = make_new(index=self.index, settings=settings_at(self.index), volume=volume, user=self.request.user)
        except AlreadyMade as error:
            return told_of(self, form, error.publication, volume.title)
        messages.success(self.request, f"'{made.title}' staat klaar als concept. Lezers zien nog niets.")
        return redirect("publication", number=made.pk)


def told_of(view: Any, form: Any, found: PublicationPage, title: str) -> HttpResponse:
    """Whoever pressed twice gets the one that was made; another title comes back beside the field."""
    if title == (found.draft_title or found.title):
        return is_there_already(view.request, found)
    link = format_html(
        'Van dit jaar is er al een: <a href="{}">{}</a>. Kies een ander jaar.',
        reverse("publication", args=[found.pk]),
        found.draft_title or found.title,
    )
    form.add_error("year", link)
    answer: HttpResponse = view.form_invalid(form)
    return answer


class FromVolumeScreen(DeskScreen):
    """A screen on which something is made of a publication."""

    request: HttpRequest
    kwargs: dict[str, Any]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Only for who may change the publication and add another beside it."""
        self.source = publication_for(request.user, kwargs["number"])
        self.index = index_above(self.source, request.user)
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def above(self) -> list[tuple[str, str]]:
        """The publication."""
        return [*super().above(), (str(self.source.title), reverse("publication", args=[self.source.pk]))]


class ReportView(FromVolumeScreen, TemplateView):
    """What comes in the annual report of a work plan; one button makes it."""

    header_icon = "doc-full-inverse"
    template_name = "publications/admin/report_from_plan.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Http404 for what is no work plan that readers know."""
        if not can_become_report(publication_for(request.user, kwargs["number"])):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        """What is made of what."""
        return f"Jaarverslag maken van {self.source.title}"

    @cached_property
    def known(self) -> PublicationPage | None:
        """The annual report that there is already."""
        return volume_at(self.index, report_series(self.source), self.source.year or 0)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The plan of it."""
        plan = None
        if self.known is None:
            plan = plan_report(self.source, settings_at(self.index), self.request.user)
        return super().get_context_data(
            source=self.source,
            known=self.known,
            known_url=reverse("publication", args=[self.known.pk]) if self.known else "",
            plan=plan,
            back=reverse("publication", args=[self.source.pk]),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Make it."""
        photos = [number for key in request.POST.getlist("foto") if (number := number_in(key)) is not None]
        try:
            made = make_report(
                plan=self.source, index=self.index, settings=settings_at(self.index), photos=photos, user=request.user
            )
        except AlreadyMade as error:
            return is_there_already(request, error.publication)
        messages.success(request, f"'{made.title}' staat klaar als concept. Lezers zien nog niets.")
        return redirect("publication", number=made.pk)


class NextView(FromVolumeScreen, FormView[NextForm]):
    """The next volume after another."""

    header_icon = "copy"
    template_name = "publications/admin/next.html"
    form_class = NextForm

    def get_page_title(self) -> str:
        """After which one."""
        return f"Nieuwe jaargang op basis van {self.source.title}"

    @cached_property
    def year(self) -> int:
        """The year that is most likely meant."""
        taken = years_taken(self.index).get(self.source.series.kind, set())
        return suggested_year(self.source.series.kind, timezone.localdate(), {*taken, self.source.year or 0})

    def get_initial(self) -> dict[str, Any]:
        """The year."""
        return {**super().get_initial(), "year": self.year}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What comes along."""
        plain = volume_of(self.source.series.kind, self.source.series.name, self.year)
        return super().get_context_data(
            source=self.source,
            suggested=plain.title,
            chapters=structure_of(self.source, plain, self.request.user),
            back=reverse("publication", args=[self.source.pk]),
            **kwargs,
        )

    def form_valid(self, form: NextForm) -> HttpResponse:
        """Make it."""
        series = self.source.series
        volume = form.volume(series.kind, series.name, self.year)
        try:
            made = make_next(source=self.source, index=self.index, volume=volume, user=self.request.user)
        except AlreadyMade as error:
            return told_of(self, form, error.publication, volume.title)
        messages.success(self.request, f"'{made.title}' staat klaar als concept, met de tekst van toen ernaast.")
        return redirect("publication", number=made.pk)


def report_links(publications: list[PublicationPage]) -> dict[int, str]:
    """Where an annual report can be made of work plans whose year has none, by the plan's number; one query."""
    plans = [page for page in publications if page.series.kind == Kind.WORK_PLAN and page.year]
    reports = PublicationPage.objects.filter(series__kind=Kind.ANNUAL_REPORT, year__in={page.year for page in plans})
    known = {(page.path[: -page.steplen], page.year) for page in reports} if plans else set()
    return {
        page.pk: reverse("report_from_plan", args=[page.pk])
        for page in plans
        if page.live and (page.path[: -page.steplen], page.year) not in known
    }
