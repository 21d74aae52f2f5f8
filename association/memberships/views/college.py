"""The screens of a change of college: the municipality, who comes and goes, their seats, a look, and recording it."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.models import Page, Site

from association.base.queries import Viewer
from association.base.registry import announce
from association.base.rules.days import NoDay, in_words, parse_day
from association.memberships.actions import RegisterRefused
from association.memberships.actions.college import Arrival, Fate, change_college
from association.memberships.forms import PeopleForm, SeatsForm
from association.memberships.models import RegisterEntry
from association.memberships.pages import changed_pages
from association.memberships.queries import Sitting, sitting_for
from association.memberships.rights import keepers, municipalities_for
from association.memberships.views.entries import ChangeLine, change_lines
from association.memberships.views.screen import Screen, allowed
from association.organizations.models import Organization
from association.people.actions import NameUnclear, person_named

PEOPLE, SEATS, LOOK, RECORD = "mensen", "plekken", "bekijken", "vastleggen"


class DryRun(Exception):
    """Takes back what was tried out."""


class MunicipalitiesView(Screen, TemplateView):
    """The municipalities of which the user may record another college."""

    template_name = "memberships/desk/municipalities.html"
    page_title = "Collegewissel"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The path to this screen."""
        return [*super().get_breadcrumbs_items(), {"url": "", "label": "Collegewissel"}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The municipalities by name."""
        if not keepers(self.request.user).exists():
            raise PermissionDenied
        found = municipalities_for(self.request.user).order_by("name")
        return {**super().get_context_data(**kwargs), "municipalities": found}


class CollegeView(Screen, TemplateView):
    """A change of college in steps; every answer travels along in the form, and nothing is stored before the last."""

    template_name = "memberships/desk/college.html"

    @cached_property
    def municipality(self) -> Organization:
        """The municipality; PermissionDenied for one of another association, Http404 for none."""
        return allowed(municipalities_for(self.request.user), self.kwargs["number"])

    @cached_property
    def keepers(self) -> list[Organization]:
        """The associations for which the user changes seats of this municipality."""
        mine = keepers(self.request.user)
        return list(mine.filter(membership_links__member=self.municipality))

    def get_page_title(self) -> str:
        """Of which municipality."""
        return f"Collegewissel {self.municipality.name}"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The path to this screen."""
        own = {"url": reverse("college_changes"), "label": "Collegewissel"}
        return [*super().get_breadcrumbs_items(), own, {"url": "", "label": self.municipality.name}]

    def sittings(self, text: str) -> list[Sitting]:
        """Who sits there on the day that was typed; today without one."""
        try:
            day = parse_day(text).day
        except NoDay:
            day = timezone.localdate()
        return sitting_for(self.municipality, day, (keeper.pk for keeper in self.keepers))

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The first step, for today."""
        initial = {"day": in_words(timezone.localdate(), "day")}
        form = PeopleForm(sittings=self.sittings(""), initial=initial)
        return self.show(PEOPLE, people=form)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The next step, or the same with what is wrong."""
        data, step = request.POST, request.POST.get("step", "")
        people = PeopleForm(data, sittings=self.sittings(data.get("day", "")))
        if people.changed_since:
            return self.show(PEOPLE, people=self.anew(people), changed=True)
        if not people.is_valid() or step == PEOPLE:
            return self.show(PEOPLE, people=people)
        blank = SeatsForm(people=people, municipality=self.municipality)
        seats = SeatsForm(data, people=people, municipality=self.municipality)
        if not seats.is_valid() or (step == SEATS and seats.fields):
            return self.show(SEATS, people=people, seats=seats if seats.was_asked else blank)
        return self.record(people, seats) if step == RECORD else self.look(people, seats)

    def anew(self, form: PeopleForm) -> PeopleForm:
        """The first step for another day, or after somebody else's change, with what was typed already."""
        data: Any = form.data.copy()  # type: ignore[attr-defined]  # a QueryDict
        data["seen"] = form.fields["seen"].initial
        for one in form.sittings:
            if f"name-{one.person.pk}" not in data and not one.is_alderman:
                data[f"stays-{one.person.pk}"] = "on"
        return PeopleForm(data, sittings=form.sittings)

    def show(self, step: str, **context: Any) -> HttpResponse:
        """One step."""
        values = {
            "step": step,
            "municipality": self.municipality,
            "back": reverse("college_changes"),
            **context,
        }
        return self.render_to_response(self.get_context_data(**values))

    def write(self, people: PeopleForm, seats: SeatsForm) -> RegisterEntry:
        """Do it; NameUnclear or RegisterRefused when it cannot be done."""
        keeper = self.keepers[0]
        persons = {f"p{person.pk}": person for person in people.staying}
        arrivals = []
        for new in people.arriving:
            person = new.person or person_named(new.text, managed_by=keeper)
            persons[new.key] = person
            arrivals.append(Arrival(person, new.party, new.follows))
        fates = {row: Fate(choice, persons.get(key)) for row, (choice, key) in seats.chosen().items()}
        return change_college(
            municipality=self.municipality,
            day=people.cleaned_data["day"],
            leaving=people.leaving,
            arrivals=arrivals,
            fates=fates,
            user=self.request.user,
            association=keeper,
        )

    def look(self, people: PeopleForm, seats: SeatsForm) -> HttpResponse:
        """What would change, by trying it out and taking it back."""
        found: dict[str, Any] = {}
        try:
            with transaction.atomic():
                entry = self.write(people, seats)
                found = {"lines": change_lines(entry), "pages": self.pages(entry)}
                raise DryRun
        except DryRun:
            pass
        except (NameUnclear, RegisterRefused) as error:
            seats.add_error(None, str(error))
            return self.show(SEATS if seats.fields else PEOPLE, people=people, seats=seats, refused=str(error))
        return self.show(LOOK, people=people, seats=seats, sites=self.sites(), **found)

    def sites(self) -> list[Site]:
        """The sites of the associations."""
        return list(Site.objects.filter(sitesettings__association__in=self.keepers).select_related("root_page"))

    def pages(self, entry: RegisterEntry) -> list[dict[str, str]]:
        """The pages that the act changes, on each site: {title, url}."""
        user: Any = self.request.user
        return [
            {"title": title, "url": f"{site.root_url}{address}"}
            for site in self.sites()
            for title, address in changed_pages(entry, Viewer(site=site, user=user))
        ]

    def record(self, people: PeopleForm, seats: SeatsForm) -> HttpResponse:
        """Record it, with a draft of news where that was asked for: all of it or nothing."""
        try:
            with transaction.atomic():
                entry = self.write(people, seats)
                drafts = self.announce(people, change_lines(entry)) if self.request.POST.get("news") else []
        except (NameUnclear, RegisterRefused) as error:
            seats.add_error(None, str(error))
            return self.show(SEATS if seats.fields else PEOPLE, people=people, seats=seats, refused=str(error))
        messages.success(self.request, f"Vastgelegd: {entry.label}.")
        for draft in drafts:
            edit = reverse("wagtailadmin_pages:edit", args=[draft.pk])
            messages.info(
                self.request,
                "Er staat een nieuwsbericht klaar als concept.",
                buttons=[messages.button(edit, "Bekijk het concept")],
            )
        return redirect("register_entry", entry.pk)

    def announce(self, people: PeopleForm, lines: Iterable[ChangeLine]) -> list[Page]:
        """A draft of news on each site where the user may add one."""
        day = in_words(people.cleaned_data["day"], "day")
        title = f"Nieuw college in {self.municipality.name}"
        text = [f"De gemeente {self.municipality.name} heeft vanaf {day} een ander college.", *map(str, lines)]
        made = (announce(site, self.request.user, title, text) for site in self.sites())
        return [page for page in made if page is not None]
