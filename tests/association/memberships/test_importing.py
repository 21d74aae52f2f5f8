"""Seats from a table: reading it, what would happen row by row, and storing all of it in one act."""

import io
from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook
from wagtail.models import Page

from association.memberships.actions import anonymise, undo
from association.memberships.importing import errors
from association.memberships.importing.carrying import PlanChanged, WrongRows, bring_in
from association.memberships.importing.columns import table_of
from association.memberships.importing.errors import TableRefused
from association.memberships.importing.plan import Plan, make_plan
from association.memberships.importing.reading import read_text
from association.memberships.importing.workbook import read_file
from association.memberships.models import Membership, RegisterEntry
from association.organizations.models import Organization, OrganizationMember
from association.people.models import Person
from home.actions import SiteSetUp
from home.demonstration.register import load_register
from tests.factories.content import make_user
from tests.factories.posting import staff_client
from tests.factories.register import make_body, make_membership, make_person, make_post

DAY = date(2022, 12, 31)
# The seats in the VNG of 2022, with the columns of the annual report as they were printed.
PRINTED = """\
Commissie\tFunctie\tTussenvoegsel\tAchternaam\tVoornaam\tM/V\tAmbt\tGemeente\tPartij\tInwoners\tProvincie
Bestuur VNG\tLid\t\tDrenth\tErik\tM\tWethouder\tMidden Groningen\tCDA\t50-100.000\tGroningen
College voor Arbeidszaken\tLid\t\tStomphorst\tHarry\tM\tWethouder\tWesterkwartier\tLokale partij\t50-100.000\tGroningen
Commissie Bestuur en Veiligheid\tLid\tvan der\tTuuk\tArd\tM\tBurgemeester\tWesterkwartier\tPvdA\t50-100.000\tGroningen
Commissie Economie, Klimaat, Energie en Milieu\tLid\t\tTorringa\tRoelf\tM\tRaadslid\tHet Hogeland\tLokale partij\t25-50.000\tGroningen
Commissie Financiën\tLid\t\tNederveen\tBert\tM\tWethouder\tWesterkwartier\tCU\t50-100.000\tGroningen
Commissie Financiën\tLid\t\tvan Veen\tJoren\tM\tRaadslid\tGroningen\tPvdA\t100.000+\tGroningen
Commissie Participatie, Schuldhulpverlening en\tLid\t\tBloemhoff\tCarine\tV\tWethouder\tGroningen\tPvdA\t100.000+\tGroningen
Commissie Raadsleden en Griffiers\tLid\tde\tGroot\tKaroline\tV\tRaadslid\tGroningen\tLokale partij\t100.000+\tGroningen
Commissie Ruimte, Wonen en Mobiliteit\tLid\tDe\tVisser\tMariëtte\tV\tWethouder\tHet Hogeland\tPvdA\t25-50.000\tGroningen
Commissie Zorg, Jeugd en Onderwijs\tLid\t\tJongman\tInge\tV\tWethouder\tGroningen\tCU\t100.000+\tGroningen
"""
OFFICES = ("alderman", "mayor", "council_member")


@pytest.fixture
def user(vdg: SiteSetUp) -> Any:
    """A chief editor of the VDG."""
    return make_user("chef", "VDG eindredactie")


@pytest.fixture
def chief(vdg: SiteSetUp) -> Client:
    """The browser of a chief editor of the VDG."""
    return staff_client("invoer", "VDG eindredactie")


@pytest.fixture
def board(vdg: SiteSetUp) -> Organization:
    """A body with a chair and two members."""
    body = make_body(vdg.association, "Dagelijks bestuur")
    make_post(body, "chair")
    make_post(body, "member", seats=2)
    return body


def plan_of(text: str, user: Any, setup: SiteSetUp, body: Organization | None = None, day: date = DAY) -> Plan:
    """What would happen with a table."""
    lines = table_of([read_text(text)]).lines
    return make_plan(lines, user=user, keeper=setup.association, body=body, day=day)


