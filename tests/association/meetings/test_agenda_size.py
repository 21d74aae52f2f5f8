"""The agenda with two thousand meetings."""

import gzip
from collections.abc import Iterator
from datetime import datetime

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from home.actions import SiteSetUp
from tests.factories.content import make_vdg
from tests.factories.meetings import make_many_meetings

pytestmark = pytest.mark.django_db
NEXT = timezone.localdate().year + 1


@pytest.fixture(scope="module")
def crowded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[SiteSetUp]:
    """A site with two thousand meetings in a year, of which 166 in March: made once, gone after the last test here."""
    with django_db_blocker.unblock(), transaction.atomic():
        setup = make_vdg()
        make_many_meetings(setup, 2000, datetime(NEXT, 1, 1, 9))  # noqa: DTZ001 - local time
        yield setup
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    ("rest", "most", "heaviest"),
    [("", 12, 15), (f"maand/{NEXT}-03/", 12, 15), (f"jaar/{NEXT}/", 12, 60), ("?portefeuille=&pagina=3", 12, 15)],
)
def test_two_thousand_meetings_cost_few_queries_and_little_html(
    crowded: SiteSetUp, client: Client, rest: str, most: int, heaviest: int
) -> None:
    client.get("/agenda/")
    cache.clear()

    with CaptureQueriesContext(connection) as queries:
        answer = client.get(f"/agenda/{rest}")

    assert answer.status_code == 200
    assert len(queries) <= most, [query["sql"][:200] for query in queries]
    assert len(gzip.compress(answer.content, 6)) <= heaviest * 1024
