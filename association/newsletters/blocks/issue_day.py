"""The day for which the facts of an issue are shown: that on which it goes out, which may lie ahead."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.utils import timezone

from association.meetings.queries import start_of

_day: ContextVar[date | None] = ContextVar("issue_day", default=None)


@contextmanager
def shown_on(day: date) -> Iterator[None]:
    """Let the facts of an issue that are asked for inside be those of a day."""
    token = _day.set(day)
    try:
        yield
    finally:
        _day.reset(token)


def issue_day() -> date:
    """The day that the issue says; today where nobody said."""
    return _day.get() or timezone.localdate()


def issue_moment() -> datetime:
    """From when on the issue looks ahead: now, or the beginning of another day on which it goes out."""
    day = issue_day()
    return timezone.now() if day == timezone.localdate() else start_of(day)
