"""What stands around a sign-up: the event as it is now, locked where places are given, and what is free."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime

from django.utils import timezone

from association.base.page_cache import after_change
from association.meetings.models import SignUp
from association.meetings.pages import EventPage
from association.meetings.rules.signing import Room, rounds_of, what_is_full, why_closed

State = SignUp.State
# Who counts when the form says what is free: also those whose place the worker is about to give.
COUNTED = (State.PLACED, State.RECEIVED)


class SignUpRefused(Exception):
    """Something that cannot be done with a sign-up; its text says in plain Dutch why, and what to do."""


class SignUpClosed(SignUpRefused):
    """Nobody can sign up (any more)."""


def locked(event: int) -> EventPage:
    """The event, locked until the end of the transaction, so that one at a time gives places.

    Its key stays free, so that forms that come in meanwhile are kept. SQLite gives one writer at a time as it is.
    """
    found: EventPage = EventPage.objects.select_for_update(of=("self",), no_key=True).get(pk=event)
    return found


@contextmanager
def places_at(number: int) -> Iterator[EventPage]:
    """The event, locked, to give and take places at; afterwards its page says whether there is still a place.

    That is all it says of places, so that kept pages go out of date only when the answer changed, not with every
    sign-up. Needs a transaction.
    """
    event = locked(number)
    rounds = rounds_of(event.programme)
    # A page that was made since a form came in may have counted it, so both answers may be on it.
    told = {what_is_full(room_at(event, states), rounds) for states in ((State.PLACED,), COUNTED)}
    yield event
    if told != {what_is_full(room_at(event, COUNTED), rounds)}:
        after_change()


def closed_words(event: EventPage, now: datetime | None = None) -> str:
    """Why nobody can sign up for an event now, in words; empty when people can."""
    if event.sign_up != EventPage.SignUpMode.FORM:
        return "Voor deze bijeenkomst is er hier geen aanmeldformulier."
    return why_closed(event.times, event.closes_at, now or timezone.now())


def room_at(event: EventPage, states: Iterable[str] = (State.PLACED,)) -> Room:
    """What is free at an event, apart from who is in one of these states; an address counts once."""
    return event.room(states)
