"""Giving places: first come, first served, as far as the event and the chosen sessions have room.

One transaction at a time does so for an event. Whoever comes too late waits in the order of coming; a place that comes
free goes to the first whose sessions have room.
"""

import logging
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from association.meetings.models import SignUp, SignUpMail
from association.meetings.pages import EventPage
from association.meetings.rules.signing import MAIL_AGAIN_AFTER, placed_from, sessions_in
from association.meetings.signing_up.held import places_at, room_at
from association.meetings.signing_up.mails import write

logger = logging.getLogger(__name__)
State = SignUp.State
Kind = SignUpMail.Kind


def place_sign_ups() -> int:
    """Give places to who signed up and to who waits, at every event; returns to how many. Safe to run twice at once."""
    waiting = SignUp.objects.filter(state__in=(State.RECEIVED, State.WAITING)).order_by()
    return sum(place_at(number) for number in list(waiting.values_list("event", flat=True).distinct()))


def place_at(number: int) -> int:
    """Give the places of one event; what fails there does not stop the other events."""
    try:
        return fill(number)
    except Exception:  # whatever is wrong with one event, people wait for the others as well
        logger.exception("Places at event %s could not be given", number)
        return 0


@transaction.atomic
def fill(number: int) -> int:
    """Give the places that an event (its number) has, and write the mails; returns how many people got one.

    Once it has begun, nobody who waits is called any more.
    """
    with places_at(number) as event:
        return give(event, timezone.now())


def give(event: EventPage, now: datetime) -> int:
    """Give the places of an event that is locked; how many people got one."""
    new = receive(event, now)
    begins = event.times.start
    queue = SignUp.objects.filter(event=event, state=State.WAITING).order_by("queued_at", "pk")
    if begins is None or begins <= now:
        queue = queue.filter(pk__in=new)
    waiting = list(queue.values_list("pk", "choices"))
    placed = placed_from([(key, sessions_in(choices)) for key, choices in waiting], room_at(event)) if waiting else []
    SignUp.objects.filter(pk__in=placed).update(state=State.PLACED, placed_at=now)
    chosen = set(placed)
    write(Kind.PLACED, [key for key in placed if key in new])
    write(Kind.MOVED_UP, [key for key in placed if key not in new])
    write(Kind.WAITING, [key for key in new if key not in chosen])
    return len(placed)


def receive(event: EventPage, now: datetime) -> list[int]:
    """Let who sent the form wait, in the order of coming, as far as they did not sign up before; their numbers.

    Who did keeps what they had, and hears so, at most once a day.
    """
    rows = list(SignUp.objects.filter(event=event, state=State.RECEIVED).order_by("pk").values_list("pk", "email_key"))
    if not rows:
        return []
    standing = SignUp.objects.filter(event=event, state__in=(State.PLACED, State.WAITING))
    known = dict(standing.filter(email_key__in={key for _, key in rows}).values_list("email_key", "pk"))
    before = set(known)
    new: list[int] = []
    twice: list[int] = []
    for number, key in rows:
        (twice if key in known else new).append(number)
        known.setdefault(key, number)
    SignUp.objects.filter(pk__in=new).update(state=State.WAITING, queued_at=now)
    SignUp.objects.filter(pk__in=twice).update(state=State.DOUBLE, name="", organization="", diet="", choices={})
    remind({known[key] for number, key in rows if number in twice and key in before}, now)
    return new


def remind(numbers: set[int], now: datetime) -> None:
    """Tell who signs up again that they had done so; not when they had a mail in the last day."""
    lately = SignUpMail.objects.filter(sign_up__in=numbers, created_at__gt=now - MAIL_AGAIN_AFTER)
    write(Kind.KNOWN, sorted(numbers - set(lately.values_list("sign_up", flat=True))))
