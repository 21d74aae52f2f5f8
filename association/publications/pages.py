"""Publications: their index, one page per volume, and its chapters."""

from dataclasses import dataclass, replace
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.defaultfilters import date as date_text
from django.template.defaultfilters import filesizeformat
from django.utils.safestring import SafeString
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.contrib.routable_page.models import path
from wagtail.models import Page
from wagtail.search import index

from association.base.blocks.base import Numbers, load_bodies, load_body, render_body
from association.base.blocks.page import TAKEN, PageBody
from association.base.context import PageHead
from association.base.fields import BodyField
from association.base.links import address_of
from association.base.models import Image
from association.base.pages import BasePage, RoutedPage
from association.base.pictures import picture, prefetch_renditions
from association.base.queries import Viewer, close_below, viewable_pages
from association.base.site_settings import SiteSettings
from association.portfolios.models import Portfolio
from association.publications.blocks import ChapterBody, chapter_headings
from association.publications.models import PublicationSeries
from association.publications.queries import (
    Entry,
    chapters_of,
    contents,
    files_for,
    in_reading_order,
    newer_volume,
)
from association.publications.rules import count_numbered, is_fixed_below_publication

HEADINGS_FOR_CONTENTS = 3
INTRODUCTION = "vooraf.--"


class PublicationIndexPage(BasePage):
    """All publications of the site."""

    template = "publications/publication_index_page.html"
    max_count_per_parent = 1
    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar = ["association.PublicationPage"]
    page_description = "Alle documenten van de vereniging. Vult zichzelf."

    class Meta:
        verbose_name = "overzicht van publicaties"
        verbose_name_plural = "overzichten van publicaties"

    def page_context(self, request: HttpRequest, viewer: Viewer) -> dict[str, Any]:
        """The publications that the viewer may see, the newest volume of a series first."""
        found = viewable_pages(viewer, PublicationPage.objects.child_of(self)).select_related("series", "image")
        pages = list(found.order_by(models.F("year").desc(nulls_last=True), "-first_published_at", "-pk"))
        prefetch_renditions(page.image for page in pages)
        return {"items": [{"item": page.item(viewer), "year": page.year} for page in pages]}


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
    points to.
    """

    publication: "PublicationPage"
    viewer: Viewer
    entries: tuple[Entry, ...]
    chapters: tuple[Chapter, ...]
    intro: list[SafeString]
    collections: tuple[str, ...]
    linked: tuple[int, ...]


class PublicationPage(RoutedPage):
    """One volume: a document of which the pages below it are the chapters."""

    series = models.ForeignKey(
        PublicationSeries,
        models.PROTECT,
        related_name="volumes",
        verbose_name="reeks",
        help_text="Van welke soort is dit een nieuwe jaargang?",
    )
    year = models.PositiveSmallIntegerField("jaar", null=True, blank=True, help_text="Bepaalt wat de nieuwste is.")
    term = models.CharField("periode", max_length=60, blank=True, help_text="Bijvoorbeeld: 2026–2030")
    reference_date = models.DateField("peildatum", null=True, blank=True, help_text="De dag waarop de feiten kloppen.")
    reference_wording = models.CharField(
        "woorden bij de peildatum",
        max_length=80,
        blank=True,
        default="samenstelling per",
        help_text="Staat voor de peildatum.",
    )
    cover = models.ForeignKey(
        Image,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="beeld op de omslag",
        help_text="Onderste helft van de omslag van de pdf. Leeg: het beeld van de pagina.",
    )
    body = BodyField(PageBody, blank=True, verbose_name="tekst boven de inhoudsopgave")

    template = "publications/publication_page.html"
    parent_page_types: ClassVar = ["association.PublicationIndexPage"]
    subpage_types: ClassVar = ["association.ChapterPage"]
    page_description = "Een document met hoofdstukken, om te lezen, af te drukken en als pdf."
    json_ld_type = "Report"
    open_graph_type = "book"

    content_panels: ClassVar = [
        TitleFieldPanel("title"),
        FieldPanel("summary", help_text="Eén of twee zinnen: op de omslag, bovenaan de pagina en in lijsten."),
        FieldRowPanel([FieldPanel("series"), FieldPanel("year")]),
        FieldRowPanel([FieldPanel("image"), FieldPanel("cover")]),
        MultiFieldPanel(
            [
                FieldPanel("term"),
                FieldRowPanel([FieldPanel("reference_wording"), FieldPanel("reference_date")]),
            ],
            heading="Periode en peildatum",
            classname="collapsed",
        ),
        FieldPanel("body"),
    ]
    search_fields: ClassVar = [*BasePage.search_fields, index.SearchField("body"), index.FilterField("year")]

    _shows_whole = False

    class Meta:
        verbose_name = "publicatie"
        verbose_name_plural = "publicaties"

    @property
    def list_date(self) -> Any:
        """The day of first publication."""
        return self.first_published_at

    @property
    def list_kind(self) -> str:
        """The kind of document."""
        return str(self.series.get_kind_display()).capitalize()

    @property
    def dates(self) -> list[dict[str, Any]]:
        """When it was published and changed, as components/date_line.html shows it."""
        return published_and_changed(self)

    def check_place(self, parent: Page) -> None:
        """As for every page, and refuse a series of another association than the site's."""
        super().check_place(parent)
        site = parent.get_site()
        own = SiteSettings.of(site).association_id if site and self.series_id else None
        if own is not None and own != self.series.association_id:
            raise ValidationError({"series": "Deze reeks is van een andere vereniging."})

    def page_context(self, request: HttpRequest, viewer: Viewer) -> dict[str, Any]:
        """The document's front, or all of it for `/volledig/`."""
        return self.whole_context(viewer) if self._shows_whole else self.front_context(viewer)

    def front_context(self, viewer: Viewer) -> dict[str, Any]:
        """Text, contents and what to take along."""
        load_body(self, self.body)
        chapters = chapters_of(self, viewer)
        entries = contents(self, viewer, chapters)
        return {
            "publication": self,
            "kind": self.list_kind,
            "entries": entries,
            "cover": picture(self.image or self.cover, "card", alt=""),
            "body": render_body(self.body, viewer),
            "dates": self.dates,
            "reference": self.reference(),
            "downloads": self.downloads(viewer, chapters),
            "citation": self.citation(viewer),
            "newer": self.newer(viewer),
            "start": entries[0] if entries else None,
        }

    def get_route_paths(self) -> list[str]:
        """As for every page, with the whole document on one page."""
        known = super().get_route_paths()
        return [*known, "/volledig/"] if known else []

    @path("volledig/", name="whole")
    def whole(self, request: HttpRequest) -> HttpResponseBase:
        """The whole document on one page."""
        self._shows_whole = True
        response: HttpResponseBase = self.render(request, template="publications/whole_document.html")
        return response

    def whole_context(self, viewer: Viewer) -> dict[str, Any]:
        """All chapters below each other, with their contents."""
        document = self.document(viewer)
        return {
            "publication": self,
            "publication_url": address_of(self, viewer),
            "kind": self.list_kind,
            "entries": document.entries,
            "chapters": document.chapters,
            "body": document.intro,
            "dates": self.dates,
            "reference": self.reference(),
            "downloads": self.downloads(viewer, [chapter.entry.page for chapter in document.chapters]),
            "newer": self.newer(viewer),
        }

    def head(self, request: HttpRequest, viewer: Viewer) -> PageHead:
        """As for every page; `/volledig/` has an address and a title of its own."""
        found = super().head(request, viewer)
        if not self._shows_whole:
            return found
        return replace(found, title=f"{found.title}: hele document", canonical=f"{found.canonical}volledig/", data={})

    def document(self, viewer: Viewer) -> WholeDocument:
        """The whole text for a viewer; the number of queries does not depend on the number of chapters."""
        chapters = chapters_of(self, viewer, full=True)
        load_bodies([self, *chapters], self.body, *(chapter.body for chapter in chapters))
        entries = contents(self, viewer, chapters)
        fetched = self.body.fetched
        collections = {
            item.collection.path
            for kind, found in fetched.items()
            if kind is not Page
            for item in found.values()
            if viewer.may_use(item)
        }
        return WholeDocument(
            publication=self,
            viewer=viewer,
            entries=entries,
            chapters=tuple(self.as_chapter(entry, viewer) for entry in in_reading_order(entries)),
            intro=render_body(self.body, viewer, prefix=INTRODUCTION),
            collections=tuple(sorted(collections)),
            linked=tuple(sorted(page.pk for page in fetched.get(Page, {}).values() if viewer.may_view(page))),
        )

    def as_chapter(self, entry: Entry, viewer: Viewer) -> Chapter:
        """A chapter within the whole document: its anchors start with its own address."""
        page = entry.page
        steps = page.url_path[len(self.url_path) :].strip("/").split("/")
        # A dot stands in no slug: neither another chapter nor a heading can have the same anchor.
        anchor = ".".join(steps) if len(steps) > 1 or steps[0] not in TAKEN else f"{steps[0]}."
        level = 1 + len(steps)
        numbers = Numbers(entry.tables, entry.figures)
        body = render_body(page.body, viewer, prefix=f"{anchor}--", shift=level - 1, numbers=numbers)
        return Chapter(entry=entry, anchor=anchor, level=level, summary=page.summary, body=body)

    def reference(self) -> str:
        """The reference date in words; empty without one."""
        if not self.reference_date:
            return ""
        return f"{self.reference_wording} {date_text(self.reference_date, 'j F Y')}".strip()

    def downloads(self, viewer: Viewer, chapters: list[Any]) -> list[dict[str, str]]:
        """What a reader can take along, as components/download_box.html shows it."""
        address = address_of(self, viewer)
        items = [
            {
                "title": "Hele document als pdf",
                "url": f"{address.rstrip('/')}.{file.kind}",
                "text": file_words(file),
                "icon": "file-download",
            }
            for file in files_for(self, viewer, chapters)
        ]
        if chapters:
            items.append(
                {
                    "title": "Alles op één webpagina",
                    "url": f"{address}volledig/",
                    "text": "om te doorzoeken of af te drukken",
                    "icon": "file-text",
                }
            )
        return items

    def citation(self, viewer: Viewer, chapter: "ChapterPage | None" = None, entry: Entry | None = None) -> str:
        """How to refer to this document, or to one of its chapters."""
        page = chapter or self
        name = SiteSettings.of(viewer.site).association
        year = self.year or (self.first_published_at.year if self.first_published_at else "")
        maker = f"{name.name if name else viewer.site.site_name} ({year or 'z.j.'})."
        part = f", {entry.label.lower()}: {chapter.title}" if entry and entry.label and chapter else ""
        part = part or (f": {chapter.title}" if chapter else "")
        return f"{maker} {self.title}{part}. {viewer.site.root_url}{address_of(page, viewer)}"

    def newer(self, viewer: Viewer) -> dict[str, str] | None:
        """A newer volume of the same series, or None."""
        found = newer_volume(self, viewer)
        return {"title": found.title, "url": address_of(found, viewer)} if found else None