def store(text: str, user: Any, setup: SiteSetUp, body: Organization | None = None, **options: Any) -> RegisterEntry:
    """Bring in a table as its plan says."""
    plan = plan_of(text, user, setup, body)
    entry: RegisterEntry = bring_in(
        lines=table_of([read_text(text)]).lines, user=user, keeper=setup.association, body=body, day=DAY,
        posts=plan.posts, fingerprint=plan.fingerprint, **options,
    )  # fmt: skip
    return entry


def kinds(plan: Plan) -> list[str]:
    """What becomes of each row."""
    return [row.kind for row in plan.rows]


def problems(plan: Plan) -> list[tuple[int, str, str]]:
    """Row, column and message of all that is wrong."""
    return [(row.number, *problem) for row in plan.rows for problem in row.given.problems]


def seats_on(day: date) -> set[tuple[Any, ...]]:
    """Who sits in the VNG on a day, since when and for whom; and who has which office with which party."""
    rows = Membership.objects.active_on(day).with_names()
    vng = rows.filter(post__organization__parent__slug="vng").exclude(post__role="representative")
    offices = rows.filter(post__role__in=OFFICES)
    return {
        (row.post.organization.slug, row.who, row.seat, row.capacity, row.start_date, row.end_date, row.on_behalf_of_id)
        for row in vng
    } | {(row.post.organization.slug, row.who, row.post.role, row.party.casefold(), row.start_date) for row in offices}


def test_printed_table_of_2022_gives_what_the_register_of_facts_has(vgg: SiteSetUp) -> None:
    load_register([vgg.association])
    for member in Organization.objects.filter(classification="municipality", managed_by=vgg.association):
        OrganizationMember.objects.get_or_create(organization=vgg.association, member=member)
    expected = seats_on(DAY)
    persons = set(Person.objects.values_list("given_name", "prefix", "family_name"))
    names = [line.split("\t")[3].removeprefix("van ") for line in PRINTED.splitlines()[1:]]
    people = Person.objects.filter(family_name__in=names)
    Membership.objects.filter(post__organization__parent__slug="vng", person__in=people, start_date=DAY).delete()
    Membership.objects.filter(post__organization__parent__slug="vng", end_date=DAY).update(end_date=None)
    Membership.objects.filter(post__role__in=OFFICES, person__in=people).delete()
    people.filter(memberships=None, replaced_by=None).delete()
    user = make_user("beheer", "VGG beheer")

    plan = plan_of(PRINTED, user, vgg)
    entry = store(PRINTED, user, vgg)
    after = seats_on(DAY)
    again = plan_of(PRINTED, user, vgg)

    assert problems(plan) == []
    assert after == expected
    assert set(Person.objects.values_list("given_name", "prefix", "family_name")) == persons
    assert "'Commissie Participatie, Schuldhulpverlening en' is gelezen als" in plan.rows[6].notes[0]
    assert set(kinds(again)) == {"present"}
    undo(entry=entry, user=user)
    assert not Membership.objects.filter(start_date=DAY, post__organization__parent__slug="vng").exists()


