"""Kinds of events and holidays in the admin."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from association.base.models import AssociationGroup
from association.meetings.models import EventKind, Holiday
from home.actions import SiteSetUp
from tests.factories.content import make_user
from tests.factories.meetings import make_event

CHIEF, EDITOR = "VDG eindredactie", "VDG redactie"


@pytest.fixture
def desk(vdg: SiteSetUp) -> Client:
    """The admin as the chief editor sees it."""
    client = Client(headers={"host": "localhost"})
    client.force_login(make_user("chef", CHIEF))
    return client


def test_roles_have_their_rights(vdg: SiteSetUp) -> None:
    found = {
        row.role: sorted(row.group.permissions.filter(codename__endswith="_holiday").values_list("codename", flat=True))
        for row in AssociationGroup.objects.filter(association=vdg.association)
    }

    every = ["add_holiday", "change_holiday", "delete_holiday", "view_holiday"]
    assert {role: rights for role, rights in found.items() if rights} == {
        "beheer": every, "eindredactie": every, "redactie": ["view_holiday"],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"last_day": "1-2-2027"}, "De laatste dag ligt vóór de eerste."),
        ({"last_day": ""}, "error-message"),
        ({"first_day": "31-11-2027"}, "31"),
        ({"first_day": "99999999999999999999"}, "dag"),
        ({"name": "\x00"}, ""),
    ],
)
def test_holiday_that_cannot_be_is_told(vdg: SiteSetUp, desk: Client, given: dict[str, Any], message: str) -> None:
    fields = {"association": vdg.association.pk, "name": "Voorjaar", "first_day": "20-2-2027", "last_day": "28-2-2027"}

    response = desk.post(reverse("vakanties:add"), fields | given)

    assert response.status_code == 200
    assert message in response.content.decode()
    assert not Holiday.objects.exists()


def test_holiday_is_stored_with_its_last_day(vdg: SiteSetUp, desk: Client) -> None:
    fields = {"association": vdg.association.pk, "name": "Voorjaar", "first_day": "20-2-2027", "last_day": "28-2-2027"}

    desk.post(reverse("vakanties:add"), fields)

    found = Holiday.objects.get()
    assert (found.start_date, found.end_date) == (date(2027, 2, 20), date(2027, 3, 1))
    listed = desk.get(reverse("vakanties:index")).content.decode()
    assert "28 februari 2027" in listed


def test_kind_stands_once_and_one_in_use_stays(vdg: SiteSetUp, desk: Client) -> None:
    make_event(vdg, kind="Toogdag")
    kind = EventKind.objects.get()

    double = desk.post(
        reverse("soorten-bijeenkomsten:add"), {"association": vdg.association.pk, "name": " toogdag ", "order": 1}
    )
    gone = desk.post(reverse("soorten-bijeenkomsten:delete", args=[kind.pk]))

    assert "“toogdag” staat er al." in double.content.decode()
    assert gone.status_code in {200, 302, 403}
    assert EventKind.objects.get() == kind
