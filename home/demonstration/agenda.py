"""The agenda of the demonstration: the meetings of this year and the next, events, kinds and holidays."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from association.base.rules.days import ONE_DAY, Precision, in_words
from association.meetings.models import EventKind, Holiday, Moment, MomentStatus
from association.meetings.pages import AgendaIndexPage, EventPage, MeetingPage
from association.organizations.models import Organization
from association.portfolios.models import Portfolio
from home.actions import SiteSetUp
from home.demonstration.bodies import Bodies, list_items, one_line, stored, stream
from home.demonstration.many_pages import add_live_pages
from home.demonstration.papers import paper
from home.demonstration.placing import place
from home.demonstration.register import slug_of, table
from home.demonstration.sign_ups import load_sign_ups

Entry = dict[str, Any]
Picture = Callable[[str, str], Any]
SATURDAY = 5
GOALS = {"informeren": "inform", "bespreken": "discuss", "besluiten": "decide"}
# Some meetings do not go on, or are moved a week, as happens everywhere: each so many'th.
EACH_OFF, EACH_MOVED = 61, 47
OFF_NOTE = "Er waren te weinig onderwerpen."
MOVED_NOTE = "Een week later: op deze dag was de zaal niet vrij."


def make_agenda(setup: SiteSetUp, content: Entry) -> AgendaIndexPage:
    """The agenda of the site; what is there is left as it is."""
    known = AgendaIndexPage.objects.child_of(setup.home).first()
    if known is not None:
        return known
    index = AgendaIndexPage(title=content["title"], slug="agenda", summary=one_line(content["summary"]))
    made: AgendaIndexPage = Page.objects.get(pk=setup.home.pk).add_child(instance=index)
    place(made, None)
    return made


@transaction.atomic
def load_agenda(setup: SiteSetUp, content: Entry, bodies: Bodies, picture: Picture) -> int:
    """Add what is missing; returns how many pages were made. The register and the portfolios must be there."""
    loader = AgendaLoader(setup, content, bodies, picture)
    loader.load_settings()
    return loader.load_meetings() + loader.load_events()


class AgendaLoader:
    """Loads the agenda of one association."""

    def __init__(self, setup: SiteSetUp, content: Entry, bodies: Bodies, picture: Picture) -> None:
        self.setup, self.content, self.bodies, self.picture = setup, content, bodies, picture
        self.index = make_agenda(setup, content)
        self.known = set(Page.objects.child_of(self.index).values_list("slug", flat=True))
        self.today = timezone.localdate()
        ids = {row["id"]: slug_of(row) for row in table("organizations")}
        slugs = {one.slug: one for one in Organization.objects.select_related("managed_by")}
        self.organizations = slugs | {name: slugs[slug] for name, slug in ids.items() if slug in slugs}
        self.holidays: list[tuple[date, date]] = []

    def organization(self, name: str) -> Organization:
        """A body by its address in the register, with or without what says whose it is; KeyError for none."""
        own = f"{self.setup.association.slug}-{name}"
        return self.organizations[own] if own in self.organizations else self.organizations[name]

    def load_settings(self) -> None:
        """The kinds of events and the holidays."""
        for order, kind in enumerate(self.content["kinds"], start=1):
            EventKind.objects.get_or_create(
                association=self.setup.association, name=kind["name"], defaults={"order": order * 10}
            )
        for holiday in self.content["holidays"]:
            end = holiday["last"] + ONE_DAY
            self.holidays.append((holiday["start"], end))
            own = {"association": self.setup.association, "name": holiday["name"], "start_date": holiday["start"]}
            if not Holiday.objects.filter(**own).exists():
                Holiday.objects.create(**own, end_date=end)

    def is_free(self, day: date) -> bool:
        """Whether nobody meets on a day: a weekend or a holiday."""
        return day.weekday() >= SATURDAY or any(start <= day < end for start, end in self.holidays)

    def working_day(self, year: int, text: str) -> date:
        """A day such as "05-20" in a year, or the first day after it on which people work."""
        day = date(year, *map(int, text.split("-")))
        while self.is_free(day):
            day += ONE_DAY
        return day

    def load_meetings(self) -> int:
        """The meetings of this year and the next, what was long ago, and the assembly with its papers."""
        pages = [page for page in self.meetings() if page.slug not in self.known]
        pages += [
            self.past_meeting(entry) for entry in self.content["past"] if "kind" not in entry and self.lacks(entry)
        ]
        moments = [(page, page.pending) for page in pages]
        add_live_pages(self.index, pages)
        for page, found in moments:
            for order, moment in enumerate(found):
                moment.page_id, moment.sort_order = page.pk, order
        Moment.objects.bulk_create(moment for _, found in moments for moment in found)
        self.fill_assembly(pages)
        return len(pages)

    def lacks(self, entry: Entry) -> bool:
        """Whether the page of an entry is not there yet."""
        return entry["slug"] not in self.known

    def meetings(self) -> Iterator[Any]:
        """A meeting of each body for each of its days."""
        number = 0
        for year in (self.today.year, self.today.year + 1):
            for entry in self.content["bodies"]:
                body, public = self.organization(entry["organization"]), entry["public"]
                for text in entry["dates"]:
                    number += not entry.get("other")
                    day = self.working_day(year, text)
                    page = MeetingPage(
                        title=body.name, slug=f"{body.site_slug}-{day.isoformat()}", organization=body,
                        place=entry["place"], is_public=public,
                    )  # fmt: skip
                    page.pending = self.of_meeting(entry, day, 0 if entry.get("other") else number)
                    yield page

    def of_meeting(self, entry: Entry, day: date, number: int) -> list[Moment]:
        """The moments of a meeting; one of many does not go on, or was moved a week."""
        found = span(day, entry["time"], entry["until"])
        if number and number % EACH_OFF == 0:
            found.status, found.note = MomentStatus.CANCELLED, OFF_NOTE
        if number and number % EACH_MOVED == 0 and not self.is_free(day + timedelta(days=7)):
            found.status, found.note = MomentStatus.MOVED, MOVED_NOTE
            return chained([found, span(day + timedelta(days=7), entry["time"], entry["until"])])
        return [found]

    def past_meeting(self, entry: Entry) -> Any:
        """A meeting of long ago, of which only the day is known."""
        body = self.organization(entry["organization"])
        page = MeetingPage(title=entry["title"], slug=entry["slug"], organization=body, place=entry.get("place", ""))
        page.pending = chained(self.long_ago(entry["moments"]))
        return page

    def long_ago(self, entries: Iterable[Entry]) -> Iterator[Moment]:
        """Moments for a whole day."""
        for entry in entries:
            yield whole_day(entry["date"], status=entry.get("status", "planned"), note=entry.get("note", ""))

    def fill_assembly(self, made: list[Any]) -> None:
        """Give the assembly its items and papers; what was held has its decisions too."""
        entry = self.content["assembly"]
        body = self.organization(entry["organization"])
        for year in (self.today.year, self.today.year + 1):
            day = self.working_day(year, entry["date"])
            slug = f"{body.site_slug}-{day.isoformat()}"
            if any(page.slug == slug for page in made):
                page = MeetingPage.objects.child_of(self.index).get(slug=slug)
                page.summary = one_line(entry["summary"])
                page.items = stream("item", [self.item(item, held=day < self.today) for item in entry["items"]])
                place(page, min(day, self.today))

    def item(self, entry: Entry, *, held: bool) -> Entry:
        """An agenda item in its stored form."""
        papers = [
            {"document": paper(self.setup.collection, title, entry.get("paper_text", [])), "title": ""}
            for title in entry["papers"]
        ]
        return {
            "title": entry["title"],
            "goal": GOALS[entry["goal"]],
            "lead": None,
            "lead_label": entry["lead"],
            "text": self.bodies.html(entry["text_html"]),
            "papers": list_items(papers),
            "decision": self.bodies.html(entry.get("decision_html", "")) if held else "",
        }

    def load_events(self) -> int:
        """The events that come, and those of long ago."""
        missing = [entry for entry in self.content["events"] if self.lacks(entry)]
        for entry in missing:
            page = self.event(entry)
            self.add(page, chained(self.coming(entry["moments"])), None)
            if page.sign_up == EventPage.SignUpMode.FORM and all(moment.goes_on for moment in page.moments.all()):
                load_sign_ups(EventPage.objects.get(pk=page.pk))
        past = [entry for entry in self.content["past"] if "kind" in entry and self.lacks(entry)]
        for entry in past:
            page, day = self.bare_event(entry), entry["moments"][-1]["date"]
            page.summary = f"{entry['kind']} op {in_words(day, Precision.DAY)}, om op terug te kijken."
            self.add(page, chained(self.long_ago(entry["moments"])), day)
        return len(missing) + len(past)

    def add(self, page: Any, moments: list[Moment], day: date | None) -> None:
        """Put an event live below the agenda."""
        page.moments = moments
        Page.objects.get(pk=self.index.pk).add_child(instance=page)
        place(page, day)

    def bare_event(self, entry: Entry) -> Any:
        """What every event has, as yet without place in the tree."""
        kind = EventKind.objects.get(association=self.setup.association, name=entry["kind"])
        page = EventPage(title=entry["title"], slug=entry["slug"], kind=kind, place=entry.get("place", ""))
        page.partners = [self.organizations[name] for name in entry.get("partners", [])]
        return page

    def event(self, entry: Entry) -> Any:
        """An event that comes, with its programme and how to sign up."""
        page, sign_up = self.bare_event(entry), entry["signup"]
        page.summary, page.for_whom = one_line(entry["summary"]), entry["audience"]
        page.image = self.picture(entry["scene"], entry["slug"])
        lead = {"type": "paragraph", "html": f"<p>{one_line(entry['lead'])}</p>"}
        page.body = stored(self.bodies.body([lead, *entry["body"]]))
        page.programme = stream("round", [self.round(part) for part in entry.get("programme", [])])
        found = Portfolio.objects.filter(association=self.setup.association, slug__in=entry["portfolios"])
        page.portfolios = list(found)
        page.sign_up, page.sign_up_address = sign_up["mode"], sign_up.get("link", "")
        page.capacity, page.asks_diet = sign_up.get("capacity"), sign_up.get("asks_diet", False)
        return page

    def round(self, entry: Entry) -> Entry:
        """A part of a programme in its stored form."""
        sessions = [
            {
                "title": session["title"],
                "text": self.bodies.html(session.get("html", "")),
                "speakers": session.get("speakers", ""),
                "room": session.get("room", ""),
                "capacity": session.get("capacity"),
            }
            for session in entry.get("sessions", [])
        ]
        return {
            "start": f"{entry['start']}:00",
            "end": f"{entry['end']}:00" if entry.get("end") else None,
            "title": entry["title"],
            "text": "",
            "sessions": list_items(sessions),
        }

    def coming(self, entries: list[Entry]) -> Iterator[Moment]:
        """The moments of an event: of this year, or of the next when the last of them is over by now."""
        year = self.today.year + (date(self.today.year, *map(int, entries[-1]["date"].split("-"))) < self.today)
        for entry in entries:
            found = span(self.working_day(year, entry["date"]), entry["start"], entry["end"])
            found.title, found.note = entry.get("title", ""), entry.get("note", "")
            found.status = entry.get("status", MomentStatus.PLANNED)
            yield found


def span(day: date, start: str, until: str) -> Moment:
    """A moment on a day, between hours on the clock of the association such as "09:30"."""
    hours = [timezone.make_aware(datetime.combine(day, time.fromisoformat(text))) for text in (start, until)]
    return Moment(start=hours[0], end=hours[1])


def whole_day(day: date, **fields: Any) -> Moment:
    """A moment of which only the day is known."""
    start, end = (timezone.make_aware(datetime.combine(one, time())) for one in (day, day + ONE_DAY))
    return Moment(start=start, end=end, is_all_day=True, **fields)


def chained(moments: Iterable[Moment]) -> list[Moment]:
    """Moments of which what comes after a moved one is that one's new moment, for calendars too."""
    found = list(moments)
    for left, new in pairwise(found):
        if left.status == MomentStatus.MOVED:
            new.uid, new.sequence = left.uid, left.sequence + 1
    return found
