"""Reads over news."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.apps import apps
from django.db.models import Count, QuerySet
from django.db.models.functions import ExtractYear
from django.http import Http404, QueryDict

from association.base.queries import Viewer
from association.portfolios.models import Portfolio


def visible_news(viewer: Viewer) -> "QuerySet[Any]":
    """The items that the viewer may see. The class is asked of Django: it builds on this module."""
    pages: Any = apps.get_model("association", "NewsPage")
    return pages.objects.viewable_by(viewer)


def latest_news(viewer: Viewer) -> "QuerySet[Any]":
    """The items that the viewer may see, newest first, with their picture and without their text."""
    items = visible_news(viewer).select_related("image").defer("body", "linkedin")
    return items.order_by("-date", "-pk")


@dataclass(frozen=True)
class NewsFilters:
    """What a reader chose: a year, the slug of a portfolio, or neither."""

    year: int | None = None
    portfolio: str = ""

    @property
    def is_active(self) -> bool:
        """Whether anything was chosen."""
        return self.year is not None or bool(self.portfolio)

    @property
    def query(self) -> str:
        """The choice as a query string without question mark."""
        chosen = {"jaar": self.year, "portefeuille": self.portfolio}
        return urlencode({name: value for name, value in chosen.items() if value})

    @property
    def feed_query(self) -> str:
        """The query string, with question mark, of a feed by portfolio."""
        return f"?portefeuille={self.portfolio}" if self.portfolio else ""

    def apply(self, items: "QuerySet[Any]") -> "QuerySet[Any]":
        """The items that fit the choice."""
        if self.year is not None:
            items = items.filter(date__year=self.year)
        return items.filter(portfolios__slug=self.portfolio) if self.portfolio else items


def parse_filters(query: QueryDict) -> NewsFilters:
    """The choice in an address; Http404 for a year or portfolio that cannot be."""
    year, portfolio = query.get("jaar", ""), query.get("portefeuille", "")
    if year and not (len(year) == 4 and year.isascii() and year.isdecimal() and int(year) > 0):
        raise Http404
    if portfolio and not all(char.isalnum() or char in "-_" for char in portfolio):
        raise Http404
    return NewsFilters(year=int(year) if year else None, portfolio=portfolio[:80])


@dataclass(frozen=True)
class FilterChips:
    """The choices that a reader has, as components/chips.html shows them."""

    years: list[dict[str, Any]]
    portfolios: list[dict[str, Any]]


def news_filters(viewer: Viewer, chosen: NewsFilters) -> FilterChips:
    """The years and portfolios that occur among what the viewer may see, with counts; two queries."""
    visible = visible_news(viewer)
    years = visible.annotate(year=ExtractYear("date")).values_list("year").annotate(count=Count("pk")).order_by("-year")
    own = Portfolio.objects.filter(association__sites__site=viewer.site)
    portfolios = own.filter(news__in=visible).annotate(count=Count("news", distinct=True)).order_by("order", "name")
    every = [{"label": "Alle jaren", "url": address(portfolio=chosen.portfolio), "current": chosen.year is None}]
    all_fields = [{"label": "Alles", "url": address(year=chosen.year), "current": not chosen.portfolio}]
    return FilterChips(
        years=every
        + [
            {
                "label": str(year),
                "url": address(year=year, portfolio=chosen.portfolio),
                "current": year == chosen.year,
                "count": count,
            }
            for year, count in years
        ],
        portfolios=all_fields
        + [
            {
                "label": item.name,
                "url": address(year=chosen.year, portfolio=item.slug),
                "current": item.slug == chosen.portfolio,
                "count": item.count,
            }
            for item in portfolios
        ],
    )


def address(*, year: int | None = None, portfolio: str = "") -> str:
    """The index with a choice of filters, relative to itself."""
    return "?" + NewsFilters(year, portfolio).query if year or portfolio else "./"
