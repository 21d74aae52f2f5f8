"""Visits to issues in the archive, counted in total: one number per mailing, and nothing of who came."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

from django.db import Error, connection, transaction
from django.db.models import F
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from association.base.visits import mark_of
from association.newsletters.models import Mailing
from association.newsletters.rules.visits import is_of_a_person

GetResponse = Callable[[HttpRequest], HttpResponseBase]
PATIENCE = 200  # milliseconds that a count waits for another who writes
logger = logging.getLogger(__name__)


def count_visits(get_response: GetResponse) -> GetResponse:
    """Count the visits to issues; stands outside the page cache, for most visitors are answered from it.

    The page says what it is and leaves out staff (`NewsletterIssuePage.serve`). Counting is done when the answer has
    gone out, so nobody waits for it.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        number = mark_of(response)
        if number is not None and response.status_code == 200 and is_of_a_person(request.method or "", request.headers):
            # Django calls these when the server has sent the answer, before it looks after its connections.
            response._resource_closers.append(partial(count, number))  # type: ignore[attr-defined]  # no stub
        return response

    return middleware


def count(number: int) -> None:
    """Add one to the visits of a mailing. When the database is busy or gone, the visit is not counted."""
    try:
        with short_patience():
            Mailing.objects.filter(pk=number).update(visits=F("visits") + 1)
    except Error:
        logger.info("A visit to an issue could not be counted.")


@contextmanager
def short_patience() -> Iterator[None]:
    """Wait for others who write no longer than PATIENCE: who asks this process something next would wait along."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            # Of the connection, so it is put back; a write there waits when it begins.
            usual = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
            cursor.execute(f"PRAGMA busy_timeout = {PATIENCE}")
            try:
                yield
            finally:
                cursor.execute(f"PRAGMA busy_timeout = {int(usual)}")
        else:
            with transaction.atomic():
                cursor.execute(f"SET LOCAL lock_timeout = {PATIENCE}")
                yield
