"""Screens of who sits where with 10,000 persons and 60,000 seats of twenty years, each beside itself with 100 persons.

Run as `python -m benchmarks.register`. The limit: a body's page and the list of persons take at most 1.5 × their time
with 100 persons. The body is as large in both: fifty seats, five terms. Of the other screens the growth is told: some
show more, and so take longer. Between the requests for a screen the news is asked for, which touches no register: times
are compared as so many times that page, so that a machine that is busier in one of the two runs changes little.

Measured in November 2026 (SQLite, PostgreSQL): a body today 1.03 and 1.14, on an old day 1.18 and 1.17; the list of
persons 1.44 and 1.20, its last page 1.40 and 1.22, a search in it 1.48 and 1.16.

`DATABASE_URL` names another database than the scratch one; it must be empty. The page cache is off.
"""

import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

from benchmarks.editors import last_line

LIMIT = 1.5
TIMES = 15
PEER = "/nieuws/"
SETTINGS = "noaber.settings.demo"
ACCOUNT = "bank"
TERMS = (2006, 2010, 2014, 2018, 2022)
TERM_YEARS = 4
SEATS = 50  # in a body, and so persons who sit in one on a day
SMALL, LARGE = 100, 10_000
TOWNS = 11  # members of each association
BATCH = 500
DEMANDED = {"body, today", "body, an old day", "list of persons", "list of persons, last page", "search for a person"}


@dataclass(frozen=True)
class Cost:
    """What a screen took: seconds (the median of several requests), those of its peer, queries, thousands of bytes."""

    seconds: float
    peer: float
    queries: int
    kilobytes: float

    @property
    def share(self) -> float:
        """How many times its peer it took."""
        return self.seconds / self.peer


