"""The screens "Wie zit waar" of the admin: bodies, the seats of one on a day, and what happens to a seat."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import TemplateView

from association.base.rules.days import in_words
from association.base.validity import on_day
from association.memberships.actions import appoint, confirm, correct, end, succeed
from association.memberships.forms import Act, CorrectionForm, FillForm, PostForm, ReferenceDateForm, SeatForm
from association.memberships.models import Membership, Post, RegisterEntry
from association.memberships.queries import composition, open_posts, watch_counts, watch_words
from association.memberships.rights import SEEING, bodies_for, keeper_of, keepers
from association.memberships.rules import Capacity
from association.memberships.views.entries import touched, values_in
from association.memberships.views.screen import FormScreen, Screen, row_of, visible_to
from association.organizations.models import Organization
from association.organizations.queries import BODIES
from association.people.actions import person_named

LONGEST_SEARCH = 100
SHOWN = 10  # acts in the list of what was done


@dataclass(frozen=True)
class BodyLine:
    """One body in the list: how many seats are taken and how many wait for somebody."""

    organization: Organization
    kind: str
    taken: int
    vacant: int


class BodiesView(Screen, TemplateView):
    """All bodies whose seats the user may see."""

    template_name = "memberships/desk/bodies.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The bodies of today, in the order of the site, with counts; a fixed number of queries."""
        if not keepers(self.request.user, SEEING).exists():
            raise PermissionDenied
        words = self.request.GET.get("q", "").replace("\0", "").strip()[:LONGEST_SEARCH]
        found = bodies_for(self.request.user, SEEING).filter(on_day(timezone.localdate()), name__icontains=words)
        bodies = sorted(found, key=lambda body: (list(BODIES).index(body.classification), body.name))
        taken, vacant = self.counts(bodies)
        lines = [
            BodyLine(body, BODIES[body.classification], taken.get(body.pk, 0), vacant.get(body.pk, 0))
            for body in bodies
        ]
        return {
            **super().get_context_data(**kwargs),
            "lines": lines,
            "words": words,
            "watch": watch_words(watch_counts(keepers(self.request.user, SEEING), timezone.localdate())),
            "may_change": keepers(self.request.user).exists(),
        }

    def counts(self, bodies: list[Organization]) -> tuple[dict[int, int], dict[int, int]]:
        """How many seats of each body are taken today, and how many are vacant."""
        taken: dict[int, int] = {}
        vacant: dict[int, int] = {}
        rows = Membership.objects.active_on(timezone.localdate()).filter(post__organization__in=bodies)
        for body, person, empty in rows.values_list("post__organization_id", "person_id", "empty"):
            if person is not None:
                taken[body] = taken.get(body, 0) + 1
            elif empty == "vacant":
                vacant[body] = vacant.get(body, 0) + 1
        return taken, vacant


class SeatsView(Screen, TemplateView):
    """The seats of a body on a day, and what was done to them last."""

    template_name = "memberships/desk/seats.html"

    @cached_property
    def organization(self) -> Organization:
        """The body."""
        return self.body(self.kwargs["number"], SEEING)

    def get_page_title(self) -> str:
        """The name of the body."""
        return str(self.organization.name)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The path to this screen."""
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.organization.name}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Its seats, with those that nobody holds."""
        form = ReferenceDateForm(self.request.GET, timezone.localdate())
        day = form.day or form.today
        keeper = keeper_of(self.organization, self.request.user)
        shared = self.organization.managed_by_id is None
        side = keeper.pk if shared and keeper else None
        found = composition(self.organization, day, association=side)
        may_change = bodies_for(self.request.user).filter(pk=self.organization.pk).exists()
        return {
            **super().get_context_data(**kwargs),
            "organization": self.organization,
            "form": form,
            "day": day,
            "day_words": in_words(day, "day"),
            "rows": found.rows,
            "open_posts": open_posts(found, side),
            "entries": self.entries() if may_change else [],
            "may_change": may_change,
        }

    def entries(self) -> list[RegisterEntry]:
        """What was done to this body's seats last, newest first."""
        number = self.organization.pk
        posts = set(Post.objects.filter(organization=number).values_list("pk", flat=True))
        keeper = keeper_of(self.organization, self.request.user)
        recent = RegisterEntry.objects.filter(association=keeper).select_related("user")[:100]
        return [entry for entry in recent if touches(entry, posts)][:SHOWN]


def touches(entry: RegisterEntry, posts: set[int]) -> bool:
    """Whether an act was about one of some seats."""
    return any(values_in(change)["post_id"] in posts for change in touched(entry))


