"""Which headings make chapters and parts, and what is left out."""

import pytest

from association.publications.importing.division import DOUBTFUL, NOT_CLEAN
from association.publications.importing.headings import numbering_of, without_number
from association.publications.importing.outline import Choices, Outline, outline_of, plan_of
from association.publications.importing.report import ReportItem
from association.publications.importing.source import Block, Cell, Heading, Item, Listing, Paragraph, Source, Table

TEXT = Paragraph("Er staat tekst.")


def source(*blocks: Block, title: str = "") -> Source:
    """A document of these blocks."""
    return Source("stuk.docx", title, blocks)


def outlined(document: Source, choices: Choices | None = None, title: str = "") -> list[str]:
    """The outline as lines: what it becomes, a question mark when that is not sure, and the words of the heading."""
    entries = outline_of(document, choices, title).entries
    return [f"{entry.becomes}{'' if entry.sure else '?'} {entry.title}" for entry in entries]


def bold(text: str) -> Paragraph:
    """A bold line."""
    return Paragraph(f"<b>{text}</b>", bold=True)


def heads(*lines: str) -> Source:
    """A document of headings, each as its level and its words, with text below them."""
    return source(*(block for line in lines for block in (Heading(int(line[0]), line[2:]), TEXT)))


CASES: list[tuple[Source, list[str]]] = [
    (heads("1 Een", "1 Twee", "2 Onder"), ["chapter Een", "chapter Twee", "heading Onder"]),
    (heads("1 Verslag", "2 Een", "2 Twee"), ["title Verslag", "chapter Een", "chapter Twee"]),
    (heads("2 Een", "2 Twee", "1 Los", "2 Drie"), ["chapter Een", "chapter Twee", "chapter? Los", "chapter Drie"]),
    (heads("2 Een", "4 Diep", "2 Twee"), ["chapter Een", "heading Diep", "chapter Twee"]),
    (heads("1 Enige"), ["title Enige"]),
    (
        heads("1 A", "1 Overdracht", "2 Vooraf", "2 Portefeuille Sport", "3 Terugblik", "2 Portefeuille Wonen"),
        ["chapter A", "chapter Overdracht", "heading Vooraf", "part Portefeuille Sport", "heading Terugblik",
         "part Portefeuille Wonen"],
    ),
    (
        heads("1 A", "1 Overdracht", "2 Portefeuille Sport", "2 Anders"),
        ["chapter A", "chapter Overdracht", "heading Portefeuille Sport", "heading Anders"],
    ),
    (
        heads("1 A", "1 B", "2 Portefeuillehouders", "2 Portefeuillestructuur"),
        ["chapter A", "chapter B", "heading Portefeuillehouders", "heading Portefeuillestructuur"],
    ),
    (
        source(bold("Inleiding"), TEXT, bold("Wat wij deden"), TEXT),
        ["chapter? Inleiding", "chapter? Wat wij deden"],
    ),
    (
        source(bold("1. Inleiding"), TEXT, bold("1.1 Doel"), TEXT, bold("2. Slot"), TEXT),
        ["chapter? 1. Inleiding", "heading? 1.1 Doel", "chapter? 2. Slot"],
    ),
    (
        source(Heading(1, "Een"), bold("Doel"), TEXT, bold("Dit is een hele zin die vet staat."), TEXT, Heading(1, "Twee")),
        ["chapter Een", "heading? Doel", "chapter Twee"],
    ),
    (
        source(bold("Vereniging"), TEXT, Heading(1, "Een"), TEXT, Heading(1, "Twee")),
        ["chapter Een", "chapter Twee"],
    ),
    (
        source(Heading(1, "Een"), Heading(1, "Inhoud"), Paragraph("Een ..... 3"), Paragraph("Twee 4"), Heading(1, "Twee"), TEXT),
        ["chapter Een", "contents Inhoud", "chapter Twee"],
    ),
    (
        source(Heading(1, "Een"), TEXT, Heading(1, "Inhoud"), TEXT, Heading(1, "Twee"), TEXT),
        ["chapter Een", "chapter Inhoud", "chapter Twee"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("document", "expected"), CASES)
def test_headings_become_what_the_rules_say(document: Source, expected: list[str]) -> None:
    assert outlined(document, title="" if expected[0].startswith("title") else "Stuk") == expected


def test_repeated_title_is_no_chapter_and_is_told() -> None:
    document = source(
        Paragraph("Werkplan 2021", "title"), Heading(1, "WERKPLAN 2021"), TEXT, Heading(2, "Een"), Heading(2, "Twee")
    )

    plan = plan_of(document, title="Werkplan 2021")

    assert [entry.becomes for entry in plan.outline.entries] == ["title", "chapter", "chapter"]
    assert plan.intro == ((2, TEXT),)
    assert plan.items == (
        ReportItem("left_out", "De titel van het document is hier herhaald.", "", "Werkplan 2021"),
        ReportItem("left_out", "De titel van het document is hier herhaald.", "", "WERKPLAN 2021"),
    )


def test_title_of_the_document_stays_when_the_publication_has_another() -> None:
    document = source(Paragraph("Plan", "title"), Heading(1, "Een"), Heading(1, "Twee"))

    plan = plan_of(document, title="Werkplan 2021")

    assert plan.intro == ((0, Paragraph("Plan", "title")),)


@pytest.mark.parametrize(
    "contents",
    [
        (Paragraph("Een 3", "contents"), Paragraph("Twee 9", "contents")),
        (
            Paragraph("Inhoudsopgave"),
            Table(tuple((Cell((Paragraph(f"{n}. X"),)), Cell((Paragraph("3"),))) for n in "123")),
        ),
        (Paragraph("Inhoud"), Listing(False, (Item(("Een",)), Item(("Twee",))))),
        (Table(tuple((Cell((Paragraph(name),)), Cell((Paragraph("3"),))) for name in ("Een", "Twee", "Een"))),),
    ],
)
def test_typed_list_of_contents_is_left_out_and_told(contents: tuple[Block, ...]) -> None:
    document = source(*contents, Heading(1, "Een"), TEXT, Heading(1, "Twee"), TEXT)

    plan = plan_of(document, title="Stuk")

    assert plan.intro == ()
    assert [item.kind for item in plan.items] == ["left_out"]
    assert [chapter.title for chapter in plan.chapters] == ["Een", "Twee"]


def test_table_with_figures_is_no_list_of_contents() -> None:
    table = Table(tuple((Cell((Paragraph(name),)), Cell((Paragraph("12"),))) for name in ("Assen", "Emmen", "Meppel")))

    plan = plan_of(source(table, Heading(1, "Een"), TEXT, Heading(1, "Twee"), TEXT), title="Stuk")

    assert plan.intro == ((0, table),)


def test_chosen_level_makes_the_chapters() -> None:
    document = heads("1 Een", "2 A", "2 B", "1 Twee", "2 C")

    found = outlined(document, Choices(chapter_level=2), "Stuk")

    assert found == ["chapter? Een", "chapter A", "chapter B", "chapter? Twee", "chapter C"]


def test_ticked_heading_and_those_behind_it_become_parts() -> None:
    document = heads("1 Een", "2 A", "2 B", "2 C", "1 Twee", "2 D")

    found = outlined(document, Choices(parts=frozenset({4})), "Stuk")

    assert found == ["chapter Een", "heading A", "part B", "part C", "chapter Twee", "heading D"]


def test_bold_line_that_is_no_heading_can_be_said_to_be_none() -> None:
    document = source(Heading(1, "Een"), bold("Doel"), TEXT, Heading(1, "Twee"))

    assert outlined(document, Choices(plain=frozenset({1})), "Stuk") == ["chapter Een", "chapter Twee"]


def test_bold_line_above_a_table_is_no_heading() -> None:
    table = Table(tuple((Cell((Paragraph("a"),)), Cell((Paragraph("b"),))) for _ in range(2)))
    document = source(Heading(1, "Een"), TEXT, bold("Bestuur in 2022"), table, Heading(1, "Twee"))

    assert outlined(document, title="Stuk") == ["chapter Een", "chapter Twee"]


def test_same_file_and_choices_give_the_same_and_survive_storing() -> None:
    document = heads("1 Een", "2 A", "1 Twee")
    choices = Choices(2, frozenset({2}), frozenset({4}))

    first, second = outline_of(document, choices), outline_of(document, choices)

    assert first == second == Outline.from_json(first.to_json())
    assert Choices.from_json(choices.to_json()) == choices


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. Inleiding", "Inleiding"), ("1.Inleiding", "Inleiding"), ("3.2 Wonen", "Wonen"), ("3.2.1. Wonen", "Wonen"),
        ("2) wonen", "Wonen"), ("Hoofdstuk 4: Sport", "Sport"), ("Hoofdstuk IV Sport", "Sport"), ("IV. Sport", "Sport"),
        ("1 – Inleiding", "Inleiding"), ("2022 in cijfers", "2022 in cijfers"), ("100 jaar VGG", "100 jaar VGG"),
        ("12+1+4", "12+1+4"), ("3 oktober", "3 oktober"), ("1.", "1."), ("14 0592 bellen", "14 0592 bellen"),
        ("E. Drenth", "E. Drenth"),
    ],
)  # fmt: skip
def test_typed_number_gives_way(text: str, expected: str) -> None:
    assert without_number(text) == expected


