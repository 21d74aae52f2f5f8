"""The screen on which all seats of a body are changed at once."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from association.base.rules.days import NoDay, in_words, parse_day
from association.memberships.actions import RegisterRefused
from association.memberships.actions.table import SeatChange, change_seats
from association.memberships.forms import ReferenceDateForm
from association.memberships.forms.table import ACTING, CONFIRM, END, NOMINATED, SUCCEED, TableForm, Wanted
from association.memberships.models import RegisterEntry
from association.memberships.queries import composition, open_posts
from association.memberships.rights import keeper_of
from association.memberships.rules import Capacity
from association.memberships.views.screen import Screen
from association.organizations.models import Organization
from association.people.actions import NameUnclear, person_named

HOW = {SUCCEED: Capacity.APPOINTED, CONFIRM: Capacity.APPOINTED, ACTING: Capacity.ACTING, NOMINATED: Capacity.NOMINATED}


class TableView(Screen, TemplateView):
    """The seats of a body on a day, all of which can be changed."""

    template_name = "memberships/desk/table.html"

    @cached_property
    def organization(self) -> Organization:
        """The body."""
        return self.body(self.kwargs["number"])

    @cached_property
    def keeper(self) -> Organization | None:
        """On behalf of which association its seats are changed."""
        return keeper_of(self.organization, self.request.user)

    def get_page_title(self) -> str:
        """Which body."""
        return f"{self.organization.name}: alle plekken"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The path to this screen."""
        body = {"url": reverse("seats_of_body", args=[self.organization.pk]), "label": self.organization.name}
        return [*super().get_breadcrumbs_items(), body, {"url": "", "label": "Alle plekken"}]

    def form(self, day: Any, data: Any = None, **kwargs: Any) -> TableForm:
        """The table of a day; of a shared body only the seats for the own association."""
        side = self.keeper.pk if self.keeper and self.organization.managed_by_id is None else None
        found = composition(self.organization, day, association=side)
        return TableForm(data, found=found, open_posts=open_posts(found, side), **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The table of the day that was asked for."""
        asked = ReferenceDateForm(request.GET, timezone.localdate())
        day = asked.day or asked.today
        return self.show(self.form(day, initial={"day": in_words(day, "day")}))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Store what changed, or say what is wrong."""
        try:
            day = parse_day(request.POST.get("day", "")).day
        except NoDay:
            day = timezone.localdate()
        form = self.form(day, request.POST)
        if form.changed_since:
            data: Any = request.POST.copy()
            data["seen"] = form.keys
            return self.show(self.form(day, data), changed=True)
        if not form.is_valid():
            return self.show(form)
        try:
            with transaction.atomic():
                entry = self.write(form)
        except (NameUnclear, RegisterRefused) as error:
            form.add_error(None, str(error))
            return self.show(form)
        messages.success(request, f"Bewaard: {entry.label}.")
        return redirect("seats_of_body", self.organization.pk)

    def write(self, form: TableForm) -> RegisterEntry:
        """Do it."""
        return change_seats(
            organization=self.organization,
            changes=[self.change(wanted) for wanted in form.wanted],
            day=form.cleaned_data["day"],
            user=self.request.user,
            association=self.keeper,
        )

    def change(self, wanted: Wanted) -> SeatChange:
        """What the editor wants, with the person."""
        if wanted.act in HOW:
            person = wanted.person or person_named(wanted.name, managed_by=self.keeper)
            return SeatChange(wanted.post, wanted.seat, person, HOW[wanted.act])
        return SeatChange(wanted.post, wanted.seat, empty="" if wanted.act == END else wanted.act)

    def show(self, form: TableForm, **context: Any) -> HttpResponse:
        """The table."""
        back = reverse("seats_of_body", args=[self.organization.pk])
        values = {"form": form, "organization": self.organization, "back": back, **context}
        return self.render_to_response(self.get_context_data(**values))
