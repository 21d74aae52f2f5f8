"""Seats of tables: what would happen with each row, taking over what was ticked, and a block in place of a table."""

from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from association.memberships.actions import undo
from association.memberships.models import Membership, RegisterEntry
from association.organizations.models import Organization
from association.people.models import Person
from association.publications.importing.replacing import TablesGone, replaced, seats_offer
from association.publications.pages import ChapterPage, PublicationPage
from association.publications.views.desk import newest_body
from home.actions import SiteSetUp
from tests.association.publications.tables.making import CARD, kop, read, report_with, said, table
from tests.factories.activities import make_activity
from tests.factories.register import make_body, make_membership, make_person, make_post
from tests.factories.staff import staff_client

ROWS = [["Voorzitter", "mw. A. Bos"], ["Bestuurslid", "dhr. P. de Wit"], ["Bestuurslid", "vacature"]]
ABOVE = "Dagelijks bestuur per 31 december 2031"


@pytest.fixture
def chief(vdg: SiteSetUp) -> Client:
    """The browser of a chief editor of the VDG."""
    return staff_client("VDG eindredactie")


@pytest.fixture
def board(vdg: SiteSetUp) -> Organization:
    """A body with a chair and two members."""
    body = make_body(vdg.association, "Dagelijks bestuur")
    make_post(body, "chair")
    make_post(body, "member", seats=2)
    return body


@pytest.fixture
def publication(vdg: SiteSetUp, board: Organization) -> PublicationPage:
    """A report with a table of that body."""
    return report_with(vdg, kop("Bestuur"), said("Samen."), table(ROWS, caption=ABOVE, key="leden"))


def url(publication: PublicationPage, **query: Any) -> str:
    """The screen of its first table of seats."""
    return reverse("publication_seats", args=[publication.pk], query=query or None)


def plan(client: Client, publication: PublicationPage, **query: Any) -> Any:
    """What would happen."""
    answer = client.get(url(publication, **query))
    assert answer.status_code == 200
    return answer.context_data["plan"]  # type: ignore[attr-defined]  # a template response has it


def ticks(found: Any, *numbers: int) -> dict[str, str]:
    """What the form sends for some rows, or for those that are ticked beforehand."""
    chosen = [row for row in found.rows if (row.number in numbers if numbers else row.is_safe)]
    return {f"rij-{row.number}": row.seen for row in chosen} | {"overnemen": "1"}


def words(answer: Any) -> str:
    """The text of an answer."""
    return " ".join(BeautifulSoup(answer.content, "html.parser").get_text(" ").split())


def kinds(found: Any) -> list[str]:
    """What becomes of each row."""
    return [row.planned.kind for row in found.rows]


def test_body_and_day_are_those_above_the_table(publication: PublicationPage, chief: Client) -> None:
    answer = chief.get(url(publication))
    shown = answer.context_data["read"]  # type: ignore[attr-defined]  # a template response has it

    assert (shown.body.name, shown.day.value) == ("Dagelijks bestuur", date(2031, 12, 31))
    assert "Per rij, op 31 december 2031" in words(answer)


def test_new_rows_are_ticked_and_come_in_one_act_that_is_undone(publication: PublicationPage, chief: Client) -> None:
    found = plan(chief, publication)

    answer = chief.post(url(publication), ticks(found))

    entry = RegisterEntry.objects.get()
    assert kinds(found) == ["new", "new", "new"]
    assert {row.who for row in Membership.objects.all()} == {"A. Bos", "P. de Wit", "vacature"}
    assert f"Overgenomen: {entry.label}." in words(answer)
    assert reverse("register_entry", args=[entry.pk]) in answer.content.decode()
    undo(entry=entry, user=None)
    assert not Membership.objects.exists()


def test_nothing_is_stored_without_a_tick(publication: PublicationPage, chief: Client) -> None:
    chief.get(url(publication))
    answer = chief.post(url(publication), {"overnemen": "1"})

    assert "U hebt niets aangevinkt" in words(answer)
    assert not Membership.objects.exists()
    assert not Person.objects.exists()


