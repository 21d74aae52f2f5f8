"""Made-up people at example.org who sign up for an event of the demonstration; they get no mail."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import cycle
from typing import Any

from django.db import transaction
from django.utils import timezone

from association.base.site_settings import SiteSettings
from association.meetings.models import SignUp
from association.meetings.pages import EventPage
from association.meetings.rules.signing import Round, rounds_of
from association.organizations.queries import members_of
from association.people.models import Person
from home.demonstration.readers import Reader, readers

State = SignUp.State
# So many of a hundred places are taken; of an event without limit so many people come.
SHARE, COMING = 60, 40
# In the first round nearly all want one session, and in the second it is full: so many places left, so many wait.
LEFT, WAITING = 2, 3


@transaction.atomic
def load_sign_ups(event: EventPage) -> int:
    """Let people sign up for an event that nobody did so for yet; returns how many. Those who wait find no seat."""
    site = event.get_site()
    association = SiteSettings.of(site).association if site else None
    if association is None or event.sign_ups.exists():
        return 0
    rounds = rounds_of(event.programme)
    placed = event.capacity * SHARE // 100 if event.capacity else COMING
    waiting = WAITING if len(rounds) > 1 and rounds[1].sessions[0].capacity else 0
    towns = {one.pk: one.name for one in members_of(association.pk)}
    people = people_of(event, list(towns), placed + waiting)
    chosen = [choices_in(part, placed, LEFT if number == 0 else 0) for number, part in enumerate(rounds)]
    rows = []
    for number, reader in enumerate(people):
        waits = number >= placed
        picks = [next(one) for one in chosen] if not waits else [part.sessions[0] for part in rounds]
        choices = {part.key: {"session": one.key, "title": one.title} for part, one in zip(rounds, picks, strict=True)}
        row = row_of(event, reader, number, choices, waits=waits)
        row.organization = towns.get(reader.municipality or 0, "")
        rows.append(row)
    SignUp.objects.bulk_create(rows)
    return len(rows)


def people_of(event: EventPage, towns: list[int], number: int) -> list[Reader]:
    """That many people, the same for the same event; nobody is called as somebody in the register."""
    taken = frozenset(f"{person.given_name} {person.family_name}".lower() for person in Person.every.all())
    return readers(
        number, seed=event.slug, now=timezone.now(), municipalities=towns,
        portfolios=[], shares={}, taken=taken,
    )  # fmt: skip


def choices_in(part: Round, people: int, left: int) -> Iterator[Any]:
    """A session for each of so many people: the first one until so many places are left, then the others in turn."""
    first, *others = part.sessions
    yield from [first] * min(people, max(0, (first.capacity or people // 2) - left))
    room = {one.key: one.capacity if one.capacity is not None else people for one in others}
    for one in cycle(others):
        if not any(room.values()):
            return
        if room[one.key]:
            room[one.key] -= 1
            yield one


def row_of(event: EventPage, reader: Reader, number: int, choices: dict[str, Any], *, waits: bool) -> SignUp:
    """Somebody who signed up some days ago, one after the other."""
    at = timezone.now() - timedelta(days=20) + timedelta(hours=number)
    return SignUp(
        event=event, name=reader.name, email=reader.email, email_key=reader.email.lower(),
        choices=choices, state=State.WAITING if waits else State.PLACED, created_at=min(at, timezone.now()),
        queued_at=at, placed_at=None if waits else at,
    )  # fmt: skip
