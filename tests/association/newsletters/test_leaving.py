"""Unsubscribing: by people with a button, by mail programs with one request, and never by who only looks."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from association.newsletters.models import ConsentEvent, Subscription
from association.newsletters.rules.addresses import UNSUBSCRIBE, address_of
from association.newsletters.subscribing.erasing import erase
from home.actions import SiteSetUp
from tests.factories.subscribing import make_list, make_subscriber, reader, states

State = Subscription.State
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


def link_of(subscriber: Any, name: str) -> str:
    """The address in the mail of a list."""
    return address_of(UNSUBSCRIBE, subscriber.subscriptions.get(mailing_list__name=name).token)


@pytest.fixture
def two_lists(vdg: SiteSetUp) -> tuple[Any, Any]:
    """Two people on the same two lists."""
    lists = make_list(vdg.association, "Nieuws"), make_list(vdg.association, "Agenda")
    return make_subscriber(vdg.association, "", *lists), make_subscriber(vdg.association, "", *lists)


def test_looking_changes_nothing(two_lists: tuple[Any, Any]) -> None:
    somebody, _ = two_lists

    answers = [reader().get(link_of(somebody, "Nieuws")), reader().head(link_of(somebody, "Nieuws"))]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].headers["Referrer-Policy"] == "no-referrer"
    assert states(somebody) == {"Nieuws": "active", "Agenda": "active"}


@pytest.mark.parametrize("body", [ONE_CLICK, {}])
@pytest.mark.parametrize("headers", [{}, {"origin": "https://mail.example", "sec-fetch-site": "cross-site"}])
def test_posting_ends_that_list_alone(two_lists: tuple[Any, Any], body: dict[str, str], headers: Any) -> None:
    somebody, another = two_lists
    program = Client(enforce_csrf_checks=True, headers={"host": "localhost"})
    link = link_of(somebody, "Nieuws")

    answers = [program.post(link, body, headers=headers) for _ in range(3)]

    assert [(answer.status_code, dict(answer.cookies)) for answer in answers] == [(200, {})] * 3
    assert (states(somebody), states(another)) == (
        {"Nieuws": "ended", "Agenda": "active"},
        {"Nieuws": "active", "Agenda": "active"},
    )
    events = ConsentEvent.objects.values_list("subscriber", "mailing_list__name", "kind", "channel")
    assert list(events) == [(somebody.pk, "Nieuws", "ended", "mail" if body else "site")]


def test_link_works_years_later_and_with_another_key(two_lists: tuple[Any, Any], settings: Any) -> None:
    somebody, _ = two_lists
    Subscription.objects.update(created_at=timezone.now() - timedelta(days=3 * 365))
    link = link_of(somebody, "Nieuws")
    settings.SECRET_KEY = "een heel andere sleutel dan toen de mail verzonden werd"

    reader().post(link, ONE_CLICK)

    assert states(somebody)["Nieuws"] == "ended"


def test_link_of_nobody_answers_quietly(two_lists: tuple[Any, Any]) -> None:
    somebody, _ = two_lists
    link = link_of(somebody, "Nieuws")
    erase(subscriber=somebody, channel="voorkeuren")

    answers = [reader().get(link), reader().post(link, ONE_CLICK), reader().post(f"{link[:-4]}xyz/", ONE_CLICK)]

    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert all("U bent afgemeld" in answer.content.decode() for answer in answers)


def test_mistake_is_taken_back_on_the_same_screen(two_lists: tuple[Any, Any]) -> None:
    somebody, _ = two_lists
    link = link_of(somebody, "Nieuws")
    left = reader().post(link)

    elsewhere = reader().post(link, {"doen": "terug"}, headers={"sec-fetch-site": "cross-site"})
    still = states(somebody)
    reader().post(link, {"doen": "terug"})

    assert "Meld mij toch weer aan" in left.content.decode()
    assert (elsewhere.status_code, still["Nieuws"], states(somebody)["Nieuws"]) == (403, "ended", "active")


def test_who_takes_it_back_is_not_new_on_the_list(two_lists: tuple[Any, Any]) -> None:
    somebody, _ = two_lists
    since = timezone.now() - timedelta(days=400)
    Subscription.objects.update(confirmed_at=since)
    link = link_of(somebody, "Nieuws")
    reader().post(link)

    reader().post(link, {"doen": "terug"})

    assert somebody.subscriptions.get(mailing_list__name="Nieuws").confirmed_at == since


def test_mistake_is_not_taken_back_days_later(two_lists: tuple[Any, Any]) -> None:
    somebody, _ = two_lists
    link = link_of(somebody, "Nieuws")
    reader().post(link)
    Subscription.objects.update(ended_at=timezone.now() - timedelta(days=2))

    answer = reader().post(link, {"doen": "terug"})

    assert (states(somebody)["Nieuws"], "Meld mij toch weer aan" in answer.content.decode()) == ("ended", False)


def test_who_never_confirmed_cannot_come_on_by_leaving(vdg: SiteSetUp) -> None:
    somebody = make_subscriber(vdg.association, "", make_list(vdg.association, "Nieuws"), state=State.PENDING)
    link = link_of(somebody, "Nieuws")
    reader().post(link)

    reader().post(link, {"doen": "terug"})

    assert states(somebody) == {"Nieuws": "ended"}
