"""News: an index with filters, and items of four kinds."""

import math
from typing import Any, ClassVar

from django.db import models
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.contrib.routable_page.models import path
from wagtail.search import index

from association.base.blocks.base import load_body, render_body
from association.base.blocks.page import PageBody, words_in
from association.base.context import Item
from association.base.fields import BodyField
from association.base.links import address_of
from association.base.pages import BasePage, RoutedPage
from association.base.pagination import numbered_page, pagination
from association.base.pictures import picture, prefetch_renditions
from association.base.queries import Viewer
from association.base.site_settings import SiteSettings
from association.news.feeds import FeedFormat, news_feed
from association.news.queries import latest_news, news_filters, parse_filters
from association.portfolios.models import Portfolio
from association.portfolios.queries import portfolio_links

PER_PAGE = 12
WORDS_PER_MINUTE = 200


class NewsIndexPage(RoutedPage):
    """All news, newest first, by year and by portfolio; as a feed too."""

    template = "news/news_index_page.html"
    max_count_per_parent = 1
    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar = ["association.NewsPage"]
    page_description = "Alle nieuwsberichten, met filters en een feed. Vult zichzelf."

    class Meta:
        verbose_name = "nieuwsoverzicht"
        verbose_name_plural = "nieuwsoverzichten"

    @path("feed/")
    def rss(self, request: HttpRequest) -> Any:
        """The newest items as RSS 2.0; `?portefeuille=` narrows it down."""
        return news_feed(self, request, self.viewer_of(request), FeedFormat.RSS)

    @path("feed/atom/")
    def atom(self, request: HttpRequest) -> Any:
        """The newest items as Atom (RFC 4287)."""
        return news_feed(self, request, self.viewer_of(request), FeedFormat.ATOM)

    def page_context(self, request: HttpRequest, viewer: Viewer) -> dict[str, Any]:
        """One page of items, the filters and the addresses of the feed."""
        chosen = parse_filters(request.GET)
        shown = numbered_page(chosen.apply(latest_news(viewer)), request.GET.get("pagina", "1"), PER_PAGE)
        items = list(shown.object_list)
        prefetch_renditions(item.image for item in items)
        filters = news_filters(viewer, chosen)
        here = address_of(self, viewer)
        return {
            "title": self.title,
            "lead": self.lead_html,
            "items": [item.item(viewer) for item in items],
            "years": filters.years,
            "portfolios": filters.portfolios,
            "clear_url": here if chosen.is_active else "",
            "feeds": [
                {"label": "Nieuws als RSS", "url": f"{here}feed/{chosen.feed_query}", "type": "application/rss+xml"},
                {
                    "label": "Nieuws als Atom",
                    "url": f"{here}feed/atom/{chosen.feed_query}",
                    "type": "application/atom+xml",
                },
            ],
            **pagination(shown, chosen.query),
        }


