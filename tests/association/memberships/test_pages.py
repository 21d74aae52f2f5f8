"""Who sits where, as readers see it on any day."""

import json
from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from association.memberships.pages import BodyPage, OrganizationIndexPage
from association.organizations.models import Organization, OrganizationMember, OrganizationName
from home.actions import SiteSetUp, ensure_child
from tests.factories.content import add_page
from tests.factories.register import make_body, make_membership, make_person, make_post


@pytest.fixture
def index(vdg: SiteSetUp) -> Any:
    """The overview of the VDG's site."""
    return ensure_child(vdg.home, OrganizationIndexPage, title="Wie zit waar", slug="organisatie")


def municipality(setup: SiteSetUp, name: str) -> Organization:
    """A member of the association."""
    found = Organization.objects.create(
        name=name, slug=f"gemeente-{name.lower()}", classification="municipality", managed_by=setup.association
    )
    OrganizationMember.objects.create(organization=setup.association, member=found)
    return found


def table(client: Client, address: str) -> list[list[str]]:
    """The rows of the composition."""
    response = client.get(address)
    assert response.status_code == 200
    document = BeautifulSoup(response.content, "html.parser")
    return [
        [cell.get_text(" ", strip=True) for cell in row.select("td")]
        for row in document.select("#samenstelling tbody tr")
    ]


def fill_board(setup: SiteSetUp) -> Organization:
    """A board with a succession on 1 May 2021, a vacancy and an adviser."""
    board = make_body(setup.association, "Dagelijks bestuur", slug=f"{setup.association.slug}-dagelijks-bestuur")
    assen = municipality(setup, "Assen")
    chair = make_person("Tuuk", given_name="Ard", prefix="van der", slug="ard-van-der-tuuk")
    make_membership(make_post(assen, "mayor"), chair)
    make_membership(make_post(board, "chair"), chair, on_behalf_of=assen)
    seat = make_post(board, "treasurer", second_role="secretary")
    make_membership(seat, make_person("Vilsteren", prefix="van", initials="P."), "2020-01-01", "2021-05-01")
    make_membership(seat, make_person("Koch", initials="R."), "2021-05-01")
    make_membership(make_post(board, "member"), None, "2021-01-01", on_behalf_of=assen)
    return board


def test_body_on_a_day_has_who_sat_there_then_and_nobody_else(vdg: SiteSetUp, index: Any, client: Client) -> None:
    fill_board(vdg)

    before = table(client, "/organisatie/dagelijks-bestuur/?peildatum=2021-04-30")
    after = table(client, "/organisatie/dagelijks-bestuur/?peildatum=2021-05-01")

    assert before == [
        ["Voorzitter", "Ard van der Tuuk", "burgemeester", "Gemeente Assen"],
        ["Penningmeester en secretaris", "P. van Vilsteren", "niet vastgelegd", "niet vastgelegd"],
        ["Lid", "Vacature", "sinds 1 januari 2021", "Gemeente Assen"],
    ]
    assert [row[1] for row in after] == ["Ard van der Tuuk", "R. Koch", "Vacature"]


def test_own_page_of_a_body_stands_at_its_address(vdg: SiteSetUp, index: Any, client: Client) -> None:
    board = fill_board(vdg)
    add_page(index, BodyPage(title="Ons bestuur", slug="ons-bestuur", organization=board, summary="Elf leden."))

    text = client.get("/organisatie/").content.decode()

    assert 'href="/organisatie/ons-bestuur/"' in text
    assert 'href="/organisatie/dagelijks-bestuur/"' not in text
    assert len(table(client, "/organisatie/ons-bestuur/?peildatum=2021-05-01")) == 3


@pytest.mark.parametrize(
    "text", ["2021-02-30", "31-13-2021", "gisteren", "2021", "0000-01-01", "9999-12-31", "é" * 500]
)
def test_day_that_is_none_is_refused_with_the_question_again(
    vdg: SiteSetUp, index: Any, client: Client, text: str
) -> None:
    fill_board(vdg)

    response = client.get("/organisatie/dagelijks-bestuur/", {"peildatum": text})

    document = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 400
    assert document.select_one("#peildatum")["aria-invalid"] == "true"
    assert document.select_one("#peildatum-fout").text.startswith("Deze dag bestaat niet")
    assert not document.select("#samenstelling")
    assert "Koch" not in document.text


def test_earlier_holders_stand_outside_the_table(vdg: SiteSetUp, index: Any, client: Client) -> None:
    fill_board(vdg)

    document = BeautifulSoup(client.get("/organisatie/dagelijks-bestuur/?peildatum=2021-05-01").content, "html.parser")

    assert "Vilsteren" not in document.select_one("#samenstelling").text
    assert "1 januari 2020 – 30 april 2021" in document.select_one(".seat-histories").text
    chips = [chip.get_text(" ", strip=True) for chip in document.select(".day-picker .chips__chip")]
    assert chips == ["Vandaag", "1 mei 2021", "1 januari 2021", "1 januari 2020"]


def test_municipality_and_person_say_who_is_where(vdg: SiteSetUp, index: Any, client: Client) -> None:
    fill_board(vdg)

    town = client.get("/organisatie/gemeenten/assen/").content.decode()
    person = client.get("/organisatie/personen/ard-van-der-tuuk/").content.decode()

    assert all(words in town for words in ("Gemeente Assen", "Ard van der Tuuk", "Dagelijks bestuur", "Vacature"))
    assert all(words in person for words in ("Ard van der Tuuk", "Burgemeester", "Voorzitter", "namens Assen"))


