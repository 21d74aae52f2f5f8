"""A person in the admin: all seats in time, where the name shows, two that are one, and a name that must go."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView, TemplateView, View
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page
from wagtail.permissions import policy_registry

from association.base.queries import Viewer
from association.base.registry import views_of
from association.base.site_settings import SiteSettings
from association.memberships.actions import RegisterRefused, anonymise, keep_apart, merge, undo
from association.memberships.actions.persons import (
    Writings,
    kept_apart,
    mentions,
    merge_problems,
    writings_of,
)
from association.memberships.forms.persons import AnonymiseForm, MergeForm
from association.memberships.models import Membership, RegisterEntry
from association.memberships.pages import start_of
from association.memberships.queries import SeatRow, known_seats
from association.memberships.rights import SEEING, bodies_for, keepers, may_anonymise, may_move
from association.memberships.views.screen import Screen, row_of
from association.organizations.models import Organization
from association.people.actions import NameUnclear, known_person
from association.people.models import Person
from association.people.queries import names_known
from association.people.rules import Name
from association.people.rules.alike import Known, Pair, likely_pairs

WIDTH = 1000  # of the drawn line, in its own units
MOST = 50
TELLS_COMPLETE = ("form_of_address", "given_name", "initials", "email", "phone", "portrait_id", "variants")


@dataclass(frozen=True)
class SeatLine:
    """A seat of a person: when, what the user may do with it, and its place on the drawn line."""

    row: SeatRow
    when: str  # now, later or earlier
    may_change: bool
    left: int
    width: int


def when(seat: Membership, today: date) -> str:
    """Whether a seat is held now, later or earlier."""
    if seat.holds_on(today):
        return "now"
    return "later" if seat.start_date and seat.start_date > today else "earlier"


def span(seats: list[Membership], today: date) -> tuple[int, int]:
    """The first and the last year that the drawn line shows."""
    days = [day for seat in seats for day in (seat.start_date, seat.last_date) if day] + [today]
    return min(days).year, max(days).year


def place_of(day: date | None, years: tuple[int, int], *, otherwise: int) -> int:
    """Where a day lies on the drawn line; `otherwise` for an open end."""
    if day is None:
        return otherwise
    whole = (years[1] - years[0] + 1) * 366
    return round(((day.year - years[0]) * 366 + day.timetuple().tm_yday) * WIDTH / whole)


def seat_lines(seats: list[Membership], user: Any, today: date) -> list[SeatLine]:
    """The seats of a person, those of today first; one query."""
    found = {seat.post.organization_id for seat in seats}
    mine = set(bodies_for(user).filter(pk__in=found).values_list("pk", flat=True))
    years = span(seats, today)
    lines = []
    for seat in seats:
        left = place_of(seat.start_date, years, otherwise=0)
        right = place_of(seat.end_date, years, otherwise=WIDTH)
        may_change = seat.post.organization_id in mine
        lines.append(SeatLine(SeatRow(seat, None), when(seat, today), may_change, left, max(right - left, 6)))
    return sorted(lines, key=lambda line: ("now", "later", "earlier").index(line.when))


class PersonScreen(Screen):
    """A screen about one person, for who may see persons."""

    header_icon = "user"

    @cached_property
    def person(self) -> Person:
        """The person; Http404 for none, PermissionDenied for who may see none."""
        return self.known(self.kwargs["number"])

    def known(self, number: int) -> Person:
        """A person whom the user may see."""
        found: Person = row_of(Person.objects.select_related("managed_by", "merged_into"), number)
        policy = policy_registry.get_by_type(Person)
        if not policy.user_has_any_permission_for_instance(self.request.user, SEEING, found):
            raise PermissionDenied
        return found

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The path to this screen, through the persons."""
        return [
            {"url": reverse("wagtailadmin_home"), "label": "Beheer"},
            {"url": reverse("personen:index"), "label": "Personen"},
            *self.path_below(),
            {"url": "", "label": self.get_page_title()},
        ]

    def path_below(self) -> list[dict[str, Any]]:
        """What lies between the persons and this screen."""
        return []

    @property
    def keeper(self) -> Organization | None:
        """On behalf of which association the user acts."""
        found: Organization | None = self.person.managed_by or keepers(self.request.user).order_by("pk").first()
        return found


