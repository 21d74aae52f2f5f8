"""Tables to take along: of the admin, and of the public pages; no cell starts a formula, and all comes back the same."""

import csv
import io
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from association.memberships.exports import LABELS
from association.memberships.importing.carrying import bring_in
from association.memberships.importing.columns import table_of
from association.memberships.importing.plan import make_plan
from association.memberships.importing.workbook import read_file
from association.memberships.models import Membership
from association.memberships.pages import BodyPage, OrganizationIndexPage
from association.organizations.models import Organization, OrganizationMember
from association.people.models import Person
from home.actions import SiteSetUp, ensure_child
from tests.factories.content import add_page, make_user, restrict
from tests.factories.posting import staff_client
from tests.factories.register import make_body, make_membership, make_person, make_post

Counter = Callable[[int], AbstractContextManager[Any]]
SHOWN = ["Overleg", "Functie", "Naam", "Ambt", "Namens", "Hoe", "Van", "Tot en met"]


@pytest.fixture
def index(vdg: SiteSetUp) -> Any:
    """The overview of the VDG's site."""
    return ensure_child(vdg.home, OrganizationIndexPage, title="Wie zit waar", slug="organisatie")


@pytest.fixture
def assen(vdg: SiteSetUp) -> Organization:
    """A municipality of the VDG."""
    return add_municipality(vdg, "Assen")


@pytest.fixture
def board(vdg: SiteSetUp, assen: Organization) -> Organization:
    """A board in which every kind of row occurs, with texts that break tables."""
    board = make_body(vdg.association, 'Bestuur, "dagelijks"', slug="vdg-dagelijks-bestuur")
    chair = make_person("Tuuk", given_name="Ard", initials="A.", prefix="van der", form_of_address="dhr.")
    make_membership(make_post(assen, "mayor", seats=None), chair, party="=1+1")
    make_membership(make_post(board, "chair"), chair, "2021-05-01", on_behalf_of=assen, source="+31 Besluit; punt 3")
    treasurer = make_post(board, "treasurer", second_role="secretary")
    make_membership(treasurer, make_person("Vilsteren", prefix="van", initials="P."), "2020-01-01", "2021-05-01")
    make_membership(treasurer, make_person("Koch", initials="R."), "2021-05-01", "2023-01-01", end_precision="year")
    member = make_post(board, "member", seats=3, label='lid, "gewoon"')
    make_membership(member, None, "2021-01-01", on_behalf_of=assen)
    make_membership(member, make_person("'t Hart", given_name="Jo"), seat=2, party="-Lokaal, 'Assen'")
    make_membership(member, make_person("Zee", initials="B."), "2022-01-01", capacity="acting", seat=1)
    return board


def add_municipality(setup: SiteSetUp, name: str) -> Organization:
    """A member of the association."""
    found = Organization.objects.create(
        name=name, slug=f"gemeente-{name.lower()}", classification="municipality", managed_by=setup.association,
        cbs_code="GM0106",
    )  # fmt: skip
    OrganizationMember.objects.create(organization=setup.association, member=found)
    return found


def rows_of(response: Any) -> list[list[str]]:
    """The cells of a CSV file."""
    text = response.content.decode("utf-8")
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text[1:], newline=""), delimiter=";"))


def facts() -> set[tuple[Any, ...]]:
    """Who sits where, apart from numbers of rows."""
    return {
        (row.post_id, row.seat, row.who, row.empty, row.capacity, row.start_date, row.start_precision, row.end_date,
         row.on_behalf_of_id, row.party, row.source)
        for row in Membership.objects.with_names()
    }  # fmt: skip


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_table_of_the_admin_comes_back_as_the_same_facts(vdg: SiteSetUp, board: Organization, kind: str) -> None:
    user = make_user("chef", "VDG eindredactie")
    day = date(2022, 6, 1)
    Membership.objects.filter(end_date=date(2021, 5, 1)).delete()
    address = reverse("seats_download_of_body", args=[board.pk, kind])
    file = staff_client("tweede", "VDG eindredactie").get(f"{address}?peildatum={day}")
    expected = facts()

    lines = table_of(read_file(file.content)).lines
    plan = make_plan(lines, user=user, keeper=vdg.association, body=None, day=day)
    Membership.objects.filter(post__organization=board).delete()
    Person.objects.filter(memberships=None).delete()
    again = make_plan(lines, user=user, keeper=vdg.association, body=None, day=day)
    bring_in(
        lines=lines, user=user, keeper=vdg.association, body=None, day=day, posts=again.posts,
        fingerprint=again.fingerprint,
    )  # fmt: skip

    assert [row.kind for row in plan.rows] == ["present"] * 5
    assert facts() == expected
    assert Person.objects.get(family_name="Tuuk").formal_name == "dhr. A. van der Tuuk"


