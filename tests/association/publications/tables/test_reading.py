"""What is recognised in a table, by its structure and its words."""

import pytest

from association.publications.importing.activity_tables import GivenActivity, activities_in, activity_table, labels_of
from association.publications.importing.activity_words import field_of, light_in
from association.publications.importing.found_tables import FoundTable, cell_text
from association.publications.importing.seat_columns import guess
from association.publications.importing.seat_names import Sitting, sittings
from association.publications.importing.seat_tables import SeatLine, body_in, compositions_in, days_in, lines_of
from tests.association.publications.tables.making import CARD, kop, read, said, table

LIGHTS = {"green": "Alles goed", "orange": "Let op", "red": "Gaat niet"}


def given(*found: FoundTable, **chosen: str) -> list[GivenActivity]:
    """The activities of some tables."""
    tables = [one for one in map(activity_table, found) if one is not None]
    return activities_in(tables, labels_of(tables, chosen), LIGHTS)


def seat_lines(found: FoundTable, *places: str, **consultations: str) -> list[SeatLine]:
    """The rows of a table of seats."""
    compositions = compositions_in(found, frozenset(places), {})
    return [line for one in compositions for line in lines_of(one, consultations, {})]


def cells(found: FoundTable, *places: str, **consultations: str) -> list[dict[str, str]]:
    """What the rows of a table of seats say."""
    return [line.line.cells for line in seat_lines(found, *places, **consultations)]


@pytest.mark.parametrize(
    ("stored", "text"),
    [
        ("<p>Een</p><p>Twee &amp; drie</p>", "Een\n\nTwee & drie"),
        ("<ul><li>Een</li><li>Twee</li></ul>", "- Een\n\n- Twee"),
        ("Een<br/>twee", "Een\ntwee"),
        ("", ""),
        (None, ""),
    ],
)
def test_cell_is_plain_text_with_its_lines(stored: object, text: str) -> None:
    assert cell_text(stored) == text


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("Doel:", "goal"), ("Doelstelling", "goal"), ("Te bereiken resultaten 2031", "results"),
        ("Beoogde resultaten", "results"), ("Eerste halfjaar 2031", "H1-text"), ("2e halfjaar", "H2-text"),
        ("Stand van zaken tweede halfjaar 2031", "H2-text"), ("2031", "Y-text"), ("Voortgang", "Y-text"),
        ("Stoplicht", "light"), ("Stoplicht eerste halfjaar", "H1-stoplight"), ("Activiteit", "title"),
        ("Resultaten tweede halfjaar", "H2-text"), ("Reden niet doorgegaan", "Y-reason"), ("Portefeuille", "portfolio"),
        ("Telefoon", ""), ("", ""), ("Doel van een veel te lange kop die over iets heel anders gaat dan een doel", ""),
    ],
)  # fmt: skip
def test_label_says_what_stands_behind_it(label: str, field: str) -> None:
    assert field_of(label) == field


@pytest.mark.parametrize(
    ("text", "light"),
    [
        ("groen", "green"), ("Oranje", "orange"), ("ROOD", "red"), ("Loopt als gepland", "green"), ("let op", "orange"),
        ("groen: loopt", "green"), ("", ""), ("n.v.t.", ""), ("paars", None), ("groen of rood", None),
    ],
)  # fmt: skip
def test_stoplight_is_known_by_its_words_or_not_at_all(text: str, light: str | None) -> None:
    assert light_in(text, LIGHTS) == light


def test_small_table_below_a_heading_is_an_activity() -> None:
    (one,) = given(*read(kop("Fietspad"), table([*CARD, ["", "En besproken"], ["Tweede halfjaar 2031", "-"]])))

    assert (one.title, one.texts) == (
        "Fietspad",
        {"goal": "Veilig fietsen", "results": "Een fietspad", "H1-text": "Getekend\n\nEn besproken"},
    )
    assert one.years == {2031}


def test_first_row_that_was_taken_for_names_of_columns_belongs_to_the_activity() -> None:
    (one,) = given(*read(kop("Fietspad"), table(CARD[1:], "Doel", "Veilig fietsen")))

    assert one.texts["goal"] == "Veilig fietsen"


