"""The candidates of a vacancy as a table to take along: for few, safe in a spreadsheet, kept by no cache."""

import csv
import io
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from association.memberships.models import Candidate, Vacancy
from home.actions import SiteSetUp
from tests.factories.posting import staff_client
from tests.factories.vacancies import make_candidate, make_town, make_vacancy

HEADINGS = [
    "Naam", "Gemeente", "Functie", "E-mailadres", "Telefoon", "Motivatie", "Ontvangen", "Stand", "Advies",
]  # fmt: skip
AT = datetime(2026, 3, 12, 23, 30, tzinfo=ZoneInfo("Europe/Amsterdam"))
FORMULAS = ["=1+1", "+31612345678", "-2+3", "@SUM(A1)", "\tTAB", "\rCR"]


@pytest.fixture
def vacancy(vdg: SiteSetUp) -> Vacancy:
    """A vacancy with somebody who applied, and one whose data were erased."""
    made = make_vacancy(vdg, title="Lid van de commissie Water")
    make_candidate(
        made, 'J. "Jo" Achternaam; en meer', AT, municipality=make_town(vdg, "Dorpstad"), email="jo@example.org",
        motivation="Water is\nmijn vak, écht.", advice_note="Goed.", status="advised", phone="",
    )  # fmt: skip
    make_candidate(made, "Weg", AT, status="not_appointed", email="weg@example.org", erased_at=AT)
    return made


@pytest.fixture
def chief(vdg: SiteSetUp) -> Client:
    """The browser of a chief editor of the VDG."""
    return staff_client("chef", "VDG eindredactie")


def download(client: Client, vacancy: Vacancy, kind: str) -> Any:
    """The answer."""
    return client.get(reverse("candidates_download", args=[vacancy.pk, kind]))


def table(answer: Any, kind: str) -> list[list[Any]]:
    """Its rows."""
    if kind == "csv":
        return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline=""), delimiter=";"))
    sheet = load_workbook(io.BytesIO(answer.content)).active
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_table_has_who_applied_and_nothing_of_who_was_erased(chief: Client, vacancy: Vacancy, kind: str) -> None:
    answer = download(chief, vacancy, kind)

    nothing = None if kind == "xlsx" else ""
    day = "12-03-2026" if kind == "csv" else datetime(2026, 3, 12)  # noqa: DTZ001 - as the file has it
    rows = [[cell or nothing for cell in row] for row in table(answer, kind)]
    assert rows == [
        HEADINGS,
        ['J. "Jo" Achternaam; en meer', "Dorpstad", "wethouder", "jo@example.org", nothing, "Water is\nmijn vak, écht.",
         day, "positief advies", "Goed."],
        ["gegevens gewist", nothing, nothing, nothing, nothing, nothing, day, "niet benoemd", nothing],
    ]  # fmt: skip
    assert answer["Cache-Control"].startswith("private, no-store")
    assert f'filename="kandidaten-{vacancy.slug}-' in answer["Content-Disposition"]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_starts_a_formula(chief: Client, vacancy: Vacancy, text: str) -> None:
    Candidate.objects.filter(erased_at=None).update(name=text, office=text, phone=text, motivation=text)

    listed = table(download(chief, vacancy, "csv"), "csv")[1]
    sheet = load_workbook(io.BytesIO(download(chief, vacancy, "xlsx").content)).active

    assert [listed[place] for place in (0, 2, 4, 5)] == [f"'{text}"] * 4
    assert {sheet.cell(2, place + 1).data_type for place in (0, 2, 4, 5)} == {"s"}


def test_screen_offers_both_files(chief: Client, vdg: SiteSetUp, vacancy: Vacancy) -> None:
    empty = make_vacancy(vdg)

    pages = [chief.get(reverse("vacancy", args=[one.pk])).content for one in (vacancy, empty)]

    links = [[str(link["href"]) for link in BeautifulSoup(page, "html.parser").select("a[download]")] for page in pages]
    assert links == [[reverse("candidates_download", args=[vacancy.pk, kind]) for kind in ("csv", "xlsx")], []]


@pytest.mark.parametrize("group", ["VDG redactie", "VDG bestuur", "VGG eindredactie"])
def test_who_may_not_see_candidates_gets_no_file(vgg: SiteSetUp, vacancy: Vacancy, group: str) -> None:
    answer = download(staff_client("ander", group), vacancy, "csv")

    assert answer.status_code in {302, 403}
    assert "Achternaam" not in answer.content.decode()


def test_other_kinds_and_numbers_are_not_found(chief: Client, vacancy: Vacancy) -> None:
    address = reverse("candidates_download", args=[vacancy.pk, "csv"])
    asked = [address.replace("csv", "ods"), address.replace(str(vacancy.pk), str(2**70))]

    assert [chief.get(one).status_code for one in asked] == [404, 404]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_table_costs_the_same_with_many_candidates(
    vdg: SiteSetUp, chief: Client, vacancy: Vacancy, statements: Any, kind: str
) -> None:
    counts = []
    for more in (1, 2, 27):
        for _ in range(more):
            make_candidate(vacancy, municipality=make_town(vdg))
        with statements() as found:
            assert download(chief, vacancy, kind).status_code == 200
        counts.append(len(found))

    assert counts[1] == counts[2]