def test_no_cell_starts_a_formula(vdg: SiteSetUp, board: Organization) -> None:
    signs = ("=", "+", "-", "@", "\t", "\r")
    Membership.objects.filter(post__organization=board, post__role="member").update(party="\tx", source="\r=1")
    client = staff_client("chef", "VDG eindredactie")

    table = rows_of(client.get(reverse("seats_download", args=["csv"])))
    book = load_workbook(io.BytesIO(client.get(reverse("seats_download", args=["xlsx"])).content))

    assert table[0] == list(LABELS.values())
    assert "'+31 Besluit; punt 3" in [cell for row in table for cell in row]
    assert [cell for row in table for cell in row if cell.startswith(signs)] == []
    assert {cell.data_type for row in book.active.iter_rows() for cell in row if cell.value} <= {"s", "d"}
    assert "+31 Besluit; punt 3" in [cell.value for row in book.active.iter_rows() for cell in row]


def test_download_of_a_day_has_who_sat_there_then(vdg: SiteSetUp, board: Organization) -> None:
    client = staff_client("chef", "VDG redactie")
    address = reverse("seats_download_of_body", args=[board.pk, "csv"])
    screen = BeautifulSoup(client.get(reverse("seats_of_body", args=[board.pk])).content, "html.parser")

    then = rows_of(client.get(f"{address}?peildatum=2021-04-30"))
    wrong = client.get(f"{address}?peildatum=31-11-2021", follow=True)

    assert [row[2] for row in then[1:]] == ["P. van Vilsteren", "vacature", "Jo 't Hart"]
    assert [row[13:15] for row in then[1:]] == [["01-01-2020", "30-04-2021"], ["01-01-2021", ""], ["", ""]]
    assert "Deze dag bestaat niet." in wrong.content.decode()
    assert screen.select_one(".noaber-import__files a")["href"].split("?")[0] == address


@pytest.mark.parametrize(
    ("group", "status"),
    [("VDG eindredactie", 200), ("VGG beheer", 302), ("VDG raadsleden", 302), ("VGG redactie", 302)],
)
def test_another_associations_seats_are_not_handed_out(
    vgg: SiteSetUp, board: Organization, group: str, status: int
) -> None:
    client = staff_client(group, group)

    own = client.get(reverse("seats_download_of_body", args=[board.pk, "csv"]))
    every = client.get(reverse("seats_download", args=["csv"]))

    assert own.status_code == status
    assert ("Tuuk" in every.content.decode()) == (status == 200)


@pytest.mark.parametrize("number", [10**20, 999_999])
def test_body_that_is_not_there_is_not_found(vdg: SiteSetUp, number: int) -> None:
    client = staff_client("chef", "VDG eindredactie")

    assert client.get(reverse("seats_download_of_body", args=[number, "csv"])).status_code == 404
    assert client.get(reverse("seats_download", args=["ods"])).status_code == 404


def test_download_takes_as_many_queries_for_one_seat_as_for_thirty(
    vdg: SiteSetUp, django_assert_num_queries: Counter, django_assert_max_num_queries: Counter
) -> None:
    post = make_post(make_body(vdg.association), seats=None)
    make_membership(post, make_person(), seat=1)
    client, address = staff_client("chef", "VDG eindredactie"), reverse("seats_download", args=["csv"])
    rows_of(client.get(address))

    with django_assert_max_num_queries(13) as one:
        assert len(rows_of(client.get(address))) == 2
    for number in range(2, 31):
        make_membership(post, make_person(), seat=number)
    with django_assert_num_queries(len(one)):
        assert len(rows_of(client.get(address))) == 31


def test_page_of_a_body_leads_to_its_table_of_today(
    vdg: SiteSetUp, index: Any, board: Organization, client: Client
) -> None:
    page = BeautifulSoup(client.get("/organisatie/dagelijks-bestuur/").content, "html.parser")
    past = BeautifulSoup(client.get("/organisatie/dagelijks-bestuur/?peildatum=2021-04-30").content, "html.parser")
    link = page.find("a", string=lambda text: text and "(CSV)" in text) or page.select_one("a[href$='.csv']")
    response = client.get(link["href"])

    assert link.get_text(strip=True) == "Download deze tabel (CSV)"
    assert past.select_one("a[href$='.csv']").get_text(strip=True) == "Download de tabel van vandaag (CSV)"
    assert link["href"] == "/organisatie/dagelijks-bestuur.csv"
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Cache-Control"] == "no-cache"
    assert rows_of(response) == [
        SHOWN,
        [
            'Bestuur, "dagelijks"',
            "Voorzitter",
            "Ard van der Tuuk",
            "burgemeester van Assen",
            "Gemeente Assen",
            "",
            "01-05-2021",
            "",
        ],
        ['Bestuur, "dagelijks"', 'Lid, "gewoon"', "vacature", "", "Gemeente Assen", "", "01-01-2021", ""],
        ['Bestuur, "dagelijks"', 'Lid, "gewoon"', "B. Zee", "", "", "waarnemend", "01-01-2022", ""],
        ['Bestuur, "dagelijks"', 'Lid, "gewoon"', "Jo 't Hart", "", "", "", "", ""],
    ]