class Maker:
    """Fills the database with so many persons, and with as many bodies as give each of them five seats.

    The persons stand in groups of fifty. A body has one group in each term, and a group is in five bodies, one in each
    term; each person has an office in a municipality.
    """

    def __init__(self, people: int) -> None:
        from django.utils import timezone

        self.people, self.groups = people, people // SEATS
        self.today = timezone.localdate()

    def make(self) -> None:
        """Make what is not there yet."""
        from django.db import connection

        self.associations = [self.site("vdg", is_default=True), self.site("vgg", is_default=False)]
        self.account()
        self.towns = [self.town(number) for number in range(2 * TOWNS)]
        self.add_persons()
        self.add_bodies()
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    def site(self, slug: str, *, is_default: bool) -> Any:
        """An association with a site and an overview of who sits where."""
        from association.memberships.pages import OrganizationIndexPage
        from home.actions import ensure_child, set_up_site

        name, host = slug.upper(), "localhost" if is_default else f"{slug}.localhost"
        found = set_up_site(
            name=name, abbreviation=name, slug=slug, host=host, port=80, preset=slug, is_default=is_default,
            name_lines=("Vereniging", name),
        )  # fmt: skip
        ensure_child(found.home, OrganizationIndexPage, title="Wie zit waar", slug="organisatie")
        return found.association

    def account(self) -> None:
        """A chief editor."""
        from django.contrib.auth.models import Group

        from association.base.models import User

        if not User.objects.filter(username=ACCOUNT).exists():
            user = User.objects.create_user(ACCOUNT, f"{ACCOUNT}@example.org")
            user.groups.add(Group.objects.get(name="VDG eindredactie"))

    def town(self, number: int) -> Any:
        """A municipality with its office of alderman, a member of one of the associations."""
        from association.memberships.models import Post
        from association.organizations.models import Organization, OrganizationMember

        town, made = Organization.objects.get_or_create(
            slug=f"gemeente-plaats-{number}", defaults={"name": f"Plaats {number}", "classification": "municipality"}
        )
        if made:
            OrganizationMember.objects.create(organization=self.associations[number % 2], member=town)
            Post.objects.create(organization=town, role="alderman", seats=None)
        return town

    def add_persons(self) -> None:
        """The persons, a third of each association and a third of both, with their offices.

        Of each fifty somebody's office ended last year.
        """
        from association.memberships.models import Membership, Post
        from association.people.models import Person

        begin = Person.objects.count()
        keepers = (*self.associations, None)
        rows = [
            Person(
                initials=f"{'ABCDEFGH'[number % 8]}.", prefix="de" if number % 7 == 0 else "",
                family_name=f"Achternaam{number:05}", slug=f"persoon-{number:05}", managed_by=keepers[number % 3],
            )
            for number in range(begin, self.people)
        ]  # fmt: skip
        for row in rows:
            row.search_names = searched(row)
        Person.objects.bulk_create(rows, batch_size=BATCH)
        self.persons = list(Person.objects.order_by("slug"))
        offices = {post.organization_id: post for post in Post.objects.filter(role="alderman")}
        Membership.objects.bulk_create(
            (
                Membership(
                    post=offices[self.towns[number % len(self.towns)].pk], person=person, seat=number + 1,
                    start_date=date(TERMS[0], 1, 1),
                    end_date=self.today - timedelta(days=200) if number % SEATS == 7 else None,
                )
                for number, person in enumerate(self.persons)
                if number >= begin
            ),
            batch_size=BATCH,
        )  # fmt: skip

    def add_bodies(self) -> None:
        """The bodies, half of each association; each tenth but one is a shared committee of the VNG."""
        from association.memberships.models import Post
        from association.organizations.models import Organization

        kinds = ("portfolio_consultation", "working_group", "steering_group", "core_group")
        begin = Post.objects.filter(role="member", order=0).count()
        for number in range(begin, self.groups):
            keeper, shared = self.associations[number % 2], number % 10 == 9
            body = Organization.objects.create(
                name=f"Overleg {number}", slug=f"overleg-{number}" if shared else f"{keeper.slug}-overleg-{number}",
                classification="vng_committee" if shared else kinds[number % len(kinds)],
                managed_by=None if shared else keeper, parent=None if shared else keeper,
            )  # fmt: skip
            for_whom = {"for_whom": keeper, "is_personal": True} if shared else {}
            posts = Post.objects.bulk_create(
                Post(organization=body, role="member", order=seat, **for_whom) for seat in range(SEATS)
            )
            self.fill(number, posts, keeper)

    def fill(self, number: int, posts: list[Any], keeper: Any) -> None:
        """Who sat in a body in each term, with an act in the log for each; the last seat is vacant now."""
        from association.memberships.models import Membership, RegisterEntry

        rows = [self.seat(number, term, post) for term in range(len(TERMS)) for post in posts]
        Membership.objects.bulk_create(rows, batch_size=BATCH)
        RegisterEntry.objects.bulk_create(
            (
                RegisterEntry(
                    action="appoint", label=f"Plek {row.pk}", association=keeper,
                    changes=[{"model": "membership", "pk": row.pk, "before": None, "after": {"post_id": row.post_id}}],
                )
                for row in rows
            ),
            batch_size=BATCH,
        )  # fmt: skip

    def seat(self, number: int, term: int, post: Any) -> Any:
        """Who sat in one seat of a body in one term; of each body somebody leaves soon and somebody is nominated."""
        from association.memberships.models import Membership

        group = (number + term) % self.groups
        place, last = group * SEATS + post.order, term == len(TERMS) - 1
        fields: dict[str, Any] = {"person": self.persons[place]}
        if last and post.order == SEATS - 1:
            fields = {"empty": "vacant", "capacity": ""}
        elif last and post.order == SEATS - 2:
            fields["capacity"] = "nominated"
        end = date(TERMS[term] + TERM_YEARS, 1, 1)
        if last:
            end = self.today + timedelta(days=60) if post.order == 3 else None
        towns = self.towns[number % 2 :: 2]
        return Membership(
            post=post, on_behalf_of=towns[place % len(towns)], start_date=date(TERMS[term], 1, 1), end_date=end,
            **fields,
        )  # fmt: skip


def searched(person: Any) -> str:
    """The names by which a person is found, as saving one makes them."""
    from association.people.rules import plain

    return " ".join(dict.fromkeys(plain(name) for name in person.every_name()))


