"""Subscribing by two steps: what a visitor sees, what the worker mails, what the link does."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db.models import F
from django.utils import timezone

from association.base.page_cache import shows_on_pages
from association.newsletters.models import (
    ConsentEvent,
    Delivery,
    MailingList,
    Segment,
    Subscriber,
    SubscriberRequest,
    Subscription,
    Suppression,
)
from association.newsletters.rules.tokens import address_hash
from association.newsletters.subscribing.answering import send_request_mail
from association.newsletters.subscribing.events import suppress
from home.actions import SiteSetUp
from tests.factories.content import make_page, make_portfolio, make_portfolio_page
from tests.factories.subscribing import mailed_links, make_list, make_subscriber, reader, states

FORM = "/nieuwsbrieven/aanmelden/"
NEW = "nieuw@example.org"
State = Subscription.State


def ask(email: str = NEW, **data: Any) -> Any:
    """The answer to the form."""
    headers = data.pop("headers", {})
    return reader().post(FORM, {"email": email, **data}, headers=headers, **data.pop("meta", {}))


def age(hours: float) -> None:
    """Let some hours pass for all requests."""
    passed = timedelta(hours=hours)
    SubscriberRequest.objects.update(created_at=F("created_at") - passed, next_try_at=F("next_try_at") - passed)
    SubscriberRequest.objects.exclude(expires_at=None).update(expires_at=F("expires_at") - passed)


def test_asking_and_confirming_puts_somebody_on_the_list(vdg: SiteSetUp) -> None:
    chosen = make_list(vdg.association, "Nieuws")

    answer = ask()
    waiting = list(Subscriber.objects.all())
    (link,) = mailed_links()
    question = reader().get(link)
    done = reader().post(link)

    subscriber = Subscriber.objects.get()
    assert (answer.status_code, waiting) == (302, [])
    assert "U krijgt mail op nieuw@example.org" in question.content.decode()
    assert (done.status_code, states(subscriber)) == (200, {"Nieuws": "active"})
    kinds = ConsentEvent.objects.values_list("kind", "mailing_list", "text_version", "channel")
    assert list(kinds) == [("asked", chosen.pk, "2026-11", "site"), ("confirmed", chosen.pk, "2026-11", "site")]


def test_reading_the_link_changes_nothing(vdg: SiteSetUp) -> None:
    make_list(vdg.association, "Nieuws")
    ask()
    (link,) = mailed_links()

    answers = [reader().get(link), reader().head(link), reader().get(link)]

    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert states(Subscriber.objects.get()) == {"Nieuws": "pending"}
    assert not SubscriberRequest.objects.exclude(used_at=None).exists()


def test_link_works_once_and_two_days(vdg: SiteSetUp) -> None:
    make_list(vdg.association)
    ask()
    (first,) = mailed_links()
    reader().post(first)
    ask("tweede@example.org")
    (second,) = mailed_links()
    age(48.1)

    again, late, unknown = (reader().post(link) for link in (first, second, second[:-3] + "aa/"))

    assert [again.status_code, late.status_code, unknown.status_code] == [410, 410, 410]
    assert "al bevestigd" in again.content.decode()
    assert FORM in late.content.decode()
    assert Subscription.objects.filter(state=State.ACTIVE).count() == 1


def test_link_of_another_association_does_nothing(vdg: SiteSetUp, vgg: SiteSetUp) -> None:
    make_list(vdg.association, "Nieuws")
    ask()
    (link,) = mailed_links()

    answer = reader("vgg.localhost").post(link)

    assert answer.status_code == 410
    assert states(Subscriber.objects.get()) == {"Nieuws": "pending"}


@pytest.mark.parametrize("headers", [{"sec-fetch-site": "cross-site"}, {"origin": "https://elders.example"}])
def test_confirming_from_elsewhere_is_refused(vdg: SiteSetUp, headers: dict[str, str]) -> None:
    make_list(vdg.association, "Nieuws")
    ask()
    (link,) = mailed_links()

    answer = reader().post(link, headers=headers)

    assert answer.status_code == 403
    assert states(Subscriber.objects.get()) == {"Nieuws": "pending"}


def test_form_from_elsewhere_is_refused(vdg: SiteSetUp) -> None:
    make_list(vdg.association)

    refused = [
        ask(headers={"sec-fetch-site": "cross-site"}),
        ask(headers={"origin": "https://elders.example"}),
    ]

    assert [answer.status_code for answer in refused] == [403, 403]
    assert not SubscriberRequest.objects.exists()


def test_no_cookie_is_set(vdg: SiteSetUp) -> None:
    make_list(vdg.association)

    answers = [reader().get(FORM), ask(), reader().get(f"{FORM}?verstuurd=ja")]

    assert [dict(answer.cookies) for answer in answers] == [{}, {}, {}]


def test_trap_answers_as_always_and_keeps_nothing(vdg: SiteSetUp) -> None:
    make_list(vdg.association)

    caught, honest = ask(website="http://spam.example"), ask()

    assert (caught.status_code, caught.headers["Location"]) == (honest.status_code, honest.headers["Location"])
    assert [row.email for row in SubscriberRequest.objects.all()] == [NEW]


@pytest.mark.parametrize("email", ["", "geen adres", "a@example.org\r\nBcc: b@example.org", "a@b, c@d.nl", "x" * 260])
def test_wrong_address_is_said_beside_the_field(vdg: SiteSetUp, email: str) -> None:
    make_list(vdg.association)

    answer = ask(email)

    assert (answer.status_code, 'aria-invalid="true"' in answer.content.decode()) == (200, True)
    assert not SubscriberRequest.objects.exists()


def test_asking_hundred_times_gives_one_mail_a_day(vdg: SiteSetUp) -> None:
    make_list(vdg.association)
    for number in range(100):
        ask("Nieuw@Example.org" if number % 2 else NEW)
        if number % 10 == 0:
            send_request_mail()
    sent = len(mail.outbox) + send_request_mail()

    age(24.1)
    ask()
    later = send_request_mail()

    assert (sent, later) == (1, 1)


def test_who_left_within_a_day_may_ask_again(vdg: SiteSetUp) -> None:
    make_list(vdg.association)
    ask()
    (link,) = mailed_links()
    reader().post(link)
    Subscription.objects.update(state=State.ENDED)

    ask()

    assert len(mailed_links()) == 1


def test_hundred_addresses_from_one_place_get_few_mails(vdg: SiteSetUp) -> None:
    make_list(vdg.association)
    for number in range(120):
        ask(f"adres{number}@example.org")

    now = send_request_mail()
    age(1.1)
    later = send_request_mail()

    assert (now, later, SubscriberRequest.objects.count()) == (20, 20, 100)


def test_other_place_gets_mail_meanwhile(vdg: SiteSetUp) -> None:
    make_list(vdg.association)
    for number in range(25):
        ask(f"adres{number}@example.org")
    reader().post(FORM, {"email": NEW}, REMOTE_ADDR="192.0.2.7")

    send_request_mail()

    assert NEW in [message.to[0] for message in mail.outbox]


def test_same_answer_queries_and_headers_for_every_address(vdg: SiteSetUp, statements: Callable[[], Any]) -> None:
    chosen = make_list(vdg.association)
    people = {state: make_subscriber(vdg.association, f"{state}@example.org", chosen, state=state) for state in State}
    blocked = []
    for reason in Suppression.Reason:
        blocked.append(f"{reason}@example.org")
        suppress(vdg.association, blocked[-1], reason)
    reader().get(FORM)
    found = set()

    for email in [NEW, *(one.email for one in people.values()), *blocked]:
        for path in (FORM, "/nieuwsbrieven/voorkeuren/"):
            with statements() as asked:
                answer = reader().post(path, {"email": email})
            shown = reader().get(answer.headers["Location"])
            headers = {name: value for name, value in answer.headers.items() if name != "Date"}
            found.add((path, answer.status_code, answer.content, str(headers), shown.content, len(asked)))

    assert len(found) == 2
    assert not mail.outbox


@pytest.mark.parametrize(
    ("state", "reason", "subject"),
    [
        (State.ACTIVE, "", "U bent al aangemeld voor de nieuwsbrief (VDG)"),
        (State.PENDING, "", "Bevestig uw aanmelding (VDG)"),
        (State.ENDED, "", "Bevestig uw aanmelding (VDG)"),
        (State.STOPPED, Suppression.Reason.BOUNCED, "Bevestig uw aanmelding (VDG)"),
        ("", Suppression.Reason.ERASED, "Bevestig uw aanmelding (VDG)"),
        (State.ENDED, Suppression.Reason.COMPLAINED, None),
        ("", Suppression.Reason.STAFF, None),
    ],
)
def test_worker_mails_what_fits_the_address(vdg: SiteSetUp, state: str, reason: str, subject: str | None) -> None:
    chosen = make_list(vdg.association)
    if state:
        make_subscriber(vdg.association, NEW, chosen, state=state)
    if reason:
        suppress(vdg.association, NEW, Suppression.Reason(reason))

    ask()
    send_request_mail()

    assert [message.subject for message in mail.outbox] == ([subject] if subject else [])
    assert not SubscriberRequest.objects.filter(answered_at=None).exists()


def test_asking_changes_nothing_for_who_left(vdg: SiteSetUp) -> None:
    chosen = make_list(vdg.association, "Nieuws")
    subscriber = make_subscriber(vdg.association, NEW, chosen, state=State.ENDED, name="Oud")

    ask(name="Nieuw", role="raadslid")
    send_request_mail()

    subscriber.refresh_from_db()
    assert (states(subscriber), subscriber.name, subscriber.role) == ({"Nieuws": "ended"}, "Oud", "")


def test_confirming_lifts_what_came_of_erasing_and_bounces(vdg: SiteSetUp) -> None:
    chosen = make_list(vdg.association, "Nieuws")
    make_subscriber(vdg.association, NEW, chosen, state=State.STOPPED, hard_bounces=2)
    suppress(vdg.association, NEW, Suppression.Reason.BOUNCED)
    ask()
    (link,) = mailed_links()

    reader().post(link)

    subscriber = Subscriber.objects.get()
    assert (states(subscriber), subscriber.hard_bounces) == ({"Nieuws": "active"}, 0)
    assert not Suppression.objects.exists()


def test_lists_and_details_come_along(vdg: SiteSetUp) -> None:
    first, second = make_list(vdg.association, "Eerste"), make_list(vdg.association, "Tweede")
    closed = make_list(vdg.association, "Gesloten", is_open=False)
    topic = make_portfolio(vdg)
    ask(lijsten="1", lists=[first.pk, second.pk], role="griffier", name="  Jo\r\n Bos ", portfolios=[topic.pk])
    SubscriberRequest.objects.update(lists=[first.pk, second.pk, closed.pk])
    (link,) = mailed_links()

    reader().post(link)

    subscriber = Subscriber.objects.get()
    assert states(subscriber) == {"Eerste": "active", "Tweede": "active"}
    assert (subscriber.name, subscriber.role, list(subscriber.portfolios.all())) == ("Jo Bos", "griffier", [topic])


def test_what_was_asked_meanwhile_is_confirmed_as_far_as_it_was_shown(vdg: SiteSetUp) -> None:
    names = ("Eerste", "Tweede", "Derde")
    lists = [make_list(vdg.association, name, order=number) for number, name in enumerate(names)]
    ask(lijsten="1", lists=[lists[0].pk])
    (link,) = mailed_links()
    ask(lijsten="1", lists=[lists[1].pk])
    shown = reader().get(link)
    ask(lijsten="1", lists=[lists[2].pk])

    reader().post(link, {"tot": shown.context["until"]})

    assert states(Subscriber.objects.get()) == {"Eerste": "active", "Tweede": "active"}


def test_question_shows_what_is_kept(vdg: SiteSetUp) -> None:
    make_list(vdg.association)
    topic = make_portfolio(vdg, "Ruimte en Wonen")
    ask(role="griffier", name="Jo Bos", portfolios=[topic.pk])
    (link,) = mailed_links()

    html = reader().get(link).content.decode()

    assert all(words in html for words in ("Naam: Jo Bos", "Rol: griffier", "Onderwerpen: Ruimte en Wonen"))


@pytest.mark.parametrize("name", ["Win nu: https://spam.example", "www.spam.example", "jo@example.org", "<b>Jo</b>"])
def test_name_that_is_an_advertisement_is_refused(vdg: SiteSetUp, name: str) -> None:
    make_list(vdg.association)

    answer = ask(name=name)

    assert "Schrijf hier alleen uw naam." in answer.content.decode()
    assert not SubscriberRequest.objects.exists()


def test_form_of_the_foot_keeps_its_list_after_a_mistake(vdg: SiteSetUp) -> None:
    first = make_list(vdg.association, order=1)
    make_list(vdg.association, order=2)

    form = ask("geen adres").context["form"]

    assert (form["lists"].value(), list(form.errors)) == ([first.pk], ["email"])


def test_pages_that_are_kept_stay_kept_whatever_readers_do() -> None:
    links = [Subscriber.portfolios.through, Segment.portfolios.through, Segment.municipalities.through]
    quiet = [Subscriber, Subscription, SubscriberRequest, ConsentEvent, Suppression, Segment, *links]

    assert [model.__name__ for model in quiet if shows_on_pages(model)] == []
    assert shows_on_pages(MailingList)


def test_screen_leads_only_to_pages_that_are_there(vdg: SiteSetUp) -> None:
    make_list(vdg.association)
    vdg.home.get_children().filter(slug__in=["privacy", "nieuwsbrieven"]).delete()
    without = reader().get(FORM).content.decode()
    for slug in ("privacy", "nieuwsbrieven"):
        make_page(vdg.home, slug.title(), slug=slug)

    html = reader().get(FORM).content.decode()

    assert ['href="/privacy/"' in text for text in (without, html)] == [False, True]
    assert ['href="/nieuwsbrieven/"' in text for text in (without, html)] == [False, True]


def test_no_list_chosen_is_said(vdg: SiteSetUp) -> None:
    make_list(vdg.association)

    answer = ask(lijsten="1")

    assert "Kies minstens één nieuwsbrief." in answer.content.decode()


def test_mail_holds_nothing_that_the_visitor_wrote(vdg: SiteSetUp) -> None:
    make_list(vdg.association)

    ask(name="Koop nu")
    send_request_mail()

    assert "Koop nu" not in mail.outbox[0].message().as_string()
    assert (mail.outbox[0].to, mail.outbox[0].cc) == ([NEW], [])


class Refusing:
    """A mail server that takes nothing, with an error of its own."""

    error: Exception = OSError("weg")

    def __init__(self, **kwargs: object) -> None: ...

    def send_messages(self, messages: object) -> int:
        """Refuse."""
        raise self.error


def test_mail_that_is_not_taken_is_tried_again(vdg: SiteSetUp, settings: Any) -> None:
    make_list(vdg.association)
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    ask()

    failed = send_request_mail()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    too_soon = send_request_mail()
    age(1)

    assert (failed, too_soon, send_request_mail()) == (0, 0, 1)
    assert ConsentEvent.objects.filter(kind="asked").count() == 1


class AskedAgainMeanwhile(Refusing):
    """A mail server that takes nothing, while the same visitor asks again and another worker looks."""

    def send_messages(self, messages: object) -> int:
        """Refuse, later."""
        ask()
        send_request_mail()
        raise self.error


def test_mail_that_another_worker_saw_under_way_is_tried_again_too(vdg: SiteSetUp, settings: Any) -> None:
    make_list(vdg.association)
    settings.EMAIL_BACKEND = f"{__name__}.AskedAgainMeanwhile"
    ask()

    send_request_mail()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    age(1)

    assert send_request_mail() == 1
    assert [message.to for message in mail.outbox] == [[NEW]]


def test_portfolio_page_and_foot_offer_the_field(vdg: SiteSetUp) -> None:
    page = make_portfolio_page(vdg)
    without = reader().get(page.get_url()).content.decode()
    make_list(vdg.association)

    html = reader().get(page.get_url()).content.decode()

    assert FORM not in without
    assert html.count(f'action="{FORM}"') == 2
    assert f'name="portfolios" value="{page.portfolio_id}"' in html


def test_lists_of_another_association_are_not_offered(vdg: SiteSetUp, vgg: SiteSetUp) -> None:
    theirs = make_list(vgg.association, "Van de buren")
    nothing = reader().get(FORM).content.decode()
    make_list(vdg.association)

    answer = ask(lijsten="1", lists=[theirs.pk])

    assert "<form" not in nothing.split("<main")[1].split("</main")[0]
    assert answer.status_code == 200
    assert not SubscriberRequest.objects.exists()


def test_client_is_kept_as_a_keyed_hash(vdg: SiteSetUp) -> None:
    make_list(vdg.association)

    ask()

    assert [row.client_hash for row in SubscriberRequest.objects.all()] == [address_hash("127.0.0.1")]


def test_events_name_the_moment(vdg: SiteSetUp) -> None:
    make_list(vdg.association)
    ask()
    send_request_mail()

    assert timezone.now() - ConsentEvent.objects.get().at < timedelta(minutes=1)
    assert not Delivery.objects.exists()


@pytest.mark.parametrize("field", ["lists", "portfolios"])
def test_number_that_no_database_has_is_a_wrong_choice(vdg: SiteSetUp, field: str) -> None:
    chosen = make_list(vdg.association)

    answer = ask(**{"lists": [chosen.pk], field: "9" * 40})

    assert answer.status_code == 200
    assert not SubscriberRequest.objects.exists()