@pytest.mark.parametrize(
    ("texts", "expected"),
    [(["1 Een", "2 Twee", "3 Drie"], ["Een", "Twee", "Drie"]), (["3 oktober", "12 mei"], ["3 oktober", "12 mei"])],
)
def test_bare_numbers_are_numbers_of_chapters_when_they_count(texts: list[str], expected: list[str]) -> None:
    plan = plan_of(heads(*(f"1 {text}" for text in texts)), title="Stuk")

    assert [chapter.title for chapter in plan.chapters] == expected


def test_bare_numbers_that_do_not_run_are_left_out_and_told() -> None:
    titles = ["1 Inleiding", "2 Ambities", "12 gemeenten", "3 Lijsten", "3 Lijsten"]

    plan = plan_of(heads(*(f"1 {title}" for title in titles)), title="Stuk")

    assert [chapter.title for chapter in plan.chapters] == [
        "Inleiding", "Ambities", "12 gemeenten", "Lijsten", "Lijsten",
    ]  # fmt: skip
    assert plan.typed == ("1", "2", "3", "3")
    assert plan.items == (
        ReportItem("unsure", NOT_CLEAN, "", "1 Inleiding; 2 Ambities; 3 Lijsten; 3 Lijsten"),
        ReportItem("unsure", DOUBTFUL, "", "12 gemeenten"),
    )


def test_portfolio_with_a_typed_number_is_a_part() -> None:
    document = heads("1 1 Een", "1 2 Twee", "2 2.1 Portefeuille Sport", "2 2.2 Portefeuille Wonen")

    [_, two] = plan_of(document, title="Stuk").chapters

    assert [part.title for part in two.parts] == ["Portefeuille Sport", "Portefeuille Wonen"]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Voorwoord", ("unnumbered", "Voorwoord")),
        ("Woord vooraf", ("unnumbered", "Woord vooraf")),
        ("Inleiding", ("numbered", "Inleiding")),
        ("Bijlage A: Begroting", ("annex", "Begroting")),
        ("Bijlage 1 – begroting", ("annex", "Begroting")),
        ("Bijlage: Begroting", ("annex", "Bijlage: Begroting")),
        ("Bijlage 2", ("annex", "Bijlage 2")),
        ("Bijlagenoverzicht", ("numbered", "Bijlagenoverzicht")),
    ],
)
def test_numbering_is_told_by_the_title(title: str, expected: tuple[str, str]) -> None:
    assert numbering_of(title) == expected
