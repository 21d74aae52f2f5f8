"""One document with everything that Word can put in it, as officers make them: nothing of it gets lost."""

from collections.abc import Iterator

import pytest
from docx.document import Document

from association.publications.blocks import ChapterBody
from association.publications.importing.missing import missing, stored_texts
from association.publications.pages import ChapterPage, PublicationPage
from home.actions import SiteSetUp
from tests.association.publications.importing.making import (
    add_xml,
    bring_in,
    open_file,
    paragraph_xml,
    read,
    with_parts,
    with_relation,
    word_file,
)
from tests.association.publications.importing.test_word import BOX, PICTURE, cell_xml, run, table_xml
from tests.factories.content import picture_file

STYLES = """<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
    <w:style w:type="paragraph" w:default="1" w:styleId="Standaard"><w:name w:val="Normal"/></w:style>
    <w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>
    <w:style w:type="paragraph" w:styleId="Kop1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>
        <w:outlineLvl w:val="0"/></w:pPr></w:style>
    <w:style w:type="paragraph" w:styleId="Kop2"><w:name w:val="heading 2"/></w:style>
    <w:style w:type="paragraph" w:styleId="Inhopg1"><w:name w:val="toc 1"/></w:style>
    <w:style w:type="paragraph" w:styleId="Bijschrift"><w:name w:val="caption"/></w:style>
    <w:style w:type="paragraph" w:styleId="Lijstalinea"><w:name w:val="List Paragraph"/></w:style>
    <w:style w:type="paragraph" w:styleId="Citaat"><w:name w:val="Quote"/></w:style>
    <w:style w:type="paragraph" w:customStyle="1" w:styleId="Accent"><w:name w:val="VDG accent"/></w:style>
    </w:styles>"""
NUMBERING = """<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
    <w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1"/>
        <w:pStyle w:val="Kop1"/></w:lvl></w:abstractNum>
    <w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl>
        <w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/></w:lvl></w:abstractNum>
    <w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>
    </w:numbering>"""
NOTES = """<w:{kind}s xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
    <w:{kind} w:type="separator" w:id="-1"><w:p/></w:{kind}>
    <w:{kind} w:id="1"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:{kind}></w:{kind}s>"""


def listed(text: str, depth: int = 0) -> str:
    """An item of a list."""
    properties = f'<w:pStyle w:val="Lijstalinea"/><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="2"/></w:numPr>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text)}</w:p>"


