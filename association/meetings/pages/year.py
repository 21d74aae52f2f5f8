"""The calendar of a year: who meets in rows, months in columns."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.utils import timezone

from association.base.links import address_of
from association.base.rules.days import MONTHS
from association.base.site_settings import SiteSettings
from association.meetings.models import Holiday
from association.meetings.pages.shown import (
    day_words,
    hours,
    is_open,
    moment_row,
    place_of,
    status_words,
)
from association.meetings.pages.views import AgendaView, first_of
from association.meetings.queries import holidays_of, kept_page, start_of, visible_moments
from association.organizations.models import Organization
from association.organizations.queries import BODIES
from association.portfolios.pages.people import register_addresses

if TYPE_CHECKING:
    from association.meetings.pages.index import AgendaIndexPage

OWN, CONSULTATIONS, OTHERS, EVENTS = "Vereniging", "Portefeuillehoudersoverleggen", "Anderen", "Bijeenkomsten"
GROUPS = (OWN, CONSULTATIONS, OTHERS, EVENTS)
# What the names of consultations begin with; the heading above them says it for all.
PREFIXES = (
    "Portefeuillehoudersoverleg ", "Portefeuillehoudersoverleggen ", "Portefeuillehouderoverleg ", "PHO ", "Pho ",
)  # fmt: skip
MONTHS_AT_ONCE = 2
HALF = 15
# More rows do not fit on a sheet of A3 that lies.
MOST_LYING = 28


@dataclass(frozen=True)
class Line:
    """Who meets: the group and the place in it, the name and where it leads to."""

    group: str
    place: int
    name: str
    key: str
    url: str


class YearView(AgendaView):
    """A year on one sheet; on a phone a list by month."""

    kind = "year"
    template = "meetings/agenda_year.html"

    def __init__(self, page: "AgendaIndexPage", year: int) -> None:
        super().__init__(page)
        self.year = year
        self.title, self.rest = f"Jaarkalender {year}", f"jaar/{year}/"
        self.day = self.day if self.day.year == year else date(year, 1, 1)

    @property
    def lead(self) -> str:
        """What the sheet holds."""
        return "Alle overleggen van de vereniging en van wie met ons meedoet."

    def shown(self, request: HttpRequest) -> dict[str, Any]:
        """The sheet, the list and the years beside it."""
        first, last = date(self.year, 1, 1), date(self.year, 12, 31)
        within = visible_moments(self.viewer).filter(start__gte=start_of(first), start__lt=start_of(next_year(first)))
        moments = list(within.filter(self.filters.condition))
        self.association = SiteSettings.of(self.viewer.site).association_id
        self.to = register_addresses(self.viewer)
        holidays = list(holidays_of(self.association, first, last))
        groups = self.groups(moments)
        before, after = self.around(first, last)
        self.now = timezone.localdate().month if timezone.localdate().year == self.year else 0
        return {
            "year": self.year,
            "has_now": bool(self.now),
            "columns": [self.column(month, holidays) for month in range(1, 13)],
            "groups": groups,
            "is_tall": sum(len(group["rows"]) for group in groups) > MOST_LYING,
            "months": self.months(moments),
            "holidays": [{"name": one.name, "period": one.period} for one in holidays],
            "file": self.filters.to(f"{self.here}jaar/{self.year}.csv"),
            "previous": self.beside(-1) if before else None,
            "next": self.beside(1) if after else None,
        }

    def beside(self, step: int) -> dict[str, str]:
        """The year before or after."""
        year = self.year + step
        return {"title": f"Jaarkalender {year}", "url": self.filters.to(f"{self.here}jaar/{year}/")}

    def column(self, month: int, holidays: list[Holiday]) -> dict[str, Any]:
        """A month: its name, whether it is this one, and which halves of it are mostly holidays ("a", "b")."""
        first = date(self.year, month, 1)
        last = first_of(first, 1) - timedelta(days=1)
        halves = (("a", first, first.replace(day=HALF)), ("b", first.replace(day=HALF + 1), last))
        return {
            "short": MONTHS[month - 1][:3] if month != 3 else "mrt",
            "name": MONTHS[month - 1],
            "now": month == self.now,
            "off": "".join(name for name, begin, end in halves if mostly(begin, end, holidays)),
        }

    def groups(self, moments: list[Any]) -> list[dict[str, Any]]:
        """The rows of the sheet by group, each with its twelve months."""
        lines: dict[Line, list[list[dict[str, Any]]]] = {}
        known: dict[Any, Line] = {}
        for moment in moments:
            page = kept_page(moment)
            owner = getattr(page, "organization", None) or page.kind
            line = known.get(owner) or known.setdefault(owner, self.line(owner))
            cells = lines.setdefault(line, [[] for _ in range(12)])
            cells[moment.day.month - 1].append(self.stone(moment, line.name))
        ordered = sorted(lines.items(), key=lambda item: (GROUPS.index(item[0].group), item[0].place, item[0].key))
        return [
            {"title": title, "rows": [{"name": line.name, "url": line.url, "months": cells} for line, cells in rows]}
            for title, rows in groupby(ordered, key=lambda item: item[0].group)
        ]

    def line(self, owner: Any) -> Line:
        """The row of a body, or of a kind of events."""
        if not isinstance(owner, Organization):
            return Line(EVENTS, owner.order, owner.name, owner.name, "")
        kinds, own = list(BODIES), owner.managed_by_id == self.association
        if own and owner.classification == Organization.Classification.PORTFOLIO_CONSULTATION:
            name = next(
                (owner.name.removeprefix(words) for words in PREFIXES if owner.name.startswith(words)), owner.name
            )
            return Line(CONSULTATIONS, 0, name, name, self.to.body(owner))
        if owner.pk == self.association:
            return Line(OWN, -1, owner.name, owner.name, "")
        if own and owner.classification in kinds:
            place = kinds.index(owner.classification)
            return Line(OWN, place, owner.name, owner.name, self.to.body(owner))
        return Line(OTHERS, 0, owner.name, owner.name, "")

    def stone(self, moment: Any, name: str) -> dict[str, Any]:
        """A day in the sheet, with all that is said of it."""
        page, status = kept_page(moment), status_words(moment)
        said = [f"{name}, {day_words(moment.day)}", hours(moment), place_of(moment)]
        if not hasattr(page, "organization"):
            said[0] = f"{page.title}, {day_words(moment.day)}"
        elif not status:
            said.append("openbaar" if page.is_public else "besloten")
        return {
            "day": moment.day.day,
            "url": address_of(page, self.viewer),
            "words": ", ".join(filter(None, [*said, status[:1].lower() + status[1:]])),
            "off": bool(status),
            "open": is_open(moment),
        }

    def months(self, moments: list[Any]) -> dict[str, list[dict[str, Any]]]:
        """The same as a list for phones: what was, two months at once, and what comes later."""
        rows = [moment_row(moment, self.viewer) for moment in moments]
        found = [
            {"number": number, "title": MONTHS[number - 1].capitalize(), "rows": list(group)}
            for number, group in groupby(rows, key=lambda row: row.date.month)
        ]
        ahead = [one for one in found if one["number"] >= self.now]
        return {
            "before": [one for one in found if one["number"] < self.now],
            "shown": ahead[:MONTHS_AT_ONCE],
            "later": ahead[MONTHS_AT_ONCE:],
        }


def next_year(day: date) -> date:
    """The first day of the year after."""
    return date(day.year + 1, 1, 1)


def mostly(first: date, last: date, holidays: list[Holiday]) -> bool:
    """Whether more than half of the days of a period are holidays; both days are included."""
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return sum(any(one.holds_on(day) for one in holidays) for day in days) * 2 > len(days)
