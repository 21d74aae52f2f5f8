"""The lists that watch: who leaves soon, what is vacant, who waits for a nomination, who has no office (any more)."""

from datetime import date, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from association.memberships.models import Membership
from association.memberships.queries import seats_without_office, waiting_seats, watch_counts, watch_words
from association.organizations.models import Organization
from association.people.models import Person
from home.actions import SiteSetUp
from tests.factories.posting import staff_client
from tests.factories.register import make_body, make_membership, make_person, make_post

TODAY = date(2026, 6, 1)
PARTS = ("einde", "vacatures", "voorgedragen", "ambt-kwijt", "zonder-ambt")


@pytest.fixture
def board(vdg: SiteSetUp) -> Organization:
    """The board of the VDG."""
    return make_body(vdg.association, "Bestuur")


@pytest.fixture
def town(vdg: SiteSetUp) -> Organization:
    """A municipality."""
    kind = Organization.Classification.MUNICIPALITY
    return Organization.objects.create(name="Aa", slug="gemeente-aa", classification=kind)


def office(person: Person, town: Organization, end: str = "") -> Membership:
    """Alderman of a municipality since 2022."""
    return make_membership(make_post(town, "alderman"), person, "2022-01-01", end)


def names(seats: list[Any]) -> list[str]:
    """Who is in some seats."""
    return [seat.row.membership.who for seat in seats]


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [
        ("2020-01-01", "2026-06-02", True),
        ("2020-01-01", "2026-08-30", True),
        ("2020-01-01", "2026-08-31", False),
        ("2020-01-01", "", False),
        ("2020-01-01", "2026-06-01", False),
        ("2026-06-02", "2026-07-01", False),
    ],
)
def test_end_within_ninety_days(board: Organization, start: str, end: str, found: bool) -> None:
    make_membership(make_post(board), make_person("Bakker"), start, end)

    seen = waiting_seats([board.managed_by_id or 0], TODAY)

    assert names(seen["ending"]) == (["A. Bakker"] if found else [])
    assert watch_counts([board.managed_by_id or 0], TODAY)["ending"] == int(found)


def test_successor_that_is_known_stands_beside(board: Organization) -> None:
    post = make_post(board)
    make_membership(post, make_person("Bakker"), "2020-01-01", "2026-07-01")
    make_membership(post, make_person("Smid"), "2026-07-01", "2027-07-01")
    make_membership(post, make_person("Mulder"), "2027-07-01")

    assert [seat.after for seat in waiting_seats([board.managed_by_id or 0], TODAY)["ending"]] == ["A. Smid"]


def test_vacant_and_nominated(board: Organization) -> None:
    make_membership(make_post(board), None, "2026-01-01")
    make_membership(make_post(board), None, "2026-01-01", empty="not_applicable")
    make_membership(make_post(board), make_person("Smid"), "2026-05-01", capacity="nominated")
    gone = make_post(board, end_date=date(2026, 1, 1))
    make_membership(gone, None, "2025-01-01")

    seen = waiting_seats([board.managed_by_id or 0], TODAY)

    assert [seat.row.membership.first_words for seat in seen["vacant"]] == ["1 januari 2026"]
    assert names(seen["nominated"]) == ["A. Smid"]
    assert watch_counts([board.managed_by_id or 0], TODAY) == {"ending": 0, "vacant": 1, "nominated": 1}


