"""Making the pages of meetings that were planned."""

from datetime import UTC
from typing import Any

from django.db import transaction
from wagtail.models import Page

from association.meetings.models import Moment
from association.meetings.pages import AgendaIndexPage, MeetingPage
from association.meetings.planning.proposing import Slot
from association.meetings.rules.planning import meeting_title
from association.review.queries import kind_needs_two

MOST = 200


class PlanningRefused(Exception):
    """What cannot be planned or changed; the message says why, in Dutch."""


def publishes(user: Any, index: AgendaIndexPage) -> bool:
    """Whether meetings that somebody plans are live at once; else they are drafts, for a colleague to publish."""
    may = index.permissions_for_user(user).can_publish_subpage()
    return bool(may and not kind_needs_two(MeetingPage, index))


@transaction.atomic
def plan_meetings(*, user: Any, index: AgendaIndexPage, slots: list[Slot]) -> list[MeetingPage]:
    """A page for each slot, live when the user may publish there; PlanningRefused when the user may add none."""
    # One at a time: two who plan the same would make everything twice.
    parent = Page.objects.select_for_update().get(pk=index.pk)
    if not index.permissions_for_user(user).can_add_subpage():
        raise PlanningRefused("U mag in deze agenda geen vergaderingen maken.")
    if len(slots) > MOST:
        raise PlanningRefused(f"U koos {len(slots)} dagen. Maak er hoogstens {MOST} tegelijk.")
    # In UTC: within one zone Python compares what the clock shows.
    if skipped := next((slot for slot in slots if slot.end.astimezone(UTC) <= slot.start.astimezone(UTC)), None):
        raise PlanningRefused(f"Op {skipped.day:%d-%m-%Y} gaat de klok vooruit: het einde ligt dan niet na het begin.")
    known = set(
        Moment.objects.filter(page__path__startswith=index.path, page__meetingpage__isnull=False).values_list(
            "page__meetingpage__organization", "start"
        )
    )
    is_live = publishes(user, index)
    fresh = [slot for slot in slots if (slot.body.pk, slot.start) not in known]
    return [make(user, parent, slot, is_live=is_live) for slot in fresh]


def make(user: Any, parent: Page, slot: Slot, *, is_live: bool) -> MeetingPage:
    """The page of one meeting."""
    page = MeetingPage(
        title=slot.title or meeting_title(slot.body.name, slot.day),
        organization=slot.body,
        place=slot.place,
        is_public=slot.is_public,
        owner=user,
        live=False,
        has_unpublished_changes=True,
    )
    page.moments = [Moment(start=slot.start, end=slot.end, is_all_day=slot.is_all_day, note=slot.note)]
    page.portfolios = list(slot.portfolios)
    made: MeetingPage = parent.add_child(instance=page)
    revision = made.save_revision(user=user, log_action=True)
    if is_live:
        revision.publish(user=user)
    return made
