"""One guide: its overview, all of it on one page, and the files that are made of it."""

import hashlib
from dataclasses import replace
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpRequest, JsonResponse, QueryDict
from django.http.response import HttpResponseBase
from django.templatetags.static import static
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, FieldRowPanel, TitleFieldPanel
from wagtail.contrib.routable_page.models import path
from wagtail.models import Page
from wagtail.search import index

from association.base.blocks.base import load_body, render_body
from association.base.blocks.page import PageBody
from association.base.context import Crumb, PageHead
from association.base.fields import BodyField
from association.base.links import address_of
from association.base.pages import BasePage
from association.base.pictures import picture
from association.base.queries import Viewer
from association.base.site_settings import SiteSettings
from association.guides.blocks import Reader, reading_as
from association.guides.pages.choosing import carried, chosen_by
from association.guides.pages.index import change_address
from association.guides.pages.taking import Taken, steps_in_words
from association.guides.queries import steps_of
from association.guides.rules import ROLES, STEP
from association.publications.pages import Selected, WholeDocument, WholeText
from association.publications.pages.offers import file_words, offer
from association.publications.pages.selecting import Choosable, Selection, Words, path_of
from association.publications.queries import Entry, files_for
from association.publications.rules import count_numbered

WHOLE, KEEP = "heel", "bewaren"
STEPS = Words(
    parameter=STEP,
    summary="Kies stappen om af te drukken of mee te nemen",
    legend="Welke stappen?",
    button="Toon deze stappen",
    missed="Een stap die u koos, staat niet in deze gids. Wij lieten haar weg.",
    everything="Toon de hele gids",
    many="stappen",
    hint="Daarna drukt u de pagina af, of laat u er een pdf en een e-boek van maken.",
)


