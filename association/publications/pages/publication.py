"""One volume: a document of which the pages below it are the chapters."""

from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.template.defaultfilters import date as date_text
from django.template.defaultfilters import filesizeformat
from django.utils.safestring import SafeString
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.contrib.routable_page.models import path
from wagtail.models import Page
from wagtail.search import index

from association.base.blocks.base import Numbers, facts_of, facts_on, load_bodies, load_body, render_body
from association.base.blocks.page import TAKEN, PageBody
from association.base.context import Crumb, PageHead
from association.base.fields import BodyField
from association.base.links import address_of
from association.base.models import Document, Image
from association.base.pages import BasePage, RoutedPage
from association.base.pictures import picture
from association.base.queries import Viewer
from association.base.site_settings import SiteSettings
from association.publications.models import Edition, PublicationSeries
from association.publications.pages.adopted import EditionView, VersionsView, WithdrawnView
from association.publications.queries import (
    Entry,
    chapters_of,
    contents,
    files_for,
    in_reading_order,
    latest_edition,
    newer_volume,
    variants_in_force,
)

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

    publication: "PublicationPage"
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
    # A place in an edition, when the address asks for one.
    _place: Any = None

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
        """A place in an edition; or of the text that was published, the front, or all of it for `/volledig/`."""
        if self._place is not None:
            place: dict[str, Any] = self._place.context()
            return place
        return self.whole_context(viewer) if self._shows_whole else self.front_context(viewer)

    @path("")
    def front(self, request: HttpRequest) -> HttpResponseBase:
        """The front of the edition that holds, or of what was published when there is none."""
        found = self.serve_chapter(request, "")
        return found if found is not None else self.plain(request)

    def plain(self, request: HttpRequest) -> HttpResponseBase:
        """The front of what was published."""
        response: HttpResponseBase = self.render(request)
        return response

    def answer(self, request: HttpRequest, place: Any) -> HttpResponseBase:
        """A place in an edition."""
        self._place = place
        response: HttpResponseBase = self.render(request, template=place.template)
        return response

    def serve_chapter(self, request: HttpRequest, path: str) -> HttpResponseBase | None:
        """A place in the edition that holds; None when there is no edition, Http404 when it has no such chapter."""
        variants = variants_in_force(self.pk)
        if not variants:
            return None
        view = EditionView(self, variants[0].edition, self.viewer_of(request), path, variants=variants)
        return self.answer(request, view)

    @path("versies/", name="versions")
    def versions(self, request: HttpRequest) -> HttpResponseBase:
        """All editions."""
        return self.answer(request, VersionsView(self, self.viewer_of(request)))

    @path("versies/<slug:label>/", name="edition")
    @path("versies/<slug:label>/<slug:chapter>/", name="edition_chapter")
    @path("versies/<slug:label>/<slug:chapter>/<slug:part>/", name="edition_part")
    def of_edition(self, request: HttpRequest, label: str, chapter: str = "", part: str = "") -> HttpResponseBase:
        """A place in an edition, at the address that stays; Http404 for none."""
        edition = self.edition_at(label)
        if edition.status == Edition.Status.WITHDRAWN:
            response = self.answer(request, WithdrawnView(self, edition, self.viewer_of(request)))
            response.status_code = HTTPStatus.GONE
            return response
        place = "/".join(filter(None, (chapter, part)))
        view = EditionView(
            self, edition, self.viewer_of(request), place, permanent=True, newest=latest_edition(self.pk)
        )
        return self.answer(request, view)

    def edition_at(self, label: str) -> Edition:
        """The edition with a label that was adopted, withdrawn ones too; Http404 for none."""
        found: Edition | None = self.editions.filter(label=label).exclude(status=Edition.Status.MAKING).first()
        if found is None:
            raise Http404
        return found

    def own_text(self, viewer: Viewer) -> list[SafeString]:
        """The text above the contents, with facts as they were on the reference date."""
        with facts_on(self.reference_date):
            return render_body(self.body, viewer)

    def get_route_paths(self) -> list[str]:
        """As for every page, with the whole document on one page."""
        known = super().get_route_paths()
        return [*known, "/volledig/"] if known else []

    @path("volledig/", name="whole")
    def whole(self, request: HttpRequest) -> HttpResponseBase:
        """The whole document on one page."""
        if (adopted := self.serve_chapter(request, "volledig")) is not None:
            return adopted
        self._shows_whole = True
        response: HttpResponseBase = self.render(request, template="publications/whole_document.html")
        return response

    @path("<slug:chapter>/", name="adopted_chapter")
    @path("<slug:chapter>/<slug:part>/", name="adopted_part")
    def adopted_chapter(self, request: HttpRequest, chapter: str, part: str = "") -> HttpResponseBase:
        """A chapter of the edition that holds, whose page is no longer there; Http404 for none."""
        found = self.serve_chapter(request, "/".join(filter(None, (chapter, part))))
        if found is None:
            raise Http404
        return found

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
            "body": self.own_text(viewer),
            "dates": self.dates,
            "reference": self.reference(),
            "downloads": self.downloads(viewer, chapters),
            "citation": self.citation(viewer),
            "newer": self.newer(viewer),
            "start": entries[0] if entries else None,
        }

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
        if self._place is not None:
            place = self._place
            canonical = f"{found.canonical}{place.rest}"
            return replace(found, title=place.title, canonical=canonical, robots=found.robots or place.robots)
        if not self._shows_whole:
            return found
        return replace(found, title=f"{found.title}: hele document", canonical=f"{found.canonical}volledig/", data={})

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

    def crumbs(self, viewer: Viewer) -> list[Crumb]:
        """As for every page, with the place in an edition below it."""
        found = super().crumbs(viewer)
        if self._place is None or not self._place.rest:
            return found
        here = address_of(self, viewer)
        more = [Crumb(self.title, here)]
        if self._place.permanent and self._place.path != "versies":
            more.append(Crumb("Alle versies", f"{here}versies/"))
        return [*found[:-1], *more, Crumb(self._place.title)]

    def newer(self, viewer: Viewer) -> dict[str, str] | None:
        """A newer volume of the same series, or None."""
        found = newer_volume(self, viewer)
        return {"title": found.title, "url": address_of(found, viewer)} if found else None


def newest_version(page: Any) -> Any:
    """A page as it was last saved, whether or not that is public; the page itself when nothing is newer."""
    revision = page.latest_revision if page.has_unpublished_changes or not page.live else None
    return revision.as_object() if revision else page


def path_below(publication: Page, page: Page) -> str:
    """The address of a chapter below its publication: "inleiding", "wonen/resultaten"."""
    return str(page.url_path)[len(publication.url_path) :].strip("/")


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