def test_person_is_described_for_machines(vdg: SiteSetUp, index: Any, client: Client) -> None:
    fill_board(vdg)
    page = BeautifulSoup(client.get("/organisatie/personen/ard-van-der-tuuk/").content, "html.parser")
    found = [json.loads(script.string) for script in page.select("script[type='application/ld+json']")]
    person = next(one for data in found for one in data.get("@graph", [data]) if one["@type"] == "Person")

    assert person["jobTitle"] == "burgemeester"
    assert person["worksFor"] == [{"@type": "GovernmentOrganization", "name": "Assen"}]
    assert person["memberOf"] == [{"@type": "Organization", "name": "Dagelijks bestuur"}]


def test_person_without_public_office_has_no_page(vdg: SiteSetUp, index: Any, client: Client) -> None:
    fill_board(vdg)

    assert client.get("/organisatie/personen/persoon-1/").status_code == 404
    assert "/organisatie/personen/persoon" not in client.get("/organisatie/dagelijks-bestuur/").content.decode()


def test_site_shows_nothing_of_the_other_association(
    vdg: SiteSetUp, vgg: SiteSetUp, index: Any, client: Client
) -> None:
    fill_board(vgg)
    make_membership(make_post(make_body(vgg.association, "Zandloper"), "lead"), make_person("Elders", initials="E."))

    assert client.get("/organisatie/dagelijks-bestuur/").status_code == 404
    assert client.get("/organisatie/gemeenten/assen/").status_code == 404
    assert "Zandloper" not in client.get("/organisatie/").content.decode()


def test_composition_costs_the_same_with_more_seats_and_years(
    vdg: SiteSetUp, index: Any, client: Client, statements: Any
) -> None:
    board = fill_board(vdg)
    address = "/organisatie/dagelijks-bestuur/?peildatum=2021-05-01"
    client.get(address)
    with statements() as few:
        client.get(address)

    town = municipality(vdg, "Emmen")
    for _ in range(20):
        post = make_post(board, "member")
        for year in range(2001, 2021, 4):
            person = make_person()
            make_membership(make_post(town, "alderman"), person)
            make_membership(
                post, person, f"{year}-01-01", f"{year + 4}-01-01" if year < 2017 else "", on_behalf_of=town, seat=1
            )
    client.get(address)
    with statements() as many:
        client.get(address)

    assert len(many) == len(few)
    assert len([sql for sql in many if "membership" in sql or "association_post" in sql]) <= 3


def fill_large(setup: SiteSetUp) -> Organization:
    """A body of fifty seats with five holders each in twenty years, that was called otherwise and came from another."""
    body = make_body(setup.association, "Grote stuurgroep", slug=f"{setup.association.slug}-grote-stuurgroep")
    town = municipality(setup, "Emmen")
    office = make_post(town, "alderman", seats=None)
    for number in range(50):
        post = make_post(body, "member")
        for term in range(5):
            person, year = make_person(), 2006 + 4 * term
            make_membership(office, person, f"{year}-01-01", seat=number * 5 + term + 1)
            end = f"{year + 4}-01-01" if term < 4 else ""
            make_membership(post, person, f"{year}-01-01", end, on_behalf_of=town)
    OrganizationName.objects.create(organization=body, name="Oude stuurgroep", end_date=date(2010, 1, 1))
    make_body(setup.association, "Voorganger", slug=f"{setup.association.slug}-voorganger").successors.add(body)
    body.successors.add(make_body(setup.association, "Opvolger", slug=f"{setup.association.slug}-opvolger"))
    return body


@pytest.mark.parametrize("own_page", [False, True])
def test_fifty_seats_of_twenty_years_take_at_most_eleven_queries_on_any_day(
    vdg: SiteSetUp, index: Any, client: Client, statements: Any, *, own_page: bool
) -> None:
    body = fill_large(vdg)
    if own_page:
        add_page(index, BodyPage(title="Grote stuurgroep", slug="grote-stuurgroep", organization=body))
    address = "/organisatie/grote-stuurgroep/"
    client.get(address)

    days = {"": 50, "?peildatum=2008-06-01": 50, "?peildatum=2013-12-31": 50, "?peildatum=1999-01-01": 0}
    found = {}
    for day, seats in days.items():
        with statements() as asked:
            answer = client.get(f"{address}{day}")
        document = BeautifulSoup(answer.content, "html.parser")
        assert len(document.select("#samenstelling tbody tr")) == seats
        found[day] = len(asked)

    assert max(found.values()) <= 11


def test_page_of_a_body_says_its_name_then_and_what_came_before_and_after(
    vdg: SiteSetUp, index: Any, client: Client
) -> None:
    fill_large(vdg)

    then = BeautifulSoup(client.get("/organisatie/grote-stuurgroep/?peildatum=2008-06-01").content, "html.parser")
    now = BeautifulSoup(client.get("/organisatie/grote-stuurgroep/").content, "html.parser")

    assert [page.select_one("h1").text.strip() for page in (then, now)] == ["Oude stuurgroep", "Grote stuurgroep"]
    links = {link["href"]: link.text.strip() for link in now.select("main a")}
    assert links["/organisatie/voorganger/"] == "Voorganger"
    assert links["/organisatie/opvolger/"] == "Opvolger"