class BelowPerson(PersonScreen):
    """A screen that is reached from a person's own."""

    def path_below(self) -> list[dict[str, Any]]:
        """Through the person."""
        return [{"url": reverse("person_seats", args=[self.person.pk]), "label": str(self.person)}]


class PersonSeatsView(PersonScreen, TemplateView):
    """All seats of a person in time, as far as the user may see them, and where the name shows."""

    template_name = "memberships/desk/person.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The screen; who was merged leads to who stayed, and a name to put beside it to the two together."""
        if self.person.merged_into_id:
            return redirect("person_seats", self.person.merged_into_id)
        if other := self.chosen():
            return redirect("merge_persons", self.person.pk, other.pk)
        return super().get(request, *args, **kwargs)

    def get_page_title(self) -> str:
        """The name."""
        return self.person.full_name

    @cached_property
    def wanted(self) -> str:
        """The name to put beside this person, as it was typed."""
        return self.request.GET.get("met", "").replace("\0", "").strip()[:200]

    @cached_property
    def wrong(self) -> str:
        """What is wrong with that name, in words."""
        try:
            found = known_person(self.wanted) if self.wanted else None
        except NameUnclear as error:
            return str(error)
        if self.wanted and found is None:
            return f"Niemand heet '{self.wanted}'. Schrijf de naam zoals hij bij Personen staat."
        return "Dit is dezelfde persoon. Schrijf de andere naam." if found == self.person else ""

    def chosen(self) -> Person | None:
        """Who is to be put beside this person."""
        return known_person(self.wanted) if self.wanted and not self.wrong else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The seats and where they show; a fixed number of queries for each site."""
        today, user = timezone.localdate(), self.request.user
        mine = list(keepers(user, SEEING).values_list("pk", flat=True))
        seats = known_seats(mine, [self.person.pk])
        lines = seat_lines(seats, user, today)
        may_join = not self.person.is_nameless and may_move(user, [self.person])
        return {
            **super().get_context_data(**kwargs),
            "person": self.person,
            "lines": lines,
            "years": span(seats, today),
            "today_at": place_of(today, span(seats, today), otherwise=0),
            "places": self.places(seats, mine, today),
            "merges": self.merges() if may_join else [],
            "may_edit": not self.person.is_nameless and self.may_edit(),
            "may_join": may_join,
            "may_anonymise": not self.person.is_nameless and may_anonymise(user, self.person),
            "wanted": self.wanted,
            "wrong": self.wrong,
        }

    def may_edit(self) -> bool:
        """Whether the user may change the name and the contact."""
        policy = policy_registry.get_by_type(Person)
        return bool(policy.user_has_permission_for_instance(self.request.user, "change", self.person))

    def places(self, seats: list[Membership], mine: list[int], today: date) -> list[tuple[str, str]]:
        """Title and address of the pages that show the person, on the sites of the user's associations."""
        public = any(seat.post.is_office for seat in seats) and not self.person.is_nameless
        bodies = {seat.post.organization_id for seat in seats if seat.holds_on(today)}
        found: list[tuple[str, str]] = []
        for own in SiteSettings.objects.filter(association__in=mine).select_related("site__root_page"):
            viewer = Viewer(site=own.site, user=self.request.user)  # type: ignore[arg-type]  # who is logged in
            root = own.site.root_url
            if public and (start := start_of(viewer)):
                found.append((f"Eigen pagina op {own.site.site_name}", f"{root}{start}personen/{self.person.slug}/"))
            found += [(title, f"{root}{address}") for title, address in views_of(bodies, viewer)]
        return found

    def merges(self) -> list[RegisterEntry]:
        """The acts in which another record was made one with this, and that can be taken back."""
        merged = set(self.person.merged.values_list("pk", flat=True))
        entries = RegisterEntry.objects.filter(action="merge", undone_by=None) if merged else []
        return [entry for entry in entries if entry.changes[-1]["pk"] in merged]


