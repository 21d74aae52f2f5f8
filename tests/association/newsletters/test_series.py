"""The series of newsletters in the admin."""

from typing import Any

import pytest
from django.test import Client

from association.base.models import User
from association.newsletters.models import Newsletter
from home.actions import SiteSetUp
from tests.factories.mailings import make_list, make_newsletter
from tests.factories.staff import staff_client

pytestmark = pytest.mark.django_db
NEW = "/beheer/nieuwsbriefreeksen/new/"
EMPTY = '{"blocks": [], "entityMap": {}}'


def form(**fields: Any) -> dict[str, Any]:
    """A filled-in form of a series."""
    return {
        "title": "Nieuwsbrief", "slug": "nieuwsbrief", "description": "", "sender_name": "Het bureau", "reply_to": "",
        "sender_email": "nieuwsbrief@vereniging.example.org", "banner": "", "closing": EMPTY, "in_archive": "on", **fields,
    }  # fmt: skip


def test_chief_editor_makes_a_series_of_the_own_association(vdg: SiteSetUp, vgg: SiteSetUp) -> None:
    one = make_list(vdg)

    staff_client("VDG eindredactie").post(NEW, form(association=vgg.association.pk, lists=[one.pk]))

    made = Newsletter.objects.get()
    assert made.association == vdg.association
    assert list(made.lists.all()) == [one]


def test_list_of_another_association_is_refused(vdg: SiteSetUp, vgg: SiteSetUp) -> None:
    foreign = make_list(vgg, name="Van de buren")
    client = staff_client("VDG eindredactie")

    answer = client.post(NEW, form(lists=[foreign.pk]))

    assert not Newsletter.objects.exists()
    assert "Van de buren" not in client.get(NEW).content.decode() + answer.content.decode()


def test_name_of_the_sender_stays_on_one_line(vdg: SiteSetUp) -> None:
    staff_client("VDG eindredactie").post(NEW, form(sender_name="Bureau\r\nBcc: ander@example.org"))

    assert all("\n" not in one.sender_name for one in Newsletter.objects.all())


def test_editor_without_the_right_changes_no_series(vdg: SiteSetUp) -> None:
    series, client = make_newsletter(vdg, title="Zoals hij heet"), staff_client("VDG redactie")

    client.post(f"/beheer/nieuwsbriefreeksen/edit/{series.pk}/", form(title="Anders"))
    client.post(NEW, form())

    assert [one.title for one in Newsletter.objects.all()] == ["Zoals hij heet"]


@pytest.mark.parametrize("screen", ["nieuwsbriefreeksen", "verzendlijsten", "doelgroepen", "welkomstmails"])
def test_empty_form_says_what_is_missing(vdg: SiteSetUp, vgg: SiteSetUp, screen: str) -> None:
    client = Client()
    client.force_login(User.objects.create_superuser("hoofdbeheer"))

    answer = client.post(f"/beheer/{screen}/new/", {})

    assert answer.status_code == 200
    assert answer.context["form"].errors