def test_table_cut_by_a_page_is_one_with_its_repeated_head_left_out() -> None:
    head = ("Activiteit", "Doel", "Stoplicht")
    first = table([["Fietspad", "Veilig", "groen"]], *head)
    second = table([list(head), ["Bushalte", "Droog", "paars"]], *head)

    found = read(kop("Alles"), first, second)
    fietspad, bushalte = given(*found)

    assert len(found) == 1
    assert (fietspad.title, fietspad.texts) == ("Fietspad", {"goal": "Veilig", "Y-stoplight": "green"})
    assert bushalte.texts == {"goal": "Droog"}
    assert "'paars'" in bushalte.problems[0]


def test_tables_with_text_between_them_stay_apart() -> None:
    assert len(read(kop("Alles"), table(CARD), said("En verder:"), table(CARD))) == 2


def test_table_with_a_row_that_names_each_activity_has_several() -> None:
    rows = [["Activiteit", "Fietspad"], *CARD, ["Activiteit", "Bushalte"], *CARD]

    assert [one.title for one in given(*read(table(rows)))] == ["Fietspad", "Bushalte"]


def test_titles_lose_the_group_and_the_portfolio_that_they_begin_with() -> None:
    titles = [
        "Partners: Waterschap",
        "Partners: Dorpen",
        "Portefeuille: Sport: Nieuwe velden",
        "Pho Cultuur",
        "Los: zo",
    ]
    found = read(*(block for title in titles for block in (kop(title), table(CARD))))

    made = [(one.heading, one.portfolio, one.title) for one in given(*found)]

    assert made == [
        ("Partners", "", "Waterschap"), ("Partners", "", "Dorpen"), ("", "Sport", "Nieuwe velden"),
        ("", "Cultuur", "Pho Cultuur"), ("", "", "Los: zo"),
    ]  # fmt: skip


def test_choice_goes_before_what_the_words_say() -> None:
    (one,) = given(*read(kop("Fietspad"), table(CARD)), tebereikenresultaten="Y-text")

    assert one.texts == {"goal": "Veilig fietsen", "Y-text": "Een fietspad", "H1-text": "Getekend"}


def test_what_did_not_take_place_has_no_stoplight() -> None:
    rows = [["Fietspad", "Veilig", "groen", "Geen geld"]]
    (one,) = given(*read(table(rows, "Activiteit", "Doel", "Stoplicht", "Niet doorgegaan")))

    assert one.texts == {"goal": "Veilig", "Y-reason": "Geen geld", "Y-not_held": "ja"}


@pytest.mark.parametrize(
    "found",
    [
        table([["Afspraak", "Dag"], ["Vergadering", "2 mei"]]),
        table([["Fietspad", "€ 10"]], "Activiteit", "Kosten"),
        table([["Doel", "Winnen"], ["Trainer", "Wie dan ook"]]),
    ],
)
def test_other_tables_are_not_taken_for_activities(found: dict[str, object]) -> None:
    assert given(*read(kop("Iets"), found)) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Wethouder dhr. P. de Vries", [Sitting("dhr. P. de Vries", office="wethouder")]),
        ("Mw. I Jansen", [Sitting("Mw. I. Jansen")]),
        ("Jan van den Berg (Assen)", [Sitting("Jan van den Berg", behalf="Assen")]),
        ("dhr. K. Smit raadslid gemeente De Wolden", [Sitting("dhr. K. Smit", office="raadslid", behalf="De Wolden")]),
        ("dhr. K. Smit penningmeester", [Sitting("dhr. K. Smit", role="penningmeester")]),
        ("vacature", [Sitting("vacature")]),
        ("geen invulling -----", [Sitting("geen invulling")]),
        ("n.v.t.", [Sitting("n.v.t.")]),
        ("Jan Smit\nPiet de Wit", [Sitting("Jan Smit"), Sitting("Piet de Wit")]),
        ("", []),
        (" - ", []),
    ],
)
def test_cell_names_whom_it_names(text: str, found: list[Sitting]) -> None:
    assert sittings(text) == found


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Vacature/tijdelijk: dhr. A.B. Smit", [("vacature", ""), ("dhr. A.B. Smit", "tijdelijk")]),
        ("Mw. W. Bos Nieuw: voordracht: mw. I. Dam", [("Mw. W. Bos", ""), ("mw. I. Dam", "voorgedragen")]),
        ("Klankbordgroep vacature", [("vacature", "")]),
        ("Mw. A. Bos (tijdelijke vervanging door mw. van Dam)", [("Mw. A. Bos", ""), ("mw. van Dam", "")]),
    ],
)
def test_what_is_not_sure_of_a_cell_is_said(text: str, names: list[tuple[str, str]]) -> None:
    found = sittings(text)

    assert [(one.name, one.capacity) for one in found] == names
    assert all(" ".join(text.split()) in one.doubt for one in found)


