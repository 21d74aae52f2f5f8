"""The agenda with 2,000 meetings: its pages beside a page of text, its calendar beside icalendar alone.

Run as `python -m benchmarks.agenda`. Each answer is made anew: what the cache keeps is dropped before every turn. The
kinds take turns, so that a machine that is busier for a while slows all of them. The limits: a page takes at most 12
queries and 15 KB of HTML in gzip (a year 60 KB); a calendar costs at most 4 × what icalendar takes for as many bare
events; "nothing changed" (304) asks the database for no meeting and takes at most 0.1 × the calendar itself.

Measured in November 2026 on SQLite, on a busy machine: the list 2.0 × a page of text, a month 3.7 ×, a year 39 ×
(2.1 s; kept for other readers from then on); the calendar 2.6 × icalendar alone; 304 in 42 ms, 0.01 × the calendar.

`DATABASE_URL` names another database than the scratch one; it must be empty.
"""

import gzip
import json
import sys
import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from benchmarks.editors import last_line

SETTINGS = "noaber.settings.demo"
MEETINGS = 2_000
ROUNDS = 15
YEAR = 2027
MOST_QUERIES = 12
PEER, CALENDAR, BARE, SAME = "page of text", "calendar", "icalendar alone", "calendar, 304"
PAGES = {
    "list": ("/agenda/", 15),
    "month": (f"/agenda/maand/{YEAR}-03/", 15),
    "year": (f"/agenda/jaar/{YEAR}/", 60),
}
FILE = "/agenda/alles.ics"
MOST_OF_PEER = {CALENDAR: (BARE, 4.0), SAME: (CALENDAR, 0.1)}


def fill() -> None:
    """A site with a page of text and the meetings."""
    from django.core.management import call_command

    from home.pages import StandardPage
    from tests.factories.content import add_page, make_vdg
    from tests.factories.meetings import make_many_meetings

    call_command("migrate", verbosity=0)
    setup = make_vdg()
    body = [{"type": "paragraph", "value": "<p>Wat twaalf gemeenten samen doen.</p>"}]
    add_page(setup.home, StandardPage(title="Tekst", slug="tekst", body=json.dumps(body)))
    make_many_meetings(setup, MEETINGS, datetime(YEAR, 1, 1, 9))  # noqa: DTZ001 - local time


def bare_calendar() -> bytes:
    """As many events with the least that a calendar needs."""
    from django.utils import timezone
    from icalendar import Calendar, Event

    calendar, start = Calendar(), timezone.make_aware(datetime(YEAR, 1, 1, 9))  # noqa: DTZ001 - local time
    for number in range(MEETINGS):
        begin = start + timedelta(days=number % 365)
        calendar.add_component(
            Event.new(
                uid=f"{number}@example.org", stamp=start, start=begin, end=begin + timedelta(hours=2),
                summary=f"Overleg over van alles en nog wat {number}", location="Gemeentehuis Assen",
                url=f"http://localhost/agenda/overleg-{number}/",
            )
        )  # fmt: skip
    return bytes(calendar.to_ical())


def works() -> dict[str, Callable[[], Any]]:
    """What is measured, by name."""
    from django.test import Client

    client = Client(headers={"host": "localhost"})
    etag = client.get(FILE)["ETag"]

    def ask(path: str, status: int = 200, **headers: str) -> Any:
        answer = client.get(path, headers=headers)
        assert answer.status_code == status, (path, answer.status_code)
        return answer

    pages: dict[str, Callable[[], Any]] = {name: lambda path=path: ask(path) for name, (path, _) in PAGES.items()}  # type: ignore[misc]
    calendars = {CALENDAR: lambda: ask(FILE), BARE: bare_calendar, SAME: lambda: ask(FILE, 304, if_none_match=etag)}
    return {PEER: lambda: ask("/tekst/"), **pages, **calendars}


def measure() -> dict[str, dict[str, float]]:
    """Seconds, queries (of which for meetings) and kilobytes of each."""
    from django.core.cache import cache
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    found, told = works(), {}
    for name, work in found.items():
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            answer = work()
        meetings = sum("association_moment" in one["sql"] for one in queries)
        content = getattr(answer, "content", answer)
        told[name] = {"queries": len(queries), "meetings": meetings, "size": len(gzip.compress(content, 6)) / 1024}
    times: dict[str, list[float]] = {name: [] for name in found}
    for _ in range(ROUNDS):
        for name, work in found.items():
            cache.clear()
            start = perf_counter()
            work()
            times[name].append(perf_counter() - start)
    return {name: {**facts, "seconds": median(times[name])} for name, facts in told.items()}


def child() -> None:
    """What the second process does: it has the database of its folder."""
    import django

    django.setup()
    fill()
    print(json.dumps(measure()))


def missed(found: dict[str, dict[str, float]]) -> list[str]:
    """The limits that were passed, in words."""
    wrong = []
    for name, (_, heaviest) in PAGES.items():
        if found[name]["queries"] > MOST_QUERIES:
            wrong.append(f"{name}: {found[name]['queries']:.0f} queries, limit {MOST_QUERIES}")
        if found[name]["size"] > heaviest:
            wrong.append(f"{name}: {found[name]['size']:.1f} KB, limit {heaviest}")
    for name, (peer, most) in MOST_OF_PEER.items():
        if found[name]["seconds"] > most * found[peer]["seconds"]:
            wrong.append(f"{name}: more than {most} × {peer}")
    if found[SAME]["meetings"]:
        wrong.append(f"{SAME}: asks the database for meetings")
    return wrong


def main() -> int:
    """Measure, print the table; exit code 1 when a limit is passed."""
    with tempfile.TemporaryDirectory() as place:
        last_line(Path(place), SETTINGS, "manage.py", "collectstatic", "--noinput", "--verbosity", "0")
        found = json.loads(last_line(Path(place), SETTINGS, "-m", "benchmarks.agenda", "child"))
    print(f"{MEETINGS} meetings    {'ms':>9} {'× peer':>7}  {'peer':16} {'queries':>7} {'KB gzip':>8}")
    for name, facts in found.items():
        peer = MOST_OF_PEER.get(name, (PEER, 0))[0]
        ratio = facts["seconds"] / found[peer]["seconds"]
        beside = f"{ratio:7.2f}  {peer:16}" if name not in {PEER, BARE} else f"{'':7}  {'':16}"
        print(f"{name:16} {facts['seconds'] * 1000:9.1f} {beside} {facts['queries']:7.0f} {facts['size']:8.1f}")
    wrong = missed(found)
    print("\n".join(f"MISSED {one}" for one in wrong) or "All limits are kept.")
    return int(bool(wrong))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        child()
    else:
        raise SystemExit(main())
