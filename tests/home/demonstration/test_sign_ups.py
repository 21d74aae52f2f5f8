"""Made-up people who signed up for an event of the demonstration."""

from collections import Counter

import pytest
from django.core import mail

from association.meetings.mail import send_sign_up_mail
from association.meetings.models import SignUp
from association.meetings.rules.signing import rounds_of
from association.meetings.signing_up.held import room_at
from association.meetings.signing_up.placing import place_sign_ups
from home.actions import SiteSetUp
from home.demonstration.sign_ups import LEFT, WAITING, load_sign_ups
from tests.factories.signing import make_congress
from tests.factories.vacancies import make_town


@pytest.mark.django_db
def test_people_sign_up_once_within_the_places_and_get_no_mail(vdg: SiteSetUp) -> None:
    make_town(vdg)
    event = make_congress(vdg, {"Geld": 8, "Zorg": 5, "Water": None}, {"Grond": 6, "Lucht": None}, capacity=20)

    loaded = [load_sign_ups(event), load_sign_ups(event)]
    place_sign_ups()
    send_sign_up_mail()

    states = Counter(SignUp.objects.values_list("state", flat=True))
    first, second = rounds_of(event.programme)
    room = room_at(event)
    assert (loaded, states) == ([15, 0], {"placed": 12, "waiting": WAITING})
    assert (room.sessions[first.sessions[0].key], room.sessions[second.sessions[0].key]) == (LEFT, 0)
    assert min(room.sessions.values()) >= 0
    assert all(email.endswith("@example.org") for email in SignUp.objects.values_list("email", flat=True))
    assert mail.outbox == []


@pytest.mark.django_db
def test_event_without_sessions_fills_too(vdg: SiteSetUp) -> None:
    make_town(vdg)

    loaded = load_sign_ups(make_congress(vdg, capacity=10))

    assert loaded == 6