def test_own_page_of_a_body_has_its_table(vdg: SiteSetUp, index: Any, board: Organization, client: Client) -> None:
    add_page(index, BodyPage(title="Ons bestuur", slug="ons-bestuur", organization=board))

    response = client.get("/organisatie/ons-bestuur.csv")

    assert [row[2] for row in rows_of(response)[1:]] == ["Ard van der Tuuk", "vacature", "B. Zee", "Jo 't Hart"]
    assert client.get("/organisatie/ons-bestuur/iets.csv").status_code == 404


def test_municipalities_have_tables(
    vgg: SiteSetUp, vdg: SiteSetUp, index: Any, board: Organization, client: Client
) -> None:
    add_municipality(vgg, "Pekela")

    assert rows_of(client.get("/organisatie/gemeenten.csv"))[1:] == [["Assen", "GM0106", "", ""]]
    assert [row[:3] for row in rows_of(client.get("/organisatie/gemeenten/assen.csv"))[1:]] == [
        ["Assen", "Burgemeester", "Ard van der Tuuk"],
        ['Bestuur, "dagelijks"', "Voorzitter", "Ard van der Tuuk"],
        ['Bestuur, "dagelijks"', 'Lid, "gewoon"', "vacature"],
    ]
    assert client.get("/organisatie/gemeenten/pekela.csv").status_code == 404


@pytest.mark.parametrize(
    "address",
    ["geen", "gemeenten/geen", "personen/ard", "dagelijks-bestuur/leden", "vdg-dagelijks-bestuur-2", "a" * 255],
)
def test_table_of_nothing_is_not_found(
    vdg: SiteSetUp, index: Any, board: Organization, client: Client, address: str
) -> None:
    assert client.get(f"/organisatie/{address}.csv").status_code == 404


@pytest.mark.parametrize("address", ["dagelijks-bestuur", "eigen", "gemeenten", "gemeenten/assen"])
def test_table_of_a_private_page_is_refused(
    vdg: SiteSetUp, index: Any, board: Organization, client: Client, address: str
) -> None:
    other = make_body(vdg.association, "Kring")
    make_membership(make_post(other), make_person("Bakker"))
    add_page(index, BodyPage(title="Eigen", slug="eigen", organization=other))
    file = f"/organisatie/{address}.csv"
    assert client.get(file).status_code == 200
    restrict(index, "groups", "VDG raadsleden")

    refused = client.get(file)
    allowed = staff_client("raadslid", "VDG raadsleden").get(file)

    assert refused.status_code == 302
    assert "/inloggen/" in refused["Location"]
    assert allowed.status_code == 200
    assert "no-store" in allowed["Cache-Control"]


@pytest.mark.parametrize("change", [{"live": False}, {"expire_at": "2020-01-01T00:00:00Z"}])
def test_table_of_a_page_that_is_gone_is_not_found(
    vdg: SiteSetUp, index: Any, board: Organization, client: Client, change: dict[str, Any]
) -> None:
    OrganizationIndexPage.objects.filter(pk=index.pk).update(**change)

    assert client.get("/organisatie/dagelijks-bestuur.csv").status_code == 404


def test_shared_body_has_only_the_seats_for_the_site(
    vgg: SiteSetUp, vdg: SiteSetUp, index: Any, client: Client
) -> None:
    ensure_child(vgg.home, OrganizationIndexPage, title="Wie zit waar", slug="organisatie")
    body = Organization.objects.create(name="Commissie Water", slug="cie-water", classification="vng_committee")
    for setup, name in ((vdg, "Drent"), (vgg, "Groninger")):
        make_membership(make_post(body, for_whom=setup.association), make_person(name))

    own, other = (
        client.get("/organisatie/cie-water.csv", headers={"host": host}) for host in ("localhost", "vgg.localhost")
    )

    assert [row[2] for row in rows_of(own)[1:]] == ["A. Drent"]
    assert [row[2] for row in rows_of(other)[1:]] == ["A. Groninger"]
