"""What is forgotten by itself, and when."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from association.newsletters.models import (
    ConsentEvent,
    Delivery,
    Mailing,
    MailingVariant,
    Newsletter,
    Subscriber,
    SubscriberRequest,
    Subscription,
    Suppression,
)
from association.newsletters.rules import terms
from association.newsletters.sending import steering
from association.newsletters.subscribing import keeping
from association.newsletters.subscribing.erasing import erase
from association.newsletters.subscribing.keeping import forget_clients, forget_readers
from home.actions import SiteSetUp
from tests.docs.reading import ROOT
from tests.factories import mailings
from tests.factories.staff import staff_client
from tests.factories.subscribing import make_list, make_subscriber, states

DAY = timedelta(days=1)
State = Subscription.State


def make_request(setup: SiteSetUp, age: timedelta) -> SubscriberRequest:
    """A request of some time ago."""
    return SubscriberRequest.objects.create(
        association=setup.association, kind="subscribe", email="a@example.org", client_hash="x" * 64,
        text_version="2026-11", created_at=timezone.now() - age,
    )  # fmt: skip


def test_place_of_a_request_goes_after_a_day(vdg: SiteSetUp) -> None:
    old, new = make_request(vdg, 1.01 * DAY), make_request(vdg, 0.9 * DAY)

    forget_clients()

    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.client_hash, new.client_hash) == ("", "x" * 64)


def test_what_was_never_confirmed_goes(vdg: SiteSetUp) -> None:
    chosen = make_list(vdg.association, "Nieuws")
    long_ago = timezone.now() - terms.UNCONFIRMED_KEPT - DAY
    never = make_subscriber(vdg.association, "nooit@example.org", chosen, state=State.PENDING, created_at=long_ago)
    reader = make_subscriber(vdg.association, "lezer@example.org", chosen, created_at=long_ago)
    Subscription.objects.create(subscriber=reader, mailing_list=make_list(vdg.association, "Ook"))
    fresh = make_subscriber(vdg.association, "vers@example.org", chosen, state=State.PENDING)
    Subscription.objects.exclude(subscriber=fresh).update(created_at=long_ago)
    make_request(vdg, terms.UNCONFIRMED_KEPT + DAY)
    waiting = make_request(vdg, terms.UNCONFIRMED_KEPT - DAY)

    forget_readers()

    assert set(Subscriber.objects.all()) == {reader, fresh}
    assert never.pk not in Subscriber.objects.values_list("pk", flat=True)
    assert (states(reader), list(SubscriberRequest.objects.all())) == ({"Nieuws": "active"}, [waiting])
    assert not Suppression.objects.exists()


@pytest.mark.parametrize(("days", "is_kept"), [(179, True), (181, False)])
def test_who_left_everything_goes_but_for_a_hash(vdg: SiteSetUp, days: int, is_kept: bool) -> None:
    chosen, other = make_list(vdg.association), make_list(vdg.association)
    left = make_subscriber(vdg.association, "", chosen, state=State.ENDED)
    half = make_subscriber(vdg.association, "", chosen, state=State.ENDED)
    Subscription.objects.create(subscriber=half, mailing_list=other, state=State.ACTIVE)
    Subscription.objects.filter(state=State.ENDED).update(ended_at=timezone.now() - days * DAY)

    forget_readers()

    assert set(Subscriber.objects.all()) == ({left, half} if is_kept else {half})
    assert Suppression.objects.count() == (0 if is_kept else 1)


@pytest.mark.parametrize(("days", "is_kept"), [(181, False), (179, True)])
def test_address_that_mail_came_back_from_goes_too(vdg: SiteSetUp, days: int, is_kept: bool) -> None:
    make_subscriber(vdg.association, "weg@example.org", make_list(vdg.association), state=State.STOPPED)
    Subscription.objects.update(ended_at=timezone.now() - days * DAY)

    forget_readers()

    assert Subscriber.objects.exists() is is_kept


def test_recipients_of_long_ago_lose_their_names_and_keep_their_states(vdg: SiteSetUp) -> None:
    subscriber = make_subscriber(vdg.association, "", make_list(vdg.association))
    series = Newsletter.objects.create(
        association=vdg.association, title="Nieuws", slug="nieuws", sender_name="VDG", sender_email="vdg@example.org"
    )
    found = []
    for age in (terms.DELIVERIES_KEPT + DAY, terms.DELIVERIES_KEPT - DAY):
        mailing = Mailing.objects.create(
            association=vdg.association, newsletter=series, subject="Nummer", sender="VDG", root_url="",
            state=Mailing.State.DONE, finished_at=timezone.now() - age,
        )  # fmt: skip
        found.append(
            Delivery.objects.create(
                mailing=mailing,
                subscriber=subscriber,
                subscription=subscriber.subscriptions.get(),
                state="sent",
                answer="250 voor iemand@example.org",
            )
        )

    forget_readers()

    rows = [Delivery.objects.get(pk=row.pk) for row in found]
    assert [(row.subscriber_id, row.answer, row.state) for row in rows] == [
        (None, "", "sent"),
        (subscriber.pk, "250 voor iemand@example.org", "sent"),
    ]
    assert rows[0].subscription_id is None


@pytest.mark.parametrize("state", ["stopped", "paused", "late"])
def test_recipients_of_what_never_ended_lose_their_names_too(vdg: SiteSetUp, state: str) -> None:
    subscriber = make_subscriber(vdg.association, "", make_list(vdg.association))
    series = Newsletter.objects.create(
        association=vdg.association, title="Nieuws", slug="nieuws", sender_name="VDG", sender_email="vdg@example.org"
    )
    for age in (terms.DELIVERIES_KEPT + DAY, terms.DELIVERIES_KEPT - DAY):
        mailing = Mailing.objects.create(
            association=vdg.association, newsletter=series, subject="Nummer", sender="VDG", root_url="", state=state,
            send_at=timezone.now() - age,
        )  # fmt: skip
        Delivery.objects.create(mailing=mailing, subscriber=subscriber, state="failed", answer="550 onbekend")

    forget_readers()

    rows = Delivery.objects.order_by("pk")
    assert [(row.subscriber_id, row.answer) for row in rows] == [(None, ""), (subscriber.pk, "550 onbekend")]


def test_proof_stays_with_a_reader_and_goes_years_after_erasing(vdg: SiteSetUp) -> None:
    for email in ("een@example.org", "twee@example.org"):
        subscriber = make_subscriber(vdg.association, email, make_list(vdg.association))
        ConsentEvent.objects.create(
            association=vdg.association, subscriber=subscriber, address_hash="", kind="confirmed", channel="site"
        )
    erase(subscriber=subscriber, channel="voorkeuren")
    ConsentEvent.objects.update(at=timezone.now() - terms.CONSENT_KEPT - DAY)

    forget_readers()

    assert [event.subscriber.email for event in ConsentEvent.objects.all()] == ["een@example.org"]
    assert Suppression.objects.count() == 1


@pytest.mark.parametrize(("hour", "is_forgotten"), [(3, False), (4, True), (5, False)])
def test_upkeep_forgets_at_night(
    vdg: SiteSetUp, monkeypatch: pytest.MonkeyPatch, hour: int, is_forgotten: bool
) -> None:
    make_request(vdg, 2 * terms.UNCONFIRMED_KEPT)
    now = datetime(2026, 11, 20, hour, 30, tzinfo=ZoneInfo("Europe/Amsterdam"))
    monkeypatch.setattr(keeping.timezone, "localtime", lambda: now)

    keeping.forget_readers_at_night()

    assert SubscriberRequest.objects.exists() is not is_forgotten


def make_welcome(setup: SiteSetUp, **fields: Any) -> Mailing:
    """A welcome mail to somebody of whom it is uncertain whether they got it."""
    reader = mailings.make_reader(setup, mailings.make_list(setup))
    series = mailings.make_newsletter(setup)
    mailing = Mailing.objects.create(
        association=setup.association, newsletter=series, subject="Welkom", sender="VDG", root_url="", **fields
    )
    kept = MailingVariant.objects.create(mailing=mailing, html="<p>Welkom</p>", text="Welkom")
    Delivery.objects.create(mailing=mailing, variant=kept, subscriber=reader, state="uncertain")
    return mailing


def test_text_of_a_welcome_mail_goes_and_that_of_an_issue_stays(vdg: SiteSetUp) -> None:
    old, new = (timezone.now() - terms.WELCOMES_KEPT + age for age in (-DAY, DAY))
    chosen = mailings.make_list(vdg)
    mailings.make_reader(vdg, chosen)
    issue = mailings.make_mailing(vdg, chosen)
    gone = [make_welcome(vdg, state="done", finished_at=old), make_welcome(vdg, state="stopped", send_at=old)]
    stays = [make_welcome(vdg, state="done", finished_at=new), make_welcome(vdg, state="paused", send_at=old)]
    Mailing.objects.filter(pk=issue.pk).update(state="done", finished_at=old)

    counted = [forget_readers()["teksten van welkomstmails"] for _ in range(2)]

    assert counted == [2, 0]
    left = set(MailingVariant.objects.exclude(html="").values_list("mailing", flat=True))
    assert left == {issue.pk, *(one.pk for one in stays)}
    assert [steering.is_forgotten(one) for one in (*gone, *stays, issue)] == [True, True, False, False, False]


def test_forgotten_welcome_mail_is_not_sent_again(vdg: SiteSetUp) -> None:
    mailing = make_welcome(vdg, state="done", finished_at=timezone.now() - terms.WELCOMES_KEPT - DAY)
    row = mailing.deliveries.get()
    client, address = staff_client("VDG eindredactie"), reverse("mailing", args=[mailing.pk])
    before = "Alsnog versturen" in client.get(address).content.decode()
    forget_readers()

    answer = client.post(address, {"step": "again", "delivery": [row.pk]}, follow=True)

    row.refresh_from_db()
    assert (before, "Alsnog versturen" in answer.content.decode(), row.state) == (True, False, "uncertain")
    assert "is gewist" in answer.content.decode()


def test_command_says_what_it_forgot(vdg: SiteSetUp, capsys: pytest.CaptureFixture[str]) -> None:
    make_request(vdg, 2 * terms.UNCONFIRMED_KEPT)

    call_command("retention")

    assert "verzoeken: 1\n" in capsys.readouterr().out


def test_forgetting_asks_the_same_however_many_there_are(vdg: SiteSetUp, statements: Callable[[], Any]) -> None:
    chosen = make_list(vdg.association)
    make_subscriber(vdg.association, "", chosen)
    with statements() as few:
        forget_readers()
    for _ in range(5):
        make_subscriber(vdg.association, "", chosen)

    with statements() as more:
        forget_readers()

    assert len(more) == len(few)


def test_periods_are_told_to_who_runs_the_site() -> None:
    text = (ROOT / "docs" / "beheer" / "nieuwsbrieven-abonnees.md").read_text(encoding="utf-8")
    kept = [
        terms.CLIENT_KEPT, terms.UNCONFIRMED_KEPT, terms.GONE_KEPT, terms.DELIVERIES_KEPT, terms.WELCOMES_KEPT,
        terms.CONSENT_KEPT,
    ]  # fmt: skip

    missing = [period.days for period in kept if not re.search(rf"\| {period.days} dag(en)? \|", text)]

    assert missing == []
    assert f"{terms.CLIENT_MAILS_AN_HOUR} mails per uur" in " ".join(text.split())
    assert f"{terms.CLIENT_ADDRESSES_A_DAY} adressen" in text
