"""Numbers that no database has, in every choice of the forms of newsletters: a message beside the field, no failure."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from association.newsletters.models import Mailing, MailingList, Newsletter, Segment, Subscriber
from home.actions import SiteSetUp
from tests.factories.issues import fill_issue
from tests.factories.mailings import make_list, make_mailing, make_newsletter, make_reader
from tests.factories.staff import staff_client

pytestmark = pytest.mark.django_db
NUMBERS = ("1" + "0" * 20, "-1" + "0" * 20, "9" * 5000, "x", "\x00")
CHIEF = "VDG eindredactie"


def message_beside(html: str, field: str) -> str:
    """What a form of the admin says beside a field."""
    soup = BeautifulSoup(html, "html.parser")
    found = soup.select_one(f"#panel-child-{field}-errors, #id_{field}_error, [id$='{field}-errors']")
    return found.get_text(" ", strip=True) if found else ""


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize(
    ("screen", "field"),
    [("verzendlijsten", "groups"), ("doelgroepen", "municipalities"), ("doelgroepen", "portfolios"),
     ("nieuwsbriefreeksen", "lists"), ("welkomstmails", "mailing_list"), ("welkomstmails", "newsletter")],
)  # fmt: skip
def test_form_of_the_admin_refuses_a_number_that_cannot_be(
    vdg: SiteSetUp, screen: str, field: str, number: str
) -> None:
    response = staff_client(CHIEF).post(reverse(f"{screen}:add"), {"name": "Naam", field: [number]})

    assert response.status_code == 200
    assert message_beside(response.content.decode(), field)
    assert [model for model in (MailingList, Segment, Newsletter) if model.objects.exists()] == []


@pytest.mark.parametrize("number", NUMBERS[:-1])
def test_screens_of_an_issue_refuse_a_number_that_cannot_be(vdg: SiteSetUp, number: str) -> None:
    one = make_list(vdg)
    make_reader(vdg, one)
    page = fill_issue(vdg, one)
    client, address = staff_client(CHIEF), reverse("send_issue", args=[page.pk])
    asked: tuple[dict[str, Any], ...] = (
        {"doe": "lijsten", "lists": [one.pk, number]},
        {"doe": "lijsten", "lists": [one.pk], "segment": number},
        {"doe": "verzenden", "mark": "x", "expected": number, "typed": number},
    )

    answers = [client.post(address, data) for data in asked]

    assert {answer.status_code for answer in answers} <= {200, 302}
    assert [answer.status_code for answer in answers[:2]] == [200, 200]
    assert list(page.get_latest_revision_as_object().lists.all()) == [one]
    assert not Mailing.objects.exists()


@pytest.mark.parametrize("number", NUMBERS)
def test_editor_of_an_issue_refuses_a_number_that_cannot_be(vdg: SiteSetUp, number: str) -> None:
    page = fill_issue(vdg, make_list(vdg))
    client, address = staff_client(CHIEF), reverse("wagtailadmin_pages:edit", args=[page.pk])

    for field in ("lists", "segment", "newsletter"):
        response = client.post(address, {"title": "Anders", "slug": page.slug, field: [number]})

        assert response.status_code in {200, 400}, field
    assert page.get_latest_revision_as_object().title == page.title


@pytest.mark.parametrize("number", NUMBERS[:-1])
def test_screens_of_readers_refuse_a_number_that_cannot_be(vdg: SiteSetUp, number: str) -> None:
    one = make_list(vdg)
    reader = make_reader(vdg, one)
    client: Client = staff_client(CHIEF)
    make_newsletter(vdg)
    mailing = make_mailing(vdg, one)

    answers = [
        client.post(reverse("add_subscriber"), {"email": "a@example.org", "lists": [number]}),
        client.post(reverse("add_subscriber"), {"email": "a@example.org", "lists": [one.pk], "portfolios": [number]}),
        client.post(reverse("add_subscriber"), {"email": "a@example.org", "lists": [one.pk], "municipality": number}),
        client.post(reverse("subscriber", args=[reader.pk]), {"doen": f"af-{number}", "reason": "Belde"}),
        client.post(reverse("mailing", args=[mailing.pk]), {"step": "again", "delivery": [number]}),
        client.get(reverse("abonnees:index"), {"mailing_list": number, "municipality": number, "p": number}),
        client.get(reverse("mailings"), {"p": number}),
        client.get(reverse("mailing", args=[mailing.pk]), {"p": number}),
    ]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 404, 302, 200, 200, 200]
    assert list(Subscriber.objects.all()) == [reader]