def field(code: str, result: str) -> str:
    """A field with its result."""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def body() -> Iterator[str]:
    """The text of the document."""
    yield paragraph_xml("Overdrachtsdocument 2030", style="Titel")
    yield f"<w:p><w:r>{BOX.format(inside=paragraph_xml('Vastgesteld op 3 mei 2030'))}</w:r></w:p>"
    yield "<w:sdt><w:sdtContent>" + "".join(
        paragraph_xml(f"{run(name)}<w:r><w:tab/></w:r>{field('PAGEREF _Toc1', page)}", style="Inhopg1")
        for name, page in (("1 Voorwoord", "3"), ("2 Overdracht", "4"))
    ) + "</w:sdtContent></w:sdt>"  # fmt: skip
    bookmark = '<w:bookmarkStart w:id="1" w:name="_Toc1"/>{}<w:bookmarkEnd w:id="1"/>'
    yield paragraph_xml(bookmark.format(run("Voorwoord")), style="Kop1")
    yield f'<w:p>{run("Beste lezer,")}<w:r><w:footnoteReference w:id="1"/></w:r>{run(" welkom")}<w:r><w:endnoteReference w:id="1"/></w:r></w:p>'
    yield f"<w:p>{run('Nieuw is ')}<w:ins w:id='9'>{run('dit stuk')}</w:ins><w:del w:id='8'><w:r><w:delText>oud</w:delText></w:r></w:del></w:p>"
    yield paragraph_xml("Samen bereiken wij meer.", style="Citaat")
    yield f'<w:p><w:hyperlink w:anchor="_Ref2">{run("Zie de overdracht")}</w:hyperlink></w:p>'
    reference = '<w:bookmarkStart w:id="2" w:name="_Ref2"/>{}<w:bookmarkEnd w:id="2"/>'
    yield paragraph_xml(reference.format(run("Overdracht")), style="Kop1")
    yield paragraph_xml("Portefeuille Sport", style="Kop2")
    yield listed("Sporten") + listed("Zwemmen", 1) + listed("Schaatsen", 1) + listed("Wonen")
    caption = f"{run('Tabel ')}{field('SEQ Tabel', '4')}{run(': Wie zit waar')}"
    yield paragraph_xml(caption, style="Bijschrift")
    yield table_xml(
        "<w:trPr><w:tblHeader/></w:trPr>" + cell_xml("Naam") + cell_xml("Functies", '<w:gridSpan w:val="2"/>'),
        cell_xml("Jansen", '<w:vMerge w:val="restart"/>') + cell_xml(listed("lid")) + cell_xml("AB"),
        cell_xml("", "<w:vMerge/>")
        + cell_xml(table_xml(cell_xml("binnen") + cell_xml("tabel")) + "<w:p/>")
        + cell_xml("DB"),
    )
    yield f"<w:p><w:r>{PICTURE.format(alt='Zwembad', number='rIdPicture')}</w:r></w:p>"
    yield paragraph_xml("Figuur 2 - Het zwembad", style="Bijschrift")
    yield paragraph_xml("Groene tekst", style="Accent")
    yield paragraph_xml("Portefeuille Wonen", style="Kop2")
    yield f"<w:p><w:smartTag>{run('Assen')}</w:smartTag><w:r><w:sym w:font='Wingdings' w:char='F0E0'/></w:r>{run(' Emmen')}</w:p>"
    yield f"<w:p>{run('Bijlagen volgen', '<w:b/>')}</w:p>" + paragraph_xml("Later meer.")
    yield paragraph_xml("Bijlage A: Begroting", style="Kop1") + paragraph_xml("Alles in euro’s.")


@pytest.fixture
def document() -> bytes:
    """The document as a file."""

    def build(file: Document) -> None:
        add_xml(file, "".join(body()))
        file.sections[0].footer.paragraphs[0].text = "Vereniging van Drentse Gemeenten"

    file = with_parts(word_file(build), {"word/styles.xml": STYLES, "word/numbering.xml": NUMBERING})
    file = with_relation(file, "rIdPicture", "image", "media/x.png", picture_file())
    for kind, text in (("footnote", "Een noot onderaan."), ("endnote", "Een noot achterin.")):
        file = with_relation(file, f"rId{kind}", f"{kind}s", f"{kind}s.xml", NOTES.format(kind=kind, text=text))
    return file


def test_nothing_of_a_document_with_everything_gets_lost(vdg: SiteSetUp, document: bytes) -> None:
    made = bring_in(vdg, read(document), "Overdrachtsdocument 2030")

    chapters = list(ChapterPage.objects.order_by("path"))
    assert [(page.title, page.numbering, page.depth) for page in chapters] == [
        ("Voorwoord", "unnumbered", 5),
        ("Overdracht", "numbered", 5),
        ("Portefeuille Sport", "numbered", 6),
        ("Portefeuille Wonen", "numbered", 6),
        ("Begroting", "annex", 5),
    ]
    intro = PublicationPage.objects.get().body.raw_data
    assert [(block["type"], block["value"]["text"]) for block in intro] == [
        ("callout", "<p>Vastgesteld op 3 mei 2030</p>")
    ]
    voorwoord, _, sport, wonen, _ = (list(page.body.raw_data) for page in chapters)
    assert [block["type"] for block in voorwoord] == ["paragraph", "quote", "paragraph", "sources"]
    assert f'<a linktype="page" id="{chapters[1].pk}">Zie de overdracht</a>' in voorwoord[2]["value"]
    assert [block["type"] for block in sport] == ["paragraph", "table", "figure", "paragraph"]
    table = sport[1]["value"]
    assert (table["caption"], [column["heading"] for column in table["table"]["columns"]]) == (
        "Wie zit waar", ["Naam", "Functies", "Functies"]
    )  # fmt: skip
    assert [row["values"] for row in table["table"]["rows"]] == [
        ["Jansen", "<ul><li>lid</li></ul>", "AB"],
        ["Jansen", "<ul><li>binnen: tabel</li></ul>", "DB"],
    ]
    assert (sport[2]["value"]["caption"], [block["type"] for block in wonen]) == (
        "Het zwembad", ["paragraph", "heading", "paragraph"]
    )  # fmt: skip
    assert wonen[0]["value"] == "<p>Assen→ Emmen</p>"
    left_out = {item.text: item.excerpt for item in made.report.of_kind("left_out")}
    assert not any("niet overgenomen" in text for text in left_out)
    assert left_out["Kop- en voetteksten van de bladzijden."] == "Vereniging van Drentse Gemeenten"
    assert [item.text.split("(")[0] for item in made.report.of_kind("unknown_style")] == [
        "Het opmaakprofiel 'vdg accent' "
    ]


