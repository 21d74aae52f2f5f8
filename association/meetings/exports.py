"""What meetings and events give as files: calendars, and a year as a table."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from association.base.links import address_of
from association.base.queries import Viewer
from association.base.registry import register_file, register_files_below
from association.meetings.feeds.serving import serve_calendar_below, serve_page_calendar
from association.meetings.pages import AgendaIndexPage, EventPage, MeetingPage
from association.meetings.pages.filters import Filters
from association.meetings.pages.index import a_year
from association.meetings.queries import kept_page, start_of, visible_moments
from association.memberships.exports import Cell, file_response

CALENDAR = "ics"
TABLES = ("csv", "xlsx")
YEAR = "jaar/"
HEADINGS = (
    "Dag", "Tot en met", "Van", "Tot", "Wat", "Overleg", "Soort", "Plaats", "Openbaar", "Stand", "Toelichting",
    "Adres", "Kenmerk",
)  # fmt: skip


def serve_year(page: AgendaIndexPage, request: HttpRequest, rest: str, kind: str) -> HttpResponseBase:
    """What the viewer may see of a year, narrowed down as the page is, as a table; Http404 for another address."""
    if not rest.startswith(YEAR):
        raise Http404
    year, viewer = a_year(rest.removeprefix(YEAR)), page.viewer_of(request)
    within = visible_moments(viewer).filter(
        Filters(request.GET, viewer).condition,
        start__gte=start_of(date(year, 1, 1)),
        start__lt=start_of(date(year + 1, 1, 1)),
    )
    response = file_response(f"agenda-{year}", kind, HEADINGS, list(rows_of(within, viewer)), title="Agenda")
    if not viewer.is_member and not viewer.passed:
        response["Cache-Control"] = "no-cache"
    return response


def rows_of(moments: Iterable[Any], viewer: Viewer) -> Iterator[list[Cell]]:
    """A line for each moment, as readers see it on the site."""
    for moment in moments:
        page = kept_page(moment)
        start, end = timezone.localtime(moment.start), timezone.localtime(moment.end)
        hours = ["", ""] if moment.is_all_day else [f"{start:%H:%M}", f"{end:%H:%M}"]
        body = getattr(page, "organization", None)
        public = {True: "ja", False: "nee", None: ""}[getattr(page, "is_public", None)]
        yield [
            start.date(),
            end.date(),
            *hours,
            f"{page.title}: {moment.title}" if moment.title else page.title,
            body.name if body else "",
            page.list_kind,
            moment.place or page.place,
            public,
            str(moment.get_status_display()),
            moment.note,
            viewer.site.root_url + address_of(page, viewer),
            str(moment.uid),
        ]


def connect() -> None:
    """Serve the files beside their pages; called once when the app is ready."""
    for page_type in (MeetingPage, EventPage):
        register_file(page_type, CALENDAR, serve_page_calendar)
    register_files_below(AgendaIndexPage, CALENDAR, serve_calendar_below)
    for kind in TABLES:
        register_files_below(AgendaIndexPage, kind, partial(serve_year, kind=kind))
