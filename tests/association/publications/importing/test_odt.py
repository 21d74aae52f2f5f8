"""What LibreOffice puts in a document, and how it is read."""

import pytest

from association.publications.importing.source import Box, Cell, Heading, Item, Listing, Paragraph, Picture, Table
from tests.association.publications.importing.making import open_file, read
from tests.factories.content import picture_file

STYLES = """<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Standard">
    <style:text-properties fo:font-weight="bold"/></style:style>
    <style:style style:name="T1" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
    <style:style style:name="In" style:family="paragraph"><style:paragraph-properties fo:margin-left="2cm"/></style:style>
    <text:list-style style:name="L1"><text:list-level-style-bullet text:level="1"/><text:list-level-style-bullet
    text:level="2"/></text:list-style>
    <text:list-style style:name="L2"><text:list-level-style-number text:level="1" style:num-format="1"
    text:start-value="3"/></text:list-style>"""
FRAME = "<draw:frame>{inside}<svg:title>Vlag</svg:title><svg:desc>Een vlag in de wind</svg:desc></draw:frame>"


def blocks(body: str, **options: object) -> tuple[object, ...]:
    """The blocks of an ODT file with this text."""
    return read(open_file(body, styles=STYLES, **options), "stuk.odt").blocks  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<text:h text:outline-level='2'>Kop</text:h>", Heading(2, "Kop")),
        ("<text:h text:outline-level='8'>Diep</text:h>", Heading(8, "Diep")),
        ("<text:p text:style-name='Title'>Titel</text:p>", Paragraph("Titel", "title")),
        ("<text:p text:style-name='Quotations'>Woorden</text:p>", Paragraph("Woorden", "quote")),
        ("<text:p text:style-name='Illustration'>Figuur 1</text:p>", Paragraph("Figuur 1", "caption")),
        ("<text:p text:style-name='P1'>Vet</text:p>", Paragraph("Vet", bold=True)),
        ("<text:p text:style-name='In'>Ingesprongen</text:p>", Paragraph("Ingesprongen")),
        ("<text:p>Een <text:span text:style-name='T1'>vet</text:span> woord</text:p>", Paragraph("Een <b>vet</b> woord")),
        ("<text:p>een<text:tab/>twee<text:s text:c='3'/>drie</text:p>", Paragraph("een twee drie")),
        ("<text:p>een<text:line-break/>twee</text:p>", Paragraph("een<br/>twee")),
        ("<text:p><text:a xlink:href='https://vng.nl/'>VNG</text:a></text:p>", Paragraph('<a href="https://vng.nl/">VNG</a>')),
        ("<text:p>Tabel <text:sequence>4</text:sequence>: x</text:p>", Paragraph("Tabel 4: x")),
        ("<text:p>op <text:date>3 mei</text:date></text:p>", Paragraph("op 3 mei")),
        ("<text:p>Tekst<office:annotation><text:p>Klopt dit?</text:p></office:annotation>.</text:p>", Paragraph("Tekst.")),
        ("<text:list><text:list-item><text:h text:outline-level='1'>Kop</text:h></text:list-item></text:list>", Heading(1, "Kop")),
        ("<text:section><text:p>In een deel</text:p></text:section>", Paragraph("In een deel")),
    ],
)  # fmt: skip
def test_paragraphs_are_read_whole(body: str, expected: object) -> None:
    assert blocks(f"{body}<text:p>Slot</text:p>") == (expected, Paragraph("Slot"))


def test_deletions_are_left_out_and_insertions_kept() -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>weg</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        "<text:p>Een <text:change-start/>nieuw<text:change-end/> woord<text:change/></text:p>"
    )

    assert blocks(body) == (Paragraph("Een nieuw woord"),)


def test_lists_stand_in_lists_and_start_where_they_start() -> None:
    body = (
        '<text:list text:style-name="L1"><text:list-item><text:p>een</text:p><text:list><text:list-item><text:p>een a'
        "</text:p></text:list-item></text:list></text:list-item></text:list>"
        '<text:list text:style-name="L2"><text:list-item><text:p>derde</text:p></text:list-item></text:list>'
    )

    inner = Listing(False, (Item(("een a",)),), 1, "bullet")
    assert blocks(body) == (
        Listing(False, (Item(("een",), (inner,)),), 1, "bullet"),
        Listing(True, (Item(("derde",)),), 3, "decimal"),
    )


