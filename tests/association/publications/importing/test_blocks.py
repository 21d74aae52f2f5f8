"""What the blocks of a document become in a chapter."""

from typing import Any

import pytest

from association.publications.blocks import ChapterBody
from association.publications.importing.blocks import TYPED_NUMBERS, PlacedPicture, Writing, write
from association.publications.importing.notes import Notes
from association.publications.importing.source import (
    Block,
    Box,
    Cell,
    Heading,
    Item,
    Listing,
    Paragraph,
    Picture,
    Table,
)


def cell(*texts: str, bold: bool = False, **spans: int) -> Cell:
    """A cell with a paragraph per text."""
    return Cell(tuple(Paragraph(f"<b>{text}</b>" if bold else text, bold=bold) for text in texts), **spans)


def rows(*lines: str) -> Table:
    """A table of lines with a bar between the cells."""
    return Table(tuple(tuple(cell(*([text] if text else [])) for text in line.split("|")) for line in lines))


def written(*blocks: Block, notes: dict[str, tuple[Block, ...]] | None = None, **options: Any) -> Writing:
    """The blocks of a chapter with these, and all that was said of them; what is stored passes the chapter's checks."""
    strict = options.get("strict", False)
    pictures = options.pop("pictures", {})
    writing = Writing("Sport", Notes(notes or {}, strict=strict), pictures, **options)
    write(list(enumerate(blocks)), writing)
    body = ChapterBody()
    if checked := [block for block in writing.blocks if block["type"] != "figure"]:
        body.clean(body.to_python(checked))
    assert len({block["id"] for block in writing.blocks}) == len(writing.blocks)
    return writing


def values(writing: Writing) -> list[tuple[str, Any]]:
    """Kind and value of each block."""
    return [(block["type"], block["value"]) for block in writing.blocks]


def table_of(writing: Writing) -> dict[str, Any]:
    """The only table, in short."""
    [value] = [block["value"] for block in writing.blocks if block["type"] == "table"]
    return {
        "caption": value["caption"],
        "row_headers": value["row_headers"],
        "head": [column["heading"] for column in value["table"]["columns"]],
        "types": [column["type"] for column in value["table"]["columns"]],
        "rows": [row["values"] for row in value["table"]["rows"]],
    }


def test_text_and_lists_are_one_block_until_something_else_comes() -> None:
    inner = Listing(False, (Item(("binnen",)),))
    listing = Listing(False, (Item(("een", "meer")), Item(("twee",), (inner,))))

    writing = written(Paragraph("Vooraf"), listing, Heading(3, "Doel"), Paragraph("Daarna"))

    assert values(writing) == [
        (
            "paragraph",
            "<p>Vooraf</p><ul><li>een<br/>meer</li><li>twee<ul><li>binnen</li></ul></li></ul>",
        ),
        ("heading", {"text": "Doel", "level": "2", "anchor": "doel"}),
        ("paragraph", "<p>Daarna</p>"),
    ]


def test_typed_numbers_of_headings_that_count_are_left_out_and_told() -> None:
    writing = written(Heading(2, "1. Bestuur"), Heading(3, "4. Los"), Heading(2, "2. wonen"), Heading(2, "100 jaar"))

    assert [value["text"] for _, value in values(writing)] == ["Bestuur", "4. Los", "Wonen", "100 jaar"]
    assert [(item.kind, item.text, item.excerpt) for item in writing.items] == [("left_out", TYPED_NUMBERS, "1.; 2.")]


def test_typed_numbers_stay_where_the_site_has_none() -> None:
    writing = written(Heading(2, "1. Bestuur"), Heading(2, "2. Wonen"), strict=True)

    assert [value["text"] for _, value in values(writing)] == ["1. Bestuur", "2. Wonen"]
    assert writing.items == []


def test_long_text_is_more_blocks() -> None:
    writing = written(*(Paragraph("woord " * 700) for _ in range(4)))

    assert [kind for kind, _ in values(writing)] == ["paragraph", "paragraph"]


@pytest.mark.parametrize(
    ("levels", "expected"),
    [((3, 4, 5, 6, 3), "23442"), ((5, 3, 4), "223"), ((2, 4, 3), "233"), ((2, 2, 9), "223")],
)
def test_headings_skip_no_level(levels: tuple[int, ...], expected: str) -> None:
    writing = written(*(Heading(level, f"Kop {number}") for number, level in enumerate(levels)))

    assert "".join(value["level"] for _, value in values(writing)) == expected


def test_anchors_differ_from_each_other_and_from_those_of_the_page() -> None:
    writing = written(Heading(2, "Doel"), Heading(2, "Doel"), Heading(2, "Inhoud"), Heading(2, "!!"))

    assert [value["anchor"] for _, value in values(writing)] == ["doel", "doel-2", "inhoud-2", "kop"]


