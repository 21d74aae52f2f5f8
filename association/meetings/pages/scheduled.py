"""What meetings and events have in common: when they are held, and what became of it."""

from datetime import datetime
from functools import cached_property
from typing import Any, ClassVar
from uuid import uuid4

from django.utils import timezone
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from association.base.links import address_of
from association.base.pages import BasePage
from association.base.panels import FoldedPanel, FormInlinePanel
from association.base.queries import Viewer
from association.meetings.forms import MomentForm
from association.meetings.models import Moment, MomentStatus
from association.meetings.pages.shown import last_day, status_words, when_words
from association.meetings.queries import held_elsewhere, stored_moments

MOMENT_PANELS = [
    FieldRowPanel([FieldPanel("day"), FieldPanel("begins"), FieldPanel("ends")]),
    FoldedPanel(
        [
            FieldPanel("last"),
            FieldPanel("is_all_day"),
            FieldPanel("title"),
            FieldPanel("place"),
            FieldPanel("status"),
            FieldPanel("note"),
        ],
        summary="Gaat niet door, verplaatst, andere plaats of meer dagen",
    ),
    FieldPanel("mark", classname="w-hidden"),
]
SCHEMA = "https://schema.org/"


class ScheduledPage(BasePage):
    """A page about something that is held at one or more moments."""

    json_ld_type = "Event"
    is_read_again_yearly = False
    # A copy gets them anew: see copy_all_child_relations().
    exclude_fields_in_copy: ClassVar = ["moments"]

    moments_panel = FormInlinePanel(
        "moments",
        MOMENT_PANELS,
        form_class=MomentForm,
        heading="Wanneer",
        label="Moment",
        min_num=1,
        help_text="Verplaatst? Zet de stand van het oude moment op verplaatst en voeg het nieuwe toe: beide blijven "
        "zichtbaar, en agenda's van lezers verschuiven mee.",
    )

    # What the viewer may know of where to join from home; set when the page is shown.
    _online = ""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Store the page; each moment keeps its own row and its own mark for calendars."""
        self.settle_moments()
        return super().save(*args, **kwargs)

    def copy_all_child_relations(
        self, target: Any, exclude: Any = None, commit: bool = False, append: bool = False
    ) -> dict[Any, Any]:
        """As for every page; a copy is planned anew (start_anew()), an alias stays as what it shows.

        Wagtail calls this with what a copy leaves out, before it stores the copy and its versions.
        """
        found: dict[Any, Any] = super().copy_all_child_relations(target, exclude, commit, append)
        if "moments" in (exclude or ()):
            self.start_anew(target)
        return found

    def start_anew(self, copy: Any) -> None:
        """Let a copy be held at the same moments under marks of its own, whatever became of these."""
        held = [moment for moment in self.moments.all() if moment.status != MomentStatus.MOVED]
        names = ("start", "end", "is_all_day", "title", "place")
        copy.moments = [Moment(**{name: getattr(moment, name) for name in names}) for moment in held]

    def settle_moments(self) -> None:
        """Tie moments without key to the rows they are stored in, and give a copied page marks of its own.

        The moments of a version that was never stored have no keys; published twice they would become new rows, and
        calendars would hear of no change. Two queries.
        """
        moments = list(self.moments.all())
        stored = {row.pk: row for row in stored_moments(self.pk)} if self.pk else {}
        known = {(row.uid, row.status == MomentStatus.MOVED): key for key, row in stored.items()}
        foreign = held_elsewhere([moment.uid for moment in moments], self.pk)
        fresh = {uid: uuid4() for uid in foreign}
        used = {moment.pk for moment in moments if moment.pk}
        for moment in moments:
            if moment.uid in fresh:
                row = stored.get(moment.pk)
                moment.uid = row.uid if row else fresh[moment.uid]
                moment.sequence = row.sequence if row else 0
            key = known.get((moment.uid, moment.status == MomentStatus.MOVED))
            if not moment.pk and key and key not in used:
                moment.pk = key
                used.add(key)

    @cached_property
    def ordered_moments(self) -> list[Moment]:
        """The moments in the order in which they are held, each with this page; asked once."""
        found = sorted(self.moments.all(), key=lambda moment: (moment.start, moment.pk or 0))
        for moment in found:
            moment.page = self
        return found

    @property
    def main_moment(self) -> Moment | None:
        """The moment that matters now: the next that goes on, else the last that went on, else the last."""
        held = [moment for moment in self.ordered_moments if moment.goes_on]
        ahead = [moment for moment in held if moment.end > timezone.now()]
        return next(iter([*ahead[:1], *held[-1:], *self.ordered_moments[-1:]]), None)

    @property
    def list_date(self) -> Any:
        """The day on which it is held, or held next."""
        return self.main_moment.day if self.main_moment else None

    @property
    def is_over(self) -> bool:
        """Whether nothing of it is still to come."""
        return all(moment.end <= timezone.now() for moment in self.ordered_moments if moment.goes_on)

    @property
    def is_off(self) -> bool:
        """Whether none of its moments goes on."""
        return bool(self.ordered_moments) and not any(moment.goes_on for moment in self.ordered_moments)

    def moved_to(self, moment: Moment) -> datetime | None:
        """The start of what came in the place of a moment."""
        others = (one for one in self.ordered_moments if one.uid == moment.uid and one.status != MomentStatus.MOVED)
        return next((one.start for one in others), None)

    @property
    def banners(self) -> list[dict[str, str]]:
        """What does not go on as it was planned, as components/callout.html shows it."""
        found = []
        for moment in self.ordered_moments:
            if moment.goes_on:
                continue
            is_moved = moment.status == MomentStatus.MOVED
            words = status_words(moment, self.moved_to(moment))
            name = f"{moment.title}: {words[:1].lower()}{words[1:]}" if moment.title else words
            day = f"Dit was gepland op {when_words(moment)}."
            found.append(
                {
                    "kind": "warn" if is_moved else "bad",
                    "title": f"{name}: {moment.note}" if moment.note else name,
                    "body": day,
                }
            )
        return found

    def calendar_file(self, viewer: Viewer) -> str:
        """The address of the file for calendars; empty when there is nothing to put in one."""
        return f"{address_of(self, viewer).rstrip('/')}.ics" if self.ordered_moments else ""

    def moment_facts(self) -> list[dict[str, str]]:
        """When it is held, as facts; none when there is more than one moment to list."""
        moment = self.main_moment
        if moment is None:
            return []
        return [
            {"label": "Wanneer", "value": when_words(moment)},
            {"label": "Waar", "value": moment.place or self.place or "nog niet bekend"},
        ]

    def structured_data(self, address: str, image_url: str) -> dict[str, Any]:
        """The page as schema.org says it, as an Event; one of several moments has a part for each."""
        data = super().structured_data(address, image_url)
        moments = [self.event_data(moment) for moment in self.ordered_moments if moment.status != MomentStatus.MOVED]
        if len(moments) == 1:
            return {**data, **moments[0]}
        if moments:
            data |= {"startDate": moments[0]["startDate"], "endDate": moments[-1]["endDate"]}
            data["subEvent"] = [{"@type": "Event", "name": self.title, **moment} for moment in moments]
        return data

    def event_data(self, moment: Moment) -> dict[str, Any]:
        """A moment as schema.org says it."""
        left = next((one for one in self.ordered_moments if one.uid == moment.uid and one is not moment), None)
        status = "EventCancelled" if not moment.goes_on else "EventRescheduled" if left else "EventScheduled"
        found: dict[str, Any] = {**dates_of(moment), "eventStatus": f"{SCHEMA}{status}"}
        if left:
            found["previousStartDate"] = dates_of(left)["startDate"]
        place = moment.place or self.place
        places = [{"@type": "Place", "name": place, "address": place}] if place else []
        if self._online:
            places.append({"@type": "VirtualLocation", "url": self._online})
        if places:
            found["location"] = places[0] if len(places) == 1 else places
            mode = "Mixed" if len(places) > 1 else "Online" if not place else "Offline"
            found["eventAttendanceMode"] = f"{SCHEMA}{mode}EventAttendanceMode"
        return found


def dates_of(moment: Moment) -> dict[str, str]:
    """Start and end as schema.org has them: local time, or days for what takes the whole day."""
    start, end = timezone.localtime(moment.start), timezone.localtime(moment.end)
    if moment.is_all_day:
        return {"startDate": moment.day.isoformat(), "endDate": last_day(moment).isoformat()}
    return {"startDate": start.isoformat(timespec="minutes"), "endDate": end.isoformat(timespec="minutes")}