def test_doing_it_twice_changes_nothing_and_says_so(publication: PublicationPage, chief: Client) -> None:
    sent = ticks(plan(chief, publication))
    chief.post(url(publication), sent)

    answer = chief.post(url(publication), sent)

    assert "Alles staat al in het register." in words(answer)
    assert Membership.objects.count() == 3
    assert RegisterEntry.objects.count() == 1


def test_successor_differs_and_is_not_ticked(publication: PublicationPage, chief: Client, board: Organization) -> None:
    chair = board.posts.get(role="chair")
    make_membership(chair, make_person("Vos"), "2030-01-01")

    found = plan(chief, publication)
    answer = chief.get(url(publication))
    chief.post(url(publication), ticks(found, 1))

    assert kinds(found) == ["succeeds", "new", "new"]
    assert [row.is_safe for row in found.rows] == [False, True, True]
    assert "opvolger van A. Vos" in words(answer)
    assert [(row.who, row.end_date) for row in chair.memberships.order_by("pk")] == [
        ("A. Vos", date(2031, 12, 31)), ("A. Bos", None),
    ]  # fmt: skip


def test_row_whose_meaning_changes_when_others_stay_behind_is_shown_again(
    publication: PublicationPage, chief: Client, board: Organization
) -> None:
    found = plan(chief, publication)
    make_membership(board.posts.get(role="chair"), make_person("Later"), "2031-06-01")

    answer = chief.post(url(publication), ticks(found))

    assert "Er is niets overgenomen." in words(answer)
    assert Membership.objects.count() == 1


def test_unclear_row_says_why_and_is_put_right_in_its_fields(
    vdg: SiteSetUp, chief: Client, board: Organization
) -> None:
    rows = [["Vorser", "mw. A. Bos"], ROWS[1]]
    publication = report_with(vdg, table(rows, "Functie", "Naam", caption=ABOVE))
    put_right = {"functie-1": "voorzitter", "naam-1": "mw. A. Bos"}

    first = chief.get(url(publication))
    again = chief.post(url(publication), put_right | {"kijken": "1"})
    found = again.context_data["plan"]  # type: ignore[attr-defined]  # a template response has it
    chief.post(url(publication), put_right | ticks(found))

    assert "Functie: In Dagelijks bestuur is geen functie 'Vorser'." in words(first)
    assert 'name="functie-1" value="voorzitter"' in again.content.decode()
    assert kinds(found) == ["new", "new"]
    assert Membership.objects.count() == 2


def test_doubtful_cell_is_said_and_not_ticked(vdg: SiteSetUp, chief: Client, board: Organization) -> None:
    rows = [["Voorzitter", "mw. A. Bos update: dhr. K. Smit"], ROWS[1]]
    publication = report_with(vdg, table(rows, "Functie", "Naam", caption=ABOVE))

    answer = chief.get(url(publication))
    found = plan(chief, publication)

    assert "Hier staat meer dan wij zeker weten te lezen" in words(answer)
    assert [row.is_safe for row in found.rows] == [False, False, True]


def test_rows_without_a_body_ask_for_it_and_a_chosen_one_holds(vdg: SiteSetUp, chief: Client) -> None:
    other = make_body(vdg.association, "Kring van water")
    make_post(other, "chair")
    publication = report_with(vdg, table(ROWS[:1], "Functie", "Naam"))

    unknown = plan(chief, publication)
    chosen = plan(chief, publication, overleg=other.pk)

    assert unknown.rows[0].planned.given.problems[0][0] == "Overleg"
    assert kinds(chosen) == ["new"]


@pytest.mark.parametrize(
    "query",
    [
        {"dag": "31-02-2031"}, {"dag": "x" * 500}, {"dag": ""}, {"overleg": "9" * 40}, {"deel": "-1"},
        {"kolom-0": "body", "kolom-99999999999": "name"}, {"kolom-1": "zomaar"}, {"pagina": "9" * 30},
    ],
)  # fmt: skip
def test_odd_addresses_get_an_answer(publication: PublicationPage, chief: Client, query: dict[str, str]) -> None:
    answers = [chief.get(url(publication, **query)), chief.post(url(publication, **query), {"overnemen": "1"})]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert chief.get(f"{url(publication)}?tabel=bestaat-niet").status_code == 404