class GuidePage(WholeText):
    """A guide: steps in an order, for one role or for everybody."""

    role = models.CharField(
        "voor wie",
        max_length=20,
        blank=True,
        choices=list(ROLES.items()),
        help_text="Leeg: voor iedereen. Wie deze rol kiest, ziet deze gids bovenaan.",
    )
    body = BodyField(PageBody, blank=True, verbose_name="tekst boven de stappen")

    template = "guides/guide_page.html"
    parent_page_types: ClassVar = ["association.GuideIndexPage"]
    subpage_types: ClassVar = ["association.GuideStepPage"]
    page_description = "Een startgids met stappen, om op een telefoon te lezen."
    json_ld_type = "LearningResource"
    open_graph_type = "book"
    # A guide shows its facts as they are today, on a cover with its own picture.
    reference_date = None
    cover = None
    # Short, and read by somebody who is new today: made in seconds, so never behind a thick book.
    files_priority: ClassVar[int] = 10

    content_panels: ClassVar = [
        TitleFieldPanel("title"),
        FieldPanel("summary", help_text="Eén of twee zinnen: in het overzicht, bovenaan de gids en op de omslag."),
        FieldRowPanel([FieldPanel("role"), FieldPanel("image")]),
        FieldPanel("body"),
    ]
    search_fields: ClassVar = [*BasePage.search_fields, index.SearchField("body"), index.FilterField("role")]

    _place = ""
    _asked: tuple[str, ...] = ()
    _told = ""
    _reader: Reader | None = None

    class Meta:
        verbose_name = "startgids"
        verbose_name_plural = "startgidsen"

    @property
    def list_kind(self) -> str:
        """The word in lists and on the whole text."""
        return "Startgids"

    @property
    def dates(self) -> list[dict[str, Any]]:
        """When it was changed, as components/date_line.html shows it."""
        return [{"label": "Bijgewerkt", "date": self.last_published_at}] if self.last_published_at else []

    def reference(self) -> str:
        """A guide has no reference date."""
        return ""

    # The text as one document.

    def texts(self, viewer: Viewer, *, full: bool = False) -> list[Any]:
        """The steps that exist for the viewer."""
        return steps_of(self, viewer, full=full)

    def entries(self, viewer: Viewer, texts: list[Any]) -> tuple[Entry, ...]:
        """The steps, numbered from 1; their tables and figures count on."""
        found, tables, figures = [], 0, 0
        for number, step in enumerate(texts, 1):
            url, restricted = address_of(step, viewer), viewer.is_restricted(step)
            found.append(Entry(step, step.title, url, str(number), f"Stap {number}", tables, figures, restricted))
            if "body" not in step.get_deferred_fields():
                more = count_numbered(step.body.raw_data)
                tables, figures = tables + more[0], figures + more[1]
        return tuple(found)

    def lead_of(self, page: Any) -> str:
        """The goal of a step."""
        return str(page.goal)

    def selection_words(self, entries: tuple[Entry, ...], parts: frozenset[int]) -> str:
        """Which steps stand in a file, and for whom."""
        numbers = [entry.number for entry in entries if entry.page.pk in parts]
        return steps_in_words(numbers, len(entries), self._reader or Reader())

    def document(self, viewer: Viewer, edition: Any = None, selected: Selected | None = None) -> WholeDocument:
        """All steps: what is for one role is labelled, and answers stand below their questions.

        With `selected` those steps, for who chose what is in it (see Taken).
        """
        if selected is not None:
            self._reader = chosen_by(QueryDict(selected.choice), viewer, address_of(self, viewer)).reader
        reader = self._reader or Reader(here=address_of(self, viewer))
        with reading_as(replace(reader, is_whole=True)):
            return super().document(viewer, edition, selected)

    def taken(self, viewer: Viewer, query: QueryDict) -> Taken | None:
        """The steps that an address names, with the reader's choice; None when it names none that is there."""
        here = address_of(self, viewer)
        reader, steps = chosen_by(query, viewer, here).reader, self.texts(viewer)
        selection = Selection(tuple(query.getlist(STEP)), tuple(Choosable(step.slug, "", "") for step in steps), STEPS)
        return self.taken_of(viewer, reader, steps, selection)

    def taken_of(self, viewer: Viewer, reader: Reader, steps: list[Any], selection: Selection) -> Taken | None:
        """The same, of steps that are known; no query."""
        chosen = [step for step in steps if step.slug in selection.paths]
        return Taken(self, viewer, reader, steps, chosen) if chosen else None

    # The pages that readers get.

    def page_context(self, request: HttpRequest, viewer: Viewer) -> dict[str, Any]:
        """The overview of the guide, or all of it."""
        here = address_of(self, viewer)
        self._reader = chosen_by(request.GET, viewer, here).reader
        return self.whole_context(viewer) if self._place == WHOLE else self.front_context(viewer)

    def front_context(self, viewer: Viewer) -> dict[str, Any]:
        """The steps, and what to take along."""
        load_body(self, self.body)
        reader = self._reader or Reader()
        steps = self.texts(viewer)
        query, here = reader.choice.query, address_of(self, viewer)
        entries = self.entries(viewer, steps)
        # Before the text, as it is read.
        lead = self.lead_html
        with reading_as(reader):
            body = carried(render_body(self.body, viewer), self.start(viewer), query)
        return {
            **self.shared(viewer, steps),
            "lead_html": lead,
            "kind": f"{self.list_kind} · {len(steps)} {'stap' if len(steps) == 1 else 'stappen'}",
            "picture": picture(self.image, "shaped"),
            "body": body,
            "steps": [
                {"title": entry.title, "url": f"{entry.url}{query}", "goal": entry.page.goal, "number": entry.number,
                 "key": entry.url, "restricted": entry.restricted}
                for entry in entries
            ],
            "change_url": f"{self.start(viewer)}{query}#keuze",
            "words": reader.words,
            "keep_url": f"{here}{KEEP}/{query}",
            "guide_key": here,
            "query": query,
        }  # fmt: skip

    def whole_context(self, viewer: Viewer) -> dict[str, Any]:
        """All steps below each other, or those that were asked for."""
        # As above.
        lead = self.lead_html
        document = self.document(viewer)
        here, query = address_of(self, viewer), self._reader.choice.query if self._reader else ""
        choosable = tuple(
            Choosable(path_of(one.anchor), one.entry.title, one.entry.number) for one in document.chapters
        )
        selection = Selection(self._asked, choosable, STEPS)
        form = selection.context(self.title, f"{here}{WHOLE}/")
        steps = [chapter.entry.page for chapter in document.chapters]
        taken = self.taken_of(viewer, self._reader or Reader(), steps, selection)
        return {
            **self.shared(viewer, steps),
            "lead_html": lead,
            "files": taken.context(f"{here}{WHOLE}/", self._told) if taken and not taken.is_whole else None,
            "told": "" if taken else self._told,
            "guide_url": f"{here}{query}",
            "kind": f"{self.list_kind} · {'gekozen stappen' if selection else 'hele gids'}",
            "choice": {
                **form,
                "hidden": self._reader.choice.pairs if self._reader else [],
                "all_url": f"{here}{WHOLE}/{query}",
            },
            "words": self._reader.words if self._reader else "",
            "change_url": f"{self.start(viewer)}{query}#keuze",
            "chapters": [
                replace(chapter, body=carried(chapter.body, self.start(viewer), query))
                for chapter in document.chapters
                if selection.has(path_of(chapter.anchor))
            ],
            "body": [] if selection else carried(document.intro, self.start(viewer), query),
            "dates": self.dates,
        }

    def shared(self, viewer: Viewer, steps: list[Any]) -> dict[str, Any]:
        """What the overview and the whole have in common."""
        return {"downloads": self.downloads(viewer, steps)}

    def start(self, viewer: Viewer) -> str:
        """The address of the overview of guides."""
        return address_of(self, viewer).rsplit("/", 2)[0] + "/"

    def change_url(self, viewer: Viewer, reader: Reader, step: Any) -> str:
        """Where a reader of a step changes the choice."""
        return change_address(self.start(viewer), reader.choice, self.slug, step.slug)

    def downloads(self, viewer: Viewer, steps: list[Any]) -> list[dict[str, str]]:
        """What a reader can take along, as components/download_box.html shows it."""
        here, query = address_of(self, viewer), self._reader.choice.query if self._reader else ""
        items = [
            offer(file.kind, here, file_words(file.kind, file.size, file.pages))
            for file in files_for(self, viewer, steps)
        ]
        for item in items:
            item["title"] = item["title"].replace("Hele document", "Hele gids")
        if steps:
            items.append(
                {
                    "title": "Hele gids op één pagina",
                    "url": f"{here}{WHOLE}/{query}",
                    "text": "om af te drukken, of om stappen te kiezen en daar een pdf of e-boek van te maken",
                    "icon": "file-text",
                }
            )
        return items

    @path("")
    def front(self, request: HttpRequest) -> HttpResponseBase:
        """The overview of the steps."""
        response: HttpResponseBase = self.render(request)
        return response

    @path("heel/", name="whole")
    def whole(self, request: HttpRequest) -> HttpResponseBase:
        """The whole guide on one page, or the steps that the address names."""
        self._place, self._asked = WHOLE, tuple(request.GET.getlist(STEP))
        response: HttpResponseBase = self.render(request, template="guides/whole_guide.html")
        if self._asked or self._told:
            # Of some steps it says how far their files are.
            response["Cache-Control"] = "no-store"
        return response

    def whole_telling(self, request: HttpRequest, words: str) -> HttpResponseBase:
        """The same page, with why no files are made of what was asked."""
        self._told = words
        return self.whole(request)

    @path("bewaren/", name="keep")
    def keep(self, request: HttpRequest) -> HttpResponseBase:
        """What a device keeps of the guide to read it offline: a version, and the addresses with the reader's choice.

        Only what everybody may see, whoever asks; Http404 when that is not even the guide.
        """
        site = self.viewer_of(request).site
        public = Viewer.anonymous(site)
        if not public.may_view(self):
            raise Http404
        here = address_of(self, public)
        reader = chosen_by(request.GET, public, here).reader
        steps = self.texts(public, full=True)
        query = reader.choice.query
        pages = [here, *(address_of(step, public) for step in steps), f"{here}{WHOLE}/"]
        answers = [f"{address_of(step, public)}{more}" for step in steps for more in step.answer_queries(query)]
        response = JsonResponse(
            {
                "title": self.title,
                "version": kept_version(self, steps, query),
                "pages": [*(f"{page}{query}" for page in pages), *answers],
                "files": kept_files(site),
            },
            json_dumps_params={"ensure_ascii": False},
        )
        response["Cache-Control"] = "no-cache"
        response["X-Robots-Tag"] = "noindex"
        return response

    def head(self, request: HttpRequest, viewer: Viewer) -> PageHead:
        """As for every page; the whole has an address and a title of its own."""
        found = super().head(request, viewer)
        if self._place != WHOLE:
            return found
        robots = found.robots or ("noindex" if self._asked else "")
        canonical = f"{found.canonical}{WHOLE}/"
        return replace(found, title=f"{found.title}: hele gids", canonical=canonical, robots=robots, data={})

    def crumbs(self, viewer: Viewer) -> list[Crumb]:
        """As for every page, with the guide above the whole of it."""
        found = super().crumbs(viewer)
        if self._place != WHOLE or not found:
            return found
        return [*found[:-1], Crumb(self.title, address_of(self, viewer)), Crumb("Hele gids")]

    def check_place(self, parent: Page) -> None:
        """As for every page; ValidationError when the role is none."""
        super().check_place(parent)
        if self.role and self.role not in ROLES:
            raise ValidationError({"role": "Kies een rol uit de lijst."})


def kept_files(site: Any) -> list[str]:
    """The stylesheets, scripts, font and mark that pages of guides need."""
    brand = SiteSettings.of(site).brand
    names = ["css/noaber.css", "js/noaber.js", "js/guide.js", "fonts/source-sans-3.woff2"]
    found = [static(name) for name in names]
    if brand is not None and brand.css_hash:
        found.append(f"/huisstijl/{brand.css_hash}.css")
    return found


def kept_version(guide: GuidePage, steps: list[Any], query: str) -> str:
    """What changes when what is kept would: the texts, the styles, the choice, and once a day the facts."""
    moments = [str(page.last_published_at) for page in (guide, *steps)]
    parts = [*moments, *(str(step.pk) for step in steps), *kept_files(guide.get_site()), query]
    return hashlib.sha256("\n".join([*parts, timezone.localdate().isoformat()]).encode()).hexdigest()[:16]
