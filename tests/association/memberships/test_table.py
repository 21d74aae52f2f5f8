"""All seats of a body in one table: what changed becomes one act."""

from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from association.memberships.models import Membership, RegisterEntry
from association.organizations.models import Organization
from home.actions import SiteSetUp
from tests.factories.posting import staff_client
from tests.factories.register import make_body, make_membership, make_person, make_post

DAY = date(2026, 6, 1)


@pytest.fixture
def chief(vdg: SiteSetUp) -> Client:
    """The browser of a chief editor of the VDG."""
    return staff_client("chef", "VDG eindredactie")


@pytest.fixture
def body(vdg: SiteSetUp) -> Organization:
    """A board with a chair, a member, a vacancy and a seat of which nothing is known."""
    made = make_body(vdg.association, "Bestuur")
    make_membership(make_post(made, "chair"), make_person("Voor"), "2020-01-01")
    make_membership(make_post(made, "member"), make_person("Lid"), "2020-01-01")
    make_membership(make_post(made, "member"), None, "2020-01-01")
    make_post(made, "secretary")
    return made


def send(client: Client, body: Organization, changes: dict[int, dict[str, str]], **more: str) -> Any:
    """Open the table, change rows by their place, and send it."""
    url = reverse("seats_table", args=[body.pk])
    form = BeautifulSoup(client.get(url).content, "html.parser").select_one("form.noaber-college")
    data = {str(field["name"]): str(field.get("value", "")) for field in form.select("input[name]")}
    names = [str(field["name"]).removeprefix("name-") for field in form.select("input[name^='name-']")]
    data |= {f"act-{key}": "" for key in names} | {"day": "1 juni 2026"}
    for place, fields in changes.items():
        data |= {f"{name}-{names[place]}": value for name, value in fields.items()}
    return client.post(url, data | more)


def on(day: date) -> list[str]:
    """Who sits in the body on a day, seat by seat."""
    return [row.who for row in Membership.objects.active_on(day).order_by("post__order", "pk")]


def test_changed_names_are_one_act_that_can_be_undone(chief: Client, body: Organization) -> None:
    answer = send(chief, body, {0: {"name": "mw. S. de Boer"}, 2: {"name": "dhr. J. Kok"}, 3: {"name": "T. Visser"}})

    assert answer.headers["location"] == reverse("seats_of_body", args=[body.pk])
    assert on(DAY) == ["S. de Boer", "A. Lid", "J. Kok", "T. Visser"]
    assert on(date(2026, 5, 31)) == ["A. Voor", "A. Lid", "vacature"]
    entry = RegisterEntry.objects.get()
    assert entry.label == "Bestuur: 3 plekken gewijzigd"
    chief.post(reverse("undo_seat", args=[entry.pk]))
    assert on(DAY) == ["A. Voor", "A. Lid", "vacature"]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"name": ""}, ["vacature", "A. Lid", "vacature"]),
        ({"act": "not_filled"}, ["geen invulling", "A. Lid", "vacature"]),
        ({"act": "end"}, ["A. Lid", "vacature"]),
        ({"name": "J. Kok", "act": "acting"}, ["A. Voor", "J. Kok", "A. Lid", "vacature"]),
        ({"name": "J. Kok", "act": "nominated"}, ["A. Voor", "J. Kok", "A. Lid", "vacature"]),
    ],
)
def test_what_can_happen_to_a_row(
    chief: Client, body: Organization, fields: dict[str, str], expected: list[str]
) -> None:
    send(chief, body, {0: fields})

    assert on(DAY) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"act": "confirm"}, ["J. Nieuw", "vacature"]), ({"name": ""}, ["A. Voor", "J. Waar", "vacature"]),
        ({"act": "end"}, ["A. Voor", "J. Waar", "vacature"]),
    ],
)  # fmt: skip
def test_nomination_is_confirmed_or_lapses(
    chief: Client, body: Organization, fields: dict[str, str], expected: list[str]
) -> None:
    chair = body.posts.get(role="chair")
    make_membership(chair, make_person("Waar", initials="J."), "2021-01-01", capacity="acting")
    make_membership(chair, make_person("Nieuw", initials="J."), "2021-01-01", capacity="nominated")
    leaves = {0: {"act": "end"}} if fields.get("act") == "confirm" else {}

    send(chief, body, {**leaves, 2: fields})

    assert [name for name in on(DAY) if name != "A. Lid"] == expected


def test_two_change_places(chief: Client, body: Organization) -> None:
    send(chief, body, {0: {"name": "A. Lid"}, 1: {"name": "A. Voor"}})

    assert on(DAY) == ["A. Lid", "A. Voor", "vacature"]


@pytest.mark.parametrize(
    ("changes", "more", "words"),
    [
        ({}, {}, "Er is nog niets gewijzigd"),
        ({0: {"name": "???"}}, {}, "is geen naam"),
        ({0: {"act": "acting"}}, {}, "Wie? Schrijf de nieuwe naam."),
        ({0: {"act": "onzin"}}, {}, "geldige keuze"),
        ({0: {"name": "J. Kok"}}, {"day": "31-02-2026"}, "is geen bestaande datum"),
        ({0: {"name": "J. Kok"}}, {"day": "2026"}, "Schrijf de hele dag"),
        ({0: {"name": "J. Kok"}}, {"day": "1 januari 2020"}, "De laatste dag ligt vóór de eerste."),
        ({0: {"name": "J. Kok"}}, {"day": "1 januari 2010"}, "Op deze dag zitten er anderen"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    chief: Client, body: Organization, changes: dict[int, dict[str, str]], more: dict[str, str], words: str
) -> None:
    answer = send(chief, body, changes, **more)
    text = BeautifulSoup(answer.content, "html.parser").get_text(" ", strip=True)

    assert answer.status_code == 200
    assert words in text
    assert not RegisterEntry.objects.exists()


def test_one_refused_row_stores_nothing(chief: Client, body: Organization) -> None:
    later = body.posts.get(role="chair")
    Membership.objects.filter(post=later).update(end_date=date(2026, 7, 1))
    make_membership(later, make_person("Prins"), "2026-07-01")
    answer = send(chief, body, {0: {"name": "mw. S. de Boer"}, 1: {"name": "dhr. J. Kok"}}, seen=keys_on(chief, body))

    assert "Op deze plek staat al: A. Prins" in answer.content.decode()
    assert not RegisterEntry.objects.exists()


def keys_on(client: Client, body: Organization) -> str:
    """The rows of the table on the day of the change."""
    answer = client.get(reverse("seats_table", args=[body.pk]), {"peildatum": DAY.isoformat()})
    return str(BeautifulSoup(answer.content, "html.parser").select_one("input[name=seen]")["value"])


def test_table_of_another_association_is_refused(vgg: SiteSetUp, body: Organization) -> None:
    other = staff_client("ander", "VGG eindredactie")

    assert other.get(reverse("seats_table", args=[body.pk])).status_code in {302, 403}
    assert other.post(reverse("seats_table", args=[body.pk])).status_code in {302, 403}
