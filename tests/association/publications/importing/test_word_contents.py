"""The list of contents that Word keeps in a box of its own."""

from association.publications.importing.source import Heading, Paragraph
from tests.association.publications.importing.making import paragraph_xml, read, word_xml

CONTROL = (
    '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="{gallery}"/></w:docPartObj></w:sdtPr>'
    "<w:sdtContent>{inside}</w:sdtContent></w:sdt>"
)


def test_lines_without_a_style_of_their_own_are_contents_too() -> None:
    inside = paragraph_xml("In dit stuk", style="Heading1") + paragraph_xml("Een 3") + paragraph_xml("Twee 4")

    source = read(word_xml(CONTROL.format(gallery="Table of Contents", inside=inside) + paragraph_xml("Tekst")))

    assert source.blocks == (
        Paragraph("In dit stuk", "contents"),
        Paragraph("Een 3", "contents"),
        Paragraph("Twee 4", "contents"),
        Paragraph("Tekst"),
    )


def test_chapter_that_was_typed_in_the_box_is_kept() -> None:
    inside = paragraph_xml("Een 3") + paragraph_xml("Een", style="Heading1") + paragraph_xml("Tekst")

    source = read(word_xml(CONTROL.format(gallery="Table of Contents", inside=inside)))

    assert source.blocks == (Paragraph("Een 3", "contents"), Heading(1, "Een"), Paragraph("Tekst"))


def test_other_box_is_text() -> None:
    source = read(word_xml(CONTROL.format(gallery="Bibliographies", inside=paragraph_xml("Bron"))))

    assert source.blocks == (Paragraph("Bron"),)
