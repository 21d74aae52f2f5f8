"""The agenda as a list and as a month; what all views share."""

from calendar import Calendar, monthrange
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.utils import timezone

from association.base.context import Crumb
from association.base.links import address_of
from association.base.pagination import numbered_page, pagination
from association.base.queries import Viewer
from association.base.rules.days import MONTHS
from association.base.site_settings import SiteSettings
from association.meetings.models import Holiday
from association.meetings.pages.filters import Filters
from association.meetings.pages.shown import (
    clock,
    day_words,
    is_public_meeting,
    last_day,
    moment_row,
    status_words,
    title_of,
)
from association.meetings.queries import (
    between,
    coming,
    holidays_of,
    kept_page,
    past,
    span,
    visible_moments,
)

if TYPE_CHECKING:
    from association.meetings.pages.index import AgendaIndexPage

PER_PAGE = 30
# Addresses lead no further than this, so that nobody walks through empty years without end.
FIRST_YEAR, LAST_YEAR = 1990, 2100


def month_title(day: date) -> str:
    """A month as a heading: "Maart 2026"."""
    return f"{MONTHS[day.month - 1].capitalize()} {day.year}"


def first_of(day: date, months: int = 0) -> date:
    """The first day of the month, so many months later."""
    number = day.year * 12 + day.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


class AgendaView:
    """A view of the agenda: its title, what its address adds to that of the page, and its template."""

    template = "meetings/agenda_index_page.html"
    title = ""
    description = ""
    rest = ""
    robots = ""
    kind = "list"

    def __init__(self, page: "AgendaIndexPage") -> None:
        self.page = page
        self.day = timezone.localdate()

    def __call__(self, request: HttpRequest, viewer: Viewer) -> dict[str, Any]:
        """The variables of the template."""
        self.viewer, self.here = viewer, address_of(self.page, viewer)
        self.filters = Filters(request.GET, viewer)
        return {
            "title": self.title or self.page.title,
            "lead": self.lead,
            "views": self.views,
            "fields": self.filters.fields,
            "clear_url": f"{self.here}{self.rest}" if self.filters.is_active else "",
            "subscribe_url": f"{self.here}abonneren/",
            "calendar_url": f"{self.here}alles.ics",
            **self.shown(request),
        }

    def data(self, address: str) -> dict[str, Any]:
        """The view as schema.org says it: as the agenda itself."""
        return {}

    @property
    def lead(self) -> str:
        """The words below the title."""
        return self.page.lead_html

    @property
    def views(self) -> list[dict[str, Any]]:
        """The views to choose from, around the day of this one and with the same filters."""
        found = (
            ("list", "Lijst", ""),
            ("month", "Maand", f"maand/{self.day:%Y-%m}/"),
            ("year", "Jaar", f"jaar/{self.day.year}/"),
        )
        return [
            {"label": label, "url": self.filters.to(f"{self.here}{rest}"), "current": kind == self.kind}
            for kind, label, rest in found
        ]

    def shown(self, request: HttpRequest) -> dict[str, Any]:
        """What only this view has."""
        raise NotImplementedError

    @property
    def crumbs(self) -> list[Crumb]:
        """The steps below the agenda; none for the agenda itself."""
        return [Crumb(self.title)] if self.rest else []

    def around(self, first: date, last: date) -> tuple[bool, bool]:
        """Whether there is anything before and after a period of the calendar; one query."""
        known = span(self.viewer)
        if known is None:
            self.robots = "noindex"
            return False, False
        begin, end = known
        if last < first_of(begin) or first > max(end, timezone.localdate()):
            self.robots = "noindex"
        return begin < first, end > last


class ListView(AgendaView):
    """What is to come, or what was, by month."""

    def __init__(self, page: "AgendaIndexPage", *, earlier: bool = False) -> None:
        super().__init__(page)
        self.earlier = earlier
        if earlier:
            self.title, self.rest = "Eerder in de agenda", "eerder/"

    def shown(self, request: HttpRequest) -> dict[str, Any]:
        """A page of the list; the number of queries does not depend on how much there is."""
        found = (past if self.earlier else coming)(self.viewer).filter(self.filters.condition)
        shown = numbered_page(found, request.GET.get("pagina", "1"), PER_PAGE)
        moments = list(shown.object_list)
        rows = [moment_row(moment, self.viewer) for moment in moments]
        other = "" if self.earlier else "eerder/"
        return {
            "groups": [
                {"title": month_title(day), "rows": list(group)}
                for day, group in groupby(rows, key=lambda row: first_of(row.date))
            ],
            "other_label": "Wat er komt" if self.earlier else "Wat er eerder was",
            "other_url": self.filters.to(f"{self.here}{other}"),
            **pagination(shown, self.filters.query),
        }


class MonthView(AgendaView):
    """A month as on a calendar on the wall."""

    kind = "month"
    template = "meetings/agenda_month.html"

    def __init__(self, page: "AgendaIndexPage", first: date) -> None:
        super().__init__(page)
        self.first = first
        self.last = date(first.year, first.month, monthrange(first.year, first.month)[1])
        self.title, self.rest = f"Agenda {MONTHS[first.month - 1]} {first.year}", f"maand/{first:%Y-%m}/"
        self.day = max(self.first, min(self.last, self.day))

    def shown(self, request: HttpRequest) -> dict[str, Any]:
        """The weeks of the month, and the months beside it."""
        within = visible_moments(self.viewer).filter(between(self.first, self.last), self.filters.condition)
        moments = list(within)
        days: dict[date, list[dict[str, Any]]] = {}
        for moment in moments:
            for day in days_of(moment, self.first, self.last):
                days.setdefault(day, []).append(self.entry(moment, day))
        association = SiteSettings.of(self.viewer.site).association_id
        holidays = list(holidays_of(association, self.first, self.last))
        before, after = self.around(self.first, self.last)
        return {
            "month_title": month_title(self.first),
            "weeks": [
                [self.cell(day, days, holidays) for day in week]
                for week in Calendar().monthdatescalendar(self.first.year, self.first.month)
            ],
            "is_empty": not days,
            "previous": self.month(-1) if before else None,
            "next": self.month(1) if after else None,
        }

    def entry(self, moment: Any, day: date) -> dict[str, Any]:
        """A moment on one of its days."""
        begins = day == moment.day and not moment.is_all_day
        return {
            "title": title_of(moment),
            "url": address_of(kept_page(moment), self.viewer),
            "time": clock(moment.start) if begins else "",
            "off": status_words(moment),
            "open": is_public_meeting(moment),
        }

    def cell(self, day: date, days: dict[date, list[dict[str, Any]]], holidays: list[Holiday]) -> dict[str, Any]:
        """A day of the grid; one of another month stays empty."""
        if day.month != self.first.month:
            return {"day": None}
        return {
            "day": day,
            "words": day_words(day, year=False),
            "entries": days.get(day, ()),
            "holiday": next((one.name for one in holidays if one.holds_on(day)), ""),
            "today": day == timezone.localdate(),
        }

    def month(self, step: int) -> dict[str, str]:
        """The month before or after."""
        first = first_of(self.first, step)
        return {"title": month_title(first), "url": self.filters.to(f"{self.here}maand/{first:%Y-%m}/")}


def days_of(moment: Any, first: date, last: date) -> Iterable[date]:
    """The days within a period on which something is held."""
    day, until = max(moment.day, first), min(last_day(moment), last)
    while day <= until:
        yield day
        day += timedelta(days=1)
