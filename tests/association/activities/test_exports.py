"""The activities of a year to take along: no cell starts a formula, and readers get no more than their page shows."""

import csv
import io
from datetime import date
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from association.activities.models import ActivityYear
from association.activities.pages import ActivityIndexPage
from association.base.site_settings import SiteSettings
from association.organizations.models import Organization
from association.portfolios.models import PortfolioName
from home.actions import SiteSetUp, ensure_child
from tests.factories.activities import make_activity
from tests.factories.content import make_portfolio, make_user, restrict
from tests.factories.staff import staff_client

STAFF, PUBLIC = "/beheer/activiteiten/vdg/2026/tabel", "/activiteiten/2026.csv"
PLAN = ["Jaar", "Kopje", "Activiteit", "Portefeuilles", "Overleggen", "Partners", "Doel", "Beoogde resultaten"]
PERIODS = ["Eerste halfjaar", "Tweede halfjaar", "Heel jaar"]
LIGHTS = ["Stoplicht eerste halfjaar", "Stoplicht tweede halfjaar", "Stoplicht heel jaar"]
SIGNS = ("=", "+", "-", "@", "\t", "\r")


@pytest.fixture
def index(vdg: SiteSetUp) -> Any:
    """The page of the activities."""
    return ensure_child(vdg.home, ActivityIndexPage, title="Activiteiten", slug="activiteiten")


@pytest.fixture
def row(vdg: SiteSetUp) -> ActivityYear:
    """An activity of 2026 with everything."""
    wonen = make_portfolio(vdg, "Wonen en wijken")
    PortfolioName.objects.create(portfolio=wonen, name="Wonen", end_date=date(2027, 1, 1))
    partner = Organization.objects.create(name="Provincie Drenthe", slug="provincie", classification="partner")
    made: ActivityYear = make_activity(
        vdg.association, "Flexwoningen", portfolios=[wonen], partners=[partner], goal="Sneller bouwen.",
        results="- Acht plekken\n- Een gids",
        reports={
            "H1": {"text": 'Begonnen; "druk".', "stoplight": "orange"},
            "H2": {"not_held": True, "reason": "Geen grond."},
        },
    )  # fmt: skip
    return made


def lines(response: Any) -> list[list[str]]:
    """The cells of a CSV file."""
    assert response.status_code == 200
    text = response.content.decode("utf-8")
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text[1:], newline=""), delimiter=";"))


def sheet(response: Any) -> Any:
    """The sheet of an Excel file."""
    assert response.status_code == 200
    return load_workbook(io.BytesIO(response.content)).active


def test_staff_take_everything_along(row: ActivityYear) -> None:
    client = staff_client("VDG redactie")

    table = lines(client.get(f"{STAFF}.csv"))
    found = sheet(client.get(f"{STAFF}.xlsx"))

    headings = [*PLAN, *(word for pair in zip(PERIODS, LIGHTS, strict=True) for word in pair)]
    cells = [
        "2026", "Wonen", "Flexwoningen", "Wonen", "", "Provincie Drenthe", "Sneller bouwen.", "- Acht plekken\n- Een gids",
        'Begonnen; "druk".', "Vergt aandacht", "niet doorgegaan: Geen grond.", "Geen stoplicht", "nog niet ingevuld",
        "Geen stoplicht",
    ]  # fmt: skip
    assert table == [headings, [f"'{cell}" if cell.startswith("-") else cell for cell in cells]]
    assert [[cell.value or "" for cell in line] for line in found.iter_rows()] == [headings, cells]
    assert found.title == "Activiteiten 2026"


@pytest.mark.parametrize("sign", SIGNS)
def test_no_cell_starts_a_formula(row: ActivityYear, index: Any, client: Client, sign: str) -> None:
    text = f"{sign}1+1"
    fields = {"title": text, "goal": text, "results": text, "heading": text}
    ActivityYear.objects.filter(pk=row.pk).update(**fields)
    row.reports.filter(period="H1").update(text=text)
    staff = staff_client("VDG redactie")

    tables = [lines(staff.get(f"{STAFF}.csv")), lines(client.get(PUBLIC))]
    found = sheet(staff.get(f"{STAFF}.xlsx"))

    cells = [[cell for line in table for cell in line] for table in tables]
    assert [sum(cell.startswith("'") for cell in table) for table in cells] == [5, 5]
    assert [cell for table in cells for cell in table if cell.startswith(SIGNS)] == []
    assert {cell.data_type for line in found.iter_rows() for cell in line if cell.value} == {"s"}


@pytest.mark.parametrize("kind", ["pdf", "json", "CSV", "xlsx.csv"])
def test_other_kind_of_table_is_not_found(row: ActivityYear, kind: str) -> None:
    client = staff_client("VDG redactie")

    assert client.get(f"{STAFF}.csv").status_code == 200
    assert client.get(f"{STAFF}.{kind}").status_code == 404


def test_process_lead_takes_only_own_activities_along(vdg: SiteSetUp, row: ActivityYear) -> None:
    lead = make_user("regie", "VDG procesregie")
    client = Client(headers={"host": "localhost"})
    client.force_login(lead)
    make_activity(vdg.association, "Van mij", responsible=lead)
    everything = lines(staff_client("VDG redactie").get(f"{STAFF}.csv"))

    table = lines(client.get(f"{STAFF}.csv"))

    assert [line[2] for line in everything[1:]] == ["Flexwoningen", "Van mij"]
    assert [line[2] for line in table[1:]] in (["Van mij"], ["Flexwoningen", "Van mij"])
    assert may_see_all(lead) == (len(table) == 3)


def may_see_all(user: Any) -> bool:
    """Whether somebody sees the activities of others on the grid."""
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    return b"Flexwoningen" in client.get("/beheer/activiteiten/vdg/2026/").content


def test_readers_take_along_what_their_page_shows(row: ActivityYear, index: Any, client: Client) -> None:
    with_lights = client.get(PUBLIC)
    SiteSettings.objects.update(shows_stoplights=False)

    without = client.get(PUBLIC)

    assert lines(with_lights)[0] == [*PLAN, *(word for pair in zip(PERIODS, LIGHTS, strict=True) for word in pair)]
    assert lines(without)[0] == [*PLAN, *PERIODS]
    assert "Vergt aandacht" in with_lights.content.decode()
    assert "aandacht" not in without.content.decode().lower()
    assert "stoplicht" not in without.content.decode().lower()


@pytest.mark.parametrize("rest", ["2025", "1899", "99999", "0", "abc", "²022", "2026/x", "-2026"])
def test_year_without_activities_has_no_table(row: ActivityYear, index: Any, client: Client, rest: str) -> None:
    assert client.get(PUBLIC).status_code == 200
    assert client.get(f"/activiteiten/{rest}.csv").status_code == 404


def test_page_that_is_not_public_gives_nobody_a_table(row: ActivityYear, index: Any, client: Client) -> None:
    assert client.get(PUBLIC).status_code == 200

    restrict(index, "groups", "VDG raadsleden")

    assert b"Flexwoningen" not in client.get(PUBLIC).content


def test_other_site_has_no_table_of_these(vgg: SiteSetUp, row: ActivityYear, index: Any, client: Client) -> None:
    ensure_child(vgg.home, ActivityIndexPage, title="Activiteiten", slug="activiteiten")
    stranger = staff_client("VGG eindredactie", host="vgg.localhost")

    answers = [client.get(PUBLIC, headers={"host": "vgg.localhost"}), stranger.get(f"{STAFF}.csv")]

    assert [answer.status_code for answer in answers] == [404, 302]
