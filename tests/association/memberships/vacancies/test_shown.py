"""Vacancies as feeds, on the home page and in numbers: what readers see of them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from home.actions import SiteSetUp
from tests.conftest import writes
from tests.factories.applying import START, closing
from tests.factories.vacancies import make_candidate, make_vacancy


def test_feeds_have_what_is_open(vdg: SiteSetUp, index: Any, client: Client) -> None:
    make_vacancy(vdg, title="Lid & co")
    make_vacancy(vdg, title="Dicht", closes_at=timezone.now() - timedelta(days=1))
    make_vacancy(vdg, title="Concept", status="draft")

    rss, atom = (client.get(f"{START}{path}") for path in ("feed/", "feed/atom/"))
    again = client.get(f"{START}feed/", headers={"if-none-match": rss["ETag"]})

    for feed in (rss, atom):
        text = feed.content.decode()
        assert (feed.status_code, "Lid &amp; co" in text, "Dicht" in text, "Concept" in text) == (
            200,
            True,
            False,
            False,
        )
        assert f"http://localhost{START}lid-co/" in text
    assert again.status_code == 304


def test_vacancy_named_feed_has_another_address(vdg: SiteSetUp) -> None:
    assert [make_vacancy(vdg, title=title).slug for title in ("Feed", "Lid", "Lid", "???")] == [
        "feed-2", "lid", "lid-2", "vacature",
    ]  # fmt: skip


def test_home_page_shows_open_seats_and_nothing_without(vdg: SiteSetUp, index: Any, client: Client) -> None:
    without = client.get("/").content.decode()
    vacancy = make_vacancy(vdg, title="Lid commissie", closes_at=closing("2030-12-03"))
    make_vacancy(vdg, title="Dicht", closes_at=timezone.now() - timedelta(days=1))

    shown = client.get("/").content.decode()

    assert "Open plekken" not in without
    assert f'href="{START}{vacancy.slug}/">Lid commissie</a>' in shown
    assert "Aanmelden kan tot en met 3 december 2030" in shown
    assert "Dicht" not in shown


@pytest.mark.parametrize("address", ["/", START, f"{START}een/", f"{START}feed/"])
def test_pages_cost_the_same_with_many_vacancies(
    vdg: SiteSetUp, index: Any, client: Client, statements: Callable[[], Any], address: str
) -> None:
    make_vacancy(vdg, title="Een")
    counts = []

    for number in (1, 29):
        for _ in range(number):
            make_candidate(make_vacancy(vdg))
        with statements() as found:
            assert client.get(address).status_code == 200
        assert writes(found) == []
        counts.append(len(found))

    assert counts[0] == counts[1] <= 16
