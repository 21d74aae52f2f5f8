"""What was done to the register: one act in words, seat by seat, and undoing it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.generic import TemplateView, View
from wagtail.permissions import policy_registry

from association.memberships.actions import RegisterRefused, undo
from association.memberships.models import Membership, Post, RegisterEntry
from association.memberships.rights import keepers, may_move
from association.memberships.views.screen import Screen, row_of
from association.people.models import Person

Values = dict[str, Any]


@dataclass(frozen=True)
class ChangeLine:
    """One seat in an act: who sat there, and who sits there now or why nobody does; empty for nobody."""

    place: str
    was: str
    becomes: str

    def __str__(self) -> str:
        if self.becomes and self.was:
            return f"{self.place}: {self.becomes} (was {self.was})"
        return f"{self.place}: {self.becomes}" if self.becomes else f"{self.place}: {self.was} stopt"


def touched(entry: RegisterEntry) -> list[Values]:
    """The changes of an act that are about seats."""
    return [change for change in entry.changes if change["model"] == "membership"]


def values_in(change: Values) -> Values:
    """The columns of a row after an act, or before it when the row is gone."""
    found: Values = change["after"] or change["before"]
    return found


def change_lines(entry: RegisterEntry) -> list[ChangeLine]:
    """An act seat by seat, in the order of the act; two queries."""
    changes = touched(entry)
    rows = [values for change in changes for values in (change["before"], change["after"]) if values]
    posts = Post.objects.select_related("organization", "for_whom").in_bulk({row["post_id"] for row in rows})
    people = Person.objects.in_bulk({row["person_id"] for row in rows if row["person_id"]})
    groups: dict[tuple[int, int], list[Values]] = {}
    for change in changes:
        values = values_in(change)
        groups.setdefault((values["post_id"], values["seat"]), []).append(change)

    def names(found: list[Values]) -> str:
        return ", ".join(dict.fromkeys(who_in(values, people) for values in found))

    return [
        ChangeLine(
            place_of(posts[post]),
            names([change["before"] for change in group if change["before"]]),
            names([change["after"] for change in group if change["after"] and holds_after(change)]),
        )
        for (post, _), group in groups.items()
    ]


def holds_after(change: Values) -> bool:
    """Whether a row is new, or was changed otherwise than by ending it."""
    before, after = change["before"], change["after"]
    return before is None or before["end_date"] == after["end_date"]


def who_in(values: Values, people: dict[int, Person]) -> str:
    """The name in a row, with how somebody sits there, or the words of an empty seat."""
    row = Membership(empty=values["empty"], capacity=values["capacity"])
    if not values["person_id"]:
        return str(row.get_empty_display())
    person = people.get(values["person_id"])
    name = person.full_name if person else "naam niet meer bekend"
    return name if values["capacity"] in {"", "appointed"} else f"{name} ({row.get_capacity_display()})"


def place_of(post: Post) -> str:
    """Which seat, in which body: "Lid, Dagelijks bestuur"; "Wethouder van Assen"."""
    words = f"{post.words[:1].upper()}{post.words[1:]}"
    return f"{words} van {post.organization.name}" if post.is_office else f"{words}, {post.organization.name}"


class EntryScreen(Screen):
    """A screen about one act, for who may change every seat in it."""

    @cached_property
    def entry(self) -> RegisterEntry:
        """The act; Http404 for none, PermissionDenied for another association's."""
        found: RegisterEntry = row_of(RegisterEntry.objects.select_related("user"), self.kwargs["number"])
        if people := {change["pk"] for change in found.changes if change["model"] == "person"}:
            if not may_move(self.request.user, list(Person.objects.filter(pk__in=people))):
                raise PermissionDenied
            return found
        posts = {values_in(change)["post_id"] for change in touched(found)}
        if not posts:
            raise PermissionDenied
        if not keepers(self.request.user).exists() or not self.may_change_people(found):
            raise PermissionDenied
        for number in set(Post.objects.filter(pk__in=posts).values_list("organization_id", flat=True)):
            self.keeping(number)
        return found

    def may_change_people(self, entry: RegisterEntry) -> bool:
        """Whether the user may change every person that the act was about."""
        people = {change["pk"] for change in entry.changes if change["model"] == "person"}
        policy = policy_registry.get_by_type(Person)
        allowed = policy.instances_user_has_any_permission_for(self.request.user, ["change"])
        return bool(allowed.filter(pk__in=people).count() == len(people))


class EntryView(EntryScreen, TemplateView):
    """What was done, with the button that takes it back."""

    template_name = "memberships/desk/entry.html"

    def get_page_title(self) -> str:
        """What was done."""
        return str(self.entry.label)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The path to this screen."""
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.entry.label}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The lines, and whether it can be undone."""
        return {
            **super().get_context_data(**kwargs),
            "entry": self.entry,
            "lines": change_lines(self.entry),
            "may_undo": self.entry.action != "undo" and not self.entry.undone_by_id,
        }


class UndoView(EntryScreen, View):
    """Makes an act undone (POST)."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, number: int) -> HttpResponse:
        """Undo it."""
        try:
            undo(entry=self.entry, user=request.user)
            messages.success(request, f"Ongedaan gemaakt: {self.entry.label}.")
        except RegisterRefused as error:
            messages.error(request, str(error))
        return redirect(
            (request.POST.get("next") == "act" and reverse("register_entry", args=[number])) or self.body_url()
        )

    def body_url(self) -> str:
        """The seats of the body that the act was about; the list when it was about several."""
        posts = {values_in(change)["post_id"] for change in touched(self.entry)}
        bodies = set(Post.objects.filter(pk__in=posts).values_list("organization_id", flat=True))
        return reverse("seats_of_body", args=list(bodies)) if len(bodies) == 1 else reverse("seats")
