"""Terms from a table: reading it, what would happen row by row, storing them and taking them back."""

import re
from io import BytesIO
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from association.base.models import User
from association.glossary.importing.given import COLUMNS
from association.glossary.importing.plan import Plan, make_plan
from association.glossary.models import Term
from association.memberships.importing.reading import read_text
from home.actions import SiteSetUp
from tests.factories.content import make_page, make_portfolio, paragraph
from tests.factories.glossary import make_term
from tests.factories.posting import staff_client as posting_client
from tests.factories.staff import staff_client

HEADS = "Afkorting;Volle vorm;Uitleg;Andere schrijfwijzen;Portefeuille"
TABLE = f"{HEADS}\nRES;Regionale Energiestrategie;Plan voor energie uit zon en wind.;;Énergie\n"


@pytest.fixture
def editor(vdg: SiteSetUp) -> Client:
    """The browser of an editor of the VDG, which has a portfolio."""
    make_portfolio(vdg, "Énergie", abbreviation="EN")
    return staff_client("VDG redactie")


@pytest.fixture
def user(editor: Client) -> User:
    """That editor."""
    return User.objects.get(pk=editor.session["_auth_user_id"])


def plan_of(setup: SiteSetUp, user: User, text: str) -> Plan:
    """What would happen with a table."""
    sheet = COLUMNS.sheet_of([read_text(text)])
    return make_plan(sheet.lines(COLUMNS.guess(sheet)), user=user, association=setup.association)


def row_of(setup: SiteSetUp, user: User, cells: str) -> list[str]:
    """What becomes of one row: its kind and what is wrong with it."""
    (row,) = plan_of(setup, user, f"{HEADS}\n{cells}\n").rows
    return [row.kind, *(message for _, message in row.given.problems)]


def send(client: Client, content: str | bytes, name: str = "lijst.csv", **fields: Any) -> Any:
    """Send the first screen."""
    data = content.encode() if isinstance(content, str) else content
    return client.post(reverse("terms_import"), {"file": SimpleUploadedFile(name, data), **fields})


def fields_of(response: Any) -> dict[str, str]:
    """The fields of the report as a browser would send them."""
    form = BeautifulSoup(response.content, "html.parser").select_one("form[action$='lees-in/']")
    assert form is not None
    chosen = {one["name"]: one.select_one("option[selected]") for one in form.select("select")}
    hidden = {one["name"]: one["value"] for one in form.select("input[type=hidden]")}
    return hidden | {name: option["value"] if option else "" for name, option in chosen.items()}


def read(client: Client, response: Any, **fields: str) -> str:
    """Press the button of the report; what the next screen says."""
    answer = client.post(reverse("terms_read_in"), fields_of(response) | fields, follow=True)
    return text_of(answer)


def text_of(response: Any) -> str:
    """What stands on a screen."""
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


def take_back(client: Client) -> str:
    """Take back the newest table that stands on the screen."""
    page = client.get(reverse("terms_import")).content.decode()
    (number, *_) = re.findall(r'name="reading" value="([^"]+)"', page)
    return text_of(client.post(reverse("terms_take_back"), {"reading": number}, follow=True))


def stored() -> list[tuple[str, str, str]]:
    """Word, full form and explanation of each term."""
    return list(Term.objects.order_by("abbreviation").values_list("abbreviation", "full_form", "explanation"))


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_file_is_read_in_two_clicks_and_known_the_next_time(
    vdg: SiteSetUp, editor: Client, coding: str, separator: str
) -> None:
    data = TABLE.replace(";", separator).encode(coding)

    report = send(editor, data)

    assert "1 nieuw 0 gewijzigd" in text_of(report)
    assert not Term.objects.exists()
    assert "Ingelezen: 1 nieuw begrip, 0 gewijzigd." in read(editor, report)
    term = Term.objects.get()
    assert (term.full_form, term.slug, str(term.portfolio)) == ("Regionale Energiestrategie", "res", "Énergie")
    assert "0 nieuw 0 gewijzigd 1 ongewijzigd" in text_of(send(editor, data))


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_export_comes_back_unchanged(vdg: SiteSetUp, vgg: SiteSetUp, editor: Client, kind: str) -> None:
    make_term(vdg, "PHO", explanation="=1+1; en\r\nregel twee", other_names="pho\nP, F; HO\nPFHO")
    make_term(vdg, "a.o.", "", explanation="'Overleg' — \"ambtelijk\", met; tekens 😀", other_names="a, o")
    make_term(vdg, "12+1", "-samen", portfolio=make_portfolio(vdg, "Sport, kunst; cultuur"))
    make_term(vgg, "STAG", "Strategische Agenda Groningen")
    data = b"".join(editor.get(f"{reverse('begrippen:index')}?export={kind}").streaming_content)

    report = text_of(send(editor, data, f"begrippen.{kind}"))

    assert "0 nieuw 0 gewijzigd 3 ongewijzigd" in report
    assert "fout" not in report
    assert "Er is niets te doen" in report


