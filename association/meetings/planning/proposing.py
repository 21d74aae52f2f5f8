"""Days on which bodies could meet, each with what speaks against it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from association.base.rules.days import holds_on
from association.base.validity import overlapping
from association.meetings.models import Moment, MomentStatus
from association.meetings.pages import AgendaIndexPage, MeetingPage
from association.meetings.pages.shown import hours
from association.meetings.queries import between, holidays_of
from association.meetings.rules.planning import same_in, title_a_year_later
from association.memberships.models import Membership
from association.organizations.models import Organization
from association.portfolios.models import Portfolio, PortfolioBody

SATURDAY = 5
ONLINE = "online"
WEEKEND = "in het weekend"


@dataclass(frozen=True)
class Slot:
    """A day and hours, on the clock of the association, on which a body could meet."""

    body: Organization
    day: date
    begins: time
    ends: time
    place: str = ""
    is_public: bool = False
    last: date | None = None  # where it takes more than one day
    is_all_day: bool = False  # or hours that are not known yet
    title: str = ""  # else its body and day
    note: str = ""
    portfolios: tuple[Portfolio, ...] = ()  # beside those of its body

    @property
    def key(self) -> str:
        """What a tick in a form says."""
        return f"{self.body.pk}:{self.day.isoformat()}"

    @property
    def when(self) -> str:
        """Its hours in words, without its first day."""
        return hours(Moment(start=self.start, end=self.end, is_all_day=self.is_all_day)) or "hele dag"

    @property
    def start(self) -> datetime:
        """When it begins."""
        return timezone.make_aware(datetime.combine(self.day, self.begins))

    @property
    def end(self) -> datetime:
        """When it ends."""
        return timezone.make_aware(datetime.combine(self.last or self.day, self.ends))


@dataclass(frozen=True)
class Proposal:
    """A slot with what speaks against it in words; ticked when nothing does."""

    slot: Slot
    notes: tuple[str, ...] = ()
    is_there: bool = False

    @property
    def is_ticked(self) -> bool:
        """Whether the day is proposed."""
        return not self.notes


def last_slot(index: AgendaIndexPage, body: Organization) -> Slot | None:
    """The latest meeting of a body with hours, as what the next will be like; None without any."""
    found = Moment.objects.filter(page__meetingpage__organization=body, page__path__startswith=index.path)
    moment = found.filter(is_all_day=False).order_by("-start").select_related("page__meetingpage").first()
    return slot_of(moment) if moment else None


def slot_of(moment: Any) -> Slot:
    """A moment of a meeting as a slot; its page must be fetched with it."""
    page = moment.page.meetingpage
    start, end = timezone.localtime(moment.start), timezone.localtime(moment.end)
    place = moment.place or page.place
    return Slot(page.organization, start.date(), start.time(), end.time(), place, page.is_public)


def meetings_in(index: AgendaIndexPage, year: int, bodies: Iterable[int]) -> list[Slot]:
    """What bodies hold in a year, under the titles of then, but what was cancelled; of what was moved the first day."""
    found = Moment.objects.filter(
        start__year=year, page__meetingpage__organization__in=list(bodies), page__path__startswith=index.path
    ).exclude(status=MomentStatus.CANCELLED)
    rows = list(found.select_related("page__meetingpage__organization").order_by("start", "pk"))
    links = MeetingPage.portfolios.through.objects.filter(meetingpage__in={row.page_id for row in rows})
    about: defaultdict[int, list[Portfolio]] = defaultdict(list)
    for link in links.select_related("portfolio").order_by("pk"):
        about[link.meetingpage_id].append(link.portfolio)
    kept: dict[Any, Slot] = {}
    for row in rows:
        own = slot_of(row)
        last = timezone.localtime(row.end).date()
        whole = replace(
            own,
            last=last if last > own.day else None,
            is_all_day=row.is_all_day,
            title=row.page.title,
            portfolios=tuple(about[row.page_id]),
        )
        kept.setdefault(row.uid, whole)
    return list(kept.values())


def a_year_later(slot: Slot) -> Slot:
    """What was held, on the same weekday of the same week of the month a year later; without what ended by then."""
    day = same_in(slot.day.year + 1, slot.day)
    return replace(
        slot,
        day=day,
        last=day + (slot.last - slot.day) if slot.last else None,
        title=title_a_year_later(slot.title, slot.day.year),
        portfolios=tuple(one for one in slot.portfolios if one.holds_on(day)),
    )


def propose(index: AgendaIndexPage, association: Organization, slots: list[Slot]) -> list[Proposal]:
    """The slots by day, each with what speaks against it: a fixed number of queries."""
    if not slots:
        return []
    slots = sorted(slots, key=lambda slot: (slot.start, slot.body.name))
    free = list(holidays_of(association, slots[0].day, slots[-1].day))
    against = Against(index, slots)
    found = [against.proposal(slot) for slot in slots]
    return [replace(one, notes=(*off_words(one.slot.day, free), *one.notes)) for one in found]


def off_words(day: date, holidays: Iterable[Any]) -> list[str]:
    """Why nobody meets on a day: the weekend, or holidays by name."""
    names = [holiday.name for holiday in holidays if holiday.holds_on(day)]
    return [*([WEEKEND] if day.weekday() >= SATURDAY else []), *names]


class Against:
    """What is held already at the time of some slots; four queries."""

    def __init__(self, index: AgendaIndexPage, slots: list[Slot]) -> None:
        days = sorted({slot.day for slot in slots})
        rows = Moment.objects.filter(
            between(days[0], days[-1]), page__path__startswith=index.path, status=MomentStatus.PLANNED
        )
        self.held = list(rows.select_related("page__meetingpage__organization", "page__eventpage").order_by("start"))
        bodies = {slot.body.pk for slot in slots} | {one for one in map(body_of, self.held) if one}
        self.portfolios = Terms(PortfolioBody.objects, "organization", "portfolio", bodies, days)
        self.people = Terms(Membership.objects.exclude(person=None), "post__organization", "person", bodies, days)

    def proposal(self, slot: Slot) -> Proposal:
        """A slot with what it would clash with."""
        same = [row for row in self.held if body_of(row) == slot.body.pk and row.day == slot.day]
        if same:
            return Proposal(slot, ("staat al in de agenda",), is_there=True)
        if slot.is_all_day:
            return Proposal(slot)
        rows = [row for row in self.held if row.start < slot.end and row.end > slot.start and not row.is_all_day]
        return Proposal(slot, tuple(filter(None, (self.clash(slot, row) for row in rows))))

    def clash(self, slot: Slot, row: Any) -> str:
        """Why a slot cannot well be beside what is held at the same time; empty when it can."""
        other = body_of(row)
        page = row.page.meetingpage if other else row.page.eventpage
        place = (row.place or page.place).strip().casefold()
        if place and place == slot.place.strip().casefold() and ONLINE not in place:
            return f"zelfde zaal als {page.title}"
        if other and self.portfolios.shared(other, slot.body.pk, slot.day):
            return f"zelfde portefeuille als {page.title}"
        both = len(self.people.shared(other, slot.body.pk, slot.day)) if other else 0
        people = "persoon moet" if both == 1 else "personen moeten"
        return f"{both} {people} dan ook naar {page.title}" if both else ""


def body_of(moment: Any) -> int | None:
    """The body whose meeting a moment is of; None for an event."""
    meeting = getattr(moment.page, "meetingpage", None)
    return meeting.organization_id if meeting else None


class Terms:
    """What belongs to each of some bodies on each of some days, by number; one query."""

    def __init__(self, rows: Any, body: str, other: str, bodies: set[int], days: list[date]) -> None:
        self.found: defaultdict[int, list[tuple[int, date | None, date | None]]] = defaultdict(list)
        within = rows.filter(overlapping(days[0], days[-1] + timedelta(days=1)), **{f"{body}__in": bodies})
        for key, *term in within.order_by().values_list(body, other, "start_date", "end_date"):
            self.found[key].append((term[0], term[1], term[2]))

    def on(self, body: int, day: date) -> set[int]:
        """What belongs to a body on a day."""
        return {one for one, start, end in self.found[body] if holds_on(start, end, day)}

    def shared(self, first: int, second: int, day: date) -> set[int]:
        """What belongs to both of two bodies on a day."""
        return self.on(first, day) & self.on(second, day)
