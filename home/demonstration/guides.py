"""The demonstration's guides: what is not there yet is made, with its steps."""

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import Any

from wagtail.models import Page

from association.base.models import Image
from association.guides.pages import GuideIndexPage, GuidePage, GuideStepPage
from association.guides.pages.index import SLUG
from home.actions import SiteSetUp
from home.demonstration.bodies import one_line

Entry = dict[str, Any]
Made = list[tuple[Page, Entry]]


@dataclass(frozen=True)
class GuideMaker:
    """Makes guides below the site's overview. `image` gives the picture of a scene and a seed."""

    set_up: SiteSetUp
    image: Callable[[str, str], Image]

    def make(self, index: Entry, guides: list[Entry]) -> Made:
        """The overview and guides that the site does not have, with their steps: all still without text."""
        if not index:
            return []
        found = GuideIndexPage.objects.child_of(self.set_up.home).first()
        made: Made = [] if found else [(self.make_index(index), {})]
        overview = found or made[0][0]
        known = set(Page.objects.child_of(overview).values_list("slug", flat=True)) if found else set()
        for entry in sorted(guides, key=lambda entry: entry["order"]):
            if entry["slug"] not in known:
                made += self.make_guide(Page.objects.get(pk=overview.pk), entry)
        return made

    def make_index(self, entry: Entry) -> Page:
        """The overview of guides."""
        page = GuideIndexPage(
            title=entry["title"], slug=SLUG, summary=one_line(entry["summary"]), lead=one_line(entry["lead"])
        )
        return self.set_up.home.add_child(instance=page)

    def make_guide(self, overview: Page, entry: Entry) -> Made:
        """One guide with its steps; its lead is the text above them."""
        page = GuidePage(
            title=entry["title"],
            slug=entry["slug"],
            summary=one_line(entry["summary"]),
            role=entry.get("role", ""),
            image=self.image(entry["scene"], entry["slug"]) if entry.get("scene") else None,
        )
        guide = overview.add_child(instance=page)
        lead = {"type": "paragraph", "html": f"<p>{escape(one_line(entry['lead']))}</p>"}
        steps = [(guide.add_child(instance=self.step(step)), step) for step in entry["steps"]]
        return [(guide, {"body": [lead]}), *steps]

    def step(self, entry: Entry) -> GuideStepPage:
        """A step, still without text and place."""
        return GuideStepPage(
            title=entry["title"],
            slug=entry["slug"],
            goal=one_line(entry["goal"]),
            summary=one_line(entry["summary"]),
        )
