"""Welcome series."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from association.newsletters.composing import welcoming
from association.newsletters.composing.welcoming import render_step, send_step, send_welcomes
from association.newsletters.importing.carrying import bring_in
from association.newsletters.importing.table import Table
from association.newsletters.models import Delivery, Mailing, Subscriber, Subscription, Suppression, WelcomeStep
from association.newsletters.rules import places
from association.newsletters.rules.tokens import address_hash
from association.newsletters.subscribing.confirming import join
from association.newsletters.subscribing.staff import add_subscriber, restore
from home.actions import SiteSetUp
from tests.association.newsletters.composing.mail_rules import faults
from tests.factories.mailings import make_list, make_newsletter, make_reader
from tests.factories.staff import staff_client

pytestmark = pytest.mark.django_db


@pytest.fixture
def step(vdg: SiteSetUp) -> WelcomeStep:
    """A mail two days after somebody confirmed."""
    return WelcomeStep.objects.create(
        mailing_list=make_list(vdg, name="Nieuwsbrief"), newsletter=make_newsletter(vdg, greets=True), days=2,
        subject="Welkom bij ons", text='<h2>Dag</h2><p>Lees <a href="https://example.org/meer">meer</a>.</p>',
    )  # fmt: skip


def new_reader(setup: SiteSetUp, step: WelcomeStep, days: float, **fields: Any) -> Subscriber:
    """Somebody who confirmed so many days ago."""
    reader = make_reader(setup, step.mailing_list, **fields)
    Subscription.objects.filter(subscriber=reader).update(confirmed_at=timezone.now() - timedelta(days=days))
    return reader


def test_mail_goes_once_to_who_is_due(vdg: SiteSetUp, step: WelcomeStep) -> None:
    due = new_reader(vdg, step, 2.5)
    new_reader(vdg, step, 1)
    new_reader(vdg, step, 30)

    assert (send_welcomes(), send_welcomes(), send_step(step.pk)) == (1, 0, 0)

    (row,) = Delivery.objects.all()
    assert (row.subscriber, row.state) == (due, Delivery.State.QUEUED)
    assert (row.mailing.step, row.mailing.issue, row.mailing.state) == (step, None, Mailing.State.SENDING)


def test_next_who_is_due_gets_the_text_as_it_is_then(vdg: SiteSetUp, step: WelcomeStep) -> None:
    new_reader(vdg, step, 2.5)
    send_welcomes()
    WelcomeStep.objects.update(subject="Anders")
    later = new_reader(vdg, step, 2.1)

    assert send_welcomes() == 1

    assert Delivery.objects.get(subscriber=later).mailing.subject == "Anders"
    assert Delivery.objects.count() == 2


@pytest.mark.parametrize("why", ["ended", "paused", "blocked", "pending"])
def test_who_left_or_waits_gets_none(vdg: SiteSetUp, step: WelcomeStep, why: str) -> None:
    reader = new_reader(vdg, step, 2.5)
    if why == "paused":
        Subscriber.objects.update(paused_until=timezone.localdate())
    elif why == "blocked":
        Suppression.objects.create(
            association=vdg.association, address_hash=address_hash(reader.email), reason=Suppression.Reason.STAFF
        )
    else:
        Subscription.objects.update(state=why)

    assert send_welcomes() == 0
    assert not Mailing.objects.exists()


def test_mail_looks_like_the_others(vdg: SiteSetUp, step: WelcomeStep) -> None:
    new_reader(vdg, step, 2.5)
    send_welcomes()

    (variant,) = Mailing.objects.get().variants.all()

    assert list(faults(variant.html)) == []
    assert "https://example.org/meer" in variant.text
    for place in (places.NAME, places.UNSUBSCRIBE, places.PREFERENCES):
        assert place in variant.html
    assert "Lees deze nieuwsbrief in uw browser" not in variant.html


def test_seventh_mail_and_a_series_of_another_are_refused(vdg: SiteSetUp, vgg: SiteSetUp, step: WelcomeStep) -> None:
    client = staff_client("VDG eindredactie")
    text = '{"blocks":[{"key":"a","type":"unstyled","depth":0,"text":"Dag","inlineStyleRanges":[],"entityRanges":[]}],"entityMap":{}}'
    form = {"mailing_list": step.mailing_list_id, "newsletter": step.newsletter_id, "subject": "Zes", "text": text}

    for days in range(3, 10):
        client.post("/beheer/welkomstmails/new/", form | {"days": days})
    foreign = make_newsletter(vgg)
    client.post("/beheer/welkomstmails/new/", form | {"days": 20, "newsletter": foreign.pk})

    assert WelcomeStep.objects.count() == 6


def test_step_that_cannot_be_made_holds_up_no_other(
    vdg: SiteSetUp, step: WelcomeStep, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = WelcomeStep.objects.create(
        mailing_list=make_list(vdg), newsletter=step.newsletter, days=2, subject="Ook welkom", text="<p>Dag</p>"
    )
    due = [new_reader(vdg, one, 2.5) for one in (step, other)]

    def strict(one: WelcomeStep, site: Any) -> Any:
        """Make all but the first."""
        if one == step:
            raise LookupError
        return render_step(one, site)

    monkeypatch.setattr(welcoming, "render_step", strict)

    assert send_welcomes() == 1
    assert Delivery.objects.get().subscriber == due[1]


def test_who_comes_from_a_file_is_not_new(vdg: SiteSetUp, step: WelcomeStep) -> None:
    WelcomeStep.objects.update(days=0)
    chosen = step.mailing_list
    table = Table(("E-mailadres",), (("lezer@example.org",), ("ander@example.org",)), 2)
    bring_in(
        table=table, columns={"email": 0}, lists=[chosen], association=vdg.association, basis="taak: lijst", user=None
    )  # fmt: skip

    assert send_welcomes() == 0


def test_who_is_put_back_is_not_new(vdg: SiteSetUp, step: WelcomeStep) -> None:
    WelcomeStep.objects.update(days=0)
    reader = make_reader(vdg, step.mailing_list, state=Subscription.State.STOPPED)

    restore(row=reader.subscriptions.get(), reason="Belde erover.", user=None)

    assert (send_welcomes(), reader.subscriptions.get().state) == (0, Subscription.State.ACTIVE)


def test_who_the_bureau_adds_or_who_comes_back_by_a_link_is_new(vdg: SiteSetUp, step: WelcomeStep) -> None:
    WelcomeStep.objects.update(days=0)
    chosen, old = step.mailing_list, make_reader(vdg, step.mailing_list, state=Subscription.State.STOPPED)
    restore(row=old.subscriptions.get(), reason="Belde erover.", user=None)
    Subscription.objects.update(state=Subscription.State.ENDED)
    join(old, chosen, "site", timezone.now(), text_version="")

    add_subscriber(association=vdg.association, email="lid@example.org", lists=[chosen], reason="Nieuw lid", user=None)

    assert send_welcomes() == 2
