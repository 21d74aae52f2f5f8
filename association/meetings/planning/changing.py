"""What happens to a moment that was planned: it does not go on, it is moved, or that is taken back."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from wagtail.models import Page

from association.meetings.models import Moment, MomentStatus
from association.meetings.pages import MeetingPage
from association.meetings.planning.making import PlanningRefused
from association.meetings.rules.planning import meeting_title
from association.review.queries import needs_two

CHANGED_SINCE = "Dit moment is intussen al veranderd."

# What is done to a version of the page.
Change = Callable[[Any], None]


@dataclass(frozen=True)
class Correction:
    """What a moment and the page of its meeting should say; what is empty or None stays as it is.

    A title replaces `title_was` only, so that a draft with a title of its own keeps that.
    """

    start: datetime
    end: datetime
    place: str = ""
    note: str = ""
    title: str = ""
    title_was: str = ""
    is_public: bool | None = None

    @property
    def says_more(self) -> bool:
        """Whether it is about more than the hours."""
        return bool(self.place or self.note or self.title or self.is_public is not None)


def may_change(user: Any, page: Page) -> bool:
    """Whether somebody may change when a page's meeting is held with one press.

    What is on the site changes there at once, so that asks for the right to publish; a draft stays a draft.
    """
    rights = page.permissions_for_user(user)
    may_place = rights.can_publish() or not page.live
    return bool(rights.can_edit() and may_place and not rights.page_locked())


@transaction.atomic
def call_off(*, user: Any, moment: Moment, reason: str) -> None:
    """Let a moment not go on; it stays visible with the reason. PlanningRefused where that cannot be."""

    def change(page: Any) -> None:
        own = found_in(page, moment, MomentStatus.PLANNED)
        own.status, own.note = MomentStatus.CANCELLED, reason

    change_page(user, moment, change)


@transaction.atomic
def move(*, user: Any, moment: Moment, start: datetime, end: datetime, reason: str) -> None:
    """Leave a moment for another: both stay visible, and calendars get the new one under the mark of the old.

    Of a page that was never on the site nobody knows the old day: there it is the same moment at another time, without
    the reason. A meeting that is called after its day is called after the new one.
    PlanningRefused where that cannot be.
    """

    def change(page: Any) -> None:
        own = found_in(page, moment, MomentStatus.PLANNED)
        left = own.day
        if not was_shown(page):
            new = own
            new.start, new.end, new.is_all_day = start, end, False
        else:
            own.status, own.note = MomentStatus.MOVED, reason
            new = Moment(start=start, end=end, title=own.title, place=own.place, uid=own.uid, sequence=own.sequence + 1)
            page.moments.add(new)
        rename(page, left, new.day)

    change_page(user, moment, change)


@transaction.atomic
def adjust(*, user: Any, moment: Moment, correction: Correction) -> None:
    """Correct when, where and under which words a meeting is held, under its own mark; a draft stays one.

    PlanningRefused where that cannot be.
    """

    def change(page: Any) -> None:
        own = found_in(page, moment, MomentStatus(moment.status))
        left = own.day
        if (own.start, own.end) != (correction.start, correction.end):
            own.start, own.end, own.is_all_day = correction.start, correction.end, False
        own.place, own.note = correction.place or own.place, correction.note or own.note
        rename(page, left, own.day)
        if correction.title and page.title in {correction.title_was, meeting_title(page.organization.name, own.day)}:
            page.title = correction.title
        if correction.is_public is not None:
            page.is_public = correction.is_public

    change_page(user, moment, change)


@transaction.atomic
def take_back(*, user: Any, moment: Moment) -> None:
    """Let a moment that did not go on, or was moved, go on after all; what came in its place goes."""

    def change(page: Any) -> None:
        own = found_in(page, moment, MomentStatus(moment.status))
        if own.goes_on:
            raise PlanningRefused(CHANGED_SINCE)
        same = [one for one in page.moments.all() if one.uid == own.uid]
        instead = [one for one in same if one is not own and one.status != MomentStatus.MOVED]
        own.sequence = max(one.sequence for one in same)
        own.status, own.note = MomentStatus.PLANNED, ""
        page.moments.remove(*instead)
        for one in instead:
            rename(page, one.day, own.day)

    change_page(user, moment, change)


def was_shown(page: Page) -> bool:
    """Whether readers may know a page: it is on the site, or was."""
    return bool(page.live or page.first_published_at)


def found_in(page: Any, moment: Moment, status: MomentStatus) -> Moment:
    """The moment with a status in a version of the page; PlanningRefused when that has it no more."""
    found = next((one for one in page.moments.all() if one.uid == moment.uid and one.status == status), None)
    if found is None:
        raise PlanningRefused(CHANGED_SINCE)
    return found


def rename(page: Any, left: date, day: date) -> None:
    """Call a meeting that is called after a day after another; a title of its own and the address stay."""
    if isinstance(page, MeetingPage) and page.title == meeting_title(page.organization.name, left):
        page.title = meeting_title(page.organization.name, day)


def change_page(user: Any, moment: Moment, change: Change) -> None:
    """Change a page on the site, and the draft that somebody works on, which stays a draft."""
    page = Page.objects.select_for_update().get(pk=moment.page_id).specific
    if not may_change(user, page):
        raise PlanningRefused("U mag dit niet veranderen. De pagina is op slot, of van een ander.")
    if not page.live:
        draft = page.get_latest_revision_as_object()
        apply(draft, change)
        draft.save()
        draft.save_revision(user=user, log_action=True)
        return
    if needs_two(page):
        raise PlanningRefused(
            "Bij deze pagina's leest een ander mee. Wijzig het moment in de pagina en vraag na te lezen."
        )
    draft = page.get_latest_revision_as_object() if page.has_unpublished_changes else None
    apply(page, change)
    page.save_revision(user=user, log_action=True).publish(user=user)
    if draft is not None:
        draft_again(draft, user, change)


def apply(page: Any, change: Change) -> None:
    """Do it with a version of the page."""
    # Else each look at the moments fetches them anew, and what was changed is lost.
    page.moments.set(list(page.moments.all()))
    change(page)


def draft_again(draft: Any, user: Any, change: Change) -> None:
    """Keep a draft as the latest version, with the change where it has the moment too."""
    # Where the draft itself says something else of this moment, that is for who wrote it.
    with suppress(PlanningRefused):
        apply(draft, change)
    draft.save_revision(user=user)