def test_every_chapter_can_be_saved_by_an_editor(vdg: SiteSetUp, document: bytes) -> None:
    bring_in(vdg, read(document), "Overdrachtsdocument 2030")

    for page in ChapterPage.objects.all():
        stream = page.body.stream_block
        assert isinstance(stream, ChapterBody)
        if page.body:
            stream.clean(page.body)
    publication = PublicationPage.objects.get()
    publication.body.stream_block.clean(publication.body)


@pytest.mark.parametrize(
    ("source", "made", "left_out", "expected"),
    [
        (["Een zin."], ["Een zin."], [], []),
        (["Een zin."], ["Een"], [], ["Een zin."]),
        (["1. Een zin."], ["Een zin."], ["1."], []),
        (["Doel", "Doel"], ["Doel"], [], ["Doel"]),
        (["Doel", "Het doel is groot"], ["Doel"], [], ["Het doel is groot"]),
        (["samen\u00adwerking"], ["samenwerking"], [], []),
        (["<b>vet</b>"], ["vet"], [], []),
    ],
)
def test_what_is_missing_is_found(source: list[str], made: list[str], left_out: list[str], expected: list[str]) -> None:
    assert missing(source, made, left_out) == expected


def test_texts_of_stored_blocks_are_words_only() -> None:
    blocks = [
        {
            "type": "paragraph",
            "value": '<p>een<sup><a href="#bron-1">1</a></sup></p><ul><li>d<b>rie</b></li></ul>',
            "id": "x",
        },
        {"type": "heading", "value": {"text": "A &amp; B", "level": "2", "anchor": "weg"}, "id": "y"},
    ]

    assert [text.split() for text in stored_texts(blocks)] == [["een", "drie"], ["A", "&", "B"]]


def test_odt_with_inner_table_and_note_comes_in_whole(vdg: SiteSetUp) -> None:
    inner = (
        "<table:table><table:table-column/><table:table-row><table:table-cell><text:p>binnen</text:p></table:table-cell>"
        "<table:table-cell><text:p>tabel</text:p></table:table-cell></table:table-row></table:table>"
    )
    note = "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Noot.</text:p></text:note-body></text:note>"
    body = f"""<text:h text:outline-level="1">Een</text:h><text:p>Tekst{note}</text:p>
        <table:table><table:table-column table:number-columns-repeated="2"/><table:table-row><table:table-cell>
        <text:p>links</text:p></table:table-cell><table:table-cell>{inner}</table:table-cell></table:table-row>
        <table:table-row><table:table-cell><text:p>onder</text:p></table:table-cell><table:table-cell/></table:table-row>
        </table:table><text:h text:outline-level="1">Twee</text:h><text:p>Slot</text:p>"""

    made = bring_in(vdg, read(open_file(body), "stuk.odt"))

    first = ChapterPage.objects.order_by("path")[0]
    assert [block["type"] for block in first.body.raw_data] == ["paragraph", "table", "sources"]
    assert not any("niet overgenomen" in item.text for item in made.report.items)
