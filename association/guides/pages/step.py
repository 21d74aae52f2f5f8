"""One step of a guide."""

from dataclasses import replace
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest, QueryDict
from django.utils.functional import cached_property
from wagtail.admin.panels import FieldPanel, TitleFieldPanel
from wagtail.models import Page
from wagtail.search import index

from association.base.blocks.base import load_body, render_body
from association.base.blocks.explaining import explained_text
from association.base.blocks.page import words_in
from association.base.fields import BodyField
from association.base.links import address_of
from association.base.pages import BasePage
from association.base.queries import Viewer, close_below
from association.guides.blocks import GuideBody, Reader, questions_in, reading_as
from association.guides.forms.opinion import TRAP
from association.guides.pages.choosing import carried, chosen_by
from association.guides.pages.guide import KEEP, GuidePage
from association.guides.queries import steps_of
from association.guides.rules import ANSWER, ROLE, ROLES, minutes_for
from association.publications.pages import register_document

OPINION = "nuttig"
AS_NOBODY = "zonder"


class GuideStepPage(BasePage):
    """A step of a guide: a goal, and what leads to it."""

    goal = models.CharField("doel", max_length=250, help_text="Eén zin: wat weet of kan de lezer na deze stap?")
    body = BodyField(GuideBody, blank=True, verbose_name="tekst")

    template = "guides/guide_step_page.html"
    parent_page_types: ClassVar = ["association.GuidePage"]
    subpage_types: ClassVar[list[str]] = []
    page_description = "Een stap van een startgids: een doel, uitleg en een vraag."
    json_ld_type = "LearningResource"
    open_graph_type = "article"
    preview_modes: ClassVar = [
        (AS_NOBODY, "Zonder gekozen rol"),
        *((code, f"Als {name.lower()}") for code, name in ROLES.items()),
    ]

    content_panels: ClassVar = [
        TitleFieldPanel("title"),
        FieldPanel("goal"),
        FieldPanel("body"),
        FieldPanel("summary", help_text="Voor lijsten en zoekmachines. Leeg mag: dan staat het doel er."),
        FieldPanel("image"),
    ]
    search_fields: ClassVar = [*BasePage.search_fields, index.SearchField("goal", boost=2), index.SearchField("body")]

    class Meta:
        verbose_name = "stap van een startgids"
        verbose_name_plural = "stappen van startgidsen"

    _preview_role = ""

    @cached_property
    def guide(self) -> GuidePage:
        """The guide that the step belongs to; one query, asked once."""
        found: GuidePage = GuidePage.objects.get(path=self.path[: -self.steplen])
        return found

    def prepare_preview(self, request: HttpRequest) -> None:
        """As for every page, with the eyes of the role that the editor chose."""
        super().prepare_preview(request)
        mode = getattr(request, "preview_mode", "")
        self._preview_role = mode if mode in ROLES else ""

    def page_context(self, request: HttpRequest, viewer: Viewer) -> dict[str, Any]:
        """The text for this reader, its place in the guide, and the ways on."""
        load_body(self, self.body)
        preview = self if getattr(request, "is_preview", False) else None
        here, guide = address_of(self, viewer), self.guide
        reader = self.reader_of(request, viewer, here)
        steps = steps_of(guide, viewer, preview=preview)
        place = next((number for number, step in enumerate(steps) if step.pk == self.pk), None)
        query = reader.choice.query
        # Before the text, as it is read.
        goal = explained_text(self.goal)
        with reading_as(reader):
            blocks = render_body(self.body, viewer)
        return {
            "goal": goal,
            "guide": guide,
            "guide_url": f"{address_of(guide, viewer)}{query}",
            "guide_key": address_of(guide, viewer),
            "step_key": here,
            "progress": progress(steps, place),
            "steps": [{"key": address_of(step, viewer)} for step in steps],
            "number": (place or 0) + 1,
            "count": max(len(steps), 1),
            "minutes": minutes_for(words_in(self.body)),
            "words": reader.words,
            "change_url": guide.change_url(viewer, reader, self),
            "body": carried(blocks, guide.start(viewer), query),
            "previous": neighbour(steps, place, -1, viewer, query),
            "next": neighbour(steps, place, 1, viewer, query),
            "keep_url": f"{address_of(guide, viewer)}{KEEP}/{query}",
            "query": query,
            "opinion": {"action": f"{here}{OPINION}/", "hidden": reader.choice.pairs, "trap": TRAP},
        }

    def reader_of(self, request: HttpRequest, viewer: Viewer, here: str) -> Reader:
        """Who reads this step."""
        query = QueryDict(f"{ROLE}={self._preview_role}") if self._preview_role else request.GET
        reader = chosen_by(query, viewer, here).reader
        return replace(reader, questions=questions_in(self.body))

    def answer_queries(self, query: str) -> list[str]:
        """What stands behind the address of the step with each answer to each of its questions."""
        found = [child.value for child in self.body if child.block_type == "question"]
        sign = "&" if query else "?"
        return [
            f"{query}{sign}{ANSWER}={number}-{place}"
            for number, value in enumerate(found, 1)
            for place in range(1, len(value["options"]) + 1)
        ]

    def clean(self) -> None:
        """As every page; a step without summary has its goal in lists."""
        super().clean()
        if not self.summary:
            self.summary = self.goal


def progress(steps: list[Page], place: int | None) -> list[str]:
    """The state of each step as components/progress.html shows it: done, now or ahead."""
    now = place or 0
    return ["done" if number < now else "now" if number == now else "ahead" for number in range(max(len(steps), 1))]


def neighbour(steps: list[Any], place: int | None, step: int, viewer: Viewer, query: str) -> dict[str, str] | None:
    """The step before or after a place, as components/previous_next.html shows it."""
    if place is None or not 0 <= place + step < len(steps):
        return None
    other = steps[place + step]
    return {"title": other.title, "url": f"{address_of(other, viewer)}{query}"}


register_document(GuidePage, GuideStepPage)
close_below(GuidePage)