class SeatView(FormScreen):
    """What happens to a seat that somebody holds, or that is empty."""

    form_class: type[Any] = SeatForm

    @cached_property
    def membership(self) -> Membership:
        """Who sits there."""
        found: Membership = row_of(Membership.objects.with_names(), self.kwargs["number"])
        return found

    @cached_property
    def organization(self) -> Organization:  # type: ignore[override]  # asked for once
        """The body of the seat."""
        return self.body(self.membership.post.organization_id)

    def get_page_title(self) -> str:
        """Who sits where now."""
        return f"{self.membership.who}: {self.membership.post.words}"

    def get_form_kwargs(self) -> dict[str, Any]:
        """Who is nominated can be appointed."""
        return {**super().get_form_kwargs(), "nominated": self.membership.capacity == Capacity.NOMINATED}

    def form_valid(self, form: Any) -> HttpResponse:
        """Do it."""
        data, keeper = form.cleaned_data, keeper_of(self.organization, self.request.user)
        return self.attempt(form, lambda: change_seat(self.membership, data, self.request.user, keeper))


def change_seat(seat: Membership, data: dict[str, Any], user: Any, keeper: Organization | None) -> RegisterEntry:
    """What the form says of a seat."""
    act, day = data["act"], data["day"].day
    common: dict[str, Any] = {"user": user, "association": keeper}
    if act == Act.CONFIRM:
        return confirm(membership=seat, start=day, **common)
    if act == Act.END:
        return end(membership=seat, end=day, then="", **common)
    if act == Act.EMPTY:
        return succeed(membership=seat, person=None, empty=data["empty"], start=day, **common)
    person = person_named(data["name"], managed_by=keeper)
    if act == Act.SUCCEED:
        return succeed(membership=seat, person=person, start=day, party=data["party"], **common)
    beside = {"on_behalf_of": seat.on_behalf_of, "seat": seat.seat, "party": data["party"]}
    return appoint(post=seat.post, person=person, start=day, capacity=act, **beside, **common)


class FillView(FormScreen):
    """Who comes in a seat that nobody holds."""

    form_class = FillForm

    @cached_property
    def post_row(self) -> Post:
        """The seat."""
        found: Post = row_of(Post.objects.select_related("organization"), self.kwargs["number"])
        return found

    @cached_property
    def organization(self) -> Organization:  # type: ignore[override]  # asked for once
        """The body of the seat."""
        return self.body(self.post_row.organization_id)

    def get_page_title(self) -> str:
        """Which seat."""
        return f"{self.post_row.words}: nog niemand"

    def form_valid(self, form: Any) -> HttpResponse:
        """Do it."""
        data, keeper = form.cleaned_data, keeper_of(self.organization, self.request.user)
        return self.attempt(form, lambda: fill_seat(self.post_row, data, self.request.user, keeper))


def fill_seat(post: Post, data: dict[str, Any], user: Any, keeper: Organization | None) -> RegisterEntry:
    """What the form says of a seat that nobody holds."""
    act, day = data["act"], data["day"].day
    common: dict[str, Any] = {"post": post, "start": day, "user": user, "association": keeper}
    member = post.for_whom
    behalf = member if member and member.classification == Organization.Classification.MUNICIPALITY else None
    if act == Act.EMPTY:
        return appoint(person=None, empty=data["empty"], capacity="", on_behalf_of=behalf, **common)
    capacity = Capacity.APPOINTED.value if act == Act.SUCCEED else act
    person = person_named(data["name"], managed_by=keeper)
    return appoint(person=person, capacity=capacity, party=data["party"], on_behalf_of=behalf, **common)


class CorrectView(SeatView):
    """Putting right what was recorded wrongly."""

    form_class = CorrectionForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form of this seat."""
        given = FormScreen.get_form_kwargs(self)
        return {**given, "instance": self.membership, "visible": visible_to(self.request.user)}

    def get_page_title(self) -> str:
        """What is put right."""
        return f"Verbeteren: {self.membership.who}"

    def form_valid(self, form: Any) -> HttpResponse:
        """Do it."""
        keeper = keeper_of(self.organization, self.request.user)
        seat = Membership.objects.get(pk=self.membership.pk)
        return self.attempt(
            form, lambda: correct(membership=seat, user=self.request.user, association=keeper, **form.values())
        )


class NewPostView(FormScreen):
    """A new seat of a body."""

    form_class = PostForm

    @cached_property
    def organization(self) -> Organization:  # type: ignore[override]  # asked for once
        """The body."""
        return self.body(self.kwargs["number"])

    def get_form_kwargs(self) -> dict[str, Any]:
        """With the organizations that the user may see."""
        return {**super().get_form_kwargs(), "visible": visible_to(self.request.user)}

    def get_page_title(self) -> str:
        """Of which body."""
        return f"Nieuwe functie in {self.organization.name}"

    def form_valid(self, form: Any) -> HttpResponse:
        """Store it, and ask who comes in it."""
        form.instance.organization = self.organization
        post = form.save()
        messages.success(self.request, f"Bewaard: {post.words}.")
        return redirect("fill_seat", post.pk)
