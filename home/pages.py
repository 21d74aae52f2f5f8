"""The start page and pages of text."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.models import Page
from wagtail.search import index

from association.base.blocks.base import load_body, render_body
from association.base.blocks.page import PageBody, table_of_contents
from association.base.blocks.settings import LinkBlock
from association.base.fields import BodyField
from association.base.links import address_of, link_to
from association.base.models import Image
from association.base.pages import BasePage
from association.base.pictures import picture, prefetch_renditions
from association.base.queries import Viewer, viewable_pages
from association.base.site_settings import SiteSettings
from association.base.targets import Targets, stored_values
from association.meetings.pages.coming import coming_up
from association.memberships.pages.vacancies import open_seats
from association.news.queries import latest_news
from association.newsletters.rules.addresses import SUBSCRIBE
from association.newsletters.rules.addresses import address_of as fixed_address
from association.portfolios.queries import portfolio_tiles, with_chairs
from home.blocks import ActionBlock, TaskBlock

NEWS_SHOWN = 3
SHORT_NEWS = 7
AGENDA = 4
TILES = 8
HEADINGS_FOR_CONTENTS = 3


class HomePage(BasePage):
    """The start page of a site: what is new, the portfolios and the doors to the rest."""

    kicker = models.CharField("regel boven de kop", max_length=80, blank=True)
    heading = models.CharField("kop", max_length=80, blank=True, help_text="Kort en warm; hoogstens drie regels.")
    lead = models.TextField("inleiding", max_length=300, blank=True)
    image_wide = models.ForeignKey(
        Image,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="beeld, liggend",
        help_text="Voor telefoons en heel brede schermen; leeg is een uitsnede van het beeld.",
    )
    buttons = BodyField([("button", LinkBlock())], blank=True, max_num=2, verbose_name="knoppen")
    tasks = BodyField([("task", TaskBlock())], blank=True, max_num=3, verbose_name="drie deuren")

    feature_title = models.CharField("kop", max_length=120, blank=True)
    feature_text = models.TextField("tekst", max_length=300, blank=True)
    feature_page = models.ForeignKey(
        Page, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="pagina"
    )
    feature_button = models.CharField("woord op de knop", max_length=40, blank=True, default="Lees online")
    feature_cover = models.ForeignKey(
        Image, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="omslag (staand)"
    )
    feature_also = BodyField([("link", LinkBlock())], blank=True, max_num=4, verbose_name="ook verschenen")

    members_title = models.CharField("kop boven de leden", max_length=80, blank=True)
    closing_title = models.CharField("kop", max_length=80, blank=True)
    closing_text = models.CharField("tekst", max_length=200, blank=True)
    closing_links = BodyField([("link", ActionBlock())], blank=True, max_num=2, verbose_name="links")

    template = "home/home_page.html"
    parent_page_types: ClassVar = ["wagtailcore.Page"]
    page_description = "De voorpagina van de site."
    json_ld_type = "WebSite"

    content_panels: ClassVar = [
        TitleFieldPanel(
            "title", help_text="De naam van de site; staat in zoekmachines en in het pad boven elke pagina."
        ),
        MultiFieldPanel(
            [
                FieldPanel("kicker"),
                FieldPanel("heading"),
                FieldPanel("lead"),
                FieldRowPanel([FieldPanel("image"), FieldPanel("image_wide")]),
                FieldPanel("buttons"),
            ],
            heading="Bovenaan",
        ),
        FieldPanel("tasks", help_text="Waarvoor komen de meeste bezoekers? Drie links met een regel uitleg."),
        MultiFieldPanel(
            [
                FieldPanel("feature_title"),
                FieldPanel("feature_text"),
                FieldRowPanel([FieldPanel("feature_page"), FieldPanel("feature_button")]),
                FieldPanel("feature_cover"),
                FieldPanel("feature_also"),
            ],
            heading="In het licht",
            help_text="Een band voor één publicatie of pagina. Zonder pagina verschijnt de band niet.",
        ),
        MultiFieldPanel(
            [
                FieldPanel("members_title"),
                FieldPanel("closing_title"),
                FieldPanel("closing_text"),
                FieldPanel("closing_links"),
            ],
            heading="Leden en onderkant",
            classname="collapsed",
        ),
        FieldPanel("summary", help_text="Voor zoekmachines en sociale media."),
    ]

    class Meta:
        verbose_name = "startpagina"
        verbose_name_plural = "startpagina's"

    def structured_data(self, address: str, image_url: str) -> dict[str, Any]:
        """The site, with its search (schema.org SearchAction)."""
        data = super().structured_data(address, image_url)
        target = {"@type": "EntryPoint", "urlTemplate": f"{address}zoeken/?q={{query}}"}
        data["potentialAction"] = {"@type": "SearchAction", "target": target, "query-input": "required name=query"}
        return data

    def page_context(self, request: HttpRequest, viewer: Viewer) -> dict[str, Any]:
        """Everything on the start page; the pictures of all parts come in two queries."""
        news = list(latest_news(viewer)[: NEWS_SHOWN + SHORT_NEWS])
        self.load_images()
        prefetch_renditions(
            [self.image, self.image_wide, self.feature_cover, *(item.image for item in news[:NEWS_SHOWN])]
        )
        items = [item.item(viewer) for item in news[:NEWS_SHOWN]]
        tiles = portfolio_tiles(viewer)
        targets = Targets(viewer, self.buttons, self.tasks, self.feature_also, self.closing_links)
        return {
            "hero": self.hero(targets),
            "tasks": [{**task, "title": task["label"]} for task in targets.links(stored_values(self.tasks))],
            "lead": items[0] if items else None,
            "news": items[1:],
            "news_url": parent_address(news[0], viewer) if news else "",
            "more_news": [item.item(viewer, shape="") for item in news[NEWS_SHOWN:]],
            "agenda": coming_up(viewer, AGENDA),
            **self.seats(viewer),
            "press": SiteSettings.of(viewer.site).press(),
            "tiles": with_chairs([{**tile, "text": ""} for tile in tiles[:TILES]], timezone.localdate()),
            **self.tile_words(viewer),
            "tiles_url": tiles[0]["url"].rsplit("/", 2)[0] + "/" if tiles else "",
            "feature": self.feature(viewer, targets),
            "members_title": self.members_title,
            "closing": self.closing(targets, SiteSettings.of(viewer.site)),
        }

    def load_images(self) -> None:
        """Fetch the pictures of this page together."""
        names = ("image", "image_wide", "feature_cover")
        found = Image.objects.in_bulk([number for name in names if (number := getattr(self, f"{name}_id"))])
        for name in names:
            setattr(self, name, found.get(getattr(self, f"{name}_id")))

    def tile_words(self, viewer: Viewer) -> dict[str, str]:
        """What the site calls its portfolios."""
        word = SiteSettings.of(viewer.site).portfolios_word
        return {"tiles_title": word, "tiles_label": f"Alle {word.lower()}"}

    def seats(self, viewer: Viewer) -> dict[str, Any]:
        """The vacancies that close first, and where all of them are."""
        found = open_seats(viewer)
        return {"open_seats": found, "open_seats_url": found[0]["url"].rsplit("/", 2)[0] + "/" if found else ""}

    def hero(self, targets: Targets) -> dict[str, Any]:
        """The top of the page."""
        return {
            "kicker": self.kicker,
            "title": self.heading or self.title,
            "lead": self.lead,
            "buttons": targets.links(stored_values(self.buttons)),
            "picture": picture(self.image, "hero"),
            "wide": picture(self.image_wide or self.image, "card"),
        }

    def feature(self, viewer: Viewer, targets: Targets) -> dict[str, Any] | None:
        """The band for one publication or page; None when its page is not to be seen."""
        url = link_to(self.feature_page, viewer)
        if not url:
            return None
        return {
            "title": self.feature_title,
            "text": self.feature_text,
            "url": url,
            "button": self.feature_button,
            "cover": picture(self.feature_cover, "cover", alt=""),
            "cover_title": self.feature_title,
            "also": [{**link, "title": link["label"]} for link in targets.links(stored_values(self.feature_also))],
        }

    def closing(self, targets: Targets, own: SiteSettings) -> dict[str, Any] | None:
        """The box at the bottom, with a field to subscribe where there is something to subscribe to; or None."""
        links = targets.links(stored_values(self.closing_links))
        if not self.closing_title:
            return None
        subscribe_url = fixed_address(SUBSCRIBE) if own.has_open_list else ""
        return {"title": self.closing_title, "text": self.closing_text, "links": links, "subscribe_url": subscribe_url}


def parent_address(page: Page, viewer: Viewer) -> str:
    """The address of the page above, from the page's own."""
    return address_of(page, viewer).rstrip("/").rsplit("/", 1)[0] + "/"