def test_office_that_was_lost_or_never_known(vdg: SiteSetUp, board: Organization, town: Organization) -> None:
    other = Organization.objects.create(name="Bee", slug="gemeente-bee", classification=town.classification)
    people = {name: make_person(name) for name in ("Houdt", "Verloor", "Verhuisde", "Nooit", "Directeur", "Bureau")}
    office(people["Houdt"], town)
    office(people["Verloor"], town, "2026-03-01")
    office(people["Verhuisde"], town, "2026-03-01")
    office(people["Verhuisde"], other)
    for name in ("Houdt", "Verloor", "Verhuisde", "Nooit"):
        make_membership(make_post(board, for_whom=town if name == "Verhuisde" else None), people[name], "2022-01-01",
                        on_behalf_of=town if name in {"Houdt", "Verloor"} else None)  # fmt: skip
    make_membership(make_post(board, "director"), people["Directeur"], "2022-01-01")
    make_membership(make_post(make_body(vdg.association, classification="bureau")), people["Bureau"], "2022-01-01")

    found = seats_without_office([vdg.association.pk], TODAY)

    assert {seat.row.membership.who: seat.lost for seat in found} == {
        "A. Verloor": True, "A. Verhuisde": True, "A. Nooit": False,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ((3, 7, 0), "3 plekken eindigen binnen 90 dagen, 7 vacatures"),
        ((1, 1, 2), "1 plek eindigt binnen 90 dagen, 1 vacature, 2 voorgedragen"),
        ((0, 0, 0), ""),
    ],
)
def test_counts_in_words(counts: tuple[int, int, int], words: str) -> None:
    assert watch_words(dict(zip(("ending", "vacant", "nominated"), counts, strict=True))) == words


def fill(board: Organization, town: Organization) -> None:
    """One seat for each list."""
    today = timezone.localdate()
    soon = (today + timedelta(days=30)).isoformat()
    make_membership(make_post(board), make_person(), "2020-01-01", soon)
    make_membership(make_post(board), None)
    make_membership(make_post(board), make_person(), capacity="nominated")
    lost = make_person()
    office(lost, town, "2025-01-01")
    make_membership(make_post(board), lost, on_behalf_of=town)


def test_screen_has_each_list_with_ways_to_act(board: Organization, town: Organization) -> None:
    fill(board, town)

    page = BeautifulSoup(staff_client("chef", "VDG eindredactie").get(reverse("seats_watch")).content, "html.parser")

    rows = {part: page.select(f"section[aria-labelledby={part}] tbody tr") for part in PARTS}
    assert {part: len(found) for part, found in rows.items()} == {
        "einde": 1, "vacatures": 1, "voorgedragen": 1, "ambt-kwijt": 1, "zonder-ambt": 1,
    }  # fmt: skip
    assert all(found[0].select("a[href*='/stoel/']") for found in rows.values())
    assert "nog niets vastgelegd" in rows["einde"][0].text
    assert [int(item.text) for item in page.select("main .noaber-counts__number")] == [1] * 5


def test_screen_shows_and_opens_only_what_is_the_users(vgg: SiteSetUp, board: Organization, town: Organization) -> None:
    fill(board, town)
    foreign = staff_client("vreemd", "VGG eindredactie").get(reverse("seats_watch")).content.decode()
    editor = BeautifulSoup(staff_client("redacteur", "VDG redactie").get(reverse("seats_watch")).content, "html.parser")

    assert foreign.count("Niets om op te letten") == 5
    assert "Bestuur" not in foreign
    assert len(editor.select("main tbody tr")) == 5
    assert editor.select("main a[href*='/stoel/']") == []
    assert staff_client("lid", "VDG procesregie").get(reverse("seats_watch")).status_code == 302


def test_screen_costs_the_same_with_more(board: Organization, town: Organization, statements: Any) -> None:
    client = staff_client("chef", "VDG eindredactie")
    fill(board, town)
    client.get(reverse("seats_watch"))
    with statements() as few:
        client.get(reverse("seats_watch"))
    for _ in range(29):
        fill(board, town)
    with statements() as many:
        answer = client.get(reverse("seats_watch"))

    assert answer.content.decode().count("/stoel/") == 150
    assert len(many) == len(few)


def test_first_screen_says_it_to_who_sees_seats(board: Organization, town: Organization) -> None:
    fill(board, town)

    shown = [
        " ".join(
            BeautifulSoup(staff_client(f"wie-{number}", group).get("/beheer/").content, "html.parser").text.split()
        )
        for number, group in enumerate(("VDG redactie", "VDG procesregie"))
    ]

    assert "1 plek eindigt binnen 90 dagen" in shown[0]
    assert "1 vacature" in shown[0]
    assert "vacature" not in shown[1]
