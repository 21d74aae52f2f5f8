"""Activities of tables: what would happen with each, and taking over what was ticked."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from association.activities.actions import write_cell
from association.activities.models import Activity, ActivityReport, ActivityYear
from association.portfolios.models import Portfolio
from association.publications.pages import ChapterPage, PublicationPage
from association.publications.views.table_facts import NOT_YET
from home.actions import SiteSetUp
from tests.association.publications.tables.making import CARD, kop, report_with, table
from tests.factories.activities import make_activity
from tests.factories.staff import staff_client

HEAD = ("Activiteit", "Doel", "Eerste halfjaar", "Stoplicht")


@pytest.fixture
def chief(vdg: SiteSetUp) -> Client:
    """The browser of a chief editor of the VDG."""
    return staff_client("VDG eindredactie")


def url(publication: PublicationPage, **query: Any) -> str:
    """The screen of activities."""
    return reverse("publication_activities", args=[publication.pk], query=query or None)


def cards(*titles: str) -> list[dict[str, Any]]:
    """A small table for each activity, below its title."""
    return [block for title in titles for block in (kop(title), table(CARD, key=f"tabel-{title}"))]


def rows(client: Client, publication: PublicationPage, **query: Any) -> list[Any]:
    """What would happen with each."""
    answer = client.get(url(publication, **query))
    assert answer.status_code == 200
    return list(answer.context_data["plan"].rows)  # type: ignore[attr-defined]  # a template response has it


def ticked(client: Client, publication: PublicationPage) -> dict[str, Any]:
    """What the form sends when nobody changes a tick, with "Overnemen"."""
    page = BeautifulSoup(client.get(url(publication)).content, "html.parser")
    boxes = page.select("input[type=checkbox][checked]")
    names = {str(box["name"]) for box in boxes}
    return {name: [str(box["value"]) for box in boxes if box["name"] == name] for name in names} | {"overnemen": "1"}


def words(answer: Any) -> str:
    """The text of an answer."""
    return " ".join(BeautifulSoup(answer.content, "html.parser").get_text(" ").split())


def test_publication_says_what_stands_in_its_tables(vdg: SiteSetUp, chief: Client) -> None:
    seats = table([["Voorzitter", "dhr. A. Bos"], ["Lid", "vacature"]])
    publication = report_with(vdg, *cards("Fietspad", "Bushalte"), kop("Bestuur"), seats)

    page = chief.get(reverse("publication", args=[publication.pk]))
    overview = chief.get(reverse("publication_tables", args=[publication.pk]))

    assert "In dit document staan 2 activiteiten en 1 samenstelling." in words(page)
    assert reverse("publication_tables", args=[publication.pk]) in page.content.decode()
    assert "2 activiteiten" in words(overview)
    assert "Samenstelling met 2 rijen, in het hoofdstuk Wat wij deden" in words(overview)


def test_table_that_is_not_recognised_is_named_and_nothing_is_guessed(vdg: SiteSetUp, chief: Client) -> None:
    publication = report_with(vdg, kop("Kosten"), table([["Fietspad", "€ 10"]], "Project", "Kosten"))

    page = chief.get(reverse("publication", args=[publication.pk]))
    overview = words(chief.get(reverse("publication_tables", args=[publication.pk])))

    assert "In dit document staan" not in words(page)
    assert "is geen tabel herkend" in overview
    assert "Eén andere tabel" in overview
    assert "Kosten (Wat wij deden)" in overview


def test_new_activities_are_ticked_and_come_in_the_grid(vdg: SiteSetUp, chief: Client) -> None:
    sport = Portfolio.objects.create(association=vdg.association, name="Sport", slug="sport")
    publication = report_with(vdg, *cards("Partners: Dorpen", "Partners: Waterschap", "Portefeuille: Sport: Velden"))

    answer = chief.post(url(publication), ticked(chief, publication))

    found = list(ActivityYear.objects.order_by("order"))
    assert "Overgenomen: 3 activiteiten toegevoegd." in words(answer)
    assert [(row.title, row.heading, row.year, row.goal) for row in found] == [
        ("Dorpen", "Partners", 2031, "Veilig fietsen"), ("Waterschap", "Partners", 2031, "Veilig fietsen"),
        ("Velden", "", 2031, "Veilig fietsen"),
    ]  # fmt: skip
    assert list(found[2].portfolios.all()) == [sport]
    assert found[0].results == "Een fietspad"
    assert found[0].report_of("H1").text == "Getekend"
    assert found[0].changes.get(cell="H1-text").user.username == "vdg-eindredactie"


def test_nothing_is_stored_before_it_is_taken_over(vdg: SiteSetUp, chief: Client) -> None:
    publication = report_with(vdg, *cards("Fietspad"))

    chief.get(url(publication))
    chief.post(url(publication), {"kijken": "1"})
    answer = chief.post(url(publication), {"overnemen": "1"})

    assert "U hebt niets aangevinkt" in words(answer)
    assert not ActivityYear.objects.exists()


def test_doing_it_twice_changes_nothing_and_says_so(vdg: SiteSetUp, chief: Client) -> None:
    publication = report_with(vdg, *cards("Fietspad", "Bushalte"))
    sent = ticked(chief, publication)
    chief.post(url(publication), sent)
    before = list(ActivityReport.objects.values())

    answer = chief.post(url(publication), sent)

    assert "Alles staat al in het raster van 2031." in words(answer)
    assert "Alles stond er al zo. Er is niets veranderd." in words(answer)
    assert ActivityYear.objects.count() == 2
    assert list(ActivityReport.objects.values()) == before


def test_what_differs_stands_beside_what_is_there_and_only_empty_cells_are_ticked(
    vdg: SiteSetUp, chief: Client
) -> None:
    row = make_activity(vdg.association, "Fietspad", 2031, goal="Iets anders")
    publication = report_with(vdg, *cards("Fietspad"))

    (planned,) = rows(chief, publication)
    answer = chief.post(url(publication), ticked(chief, publication))
    row.refresh_from_db()

    assert planned.kind == "differs"
    assert [(change.cell, change.now, change.is_safe) for change in planned.changes] == [
        ("goal", "Iets anders", False), ("results", "", True), ("H1-text", "", True),
    ]  # fmt: skip
    assert "Overgenomen: 2 teksten gewijzigd." in words(answer)
    assert (row.goal, row.results, row.report_of("H1").text) == ("Iets anders", "Een fietspad", "Getekend")


def test_table_that_says_something_else_is_not_replaced(vdg: SiteSetUp, chief: Client) -> None:
    make_activity(vdg.association, "Fietspad", 2031, goal="Iets anders")
    publication = report_with(vdg, *cards("Fietspad"))
    before = list(ChapterPage.objects.get().body.raw_data)

    address = reverse(
        "publication_activities_fact", args=[publication.pk], query={"hoofdstuk": ChapterPage.objects.get().pk}
    )
    answer = chief.get(address, follow=True)

    assert NOT_YET in words(answer)
    assert list(ChapterPage.objects.get().get_latest_revision_as_object().body.raw_data) == before


def test_ticked_difference_replaces_and_the_old_text_stays_in_the_history(vdg: SiteSetUp, chief: Client) -> None:
    row = make_activity(vdg.association, "Fietspad", 2031, goal="Iets anders")
    publication = report_with(vdg, *cards("Fietspad"))
    goal = next(change for change in rows(chief, publication)[0].changes if change.cell == "goal")

    chief.post(url(publication), {"cel": goal.seen, "overnemen": "1"})
    row.refresh_from_db()

    assert row.goal == "Veilig fietsen"
    assert row.changes.get().before == "Iets anders"


def test_what_changed_after_it_was_shown_is_left_and_the_others_go_on(vdg: SiteSetUp, chief: Client) -> None:
    row = make_activity(vdg.association, "Fietspad", 2031, goal="Iets anders")
    publication = report_with(vdg, *cards("Fietspad"))
    changes = {change.cell: change.seen for change in rows(chief, publication)[0].changes}
    write_cell(number=row.pk, cell="goal", value="Net gewijzigd", base="Iets anders", user=None)

    chief.post(url(publication), {"cel": list(changes.values()), "overnemen": "1"})
    row.refresh_from_db()

    assert (row.goal, row.results) == ("Net gewijzigd", "Een fietspad")


def test_new_activity_that_changed_is_refused_beside_its_row(vdg: SiteSetUp, chief: Client) -> None:
    publication = report_with(vdg, *cards("Fietspad", "Bushalte"))
    sent = ticked(chief, publication) | {"nieuw-1": "anders"}

    answer = chief.post(url(publication), sent)

    assert "Niet overgenomen: 1." in words(answer)
    assert "Fietspad nieuw Dit is anders dan u zag." in words(answer)
    assert [row.title for row in ActivityYear.objects.all()] == ["Bushalte"]


def test_activity_of_last_year_goes_on_as_the_same_one(vdg: SiteSetUp, chief: Client) -> None:
    last = make_activity(vdg.association, "Fietspad", 2030, goal="Toen")
    publication = report_with(vdg, *cards("Fietspad"))

    (planned,) = rows(chief, publication)
    chief.post(url(publication), ticked(chief, publication))

    made = ActivityYear.objects.get(year=2031)
    assert planned.other == last
    assert made.activity == last.activity
    assert (made.goal, made.report_of("H1").text) == ("Veilig fietsen", "Getekend")
    assert Activity.objects.count() == 1


def test_title_that_the_year_does_not_have_is_not_taken_for_new_by_itself(vdg: SiteSetUp, chief: Client) -> None:
    there = make_activity(vdg.association, "Pad voor fietsers", 2031)
    publication = report_with(vdg, *cards("Fietspad"))

    (planned,) = rows(chief, publication)
    sent = ticked(chief, publication)
    chief.post(url(publication), {"welke-1": str(there.pk), "overnemen": "1"})
    answer = chief.post(url(publication), {"welke-1": str(there.pk), "kijken": "1"})

    assert planned.kind == "unclear"
    assert planned.candidates == [there]
    assert sent == {"overnemen": "1"}
    assert "In het raster: Pad voor fietsers." in words(answer)
    assert answer.context_data["plan"].rows[0].kind == "differs"  # type: ignore[attr-defined]  # as above


def test_activities_of_one_title_are_told_apart_by_their_goal(vdg: SiteSetUp, chief: Client) -> None:
    other = [["Doel", "Droog wachten"], *CARD[1:]]
    publication = report_with(vdg, *cards("Vervoer"), kop("Vervoer"), table(other, key="tweede"))
    (first, second) = rows(chief, publication)

    chief.post(url(publication), ticked(chief, publication) | {"onderscheid-2": "bushalte"})

    assert first.asks_distinguisher
    assert second.asks_distinguisher
    assert [row.full_title for row in ActivityYear.objects.all()] == ["Vervoer", "Vervoer: bushalte"]
    assert {row.kind for row in rows(chief, publication)} == {"present"}


def test_rows_of_one_table_with_stoplights_come_in(vdg: SiteSetUp, chief: Client) -> None:
    found = [["Fietspad", "Veilig", "Getekend", "groen"], ["Bushalte", "Droog", "Besteld", "paars"]]
    publication = report_with(vdg, table(found, *HEAD))

    answer = chief.post(url(publication), ticked(chief, publication))

    row = ActivityYear.objects.get()
    assert (row.title, row.report_of("H1").stoplight) == ("Fietspad", "green")
    assert "Dit stoplicht kennen wij niet: 'paars'." in words(answer)


def test_text_that_is_too_long_is_said_beside_the_row(vdg: SiteSetUp, chief: Client) -> None:
    publication = report_with(vdg, kop("Lang"), table([["Doel", "x" * 5001], *CARD[1:]]), *cards("Kort"))

    answer = chief.post(url(publication), ticked(chief, publication))

    assert "Doel: Deze tekst is 5001 tekens lang. Er is plaats voor 5000." in words(answer)
    assert [row.title for row in ActivityYear.objects.all()] == ["Kort"]


def test_columns_and_year_are_shown_and_can_be_changed(vdg: SiteSetUp, chief: Client) -> None:
    publication = report_with(vdg, table([["Fietspad", "Veilig", "Klaar"]], "Activiteit", "Doel", "Hoe het ging"))

    first = rows(chief, publication)[0]
    chosen = rows(chief, publication, jaar="2029", **{"veld-hoehetging": "Y-text"})[0]

    assert first.given.texts == {"goal": "Veilig"}
    assert chosen.given.texts == {"goal": "Veilig", "Y-text": "Klaar"}
    assert "Niet alles is herkend." in words(chief.get(url(publication)))


@pytest.mark.parametrize("year", ["", "abc", "99999999999999999999", "1", "2031x"])
def test_year_that_is_none_is_said_beside_the_field(vdg: SiteSetUp, chief: Client, year: str) -> None:
    publication = report_with(vdg, *cards("Fietspad"))

    answer = chief.post(url(publication, jaar=year), {"overnemen": "1", "nieuw-1": "x"})

    assert answer.status_code == 200
    assert 'aria-invalid="true"' in answer.content.decode()
    assert not ActivityYear.objects.exists()


def test_odd_numbers_in_the_form_do_no_harm(vdg: SiteSetUp, vgg: SiteSetUp, chief: Client) -> None:
    foreign = make_activity(vgg.association, "Van een ander", 2031, goal="Geheim doel")
    strange = Portfolio.objects.create(association=vgg.association, name="Vreemd", slug="vreemd")
    publication = report_with(vdg, *cards("Fietspad"))
    odd = {"nieuw-99999999999999999999": "x", "welke-1": str(foreign.pk), "portefeuille-1": str(strange.pk),
           "cel": ["\0", "x" * 5000], "pagina": "9" * 30, "onderscheid-1": "a\0b", "nieuw-x": "1"}  # fmt: skip

    answer = chief.post(url(publication), odd | ticked(chief, publication))

    assert answer.status_code == 200
    assert "Geheim doel" not in answer.content.decode()
    foreign.refresh_from_db()
    assert foreign.goal == "Geheim doel"
    assert not ActivityYear.objects.get(year=2031, activity__association=vdg.association).portfolios.exists()


def test_many_activities_come_in_parts(vdg: SiteSetUp, chief: Client) -> None:
    found = [[f"Activiteit {number}", f"Doel {number}", "", ""] for number in range(5000)]
    publication = report_with(vdg, table(found, *HEAD))
    make_activity(vdg.association, "Activiteit 4999", 2031)

    first = chief.get(url(publication))
    second = chief.post(url(publication), {"pagina": "2", "op": "1", "onderscheid-1": "blijft"})

    assert "Deel 1 van 50." in words(first)
    assert "4999 nieuw" in words(first)
    assert "Activiteit 100 " in words(second)
    assert 'name="onderscheid-1" value="blijft"' in second.content.decode()
    assert len(first.content) < 1_000_000


def test_queries_do_not_depend_on_the_number_of_activities(
    vdg: SiteSetUp, chief: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    few = report_with(vdg, *cards("Een"))
    many = report_with(vdg, *cards(*(f"Activiteit {number}" for number in range(20))))
    for number in range(5):
        make_activity(vdg.association, f"Activiteit {number}", 2031)
    chief.get(url(few))
    with django_assert_num_queries(200, exact=False) as first:
        chief.get(url(few))

    with django_assert_num_queries(len(first), exact=False):
        chief.get(url(many))


@pytest.mark.parametrize("group", ["VGG eindredactie", "VDG raadsleden", "VGG procesregie"])
def test_who_may_not_change_the_publication_finds_nothing(vdg: SiteSetUp, vgg: SiteSetUp, group: str) -> None:
    publication = report_with(vdg, *cards("Fietspad geheim"))
    client = staff_client(group)

    for name in ("tables", "activities", "activities_fact", "seats", "seats_fact"):
        address = reverse(f"publication_{name}", args=[publication.pk])
        for answer in (client.get(address), client.post(address, {"overnemen": "1"})):
            assert answer.status_code in {302, 403, 404}
            assert b"Fietspad" not in answer.content
    assert not ActivityYear.objects.exists()
