"""Two workers, two tabs, two of the bureau: what is done at once is done once."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from pytest_django import DjangoDbBlocker

from association.newsletters.importing.carrying import bring_in
from association.newsletters.importing.table import Table
from association.newsletters.models import ConsentEvent, MailingList, Subscriber, SubscriberRequest, Subscription
from association.newsletters.rules.addresses import UNSUBSCRIBE, address_of
from association.newsletters.subscribing.answering import send_request_mail
from home.actions import SiteSetUp
from tests.factories.subscribing import mailed_links, make_list, make_subscriber, reader, states
from tests.test_concurrency import together

FORM = "/nieuwsbrieven/aanmelden/"
NEW = "nieuw@example.org"
MANY = 4


@pytest.fixture
def _restored(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Afterwards the rows that the migrations made are back: tests with threads empty the whole database."""
    yield
    with django_db_blocker.unblock():
        connection.creation.deserialize_db_from_string(connection._test_serialized_contents)  # type: ignore[attr-defined]  # Django's own
        connection.close()


@pytest.fixture
def nieuws(_restored: None, django_db_serialized_rollback: None, transactional_db: None, vdg: SiteSetUp) -> MailingList:
    """A list whose rows every thread can see."""
    return make_list(vdg.association, "Nieuws")


def test_workers_at_once_send_one_mail_for_an_address(nieuws: MailingList) -> None:
    for _ in range(8):
        reader().post(FORM, {"email": NEW})

    together(lambda _: send_request_mail(), MANY)

    assert [message.to for message in mail.outbox] == [[NEW]]
    assert not SubscriberRequest.objects.filter(answered_at=None).exists()
    assert ConsentEvent.objects.filter(kind="asked").count() == 1


def test_workers_at_once_answer_everybody(nieuws: MailingList) -> None:
    names = [f"adres{number}@example.org" for number in range(12)]
    for name in names:
        reader().post(FORM, {"email": name})

    together(lambda _: send_request_mail(), MANY)

    assert sorted(message.to[0] for message in mail.outbox) == sorted(names)


def test_confirming_at_once_is_written_down_once(nieuws: MailingList) -> None:
    reader().post(FORM, {"email": NEW})
    (link,) = mailed_links()

    answers = together(lambda _: reader().post(link).status_code, MANY)

    assert sorted(answers) == [200, 410, 410, 410]
    assert ConsentEvent.objects.filter(kind="confirmed").count() == 1


def test_unsubscribing_at_once_is_written_down_once(nieuws: MailingList) -> None:
    somebody = make_subscriber(nieuws.association, NEW, nieuws)
    link = address_of(UNSUBSCRIBE, somebody.subscriptions.get().token)

    answers = together(lambda _: reader().post(link, {"List-Unsubscribe": "One-Click"}).status_code, MANY)

    assert answers == [200] * MANY
    assert (states(somebody), ConsentEvent.objects.count()) == ({"Nieuws": "ended"}, 1)


def test_bringing_in_at_once_stores_once(nieuws: MailingList) -> None:
    rows = Table(("E-mail",), tuple((f"a{number}@example.org",) for number in range(20)), 2)

    def store(_: int) -> Any:
        return bring_in(
            table=rows, columns={"email": 0}, lists=[nieuws], association=nieuws.association, basis="x", user=None
        )

    together(store, MANY)

    counts = [model.objects.count() for model in (Subscriber, Subscription, ConsentEvent)]
    assert counts == [20, 20, 20]


def test_forms_at_once_are_all_kept(nieuws: MailingList) -> None:
    answers = together(lambda number: reader().post(FORM, {"email": f"a{number}@example.org"}).status_code, 6)

    assert answers == [302] * 6
    assert SubscriberRequest.objects.count() == 6
