"""A document as one text: every chapter below the other, numbered on, for one viewer."""

from dataclasses import dataclass, replace
from typing import Any, ClassVar

from django.utils.safestring import SafeString
from wagtail.models import Page

from association.base.blocks.base import Numbers, facts_of, facts_on, load_bodies, render_body
from association.base.blocks.explaining import explained_text
from association.base.blocks.page import TAKEN
from association.base.models import Document, Image
from association.base.pages import RoutedPage
from association.base.queries import Viewer
from association.publications.queries import Entry, chapters_of, contents, in_reading_order

INTRODUCTION = "vooraf.--"


@dataclass(frozen=True)
class Chapter:
    """A chapter of a whole document: its entry in the contents, a prefix for anchors, and its text as safe HTML.

    `lead` is the summary as it is shown.
    """

    entry: Entry
    anchor: str
    level: int
    summary: str
    lead: SafeString
    body: list[SafeString]


@dataclass(frozen=True)
class Selected:
    """What a reader chose of a document: the ids of its chapters, and what else the address says (`choice`)."""

    parts: frozenset[int]
    choice: str = ""


@dataclass(frozen=True)
class WholeDocument:
    """A publication as one text, for one viewer: what `/volledig/` shows and files are made of.

    `collections` are the tree paths of the collections whose files stand in it, `linked` the ids of the pages that it
    points to. `facts` (facts_of) are those of all `bodies`, which are the texts by their address below the publication.
    `front` is the text above the contents as the front has it, `intro` as the whole has it. `edition` is the one that
    is being made of it. `selection` says that these are some of the chapters, and which; empty for all of them.
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
    selection: str = ""


class WholeText(RoutedPage):
    """A page of which the pages below it are the chapters of one text; register each type (register_document)."""

    body: Any
    reference_date: Any
    # The higher, the sooner the worker makes its files; as the queue counts, from -100 to 100.
    files_priority: ClassVar[int] = 0

    class Meta:
        abstract = True

    def texts(self, viewer: Viewer, *, full: bool = False) -> list[Any]:
        """The pages of the text that exist for the viewer, in reading order; without `full` as a list needs them."""
        return chapters_of(self, viewer, full=full)

    def entries(self, viewer: Viewer, texts: list[Any]) -> tuple[Entry, ...]:
        """These pages as the contents have them; no query."""
        return contents(self, viewer, texts)

    def lead_of(self, page: Any) -> str:
        """What stands below the title of one of the pages."""
        return str(page.summary)

    def selection_words(self, entries: tuple[Entry, ...], parts: frozenset[int]) -> str:
        """That some of the chapters stand in a file, and which."""
        found = in_reading_order(entries)
        numbers = ", ".join(entry.label or entry.title for entry in found if entry.page.pk in parts)
        return f"een keuze: {numbers}"

    def document(self, viewer: Viewer, edition: Any = None, selected: Selected | None = None) -> WholeDocument:
        """The whole text for a viewer; the number of queries does not depend on the number of chapters.

        For an edition that is being made it is the newest version of each chapter. With `selected` only those chapters
        that the viewer may see, numbered as in the whole, without the text above the contents.
        """
        chapters = self.texts(viewer, full=True)
        if edition is not None:
            chapters = [newest_version(chapter) for chapter in chapters]
        entries, selection = self.entries(viewer, chapters), ""
        if selected is not None:
            chapters = [chapter for chapter in chapters if chapter.pk in selected.parts]
            selection = self.selection_words(entries, selected.parts)
            entries = kept_entries(entries, selected.parts)
        own = {} if selection else {"": self.body}
        texts = own | {path_below(self, chapter): chapter.body for chapter in chapters}
        bodies = list(texts.values())
        load_bodies([self, *chapters], *bodies)
        with facts_on(self.reference_date):
            facts = facts_of(viewer, *bodies)
        # Before the chapters: what it explains is explained there no more.
        intro = render_body(self.body, viewer, prefix=INTRODUCTION, facts=facts) if own else []
        fetched = bodies[0].fetched if bodies else {}
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
            intro=intro,
            collections=tuple(sorted(collections)),
            linked=tuple(sorted(page.pk for page in fetched.get(Page, {}).values() if viewer.may_view(page))),
            front=render_body(self.body, viewer, facts=facts) if own else [],
            facts=facts,
            bodies=texts,
            edition=edition,
            selection=selection,
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
        summary = self.lead_of(page)
        # Before the text, as it is read.
        lead = explained_text(summary)
        body = render_body(page.body, viewer, prefix=f"{anchor}--", shift=level - 1, numbers=numbers, facts=facts)
        return Chapter(entry=entry, anchor=anchor, level=level, summary=summary, lead=lead, body=body)


# The types of documents of which files are made, each with the type of the pages of its text.
_documents: dict[type[WholeText], type[Page]] = {}


def register_document(document: type[WholeText], part: type[Page]) -> None:
    """Have files made of every document of a type, whose text stands on pages of another type below it."""
    _documents[document] = part


def document_types() -> dict[type[WholeText], type[Page]]:
    """The types of documents, each with the type of the pages of its text."""
    return dict(_documents)


def kept_entries(entries: tuple[Entry, ...], parts: frozenset[int]) -> tuple[Entry, ...]:
    """The lines of the contents that are chosen; below one that is not, its parts stand where it stood."""
    found: list[Entry] = []
    for entry in entries:
        below = kept_entries(entry.children, parts)
        found.extend([replace(entry, children=below)] if entry.page.pk in parts else below)
    return tuple(found)


def newest_version(page: Any) -> Any:
    """A page as it was last saved, whether or not that is public; the page itself when nothing is newer."""
    revision = page.latest_revision if page.has_unpublished_changes or not page.live else None
    return revision.as_object() if revision else page


def path_below(publication: Page, page: Page) -> str:
    """The address of a chapter below its publication: "inleiding", "wonen/resultaten"."""
    return str(page.url_path)[len(publication.url_path) :].strip("/")
