"""The agenda of a year as a table."""

import csv
import io
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from association.meetings.exports import HEADINGS
from association.meetings.models import MomentStatus
from home.actions import SiteSetUp
from tests.factories.content import make_user, restrict
from tests.factories.hidden import GROUP, STATES
from tests.factories.meetings import make_event, make_meeting, moment
from tests.factories.register import make_body

EVENING = datetime(2027, 7, 1, 19, 30)  # noqa: DTZ001 - as on the clock
FILES = ["/agenda/jaar/2027.csv", "/agenda/jaar/2027.xlsx"]


def table(client: Client, address: str) -> list[dict[str, str]]:
    """The lines of a table by heading, all as text."""
    content = client.get(address).content
    if ".csv" in address:
        return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    rows = load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)
    heads, *lines = rows
    return [
        {
            str(head): f"{cell:%d-%m-%Y}" if isinstance(cell, datetime) else str(cell or "")
            for head, cell in zip(heads, line, strict=True)
        }
        for line in lines
    ]


@pytest.mark.parametrize("address", FILES)
def test_table_says_what_the_site_says(vdg: SiteSetUp, client: Client, address: str) -> None:
    body = make_body(vdg.association, "Bestuur")
    off = moment(EVENING, status=MomentStatus.CANCELLED, note="Geen onderwerpen; later.")
    page = make_meeting(vdg, body, slug="db", title='Bestuur, "juli"', place="Assen", is_public=True, moments=[off])
    make_event(vdg, datetime(2026, 12, 31, 23), slug="vorig-jaar")  # noqa: DTZ001 - as above

    (line,) = table(client, address)

    assert list(line) == list(HEADINGS)
    assert line == {
        "Dag": "01-07-2027", "Tot en met": "01-07-2027", "Van": "19:30", "Tot": "21:00", "Wat": 'Bestuur, "juli"',
        "Overleg": "Bestuur", "Soort": "Openbare vergadering", "Plaats": "Assen", "Openbaar": "ja",
        "Stand": "gaat niet door", "Toelichting": "Geen onderwerpen; later.",
        "Adres": "http://localhost/agenda/db/", "Kenmerk": str(page.moments.get().uid),
    }  # fmt: skip


@pytest.mark.parametrize("address", FILES)
def test_table_holds_what_the_page_shows(vdg: SiteSetUp, client: Client, address: str) -> None:
    body = make_body(vdg.association, "Bestuur", slug="vdg-bestuur")
    make_meeting(vdg, body, EVENING, slug="db", title="Van het bestuur")
    make_event(vdg, EVENING, slug="dag", title="Een dag")
    query = "?overleg=bestuur"

    page = client.get(f"/agenda/jaar/{EVENING.year}/{query}").content.decode()

    assert f'href="{FILES[0]}{query}"' in page
    assert [line["Wat"] for line in table(client, f"{address}{query}")] == ["Van het bestuur"]
    assert {line["Wat"] for line in table(client, address)} == {"Van het bestuur", "Een dag"}
    assert client.get(f"{address}?overleg=onzin").status_code == 404


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(vdg: SiteSetUp, client: Client, sign: str) -> None:
    make_event(vdg, EVENING, slug="x", title="Dag", place=f"{sign}1+1")

    found = [table(client, address)[0]["Plaats"] for address in FILES]

    assert found[0] == f"'{sign}1+1"
    cell = next(load_workbook(io.BytesIO(client.get(FILES[1]).content)).active.iter_rows(min_row=2))[7]
    assert cell.data_type == "s"


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("address", FILES)
def test_hidden_pages_are_in_no_table(vdg: SiteSetUp, client: Client, state: str, address: str) -> None:
    page = make_event(vdg, EVENING, slug="x", title="Zwanenzang")
    before = table(client, address)

    STATES[state](page)

    assert [line["Wat"] for line in before] == ["Zwanenzang"]
    assert table(client, address) == []


def test_table_of_a_member_is_kept_by_nobody(vdg: SiteSetUp, client: Client) -> None:
    restrict(make_event(vdg, EVENING, slug="x", title="Voor de raad"), "groups", GROUP)
    member = Client(headers={"host": "localhost"})
    member.force_login(make_user("raadslid", GROUP))

    response = member.get(FILES[0])

    assert response["Cache-Control"] == "private, no-store"
    assert [line["Wat"] for line in table(member, FILES[0])] == ["Voor de raad"]
    assert (table(client, FILES[0]), client.get(FILES[0])["Cache-Control"]) == ([], "no-cache")


@pytest.mark.parametrize(
    "rest", ["jaar/0001", "jaar/9999", "jaar/99999999999999999999", "jaar/x", "alles", "maand/2027-01"]
)
def test_table_of_no_year_is_not_found(vdg: SiteSetUp, client: Client, rest: str) -> None:
    make_event(vdg, EVENING, slug="x")

    assert [client.get(f"/agenda/{rest}.{kind}").status_code for kind in ("csv", "xlsx")] == [404, 404]


def test_table_needs_as_many_queries_for_one_as_for_three(
    vdg: SiteSetUp, client: Client, statements: Callable[[], Any]
) -> None:
    make_meeting(vdg, make_body(vdg.association), EVENING, slug="een")
    client.get(FILES[0])
    with statements() as one:
        client.get(FILES[0])
    make_meeting(vdg, make_body(vdg.association), EVENING, slug="twee")
    make_event(vdg, EVENING, slug="drie")

    with statements() as three:
        client.get(FILES[0])

    assert len(three) == len(one)
