"""Names of the register for who is typing one."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from association.memberships.actions import merge
from association.people.rules import NO_NAME
from home.actions import SiteSetUp
from tests.factories.posting import staff_client
from tests.factories.register import make_body, make_membership, make_person, make_post
from tests.factories.vacancies import make_candidate, make_town, make_vacancy


@pytest.fixture
def chief(vdg: SiteSetUp) -> Client:
    """The browser of a chief editor of the VDG."""
    return staff_client("chef", "VDG eindredactie")


def names(client: Client, text: str) -> list[str]:
    """What is offered for a text."""
    answer = client.get(reverse("person_names"), {"q": text})
    assert answer.status_code == 200, answer.content
    assert answer["Cache-Control"].startswith("private, no-store")
    return list(answer.json()["names"])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("tuu", ["Ard van der Tuuk"]), ("van der", ["Ard van der Tuuk"]), ("ARD TUUK", ["Ard van der Tuuk"]),
        ("wunk", ["E. Wünker"]), ("Wünker", ["E. Wünker"]), ("t", []), (" ", []), ("'.", []), ("tuuk x", []),
        ("x" * 5000, []),
    ],
)  # fmt: skip
def test_names_are_found_however_they_are_written(chief: Client, text: str, found: list[str]) -> None:
    make_person("Tuuk", given_name="Ard", initials="A.", prefix="van der")
    make_person("Wünker", initials="E.")

    assert names(chief, text) == found


def test_at_most_twenty_are_offered_each_once(chief: Client) -> None:
    for number in range(25):
        make_person(f"Achternaam{number:02}")
    make_person("Achternaam00")

    found = names(chief, "achternaam")

    assert found == sorted(set(found))
    assert 18 < len(found) <= 20


def test_who_is_gone_is_offered_no_more(chief: Client) -> None:
    stays, goes = make_person("Dubbel"), make_person("Dubbel", initials="B.")
    before = names(chief, "dubbel")
    merge(stays=stays, goes=goes, user=None)
    make_person(NO_NAME)

    assert before == ["A. Dubbel", "B. Dubbel"]
    assert names(chief, "dubbel") == ["A. Dubbel"]
    assert names(chief, NO_NAME) == []


@pytest.mark.parametrize("group", ["VDG redactie", "VDG bestuur"])
def test_who_puts_nobody_in_a_seat_is_offered_nothing(vdg: SiteSetUp, group: str) -> None:
    make_person("Achternaam")

    answer = staff_client("ander", group).get(reverse("person_names"), {"q": "achter"})

    assert answer.status_code in {302, 403}
    assert "Achternaam" not in answer.content.decode()


def test_visitor_without_account_is_sent_to_log_in(vdg: SiteSetUp, client: Client) -> None:
    assert client.get(reverse("person_names"), {"q": "achter"}).status_code == 302


def test_names_cost_the_same_however_many_there_are(chief: Client, statements: Any) -> None:
    counts = []
    for more in (1, 2, 30):
        for _ in range(more):
            make_person()
        with statements() as found:
            names(chief, "naam")
        counts.append(len(found))

    assert counts[1] == counts[2]


def test_screens_on_which_somebody_comes_in_a_seat_ask_for_names(vdg: SiteSetUp, chief: Client) -> None:
    post = make_post(make_body(vdg.association))
    seat = make_membership(post, make_person("Zittend"), "2020-01-01")
    town = make_town(vdg)
    office = make_post(town, "alderman")
    make_membership(office, make_person("Wethouder"), "2020-01-01")
    candidate = make_candidate(make_vacancy(vdg), municipality=town)
    asked = [
        reverse("change_seat", args=[seat.pk]), reverse("fill_seat", args=[post.pk]),
        reverse("seats_table", args=[post.organization_id]), reverse("college_change", args=[town.pk]),
        reverse("nominate_candidate", args=[candidate.pk]),
    ]  # fmt: skip

    for address in asked:
        page = BeautifulSoup(chief.get(address).content, "html.parser")
        field = page.select_one("input[list]")
        assert page.select_one(f"datalist#{field['list']}")["data-names-url"] == reverse("person_names")
        assert page.select_one("script[src*='js/names']") is not None, address
