"""The overview of guides, where readers say who they are."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel, TitleFieldPanel
from wagtail.search import index

from association.base.blocks.explaining import explained_text
from association.base.links import address_of
from association.base.pages import BasePage
from association.base.pictures import picture, prefetch_renditions
from association.base.queries import Viewer
from association.guides.pages.choosing import Chosen, choice_form, chosen_by
from association.guides.queries import guides_of, steps_below
from association.guides.rules import GUIDE, STEP, Choice

SLUG = "nieuw-in-de-raad"
TITLE = "Nieuw in raad of college"


class GuideIndexPage(BasePage):
    """All guides; the reader's choice of role, municipality and portfolio travels in the addresses behind it."""

    lead = models.TextField("inleiding", blank=True, max_length=600, help_text="Onder de titel, boven de keuze.")

    template = "guides/guide_index_page.html"
    max_count_per_parent = 1
    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar = ["association.GuidePage"]
    page_description = "Alle startgidsen, met de keuze van rol, gemeente en portefeuille. Vult zichzelf."

    content_panels: ClassVar = [
        TitleFieldPanel("title"),
        FieldPanel("lead"),
        FieldPanel("summary"),
        FieldPanel("image"),
    ]
    search_fields: ClassVar = [*BasePage.search_fields, index.SearchField("lead")]

    class Meta:
        verbose_name = "overzicht van startgidsen"
        verbose_name_plural = "overzichten van startgidsen"

    def page_context(self, request: HttpRequest, viewer: Viewer) -> dict[str, Any]:
        """The form and the guides; behind `wijzig` on a step the form leads back to that step."""
        here = address_of(self, viewer)
        chosen = chosen_by(request.GET, viewer, here)
        guides = guides_of(self, viewer)
        steps = steps_below(self, viewer)
        back = step_to_return_to(request, guides, steps)
        action = address_of(back, viewer) if back else here
        button = "Verder lezen" if back else "Toon mijn gidsen"
        prefetch_renditions(guide.image for guide in guides)
        choice = chosen.reader.choice
        ranked = sorted(guides, key=lambda guide: rank(guide.role, choice.role))
        return {
            "title": self.title,
            "lead": explained_text(self.lead or self.summary),
            "choice": choice_form(chosen, viewer, action=action, button=button),
            "words": chosen.reader.words,
            "back": {"title": back.title, "url": f"{action}{choice.query}"} if back else None,
            "guides": [self.card(guide, steps.get(guide.path, []), chosen, viewer) for guide in ranked],
        }

    def card(self, guide: Any, steps: list[Any], chosen: Chosen, viewer: Viewer) -> dict[str, Any]:
        """A guide as components/guide_card.html shows it."""
        choice = chosen.reader.choice
        return {
            "title": guide.title,
            "url": f"{address_of(guide, viewer)}{choice.query}",
            "summary": guide.summary,
            "picture": picture(guide.image, "card", alt=""),
            "steps": len(steps),
            "start_url": f"{address_of(steps[0], viewer)}{choice.query}" if steps else "",
            "own": bool(choice.role) and guide.role == choice.role,
            "restricted": viewer.is_restricted(guide),
        }


def rank(guide: str, reader: str) -> int:
    """The place of a guide for a role among the others, for a reader: the own one first, then those for everybody."""
    if not reader or not guide:
        return 1
    return 0 if guide == reader else 2


def step_to_return_to(request: HttpRequest, guides: list[Any], steps: dict[str, list[Any]]) -> Any:
    """The step that the reader came from to change the choice, or None."""
    guide = next((one for one in guides if one.slug == request.GET.get(GUIDE)), None)
    below = steps.get(guide.path, []) if guide else []
    return next((step for step in below if step.slug == request.GET.get(STEP)), None)


def change_address(start: str, choice: Choice, guide: str, step: str) -> str:
    """Where a reader changes the choice and comes back to a step."""
    pairs = "&".join(filter(None, [choice.query.removeprefix("?"), f"{GUIDE}={guide}", f"{STEP}={step}"]))
    return f"{start}?{pairs}#keuze"