def test_heading_that_is_too_long_is_bold_text() -> None:
    writing = written(Heading(2, "woord " * 60 + "slot"))

    [(kind, html)] = values(writing)
    assert (kind, html.startswith("<p><b>woord")) == ("paragraph", True)
    assert [item.kind for item in writing.items] == ["unsure"]


def test_list_that_does_not_start_at_one_keeps_its_numbers() -> None:
    writing = written(Listing(True, (Item(("drie",)), Item(("vier",))), start=3))

    assert values(writing) == [("paragraph", "<p>3. drie</p><p>4. vier</p>")]
    assert [item.text for item in writing.items] == ["Een genummerde lijst begint bij 3; de nummers staan in de tekst."]


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (Paragraph("Samen verder.", "quote"), ("quote", {"text": "Samen verder.", "source": ""})),
        (Paragraph("“Samen verder.”", "quote"), ("quote", {"text": "Samen verder.", "source": ""})),
        (Paragraph("Plan", "title"), ("paragraph", "<p><b>Plan</b></p>")),
        (Paragraph("Tabel 3: los", "caption"), ("paragraph", "<p>Tabel 3: los</p>")),
        (Box((Paragraph("Let op."),)), ("callout", {"kind": "info", "text": "<p>Let op.</p>"})),
        (Table(((cell("Let op."),),)), ("callout", {"kind": "info", "text": "<p>Let op.</p>"})),
        (Box((Paragraph("Kop 1", "caption"),)), ("paragraph", "<p>Kop 1</p>")),
        (Table(((cell("woord " * 90),),)), ("paragraph", f"<p>{'woord ' * 90}</p>")),
        (Table(((cell("een"),), (cell("twee"),))), ("paragraph", "<p>een</p><p>twee</p>")),
    ],
)
def test_one_block_becomes_another(block: Block, expected: tuple[str, Any]) -> None:
    assert values(written(block)) == [expected]


def test_table_without_text_is_left_out_and_told() -> None:
    writing = written(Table(((Cell(), Cell()), (Cell(), Cell()))))

    assert values(writing) == []
    assert [(item.kind, item.text) for item in writing.items] == [("left_out", "Een tabel zonder tekst.")]


@pytest.mark.parametrize(
    ("table", "head", "row_headers"),
    [
        (rows("Naam|Gemeente", "Jan|Assen", "Piet|Emmen"), ["Naam", "Gemeente"], True),
        (rows("Post|2022|2023", "Reis|10|20", "Zaal|30|40"), ["Post", "2022", "2023"], True),
        (rows("Gemeente|Inwoners", "Assen|68.000", "Emmen|107.000"), ["Gemeente", "Inwoners"], True),
        (rows("Voorzitter|Jan|Assen", "Bestuurslid|Piet|Emmen"), ["", "", ""], True),
        (rows("Lid|Jan", "Lid|Piet", "Lid|Els"), ["", ""], False),
        (rows("Doel:|Samen sporten", "2022|Er was een dag."), ["", ""], True),
        (
            Table(((cell("Wie", bold=True), cell("Wat bespreken", bold=True)), (cell("Jan"), cell("Sport")))),
            ["Wie", "Wat bespreken"],
            True,
        ),
        (Table((rows("A|B").rows[0], rows("c|d").rows[0]), head=1), ["A", "B"], True),
    ],
)
def test_head_and_names_of_rows_are_found(table: Table, head: list[str], row_headers: bool) -> None:
    found = table_of(written(table))

    assert (found["head"], found["row_headers"]) == (head, row_headers)


def test_merged_cells_are_written_out() -> None:
    table = Table(
        (
            (cell("Gemeente", rows=2), cell("Jaar", columns=2)),
            (cell("2022"), cell("2023")),
            (cell("Assen", rows=2), cell("goed", rows=2), cell("1")),
            (cell("2"),),
        ),
        head=2,
    )

    found = table_of(written(table))

    assert found["head"] == ["Gemeente", "Jaar – 2022", "Jaar – 2023"]
    assert found["rows"] == [["Assen", "goed", "1"], ["Assen", "", "2"]]


def test_record_spread_over_rows_is_one_row_and_text_without_name_goes_on() -> None:
    steps = table_of(written(rows("Secretaris||", "|Jan|", "||sinds 2010", "Adviseur||", "|Els|", "||sinds 2020")))
    going_on = table_of(written(rows("Doel|Sporten", "2022|Een dag.", "|Nog een dag.")))

    assert steps["rows"] == [["Secretaris", "Jan", "sinds 2010"], ["Adviseur", "Els", "sinds 2020"]]
    assert going_on["rows"] == [["Doel", "<p>Sporten</p>"], ["2022", "<p>Een dag.</p><p>Nog een dag.</p>"]]


