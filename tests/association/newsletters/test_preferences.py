"""The screen of preferences: opened by the secret of a mail, about one reader alone."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from association.newsletters.models import (
    ConsentEvent,
    Delivery,
    Mailing,
    Newsletter,
    Subscriber,
    SubscriberRequest,
    Subscription,
    Suppression,
)
from association.newsletters.rules.addresses import ERASE, OWN_DATA, PREFERENCES, UNSUBSCRIBE, address_of
from association.newsletters.rules.tokens import address_hash
from association.newsletters.subscribing.answering import send_request_mail
from association.newsletters.subscribing.events import suppress
from home.actions import SiteSetUp
from tests.factories.content import make_portfolio
from tests.factories.subscribing import mailed_links, make_list, make_subscriber, reader, states

ASK = "/nieuwsbrieven/voorkeuren/"
State = Subscription.State


def link_of(subscriber: Subscriber, name: str = PREFERENCES) -> str:
    """One of the addresses of somebody's own."""
    return address_of(name, subscriber.token)


@pytest.fixture
def somebody(vdg: SiteSetUp) -> Subscriber:
    """A reader of one of two open lists."""
    make_list(vdg.association, "Agenda", order=2)
    return make_subscriber(vdg.association, "lezer@example.org", make_list(vdg.association, "Nieuws", order=1))


def lists_named(*names: str) -> list[int]:
    """The numbers of lists."""
    found = Subscription.mailing_list.field.related_model.objects.filter(name__in=names)
    return list(found.values_list("pk", flat=True))


def test_link_is_mailed_to_who_is_known_and_to_nobody_else(somebody: Subscriber) -> None:
    answers = [reader().post(ASK, {"email": email}) for email in ("Lezer@example.org", "ander@example.org")]

    links = mailed_links()

    assert {answer.headers["Location"] for answer in answers} == {f"{ASK}?verstuurd=ja"}
    assert links == [link_of(somebody)]


def test_screen_is_kept_by_nobody_and_tells_nobody(somebody: Subscriber) -> None:
    answers = [reader().get(link_of(somebody, name)) for name in (PREFERENCES, OWN_DATA, ERASE)]

    for answer in answers:
        found = [answer.headers[name] for name in ("Referrer-Policy", "X-Robots-Tag", "Cache-Control")]
        assert (answer.status_code, found) == (200, ["no-referrer", "noindex, nofollow", "private, no-store"])
        assert not answer.cookies


def test_link_of_another_association_or_nobody_opens_nothing(somebody: Subscriber, vgg: SiteSetUp) -> None:
    answers = [
        reader("vgg.localhost").get(link_of(somebody)),
        reader().get(address_of(PREFERENCES, "a" * 26)),
        reader().post(address_of(ERASE, "a" * 26)),
        reader().get(address_of(OWN_DATA, "a" * 26)),
    ]

    assert [answer.status_code for answer in answers] == [410] * 4
    assert all("lezer@example.org" not in answer.content.decode() for answer in answers)


@pytest.mark.parametrize("name", [PREFERENCES, ERASE])
def test_form_from_elsewhere_is_refused(somebody: Subscriber, name: str) -> None:
    answer = reader().post(link_of(somebody, name), headers={"origin": "https://elders.example"})

    assert answer.status_code == 403
    assert states(somebody) == {"Nieuws": "active"}


def test_joining_and_leaving_is_immediate_and_proven(vdg: SiteSetUp, somebody: Subscriber) -> None:
    topic = make_portfolio(vdg)

    data = {"lists": lists_named("Agenda"), "role": "griffier", "name": "Jo", "portfolios": [topic.pk]}
    answer = reader().post(link_of(somebody), data, follow=True)

    somebody.refresh_from_db()
    assert states(somebody) == {"Nieuws": "ended", "Agenda": "active"}
    assert (somebody.role, somebody.name, list(somebody.portfolios.all())) == ("griffier", "Jo", [topic])
    assert "Uw voorkeuren zijn bewaard." in answer.content.decode()
    events = ConsentEvent.objects.values_list("kind", "mailing_list__name", "channel", "text_version")
    assert list(events) == [
        ("confirmed", "Agenda", "voorkeuren", "2026-11"),
        ("ended", "Nieuws", "voorkeuren", "2026-11"),
    ]