def known_names(user: Any) -> list[Known]:
    """The names of the persons whom the user may change; one query."""
    allowed = policy_registry.get_by_type(Person).instances_user_has_permission_for(user, "change")
    parts = ("form_of_address", "given_name", "initials", "prefix", "family_name")
    return [
        Known(row["pk"], Name(*(row[part] for part in parts)), frozenset(row["search_names"].split()))
        for row in names_known(allowed)
    ]


class SamePersonsView(Screen, TemplateView):
    """Persons who may be one, for who may make them one."""

    header_icon = "user"
    page_title = "Misschien dezelfde persoon"
    template_name = "memberships/desk/persons_alike.html"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The path to this screen, through the persons."""
        return [
            {"url": reverse("wagtailadmin_home"), "label": "Beheer"},
            {"url": reverse("personen:index"), "label": "Personen"},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The first pairs, the surest on top; a fixed number of queries."""
        user = self.request.user
        if not policy_registry.get_by_type(Person).user_has_permission(user, "change"):
            raise PermissionDenied
        apart = kept_apart()
        pairs = [pair for pair in likely_pairs(known_names(user)) if (pair.first, pair.second) not in apart]
        return {**super().get_context_data(**kwargs), "pairs": self.shown(pairs[:MOST]), "number": len(pairs)}

    def shown(self, pairs: list[Pair]) -> list[dict[str, Any]]:
        """Pairs with the persons themselves, and what the user may know of where they sit."""
        numbers = {number for pair in pairs for number in (pair.first, pair.second)}
        people = Person.objects.in_bulk(numbers)
        seats = seats_of_many(numbers, self.request.user)
        return [
            {
                "reason": pair.reason,
                "people": [(people[number], seats.get(number, [])[:2]) for number in (pair.first, pair.second)],
            }
            for pair in pairs
        ]


def seats_of_many(people: set[int], user: Any) -> dict[int, list[str]]:
    """Where each of some persons sits or sat, newest first, as far as the user may see it; two queries."""
    mine = list(keepers(user, SEEING).values_list("pk", flat=True))
    found: dict[int, list[str]] = {}
    for row in known_seats(mine, people):
        words = f"{row.post} ({row.period})" if row.period else str(row.post)
        found.setdefault(row.person_id or 0, []).append(words)
    return found


class PairScreen(BelowPerson):
    """A screen about two persons, for who may change both and all their seats."""

    @cached_property
    def people(self) -> tuple[Person, Person]:
        """The two, in the order of the address; Http404 for one, for who was merged and for a name that is gone."""
        found = (self.person, self.known(self.kwargs["other"]))
        if found[0] == found[1] or any(one.merged_into_id or one.is_nameless for one in found):
            raise Http404
        if not may_move(self.request.user, list(found)):
            raise PermissionDenied
        return found

    def get_page_title(self) -> str:
        """What it is about."""
        return "Is dit dezelfde persoon?"


def completeness(person: Person, seats: int) -> tuple[int, int, int]:
    """How much is known of somebody; of two that know as much, the first that was made."""
    return sum(bool(getattr(person, name)) for name in TELLS_COMPLETE), seats, -person.pk


