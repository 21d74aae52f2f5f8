"""A chapter of a publication, or a part of one."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.models import Page
from wagtail.search import index

from association.base.blocks.base import Numbers, facts_on, load_body, render_body
from association.base.fields import BodyField
from association.base.links import address_of
from association.base.pages import BasePage
from association.base.queries import Viewer, close_below, close_where
from association.portfolios.models import Portfolio
from association.publications.blocks import ChapterBody, chapter_headings
from association.publications.pages.publication import PublicationPage, published_and_changed
from association.publications.pages.searching import SEARCH
from association.publications.pages.whole import path_below, register_document
from association.publications.panels import EarlierTextPanel
from association.publications.queries import (
    Entry,
    chapters_of,
    contents,
    in_reading_order,
    latest_edition,
)
from association.publications.rules import count_numbered, is_fixed_below_publication

HEADINGS_FOR_CONTENTS = 3


class ChapterPage(BasePage):
    """A chapter of a publication, or a part of a chapter."""

    class Numbering(models.TextChoices):
        NUMBERED = "numbered", "met nummer"
        UNNUMBERED = "unnumbered", "zonder nummer"
        ANNEX = "annex", "bijlage"

    numbering = models.CharField(
        "nummer",
        max_length=10,
        choices=Numbering.choices,
        default=Numbering.NUMBERED,
        help_text="Het nummer komt vanzelf. Een voorwoord heeft geen nummer; bijlagen krijgen een letter.",
    )
    portfolio = models.ForeignKey(
        Portfolio,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="chapters",
        verbose_name="portefeuille",
        help_text="Dan staat dit hoofdstuk ook bij de portefeuille.",
    )
    body = BodyField(ChapterBody, blank=True, verbose_name="tekst")
    table_count = models.PositiveSmallIntegerField(default=0, editable=False)
    figure_count = models.PositiveSmallIntegerField(default=0, editable=False)
    # Published after its publication was adopted: readers get it with the next edition.
    awaits_edition = models.BooleanField(default=False, editable=False)

    template = "publications/chapter_page.html"
    parent_page_types: ClassVar = ["association.PublicationPage", "association.ChapterPage"]
    subpage_types: ClassVar = ["association.ChapterPage"]
    page_description = "Een hoofdstuk van een document, of een deel van een hoofdstuk."
    json_ld_type = "Chapter"

    content_panels: ClassVar = [
        TitleFieldPanel("title"),
        FieldPanel("summary", help_text="Eén of twee zinnen onder de titel."),
        EarlierTextPanel(heading="Zo stond het er de vorige keer"),
        FieldPanel("body"),
        FieldRowPanel([FieldPanel("numbering"), FieldPanel("portfolio")]),
        MultiFieldPanel([FieldPanel("image")], heading="Beeld in lijsten en op sociale media", classname="collapsed"),
    ]
    search_fields: ClassVar = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = "hoofdstuk"
        verbose_name_plural = "hoofdstukken"

    _publication: PublicationPage | None = None

    @classmethod
    def can_create_at(cls, parent: Page) -> bool:
        """As its kind allows, but never below a part of a chapter."""
        return bool(super().can_create_at(parent)) and is_above_chapters(parent)

    def can_move_to(self, parent: Page) -> bool:
        """As its kind allows, but never below a part of a chapter, nor a chapter with parts below a chapter."""
        deep = isinstance(parent.specific, ChapterPage) and self.numchild > 0
        return bool(super().can_move_to(parent)) and is_above_chapters(parent) and not deep

    def check_place(self, parent: Page) -> None:
        """As for every page, and refuse the fixed addresses of a publication and parts of parts."""
        super().check_place(parent)
        if not is_above_chapters(parent):
            raise ValidationError({"title": "Een deel van een hoofdstuk kan geen eigen delen hebben."})
        if parent.specific_class is PublicationPage and is_fixed_below_publication(self.slug or ""):
            raise ValidationError({"slug": "Dit adres is van de publicatie zelf. Kies een ander."})

    def clean(self) -> None:
        """As every page; the numbers of tables and figures are counted."""
        super().clean()
        self.count()

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Store the chapter with its counts."""
        self.count()
        return super().save(*args, **kwargs)

    def count(self) -> None:
        """Count what has a number, for the numbers in the chapters behind this one."""
        self.table_count, self.figure_count = count_numbered(self.body.raw_data)

    @property
    def publication(self) -> PublicationPage:
        """The publication that the chapter belongs to, with its series; one query, asked once."""
        if self._publication is None:
            above = [self.path[: -self.steplen], self.path[: -2 * self.steplen]]
            found = PublicationPage.objects.select_related("series", "image").filter(path__in=above)
            self._publication = found.get()
        return self._publication

    def route(self, request: HttpRequest, path_components: list[str]) -> Any:
        """A chapter that is not public any more may stand in the edition that holds."""
        if not self.live and not path_components and latest_edition(self.publication.pk) is not None:
            return self.adopted(self.publication).route(request, path_below(self.publication, self).split("/"))
        return super().route(request, path_components)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The chapter as it was adopted; as it was published when there is no edition."""
        self.check_not_expired()
        publication = self.adopted(self.publication)
        found = publication.serve_chapter(request, path_below(publication, self))
        return found if found is not None else super().serve(request, *args, **kwargs)

    def adopted(self, publication: PublicationPage) -> PublicationPage:
        """The publication, knowing what this page knows of who asks."""
        publication.asked_by = self.asked_by
        above = self.passed_on_the_way
        if above is not None:
            publication.passed_on_the_way = [page for page in above if len(page.path) < len(publication.path)]
        return publication

    def page_context(self, request: HttpRequest, viewer: Viewer) -> dict[str, Any]:
        """The text, with the contents of the whole publication beside it."""
        publication = self.publication
        load_body(self, self.body)
        preview = self if getattr(request, "is_preview", False) else None
        chapters = chapters_of(publication, viewer, preview=preview)
        entries = contents(publication, viewer, chapters)
        ordered = list(in_reading_order(entries))
        place = next((number for number, entry in enumerate(ordered) if entry.page.pk == self.pk), None)
        entry = None if place is None else ordered[place]
        with facts_on(publication.reference_date):
            article = self.article(entry, viewer)
        return {
            **article,
            "publication": publication,
            "publication_url": address_of(publication, viewer),
            "search_url": f"{address_of(publication, viewer)}{SEARCH}/",
            "navigation": navigation(entries, self),
            "parts": entry.children if entry else (),
            "dates": published_and_changed(self),
            "reference": publication.reference(),
            "downloads": publication.downloads(viewer, chapters),
            "citation": publication.citation(viewer, self, entry),
            "newer": publication.newer(viewer),
            "previous": neighbour(ordered, place, -1),
            "next": neighbour(ordered, place, 1),
        }

    def article(self, entry: Entry | None, viewer: Viewer, facts: dict[int, Any] | None = None) -> dict[str, Any]:
        """What the article itself shows: its place in the document, its own contents and its text."""
        headings = chapter_headings(self.body)
        numbers = Numbers(entry.tables, entry.figures) if entry else Numbers()
        return {
            "page": self,
            "lead_html": self.lead_html,
            "entry": entry,
            "toc": headings if len(headings) >= HEADINGS_FOR_CONTENTS else [],
            "body": render_body(self.body, viewer, numbers=numbers, facts=facts),
        }


def is_above_chapters(parent: Page) -> bool:
    """Whether chapters may stand right below a page: a publication, or a chapter that is no part of another."""
    if parent.specific_class is not ChapterPage:
        return True
    above = parent.get_parent()
    return above is not None and above.specific_class is PublicationPage


def navigation(entries: tuple[Entry, ...], current: Page) -> list[dict[str, Any]]:
    """The contents as components/side_navigation.html shows them: parts only below the current chapter."""
    return [
        {
            "title": entry.title,
            "url": entry.url,
            "number": entry.number,
            "current": entry.page.pk == current.pk,
            "children": [
                {"title": part.title, "url": part.url, "number": part.number, "current": part.page.pk == current.pk}
                for part in entry.children
                if current.path.startswith(entry.page.path)
            ],
        }
        for entry in entries
    ]


def neighbour(ordered: list[Entry], place: int | None, step: int) -> dict[str, str] | None:
    """The entry before or after a place in reading order, as components/previous_next.html shows it."""
    if place is None or not 0 <= place + step < len(ordered):
        return None
    entry = ordered[place + step]
    return {"title": entry.title, "url": entry.url}


register_document(PublicationPage, ChapterPage)
for whole in (PublicationPage, ChapterPage):
    close_below(whole)
close_where(models.Q(chapterpage__awaits_edition=True))
