"""The grid of a year: who sees and writes what, by form and cell by cell."""

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from association.activities.models import ActivityYear
from home.actions import SiteSetUp
from tests.factories.activities import cell_form, make_activity, report
from tests.factories.content import make_portfolio, make_user
from tests.factories.staff import staff_client

GRID = "/beheer/activiteiten/vdg/2026/"


@pytest.fixture
def row(vdg: SiteSetUp) -> ActivityYear:
    """An activity of the VDG."""
    made: ActivityYear = make_activity(vdg.association, "Toogdag", reports={"H1": "Voorjaar.", "H2": "Najaar."})
    return made


@pytest.fixture
def editor(vdg: SiteSetUp) -> Client:
    """An editor of the VDG."""
    return staff_client("VDG redactie")


def fresh(row: ActivityYear) -> ActivityYear:
    """The same, read anew."""
    found: ActivityYear = ActivityYear.objects.with_all().get(pk=row.pk)
    return found


def page(response: Any) -> BeautifulSoup:
    """What was answered."""
    return BeautifulSoup(response.content, "html.parser")


def test_menu_leads_to_the_newest_year_that_has_begun(row: ActivityYear, editor: Client, vdg: SiteSetUp) -> None:
    make_activity(vdg.association, "Later", year=2031)

    response = editor.get("/beheer/activiteiten/")

    assert response.headers["Location"] == GRID


def test_grid_has_a_field_for_each_thing(row: ActivityYear, editor: Client) -> None:
    found = page(editor.get(f"{GRID}?periode=H2"))

    names = [str(field["name"]) for field in found.select("[data-cell]")]
    assert names == [
        f"c-{row.pk}-{cell}"
        for cell in ("goal", "results", "H1-text", "H2-text", "Y-text", "H2-stoplight", "H2-not_held", "H2-reason")
    ]
    assert "Begin met beide halfjaren" in found.get_text()


def test_grid_is_saved_as_a_whole_without_script(row: ActivityYear, editor: Client) -> None:
    sent = cell_form(row, goal="Elkaar kennen.", H2_text="Najaar.", H2_stoplight="orange")

    response = editor.post(f"{GRID}?periode=H2", sent)

    assert response.status_code == 302
    assert [fresh(row).value_of(cell) for cell in ("goal", "H2-text", "H2-stoplight")] == [
        "Elkaar kennen.", "Najaar.", "orange"
    ]  # fmt: skip


def test_grid_keeps_what_is_wrong_beside_its_field(row: ActivityYear, editor: Client) -> None:
    long = "x" * 5001

    found = page(editor.post(GRID, cell_form(row, goal=long, results="Wel goed.")))

    field = found.select_one(f"[name='c-{row.pk}-goal']")
    assert field is not None
    assert (field.get("aria-invalid"), field.get_text().strip()) == ("true", long)
    assert "Er is plaats voor 5000" in found.get_text()
    assert fresh(row).results == "Wel goed."


def test_grid_shows_both_texts_when_another_wrote_too(row: ActivityYear, editor: Client) -> None:
    sent = cell_form(row, Y_text="Van mij.")
    report(row, "Y", text="Van een ander.")

    found = page(editor.post(f"{GRID}?periode=Y", sent))

    cell = found.select_one(f"#c-{row.pk}-Y-text")
    assert cell is not None
    assert cell.get_text().strip() == "Van een ander."
    assert "Van mij." in found.select(".noaber-grid__aside blockquote")[0].get_text()

    editor.post(f"{GRID}?periode=Y", {"place": f"c-{row.pk}-Y-text"})

    assert fresh(row).value_of("Y-text") == "Van een ander.\n\nVan mij."


def test_year_takes_both_halves_with_a_button(row: ActivityYear, editor: Client) -> None:
    editor.post(GRID, {"offer": f"c-{row.pk}-Y-text"})

    assert fresh(row).value_of("Y-text") == "Voorjaar.\n\nNajaar."


def test_cell_is_saved_by_itself(row: ActivityYear, editor: Client) -> None:
    sent = {"number": row.pk, "cell": "goal", "value": "Elkaar kennen. ", "base": ""}

    response = editor.post(reverse("activity_cell"), sent)

    assert (response.status_code, response.json()) == (200, {"value": "Elkaar kennen."})
    assert fresh(row).goal == "Elkaar kennen."