def test_headings_are_found_in_any_order_with_other_words_and_a_title_above(
    vdg: SiteSetUp, user: Any, board: Organization
) -> None:
    table = table_of(
        [read_text("Leden van het bestuur;;;\n;;;\nT/m;Kleur;Rol;Lid\n2024;blauw;voorzitter;mw. J. Smid\n")]
    )

    plan = make_plan(table.lines, user=user, keeper=vdg.association, body=board, day=DAY)

    assert table.unused == ("Kleur",)
    assert [(line.number, sorted(line.cells)) for line in table.lines] == [(4, ["end", "name", "role"])]
    assert [(row.kind, row.words) for row in plan.rows] == [("new", "J. Smid, begindag niet bekend")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_letters_are_read_whatever_the_encoding(encoding: str, separator: str) -> None:
    rows = [
        ["Naam", "Functie", "Bron"],
        ["Mariëtte Wünker", "lid", '"brief,\nblad 2; ""slot"""'],
        ["Zoë Ångström", "lid", ""],
    ]
    text = "\r\n".join(separator.join(row) for row in rows)

    lines = table_of(read_file(text.encode(encoding))).lines

    assert [line.cells["name"] for line in lines] == ["Mariëtte Wünker", "Zoë Ångström"]
    assert lines[0].cells["source"] == 'brief,\nblad 2; "slot"'


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", errors.EMPTY), (b"\xef\xbb\xbf \n;;\n", errors.EMPTY), (b"a;b\n1;2\n", errors.NO_HEADINGS),
        (b"Naam;Functie\n", errors.EMPTY), (b"Naam;Functie\nZo\x81;lid\n", errors.UNREADABLE),
        (b"\xff\xfeN\x00a\x00a\x00m\x00;\x00\x00\xd8;\x00", errors.UNREADABLE),
        (b"Naam;Functie;Tot\nA. Bos;lid;2022\n", errors.UNCLEAR_END),
        (b"Naam;Functie\n" + b"A. Bos;lid\n" * 5_001, errors.TOO_MANY_ROWS),
        (b"Naam;Functie\n" + b"\n" * 20_001, errors.TOO_MANY_ROWS),
        (b"Naam;Functie\nA. Bos;" + b";" * 60 + b"x\n", errors.TOO_MANY_COLUMNS),
        (b"Naam;Functie\n" + b"x" * 2_100_000, errors.TOO_LARGE),
        (b"<!doctype html><table><tr><td>Naam", errors.NOT_EXCEL), (b"%PDF-1.7 Naam;Functie", errors.NOT_EXCEL),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1Workbook", errors.LOCKED), (b"PK\x03\x04niets", errors.DAMAGED),
    ],
)  # fmt: skip
def test_file_that_cannot_be_read_is_refused_with_the_reason(content: bytes, message: str) -> None:
    with pytest.raises(TableRefused) as refused:
        table_of(read_file(content))

    assert str(refused.value) == message


def workbook(rows: Iterable[list[Any]], *, hidden: bool = False) -> bytes:
    """An Excel file, behind a sheet that is no table."""
    book = Workbook()
    book.active.append(["Toelichting"])
    sheet = book.create_sheet("Leden")
    for row in rows:
        sheet.append(row)
    if hidden:
        sheet.sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_excel_gives_days_numbers_and_no_formulas(vdg: SiteSetUp, user: Any, board: Organization) -> None:
    rows = [
        ["Functie", "Naam", "Van", "Partij"],
        ["voorzitter", "J. Smid", date(2021, 5, 1), 50],
        ["lid", "B. Zee", 2022, '="P"&"x"'],
    ]
    table = table_of(read_file(workbook(rows)))

    plan = make_plan(table.lines, user=user, keeper=vdg.association, body=board, day=DAY)

    assert [line.cells["start"] for line in table.lines] == ["2021-05-01", "2022"]
    assert table.lines[0].cells["party"] == "50"
    assert [row.kind for row in plan.rows] == ["new", "wrong"]
    assert problems(plan)[0][:2] == (3, "Partij")
    assert "formule" in problems(plan)[0][2]