def test_list_of_the_bureau_can_be_left_and_not_joined(vdg: SiteSetUp, somebody: Subscriber) -> None:
    closed = make_list(vdg.association, "Leden", is_open=False)
    member = make_subscriber(vdg.association, "lid@example.org", closed)

    refused = reader().post(link_of(somebody), {"lists": [closed.pk]})
    reader().post(link_of(member), {"lists": []})

    assert 'aria-invalid="true"' in refused.content.decode()
    assert (states(somebody), states(member)) == ({"Nieuws": "active"}, {"Leden": "ended"})


def test_pause_ends_by_itself_and_by_a_button(vdg: SiteSetUp, somebody: Subscriber) -> None:
    today = timezone.localdate()
    until = today + timedelta(days=10)
    receiving = Subscription.objects.receiving

    reader().post(link_of(somebody), {"doen": "pauze", "until": until.isoformat()})
    paused = [receiving(today).count(), receiving(until).count(), receiving(until + timedelta(days=1)).count()]
    shown = reader().get(link_of(somebody)).content.decode()
    reader().post(link_of(somebody), {"doen": "verder"})

    assert paused == [0, 0, 1]
    assert "Stuur mij weer mail" in shown
    assert receiving(today).count() == 1
    assert list(ConsentEvent.objects.values_list("kind", flat=True)) == ["paused", "resumed"]


@pytest.mark.parametrize("days", [-1, 400])
def test_pause_in_the_past_or_too_long_is_refused(somebody: Subscriber, days: int) -> None:
    until = timezone.localdate() + timedelta(days=days)

    answer = reader().post(link_of(somebody), {"doen": "pauze", "until": until.isoformat()})

    somebody.refresh_from_db()
    assert ("Kies een dag vanaf vandaag" in answer.content.decode(), somebody.paused_until) == (True, None)


def test_another_address_is_confirmed_from_there(vdg: SiteSetUp, somebody: Subscriber) -> None:
    old_token = somebody.token
    reader().post(link_of(somebody), {"doen": "adres", "email": "Thuis@example.org"})
    send_request_mail()
    sent_to = [message.to for message in mail.outbox]
    before = Subscriber.objects.get().email
    (link,) = [path for message in mail.outbox for path in str(message.body).split() if "bevestigen" in path]
    mail.outbox.clear()

    reader().post("/" + link.split("/", 3)[3])
    send_request_mail()

    somebody.refresh_from_db()
    assert (sent_to, before, somebody.email) == ([["Thuis@example.org"]], "lezer@example.org", "Thuis@example.org")
    assert (somebody.email_key, states(somebody)) == ("thuis@example.org", {"Nieuws": "active"})
    assert somebody.token != old_token
    assert [(message.to, message.subject) for message in mail.outbox] == [
        (["lezer@example.org"], "Uw adres voor de nieuwsbrief is gewijzigd (VDG)")
    ]


@pytest.mark.parametrize("is_known", [False, True])
def test_pause_goes_along_to_another_address(vdg: SiteSetUp, somebody: Subscriber, is_known: bool) -> None:
    day = timezone.localdate() + timedelta(days=30)
    Subscriber.objects.update(paused_until=day)
    if is_known:
        make_subscriber(vdg.association, "thuis@example.org")
    reader().post(link_of(somebody), {"doen": "adres", "email": "thuis@example.org"})
    (link,) = mailed_links()

    reader().post(link)

    assert Subscriber.objects.get().email == "thuis@example.org"
    assert Subscriber.objects.get().paused_until == day


def test_address_that_is_known_already_gets_the_lists(vdg: SiteSetUp, somebody: Subscriber) -> None:
    other = make_subscriber(vdg.association, "thuis@example.org", make_list(vdg.association, "Raden"))
    unsubscribing = address_of(UNSUBSCRIBE, somebody.subscriptions.get().token)
    reader().post(link_of(somebody), {"doen": "adres", "email": "thuis@example.org"})
    (link,) = mailed_links()

    reader().post(link)

    assert list(Subscriber.objects.all()) == [other]
    assert states(other) == {"Raden": "active", "Nieuws": "active"}
    reader().post(unsubscribing)
    assert states(other) == {"Raden": "active", "Nieuws": "ended"}


