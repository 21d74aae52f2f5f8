"""Whether the time of an answer tells if an address is known: subscribing with addresses of every kind, in turn.

Run as `python -m benchmarks.subscribing`. The limit: the median time of the slowest kind is at most 1.2 × that of the
fastest, for subscribing and for asking for the link to one's preferences. There are 5,000 subscribers. The kinds take
turns, each time from another place on the internet, so that a machine that is busier for a while slows all of them.

Measured in November 2026 (SQLite, PostgreSQL): the slowest kind 1.05 and 1.11 × the fastest.

`DATABASE_URL` names another database than the scratch one; it must be empty.
"""

import json
import sys
import tempfile
from itertools import count
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from benchmarks.editors import last_line

LIMIT = 1.2
ROUNDS = 150
KNOWN = 5_000
BATCH = 500
SETTINGS = "noaber.settings.demo"
PATHS = {"subscribing": "/nieuwsbrieven/aanmelden/", "preferences": "/nieuwsbrieven/voorkeuren/"}
KINDS = ("unknown", "active", "pending", "ended", "stopped", "suppressed")


def fill() -> None:
    """A site with a list and subscribers of every kind."""
    from django.core.management import call_command

    from association.newsletters.models import MailingList, Subscriber, Subscription, Suppression
    from association.newsletters.rules.tokens import address_hash
    from home.actions import set_up_site

    call_command("migrate", verbosity=0)
    found = set_up_site(
        name="Vereniging", abbreviation="VDG", slug="vdg", host="localhost", port=80, preset="vdg", is_default=True,
        name_lines=("Vereniging", "VDG"),
    )  # fmt: skip
    chosen = MailingList.objects.create(association=found.association, name="Nieuws", slug="nieuws")
    names = [f"{KINDS[1 + number % 4]}{number}@example.org" for number in range(KNOWN)]
    people = [Subscriber(association=found.association, email=name, email_key=name) for name in names]
    Subscriber.objects.bulk_create(people, batch_size=BATCH)
    states = {person.email_key: KINDS[1 + number % 4] for number, person in enumerate(people)}
    Subscription.objects.bulk_create(
        [
            Subscription(subscriber=person, mailing_list=chosen, state=states[person.email_key])
            for person in Subscriber.objects.all()
        ],
        batch_size=BATCH,
    )
    blocked = [address_hash(f"suppressed{number}@example.org") for number in range(KNOWN)]
    Suppression.objects.bulk_create(
        [Suppression(association=found.association, address_hash=value, reason="erased") for value in blocked],
        batch_size=BATCH,
    )


def address_of(kind: str, turn: int) -> str:
    """An address of a kind, another one each time."""
    place = turn * 4 + (KINDS.index(kind) - 1) % 4
    return f"{kind}{place}@example.org"


def ask_all() -> dict[str, dict[str, float]]:
    """The median seconds of each kind, for each form."""
    from django.test import Client

    client = Client(headers={"host": "localhost", "sec-fetch-site": "same-origin"})
    places = (f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}" for number in count(1))
    times: dict[str, dict[str, list[float]]] = {form: {kind: [] for kind in KINDS} for form in PATHS}
    for turn in range(ROUNDS):
        # Whoever comes first in a round is not always the same.
        order = [*KINDS[turn % len(KINDS) :], *KINDS[: turn % len(KINDS)]]
        for form, path in PATHS.items():
            for kind in order:
                data: dict[str, Any] = {"email": address_of(kind, turn)}
                start = perf_counter()
                answer = client.post(path, data, REMOTE_ADDR=next(places))
                times[form][kind].append(perf_counter() - start)
                assert answer.status_code == 302, answer.status_code
    return {form: {kind: median(found) for kind, found in kinds.items()} for form, kinds in times.items()}


def child() -> None:
    """What the second process does: it has the database of its folder."""
    import django

    django.setup()
    fill()
    print(json.dumps(ask_all()))


def main() -> int:
    """Measure, print the table; exit code 1 when a limit is passed."""
    with tempfile.TemporaryDirectory() as place:
        found = json.loads(last_line(Path(place), SETTINGS, "-m", "benchmarks.subscribing", "child"))
    missed = False
    for form, times in found.items():
        ratio = max(times.values()) / min(times.values())
        missed = missed or ratio > LIMIT
        told = "  ".join(f"{kind} {seconds * 1000:.2f}" for kind, seconds in times.items())
        print(f"{form:12} ms: {told}  ratio {ratio:.2f} limit {LIMIT}{'  MISSED' if ratio > LIMIT else ''}")
    return int(missed)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        child()
    else:
        raise SystemExit(main())