@pytest.mark.parametrize("year", [1, 1899, 9999, 32767])
def test_day_of_an_impossible_year_is_not_suggested(
    vdg: SiteSetUp, chief: Client, board: Organization, year: int
) -> None:
    publication = report_with(vdg, table(ROWS, "Functie", "Naam"))
    PublicationPage.objects.filter(pk=publication.pk).update(year=year)

    answer = chief.get(url(publication))

    assert day_field(answer)["value"] == timezone.localdate().isoformat()


def test_day_of_an_impossible_year_above_a_table_is_passed_over(
    vdg: SiteSetUp, chief: Client, board: Organization
) -> None:
    publication = report_with(vdg, table(ROWS, "Functie", "Naam", caption="Dagelijks bestuur per 31-12-0202"))

    assert day_field(chief.get(url(publication)))["value"] == "2031-12-31"


def test_impossible_reference_date_is_said_beside_the_field(vdg: SiteSetUp, chief: Client, board: Organization) -> None:
    publication = report_with(vdg, table(ROWS, "Functie", "Naam"), reference_date=date(22, 12, 31))

    answer = chief.get(url(publication))
    chief.post(url(publication), {"rij-1": "x", "overnemen": "1"})

    assert day_field(answer)["value"] == "0022-12-31"
    assert said_beside(answer) == "Deze dag bestaat niet. Kies een dag, of schrijf hem als 31-12-2022."
    assert not Membership.objects.exists()


@pytest.mark.parametrize(
    ("day", "message"),
    [
        ("0022-12-31", "Deze dag bestaat niet."), ("9022-12-31", "Deze dag bestaat niet."), ("12022-12-31", "Deze dag bestaat niet."), ("2031-02-29", "Deze dag bestaat niet."),
        ("", "Op welke dag klopt de tabel? Vul een dag in."),
    ],
)  # fmt: skip
def test_impossible_day_is_said_beside_its_field(
    publication: PublicationPage, chief: Client, day: str, message: str
) -> None:
    answer = chief.get(url(publication, dag=day))
    refused = chief.post(url(publication, dag=day), {"rij-1": "x", "overnemen": "1"})

    field = day_field(answer)
    assert (field["value"], field["aria-invalid"]) == (day, "true")
    assert said_beside(answer).startswith(message)
    assert answer.context_data["plan"] is None  # type: ignore[attr-defined]  # a template response has it
    assert message in words(refused)
    assert not Membership.objects.exists()


def day_field(answer: Any) -> Any:
    """The field of the day for which the table holds."""
    return BeautifulSoup(answer.content, "html.parser").select_one("input[name=dag]")


def said_beside(answer: Any) -> str:
    """What is said of that day, tied to its field; AttributeError when nothing is."""
    found: Any = BeautifulSoup(answer.content, "html.parser").find(id=day_field(answer)["aria-describedby"])
    return str(found.text)


def test_odd_fields_do_no_harm(publication: PublicationPage, chief: Client) -> None:
    odd = {"rij-1": "x" * 3000, "rij-99999999999999999999999": "y", "naam-1": "a\0b" * 400, "naam-2": "=1+1",
           "overleg-2": "<script>", "overnemen": "1"}  # fmt: skip

    answer = chief.post(url(publication), odd)

    assert answer.status_code == 200
    assert b"<script>" not in answer.content.replace(b"<script>\n", b"")
    assert not Membership.objects.exists()


def test_bodies_of_another_association_cannot_be_chosen(
    vgg: SiteSetUp, publication: PublicationPage, chief: Client
) -> None:
    foreign = make_body(vgg.association, "Geheim bestuur")
    make_post(foreign, "chair")

    answer = chief.get(url(publication, overleg=foreign.pk))

    assert "Geheim bestuur" not in answer.content.decode()
    assert "Welk overleg?" in words(answer)


def test_table_of_five_thousand_rows_comes_in_parts(vdg: SiteSetUp, chief: Client, board: Organization) -> None:
    rows = [
        ["Bestuurslid", f"dhr. A. Naam{'abcdefghij'[number % 10]}{chr(97 + number // 200)}"] for number in range(5000)
    ]
    publication = report_with(vdg, table(rows, "Functie", "Naam", caption=ABOVE))

    answer = chief.get(url(publication))

    assert answer.status_code == 200
    assert "Deel 1 van 50." in words(answer)
    assert len(answer.content) < 1_000_000


