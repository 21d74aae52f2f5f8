"""The tables of the two source documents: what is recognised in them is what the demonstration's register holds."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from association.base.models import User
from association.memberships.models import Membership
from association.organizations.models import Organization, OrganizationMember
from association.portfolios.models import Portfolio
from association.publications.pages import PublicationPage
from association.publications.views.desk import Desk
from association.publications.views.tables import Tables, tables_of
from home.demonstration.portfolios import load_portfolios
from home.demonstration.read import read_content
from home.demonstration.register import load_register
from tests.association.publications.importing.making import bring_in, read
from tests.factories.content import make_vgg
from tests.factories.staff import staff_client

pytestmark = pytest.mark.django_db
PERIODS = {"h1": "H1", "h2": "H2", "y": "Y"}


@pytest.fixture(scope="module")
def loaded(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, documents_folder: Path
) -> Iterator[dict[str, Any]]:
    """The VGG with the register of the demonstration, and both documents brought in; made once."""
    with django_db_blocker.unblock(), transaction.atomic():
        setup = make_vgg()
        load_register([setup.association])
        for member in Organization.objects.filter(classification="municipality", managed_by=setup.association):
            OrganizationMember.objects.get_or_create(organization=setup.association, member=member)
        for entry in read_content("vgg").portfolios:
            fields = {key: entry["register"][key] for key in ("name", "abbreviation", "order", "slug", "icon")}
            Portfolio.objects.create(association=setup.association, **fields)
        load_portfolios(setup.association)
        made = {}
        for name, title, kind in (
            ("werkplan-2021.odt", "Werkplan 2021", "work_plan"),
            ("jaarverslag-2022.docx", "Jaarverslag 2022", "annual_report"),
        ):
            source = read((documents_folder / name).read_bytes(), name)
            made[title] = bring_in(setup, source, title, kind=kind).publication
        yield {"setup": setup, **made}
        transaction.set_rollback(True)


def tables(publication: PublicationPage) -> Tables:
    """What stands in its tables."""
    return tables_of(publication, Desk(publication))


def wanted(year: int) -> list[set[str]]:
    """Of the activities of a year in the demonstration, in order, the periods that have a text or were not held."""
    return [
        {PERIODS[key] for key in PERIODS if entry.get(key) or (key == "y" and entry.get("not_held"))}
        for entry in read_content("vgg").activities[year]
    ]


@pytest.mark.parametrize(("title", "year"), [("Werkplan 2021", 2021), ("Jaarverslag 2022", 2022)])
def test_each_activity_of_a_document_is_recognised_with_its_periods(
    loaded: dict[str, Any], title: str, year: int
) -> None:
    found = tables(loaded[title])

    given = found.given

    assert found.words.startswith("In dit document staan 29 activiteiten en ")
    assert [{cell[:-5] for cell in one.texts if cell.endswith("-text")} for one in given] == wanted(year)
    assert all("goal" in one.texts and not one.problems and one.title for one in given)
    assert len(given) == 29
    assert all(year in one.years for one in given)


def seats_of(publication: PublicationPage, part: int = 1, table: int = 0, **query: str) -> Any:
    """What the screen shows of a table of seats, to a chief editor of the VGG."""
    User.objects.filter(username="vgg-eindredactie").delete()
    chief = staff_client("VGG eindredactie", host="vgg.localhost")
    one = [one for one in tables(publication).seats if one.part == part][table]
    answer = chief.get(
        f"/beheer/publicaties/{publication.pk}/tabellen/samenstelling/", {"tabel": one.table.key, "deel": part, **query}
    )
    assert answer.status_code == 200
    return answer.context_data  # type: ignore[attr-defined]  # a template response has it


@pytest.mark.parametrize(("table", "body"), [(0, "Dagelijks Bestuur VGG"), (1, None)])
def test_seats_of_the_report_are_those_of_the_register(loaded: dict[str, Any], table: int, body: str | None) -> None:
    found = seats_of(loaded["Jaarverslag 2022"], table=table)

    plan = found["plan"]

    assert found["read"].day.value == date(2022, 12, 31)
    assert getattr(found["read"].body, "name", None) == body
    assert [number for number, _ in plan.counts] == [13 if body else 10]
    assert {row.planned.kind for row in plan.rows} == {"present"}


def test_seats_of_the_report_are_made_where_the_register_has_none(loaded: dict[str, Any]) -> None:
    publication, day = loaded["Jaarverslag 2022"], date(2022, 12, 31)
    board = Membership.objects.filter(post__organization=seats_of(publication)["read"].body)

    def now() -> set[tuple[Any, ...]]:
        return {(row.post_id, row.person_id) for row in board.active_on(day)}

    before = now()
    board.delete()
    data = seats_of(publication)
    chief = Client(headers={"host": "vgg.localhost"})
    chief.force_login(User.objects.get(username="vgg-eindredactie"))
    ticks = {f"rij-{row.number}": row.seen for row, _ in data["rows"] if row.is_safe}

    chief.post(data["view"].request.get_full_path(), {**ticks, "overnemen": "1"})

    assert len(ticks) == len(before) == 13
    assert now() == before


def test_seats_of_the_plan_are_in_two_compositions_with_what_is_not_sure(loaded: dict[str, Any]) -> None:
    publication = loaded["Werkplan 2021"]

    holders, committees = seats_of(publication)["plan"], None
    committees = tables(publication).seats[1]

    assert [one.part for one in tables(publication).seats] == [1, 2]
    assert committees.words.endswith("(VNG-commissie, VNG-Commissielid)")
    kinds = {row.line.line.cells["body"]: row.planned.kind for row in holders.rows if not row.line.doubt}
    assert set(kinds.values()) == {"present", "wrong"}
    assert not any(row.is_safe for row in holders.rows)