def test_excel_that_is_a_trap_is_refused() -> None:
    import zipfile

    def packed(name: str, content: bytes) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr("xl/workbook.xml", b"<workbook/>")
            package.writestr(name, content)
        return out.getvalue()

    for content, message in (
        (packed("xl/worksheets/sheet1.xml", b"0" * 41 * 1024 * 1024), errors.UNPACKS_TOO_LARGE),
        (packed("xl/sharedStrings.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), errors.UNSAFE),
        (packed("xl/niets.xml", b""), errors.DAMAGED), (workbook([], hidden=True)[:2000], errors.DAMAGED),
    ):  # fmt: skip
        with pytest.raises(TableRefused) as refused:
            table_of(read_file(content))
        assert str(refused.value) == message
    with pytest.raises(TableRefused, match="Boven de kolommen"):
        table_of(read_file(workbook([["Naam", "Functie"], ["A. Bos", "lid"]], hidden=True)))


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        ("lid;J. Smid;31-11-2022;", "Van", "geen bestaande datum"),
        ("lid;J. Smid;gisteren;", "Van", "Schrijf een datum"),
        ("lid;J. Smid;0001-01-01;", "Van", "geen bestaande datum"),
        ("lid;J. Smid;;9999-12-31", "Tot en met", "geen bestaande datum"),
        ("lid;J. Smid;2022;2021", "Tot en met", "De laatste dag ligt vóór de eerste."),
        ("lid;;;", "Naam", "Wie?"),
        ("lid;???;;", "Naam", "teken dat niet in een naam hoort"),
        ("lid;=HYPERLINK(1);;", "Naam", "formule"),
        ("lid;@SUM(A1);;", "Naam", "formule"),
        ("lid;+J. Smid;;", "Naam", "teken dat niet in een naam hoort"),
        ("lid;MariÃ«tte Smid;;", "Naam", "verhaspeld"),
        ("lid;J. Sm\ufffdd;;", "Naam", "verhaspeld"),
        ("lid;J. Sm\u202eid;;", "Naam", "teken dat niemand ziet"),
        ("lid;\u200b\u200b;;", "Naam", "Wie?"),
        ("lid;👩‍👩‍👧;;", "Naam", "teken"),
        (f"lid;{'a' * 256};;", "Naam", "te lang"),
        ("penningmeester;J. Smid;;", "Functie", "Er zijn: lid, voorzitter."),
        (";J. Smid;;", "Functie", "Welke functie?"),
    ],
)  # fmt: skip
def test_wrong_cell_is_named_with_its_row_and_column(
    vdg: SiteSetUp, user: Any, board: Organization, row: str, column: str, words: str
) -> None:
    text = f"Functie;Naam;Van;Tot en met\nvoorzitter;B. Zee;;\n{row}\n"

    plan = plan_of(text, user, vdg, board)

    assert [(number, name) for number, name, _ in problems(plan)] == [(3, column)]
    assert words in problems(plan)[0][2]
    with pytest.raises(WrongRows):
        store(text, user, vdg, board)
    assert Membership.objects.count() == Person.objects.count() == 0


def test_what_a_row_becomes(vdg: SiteSetUp, user: Any, board: Organization) -> None:
    chair, member = board.posts.order_by("order")
    make_membership(chair, make_person("Oud", initials="B."), "2020-01-01")
    make_membership(chair, make_person("Hulp", initials="C."), "2022-01-01", capacity="acting")
    make_membership(member, make_person("Blijver", initials="D."))
    text = (
        "Functie;Naam;Van;T/m;Hoe;Bron\nvoorzitter;mw. E. Nieuw;1-6-2022;;;\nlid;D. Blijver;;juni 2023;;brief\n"
        "lid;vacature;;;;\nlid;F. Voordracht;2023;;voorgedragen;\n"
    )

    plan = plan_of(text, user, vdg, board)
    entry = store(text, user, vdg, board, name="leden.csv")

    assert [(row.kind, row.words, row.notes) for row in plan.rows] == [
        ("succeeds", "E. Nieuw, vanaf 1 juni 2022; opvolger van B. Oud", ["C. Hulp (waarnemend) eindigt daarmee."]),
        ("changed", "D. Blijver staat er al", ["Eindigt op juni 2023.", "Bron wordt brief."]),
        ("new", "vacature, vanaf 31 december 2022", []),
        ("new", "F. Voordracht, vanaf 2023", []),
    ]
    assert [(row.who, row.seat, row.capacity, row.period) for row in Membership.objects.order_by("post", "pk")] == [
        ("B. Oud", 1, "appointed", "1 januari 2020 – 31 mei 2022"),
        ("C. Hulp", 1, "acting", "1 januari 2022 – 31 mei 2022"),
        ("E. Nieuw", 1, "appointed", "vanaf 1 juni 2022"),
        ("D. Blijver", 1, "appointed", "tot en met juni 2023"),
        ("vacature", 2, "", "vanaf 31 december 2022"),
        ("F. Voordracht", 1, "nominated", "vanaf 2023"),
    ]
    assert entry.label == "4 rijen ingevoerd uit leden.csv"
    assert kinds(plan_of(text, user, vdg, board)) == ["present"] * 4


