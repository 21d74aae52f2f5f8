"""Blocks of the register in the text of a page: today's facts, or those of a fixed day."""

from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from association.memberships.pages import OrganizationIndexPage
from association.organizations.models import Organization, OrganizationMember
from home.actions import SiteSetUp, ensure_child
from home.pages import StandardPage
from tests.factories.content import make_page
from tests.factories.posting import staff_client
from tests.factories.register import make_body, make_membership, make_person, make_post

DAY = "2022-12-31"


@pytest.fixture
def town(vdg: SiteSetUp) -> Organization:
    """A municipality that is a member since 1998."""
    made = Organization.objects.create(name="Dorpstad", slug="gemeente-dorpstad", classification="municipality")
    OrganizationMember.objects.create(organization=vdg.association, member=made, start_date=date(1998, 1, 1))
    return made


@pytest.fixture
def board(vdg: SiteSetUp, town: Organization) -> Organization:
    """A board with an earlier and a present member, on a site that shows the register."""
    ensure_child(vdg.home, OrganizationIndexPage, title="Wie zit waar", slug="organisatie")
    body = make_body(vdg.association, "Bestuur", slug="vdg-bestuur")
    post, office = make_post(body), make_post(town, "alderman")
    old, new = make_person("Oud"), make_person("Nieuw", slug="nieuw")
    make_membership(post, old, "2020-01-01", "2023-01-01", on_behalf_of=town)
    make_membership(post, new, "2023-01-01", on_behalf_of=town)
    make_membership(office, new, "2022-06-01")
    return body


def stored(*blocks: tuple[str, Any]) -> list[dict[str, Any]]:
    """Blocks in their stored form."""
    return [{"type": name, "value": value} for name, value in blocks]


def page_with(vdg: SiteSetUp, *blocks: tuple[str, Any]) -> StandardPage:
    """A public page with these blocks."""
    return make_page(vdg.home, "Pagina", slug="pagina", body=stored(*blocks))


def shown(client: Client, page: StandardPage) -> BeautifulSoup:
    """The main part of the page as the public sees it."""
    return BeautifulSoup(client.get(page.url).content, "html.parser").select_one("main")


def text_of(client: Client, page: StandardPage) -> str:
    """Its words."""
    return shown(client, page).get_text(" ", strip=True)


def test_seats_of_today_and_of_a_fixed_day(client: Client, vdg: SiteSetUp, board: Organization) -> None:
    today = page_with(vdg, ("seats", {"organization": board.pk, "day": None}))
    assert "A. Nieuw" in text_of(client, today)
    assert "A. Oud" not in text_of(client, today)
    assert shown(client, today).select_one("a[href='/organisatie/personen/nieuw/']")

    fixed = make_page(vdg.home, "Toen", slug="toen", body=stored(("seats", {"organization": board.pk, "day": DAY})))
    assert "A. Oud" in text_of(client, fixed)
    assert "Bestuur per 31 december 2022" in text_of(client, fixed)
    assert "A. Nieuw" not in text_of(client, fixed)


def test_body_of_another_association_is_not_shown(client: Client, vdg: SiteSetUp, vgg: SiteSetUp) -> None:
    other = make_body(vgg.association, "Geheim overleg")
    make_membership(make_post(other), make_person("Elders"))
    page = page_with(vdg, ("seats", {"organization": other.pk, "day": None}))

    assert "Geheim" not in text_of(client, page)
    assert "Elders" not in text_of(client, page)


def test_seats_in_committees_say_who_and_why_nobody(client: Client, vdg: SiteSetUp) -> None:
    for number, person in enumerate([make_person("Zetel"), None]):
        committee = Organization.objects.create(
            name=f"Commissie {number}", slug=f"vng-{number}", classification="vng_committee"
        )
        post = make_post(committee, "vng_representative", for_whom=vdg.association, is_personal=True)
        make_membership(post, person, **({} if person else {"empty": "not_filled"}))
    page = page_with(vdg, ("vng_seats", {"day": None}))

    rows = [row.get_text(" ", strip=True) for row in shown(client, page).select("tbody tr")]
    assert [row.split(" ")[:2] for row in rows] == [["Commissie", "0"], ["Commissie", "1"]]
    assert "A. Zetel" in rows[0]
    assert "Geen invulling" in rows[1]
    assert shown(client, page).select_one("th").text == "Commissie"


def test_municipalities_are_those_of_the_day(
    client: Client, vdg: SiteSetUp, board: Organization, town: Organization
) -> None:
    later = Organization.objects.create(name="Nieuwdorp", slug="gemeente-nieuwdorp", classification="municipality")
    OrganizationMember.objects.create(organization=vdg.association, member=later, start_date=date(2024, 1, 1))
    page = page_with(vdg, ("municipalities", {"day": DAY}))

    links = [(link.text, link["href"]) for link in shown(client, page).select(".members a")]
    assert links == [("Dorpstad", "/organisatie/gemeenten/dorpstad/")]
    assert "1 gemeente" in text_of(client, page)


