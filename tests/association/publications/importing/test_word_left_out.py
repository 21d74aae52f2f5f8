"""What of a Word document does not come along, and what is told of it."""

import io

import docx
import pytest
from docx.document import Document

from association.publications.importing.source import Finding
from association.publications.importing.word_left_out import (
    DEAD_LINKS,
    DELETED,
    HEAD_PICTURES,
    HEAD_TEXT,
    MOVED,
    REMARKS,
)
from home.actions import SiteSetUp
from tests.association.publications.importing.making import add_xml, bring_in, paragraph_xml, read, word_file, word_xml
from tests.factories.content import picture_file

HYPERLINK = docx.opc.constants.RELATIONSHIP_TYPE.HYPERLINK


def run(text: str, properties: str = "") -> str:
    """A run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def deletion(text: str) -> str:
    """Text that was deleted while changes were tracked."""
    return f'<w:del w:id="1"><w:r><w:delText>{text}</w:delText></w:r></w:del>'


def outside(text: str, excerpt: str, times: int = 1) -> Finding:
    """What is told of something that is no part of the text."""
    return Finding("left_out", text.format(times), excerpt, is_outside=True)


def test_deletions_and_moves_are_told_with_their_words() -> None:
    body = (
        f"<w:p>{run('Een ')}{deletion('oud')}{deletion('kort')}{run('zin.')}</w:p>"
        f'<w:p><w:moveFrom w:id="2">{run("Hier")}</w:moveFrom><w:moveTo w:id="3">{run("Daar")}</w:moveTo></w:p>'
    )

    source = read(word_xml(body))

    assert source.findings == (outside(DELETED, "oud; kort", 2), outside(MOVED, "Hier"))
    assert source.words == ("Een zin.", "Daar")


def test_remarks_and_texts_and_pictures_of_headers_are_told() -> None:
    def build(document: Document) -> None:
        paragraph = document.add_paragraph("Tekst")
        document.add_comment(paragraph.runs[0], text="Klopt dit?", author="A", initials="A")
        section = document.sections[0]
        section.different_first_page_header_footer = True
        section.header.paragraphs[0].text = "Concept"
        for part in (section.first_page_header, section.footer):
            part.paragraphs[0].add_run("Vereniging").add_picture(io.BytesIO(picture_file()))

    source = read(word_file(build))

    assert source.findings == (
        outside(HEAD_TEXT, "Concept; Vereniging"),
        outside(HEAD_PICTURES, "image1.png"),
        outside(REMARKS, "Klopt dit?"),
    )


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///c:/stuk.docx", "..\\stuk.docx"])
def test_link_to_an_address_that_cannot_be_used_is_told(address: str) -> None:
    def build(document: Document) -> None:
        number = document.part.relate_to(address, HYPERLINK, is_external=True)
        add_xml(
            document, f'<w:p><w:hyperlink r:id="{number}">{run("Het ")}{run("stuk &amp; meer")}</w:hyperlink></w:p>'
        )

    source = read(word_file(build))

    assert source.findings == (outside(DEAD_LINKS, f"Het stuk & meer ({address})"),)
    assert source.words == ("Het stuk & meer",)


def test_hidden_text_beside_text_that_is_kept_is_not_lost(vdg: SiteSetUp) -> None:
    body = paragraph_xml("Een", style="Heading1") + f"<w:p>{run('Geheim', '<w:vanish/>')}{run('open')}</w:p>"

    source = read(word_xml(body))
    report = bring_in(vdg, source).report

    assert source.findings == (outside("Verborgen tekst.", "Geheim"),)
    assert [item.text for item in report.of_kind("left_out")] == ["Verborgen tekst."]


def test_words_of_what_is_outside_the_text_do_not_hide_what_is_lost(vdg: SiteSetUp) -> None:
    source = read(word_xml(f"{paragraph_xml('Een', style='Heading1')}<w:p>{run('Tekst')}{deletion('Verdwenen')}</w:p>"))
    lacking = type(source)(source.name, "", source.blocks, findings=source.findings, words=(*source.words, "Verdwenen"))

    report = bring_in(vdg, lacking).report

    assert [item.excerpt for item in report.of_kind("left_out")] == ["Verdwenen", "Verdwenen"]
    assert report.items[-1].text.startswith("Deze tekst is niet overgenomen.")
