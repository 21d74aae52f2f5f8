"""Who writes what: per chapter how full it is, who was asked, and who is late."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.generic import FormView
from wagtail.admin.widgets.button import HeaderButton

from association.base.models import User
from association.publications.contributing.asking import ask_contributor, revoke_contribution, settle_kept
from association.publications.forms.contributions import AskForm
from association.publications.models import Contribution, KeptText
from association.publications.pages import ChapterPage
from association.publications.queries.contributions import Closed, contributions_to, kept_texts, why_closed
from association.publications.rules import places_in
from association.publications.views.desk import LARGEST_KEY, Desk, DeskScreen, Row, publication_for
from association.review.queries import name_of


@dataclass(frozen=True)
class Writer:
    """Somebody who was asked for a chapter: how that stands, in a word and its weight."""

    contribution: Contribution
    state: str
    is_late: bool
    is_open: bool


@dataclass(frozen=True)
class Line:
    """A chapter on the board: how many places for words are filled, which are not, who changed it last, who writes."""

    row: Row
    filled: int
    places: int
    empty: tuple[str, ...]
    changed_by: str
    writers: tuple[Writer, ...]

    @property
    def percent(self) -> int:
        """How much is filled, of a hundred; a chapter without places for words is full."""
        return round(100 * self.filled / self.places) if self.places else 100


def board(desk: Desk, found: Iterable[Contribution], root: str) -> list[Line]:
    """All chapters with their writers; no query beside those of the desk."""
    writers: dict[int, list[Writer]] = {}
    for contribution in found:
        writers.setdefault(contribution.chapter_id, []).append(writer(contribution, root))
    return [line(row, desk.bodies[row.page.pk], tuple(writers.get(row.page.pk, ()))) for row in desk.rows]


def line(row: Row, body: list[Any], writers: tuple[Writer, ...]) -> Line:
    """One chapter."""
    places = places_in(body)
    empty = [place for place in places if place.is_empty]
    revision = row.page.latest_revision
    names = dict.fromkeys(place.title or "de tekst bovenaan" for place in empty)
    return Line(
        row=row,
        filled=len(places) - len(empty),
        places=len(places),
        empty=tuple(names),
        changed_by=name_of(revision.user) if revision and revision.user else "",
        writers=writers,
    )


def writer(contribution: Contribution, root: str) -> Writer:
    """How one contribution stands."""
    closed = why_closed(contribution, root)
    if contribution.done_at is not None:
        state = "klaar"
    elif closed is Closed.REVOKED:
        state = "ingetrokken"
    elif closed is not None:
        state = "verlopen"
    elif contribution.is_late:
        state = "te laat"
    else:
        state = "bezig" if contribution.saved_at else "gevraagd"
    return Writer(contribution, state, is_late=state == "te laat", is_open=closed is None)


class ContributionsView(DeskScreen, FormView[AskForm]):
    """The board, and the form with which somebody is asked."""

    page_title = "Wie schrijft wat?"
    header_icon = "group"
    template_name = "publications/admin/contributions.html"
    form_class = AskForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Only for who may change the publication."""
        self.publication = publication_for(request.user, kwargs["number"])
        return super().dispatch(request, *args, **kwargs)

    def above(self) -> list[tuple[str, str]]:
        """The publication."""
        own = str(self.publication.draft_title or self.publication.title)
        return [*super().above(), (own, reverse("publication", args=[self.publication.pk]))]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """To the form below the board."""
        address = f"{reverse('contributions', args=[self.publication.pk])}?hoofdstuk=#vraag"
        return [HeaderButton("Vraag iemand", url=address, icon_name="plus")]

    @cached_property
    def desk(self) -> Desk:
        """The chapters."""
        return Desk(self.publication)

    def get_form_kwargs(self) -> dict[str, Any]:
        """With the chapters and colleagues to choose from."""
        chapters = [
            (str(row.page.pk), f"{row.number} {row.page.draft_title or row.page.title}".strip())
            for row in self.desk.rows
        ]
        association = self.publication.series.association_id
        people = User.objects.filter(groups__association_role__association=association, is_active=True)
        people = people.exclude(email="").exclude(is_superuser=True).distinct()
        named = people.order_by("first_name", "last_name", "username")
        return {**super().get_form_kwargs(), "chapters": chapters, "people": named}

    def get_initial(self) -> dict[str, Any]:
        """The chapter that the address names."""
        chosen = self.request.GET.get("hoofdstuk", "")
        return {**super().get_initial(), "chapters": [chosen] if chosen else []}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The board."""
        site = self.publication.get_site()
        lines = board(self.desk, contributions_to(self.publication), site.root_page.path if site else "-")
        return super().get_context_data(
            lines=lines,
            late=sum(one.is_late for found in lines for one in found.writers),
            kept=kept_texts(self.publication),
            is_asking=self.request.method == "POST" or "hoofdstuk" in self.request.GET,
            back=reverse("publication", args=[self.publication.pk]),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask, withdraw a link, or put a kept text away."""
        if "intrekken" in request.POST:
            return self.revoke(request.POST["intrekken"])
        if "verwerkt" in request.POST:
            return self.settle(request.POST["verwerkt"])
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: AskForm) -> HttpResponse:
        """Ask for every chapter that was ticked; a link that nobody mails is shown in this answer alone."""
        data = form.cleaned_data
        chapters = ChapterPage.objects.filter(pk__in=data["chapters"], path__startswith=self.publication.path)
        asked = ask_contributor(
            chapters=chapters.order_by("path"), due_on=data["due_on"], message=data["message"],
            asker=self.request.user, **form.contributor,
        )  # fmt: skip
        if asked.addresses:
            fresh = self.form_class(**{**self.get_form_kwargs(), "data": None, "files": None})
            context = self.get_context_data(form=fresh, addresses=asked.addresses)
            response: HttpResponse = self.render_to_response(context)
            response["Cache-Control"] = "private, no-store"
            return response
        name = form.contributor["name"]
        messages.success(self.request, f"{name} is gevraagd. De mail gaat binnen enkele minuten weg.")
        return redirect("contributions", number=self.publication.pk)

    def revoke(self, number: str) -> HttpResponse:
        """Let a link open nothing any more."""
        rows = Contribution.objects.select_related("chapter").filter(chapter__path__startswith=self.publication.path)
        found = get_object_or_404(rows, pk=key_in(number))
        revoke_contribution(contribution=found, user=self.request.user)
        messages.success(self.request, f"De link van {found.name} werkt niet meer.")
        return redirect("contributions", number=self.publication.pk)

    def settle(self, number: str) -> HttpResponse:
        """Put a kept text away."""
        rows = KeptText.objects.select_related("contribution__chapter")
        own = rows.filter(contribution__chapter__path__startswith=self.publication.path)
        settle_kept(kept=get_object_or_404(own, pk=key_in(number)), user=self.request.user)
        messages.success(self.request, "De tekst staat niet meer in de lijst.")
        return redirect("contributions", number=self.publication.pk)


MOST_DIGITS = 19  # of LARGEST_KEY


def key_in(text: str) -> int:
    """A key from a form; Http404 for what is none."""
    if not (text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS and int(text) <= LARGEST_KEY):
        raise Http404
    return int(text)