@pytest.mark.parametrize(
    "row",
    [
        "lid;naam verwijderd;;;;;;",
        "lid;Naam Verwijderd;;;;;;",
        "lid;;;;naam verwijderd;;;",
        "lid;;mw.;;naam verwijderd;;raar;",
        "lid;J. Smid;;;;;vervangt een ander;naam verwijderd",
        "lid;J. Smid;;;;;vervangt naam verwijderd;",
    ],
)
def test_row_of_which_the_name_was_removed_is_left_out(
    vdg: SiteSetUp, user: Any, board: Organization, chief: Client, row: str
) -> None:
    gone = make_person("Weg", initials="W.")
    seat = make_membership(board.posts.get(role="member"), gone, "2020-01-01")
    anonymise(person=gone, pages=Page.objects.none(), user=None, association=vdg.association)
    text = f"Functie;Naam;Aanhef;Voorletters;Achternaam;Van;Hoe;Vervangt\nvoorzitter;B. Zee;;;;;;\n{row}\n"

    plan = plan_of(text, user, vdg, board)
    report = BeautifulSoup(send(chief, board, pasted=text).content, "html.parser")
    store(text, user, vdg, board)

    assert kinds(plan) == ["new", "left_out"]
    assert problems(plan) == []
    assert plan.new_people[0].full_name == "B. Zee"
    assert len(plan.new_people) == 1
    assert "1 rij overgeslagen" in " ".join(report.text.split())
    assert "is verwijderd" in report.text
    assert Person.objects.count() == 2
    assert [row.pk for row in Membership.objects.filter(post=seat.post)] == [seat.pk]


def test_own_export_with_a_removed_name_goes_back_in(
    vdg: SiteSetUp, user: Any, board: Organization, chief: Client
) -> None:
    chair, member = board.posts.order_by("order")
    gone = make_person("Weg", initials="W.")
    make_membership(chair, make_person("Zee", initials="B."), "2020-01-01")
    make_membership(member, gone, "2020-01-01")
    anonymise(person=gone, pages=Page.objects.none(), user=None, association=vdg.association)
    file = chief.get(reverse("seats_download_of_body", args=[board.pk, "csv"]))
    lines = table_of(read_file(b"".join(file.streaming_content) if file.streaming else file.content)).lines

    plan = make_plan(lines, user=user, keeper=vdg.association, body=board, day=DAY)

    assert sorted(kinds(plan)) == ["left_out", "present"]


def test_undo_takes_all_of_a_table_back(vdg: SiteSetUp, user: Any, board: Organization) -> None:
    seat = make_membership(board.posts.get(role="chair"), make_person("Oud"), "2020-01-01")
    entry = store("Functie;Naam;Van\nvoorzitter;B. Nieuw;2022\nlid;C. Ook;2022\nlid;D. Mee;2022\n", user, vdg, board)
    assert Membership.objects.count() == 4

    undo(entry=entry, user=user)

    assert [(row.pk, row.end_date) for row in Membership.objects.all()] == [(seat.pk, None)]


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("lid;J. Smid;;\nlid;Smid, J.;;", "staat ook op rij 2"),
        ("voorzitter;A. Een;;\nvoorzitter;B. Twee;;", "al bezet: rij 2"),
        ("lid;A. Een;;\nlid;B. Twee;;\nlid;C. Drie;;", "al bezet: rij 2, rij 3"),
        ("voorzitter;A. Een;2021;\nvoorzitter;B. Twee;;2021", "bezet: rij 2"),
    ],
)
def test_table_that_contradicts_itself_is_refused(
    vdg: SiteSetUp, user: Any, board: Organization, rows: str, words: str
) -> None:
    plan = plan_of(f"Functie;Naam;Van;T/m\n{rows}\n", user, vdg, board)

    assert words in problems(plan)[-1][2]
    assert kinds(plan)[-1] == "wrong"


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("voorzitter;B. Nieuw;2019;", "Deze plek is dan al bezet: A. Zittend (vanaf 1 januari 2020)."),
        ("voorzitter;B. Nieuw;2021;2022", "Op deze plek staat dan al A. Zittend"),
        ("voorzitter;A. Zittend;2021;", "In het register staat 1 januari 2020."),
        ("voorzitter;A. Zittend;1-1-2020;;", ""),
    ],
)
def test_history_is_not_overwritten(vdg: SiteSetUp, user: Any, board: Organization, row: str, words: str) -> None:
    make_membership(board.posts.get(role="chair"), make_person("Zittend"), "2020-01-01")

    plan = plan_of(f"Functie;Naam;Van;T/m\n{row}\n", user, vdg, board)

    assert words in "".join(message for _, _, message in problems(plan))
    assert kinds(plan) == (["wrong"] if words else ["present"])


