"""Many people and two workers at once: exactly as many places as there are, an ordered waiting list, one mail each."""

from collections import Counter
from collections.abc import Iterator

import pytest
from django.core import mail
from django.db import connection
from pytest_django import DjangoDbBlocker

from association.meetings.mail import send_sign_up_mail
from association.meetings.models import SignUp, SignUpMail
from association.meetings.pages import EventPage
from association.meetings.signing_up.asking import ask
from association.meetings.signing_up.leaving import give_up
from association.meetings.signing_up.placing import place_sign_ups
from home.actions import SiteSetUp
from tests.factories.signing import form_data, mailed_links, make_congress, visitor
from tests.test_concurrency import together

HANDS = 6


@pytest.fixture
def _restored(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Afterwards the rows that the migrations made are back: tests with threads empty the whole database."""
    yield
    with django_db_blocker.unblock():
        connection.creation.deserialize_db_from_string(connection._test_serialized_contents)  # type: ignore[attr-defined]  # Django's own
        connection.close()


@pytest.fixture
def site(_restored: None, django_db_serialized_rollback: None, transactional_db: None, vdg: SiteSetUp) -> SiteSetUp:
    """A site whose rows every thread can see."""
    return vdg


def rush(event: EventPage, people: int) -> None:
    """Let so many people send the form at once, while workers give places and mail."""

    def hand(number: int) -> None:
        for turn in range(number, people, HANDS):
            data = form_data(event, f"a{turn}@example.org", "Geld" if turn % 3 else "Zorg")
            answer = visitor(f"192.0.{turn % 2}.{turn % 250}").post("/agenda/congres/aanmelden/", data)
            assert answer.status_code == 302, answer.context["form"].errors
            if turn % 5 == 0:
                place_sign_ups()
                send_sign_up_mail()

    together(hand, HANDS)
    together(lambda _: (place_sign_ups(), send_sign_up_mail()), HANDS)


def check_rush(event: EventPage, people: int) -> None:
    """All are there, the places are full and no fuller, who waits came later, and each had one mail."""
    rows = list(SignUp.objects.filter(event=event).order_by("queued_at", "pk"))
    placed = [row for row in rows if row.state == "placed"]
    waiting = [row for row in rows if row.state == "waiting"]
    assert (len(rows), len(placed), len(waiting)) == (people, event.capacity, people - (event.capacity or 0))
    assert max(row.pk for row in placed) < min(row.pk for row in waiting)
    assert [row.pk for row in waiting] == sorted(row.pk for row in waiting)
    assert Counter(message.to[0] for message in mail.outbox) == Counter(row.email for row in rows)
    assert set(SignUpMail.objects.values_list("kind", "tries")) == {("placed", 1), ("waiting", 1)}


def test_rush_fills_every_place_once(site: SiteSetUp) -> None:
    event = make_congress(site, {"Geld": None, "Zorg": None}, capacity=12)

    rush(event, 18)

    check_rush(event, 18)


@pytest.mark.soak
def test_rush_of_three_hundred_for_two_hundred_places(site: SiteSetUp) -> None:
    event = make_congress(site, {"Geld": None, "Zorg": None}, capacity=200)

    rush(event, 300)

    check_rush(event, 300)


def test_last_seats_of_sessions_go_once(site: SiteSetUp) -> None:
    event = make_congress(site, {"Geld": 3, "Zorg": 2})
    keys = [("0-Geld", "Geld"), ("0-Zorg", "Zorg")]

    def come(number: int) -> None:
        key, title = keys[number % 2]
        choices = {"00000000-0000-4000-8000-000000000000": {"session": key, "title": title}}
        ask(event=event, client="", name="Bo", email=f"a{number}@example.org", choices=choices)
        place_sign_ups()

    together(come, 12)

    found = Counter(
        (row.titles[0], row.state) for row in SignUp.objects.filter(event=event, state__in=("placed", "waiting"))
    )
    assert found == {("Geld", "placed"): 3, ("Geld", "waiting"): 3, ("Zorg", "placed"): 2, ("Zorg", "waiting"): 4}


def test_places_that_are_given_back_at_once_go_to_as_many(site: SiteSetUp) -> None:
    event = make_congress(site, capacity=4)
    for number in range(10):
        ask(event=event, client="", name="Bo", email=f"a{number}@example.org")
    place_sign_ups()
    links = mailed_links()

    together(lambda number: give_up(token=links[number // 2].strip("/").split("/")[-1]), 6)
    send_sign_up_mail()

    states = list(SignUp.objects.order_by("pk").values_list("state", flat=True))
    assert states == ["cancelled"] * 3 + ["placed"] * 4 + ["waiting"] * 3
    assert sorted(message.to[0] for message in mail.outbox) == [f"a{number}@example.org" for number in (4, 5, 6)]
