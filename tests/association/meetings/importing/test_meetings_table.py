"""Meetings from a table: reading it, what would happen row by row, and making them."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from association.meetings.importing.columns import sheet_of
from association.meetings.importing.plan import Plan, make_plan
from association.meetings.models import Moment, MomentStatus
from association.meetings.pages import MeetingPage
from association.memberships.importing.reading import read_text
from association.organizations.models import Organization
from home.actions import SiteSetUp
from tests.factories.content import make_user
from tests.factories.meetings import make_agenda, make_event, make_meeting, moment
from tests.factories.posting import staff_client
from tests.factories.register import make_body

CHIEF, EDITOR = "VDG eindredactie", "VDG redactie"
EVENING = datetime(2027, 1, 14, 19, 30)  # noqa: DTZ001 - as on the clock
TABLE = "Overleg;Datum;Van;Tot;Plaats;Openbaar\nDB;donderdag 14 januari 2027;19.30;21:00 uur;Assen;ja\n"


@pytest.fixture
def board(vdg: SiteSetUp) -> Organization:
    """A body with an abbreviation, and an agenda."""
    make_agenda(vdg)
    return make_body(vdg.association, "Dagelijks bestuur", abbreviation="DB")


@pytest.fixture
def chief(board: Organization) -> Client:
    """The browser of a chief editor of the VDG."""
    return staff_client("inlezen", CHIEF)


def plan_of(setup: SiteSetUp, text: str, *, body: Organization | None = None, group: str = CHIEF) -> Plan:
    """What would happen with a table."""
    sheet = sheet_of([read_text(text)])
    user = get_user_model().objects.filter(groups__name=group).first() or make_user(group.replace(" ", "-"), group)
    return make_plan(
        sheet.lines(sheet.guessed), user=user, index=make_agenda(setup), association=setup.association, body=body
    )


def row_of(setup: SiteSetUp, body: Organization, heads: str, cells: str) -> list[Any]:
    """What becomes of one row of a body: its kind, and its words or what is wrong."""
    (row,) = plan_of(setup, f"{heads}\n{cells}\n", body=body).rows
    return [row.kind, *([message for _, message in row.given.problems] or [row.words])]


def send(client: Client, text: str | bytes, **fields: Any) -> Any:
    """Send the first screen."""
    content = text.encode() if isinstance(text, str) else text
    return client.post(reverse("agenda_import"), {"file": SimpleUploadedFile("data.csv", content), **fields})


def fields_of(response: Any) -> dict[str, Any]:
    """The fields of the report as a browser would send them."""
    screen = BeautifulSoup(response.content, "html.parser")
    form = screen.select_one("form[action$='voer-in/']")
    assert form is not None
    chosen = {one["name"]: one.select_one("option[selected]") for one in form.select("select")}
    hidden = {one["name"]: one["value"] for one in form.select("input[type=hidden]")}
    ticked = [one["value"] for one in screen.select(f"input[type=checkbox][form={form['id']}][checked]")]
    return hidden | {name: option["value"] if option else "" for name, option in chosen.items()} | {"rij": ticked}


def read(client: Client, response: Any, **fields: Any) -> Any:
    """Press the button of the report."""
    return client.post(reverse("agenda_read_in"), fields_of(response) | fields, follow=True)


def hours_of(found: Moment) -> list[str]:
    """Start and end on the clock."""
    return [f"{timezone.localtime(one):%Y-%m-%d %H:%M}" for one in (found.start, found.end)]


@pytest.mark.parametrize("coding", ["utf-8-sig", "cp1252"])
@pytest.mark.parametrize("separator", [";", ","])
def test_file_is_read_in_two_clicks_and_known_the_next_time(
    chief: Client, client: Client, coding: str, separator: str
) -> None:
    text = TABLE.replace("Assen", "Café Assen").replace(";", separator).encode(coding)

    report = send(chief, text)
    before = MeetingPage.objects.count()
    answer = read(chief, report)
    again = send(chief, text)

    assert before == 0
    assert "1 vergadering is geplaatst." in answer.content.decode()
    page = MeetingPage.objects.get()
    assert (page.title, page.place, page.is_public) == ("Dagelijks bestuur 14 januari 2027", "Café Assen", True)
    assert hours_of(page.moments.get()) == ["2027-01-14 19:30", "2027-01-14 21:00"]
    assert client.get("/agenda/dagelijks-bestuur-14-januari-2027/").status_code == 200
    assert "Er is niets te doen." in again.content.decode()
    assert "1</strong> staat er al" in again.content.decode()


@pytest.mark.parametrize(
    ("cells", "begins", "ends"),
    [
        ("14-01-2027;19.30;21.00", "19:30", "21:00"), ("2027-01-14;19:30:00;21:00:00", "19:30", "21:00"),
        ("do 14 jan 2027;9u;10u30", "09:00", "10:30"), ("14/1/2027;19.30 - 21.00 uur;", "19:30", "21:00"),
        ("Donderdag 14 januari 2027;van 9.00 tot 10.00 uur;", "09:00", "10:00"), ("14-1-2027;;", "00:00", "23:59"),
    ],
)  # fmt: skip
def test_days_and_hours_are_read_as_people_write_them(
    vdg: SiteSetUp, board: Organization, cells: str, begins: str, ends: str
) -> None:
    (row,) = plan_of(vdg, f"Datum;Van;Tot\n{cells}\n", body=board).rows

    assert row.given.problems == []
    assert row.slot is not None
    assert [f"{timezone.localtime(one):%d %H:%M}" for one in (row.slot.start, row.slot.end)] == [
        f"14 {begins}", f"14 {ends}",
    ]  # fmt: skip
    assert row.slot.is_all_day is (begins == "00:00")


@pytest.mark.parametrize(
    ("heads", "cells", "message"),
    [
        ("Datum;Van;Tot", "31-11-2027;9;10", "“31-11-2027”: '31-11-2027' is geen bestaande datum."),
        ("Datum;Van;Tot", "januari 2027;9;10", "“januari 2027” is geen hele dag. Schrijf ook de dag en de maand."),
        ("Datum;Van;Tot", "01-01-0001;9;10", "“01-01-0001”: '01-01-0001' is geen bestaande datum."),
        ("Datum;Van;Tot", "vrijdag 14-01-2027;9;10", "“vrijdag 14-01-2027” is een donderdag, geen vrijdag."),
        ("Datum;Van;Tot", "14-01-2027;25.00;26.00", "“25.00” is geen bestaande tijd."),
        ("Datum;Van;Tot", f"14-01-2027;{10**20};10", "Schrijf een tijd als 19.30 of 19:30 uur."),
        ("Datum;Van;Tot", "14-01-2027;9;", "Hoe laat is het afgelopen?"),
        ("Datum;Van;Tot", "14-01-2027;;10", "Hoe laat begint het?"),
        ("Datum;Van;Tot", "14-01-2027;10;9", "Het einde ligt niet na het begin."),
        ("Datum;Van;Tot", "28-03-2027;2.30;4", "Dit tijdstip bestaat niet: de klok gaat die nacht vooruit."),
        ("Datum;Overleg", "14-01-2027;Onbekend", "Dit is geen overleg van deze vereniging: “Onbekend”."),
        ("Datum;Openbaar", "14-01-2027;misschien", "“misschien” kennen wij niet. Schrijf ja of nee."),
        ("Datum;Plaats", "14-01-2027;=A1", ""),
        ("Datum;Titel", "14-01-2027;" + "x" * 201, "Dit is te lang: hier passen 200 tekens."),
        ("Datum;Kenmerk", "14-01-2027;7", "Dit is geen kenmerk van deze site."),
    ],
)  # fmt: skip
def test_row_says_what_is_wrong(vdg: SiteSetUp, board: Organization, heads: str, cells: str, message: str) -> None:
    kind, words, *_ = row_of(vdg, board, heads, cells)

    assert kind == ("wrong" if message else "new")
    assert words.startswith(message)


def test_bodies_are_of_the_association_and_named_as_people_do(
    vdg: SiteSetUp, vgg: SiteSetUp, board: Organization
) -> None:
    make_body(vgg.association, "Bestuur van de VGG")
    other = make_body(vdg.association, "Commissie Financiën en Middelen", variants="Geldzaken")
    heads = "Overleg;Datum;Van;Tot\n"
    names = ["db", "dagelijks bestuur", "geldzaken", "financiën en middelen", "Bestuur van de VGG", ""]

    rows = plan_of(vdg, heads + "".join(f"{name};{place}-02-2027;9;10\n" for place, name in enumerate(names, 1))).rows

    assert [row.body for row in rows] == [board, board, other, other, None, None]
    assert [row.kind for row in rows] == ["new"] * 4 + ["wrong"] * 2


def test_changed_hours_keep_the_mark_and_raise_the_number(
    vdg: SiteSetUp, board: Organization, chief: Client, client: Client
) -> None:
    page = make_meeting(vdg, board, moments=[moment(datetime(2027, 1, 14, 19))], place="Assen")  # noqa: DTZ001 - local
    known = page.moments.get()

    report = send(chief, TABLE)
    answer = read(chief, report)
    again = send(chief, TABLE)

    assert "Was donderdag 14 januari 2027, 19.00–20.30 uur, wordt donderdag 14 januari 2027, 19.30–21.00 uur" in (
        report.content.decode()
    )
    assert "1 vergadering is gewijzigd." in answer.content.decode()
    changed = Moment.objects.get()
    assert (changed.pk, changed.uid, changed.sequence) == (known.pk, known.uid, known.sequence + 1)
    assert hours_of(changed) == ["2027-01-14 19:30", "2027-01-14 21:00"]
    assert "19.30" in client.get(page.url).content.decode()
    assert "Er is niets te doen." in again.content.decode()


def test_another_day_under_a_mark_is_a_move(vdg: SiteSetUp, board: Organization, chief: Client) -> None:
    page = make_meeting(vdg, board, datetime(2027, 1, 14, 19))  # noqa: DTZ001 - local time
    mark = page.moments.get().uid

    read(chief, send(chief, f"Overleg;Datum;Van;Tot;Plaats;Kenmerk\nDB;21-01-2027;19.30;21.00;Emmen;{mark}\n"))

    first, second = Moment.objects.order_by("start")
    assert (first.status, first.uid, second.status, second.uid) == (
        MomentStatus.MOVED, mark, MomentStatus.PLANNED, mark,
    )  # fmt: skip
    assert (hours_of(second), second.place) == (["2027-01-21 19:30", "2027-01-21 21:00"], "Emmen")
    assert second.sequence > first.sequence


def test_draft_stays_a_draft_when_its_hours_change(vdg: SiteSetUp, board: Organization) -> None:
    editor = staff_client("redacteur", EDITOR)

    made = read(editor, send(editor, TABLE))
    changed = read(editor, send(editor, TABLE.replace("19.30", "20.00")))

    page = MeetingPage.objects.get()
    assert "klaargezet als concept" in made.content.decode()
    assert "1 vergadering is gewijzigd." in changed.content.decode()
    assert (page.live, hours_of(page.moments.get())[0]) == (False, "2027-01-14 20:00")
    assert hours_of(page.get_latest_revision_as_object().moments.get())[0] == "2027-01-14 20:00"


def test_title_public_and_note_of_a_known_meeting_are_shown_as_old_and_new_and_changed(
    vdg: SiteSetUp, board: Organization, chief: Client, client: Client
) -> None:
    page = make_meeting(vdg, board, datetime(2027, 1, 14, 19), title="Oude naam")  # noqa: DTZ001 - local time
    known = page.moments.get()
    heads = "Overleg;Datum;Titel;Openbaar;Toelichting\n"

    report = send(chief, f"{heads}DB;14-01-2027;Nieuwe naam;ja;Met lunch\n")
    answer = read(chief, report)
    again = send(chief, f"{heads}DB;14-01-2027;Nieuwe naam;ja;Met lunch\n")
    empty = send(chief, f"{heads}DB;14-01-2027;;;\n")

    told = " ".join(BeautifulSoup(report.content, "html.parser").get_text().split())
    assert "Titel: was Oude naam, wordt Nieuwe naam. Was besloten, wordt openbaar. Toelichting: was leeg, wordt" in told
    assert "1 vergadering is gewijzigd." in answer.content.decode()
    page.refresh_from_db()
    changed = page.moments.get()
    assert (page.title, page.is_public, changed.note) == ("Nieuwe naam", True, "Met lunch")
    assert (changed.uid, changed.start, changed.end) == (known.uid, known.start, known.end)
    assert "Nieuwe naam" in client.get(page.url).content.decode()
    for answer in (again, empty):
        assert "Er is niets te doen." in answer.content.decode()


def test_rows_that_are_not_ticked_stay_as_they_are(vdg: SiteSetUp, board: Organization, chief: Client) -> None:
    page = make_meeting(vdg, board, datetime(2027, 1, 14, 19), title="Oude naam")  # noqa: DTZ001 - local time
    table = "Overleg;Datum;Van;Tot;Titel\nDB;14-01-2027;19.00;20.30;Nieuwe naam\nDB;15-01-2027;9;10;Extra\n"

    report = send(chief, table)
    nothing = read(chief, report, rij=[])
    before = MeetingPage.objects.count()
    answer = read(chief, nothing, rij=["3", "x", "9" * 30])

    assert fields_of(report)["rij"] == ["2", "3"]
    assert fields_of(nothing)["rij"] == []
    assert "Vink minstens één rij aan." in nothing.content.decode()
    assert before == 1
    assert "1 vergadering is geplaatst." in answer.content.decode()
    page.refresh_from_db()
    assert page.title == "Oude naam"


def test_rows_about_one_page_agree_on_its_title(vdg: SiteSetUp, board: Organization) -> None:
    evenings = [datetime(2027, 1, 14, 19), datetime(2027, 1, 21, 19)]  # noqa: DTZ001 - local time
    make_meeting(
        vdg,
        board,
        title="Reeks",
        moments=[moment(day, title=f"Avond {number}") for number, day in enumerate(evenings, 1)],
    )
    heads = "Datum;Titel\n"

    same = plan_of(vdg, f"{heads}14-01-2027;Leergang: Avond 1\n21-01-2027;Leergang: Avond 2\n", body=board)
    other = plan_of(vdg, f"{heads}14-01-2027;Leergang: Avond 1\n21-01-2027;Cursus: Avond 2\n", body=board)
    loose = plan_of(vdg, f"{heads}14-01-2027;Avond 1\n21-01-2027;Zomaar\n", body=board)

    assert [row.correction.title for row in same.rows if row.correction] == ["Leergang", "Leergang"]
    assert [row.kind for row in other.rows] == ["changed", "wrong"]
    assert other.rows[1].given.problems == [("Titel", "Op rij 2 staat iets anders over dezelfde pagina.")]
    assert [row.kind for row in loose.rows] == ["known", "known"]


def test_colleagues_draft_keeps_its_own_title(vdg: SiteSetUp, board: Organization, chief: Client) -> None:
    page = make_meeting(vdg, board, datetime(2027, 1, 14, 19), title="Oude naam")  # noqa: DTZ001 - local time
    page.title = "Van een collega"
    page.save_revision()

    read(chief, send(chief, "Overleg;Datum;Titel\nDB;14-01-2027;Nieuwe naam\n"))

    page.refresh_from_db()
    assert page.title == "Nieuwe naam"
    assert page.get_latest_revision_as_object().title == "Van een collega"


def test_editor_changes_nothing_that_is_on_the_site(vdg: SiteSetUp, board: Organization) -> None:
    make_meeting(vdg, board, datetime(2027, 1, 14, 19))  # noqa: DTZ001 - local time

    (row,) = plan_of(vdg, TABLE, group=EDITOR).rows
    (own,) = plan_of(vdg, TABLE).rows

    assert (row.kind, own.kind) == ("wrong", "changed")
    assert "U mag deze vergadering niet wijzigen" in row.given.problems[0][1]


def test_wrong_row_keeps_all_back_unless_it_is_left_out(vdg: SiteSetUp, chief: Client) -> None:
    report = send(chief, TABLE + "Onbekend;15-01-2027;9;10;;\n" + TABLE.splitlines()[1] + "\n")

    refused = read(chief, report)
    before = MeetingPage.objects.count()
    taken = read(chief, refused, without_wrong="on")

    assert "Er staan nog fouten in de tabel." in refused.content.decode()
    assert "Dit staat ook op rij 2." in refused.content.decode()
    assert before == 0
    assert "1 vergadering is geplaatst." in taken.content.decode()
    assert MeetingPage.objects.count() == 1


def test_columns_are_chosen_by_who_knows_them(vdg: SiteSetUp, board: Organization, chief: Client) -> None:
    report = send(chief, "Kolom A;Kolom B;Kolom C\n14-01-2027;19.30 - 21.00;Assen\n", body=str(board.pk))
    chosen = {"kolom-0": "day", "kolom-1": "begins", "kolom-2": "place"}

    twice = read(chief, report, **(chosen | {"kolom-2": "day", "again": "1"}))
    shown = read(chief, report, **(chosen | {"again": "1"}))
    read(chief, shown)

    assert "In welke kolom staat de dag?" in report.content.decode()
    assert "U koos Datum al bij een andere kolom." in twice.content.decode()
    assert "1</strong> nieuwe vergadering" in shown.content.decode()
    assert MeetingPage.objects.get().place == "Assen"


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_table_of_a_year_can_be_read_back(
    vdg: SiteSetUp, board: Organization, chief: Client, client: Client, kind: str
) -> None:
    evening = datetime(2027, 1, 14, 19, 30)  # noqa: DTZ001 - local time
    late = moment(evening + timedelta(days=7), is_all_day=True)
    moved = moment(evening + timedelta(days=14), status=MomentStatus.MOVED)
    moments = [moment(evening), late, moved, moment(evening + timedelta(days=15), uid=moved.uid)]
    make_meeting(vdg, board, title='=Begroting, "nieuw"', place="@Assen", moments=moments)
    off = moment(evening + timedelta(days=21), status=MomentStatus.CANCELLED, note="-3 graden")
    make_meeting(vdg, board, slug="af", moments=[off])
    make_event(vdg, evening)
    table = client.get(f"/agenda/jaar/2027.{kind}").content

    report = send(chief, table).content.decode()

    assert "5</strong> staan er al" in report
    assert "1</strong> rij overgeslagen" in report
    assert "Er is niets te doen." in report
    for page in MeetingPage.objects.all():
        page.delete()
    read(chief, send(chief, table))
    assert [hours_of(one) for one in Moment.objects.filter(page__meetingpage__isnull=False, is_all_day=False)] == [
        ["2027-01-14 19:30", "2027-01-14 21:00"], ["2027-01-29 19:30", "2027-01-29 21:00"],
    ]  # fmt: skip
    assert MeetingPage.objects.filter(title='=Begroting, "nieuw"', place="@Assen").count() == 3


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "In deze tabel staan geen rijen."), (b"Datum;Overleg\n", "In deze tabel staan geen rijen."),
        (b"PK\x03\x04kapot", "beschadigd"), (b"%PDF-1.7", "geen Excel-bestand"),
        (b"Datum;Overleg\n" + b"1;2\n" * 1001, "meer dan 1.000 rijen"),
        (b"Datum;Overleg\n14-01-2027;\x81", "niet te lezen"),
    ],
)  # fmt: skip
def test_file_that_is_no_table_is_refused_beside_the_field(chief: Client, content: bytes, words: str) -> None:
    answer = send(chief, content)

    assert answer.status_code == 200
    field = BeautifulSoup(answer.content, "html.parser").select_one("#panel-child-file, [data-field-wrapper]")
    assert field is not None
    assert words in answer.content.decode()


@pytest.mark.parametrize("text", ["\u202eAssen", "👩\u200d👩\u200d👧 zaal", "Zaal\u200b", "x" * 200, "e\u0301"])
def test_odd_text_is_stored_as_it_is_shown(vdg: SiteSetUp, chief: Client, text: str) -> None:
    read(chief, send(chief, f"Overleg;Datum;Van;Tot;Plaats;Titel\nDB;14-01-2027;9;10;{text};{text}\n"))

    page = MeetingPage.objects.get()
    assert page.title == page.place == ("é" if text == "e\u0301" else text)


def test_table_of_another_and_what_changed_meanwhile_make_nothing(
    vdg: SiteSetUp, vgg: SiteSetUp, board: Organization, chief: Client
) -> None:
    fields = fields_of(send(chief, TABLE))
    other = staff_client("ander", CHIEF)
    address = reverse("agenda_read_in")

    lost = [
        other.post(address, fields, follow=True),
        *(chief.post(address, {**fields, "table": value}, follow=True) for value in ("", "x", "a:b\x00", "9" * 21)),
        chief.post(address, {**fields, "seen": fields["table"]}, follow=True),
        chief.post(address, {"table": fields["table"], "kolom-1": "day"}, follow=True),
    ]
    foreign = staff_client("vreemd", "VGG eindredactie").post(address, fields, follow=True)
    make_meeting(vdg, board, datetime(2027, 1, 14, 19))  # noqa: DTZ001 - local time
    late = chief.post(address, fields, follow=True)

    assert all("Dit overzicht is te oud." in answer.content.decode() for answer in lost)
    assert foreign.redirect_chain == [("/beheer/", 302)]
    assert "Er is intussen iets gewijzigd." in late.content.decode()
    assert MeetingPage.objects.count() == 1


@pytest.mark.parametrize("number", [1, 30])
def test_plan_asks_as_much_for_many_rows(
    vdg: SiteSetUp, board: Organization, number: int, django_assert_max_num_queries: Any
) -> None:
    days = [datetime(2027, 1, 4, 19) + timedelta(days=place) for place in range(number)]  # noqa: DTZ001 - local time
    for place, day in enumerate(days):
        make_meeting(vdg, board, day, slug=f"nr-{place}")
    rows = "".join(f"DB;{day:%d-%m-%Y};{(19, 20)[place % 2]};21.30;Assen;ja\n" for place, day in enumerate(days))
    plan_of(vdg, TABLE)

    with django_assert_max_num_queries(40):
        plan = plan_of(vdg, TABLE.splitlines()[0] + "\n" + rows)

    assert len(plan.rows) == number