class StandardPage(BasePage):
    """A page of text, with the pages around it in a list beside it."""

    body = BodyField(PageBody, blank=True, verbose_name="tekst")

    _part: list[Page] | None = None

    template = "home/standard_page.html"
    parent_page_types: ClassVar = [
        "home.HomePage",
        "home.StandardPage",
        "association.PortfolioPage",
        "association.OrganizationIndexPage",
        "association.BodyPage",
    ]
    subpage_types: ClassVar = ["home.StandardPage"]
    page_description = "Een gewone pagina met tekst, beelden en tabellen."

    content_panels: ClassVar = [
        TitleFieldPanel("title"),
        FieldPanel("body"),
        FieldPanel("image"),
        FieldPanel("summary"),
        BasePage.related_panel,
    ]
    search_fields: ClassVar = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = "pagina"
        verbose_name_plural = "pagina's"

    def page_context(self, request: HttpRequest, viewer: Viewer) -> dict[str, Any]:
        """The text, its contents and the pages around it."""
        load_body(self, self.body)
        contents = table_of_contents(self.body)
        navigation, previous, following = self.surroundings(viewer)
        return {
            "lead_html": self.lead_html,
            "side_navigation": navigation,
            "picture": picture(self.image, "card" if navigation else "shaped"),
            "credit": self.image.credit if self.image else "",
            "toc": contents if len(contents) >= HEADINGS_FOR_CONTENTS else [],
            "body": render_body(self.body, viewer),
            "previous": previous,
            "next": following,
            "related": self.related(viewer),
        }

    def part_of_site(self, viewer: Viewer) -> list[Page]:
        """The page right below the home page that this one belongs to, and all within it; asked once."""
        if self._part is None:
            root = viewer.site.root_page
            start = self.path[: (root.depth + 1) * self.steplen] if self.pk and self.depth > root.depth else ""
            pages = viewable_pages(viewer).filter(path__startswith=start).order_by("path") if start else []
            self._part = list(pages)
        return self._part

    def pages_above(self, viewer: Viewer) -> list[Page]:
        """From the pages that the side navigation needs anyhow."""
        return [
            page for page in self.part_of_site(viewer) if self.path.startswith(page.path) and page.path != self.path
        ]

    def surroundings(
        self, viewer: Viewer
    ) -> tuple[dict[str, Any] | None, dict[str, str] | None, dict[str, str] | None]:
        """The part of the site that this page belongs to, with the pages before and after it.

        The part is the page two levels below the tree's root (right below the home page) and what lies within it.
        """
        root = viewer.site.root_page
        pages = self.part_of_site(viewer)
        if len(pages) < 2 or pages[0].depth != root.depth + 1:
            return None, None, None
        above = {self.path[: depth * self.steplen] for depth in range(root.depth + 2, self.depth + 1)}
        entries = [
            navigation_entry(page, pages, above, viewer, self.path) for page in pages if page.depth == root.depth + 2
        ]
        navigation = {"title": pages[0].title, "url": address_of(pages[0], viewer), "items": entries}
        around = neighbours(pages, self.path, viewer)
        return navigation, *around


def navigation_entry(page: Page, pages: list[Page], above: set[str], viewer: Viewer, current: str) -> dict[str, Any]:
    """One line of the side navigation; only the branch of the current page shows what lies below."""
    children = [
        {"title": child.title, "url": address_of(child, viewer), "current": child.path == current}
        for child in pages
        if page.path in above and child.depth == page.depth + 1 and child.path.startswith(page.path)
    ]
    return {
        "title": page.title,
        "url": address_of(page, viewer),
        "current": page.path == current,
        "children": children,
    }


def neighbours(pages: list[Page], path: str, viewer: Viewer) -> tuple[dict[str, str] | None, dict[str, str] | None]:
    """The pages before and after one in reading order, as components/previous_next.html shows them."""
    paths = [page.path for page in pages]
    if path not in paths:
        return None, None
    place = paths.index(path)

    def entry(number: int) -> dict[str, str] | None:
        if not 0 <= number < len(pages):
            return None
        return {"title": pages[number].title, "url": address_of(pages[number], viewer)}

    return entry(place - 1), entry(place + 1)
