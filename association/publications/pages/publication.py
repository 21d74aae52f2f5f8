"""One volume: a document of which the pages below it are the chapters."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.template.defaultfilters import date as date_text
from django.utils.safestring import SafeString
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.models import Page
from wagtail.search import index

from association.activities.rules import FIRST_YEAR, LAST_YEAR
from association.base.blocks.base import facts_on, load_body, render_body
from association.base.blocks.page import PageBody
from association.base.fields import BodyField
from association.base.links import address_of
from association.base.models import Image
from association.base.pages import BasePage
from association.base.pictures import picture
from association.base.queries import Viewer
from association.base.site_settings import SiteSettings
from association.publications.models import PublicationSeries
from association.publications.pages.adopted import WHOLE, EditionView
from association.publications.pages.offers import file_words, offer
from association.publications.pages.reading import Reading
from association.publications.pages.searching import SEARCH
from association.publications.pages.selecting import Choosable, Selection, path_of
from association.publications.queries import (
    Entry,
    chapters_of,
    contents,
    files_for,
    newer_volume,
)


class PublicationPage(Reading):
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

    def clean(self) -> None:
        """As for every page; ValidationError beside the year when it cannot be one."""
        super().clean()
        if self.year is not None and not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise ValidationError({"year": f"Vul een jaar in van {FIRST_YEAR} tot en met {LAST_YEAR}."})

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

    def own_text(self, viewer: Viewer) -> list[SafeString]:
        """The text above the contents, with facts as they were on the reference date."""
        with facts_on(self.reference_date):
            return render_body(self.body, viewer)

    def front_context(self, viewer: Viewer) -> dict[str, Any]:
        """Text, contents and what to take along."""
        load_body(self, self.body)
        chapters = chapters_of(self, viewer)
        entries = contents(self, viewer, chapters)
        return {
            "lead_html": self.lead_html,
            "publication": self,
            "kind": self.list_kind,
            "entries": entries,
            "cover": picture(self.image or self.cover, "card", alt=""),
            "body": self.own_text(viewer),
            "dates": self.dates,
            "reference": self.reference(),
            "downloads": self.downloads(viewer, chapters),
            "citation": self.citation(viewer),
            "newer": self.newer(viewer),
            "search_url": f"{address_of(self, viewer)}{SEARCH}/",
            "start": entries[0] if entries else None,
        }

    def whole_context(self, viewer: Viewer) -> dict[str, Any]:
        """All chapters below each other, with their contents."""
        # Before the text, as it is read.
        lead = self.lead_html
        document = self.document(viewer)
        address = address_of(self, viewer)
        selection = Selection(self._asked, tuple(map(as_choosable, document.chapters)))
        return {
            "lead_html": lead,
            "publication": self,
            "publication_url": address,
            "search_url": f"{address}{SEARCH}/",
            "choice": selection.context(self.title, f"{address}{WHOLE}/"),
            "kind": self.list_kind,
            "entries": document.entries,
            "chapters": [chapter for chapter in document.chapters if selection.has(path_of(chapter.anchor))],
            "body": [] if selection else document.intro,
            "dates": self.dates,
            "reference": self.reference(),
            "downloads": self.downloads(viewer, [chapter.entry.page for chapter in document.chapters]),
            "newer": self.newer(viewer),
        }

    def reference(self) -> str:
        """The reference date in words; empty without one."""
        if not self.reference_date:
            return ""
        return f"{self.reference_wording} {date_text(self.reference_date, 'j F Y')}".strip()

    def downloads(self, viewer: Viewer, chapters: list[Any]) -> list[dict[str, str]]:
        """What a reader can take along, as components/download_box.html shows it."""
        address = address_of(self, viewer)
        items = [
            offer(
                file.kind,
                address,
                f"{file_words(file.kind, file.size, file.pages)} · {date_text(file.made_at, 'j F Y')}",
            )
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

    def citation(self, viewer: Viewer, chapter: Any = None, entry: Entry | None = None) -> str:
        """How to refer to this document, or to one of its chapters."""
        page = chapter or self
        name = SiteSettings.of(viewer.site).association
        year = self.year or (self.first_published_at.year if self.first_published_at else "")
        maker = f"{name.name if name else viewer.site.site_name} ({year or 'z.j.'})."
        part = f", {entry.label.lower()}: {chapter.title}" if entry and entry.label and chapter else ""
        part = part or (f": {chapter.title}" if chapter else "")
        return f"{maker} {self.title}{part}. {viewer.site.root_url}{address_of(page, viewer)}"

    def citation_of_edition(self, viewer: Viewer, place: EditionView) -> str:
        """How to refer to an edition, or to one of its chapters, at the address that stays."""
        name = SiteSettings.of(viewer.site).association
        maker = f"{name.name if name else viewer.site.site_name} ({place.edition.dated.year})."
        article = place.article
        label = f"{article.label.lower()}: " if article.label else ""
        part = f", {label}{article.title}" if place.path not in {"", "volledig"} else ""
        own = f"{viewer.site.root_url}{address_of(self, viewer)}versies/{place.edition.label}/"
        below = f"{place.path}/" if place.path else ""
        return f"{maker} {place.edition.title}{part} ({place.edition.words}). {own}{below}"

    def newer(self, viewer: Viewer) -> dict[str, str] | None:
        """A newer volume of the same series, or None."""
        found = newer_volume(self, viewer)
        return {"title": found.title, "url": address_of(found, viewer)} if found else None


def as_choosable(chapter: Any) -> Choosable:
    """A chapter of the whole document, to choose."""
    return Choosable(path_of(chapter.anchor), chapter.entry.title, chapter.entry.number)


def published_and_changed(page: Any) -> list[dict[str, Any]]:
    """The days of first and last publication; the last only when it differs."""
    if not page.first_published_at:
        return []
    days = [{"label": "Gepubliceerd", "date": page.first_published_at}]
    if page.last_published_at and page.last_published_at.date() > page.first_published_at.date():
        days.append({"label": "Gewijzigd", "date": page.last_published_at})
    return days
