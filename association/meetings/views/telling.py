"""What leads the bureau to the mail to who signed up, and the words with which that mail begins."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from wagtail.admin import messages
from wagtail.models import Page

from association.meetings.models import Moment, MomentStatus
from association.meetings.pages import EventPage
from association.meetings.pages.shown import when_words
from association.meetings.signing_up.keeping import expected_at


def lead_to_mail(request: HttpRequest, page: Page) -> None:
    """Say how many signed up for what was moved or called off, with the way to their mail; nothing when nobody did."""
    if people := expected_at(page):
        words = "is 1 persoon" if people == 1 else f"zijn {people} mensen"
        messages.warning(
            request,
            f"Er {words} aangemeld. Zij kregen nog geen bericht.",
            buttons=[messages.button(reverse("sign_up_notice", args=[page.pk]), "Mail hen")],
        )


def dates_ahead(page: Page) -> set[tuple[Any, ...]]:
    """When readers now expect to come to a page: the stored moments that go on and are not over. One query."""
    found = Moment.objects.filter(page=page.pk, status=MomentStatus.PLANNED, end__gt=timezone.now())
    return set(found.values_list("uid", "start", "end"))


def first_words(event: EventPage) -> dict[str, str]:
    """Subject and text to begin a mail with, for an event that does not go on or of which a date changed; else none.

    They say the reason and the new date as they stand with the moments. What was over before it changed is left out.
    """
    moments = event.ordered_moments
    longest = event.notices.model._meta.get_field("subject").max_length
    if moments and not any(moment.goes_on for moment in moments):
        off = [moment for moment in moments if moment.status == MomentStatus.CANCELLED]
        text = ["De bijeenkomst gaat niet door.", *reasons_of(off or moments)]
        return {"subject": f"Gaat niet door: {event.title}"[:longest], "text": "\n".join(text)}
    left = [moment for moment in last_left(moments) if matters(event, moment)]
    if not left:
        return {}
    is_moved = any(moment.status == MomentStatus.MOVED for moment in left)
    begin = "Andere datum" if is_moved else "Een datum gaat niet door"
    text = [line for moment in left for line in lines_of(event, moment)]
    return {"subject": f"{begin}: {event.title}"[:longest], "text": "\n".join(text)}


def last_left(moments: Iterable[Moment]) -> list[Moment]:
    """The moments that do not go on; of what was moved more than once, or then called off, the last."""
    found: dict[Any, Moment] = {}
    for moment in sorted(moments, key=lambda one: (one.status == MomentStatus.CANCELLED, one.pk)):
        if not moment.goes_on:
            found[moment.uid] = moment
    return sorted(found.values(), key=lambda one: one.start)


def new_moment(event: EventPage, moment: Moment) -> Moment | None:
    """What came in the place of a moment."""
    return next((one for one in event.ordered_moments if one.uid == moment.uid and one.goes_on), None)


def matters(event: EventPage, moment: Moment) -> bool:
    """Whether somebody may still come at the wrong time, or has a new one to know."""
    new = new_moment(event, moment)
    return max(moment.end, new.end if new else moment.end) > timezone.now()


def lines_of(event: EventPage, moment: Moment) -> list[str]:
    """What became of one moment: from when to when, and why."""
    new, what = new_moment(event, moment), moment.title or "De bijeenkomst"
    if moment.status == MomentStatus.CANCELLED:
        line = f"{what} op {when_words(moment)} gaat niet door."
    elif new is None:
        line = f"{what} op {when_words(moment)} is verplaatst."
    else:
        line = f"{what} is verplaatst van {when_words(moment)} naar {when_words(new)}."
    return [line, *reasons_of([moment])]


def reasons_of(moments: Iterable[Moment]) -> list[str]:
    """Why, as it stands with moments; each reason once."""
    return list(dict.fromkeys(f"Reden: {moment.note}" for moment in moments if moment.note.strip()))
