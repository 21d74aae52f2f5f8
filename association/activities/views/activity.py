"""Screens about one activity, and about a year as a whole."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.generic import FormView, TemplateView

from association.activities.actions import HasReports, add_activity, carry_over, move, start_round, take_out
from association.activities.forms import ActivityForm, CarryForm, RoundForm
from association.activities.models import ActivityYear, ReportingRound
from association.activities.queries import kept_aside, years_of
from association.activities.rules import CELLS
from association.activities.views.screen import ActivityScreen, OneActivityScreen, may


class AddView(ActivityScreen, FormView):
    """A new activity in a year."""

    template_name = "activities/desk/activity.html"
    page_title = "Activiteit toevoegen"
    form_class = ActivityForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Only for who may make one."""
        if not may(request.user, "add", self.association):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The path to this screen."""
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form, for this association and year."""
        return super().get_form_kwargs() | {
            "association": self.association,
            "year": self.year,
            "user": self.request.user,
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form, and the way back."""
        return super().get_context_data(back=self.grid_url, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        """Make it, and go on in the grid or with another one."""
        given = form.cleaned_data
        predecessors = given.pop("predecessors")
        row = add_activity(association=self.association, year=self.year, user=self.request.user, **given)
        row.activity.predecessors.set(predecessors)
        messages.success(self.request, f"Toegevoegd: {row.full_title}.")
        if self.request.POST.get("another"):
            return redirect(self.request.path)
        return redirect(f"{self.grid_url}#rij-{row.pk}")


class ChangeView(OneActivityScreen, FormView):
    """Title, portfolios, bodies and partners of an activity, and its place in the year."""

    template_name = "activities/desk/activity.html"
    form_class = ActivityForm

    def get_page_title(self) -> str:
        """Which activity."""
        return self.row.full_title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The path to this screen."""
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.row.full_title}]

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form of this activity."""
        return super().get_form_kwargs() | {
            "instance": ActivityYear.objects.select_related("activity").get(pk=self.row.pk),
            "association": self.association,
            "year": self.year,
            "user": self.request.user,
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form, the way back, and what else may be done."""
        return super().get_context_data(back=f"{self.grid_url}#rij-{self.row.pk}", row=self.row, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Store the form, move the activity, or take it out of the year."""
        step = {"up": -1, "down": 1}.get(request.POST.get("move", ""))
        if step:
            move(number=self.row.pk, step=step)
            messages.success(request, "Verplaatst.")
            return redirect(request.path)
        if request.POST.get("out"):
            return self.out(request)
        return super().post(request, *args, **kwargs)

    def out(self, request: HttpRequest) -> HttpResponse:
        """Take it out of the year, unless something was reported."""
        back, year = self.grid_url, self.year
        try:
            title = take_out(number=self.row.pk, user=request.user)
        except HasReports as error:
            messages.error(request, str(error))
            return redirect(request.path)
        messages.success(request, f"Uit {year} gehaald: {title}.")
        return redirect(back)

    def form_valid(self, form: Any) -> HttpResponse:
        """Store it; the page stays open."""
        form.save()
        messages.success(self.request, "Bewaard.")
        return redirect(self.request.path)


class TextsView(OneActivityScreen, TemplateView):
    """Every text that somebody wrote about an activity in a year, newest first."""

    template_name = "activities/desk/texts.html"
    actions: tuple[str, ...] = ("view", "change")

    def get_page_title(self) -> str:
        """Which activity."""
        return f"Eerdere teksten: {self.row.full_title}"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The path to this screen."""
        return [*super().get_breadcrumbs_items(), {"url": "", "label": "Eerdere teksten"}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The texts."""
        waiting = {change.pk for change in kept_aside([self.row.pk]).values()}
        changes = self.row.changes.select_related("user").order_by("-at", "-pk")
        lines = [
            {
                "label": CELLS[change.cell].label,
                "change": change,
                "waits": change.pk in waiting,
                "who": (change.user.get_full_name() or change.user.get_username()) if change.user else "onbekend",
            }
            for change in changes
            if change.before != change.after
        ]
        return super().get_context_data(lines=lines, back=f"{self.grid_url}#rij-{self.row.pk}", **kwargs)


class CarryView(ActivityScreen, FormView):
    """Activities of another year that go on in this one."""

    template_name = "activities/desk/carry.html"
    form_class = CarryForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Only for who may make one."""
        if not may(request.user, "add", self.association):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        """From which year."""
        return f"Overnemen uit {self.source}" if self.source else "Overnemen"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The path to this screen."""
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.get_page_title()}]

    @property
    def source(self) -> int | None:
        """The nearest earlier year that has activities."""
        return next((year for year in years_of(self.association.pk) if year < self.year), None)

    def get_form_kwargs(self) -> dict[str, Any]:
        """The activities of the other year that this one does not have yet."""
        found = ActivityYear.objects.filter(activity__association=self.association, year=self.source or 0)
        here = ActivityYear.objects.filter(activity__association=self.association, year=self.year)
        return super().get_form_kwargs() | {"rows": found.exclude(activity__in=here.values("activity"))}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form, the years and the way back."""
        return super().get_context_data(back=self.grid_url, source=self.source, year=self.year, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        """Carry them over."""
        made = carry_over(rows=list(form.cleaned_data["rows"]), year=self.year, user=self.request.user)
        amount = "1 activiteit" if len(made) == 1 else f"{len(made)} activiteiten"
        messages.success(self.request, f"{amount} overgenomen, met doel en beoogde resultaten om van uit te gaan.")
        return redirect(self.grid_url)


class RoundView(ActivityScreen, FormView):
    """Ask who fills in to report on a period until a day."""

    template_name = "activities/desk/round.html"
    page_title = "Vraag om in te vullen"
    form_class = RoundForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Only for who may make activities."""
        if not may(request.user, "add", self.association):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The path to this screen."""
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_initial(self) -> dict[str, Any]:
        """The period of the grid that one came from."""
        return {**super().get_initial(), "period": self.request.GET.get("periode", "")}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form, the rounds of the year and the way back."""
        rounds = ReportingRound.objects.filter(association=self.association, year=self.year).order_by("period")
        return super().get_context_data(back=self.grid_url, rounds=rounds, year=self.year, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        """Start the round; the worker mails."""
        given = form.cleaned_data
        start_round(association=self.association, year=self.year, user=self.request.user, **given)
        messages.success(self.request, "Iedereen die nog iets moet invullen, krijgt bericht.")
        return redirect(f"{self.grid_url}?periode={given['period']}&ontbreekt=1")