def blocks(publication: PublicationPage) -> list[tuple[str, Any]]:
    """Kind and value of the blocks of its chapter's draft."""
    chapter = ChapterPage.objects.child_of(publication).get()
    return [(block["type"], block["value"]) for block in newest_body(chapter)]


def test_table_makes_way_for_a_block_only_when_the_register_has_all_of_it(
    publication: PublicationPage, chief: Client, board: Organization
) -> None:
    before = chief.get(url(publication))
    chief.post(url(publication), ticks(plan(chief, publication)))
    after = chief.get(url(publication))
    address = after.context_data["offer_url"]  # type: ignore[attr-defined]  # a template response has it

    shown, preview = chief.get(address), chief.get(f"{address}&voorbeeld=1")
    assert [kind for kind, _ in blocks(publication)] == ["heading", "paragraph", "table"]
    done = chief.post(address, follow=True)

    assert before.context_data["offer_url"] == ""  # type: ignore[attr-defined]  # as above
    assert "maakt één tabel plaats voor het blok" in words(shown)
    assert "P. de Wit" in words(preview)
    assert "Vervangen in het concept van 'Wat wij deden'." in words(done)
    assert blocks(publication)[2] == ("seats", {"organization": board.pk, "day": "2031-12-31"})
    assert not ChapterPage.objects.child_of(publication).get().live


def test_tables_of_activities_make_way_for_their_block_and_take_their_titles_along(
    vdg: SiteSetUp, chief: Client
) -> None:
    cards = [
        block for title in ("Fietspad", "Bushalte") for block in (kop(title), table(CARD), said("Tweede halfjaar 2031"))
    ]
    publication = report_with(vdg, said("Vooraf."), *cards, said("Tot slot."))
    screen = reverse("publication_activities", args=[publication.pk])
    chief.post(
        screen,
        {f"nieuw-{row.given.number}": row.seen for row in chief.get(screen).context_data["plan"].rows}
        | {"overnemen": "1"},
    )  # type: ignore[attr-defined]  # as above

    ((_, address),) = chief.get(screen).context_data["offers"]  # type: ignore[attr-defined]  # as above
    preview = chief.get(f"{address}&voorbeeld=1")
    chief.post(address)

    assert "Fietspad" in words(preview)
    assert [kind for kind, _ in blocks(publication)] == ["paragraph", "activities", "paragraph"]
    assert blocks(publication)[1][1] == {"year": 2031, "portfolio": None, "period": "H1", "lights": True}


def test_no_block_is_offered_that_shows_other_activities_too(vdg: SiteSetUp, chief: Client) -> None:
    publication = report_with(vdg, kop("Fietspad"), table(CARD))
    screen = reverse("publication_activities", args=[publication.pk])
    row = chief.get(screen).context_data["plan"].rows[0]  # type: ignore[attr-defined]  # as above
    chief.post(screen, {"nieuw-1": row.seen, "overnemen": "1"})
    make_activity(vdg.association, "Een andere", 2031)

    answer = chief.get(screen)
    refused = chief.get(reverse("publication_activities_fact", args=[publication.pk]))

    assert answer.context_data["offers"] == []  # type: ignore[attr-defined]  # as above
    assert refused.status_code == 302


def test_locked_chapter_stays_as_it_is(publication: PublicationPage, chief: Client) -> None:
    chief.post(url(publication), ticks(plan(chief, publication)))
    address = chief.get(url(publication)).context_data["offer_url"]  # type: ignore[attr-defined]  # as above
    ChapterPage.objects.child_of(publication).update(locked=True)

    done = chief.post(address, follow=True)

    assert "Dit hoofdstuk is vergrendeld." in words(done)
    assert "table" in [kind for kind, _ in blocks(publication)]


def test_table_that_is_gone_replaces_nothing() -> None:
    (found,) = read(table(ROWS, key="weg"))
    offer = seats_offer(found, {1}, vng=False, day=None)

    assert offer is not None
    with pytest.raises(TablesGone):
        replaced([said("Iets anders")], offer)
    assert seats_offer(found, {1, 2}, vng=False, day=None) is None
