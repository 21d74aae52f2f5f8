"""The agenda: what is held, as a list, a month or a year."""

import re
from dataclasses import replace
from datetime import date
from typing import Any, ClassVar

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase, HttpResponseRedirect
from wagtail.contrib.routable_page.models import path

from association.base.context import Crumb, PageHead
from association.base.links import address_of
from association.base.pages import RoutedPage
from association.base.queries import Viewer
from association.meetings.pages.subscribing import SubscribingView
from association.meetings.pages.views import FIRST_YEAR, LAST_YEAR, AgendaView, ListView, MonthView
from association.meetings.pages.year import YearView

MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])", re.ASCII)
YEAR = re.compile(r"\d{4}", re.ASCII)


def a_year(text: str) -> int:
    """A year of the agenda; Http404 for another text."""
    if not YEAR.fullmatch(text) or not FIRST_YEAR <= int(text) <= LAST_YEAR:
        raise Http404
    return int(text)


class AgendaIndexPage(RoutedPage):
    """All meetings and events, as a list, by month and by year, and as calendars to subscribe to."""

    template = "meetings/agenda_index_page.html"
    max_count_per_parent = 1
    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar = ["association.MeetingPage", "association.EventPage"]
    page_description = "Alle vergaderingen en bijeenkomsten, als lijst, maand en jaar. Vult zichzelf."

    _shown: AgendaView | SubscribingView | None = None

    class Meta:
        verbose_name = "agenda"
        verbose_name_plural = "agenda's"

    def page_context(self, request: HttpRequest, viewer: Viewer) -> dict[str, Any]:
        """What the address asks for: the list of what comes, unless it names another view."""
        return (self._shown or ListView(self))(request, viewer)

    def answer(self, request: HttpRequest, shown: AgendaView | SubscribingView) -> HttpResponseBase:
        """The page as a view shows it."""
        self._shown = shown
        response: HttpResponseBase = self.render(request, template=shown.template)
        response.status_code = getattr(response, "context_data", {}).get("status", 200)
        return response

    @path("eerder/", name="earlier")
    def earlier(self, request: HttpRequest) -> HttpResponseBase:
        """What was held, the latest first."""
        return self.answer(request, ListView(self, earlier=True))

    @path("maand/<str:month>/", name="month")
    def month(self, request: HttpRequest, month: str) -> HttpResponseBase:
        """A month such as 2026-03; Http404 for one that is none."""
        found = MONTH.fullmatch(month)
        if not found:
            raise Http404
        return self.answer(request, MonthView(self, date(a_year(found[1]), int(found[2]), 1)))

    @path("jaar/<str:year>/", name="year")
    def year(self, request: HttpRequest, year: str) -> HttpResponseBase:
        """The calendar of a year; Http404 for one that is none."""
        return self.answer(request, YearView(self, a_year(year)))

    @path("abonneren/", name="subscribing")
    def subscribing(self, request: HttpRequest) -> HttpResponseBase:
        """All calendars, and how to subscribe to them."""
        return self.answer(request, SubscribingView(self))

    @path("alles/", name="calendar_all")
    @path("bijeenkomsten/", name="calendar_events")
    @path("keuze/<slug:slug>/", name="calendar_choice")
    @path("overleg/<slug:slug>/", name="calendar_body")
    @path("portefeuille/<slug:slug>/", name="calendar_portfolio")
    @path("gemeente/<slug:slug>/", name="calendar_municipality")
    def calendar(self, request: HttpRequest, slug: str = "") -> HttpResponseBase:
        """Where a calendar file is (feeds.serving); without .ics it leads to how to subscribe."""
        return HttpResponseRedirect(f"{address_of(self, self.viewer_of(request))}{SubscribingView.rest}")

    def crumbs(self, viewer: Viewer) -> list[Crumb]:
        """As for every page, with the view below it."""
        found = super().crumbs(viewer)
        if self._shown is None or not found:
            return found
        return [*found[:-1], Crumb(self.title, address_of(self, viewer)), *self._shown.crumbs]

    def head(self, request: HttpRequest, viewer: Viewer) -> PageHead:
        """As for every page; a view has an address and a title of its own."""
        found = super().head(request, viewer)
        if self._shown is None:
            return found
        return replace(
            found,
            title=self._shown.title,
            canonical=f"{found.canonical}{self._shown.rest}",
            description=self._shown.description,
            data=self._shown.data(f"{found.canonical}{self._shown.rest}") or found.data,
            robots=self._shown.robots or found.robots,
        )