def test_name_that_several_have_is_refused_unless_one_sits_there(
    vdg: SiteSetUp, user: Any, board: Organization
) -> None:
    one, _ = (make_person("Smid", initials="J.", given_name=name) for name in ("Jan", "Joke"))

    unclear = plan_of("Functie;Naam\nlid;J. Smid\n", user, vdg, board)
    make_membership(board.posts.get(role="member"), one)

    assert problems(unclear) == [
        (2, "Naam", "Er zijn er meer die zo heten: Jan Smid, Joke Smid. Schrijf de naam voluit.")
    ]
    assert kinds(plan_of("Functie;Naam\nlid;J. Smid\n", user, vdg, board)) == ["present"]


def test_seats_per_municipality_ask_for_whom(vdg: SiteSetUp, user: Any) -> None:
    body = make_body(vdg.association, "Kring")
    assen, emmen = (
        Organization.objects.create(name=name, slug=f"gemeente-{name.lower()}", classification="municipality")
        for name in ("Assen", "Emmen")
    )
    for place in (assen, emmen):
        make_post(body, "member", for_whom=place)

    plan = plan_of(
        "Functie;Naam;Gemeente\nlid;A. Een;gemeente Assen\nlid;B. Twee;\nlid;C. Drie;Pekela\n", user, vdg, body
    )

    assert [row.kind for row in plan.rows] == ["new", "wrong", "wrong"]
    assert plan.rows[0].taken is not None
    assert plan.rows[0].taken.behalf == assen.pk
    assert [message for _, _, message in problems(plan)] == [
        "Er zijn 2 plekken 'lid', voor verschillende. Schrijf voor wie.",
        "'Pekela' staat niet in het register, of heet daar anders.",
    ]


def test_bodies_of_another_association_do_not_exist(vgg: SiteSetUp, vdg: SiteSetUp, user: Any) -> None:
    foreign = make_body(vgg.association, "Geheim beraad")
    make_post(foreign, "member")
    text = "Overleg;Functie;Naam\nGeheim beraad;lid;A. Bos\nBestaat niet;lid;A. Bos\n;lid;A. Bos\n"

    messages = [message for _, _, message in problems(plan_of(text, user, vdg))]

    assert messages == [
        "Dit is geen overleg van uw vereniging: 'Geheim beraad'.", "Dit is geen overleg van uw vereniging: 'Bestaat niet'.",
        "Welk overleg? Schrijf de naam, of kies boven de tabel een overleg.",
    ]  # fmt: skip


def test_wrong_rows_may_be_left_out_when_no_other_is_about_their_seats(
    vdg: SiteSetUp, user: Any, board: Organization
) -> None:
    free = "Functie;Naam;Van\nvoorzitter;J. Smid;2022\nlid;B. Zee;31-11-2022\n"
    bound = "Functie;Naam;Van\nlid;J. Smid;2022\nlid;B. Zee;31-11-2022\n"

    plans = [plan_of(text, user, vdg, board) for text in (free, bound)]
    with pytest.raises(WrongRows):
        store(bound, user, vdg, board, without_wrong=True)

    assert [plan.may_leave_out_wrong for plan in plans] == [False, False]
    split = free.replace("lid;B. Zee;31-11-2022", "geheim;B. Zee;2022").replace("Functie;", "Overleg;Functie;", 1)
    split = split.replace("\nvoorzitter", "\nDagelijks bestuur;voorzitter").replace("\ngeheim", "\nGeen;lid")
    assert plan_of(split, user, vdg).may_leave_out_wrong
    store(split, user, vdg, without_wrong=True)
    assert [row.who for row in Membership.objects.all()] == ["J. Smid"]


def test_plan_that_no_longer_holds_is_not_carried_out(vdg: SiteSetUp, user: Any, board: Organization) -> None:
    text = "Functie;Naam;Van\nvoorzitter;J. Smid;2022\n"
    plan = plan_of(text, user, vdg, board)
    make_membership(board.posts.get(role="chair"), make_person("Sneller"), "2021-01-01")

    with pytest.raises(PlanChanged):
        bring_in(
            lines=table_of([read_text(text)]).lines, user=user, keeper=vdg.association, body=board, day=DAY,
            posts=plan.posts, fingerprint=plan.fingerprint,
        )  # fmt: skip

    assert [row.who for row in Membership.objects.all()] == ["A. Sneller"]
    assert not RegisterEntry.objects.exists()


