"""Several people and several clocks at the same moment: one mailing, begun once, with one mail for each reader."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from wagtail.models import Revision

from association.newsletters.models import Delivery, Mailing, SenderMark
from association.newsletters.sending import release, steering
from association.newsletters.sending.claiming import claim, new_claim
from association.newsletters.sending.preparing import prepare
from association.newsletters.sending.worker import Sender
from home.actions import SiteSetUp
from tests.association.newsletters.sending.test_worker import fast
from tests.factories.content import make_vdg
from tests.factories.mail_server import mail_server
from tests.factories.mailings import make_issue, make_list, make_mailing, make_readers, make_variant

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
AT_ONCE = 4


@pytest.fixture
def site() -> SiteSetUp:
    """A site whose rows every thread can see."""
    setup = make_vdg()
    fast(setup)
    return setup


def together(work: Callable[[int], Any]) -> list[Any]:
    """The results of the same work, done at once, each with a connection of its own."""

    def run(number: int) -> Any:
        try:
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as people:
        return list(people.map(run, range(AT_ONCE)))


def test_button_pressed_by_several_makes_one_mailing(site: SiteSetUp) -> None:
    one = make_list(site)
    make_readers(site, one, 30)
    page = make_issue(site, one)

    made = together(lambda _: prepare(type(page).objects.get(pk=page.pk), [make_variant()], by=None, expected=30).pk)

    assert len(set(made)) == 1
    assert Mailing.objects.count() == 1
    assert Delivery.objects.count() == 30


def test_several_schedulers_begin_a_mailing_once(site: SiteSetUp) -> None:
    one = make_list(site)
    make_readers(site, one, 3)
    mailing = make_mailing(site, one, send_at=timezone.now() + timedelta(hours=1))
    Mailing.objects.update(send_at=timezone.now())
    before = Revision.objects.count()

    together(lambda _: steering.run_due())

    mailing.refresh_from_db()
    assert mailing.state == Mailing.State.SENDING
    assert Revision.objects.count() == before


def test_several_claims_share_no_row(site: SiteSetUp) -> None:
    one = make_list(site)
    make_readers(site, one, 40)
    mailing = make_mailing(site, one)

    found = together(lambda _: [row.number for row in claim(mailing, 15, new_claim())])

    assert Counter(Counter(number for rows in found for number in rows).values()) == {1: 40}


def test_several_senders_send_each_mail_once(site: SiteSetUp) -> None:
    one = make_list(site)
    make_readers(site, one, 60)
    mailing = make_mailing(site, one)
    assert release.may_send()

    def send(_: int) -> None:
        sender = Sender(wait=lambda _: False)
        sender.run_once()
        sender.close()

    with mail_server() as server:
        together(send)
        send(0)

    assert Counter(server.readers) == dict.fromkeys(mailing.deliveries.values_list("subscriber__email", flat=True), 1)
    assert set(mailing.deliveries.values_list("state", flat=True)) == {"sent"}
    assert SenderMark.objects.get().count >= 1


def test_several_looks_at_a_new_installation_make_one_mark(site: SiteSetUp) -> None:
    assert together(lambda _: release.may_send()) == [True] * AT_ONCE

    assert SenderMark.objects.count() == 1


def test_website_can_write_while_the_mail_server_thinks(site: SiteSetUp) -> None:
    one = make_list(site)
    make_readers(site, one, 1)
    mailing = make_mailing(site, one)
    assert release.may_send()
    written: list[int] = []

    def write(address: str) -> str:
        # The server has its own thread, as a web server would be a process: it needs no wait for the sender.
        with ThreadPoolExecutor(1) as visitor:
            written.append(visitor.submit(visit, mailing.pk).result(5))
        return ""

    with mail_server(on_data=write):
        sender = Sender(wait=lambda _: False)
        sender.run_once()
        sender.close()

    assert written == [1]
    mailing.refresh_from_db()
    assert mailing.visits == 7


def visit(number: int) -> int:
    """Write something, as a visitor would."""
    try:
        return Mailing.objects.filter(pk=number).update(visits=7)
    finally:
        connection.close()
