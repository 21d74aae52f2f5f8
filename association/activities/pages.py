"""The page on which readers see what was intended in a year, and how it went."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, TitleFieldPanel
from wagtail.contrib.routable_page.models import path
from wagtail.search import index

from association.activities.blocks import (
    NO_LIGHT,
    NO_LIGHT_WORDS,
    SHORT,
    StoplightYearsBlock,
    activity_item,
    has_lights,
    summary_parts,
    years_fact,
)
from association.activities.models import ActivityYear
from association.activities.queries import Counts, counts, grouped, lit_activities, rows_of, years_of
from association.activities.rules import FIRST_YEAR, LAST_YEAR, Period, State
from association.base.blocks.base import load_body, render_body
from association.base.blocks.page import PageBody
from association.base.context import Crumb, PageHead
from association.base.fields import BodyField
from association.base.links import address_of
from association.base.pages import RoutedPage
from association.base.queries import Viewer
from association.base.site_settings import SiteSettings

THEME, LIGHT, PERIOD = "portefeuille", "stoplicht", "periode"
WITHOUT = "geen"


def newest_period(rows: Sequence[ActivityYear]) -> str:
    """The last period of a year about which half of the activities or more were reported; else the one with most."""
    told = {period: sum(row.report_of(period).state != State.EMPTY for row in rows) for period in Period.values}
    for period in reversed(Period.values):
        if told[period] and told[period] * 2 >= len(rows):
            return period
    return max(Period.values, key=lambda period: told[period])


class YearView:
    """The activities of a year, as its address and filters ask for."""

    def __init__(self, page: "ActivityIndexPage", year: int, rows: list[ActivityYear]) -> None:
        self.page, self.year, self.rows = page, year, rows
        self.title, self.rest = f"Doel en resultaten {year}", f"{year}/"

    def __call__(self, request: HttpRequest, viewer: Viewer) -> dict[str, Any]:
        """The variables of the template."""
        settings = SiteSettings.of(viewer.site)
        self.words, self.lights = settings.stoplight_words, settings.shows_stoplights and has_lights(self.rows)
        asked = request.GET.get(PERIOD, "")
        self.period = asked if asked in Period.values else newest_period(self.rows)
        self.chosen = {name: request.GET.get(name, "") for name in (THEME, LIGHT)}
        here = f"{address_of(self.page, viewer)}{self.year}/"
        groups = grouped(self.filtered(), date(self.year, 12, 31))
        years = years_of(settings.association_id or 0)
        return {
            "title": self.title,
            "lead": f"Per activiteit: wat wilden we bereiken in {self.year}, en hoe gaat het?"
            if self.year >= timezone.localdate().year
            else f"Per activiteit: wat wilden we bereiken in {self.year}, en hoe ging het?",
            "year": self.year,
            "summary": self.summary(counts(self.rows, self.period), here) if self.lights else None,
            "fields": self.fields(settings.portfolio_word, settings.portfolios_word.lower()),
            "groups": [
                {
                    "title": group.title,
                    "count": len(group.rows),
                    "items": [activity_item(row, self.period, self.words, lights=self.lights) for row in group.rows],
                }
                for group in groups
            ],
            "file": f"{here.rstrip('/')}.csv",
            "years": [
                {"label": year, "url": f"{address_of(self.page, viewer)}{year}/", "current": year == self.year}
                for year in years
            ],
        }

    def filtered(self) -> list[ActivityYear]:
        """What the filters leave; a filter that names nothing leaves all."""
        rows = self.rows
        if self.chosen[THEME]:
            slug = self.chosen[THEME]
            rows = [row for row in rows if any(found.slug == slug for found in row.portfolios.all())] or rows
        if self.lights and self.chosen[LIGHT] in {*self.words, WITHOUT}:
            light = "" if self.chosen[LIGHT] == WITHOUT else self.chosen[LIGHT]
            rows = [row for row in rows if row.report_of(self.period).stoplight == light]
        return rows

    def address(self, here: str, **changes: str) -> str:
        """This page with other filters."""
        chosen = {PERIOD: self.period, **self.chosen, **changes}
        return f"{here}?{urlencode({name: value for name, value in chosen.items() if value})}"

    def summary(self, found: Counts, here: str) -> dict[str, Any]:
        """As components/stoplight_summary.html shows it."""
        return {
            "total": found.total,
            "parts": [
                {
                    **part,
                    "url": self.address(here, stoplicht=WITHOUT if part["state"] == NO_LIGHT else part["state"]),
                    "current": self.chosen[LIGHT] == (WITHOUT if part["state"] == NO_LIGHT else part["state"]),
                }
                for part in summary_parts(found, self.words)
            ],
        }

    def fields(self, portfolio_word: str, portfolios_word: str) -> list[dict[str, Any]]:
        """The filters as fields of a form."""
        day = date(self.year, 12, 31)
        themes = {found.slug: found.name_on(day) for row in self.rows for found in row.portfolios.all()}
        lights = [*self.words.items(), (WITHOUT, NO_LIGHT_WORDS)]
        by_name = sorted(themes.items(), key=lambda item: item[1])
        found = [(THEME, portfolio_word, [("", f"Alle {portfolios_word}"), *by_name], self.chosen[THEME])]
        if self.lights:
            found.append((LIGHT, "Stoplicht", [("", "Alle stoplichten"), *lights], self.chosen[LIGHT]))
        found.append((PERIOD, "Periode", list(SHORT.items()), self.period))
        return [
            {
                "name": name,
                "label": label,
                "options": [{"value": str(code), "label": words, "chosen": code == chosen} for code, words in options],
            }
            for name, label, options, chosen in found
        ]


class ActivityIndexPage(RoutedPage):
    """What the association does: the activities of a year with their goal and how they go, and the years before."""

    body = BodyField(PageBody, blank=True, verbose_name="tekst")

    template = "activities/activity_index_page.html"
    max_count_per_parent = 1
    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar = ["home.StandardPage"]
    page_description = "Activiteiten per jaar met doel, voortgang en stoplicht. Vult zichzelf."
    content_panels: ClassVar = [
        TitleFieldPanel("title"),
        FieldPanel("body"),
        FieldPanel("image"),
        FieldPanel("summary"),
    ]
    search_fields: ClassVar = [*RoutedPage.search_fields, index.SearchField("body")]

    _shown: Any = None

    class Meta:
        verbose_name = "overzicht van activiteiten"
        verbose_name_plural = "overzichten van activiteiten"

    def page_context(self, request: HttpRequest, viewer: Viewer) -> dict[str, Any]:
        """The newest year that has begun, below the page's own text; or the year of the address."""
        if self._shown is not None:
            context: dict[str, Any] = self._shown(request, viewer)
            return context
        load_body(self, self.body)
        association = SiteSettings.of(viewer.site).association_id
        years = years_of(association) if association else []
        now = timezone.localdate().year
        year = next((year for year in years if year <= now), years[-1] if years else None)
        found = YearView(self, year, rows_of(association, year))(request, viewer) if year and association else {}
        own = {"title": self.title, "lead": self.lead_html, "body": render_body(self.body, viewer)}
        return {**found, **own, "over_years": self.over_years(viewer, years)}

    def over_years(self, viewer: Viewer, years: Sequence[int]) -> dict[str, Any] | None:
        """The stoplights of all years as components/stoplight_years.html shows them; None with less than two years.

        One query. A year that has yet to begin tells nothing, nor do years of which no activity got a stoplight.
        """
        settings = SiteSettings.of(viewer.site)
        begun = [year for year in years if year <= timezone.localdate().year]
        if len(begun) < 2 or not settings.shows_stoplights:
            return None
        found = lit_activities(settings.association_id or 0)
        lit = sorted({one.year for one in found if one.has_light and one.year in begun})
        if len(lit) < 2:
            return None
        fact = years_fact(found, settings.stoplight_words, first=lit[0], last=lit[-1])
        return StoplightYearsBlock().shown(fact)

    @path("<int:year>/", name="year")
    def of_year(self, request: HttpRequest, year: int) -> HttpResponseBase:
        """The activities of a year; Http404 for one without any."""
        association = SiteSettings.of(self.viewer_of(request).site).association_id
        rows = rows_of(association, year) if association and FIRST_YEAR <= year <= LAST_YEAR else []
        if not rows:
            raise Http404
        self._shown = YearView(self, year, rows)
        return self.render(request)

    def crumbs(self, viewer: Viewer) -> list[Crumb]:
        """As for every page, with the year below it."""
        found = super().crumbs(viewer)
        if self._shown is None:
            return found
        return [*found[:-1], Crumb(self.title, address_of(self, viewer)), Crumb(self._shown.title)]

    def head(self, request: HttpRequest, viewer: Viewer) -> PageHead:
        """As for every page; a year has an address and a title of its own."""
        found = super().head(request, viewer)
        if self._shown is None:
            return found
        canonical = f"{found.canonical}{self._shown.rest}"
        return replace(found, title=self._shown.title, canonical=canonical, description="")