def letters(number: int) -> str:
    """A number as two letters, for names."""
    return f"{chr(ord('a') + number // 10)}{chr(ord('a') + number % 10)}"


@pytest.mark.parametrize("seats", [1, 30])
def test_plan_takes_as_many_queries_for_one_row_as_for_thirty(
    vdg: SiteSetUp, user: Any, board: Organization, seats: int, django_assert_num_queries: Any
) -> None:
    post = make_post(board, "guest", seats=None)
    for number in range(1, seats + 1):
        make_membership(post, make_person(f"Gast{letters(number)}"), seat=number)
    text = "Functie;Naam\n" + "".join(f"gast;A. Gast{letters(number)}\n" for number in range(1, seats + 1))

    with django_assert_num_queries(7):
        plan = plan_of(text, user, vdg, board)

    assert kinds(plan) == ["present"] * seats


def send(client: Client, board: Organization, **fields: Any) -> Any:
    """Send the first screen."""
    return client.post(reverse("seats_import"), {"day": "2022-12-31", "body": board.pk, **fields})


def hidden(response: Any) -> dict[str, str]:
    """The hidden fields of the report."""
    form = BeautifulSoup(response.content, "html.parser").select_one("form[action$='voer-in/']")
    assert form is not None
    return {
        item["name"]: item["value"]
        for item in form.select("input[type=hidden]")
        if item["name"] != "csrfmiddlewaretoken"
    }


def test_file_is_stored_in_two_clicks(chief: Client, board: Organization) -> None:
    content = "Functie;Naam;Kleur\nvoorzitter;Zoë Smid;rood\nlid;B. Zee;blauw\n".encode("cp1252")

    report = send(chief, board, file=SimpleUploadedFile("leden.csv", content))
    before = Membership.objects.count(), Person.objects.count()
    answer = chief.post(reverse("seats_bring_in"), hidden(report), follow=True)
    html = BeautifulSoup(report.content, "html.parser").get_text(" ", strip=True)

    assert before == (0, 0)
    assert "2 nieuwe personen 2 nieuwe bezettingen" in html
    assert "Niet gebruikt: Kleur" in html
    assert "Bewaard: 2 rijen ingevoerd uit leden.csv." in answer.content.decode()
    assert sorted(row.who for row in Membership.objects.all()) == ["B. Zee", "Zoë Smid"]
    undone = chief.post(reverse("undo_seat", args=[RegisterEntry.objects.get().pk]))
    assert undone.status_code == 302
    assert not Membership.objects.exists()


def test_sending_twice_does_nothing_the_second_time(chief: Client, board: Organization) -> None:
    fields = hidden(send(chief, board, pasted="Functie\tNaam\nlid\tJ. Smid\n"))

    chief.post(reverse("seats_bring_in"), fields)
    again = chief.post(reverse("seats_bring_in"), fields)

    assert "Er is intussen iets gewijzigd." in again.content.decode()
    assert "Alles staat er al." in again.content.decode()
    assert Membership.objects.count() == RegisterEntry.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({}, "file", "Kies een bestand, of plak de rijen."),
        ({"pasted": "a;b\n1;2"}, "pasted", "Boven de kolommen staan geen namen"),
        ({"pasted": "Naam;Functie\nA. Bos;lid", "day": "31-11-2022"}, "day", "Deze dag bestaat niet."),
        ({"pasted": "Naam;Functie\nA. Bos;lid", "day": ""}, "day", "Deze dag bestaat niet."),
        ({"pasted": "Naam;Functie\nA. Bos;lid", "body": "99999999999999999999"}, "body", "keuze"),
        ({"pasted": "Naam;Functie\nA. Bos;lid", "body": "x"}, "body", "keuze"),
        ({"file": b"PK\x03\x04"}, "file", "beschadigd"),
        ({"file": b""}, "file", "geen rijen"),
        ({"file": b"Naam;Functie\nA. Bos;lid", "pasted": "Naam;Functie"}, "file", "niet allebei"),
    ],
)
def test_first_screen_says_beside_the_field_what_is_wrong(
    chief: Client, board: Organization, fields: dict[str, Any], field: str, words: str
) -> None:
    if "file" in fields:
        fields = {**fields, "file": SimpleUploadedFile("leden.csv", fields["file"])}

    answer = send(chief, board, **fields)

    assert answer.status_code == 200
    assert words in " ".join(answer.context["form"].errors[field])


