"""A publication as one text: every chapter below the other, numbered on, for one viewer."""

from dataclasses import dataclass, replace
from typing import Any

from django.utils.safestring import SafeString
from wagtail.models import Page

from association.base.blocks.base import Numbers, facts_of, facts_on, load_bodies, render_body
from association.base.blocks.page import TAKEN
from association.base.models import Document, Image
from association.base.pages import RoutedPage
from association.base.queries import Viewer
from association.publications.queries import Entry, chapters_of, contents, in_reading_order

INTRODUCTION = "vooraf.--"


@dataclass(frozen=True)
class Chapter:
    """A chapter of a whole document: its entry in the contents, a prefix for anchors, and its text as safe HTML."""

    entry: Entry
    anchor: str
    level: int
    summary: str
    body: list[SafeString]


@dataclass(frozen=True)
class WholeDocument:
    """A publication as one text, for one viewer: what `/volledig/` shows and files are made of.

    `collections` are the tree paths of the collections whose files stand in it, `linked` the ids of the pages that it
    points to. `facts` (facts_of) are those of all `bodies`, which are the texts by their address below the publication.
    `front` is the text above the contents as the front has it, `intro` as the whole has it. `edition` is the one that
    is being made of it.
    """

    publication: Any
    viewer: Viewer
    entries: tuple[Entry, ...]
    chapters: tuple[Chapter, ...]
    intro: list[SafeString]
    collections: tuple[str, ...]
    linked: tuple[int, ...]
    front: list[SafeString]
    facts: dict[int, Any]
    bodies: dict[str, Any]
    edition: Any = None


class WholeText(RoutedPage):
    """A page of which the pages below it are the chapters of one text."""

    body: Any
    reference_date: Any

    class Meta:
        abstract = True

    def document(self, viewer: Viewer, edition: Any = None) -> WholeDocument:
        """The whole text for a viewer; the number of queries does not depend on the number of chapters.

        For an edition that is being made it is the newest version of each chapter.
        """
        chapters = chapters_of(self, viewer, full=True)
        if edition is not None:
            chapters = [newest_version(chapter) for chapter in chapters]
        bodies = [self.body, *(chapter.body for chapter in chapters)]
        load_bodies([self, *chapters], *bodies)
        entries = contents(self, viewer, chapters)
        with facts_on(self.reference_date):
            facts = facts_of(viewer, *bodies)
        fetched = self.body.fetched
        collections = {
            item.collection.path
            for kind, found in fetched.items()
            if kind in {Document, Image}
            for item in found.values()
            if viewer.may_use(item)
        }
        return WholeDocument(
            publication=self,
            viewer=viewer,
            entries=entries,
            chapters=tuple(self.as_chapter(entry, viewer, facts) for entry in in_reading_order(entries)),
            intro=render_body(self.body, viewer, prefix=INTRODUCTION, facts=facts),
            collections=tuple(sorted(collections)),
            linked=tuple(sorted(page.pk for page in fetched.get(Page, {}).values() if viewer.may_view(page))),
            front=render_body(self.body, viewer, facts=facts),
            facts=facts,
            bodies={"": self.body, **{path_below(self, chapter): chapter.body for chapter in chapters}},
            edition=edition,
        )

    def rendered_again(self, document: WholeDocument) -> WholeDocument:
        """The same texts and facts of the same viewer, turned into HTML anew; no query but for pictures."""
        viewer, facts = document.viewer, document.facts
        return replace(
            document,
            chapters=tuple(self.as_chapter(entry, viewer, facts) for entry in in_reading_order(document.entries)),
            intro=render_body(self.body, viewer, prefix=INTRODUCTION, facts=facts),
            front=render_body(self.body, viewer, facts=facts),
        )

    def as_chapter(self, entry: Entry, viewer: Viewer, facts: dict[int, Any]) -> Chapter:
        """A chapter within the whole document: its anchors start with its own address."""
        page = entry.page
        steps = path_below(self, page).split("/")
        # A dot stands in no slug: neither another chapter nor a heading can have the same anchor.
        anchor = ".".join(steps) if len(steps) > 1 or steps[0] not in TAKEN else f"{steps[0]}."
        level = 1 + len(steps)
        numbers = Numbers(entry.tables, entry.figures)
        body = render_body(page.body, viewer, prefix=f"{anchor}--", shift=level - 1, numbers=numbers, facts=facts)
        return Chapter(entry=entry, anchor=anchor, level=level, summary=page.summary, body=body)


def newest_version(page: Any) -> Any:
    """A page as it was last saved, whether or not that is public; the page itself when nothing is newer."""
    revision = page.latest_revision if page.has_unpublished_changes or not page.live else None
    return revision.as_object() if revision else page


def path_below(publication: Page, page: Page) -> str:
    """The address of a chapter below its publication: "inleiding", "wonen/resultaten"."""
    return str(page.url_path)[len(publication.url_path) :].strip("/")