def test_what_changes_is_told_and_empty_cells_change_nothing(vdg: SiteSetUp, editor: Client) -> None:
    term = make_term(vdg, "PHO", explanation="Overleg.", other_names="pho")
    page = make_page(vdg.home, body=[paragraph("Het PFHO.")])

    report = send(editor, f"{HEADS}\nPHO;;Overleg van wethouders.;pho, PFHO;EN\n")

    text = text_of(report)
    assert "0 nieuw 1 gewijzigd" in text
    assert "Uitleg: Overleg. wordt Overleg van wethouders. Andere schrijfwijzen: pho wordt pho, PFHO" in text
    assert "Portefeuille: was leeg, wordt Énergie" in text
    read(editor, report)
    term.refresh_from_db()
    assert (term.full_form, term.explanation) == ("portefeuillehoudersoverleg", "Overleg van wethouders.")
    assert (term.other_names, str(term.portfolio)) == ("pho\nPFHO", "Énergie")
    assert 'popovertarget="uitleg-pho">PFHO<' in Client().get(page.url).content.decode()
    assert "Ingelezen uit een tabel" in editor.get(reverse("begrippen:history", args=[term.pk])).content.decode()


@pytest.mark.parametrize(
    ("cells", "problems"),
    [
        ("RES;Regionale Energiestrategie", ["new"]),
        ("PHO;Portefeuillehoudersoverleg", ["changed"]),
        (";zonder woord", ["wrong", "Welke afkorting of welk woord?"]),
        ("RES", ["wrong", "Schrijf de volle vorm of een uitleg, of allebei."]),
        ("(x);iks", ["wrong", "Begin met een letter of een cijfer."]),
        ("X;iks;;-y", ["wrong", "Begin met een letter of een cijfer."]),
        ("=A1;iks", ["wrong", "Hier staat een formule, of iets wat daarop lijkt. Zet de waarde zelf in de cel."]),
        ("X;=A1&B1", ["wrong", "Hier staat een formule, of iets wat daarop lijkt. Zet de waarde zelf in de cel."]),
        ("x" * 41 + ";iks", ["wrong", "Dit is te lang: hier passen 40 tekens."]),
        ("X;" + "x" * 201, ["wrong", "Dit is te lang: hier passen 200 tekens."]),
        ("X;iks;" + "x" * 401, ["wrong", "Dit is te lang: hier passen 400 tekens."]),
        ("X;CafÃ©", ["wrong", "Deze letters zijn verhaspeld. Bewaar het bestand opnieuw als 'CSV UTF-8' of als .xlsx."]),
        ("X;iks;;;Wonen", ["wrong", "Deze portefeuille staat niet in het register: “Wonen”. Schrijf de naam zoals daar, of laat de cel leeg."]),
        ("X;iks;;;Andermans", ["wrong", "Deze portefeuille staat niet in het register: “Andermans”. Schrijf de naam zoals daar, of laat de cel leeg."]),
        ("pho;overleg", ["wrong", "“pho” staat al bij het begrip PHO (portefeuillehoudersoverleg). Vul dat begrip aan."]),
        ("X;iks;;PHO", ["wrong", "“PHO” staat al bij het begrip PHO (portefeuillehoudersoverleg). Vul dat begrip aan."]),
        ("Pho;;Uitleg", ["wrong", "Dit begrip staat er al: PHO (portefeuillehoudersoverleg). Schrijf het daar bij Andere schrijfwijzen."]),
        ("Pho;iets anders", ["new"]),
        ("\ud7ff\u202e{{ x }};<b>&amp;", ["wrong", "Begin met een letter of een cijfer."]),
    ],
)  # fmt: skip
def test_each_row_is_new_changed_or_wrong_with_the_reason(
    vdg: SiteSetUp, vgg: SiteSetUp, user: User, cells: str, problems: list[str]
) -> None:
    make_portfolio(vgg, "Andermans")
    make_term(vdg, "PHO", other_names="pho")

    assert row_of(vdg, user, cells) == problems