def addresses() -> Iterator[tuple[str, str]]:
    """The screens with their addresses; those of the admin begin with /beheer/."""
    from django.urls import reverse

    from association.organizations.models import Organization
    from association.people.models import Person

    body = Organization.objects.get(slug="vdg-overleg-0").pk
    people = reverse("personen:index")
    pages = -(-Person.objects.count() // 20)
    yield "body, today", "/organisatie/overleg-0/"
    yield "body, an old day", "/organisatie/overleg-0/?peildatum=2008-06-01"
    yield "overview", "/organisatie/"
    yield "a person", "/organisatie/personen/persoon-00010/"
    yield "a municipality", "/organisatie/gemeenten/plaats-0/"
    yield "search for a name", "/zoeken/?q=Achternaam00010"
    yield "sitemap.xml", "/sitemap.xml"
    yield "list of persons", people
    yield "list of persons, last page", f"{people}?p={pages}"
    yield "search for a person", f"{people}?q=Achternaam00010"
    yield "admin, wie zit waar", reverse("seats")
    yield "admin, seats of a body", reverse("seats_of_body", args=[body])
    yield "admin, all seats at once", reverse("seats_table", args=[body])
    yield "admin, a person", reverse("person_seats", args=[Person.objects.get(slug="persoon-00010").pk])
    yield "admin, let op", reverse("seats_watch")
    yield "admin, choose a person", reverse("persoon-kiezen:choose")
    yield "admin, organizations", reverse("organisaties:index")


def clock_of(connection: Any) -> Callable[[], float]:
    """A clock that counts the CPU seconds of this process and of the database's own; wall time for a far one."""
    if connection.vendor == "sqlite":
        return process_time
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        folder = Path(f"/proc/{cursor.fetchone()[0]}")
    if not (folder / "comm").is_file() or (folder / "comm").read_text().strip() != "postgres":
        return perf_counter
    # The first number: nanoseconds on a processor (proc(5)).
    return lambda: process_time() + int((folder / "schedstat").read_text().split()[0]) / 1e9


def measured(client: Any, address: str) -> Cost:
    """What one screen costs, once everything is warm; RuntimeError when it does not answer 200."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    clock = clock_of(connection)
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address)
    queries = len(captured)
    if answer.status_code != 200:
        raise RuntimeError(f"{address} answers {answer.status_code}")
    if os.environ.get("SHOW_QUERIES"):
        for query in sorted(captured.captured_queries, key=lambda found: -float(found["time"]))[:4]:
            print(address, query["time"], query["sql"][:1500], file=sys.stderr)
    seconds, peers = [], []
    for _ in range(TIMES):
        for asked, times in ((address, seconds), (PEER, peers)):
            begin = clock()
            client.get(asked)
            times.append(clock() - begin)
    return Cost(median(seconds), median(peers), queries, len(answer.content) / 1000)


def child(work: str, people: str = "") -> None:
    """Fill the database (`make` and a number of persons) or `measure` the screens, and print the answer."""
    import django

    django.setup()
    if work == "make":
        Maker(int(people)).make()
        return
    from django.test import Client

    from association.base.models import User

    visitor, editor = Client(headers={"host": "localhost"}), Client(headers={"host": "localhost"})
    editor.force_login(User.objects.get(username=ACCOUNT))
    found = {
        name: measured(editor if address.startswith("/beheer/") else visitor, address) for name, address in addresses()
    }
    print(json.dumps({name: [cost.seconds, cost.peer, cost.queries, cost.kilobytes] for name, cost in found.items()}))


def measure(folder: Path) -> tuple[dict[str, Cost], dict[str, Cost]]:
    """The screens with few and with many persons, on a database made in the folder."""
    os.environ["PAGE_CACHE_SECONDS"] = "0"
    last_line(folder, SETTINGS, "manage.py", "migrate", "--verbosity", "0")
    last_line(folder, SETTINGS, "manage.py", "collectstatic", "--noinput", "--verbosity", "0")
    answers = []
    for people in (SMALL, LARGE):
        last_line(folder, SETTINGS, "-m", "benchmarks.register", "make", str(people))
        answers.append(json.loads(last_line(folder, SETTINGS, "-m", "benchmarks.register", "measure")))
    small, large = ({name: Cost(*cost) for name, cost in answer.items()} for answer in answers)
    return small, large


def main() -> int:
    """Measure everything, print the table; exit code 1 when a limit is passed."""
    with tempfile.TemporaryDirectory() as place:
        small, large = measure(Path(place))
    missed = False
    print(f"{'':28} {'ms with':>7} {'ms with':>7} {'':13} {'queries':>11} {'kB':>13}")
    heads = f"{SMALL:>7,} {LARGE:>7,} {'ratio':>6} {'limit':>6}"
    print(f"{'screen':28} {heads} {'few':>5} {'many':>5} {'few':>6} {'many':>6}")
    for name, few in small.items():
        many = large[name]
        ratio = many.share / few.share
        over = name in DEMANDED and ratio > LIMIT
        missed = missed or over
        limit = f"{LIMIT:6}" if name in DEMANDED else " " * 6
        row = f"{name:28} {few.seconds * 1000:7.1f} {many.seconds * 1000:7.1f} {ratio:6.2f} {limit}"
        sizes = f"{few.queries:5} {many.queries:5} {few.kilobytes:6.0f} {many.kilobytes:6.0f}"
        print(f"{row} {sizes}{'  MISSED' if over else ''}")
    return int(missed)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        child(*sys.argv[1:])
    else:
        raise SystemExit(main())