def test_cell_answers_with_what_another_wrote(row: ActivityYear, editor: Client) -> None:
    sent = {"number": row.pk, "cell": "H1-text", "value": "Van mij.", "base": ""}

    response = editor.post(reverse("activity_cell"), sent)

    assert (response.status_code, response.json()) == (409, {"theirs": "Voorjaar.", "who": "Een collega"})


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"cell": "bestaat-niet", "value": "x"}, 422),
        ({"cell": "goal", "value": "x" * 6000}, 422),
        ({"number": "abc", "cell": "goal"}, 404),
        ({"number": "9" * 30, "cell": "goal"}, 404),
        ({"number": "-1", "cell": "goal"}, 404),
        ({"number": "", "cell": "goal"}, 404),
    ],
)
def test_cell_refuses_nonsense_in_words(row: ActivityYear, editor: Client, sent: dict[str, Any], status: int) -> None:
    response = editor.post(reverse("activity_cell"), {"number": row.pk, "base": "", **sent})

    assert response.status_code == status
    assert fresh(row).goal == ""


def test_other_association_sees_and_writes_nothing(row: ActivityYear, vgg: SiteSetUp) -> None:
    stranger = staff_client("VGG eindredactie", host="vgg.localhost")
    sent = {"number": row.pk, "cell": "goal", "value": "Van buiten.", "base": ""}

    answers = [
        stranger.get(GRID),
        stranger.get(f"{GRID}tabel.csv"),
        stranger.get(f"/beheer/activiteiten/{row.pk}/"),
        stranger.get(f"/beheer/activiteiten/{row.pk}/teksten/"),
        stranger.post(GRID, cell_form(row, goal="Van buiten.")),
        stranger.post(reverse("activity_cell"), sent),
    ]

    assert [answer.status_code for answer in answers[:5]] == [302] * 5
    assert answers[5].status_code == 404
    assert not any(b"Toogdag" in answer.content for answer in answers)
    assert fresh(row).goal == ""


def test_process_lead_writes_in_own_activities_only(vdg: SiteSetUp) -> None:
    lead = make_user("regie", "VDG procesregie")
    client = Client(headers={"host": "localhost"})
    client.force_login(lead)
    mine = make_activity(vdg.association, "Van mij", responsible=lead)
    led = make_portfolio(vdg, "Wonen")
    led.team.user_set.add(lead)
    ours = make_activity(vdg.association, "Van mijn portefeuille", portfolios=[led])
    other = make_activity(vdg.association, "Van een ander")

    found = page(client.get(f"{GRID}?mijn=1"))
    for row in (mine, ours, other):
        client.post(GRID, cell_form(row, goal="Geschreven."))
        client.post(reverse("activity_cell"), {"number": row.pk, "cell": "results", "value": "Ook.", "base": ""})

    assert [fresh(row).goal for row in (mine, ours, other)] == ["Geschreven.", "Geschreven.", ""]
    assert [fresh(row).results for row in (mine, ours, other)] == ["Ook.", "Ook.", ""]
    assert [row.get_text(" ", strip=True).split("  ")[0] for row in found.select("[data-row] > th > a:first-child")] == [
        "Van mij", "Van mijn portefeuille"
    ]  # fmt: skip


def test_filter_leaves_what_is_to_be_filled_in(row: ActivityYear, editor: Client, vdg: SiteSetUp) -> None:
    make_activity(vdg.association, "Nog leeg")

    found = page(editor.get(f"{GRID}?periode=H1&ontbreekt=1"))

    assert [link.get_text() for link in found.select("[data-row] > th > a:first-child")] == ["Nog leeg"]
    assert "Nog in te vullen (1)" in found.get_text()


@pytest.mark.parametrize(
    "address", [f"{GRID}?periode=H9", f"{GRID}?mijn=%00x", "/beheer/activiteiten/vdg/2026/?periode="]
)
def test_odd_filters_show_the_grid(row: ActivityYear, editor: Client, address: str) -> None:
    assert editor.get(address).status_code in {200, 400}


@pytest.mark.parametrize("year", ["0", "1899", "2201", "99999"])
def test_impossible_year_is_not_found(row: ActivityYear, editor: Client, year: str) -> None:
    assert editor.get(f"/beheer/activiteiten/vdg/{year}/").status_code == 404


def test_grid_asks_the_same_however_many_activities(
    editor: Client, vdg: SiteSetUp, statements: Callable[[], Any]
) -> None:
    def asked() -> int:
        with statements() as found:
            assert editor.get(GRID).status_code == 200
        return len(found)

    make_activity(vdg.association, "Een", portfolios=[make_portfolio(vdg, "Wonen")], reports={"H1": "x"})
    asked()
    few = asked()
    for number in range(12):
        make_activity(vdg.association, f"Nog {number}", portfolios=[make_portfolio(vdg, f"P{number}")])

    assert asked() == few


def test_texts_of_everybody_are_in_the_history(row: ActivityYear, editor: Client) -> None:
    editor.post(GRID, cell_form(row, goal="Eerst dit."))
    editor.post(GRID, cell_form(fresh(row), goal="Toen dat."))

    found = page(editor.get(f"/beheer/activiteiten/{row.pk}/teksten/")).get_text(" ")

    assert found.index("Toen dat.") < found.index("Eerst dit.")
