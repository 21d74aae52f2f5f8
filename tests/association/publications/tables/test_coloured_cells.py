"""Stoplights that are only a colour in a document: the word comes in the text, and in the grid."""

import pytest

from association.publications.importing.build import read_document
from association.publications.importing.coloured_cells import colour_word
from association.publications.importing.source import Source, Table
from association.publications.importing.tables import plain_cell
from tests.association.publications.importing.making import open_file, paragraph_xml, word_xml

ROWS = (("Activiteit", "Doel", "Stoplicht"), ("Fietspad", "Veilig", "00B050"), ("Bushalte", "Droog", "1F4E79"))


def cells(source: Source) -> list[list[str]]:
    """The words of its table."""
    (table,) = [block for block in source.blocks if isinstance(block, Table)]
    return [[plain_cell(cell) for cell in row] for row in table.rows]


def word_document() -> bytes:
    """A Word file with a table whose last column has colours; so has a cell of another."""

    def cell(text: str) -> str:
        is_colour = text[:1].isdigit()
        shade = f'<w:tcPr><w:shd w:val="clear" w:fill="{text}"/></w:tcPr>' if is_colour else ""
        return f"<w:tc>{shade}{paragraph_xml('' if is_colour else text)}</w:tc>"

    rows = "".join(f"<w:tr>{''.join(map(cell, row))}</w:tr>" for row in ROWS)
    return word_xml(f"{paragraph_xml('Vooraf.')}<w:tbl>{rows}</w:tbl>")


def open_document() -> bytes:
    """The same as an ODT file."""

    def cell(text: str) -> str:
        is_colour = text[:1].isdigit()
        style = f' table:style-name="c{text}"' if is_colour else ""
        return f"<table:table-cell{style}><text:p>{'' if is_colour else text}</text:p></table:table-cell>"

    rows = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in ROWS)
    styles = "".join(
        f'<style:style style:name="c{row[2]}" style:family="table-cell">'
        f'<style:table-cell-properties fo:background-color="#{row[2]}"/></style:style>'
        for row in ROWS[1:]
    )
    return open_file(f"<text:p>Vooraf.</text:p><table:table>{rows}</table:table>", styles=styles)


@pytest.mark.parametrize(("data", "name"), [(word_document(), "a.docx"), (open_document(), "a.odt")])
def test_green_cell_below_a_stoplight_becomes_the_word_and_a_blue_one_stays_empty(data: bytes, name: str) -> None:
    source = read_document(data, name)

    assert cells(source) == [list(ROWS[0]), ["Fietspad", "Veilig", "groen"], ["Bushalte", "Droog", ""]]
    assert [finding.kind for finding in source.findings if "Gekleurde vakken" in finding.text] == ["unsure"]


@pytest.mark.parametrize(
    ("colour", "word"),
    [
        ("00B050", "groen"), ("92D050", "groen"), ("#C6EFCE", ""), ("FFC000", "oranje"), ("ED7D31", "oranje"),
        ("FFFF00", "oranje"), ("FF0000", "rood"), ("C00000", "rood"), ("D9D9D9", ""), ("4472C4", ""), ("auto", ""),
        ("", ""), ("000000", ""),
    ],
)  # fmt: skip
def test_colours_are_stoplights_only_when_they_are_clear(colour: str, word: str) -> None:
    assert colour_word(colour) == word