def test_rows_that_say_the_same_word_name_each_other(vdg: SiteSetUp, user: User) -> None:
    rows = plan_of(vdg, user, f"{HEADS}\nRES;een\nX;iks;;ies\nRES;twee\nies;drie\nY;vier;;ies\nRes;vijf\nx;iks\n").rows

    assert [[row.given.number, row.kind, *(message for _, message in row.given.problems)] for row in rows] == [
        [2, "new"],
        [3, "new"],
        [4, "wrong", "“RES” staat ook op rij 2."],
        [5, "wrong", "“ies” staat ook op rij 3."],
        [6, "wrong", "“ies” staat ook op rij 3."],
        [7, "new"],
        [8, "wrong", "Dit begrip staat er al: X, op rij 3. Schrijf het daar bij Andere schrijfwijzen."],
    ]


def test_rows_of_another_association_are_left_out(vdg: SiteSetUp, vgg: SiteSetUp, user: User) -> None:
    plan = plan_of(vdg, user, f"Woord;Uitleg;Vereniging\nX;Een.;{vdg.association}\nY;Twee.;{vgg.association}\n")

    assert [row.kind for row in plan.rows] == ["new", "left_out"]


def test_while_there_are_errors_nothing_is_stored_unless_they_are_left_out(vdg: SiteSetUp, editor: Client) -> None:
    report = send(editor, f"{HEADS}\nRES;Regionale Energiestrategie\nX\n")

    assert "1 fout 1 nieuw" in text_of(report)
    assert "Niets ingelezen. Er staan nog fouten in de tabel." in read(editor, report)
    assert stored() == []
    assert "Ingelezen: 1 nieuw begrip" in read(editor, report, without_wrong="on")
    assert [word for word, *_ in stored()] == ["RES"]


def test_what_changed_meanwhile_is_shown_again(vdg: SiteSetUp, editor: Client) -> None:
    report = send(editor, TABLE)
    make_term(vdg, "RES", "Regionale Energiestrategie")

    text = read(editor, report)

    assert "Er is intussen iets gewijzigd." in text
    assert "0 nieuw 1 gewijzigd" in text
    assert stored() == [("RES", "Regionale Energiestrategie", "")]


def test_columns_with_other_names_are_chosen(vdg: SiteSetUp, editor: Client) -> None:
    report = send(editor, "Kreet;Wat wij ermee bedoelen\nRES;Regionale Energiestrategie\n")
    assert "In welke kolom staat de afkorting of het woord?" in text_of(report)
    fields = fields_of(report) | {"kolom-0": "abbreviation", "kolom-1": "abbreviation", "again": "1"}

    twice = editor.post(reverse("terms_read_in"), fields)
    right = editor.post(reverse("terms_read_in"), fields | {"kolom-1": "full_form"})

    assert "U koos Afkorting of woord al bij een andere kolom." in text_of(twice)
    assert "1 nieuw 0 gewijzigd" in text_of(right)
    read(editor, right)
    assert stored() == [("RES", "Regionale Energiestrategie", "")]


def workbook(*rows: list[Any]) -> bytes:
    """An Excel file."""
    book, data = Workbook(), BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(data)
    return data.getvalue()


def test_formula_in_excel_is_named_with_its_row(vdg: SiteSetUp, editor: Client) -> None:
    data = workbook(["Begrip", "Uitleg"], ["RES", '=CONCATENATE("a","b")'], ["12", 12])

    text = text_of(send(editor, data, "lijst.xlsx"))

    assert "1 fout 1 nieuw" in text
    assert "2 RES Fout Uitleg: Hier staat een formule" in text


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "In deze tabel staan geen rijen."),
        (HEADS, "In deze tabel staan geen rijen."),
        (HEADS + "\nX;iks" * 1_001, "In deze tabel staan meer dan 1.000 rijen. Splits haar."),
        (HEADS + "\nX;iks" * 10_000, "In deze tabel staan meer dan 5.000 rijen. Splits haar."),
        (b"PK\x03\x04" + b"x" * 99, "Dit bestand is beschadigd of niet helemaal aangekomen."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 99, "Dit bestand is oud (.xls)"),
        (b"%PDF-1.7", "Dit is geen Excel-bestand (.xlsx) en geen CSV-bestand."),
        (b"Begrip;Uitleg\n\x81\x8d\x8f;\xff\xfe\xfa\n", "De letters in dit bestand zijn niet te lezen."),
        ("x" * (2 * 1024 * 1024 + 1), "Dit bestand is groter dan 2 MB."),
    ],
)
def test_file_that_is_no_table_is_refused_beside_the_field(
    vdg: SiteSetUp, editor: Client, content: str | bytes, message: str
) -> None:
    response = send(editor, content)

    assert response.status_code == 200
    assert message in text_of(response)
    assert not Term.objects.exists()


