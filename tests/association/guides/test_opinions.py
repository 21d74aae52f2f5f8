"""Was this useful: what is kept, what is not, and for how long."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from association.guides.actions import forget_opinions, give_opinion
from association.guides.models import GuideOpinion
from association.guides.rules import CLIENT_OPINIONS_A_DAY
from home.actions import SiteSetUp
from tests.factories.content import make_page, make_user, restrict
from tests.factories.guides import make_guide, make_step, make_town

ADDRESS = "/nieuw-in-de-raad/raad/een/nuttig/"


@pytest.fixture
def step(vdg: SiteSetUp) -> Any:
    """A step of a guide of the VDG."""
    guide = make_guide(vdg, slug="raad")
    return make_step(guide, "De eerste stap", slug="een")


@pytest.fixture
def reader() -> Client:
    """Somebody who sends a form of the site itself."""
    return Client(headers={"host": "localhost", "sec-fetch-site": "same-origin"})


def kept() -> list[tuple[bool, str]]:
    """What was kept."""
    return list(GuideOpinion.objects.order_by("pk").values_list("is_useful", "remark"))


def test_opinion_is_kept_without_who_it_was(reader: Client, step: Any, vdg: SiteSetUp) -> None:
    make_town(vdg)
    sent = {"nuttig": "nee", "toelichting": "Te lang.", "website": "", "rol": "raadslid", "gemeente": "emmen"}

    response = reader.post(ADDRESS, sent)
    thanks = reader.get(response["Location"])

    assert response["Location"] == f"{ADDRESS}?rol=raadslid&gemeente=emmen&bedankt=ja"
    assert not response.cookies
    assert kept() == [(False, "Te lang.")]
    assert "127.0.0.1" not in str(GuideOpinion.objects.values().get())
    assert "Bedankt" in thanks.content.decode()
    assert "/nieuw-in-de-raad/raad/een/?rol=raadslid&amp;gemeente=emmen" in thanks.content.decode()


@pytest.mark.parametrize(
    ("sent", "error"),
    [
        ({}, "Kies ja of nee."),
        ({"nuttig": "misschien"}, "Kies ja of nee."),
        ({"nuttig": "ja", "toelichting": "x" * 601}, "hoogstens 600 tekens"),
    ],
)
def test_wrong_form_says_what_to_do(reader: Client, step: Any, sent: dict[str, str], error: str) -> None:
    response = reader.post(ADDRESS, sent)

    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store"
    assert error in response.content.decode()
    assert 'aria-invalid="true"' in response.content.decode()
    assert kept() == []


def test_odd_texts_are_kept_as_they_are(reader: Client, step: Any) -> None:
    reader.post(ADDRESS, {"nuttig": "ja", "toelichting": "Mooi \0🐝 <b>"})

    assert kept() == [(True, "Mooi 🐝 <b>")]


def test_robots_and_other_sites_leave_nothing(reader: Client, step: Any) -> None:
    trapped = reader.post(ADDRESS, {"nuttig": "ja", "website": "https://example.org"})
    foreign = Client(headers={"host": "localhost", "sec-fetch-site": "cross-site"}).post(ADDRESS, {"nuttig": "ja"})

    assert (trapped.status_code, foreign.status_code) == (302, 403)
    assert kept() == []


def test_a_get_writes_nothing_and_leads_to_the_step(reader: Client, step: Any) -> None:
    response = reader.get(ADDRESS)

    assert (response.status_code, response["Location"]) == (302, "/nieuw-in-de-raad/raad/een/")
    assert reader.get("/nieuw-in-de-raad/raad/geen/nuttig/").status_code == 404
    assert reader.get("/nieuw-in-de-raad/raad/nuttig/").status_code == 404


def test_locks_of_a_step_hold_for_what_is_sent(reader: Client, step: Any) -> None:
    restrict(step)

    refused = reader.post(ADDRESS, {"nuttig": "ja"})
    reader.force_login(make_user("lid", "VDG raadsleden"))
    allowed = reader.post(ADDRESS, {"nuttig": "ja"})

    assert "/inloggen/" in refused["Location"]
    assert "bedankt" in allowed["Location"]
    assert kept() == [(True, "")]


def test_one_place_says_so_much_in_a_day(step: Any) -> None:
    given = [
        give_opinion(step=step, is_useful=True, remark="", client="192.0.2.1") for _ in range(CLIENT_OPINIONS_A_DAY + 2)
    ]
    other = give_opinion(step=step, is_useful=True, remark="", client="192.0.2.2")

    assert [one is not None for one in given] == [True] * CLIENT_OPINIONS_A_DAY + [False] * 2
    assert other is not None


def test_places_go_after_a_day_and_words_after_a_year(step: Any) -> None:
    now = timezone.now()
    for days in (0, 2, 366):
        made = give_opinion(step=step, is_useful=True, remark=f"{days} dagen", client="192.0.2.1")
        assert made is not None
        GuideOpinion.objects.filter(pk=made.pk).update(created_at=now - timedelta(days=days))

    first, again = forget_opinions(), forget_opinions()

    assert list(first.values()) == [2, 1]
    assert list(again.values()) == [0, 0]
    rows = GuideOpinion.objects.order_by("-created_at").values_list("remark", "client_hash")
    assert [(remark, bool(place)) for remark, place in rows] == [("0 dagen", True), ("2 dagen", False), ("", False)]


def test_a_page_of_that_name_elsewhere_is_shown(reader: Client, vdg: SiteSetUp) -> None:
    parent = make_page(vdg.home, "Over ons", slug="over-ons")
    make_page(parent, "Nuttige adressen", slug="nuttig")

    assert "<h1>Nuttige adressen</h1>" in reader.get("/over-ons/nuttig/").content.decode()