def test_cells_keep_lists_tables_and_links() -> None:
    inner = rows("a|b", "c|d|e")
    table = Table(
        (
            (cell("Doel"), Cell((Paragraph("Zie"), Listing(False, (Item(("punt",)),))))),
            (cell("Stand"), Cell((inner, Paragraph('<a href="https://vng.nl/">VNG</a>')))),
        )
    )

    found = table_of(written(table))

    assert found["types"] == ["text", "rich_text"]
    assert found["rows"] == [
        ["Doel", "<p>Zie</p><ul><li>punt</li></ul>"],
        ["Stand", '<ul><li>a: b</li><li>c – d – e</li></ul><p><a href="https://vng.nl/">VNG</a></p>'],
    ]


def test_text_of_a_cell_without_form_is_not_escaped_twice() -> None:
    assert table_of(written(rows("A &amp; B|c &lt; d", "e|f")))["rows"][0] == ["A & B", "c < d"]


@pytest.mark.parametrize(
    ("line", "caption", "remains"),
    [
        (Paragraph("Tabel 3: wie zit waar", "caption"), "Wie zit waar", 0),
        (Paragraph("Tabel 3. Wie zit waar"), "Wie zit waar", 0),
        (Paragraph("Wie zit waar", "caption"), "Wie zit waar", 0),
        (Paragraph("<b>Wie zit waar:</b>", bold=True), "Wie zit waar", 0),
        (Paragraph("Tabel 3 laat zien wie waar zit."), "", 1),
        (Paragraph("Figuur 3: wie zit waar", "caption"), "", 1),
        (Paragraph("Zo zit het:"), "", 1),
        (Paragraph("woord " * 60, "caption"), "", 1),
    ],
)
def test_line_above_a_table_is_its_caption_when_it_says_so(line: Paragraph, caption: str, remains: int) -> None:
    writing = written(line, rows("Jan|Assen", "Els|Emmen"))

    assert table_of(writing)["caption"] == caption
    assert sum(kind == "paragraph" for kind, _ in values(writing)) == remains


def test_line_below_a_picture_is_its_caption() -> None:
    pictures = {"1": PlacedPicture(image=7, described=True), "2": PlacedPicture(image=8)}

    writing = written(
        Picture("1"), Paragraph("Figuur 1: De dag", "caption"), Picture("2", decorative=True), pictures=pictures
    )

    assert values(writing) == [
        ("figure", {"image": 7, "decorative": False, "caption": "De dag", "wide": False}),
        ("figure", {"image": 8, "decorative": True, "caption": "", "wide": False}),
    ]
    assert writing.typed == ["Figuur 1:"]


def test_what_is_lacking_stands_on_the_list() -> None:
    writing = written(Picture("1"), rows("Jan|Assen", "Els|Emmen"), pictures={"1": PlacedPicture(image=7)})

    assert [(item.kind, item.place, item.text.split(".")[0]) for item in writing.items] == [
        ("todo", "Sport", "Deze afbeelding heeft geen beschrijving"),
        ("todo", "Sport", "Deze tabel heeft geen bijschrift"),
        ("todo", "Sport", "Niet elke kolom van deze tabel heeft een naam"),
    ]


def test_notes_count_per_chapter_and_stand_at_the_end() -> None:
    notes: dict[str, tuple[Block, ...]] = {"a": (Paragraph("Eerst"),), "b": (Paragraph("Dan"), Paragraph("nog"))}
    mark = '<a href="note:{}"></a>'
    table = Table(((cell(f"Kop{mark.format('a')}"), cell("x")), (cell(f"y{mark.format('b')}"), cell("z"))), head=1)

    writing = written(Paragraph(f"Tekst{mark.format('b')} en {mark.format('weg')}."), table, notes=notes)

    one, _, three = values(writing)
    assert one == ("paragraph", '<p>Tekst<sup><a href="#bron-1">1</a></sup> en .</p>')
    assert table_of(writing)["head"] == ["Kop [2]", "x"]
    assert table_of(writing)["rows"] == [['<p>y<sup><a href="#bron-1">1</a></sup></p>', "z"]]
    assert [item["value"]["text"] for item in three[1]["items"]] == ["<p>Dan</p><p>nog</p>", "<p>Eerst</p>"]


def test_page_that_refuses_what_is_lacking_gets_it_filled_in() -> None:
    notes: dict[str, tuple[Block, ...]] = {"a": (Paragraph("Eerst"),)}

    writing = written(
        Heading(2, "Bestuur"),
        Paragraph('Tekst<a href="note:a"></a>'),
        rows("Jan|Assen", "Els|Emmen"),
        Paragraph("woord " * 40, "quote"),
        notes=notes,
        strict=True,
    )

    found = table_of(writing)
    assert (found["caption"], found["head"]) == ("Tabel bij Bestuur", ["Kolom 1", "Kolom 2"])
    assert [kind for kind, _ in values(writing)] == [
        "heading",
        "paragraph",
        "table",
        "paragraph",
        "heading",
        "paragraph",
    ]
    assert values(writing)[-1] == ("paragraph", "<ol><li>Eerst</li></ol>")