def test_columns_are_known_by_their_names() -> None:
    (found,) = read(table([["Dhr. A. Bos", "lid", "Assen", "06"]], "Naam", "Functie", "Gemeente", "Telefoon"))

    assert guess(found, frozenset()) == {0: "name", 1: "role", 2: "behalf"}
    assert cells(found) == [{"role": "lid", "behalf": "Assen", "name": "Dhr. A. Bos"}]


def test_columns_without_names_are_known_by_what_stands_in_them() -> None:
    rows = [["Voorzitter", "Burgemeester mw. A. Bos", "Gemeente Assen"], ["Bestuurslid", "vacature", "Gemeente Aa"]]

    assert cells(*read(table(rows))) == [
        {"role": "Voorzitter", "behalf": "Gemeente Assen", "name": "mw. A. Bos", "office": "burgemeester"},
        {"role": "Bestuurslid", "behalf": "Gemeente Aa", "name": "vacature"},
    ]


def test_names_in_parts_are_found_beside_prefix_and_form_of_address() -> None:
    rows = [
        ["Commissie Water", "Lid", "van der", "Bos", "Ard", "M", "Wethouder", "Assen", "CDA", "Drenthe"],
        ["Commissie Zand", "Lid", "", "Dam", "Inge", "V", "Raadslid", "Coevorden", "VVD", "Drenthe"],
    ]

    found = cells(*read(table(rows)), "assen", "coevorden", "drenthe")

    assert found[0] == {
        "body": "Commissie Water", "role": "Lid", "prefix": "van der", "family": "Bos", "given": "Ard", "address": "M",
        "office": "Wethouder", "behalf": "Assen", "party": "CDA",
    }  # fmt: skip


def test_two_columns_of_names_are_two_compositions_and_empty_cells_go_on() -> None:
    rows = [
        ["Sport", "Dhr. A. Bos", "Sportcommissie", "vacature"],
        ["", "", "Beweegcommissie", "Mw. I. Dam"],
        ["Algemeen bestuurslid", "Mw. E. Vos", "n.v.t.", "n.v.t."],
    ]
    (found,) = read(table(rows, "Portefeuille", "Portefeuillehouder", "VNG-commissie", "Commissielid"))

    assert cells(found, sport="Pho Sport") == [
        {"body": "Pho Sport", "role": "voorzitter", "name": "Dhr. A. Bos"},
        {"body": "", "role": "bestuurslid", "name": "Mw. E. Vos"},
        {"body": "Sportcommissie", "name": "vacature"},
        {"body": "Beweegcommissie", "name": "Mw. I. Dam"},
    ]


@pytest.mark.parametrize(
    "found",
    [
        table([["Assen", "12"], ["Emmen", "13"]], "Gemeente", "Aantal"),
        table([["Jan Bos", "06 12345678"]], "Naam", "Telefoon"),
        table([["Eerste rij", "iets"], ["Tweede rij", "anders"]]),
    ],
)
def test_other_tables_are_not_taken_for_seats(found: dict[str, object]) -> None:
    assert cells(*read(kop("Iets"), found), "assen", "emmen") == []


def test_day_and_body_stand_in_the_words_above() -> None:
    names = {"dagelijksbestuur": 1, "dagelijksbestuurvdg": 1, "bureau": 2, "raad": 3, "raadvanadvies": 4}

    assert [str(day) for day in days_in("Bestuur per 31 december 2031", "op 32 mei 2031 en 1-5-2030")] == [
        "2031-12-31", "2030-05-01",
    ]  # fmt: skip
    assert body_in(["Dagelijks bestuur per 31 december 2031"], names) == 1
    assert body_in(["Iets anders", "Het bureau"], names) is None
    assert body_in(["Raad"], names) == 3