@pytest.mark.parametrize("table", ["", "x", "W10:1:2", "\x00", "é" * 999])
def test_table_that_was_tampered_with_leads_back(vdg: SiteSetUp, editor: Client, table: str) -> None:
    fields = fields_of(send(editor, TABLE))

    first = editor.post(reverse("terms_read_in"), fields | {"table": table}, follow=True)
    second = editor.post(reverse("terms_read_in"), fields | {"seen": table}, follow=True)

    assert ["Dit overzicht is te oud." in text_of(answer) for answer in (first, second)] == [True, True]
    assert not Term.objects.exists()


def test_table_is_taken_back_but_for_what_changed_since(vdg: SiteSetUp, editor: Client) -> None:
    living = make_portfolio(vdg, "Wonen")
    make_term(vdg, "PHO", explanation="Overleg.", portfolio=living)
    make_term(vdg, "DB", "dagelijks bestuur")
    report = send(editor, f"{HEADS}\nPHO;overleg;Anders.;PFHO;EN\nDB;bestuur\nRES;strategie\nAB;bestuur\n")
    read(editor, report)
    Term.objects.filter(abbreviation="AB").update(explanation="Later.")
    Term.objects.filter(abbreviation="DB").update(full_form="het bestuur")

    text = take_back(editor)

    assert "Teruggedraaid: 1 weer weg, 1 weer zoals het was. 2 begrippen zijn sindsdien gewijzigd" in text
    assert "Draai terug" not in text
    assert stored() == [
        ("AB", "bestuur", "Later."), ("DB", "het bestuur", ""), ("PHO", "portefeuillehoudersoverleg", "Overleg."),
    ]  # fmt: skip
    assert Term.objects.get(abbreviation="PHO").portfolio == living


def test_former_word_that_another_term_has_now_is_not_taken_back(vdg: SiteSetUp, editor: Client) -> None:
    make_term(vdg, "PHO", other_names="pho")
    read(editor, send(editor, f"{HEADS}\nPHO;;;PFHO\n"))
    make_term(vdg, "pho", "iets anders")

    assert "0 weer zoals het was. 1 begrip is sindsdien gewijzigd" in take_back(editor)
    assert Term.objects.get(abbreviation="PHO").other_names == "PFHO"


def test_who_read_it_in_takes_it_back_or_who_may_delete(vdg: SiteSetUp, vgg: SiteSetUp, editor: Client) -> None:
    read(editor, send(editor, TABLE))
    screen = reverse("terms_import")
    number = re.findall(r'name="reading" value="([^"]+)"', editor.get(screen).content.decode())[0]
    other, foreign = posting_client("ander", "VDG redactie"), staff_client("VGG eindredactie")

    seen = [
        "Draai terug" in text_of(client.get(screen)) for client in (other, foreign, staff_client("VDG eindredactie"))
    ]
    answer = foreign.post(reverse("terms_take_back"), {"reading": number}, follow=True)

    assert seen == [False, False, True]
    assert "Deze tabel kunt u niet meer terugdraaien." in text_of(answer)
    assert len(stored()) == 1


def test_who_may_only_add_changes_nothing(vdg: SiteSetUp, user: User) -> None:
    make_term(vdg, "PHO")
    user.groups.get().permissions.remove(Permission.objects.get(codename="change_term"))

    rows = plan_of(vdg, User.objects.get(pk=user.pk), f"{HEADS}\nPHO;overleg\nRES;strategie\n").rows

    assert [[row.kind, *(message for _, message in row.given.problems)] for row in rows] == [
        ["wrong", "U mag geen begrippen wijzigen."], ["new"],
    ]  # fmt: skip


def test_table_of_another_association_is_refused(vdg: SiteSetUp, vgg: SiteSetUp, editor: Client) -> None:
    response = send(editor, TABLE, association=vgg.association.pk)
    read(editor, response)

    assert Term.objects.get().association == vdg.association
    assert editor.post(reverse("terms_take_back"), {"reading": "\x00"}, follow=True).status_code == 200


def test_plan_costs_as_many_queries_for_many_rows(vdg: SiteSetUp, user: User, statements: Any) -> None:
    make_term(vdg, "PHO")
    with statements() as few:
        plan_of(vdg, user, f"{HEADS}\nPHO;overleg\n")
    fresh = User.objects.get(pk=user.pk)

    with statements() as many:
        plan = plan_of(
            vdg, fresh, "\n".join([HEADS, *(f"X{number};iks;Uitleg.;ies{number};EN" for number in range(200))])
        )

    assert plan.counts["new"] == 200
    assert len(many) <= len(few)


def test_who_may_write_no_terms_finds_no_screen(vdg: SiteSetUp) -> None:
    client = staff_client("VDG procesregie")

    assert {client.get(reverse("terms_import")).status_code, client.post(reverse("terms_read_in")).status_code} <= {
        302,
        403,
    }