def test_person_with_office_and_seat_of_the_day(client: Client, vdg: SiteSetUp, board: Organization) -> None:
    person = board.posts.get().memberships.get(end_date=None).person
    page = page_with(vdg, ("person", {"person": person.pk, "day": None}))

    text = text_of(client, page)
    assert "Wethouder van Dorpstad" in text
    assert "Lid, Bestuur" in text


def test_person_without_seat_here_is_not_shown(client: Client, vdg: SiteSetUp, vgg: SiteSetUp) -> None:
    person = make_person("Elders")
    make_membership(make_post(make_body(vgg.association)), person)
    page = page_with(vdg, ("person", {"person": person.pk, "day": None}))

    assert "Elders" not in text_of(client, page)


def test_numbers_are_counted(client: Client, vdg: SiteSetUp, board: Organization, town: Organization) -> None:
    together = make_body(vdg.association, "Samen", classification="coalition")
    kinds = ["province", *["water_board"] * 4]
    others = [
        Organization.objects.create(name=f"{kind} {n}", slug=f"{kind}-{n}", classification=kind)
        for n, kind in enumerate(kinds)
    ]
    for member in [town, *others]:
        OrganizationMember.objects.create(organization=together, member=member)
    page = page_with(vdg, ("numbers", {"chosen": ["members", "partners", "seats", "vacancies"], "day": None}))

    facts = {row.dt.text: row.dd.text for row in shown(client, page).select(".fact-panel__fact")}
    assert facts == {"Gemeenten": "1", "Samen": "1+1+4", "Bezette plekken": "1", "Vacatures": "0"}


def test_structure_is_drawn_and_a_list(client: Client, vdg: SiteSetUp, board: Organization) -> None:
    below = make_body(vdg.association, "Werkgroep begroting", classification="working_group", in_development=True)
    Organization.objects.filter(pk=below.pk).update(parent=board)
    gone = make_body(vdg.association, "Vervallen", end_date=date(2020, 1, 1))
    page = page_with(vdg, ("structure", {"day": None}))

    part = shown(client, page).select_one(".structure-chart")
    drawn = " ".join(text.text for text in part.select("svg text"))
    listed = [link.text for link in part.select("ul ul ul a")]
    assert "Werkgroep begroting (in" in drawn
    assert listed == ["Werkgroep begroting"]
    assert gone.name not in part.text
    assert part.svg["aria-hidden"] == "true"


def test_bodies_that_belong_to_each_other_do_not_loop(client: Client, vdg: SiteSetUp, board: Organization) -> None:
    other = make_body(vdg.association, "Ander")
    Organization.objects.filter(pk=other.pk).update(parent=board)
    Organization.objects.filter(pk=board.pk).update(parent=other)
    page = page_with(vdg, ("structure", {"day": None}))

    assert client.get(page.url).status_code == 200


def test_thirty_blocks_ask_as_much_as_one(
    client: Client, vdg: SiteSetUp, board: Organization, django_assert_max_num_queries: Any
) -> None:
    one = make_page(vdg.home, "Een", slug="een", body=stored(("seats", {"organization": board.pk, "day": None})))
    bodies = [make_body(vdg.association, f"Groep {number}") for number in range(30)]
    for body in bodies:
        make_membership(make_post(body), make_person())
    many = make_page(
        vdg.home, "Veel", slug="veel",
        body=stored(*(("seats", {"organization": body.pk, "day": f"2022-01-{number % 28 + 1:02}"}) for number, body in enumerate(bodies))),
    )  # fmt: skip
    with django_assert_max_num_queries(100) as few:
        client.get(one.url)
    with django_assert_max_num_queries(len(few)):
        assert text_of(client, many).count("Groep") >= 30


def test_chooser_offers_only_what_the_user_may_see(vdg: SiteSetUp, vgg: SiteSetUp, board: Organization) -> None:
    other = make_body(vgg.association, "Ander overleg")
    chief = staff_client("chef", "VDG eindredactie")
    window = chief.get(reverse("overleg-kiezen:choose")).content.decode()

    assert "Bestuur" in window
    assert "Ander overleg" not in window
    assert "Bestuur" in chief.get(reverse("overleg-kiezen:choose_results"), {"q": "best"}).content.decode()
    assert "Ander" not in chief.get(reverse("overleg-kiezen:choose_results"), {"q": "ander"}).content.decode()
    assert chief.get(reverse("overleg-kiezen:chosen", args=[board.pk])).status_code == 200
    assert chief.get(reverse("overleg-kiezen:chosen", args=[other.pk])).status_code == 404


@pytest.mark.parametrize("key", ["x", str(10**20), "-1", "1e999"])
def test_keys_that_are_none(vdg: SiteSetUp, board: Organization, key: str) -> None:
    chief = staff_client("chef", "VDG eindredactie")

    assert chief.get(f"/beheer/overleg-kiezen/chosen/{key}/").status_code == 404
    assert chief.get(reverse("overleg-kiezen:chosen_multiple"), {"id": key}).status_code == 200