def published_and_changed(page: Any) -> list[dict[str, Any]]:
    """The days of first and last publication; the last only when it differs."""
    if not page.first_published_at:
        return []
    days = [{"label": "Gepubliceerd", "date": page.first_published_at}]
    if page.last_published_at and page.last_published_at.date() > page.first_published_at.date():
        days.append({"label": "Gewijzigd", "date": page.last_published_at})
    return days


def file_words(file: Any) -> str:
    """Format, size, pages and date of a file."""
    pages = f"{file.pages} pagina's" if file.pages != 1 else "1 pagina"
    parts = [file.kind, filesizeformat(file.size), pages if file.pages else "", date_text(file.made_at, "j F Y")]
    return " · ".join(part for part in parts if part)


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
    body = BodyField(ChapterBody(), blank=True, verbose_name="tekst")
    table_count = models.PositiveSmallIntegerField(default=0, editable=False)
    figure_count = models.PositiveSmallIntegerField(default=0, editable=False)

    template = "publications/chapter_page.html"
    parent_page_types: ClassVar = ["association.PublicationPage", "association.ChapterPage"]
    subpage_types: ClassVar = ["association.ChapterPage"]
    page_description = "Een hoofdstuk van een document, of een deel van een hoofdstuk."
    json_ld_type = "Chapter"

    content_panels: ClassVar = [
        TitleFieldPanel("title"),
        FieldPanel("summary", help_text="Eén of twee zinnen onder de titel."),
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
        headings = chapter_headings(self.body)
        numbers = Numbers(entry.tables, entry.figures) if entry else Numbers()
        return {
            "publication": publication,
            "publication_url": address_of(publication, viewer),
            "entry": entry,
            "navigation": navigation(entries, self),
            "parts": entry.children if entry else (),
            "toc": headings if len(headings) >= HEADINGS_FOR_CONTENTS else [],
            "body": render_body(self.body, viewer, numbers=numbers),
            "dates": published_and_changed(self),
            "reference": publication.reference(),
            "downloads": publication.downloads(viewer, chapters),
            "citation": publication.citation(viewer, self, entry),
            "newer": publication.newer(viewer),
            "previous": neighbour(ordered, place, -1),
            "next": neighbour(ordered, place, 1),
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


for whole in (PublicationPage, ChapterPage):
    close_below(whole)