class NewsPage(BasePage):
    """A news item, press release, mention in the media or report from a VNG committee."""

    class Kind(models.TextChoices):
        NEWS = "news", "Nieuws"
        PRESS = "press", "Persbericht"
        MEDIA = "media", "In de media"
        VNG = "vng", "Uit de VNG-commissie"

    kind = models.CharField("soort", max_length=10, choices=Kind.choices, default=Kind.NEWS)
    date = models.DateField("datum", default=timezone.localdate, db_index=True)
    portfolios = ParentalManyToManyField(Portfolio, blank=True, related_name="news", verbose_name="hoort bij")
    caption = models.CharField("bijschrift bij het beeld", max_length=250, blank=True)
    body = BodyField(PageBody, blank=True, verbose_name="tekst")
    linkedin = models.TextField(
        "tekst voor LinkedIn", blank=True, max_length=3000, help_text="Lezers en collega's kunnen deze tekst overnemen."
    )

    template = "news/news_page.html"
    parent_page_types: ClassVar = ["association.NewsIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    page_description = "Een bericht met datum, beeld en portefeuilles."
    is_read_again_yearly = False
    json_ld_type = "NewsArticle"
    open_graph_type = "article"

    content_panels: ClassVar = [
        TitleFieldPanel("title"),
        FieldPanel("body"),
        FieldPanel("image"),
        FieldPanel("summary"),
        FieldPanel("portfolios", widget=CheckboxSelectMultiple),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("date", help_text="Komt bij het bericht te staan.")]),
        MultiFieldPanel(
            [
                FieldPanel("caption", help_text="Leeg: alleen de maker staat onder het beeld."),
                FieldPanel("linkedin"),
            ],
            heading="Bijschrift en LinkedIn",
            classname="collapsed",
        ),
        BasePage.related_panel,
    ]
    search_fields: ClassVar = [
        *BasePage.search_fields,
        index.SearchField("body"),
        index.SearchField("caption"),
        index.FilterField("date"),
        index.FilterField("kind"),
    ]

    class Meta:
        verbose_name = "nieuwsbericht"
        verbose_name_plural = "nieuwsberichten"

    @property
    def list_date(self) -> Any:
        """The day of the item."""
        return self.date

    @property
    def list_kind(self) -> str:
        """The kind in words."""
        return str(self.get_kind_display())

    def structured_data(self, address: str, image_url: str) -> dict[str, Any]:
        """As a NewsArticle."""
        data = super().structured_data(address, image_url)
        data["headline"] = data.pop("name")[:110]
        data["datePublished"] = self.date.isoformat()
        if self.last_published_at:
            data["dateModified"] = self.last_published_at.isoformat()
        return data

    def page_context(self, request: HttpRequest, viewer: Viewer) -> dict[str, Any]:
        """The item with what stands beside and below it."""
        load_body(self, self.body)
        chosen = self.chosen_portfolios
        newer, older = self.neighbours(viewer)
        return {
            "lead_html": self.lead_html,
            "kind": "Nieuwsbericht" if self.kind == self.Kind.NEWS else self.get_kind_display(),
            "date": self.date,
            "minutes": max(1, math.ceil(words_in(self.body) / WORDS_PER_MINUTE)),
            "picture": picture(self.image, "banner"),
            "picture_narrow": picture(self.image, "card"),
            "caption": self.caption,
            "credit": self.image.credit if self.image else "",
            "body": render_body(self.body, viewer),
            "portfolios": [item for item in portfolio_links(viewer, chosen) if item["url"]] if chosen else [],
            "press": self.press(viewer) if self.kind == self.Kind.PRESS else None,
            "linkedin": self.linkedin,
            "related": self.related(viewer),
            "previous": older,
            "next": newer,
        }

    def press(self, viewer: Viewer) -> dict[str, str] | None:
        """Who the press may ask, or None."""
        return SiteSettings.of(viewer.site).press()

    @cached_property
    def chosen_portfolios(self) -> list[Portfolio]:
        """The portfolios of the item, asked once."""
        return list(self.portfolios.all())

    def akin(self, viewer: Viewer) -> list["NewsPage"]:
        """The newest other items, those that share a portfolio first."""
        numbers = [portfolio.pk for portfolio in self.chosen_portfolios]
        shared = models.Count("portfolios", filter=models.Q(portfolios__in=numbers), distinct=True)
        others = latest_news(viewer).exclude(pk=self.pk).annotate(shared=shared)
        return list(others.order_by(models.Case(models.When(shared__gt=0, then=0), default=1), "-date", "-pk")[:4])

    def neighbours(self, viewer: Viewer) -> tuple[Item | None, Item | None]:
        """The next newer and the next older item, in one query."""
        before = models.Q(date__lt=self.date) | models.Q(date=self.date, pk__lt=self.pk or 0)
        after = models.Q(date__gt=self.date) | models.Q(date=self.date, pk__gt=self.pk or 0)
        items = latest_news(viewer).exclude(pk=self.pk)
        newer = items.filter(after).order_by("date", "pk")[:1].values("pk")
        older = items.filter(before).order_by("-date", "-pk")[:1].values("pk")
        found: dict[bool, Item] = {}
        for page in items.filter(models.Q(pk__in=newer) | models.Q(pk__in=older)):
            is_newer = (page.date, page.pk) > (self.date, self.pk or 0)
            found[is_newer] = Item(title=page.title, url=address_of(page, viewer), date=page.date)
        return found.get(True), found.get(False)