def test_report_of_another_user_an_hour_ago_or_made_up_is_not_stored(
    chief: Client, board: Organization, monkeypatch: pytest.MonkeyPatch
) -> None:
    fields = hidden(send(chief, board, pasted="Functie\tNaam\nlid\tJ. Smid\n"))
    other = staff_client("tweede", "VDG eindredactie")
    answers = [other.post(reverse("seats_bring_in"), fields, follow=True)]
    answers += [
        chief.post(reverse("seats_bring_in"), {**fields, "table": value}, follow=True) for value in ("", "x", "a:b:c")
    ]
    answers += [chief.post(reverse("seats_bring_in"), {**fields, "seen": fields["table"]}, follow=True)]
    now = signing.time.time()
    monkeypatch.setattr(signing.time, "time", lambda: now + 3601)
    answers += [chief.post(reverse("seats_bring_in"), fields, follow=True)]

    assert ["Dit overzicht is te oud." in answer.content.decode() for answer in answers] == [True] * 6
    assert not Membership.objects.exists()


@pytest.mark.parametrize("group", ["VDG redactie", "VDG raadsleden", "VGG eindredactie"])
def test_who_may_not_change_these_seats_cannot_bring_them_in(
    vgg: SiteSetUp, board: Organization, chief: Client, group: str
) -> None:
    client = staff_client(group, group)
    address = reverse("seats_import_of_body", args=[board.pk])

    refused = [client.get(address), send(client, board, pasted="Functie\tNaam\nlid\tJ. Smid\n")]

    assert chief.get(address).status_code == 200
    assert refused[0].status_code == 302
    assert refused[1].status_code == 302 or refused[1].context["form"].errors["body"]
    assert client.get(reverse("seats_bring_in")).status_code in {302, 405}


def test_who_works_for_two_associations_chooses_one(vgg: SiteSetUp, vdg: SiteSetUp, board: Organization) -> None:
    make_user("baas", is_superuser=True, is_staff=True)
    client = Client(headers={"host": "localhost"})
    from association.base.models import User

    client.force_login(User.objects.get(username="baas"))
    pasted = "Functie\tNaam\nlid\tJ. Smid\n"

    unasked = send(client, board, pasted=pasted)
    wrong = send(client, board, pasted=pasted, keeper=vgg.association.pk)
    right = send(client, board, pasted=pasted, keeper=vdg.association.pk)

    assert "keeper" in unasked.context["form"].errors
    assert wrong.context["plan"].counts["wrong"] == 1
    assert right.context["plan"].counts["new"] == 1


def test_text_in_the_report_is_text(chief: Client, board: Organization) -> None:
    evil = '"><img src=x onerror=alert(1)>'
    answer = send(chief, board, pasted=f"Functie\tNaam\t{evil}\n{evil}\t{evil}\t1\n")

    assert "<img src=x" not in answer.content.decode()
    assert answer.status_code == 200


@pytest.mark.parametrize(
    "text",
    [
        "\0",
        "\ud800".encode("utf-8", "replace").decode(),
        "\u202e",
        "\u200b",
        "\ufeff",
        "e\u0301",
        "x" * 255,
        "x" * 256,
        "👩‍👩‍👧",
        "10" * 20,
        "-1",
    ],
)
@pytest.mark.parametrize("column", ["Naam", "Functie", "Overleg", "Namens", "Partij", "Van", "Ambt", "Hoe", "Vervangt"])
def test_odd_text_in_any_column_gives_a_report(chief: Client, board: Organization, column: str, text: str) -> None:
    cells = {"Functie": "lid", "Naam": "J. Smid", column: f"{text}"}

    answer = send(chief, board, pasted=";".join(cells) + "\n" + ";".join(cells.values()) + "\n")

    assert answer.status_code == 200
