"""Visits to the archive: counted in total, from the page cache too, and never at the reader's expense."""

from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse

from association.newsletters import middleware
from association.newsletters.middleware import short_patience
from association.newsletters.models import Mailing
from association.newsletters.rules.visits import is_of_a_person
from home.actions import SiteSetUp
from tests.association.newsletters.test_archive import sent_issue
from tests.conftest import writes
from tests.factories.content import make_user
from tests.factories.staff import staff_client

pytestmark = pytest.mark.django_db
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def reader() -> Client:
    """Somebody with a browser and no account."""
    return Client(headers={"host": "localhost", "user-agent": BROWSER})


@pytest.fixture
def address(vdg: SiteSetUp, settings: Any) -> str:
    """The address of an issue in the archive, of which the page is kept."""
    settings.PAGE_CACHE_SECONDS = 60
    return f"/nieuwsbrieven/{sent_issue(vdg).slug}/"


def visits() -> int:
    """How often the one issue was looked at."""
    return Mailing.objects.get().visits


def test_visit_is_counted_when_made_and_when_kept(address: str, reader: Client, statements: Any) -> None:
    first = reader.get(address)
    assert visits() == 1

    with statements() as found:
        second = reader.get(address)

    assert visits() == 2
    assert second.content == first.content
    assert dict(second.headers) == dict(first.headers)
    # One number is raised: nothing of who came.
    assert len(writes(found)) == 1
    assert "visits" in writes(found)[0]
    assert BROWSER not in "".join(found)


@pytest.mark.parametrize("path", ["/", "/nieuwsbrieven/", "/nieuwsbrieven/feed/", "/nieuwsbrieven/nummer-onbekend/"])
def test_other_addresses_count_nothing(address: str, reader: Client, path: str) -> None:
    reader.get(path)

    assert visits() == 0


def test_staff_and_their_previews_are_not_counted_and_members_are(address: str) -> None:
    member = Client(headers={"host": "localhost", "user-agent": BROWSER})
    member.force_login(make_user("raadslid", "VDG raadsleden"))
    staff = staff_client("VDG redactie")
    page = Mailing.objects.get().issue_id

    staff.get(address, headers={"user-agent": BROWSER})
    staff.get(reverse("wagtailadmin_pages:view_draft", args=[page]), headers={"user-agent": BROWSER})
    assert visits() == 0

    member.get(address)
    assert visits() == 1


@pytest.mark.parametrize(
    ("method", "headers", "counts"),
    [
        ("GET", {"User-Agent": BROWSER}, True),
        ("GET", {"User-Agent": BROWSER, "Sec-Purpose": ""}, True),
        ("HEAD", {"User-Agent": BROWSER}, False),
        ("GET", {"User-Agent": BROWSER, "Sec-Purpose": "prefetch;prerender"}, False),
        ("GET", {"User-Agent": BROWSER, "X-Moz": "prefetch"}, False),
        ("GET", {"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"}, False),
        ("GET", {"User-Agent": "Mozilla/5.0 (compatible; YandexBot/3.0)"}, False),
        ("GET", {"User-Agent": "facebookexternalhit/1.1"}, False),
        ("GET", {"User-Agent": "curl/8.5.0"}, False),
        ("GET", {"User-Agent": ""}, False),
        ("GET", {}, False),
    ],
)
def test_only_persons_count(method: str, headers: dict[str, str], counts: bool) -> None:
    assert is_of_a_person(method, headers) is counts


def test_programs_and_prefetches_are_answered_and_not_counted(address: str, reader: Client) -> None:
    answers = [
        reader.get(address, headers={"sec-purpose": "prefetch"}),
        reader.get(address, headers={"user-agent": "Examplebot/1.0"}),
        reader.head(address),
    ]

    assert [answer.status_code for answer in answers] == [200] * 3
    assert visits() == 0


def test_database_that_cannot_count_hurts_no_reader(
    address: str, reader: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def locked() -> Any:
        raise OperationalError("database is locked")

    monkeypatch.setattr(middleware, "short_patience", locked)
    caplog.set_level("INFO", logger=middleware.__name__)

    assert reader.get(address).status_code == 200
    assert visits() == 0
    assert "could not be counted" in caplog.text


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_patience_is_short_and_back_as_it_was() -> None:
    ask = {"sqlite": "PRAGMA busy_timeout", "postgresql": "SHOW lock_timeout"}[connection.vendor]

    def patience() -> Any:
        with connection.cursor() as cursor:
            cursor.execute(ask)
            return cursor.fetchone()[0]

    before = patience()
    with short_patience():
        inside = patience()

    assert str(inside).startswith("200")
    assert patience() == before != inside


def test_counting_leaves_the_kept_pages_as_they_are(address: str, reader: Client, statements: Any) -> None:
    reader.get("/nieuwsbrieven/")
    reader.get(address)

    with statements() as found:
        reader.get("/nieuwsbrieven/")

    assert len(found) == 1


def test_visits_stand_on_the_screen_and_in_the_table(address: str, reader: Client) -> None:
    Mailing.objects.update(visits=37)
    client = staff_client("VDG eindredactie")

    screen = client.get(reverse("mailing", args=[Mailing.objects.get().pk])).content.decode()
    table = b"".join(client.get(reverse("mailings"), {"export": "csv"})).decode().splitlines()

    assert "Bezoeken aan het archief</dt><dd>37" in screen
    assert table[0].endswith("Bezoeken aan het archief")
    assert table[1].endswith(",37")
    assert len(table) == 2


def test_table_of_mailings_costs_the_same_for_any_number(vdg: SiteSetUp, statements: Any) -> None:
    client, counts = staff_client("VDG eindredactie"), []
    for number in (1, 3):
        for _ in range(number):
            sent_issue(vdg)
        with statements() as found:
            b"".join(client.get(reverse("mailings"), {"export": "csv"}))
        counts.append(len(found))

    assert counts[0] == counts[1]


def test_table_is_of_the_own_association(vgg: SiteSetUp, address: str) -> None:
    table = b"".join(staff_client("VGG eindredactie").get(reverse("mailings"), {"export": "csv"})).decode()

    assert len(table.splitlines()) == 1