def test_what_waits_goes_along_to_the_other_address_once(vdg: SiteSetUp, somebody: Subscriber) -> None:
    other = make_subscriber(vdg.association, "thuis@example.org", make_list(vdg.association, "Raden"))
    series = Newsletter.objects.create(
        association=vdg.association, title="Nieuws", slug="nieuws", sender_name="VDG", sender_email="vdg@example.org"
    )
    alone, both = (
        Mailing.objects.create(association=vdg.association, newsletter=series, subject=name, sender="VDG", root_url="")
        for name in ("Alleen", "Allebei")
    )
    for mailing, person in ((alone, somebody), (both, somebody), (both, other)):
        Delivery.objects.create(mailing=mailing, subscriber=person, subscription=person.subscriptions.get())
    reader().post(link_of(somebody), {"doen": "adres", "email": "thuis@example.org"})
    (link,) = mailed_links()

    reader().post(link)

    found = Delivery.objects.order_by("pk").values_list("mailing__subject", "subscriber", "state", "reason")
    assert list(found) == [
        ("Alleen", other.pk, "queued", ""),
        ("Allebei", None, "excluded", "twice"),
        ("Allebei", other.pk, "queued", ""),
    ]


def test_erasing_takes_back_what_waits(vdg: SiteSetUp, somebody: Subscriber) -> None:
    series = Newsletter.objects.create(
        association=vdg.association, title="Nieuws", slug="nieuws", sender_name="VDG", sender_email="vdg@example.org"
    )
    mailing = Mailing.objects.create(
        association=vdg.association, newsletter=series, subject="Nummer", sender="VDG", root_url=""
    )
    Delivery.objects.create(mailing=mailing, subscriber=somebody, subscription=somebody.subscriptions.get())

    reader().post(link_of(somebody, ERASE))

    row = Delivery.objects.get()
    assert (row.state, row.reason, row.subscriber_id) == ("excluded", "unsubscribed", None)


def test_own_data_hold_all_that_is_known_and_start_no_formula(vdg: SiteSetUp, somebody: Subscriber) -> None:
    Subscriber.objects.update(name="=1+1", role="griffier")

    answer = reader().get(link_of(somebody, OWN_DATA))

    text = answer.content.decode("utf-8-sig")
    assert answer.headers["Content-Type"].startswith("text/csv")
    assert all(word in text for word in ("lezer@example.org", "'=1+1", "griffier", "Nieuwsbrief: Nieuws"))


def test_erasing_leaves_a_keyed_hash_alone(vdg: SiteSetUp, somebody: Subscriber) -> None:
    reader().post(link_of(somebody), {"lists": lists_named("Nieuws", "Agenda"), "name": "Jo"})
    reader().post(ASK, {"email": somebody.email})

    asked = reader().get(link_of(somebody, ERASE))
    still_there = Subscriber.objects.count()
    answer = reader().post(link_of(somebody, ERASE))

    assert (asked.status_code, still_there, answer.status_code) == (200, 1, 200)
    assert [model.objects.count() for model in (Subscriber, Subscription, SubscriberRequest)] == [0, 0, 0]
    blocked = Suppression.objects.get()
    assert (blocked.reason, blocked.address_hash) == ("erased", address_hash("lezer@example.org"))
    events = ConsentEvent.objects.values_list("kind", "subscriber", "address_hash", "reason")
    kept = (None, address_hash("lezer@example.org"), "")
    assert list(events) == [("confirmed", *kept), ("erased", *kept)]


def test_address_that_the_bureau_blocked_joins_nothing(vdg: SiteSetUp, somebody: Subscriber) -> None:
    suppress(vdg.association, somebody.email, Suppression.Reason.STAFF)

    answer = reader().post(link_of(somebody), {"lists": lists_named("Nieuws", "Agenda")})

    assert "Neem contact op met het bureau" in answer.content.decode()
    assert states(somebody) == {"Nieuws": "active"}


def test_scripts_in_a_name_are_text(vdg: SiteSetUp, somebody: Subscriber) -> None:
    Subscriber.objects.update(name='"><img src=x onerror=alert(1)>')

    html: Any = reader().get(link_of(somebody)).content.decode()

    assert "<img src=x" not in html