def test_merged_cells_and_head_are_kept() -> None:
    body = """<table:table><table:table-column table:number-columns-repeated="2"/><table:table-header-rows>
        <table:table-row><table:table-cell table:number-columns-spanned="2"><text:p>Kop</text:p></table:table-cell>
        <table:covered-table-cell/></table:table-row></table:table-header-rows>
        <table:table-row><table:table-cell table:number-rows-spanned="2"><text:p>Links</text:p></table:table-cell>
        <table:table-cell><text:p>boven</text:p></table:table-cell></table:table-row>
        <table:table-row><table:covered-table-cell/><table:table-cell><text:p>onder</text:p></table:table-cell>
        </table:table-row></table:table>"""

    [table] = blocks(body)

    assert isinstance(table, Table)
    assert table.head == 1
    assert table.rows[0][0].columns == 2
    assert table.rows[1:] == (
        (Cell((Paragraph("Links"),), rows=2), Cell((Paragraph("boven"),))),
        (Cell((Paragraph("onder"),)),),
    )


def test_list_and_table_in_a_cell_are_kept() -> None:
    inner = (
        "<table:table><table:table-column/><table:table-row><table:table-cell><text:p>x</text:p></table:table-cell>"
        "</table:table-row></table:table>"
    )
    body = f"""<table:table><table:table-column table:number-columns-repeated="2"/><table:table-row><table:table-cell>
        <text:list text:style-name="L1"><text:list-item><text:p>punt</text:p></text:list-item></text:list>
        </table:table-cell><table:table-cell>{inner}</table:table-cell></table:table-row></table:table>"""

    [table] = blocks(body)

    assert isinstance(table, Table)
    assert table.rows[0][0].blocks == (Listing(False, (Item(("punt",)),), 1, "bullet"),)
    assert table.rows[0][1].blocks == (Table(((Cell((Paragraph("x"),)),),)),)


def test_notes_are_kept_with_their_place() -> None:
    note = (
        '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>'
        "<text:p>Zie het rapport.</text:p></text:note-body></text:note>"
    )

    source = read(open_file(f"<text:p>Tekst{note} verder.</text:p>"), "stuk.odt")

    assert source.blocks == (Paragraph('Tekst<a href="note:note-1"></a> verder.'),)
    assert source.notes == {"note-1": (Paragraph("Zie het rapport."),)}


def test_pictures_and_frames_are_kept() -> None:
    picture = FRAME.format(inside='<draw:image xlink:href="Pictures/x.png"/>')
    box = "<draw:frame><draw:text-box><text:p>In een kader</text:p></draw:text-box></draw:frame>"
    shape = "<draw:custom-shape><text:p>In een vorm</text:p></draw:custom-shape>"
    body = f"<text:p>{picture}</text:p><text:p>Ernaast{box}</text:p><text:p>Eronder{shape}</text:p>"

    source = read(open_file(body, parts={"Pictures/x.png": picture_file()}), "stuk.odt")

    assert source.blocks == (
        Picture("1", "Een vlag in de wind"),
        Paragraph("Ernaast"),
        Box((Paragraph("In een kader"),)),
        Paragraph("Eronder"),
        Box((Paragraph("In een vorm"),)),
    )
    assert source.pictures["1"].data == picture_file()


def test_picture_with_its_caption_in_a_frame_keeps_both() -> None:
    picture = FRAME.format(inside='<draw:image xlink:href="Pictures/x.png"/>')
    frame = f"<draw:frame><draw:text-box><text:p text:style-name='Illustration'>{picture}Figuur 1: Een vlag</text:p></draw:text-box></draw:frame>"

    source = read(open_file(f"<text:p>{frame}</text:p>", parts={"Pictures/x.png": picture_file()}), "stuk.odt")

    assert source.blocks == (Picture("1", "Een vlag in de wind"), Box((Paragraph("Figuur 1: Een vlag", "caption"),)))


def test_made_list_of_contents_is_known() -> None:
    body = (
        "<text:table-of-content><text:table-of-content-source/><text:index-body><text:index-title><text:p>Inhoud</text:p>"
        "</text:index-title><text:p>Inleiding 3</text:p></text:index-body></text:table-of-content><text:p>Tekst</text:p>"
    )

    assert blocks(body) == (Paragraph("Inhoud", "contents"), Paragraph("Inleiding 3", "contents"), Paragraph("Tekst"))
