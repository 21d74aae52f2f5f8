"""What is forgotten by itself, after the periods of `rules.signing`; and why an event is kept."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, Max, OuterRef, QuerySet
from django.utils import timezone
from wagtail.models import Page

from association.meetings.models import Moment, MomentStatus, SignUp
from association.meetings.rules.signing import CLIENT_KEPT, KEPT_AFTER
from association.meetings.signing_up.leaving import STANDING, erase

State = SignUp.State


def ended_before(moment: datetime) -> "QuerySet[Any, Any]":
    """The pages of which the last moment, whatever became of it, lies before a moment."""
    pages = Moment.objects.exclude(status=MomentStatus.MOVED).order_by().values("page")
    return pages.annotate(last=Max("end")).filter(last__lt=moment).values("page")


def forget_sign_ups() -> int:
    """All that is over; how many sign-ups lost something. Done by the worker each minute; safe to run twice."""
    return sum(forgotten().values())


def forgotten() -> dict[str, int]:
    """Forget all that is past its period; how many of each, in words for who runs the site."""
    now = timezone.now()
    return {
        "dieetwensen": forget_diets(now),
        "herkomst van aanmeldingen": forget_clients(now),
        "dubbele aanmeldingen": forget_doubles(now),
        "aanmeldingen voor bijeenkomsten": forget_people(now),
    }


def forget_diets(now: datetime) -> int:
    """Drop what people cannot eat, as soon as the event is over."""
    return int(SignUp.objects.exclude(diet="").filter(event__in=ended_before(now)).update(diet=""))


def forget_clients(now: datetime) -> int:
    """Drop from which place forms came, a day later."""
    old = SignUp.objects.exclude(client_hash="").filter(created_at__lt=now - CLIENT_KEPT)
    return int(old.update(client_hash=""))


def forget_doubles(now: datetime) -> int:
    """Delete forms of who had signed up before, when they no longer tell how much came from one place."""
    return int(SignUp.objects.filter(state=State.DOUBLE, created_at__lt=now - CLIENT_KEPT).delete()[0])


def forget_people(now: datetime) -> int:
    """Erase who signed up for what is long over; the counts stay."""
    due = SignUp.objects.filter(erased_at=None, event__in=ended_before(now - KEPT_AFTER))
    numbers = list(due.values_list("pk", flat=True))
    return erase(numbers) if numbers else 0


def expected_at(page: Page) -> int:
    """How many signed up for the events at or below a page that are not over, those that were called off included."""
    events = SignUp.objects.filter(event__path__startswith=page.path, state__in=STANDING)
    coming = Moment.objects.filter(page=OuterRef("event"), end__gt=timezone.now())
    return int(events.filter(Exists(coming)).count())


def awaited_below(page: Page) -> str:
    """Why a page must stay: people come to an event at or below it, and would hear nothing; empty otherwise."""
    number = expected_at(page)
    words = "is 1 persoon" if number == 1 else f"zijn {number} mensen"
    return (
        f"Voor deze bijeenkomst {words} aangemeld. Laat hen eerst weten dat ze niet doorgaat, en meld hen af."
        if number
        else ""
    )
