"""The register of the demonstration says what the associations' own documents say, on each day."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from association.base.rules.days import overlap
from association.memberships.models import Membership, Post
from association.memberships.queries import Composition, composition
from association.organizations.models import Organization
from home.actions import SiteSetUp
from home.demonstration.register import load_register
from tests.factories.snapshots import remembered

BOARD_2022 = [
    ("Voorzitter", "Burgemeester", "dhr. A. van der Tuuk", "Gemeente Westerkwartier"),
    ("Penningmeester en secretaris", "Wethouder", "dhr. E. Drenth", "Gemeente Midden-Groningen"),
    ("Bestuurslid", "Wethouder", "dhr. J. Mellies", "Gemeente Stadskanaal"),
    ("Bestuurslid", "Wethouder", "dhr. E. Wünker", "Gemeente Oldambt"),
    ("Bestuurslid", "Wethouder", "mw. A. Usmany", "Gemeente Eemsdelta"),
    ("Bestuurslid", "Wethouder", "mw. G. Luth", "Gemeente Westerwolde"),
    ("Bestuurslid", "Wethouder", "mw. I. Jongman", "Gemeente Groningen"),
    ("Bestuurslid", "Wethouder", "dhr. E. Dijkhuis", "Gemeente Het Hogeland"),
    ("Bestuurslid", "Burgemeester", "dhr. J. Kuin", "Gemeente Pekela"),
    ("Bestuurslid", "Wethouder", "mw. A. Kleve", "Gemeente Veendam"),
    ("Bestuurslid", "Raadslid", "dhr. H. Dijkstra", "Klankbordgroep Raadsleden"),
    ("Adviserend lid", "Griffier", "mw. J. Spier", "Groninger Griffierskring"),
    ("Adviserend lid", "Gemeentesecretaris", "dhr. R. Koch", "Kring van gemeentesecretarissen Groningen"),
]


@pytest.fixture
def register(vdg: SiteSetUp, vgg: SiteSetUp) -> None:
    """All tables, loaded."""
    remembered("register", lambda: load_register([vdg.association, vgg.association]), lambda: None, upon="vgg")


def on(slug: str, day: date, side: str = "") -> Composition:
    """A body on a day; of a shared one the seats for an association."""
    association = Organization.objects.get(slug=side).pk if side else None
    return composition(Organization.objects.get(slug=slug), day, association=association)


def names(found: Composition) -> list[str]:
    """Who is there, or the words of an empty seat."""
    return [row.name for row in found.rows]


def test_board_at_the_end_of_2022_is_as_the_annual_report_has_it(register: None) -> None:
    rows = on("vgg-dagelijks-bestuur", date(2022, 12, 31)).rows

    assert [(row.role, row.title, row.name, row.on_behalf_of) for row in rows] == BOARD_2022


def test_board_has_thirteen_seats_on_every_day_between_the_documents(register: None) -> None:
    day, wrong = date(2021, 3, 18), {}
    while day <= date(2023, 2, 2):
        if (number := len(on("vgg-dagelijks-bestuur", day).rows)) != 13:
            wrong[day] = number
        day += timedelta(days=7)

    assert wrong == {}


def test_successor_comes_on_the_boundary_day(register: None) -> None:
    before, after = (names(on("vgg-dagelijks-bestuur", day)) for day in (date(2021, 4, 30), date(2021, 5, 1)))

    assert ("dhr. P. van Vilsteren" in before, "dhr. R. Koch" in before) == (True, False)
    assert ("dhr. P. van Vilsteren" in after, "dhr. R. Koch" in after) == (False, True)


def test_every_kind_of_empty_seat_prints_its_own_words(register: None) -> None:
    spring, winter = date(2021, 5, 27), date(2022, 12, 31)

    assert names(on("vng-cie-ei", spring, "vgg")) == ["geen invulling"]
    assert names(on("vgg-pho-cultuur", spring))[-1] == "n.v.t."
    assert names(on("vgg-bo-een-thuis-voor-iedereen", winter)) == ["nog niet bekend"]
    assert names(on("vgg-pho-sociaal-domein", spring)) == ["vacature"]
    assert names(on("gm-coalitie-digitalisering", date(2026, 1, 1))) == ["vacature"]


def test_nominated_interim_and_standing_in_come_beside(register: None) -> None:
    spring = date(2021, 5, 27)

    nominated = on("vng-bestuur", spring, "vgg").rows
    interim = on("vgg-pho-ruimte", spring).rows
    library = on("vgg-pho-bibliotheekwerk", spring).rows

    assert [(row.name, row.capacity) for row in nominated][-1] == ("mw. I. Diks", "voorgedragen")
    assert [(row.name, row.capacity) for row in interim] == [("vacature", ""), ("dhr. H.J. Schmaal", "tijdelijk")]
    assert ("mw. Van Schie", "vervangt mw. A. Kleve") in [(row.name, row.capacity) for row in library]


def test_consultation_that_went_up_in_another_ends_on_that_day(register: None) -> None:
    body = Organization.objects.get(slug="vdg-pho-ekm")

    assert [other.name for other in body.successors.all()] == ["Drents Overleg Energie"]
    assert (body.holds_on(date(2025, 6, 4)), body.holds_on(date(2025, 6, 5))) == (True, False)
    assert on("vdg-pho-ekm", date(2025, 6, 5)).rows == ()


def test_no_seat_is_held_twice_and_what_was_seen_in_2018_ends(register: None) -> None:
    taking = list(Membership.objects.taking_the_seat().order_by("post_id", "seat"))

    twice = [
        (first, second)
        for first, second in pairwise(taking)
        if (first.post_id, first.seat) == (second.post_id, second.seat)
        and overlap((first.start_date, first.end_date), (second.start_date, second.end_date))
    ]

    assert twice == []
    assert Post.objects.count() > 130
    assert "dhr. B. Wienen" not in names(on("vng-cie-zjo", date(2026, 1, 1), "vdg"))


def test_loading_again_adds_nothing(vdg: SiteSetUp, vgg: SiteSetUp, register: None) -> None:
    before = Membership.objects.count()

    assert load_register([vdg.association, vgg.association]) == 0
    assert Membership.objects.count() == before > 100
