"""The block of an issue that shows what is to come in the agenda."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from wagtail import blocks

from association.base.links import address_of
from association.base.queries import Viewer
from association.meetings.pages.shown import day_words, hours, place_of, status_words, title_of
from association.meetings.queries import coming, for_everybody, kept_page, start_of, visible_moments
from association.newsletters.blocks.facts import MOST_LINES, Entry, Group, GroupBlock
from association.newsletters.blocks.issue_day import issue_day, issue_moment

AHEAD = timedelta(weeks=6)


class AgendaBlock(GroupBlock):
    """What is held from when the issue goes out until a day."""

    title = blocks.CharBlock(label="Kop", max_length=100, default="Agenda")
    last = blocks.DateBlock(
        label="Tot en met", required=False, help_text="Leeg: zes weken vooruit, vanaf de dag van verzenden."
    )
    closed = blocks.BooleanBlock(
        label="Ook vergaderingen die niet openbaar zijn",
        required=False,
        help_text="Uit: alleen bijeenkomsten en openbare vergaderingen.",
    )

    def resolve(self, values: list[Any], viewer: Viewer) -> list[Group | None]:
        """What comes in each period; one query for each block."""
        return [Group(value["title"], tuple(self.entries(value, viewer))) for value in values]

    def entries(self, value: Any, viewer: Viewer) -> list[Entry]:
        """The first that come; also what was called off or moved, which is said."""
        last = value["last"] or issue_day() + AHEAD
        found = visible_moments(viewer).filter(end__gt=issue_moment(), start__lt=start_of(last + timedelta(days=1)))
        if not value["closed"]:
            found = found.filter(for_everybody())
        return [entry_of(moment, viewer) for moment in found.distinct()[:MOST_LINES]]

    def example(self) -> Group:
        """One evening."""
        entry = Entry("Kenniscafé wonen", "/agenda/", "donderdag 3 december, 19.30–21.00 uur", "Gemeentehuis Emmen")
        return Group("Agenda", (entry,))

    class Meta:
        icon = "date"
        label = "Agenda"
        description = "Wat er de komende weken is: bijeenkomsten en vergaderingen. Komt uit de agenda van de site."
        template = "components/issue_group.html"


def entry_of(moment: Any, viewer: Viewer) -> Entry:
    """A moment in an issue."""
    when = ", ".join(filter(None, [day_words(moment.day, year=False), hours(moment)]))
    off = ": ".join(filter(None, [status_words(moment), moment.note]))
    return Entry(
        title=title_of(moment),
        url=address_of(kept_page(moment), viewer),
        kind=when,
        text=place_of(moment) if moment.goes_on else off,
    )


def comes_something(viewer: Viewer) -> bool:
    """Whether a new issue has anything to say of the agenda; one query."""
    last = start_of(timezone.localdate() + AHEAD)
    return bool(coming(viewer).filter(for_everybody(), start__lt=last).exists())