class MergeView(PairScreen, FormView):
    """Two persons beside each other, and the question which of the two stays."""

    template_name = "memberships/desk/person_merge.html"
    form_class = MergeForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """With the two."""
        return {**super().get_form_kwargs(), "people": self.people}

    @cached_property
    def seats(self) -> dict[int, list[Membership]]:
        """The seats of each; the user may see all, as `people` made sure."""
        found: dict[int, list[Membership]] = {person.pk: [] for person in self.people}
        for row in Membership.objects.filter(person__in=found).with_names().order_by("-start_date", "pk"):
            found[row.person_id].append(row)
        return found

    def get_initial(self) -> dict[str, Any]:
        """The most complete stays."""
        best = max(self.people, key=lambda person: completeness(person, len(self.seats[person.pk])))
        return {**super().get_initial(), "stays": str(best.pk)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Both, with their seats and what stands in the way."""
        return {
            **super().get_context_data(**kwargs),
            "sides": [(person, self.seats[person.pk]) for person in self.people],
            "problems": merge_problems(*self.people),
            "names": [person.pk for person in self.people],
        }

    def form_valid(self, form: Any) -> HttpResponse:
        """Make them one."""
        stays = next(person for person in self.people if str(person.pk) == form.cleaned_data["stays"])
        goes = next(person for person in self.people if person != stays)
        try:
            entry = merge(stays=stays, goes=goes, user=self.request.user, association=self.keeper)
        except RegisterRefused as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, f"Bewaard: {entry.label}.")
        return redirect("person_seats", stays.pk)


class ApartView(PairScreen, View):
    """Two persons who are not one are no longer suggested (POST)."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, number: int, other: int) -> HttpResponse:
        """Remember it, once."""
        one, two = self.people
        if (min(one.pk, two.pk), max(one.pk, two.pk)) not in kept_apart():
            keep_apart(one=one, other=two, user=request.user, association=self.keeper)
        messages.success(request, f"{one.full_name} en {two.full_name} blijven twee personen.")
        return redirect("same_persons")


class UnmergeView(PersonScreen, View):
    """Takes a merging back (POST)."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, number: int, entry: int) -> HttpResponse:
        """Undo it, for who may change the person and all seats."""
        found: RegisterEntry = row_of(RegisterEntry.objects.filter(action="merge"), entry)
        people = {change["pk"] for change in found.changes if change["model"] == "person"}
        if self.person.pk not in people:
            raise Http404
        if not may_move(request.user, list(Person.objects.filter(pk__in=people))):
            raise PermissionDenied
        try:
            undo(entry=found, user=request.user)
            messages.success(request, f"Ongedaan gemaakt: {found.label}.")
        except RegisterRefused as error:
            messages.error(request, str(error))
        return redirect("person_seats", number)


class AnonymiseView(BelowPerson, FormView):
    """What goes and what stays when a name is taken out, and the question to type it once more."""

    template_name = "memberships/desk/person_anonymise.html"
    form_class = AnonymiseForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Only for who may, and for a name that is still there."""
        self.request = request
        if self.person.merged_into_id or self.person.is_nameless:
            raise Http404
        if not may_anonymise(request.user, self.person):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        """What it is about."""
        return "Naam verwijderd" if self.person.is_nameless else f"Naam verwijderen: {self.person.full_name}"

    def get_form_kwargs(self) -> dict[str, Any]:
        """With the person."""
        return {**super().get_form_kwargs(), "person": self.person}

    @cached_property
    def writings(self) -> Writings:
        """How the name is written."""
        return writings_of(self.person)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What goes and what stays."""
        return {
            **super().get_context_data(**kwargs),
            "person": self.person,
            "writings": self.writings,
            "seats": Membership.objects.filter(person__in=self.writings.people).count(),
            "mentions": named_rows(self.writings, self.request.user),
        }

    def form_valid(self, form: Any) -> HttpResponse:
        """Take the name out, and say at once what stays: nothing remembers the name after this answer."""
        user, writings = self.request.user, self.writings
        pages = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "change")
        try:
            anonymise(person=self.person, pages=pages, user=user, association=self.keeper)
        except RegisterRefused as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        self.person = Person.objects.get(pk=self.person.pk)
        context = {
            **super().get_context_data(form=form),
            "person": self.person,
            "shared": bool(writings.shared),
            "mentions": named_rows(writings, user),
            "done": True,
        }
        return self.render_to_response(context)


def named_rows(writings: Writings, user: Any) -> list[dict[str, str]]:
    """What has the name in it and can be changed by the user: kind, title and address."""
    finder = AdminURLFinder(user)
    found = []
    for model, key in mentions(writings):
        row: Any = model._base_manager.filter(pk=key).first()
        if row is not None and (address := finder.get_edit_url(row)):
            kind = row.specific_class if isinstance(row, Page) else model
            found.append({"kind": str(kind._meta.verbose_name), "title": str(row), "url": address})
    return found[: MOST * 2]
