"""What Word puts in a document, and how it is read."""

import docx
import pytest
from docx.document import Document

from association.publications.importing.source import (
    Box,
    Cell,
    Heading,
    Item,
    Listing,
    Paragraph,
    Picture,
    Source,
    Table,
)
from tests.association.publications.importing.making import (
    add_xml,
    paragraph_xml,
    read,
    with_parts,
    with_relation,
    word_file,
    word_xml,
)
from tests.factories.content import picture_file

BOX = (
    '<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp><wps:txbx>'
    "<w:txbxContent>{inside}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
    "</mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>{inside}</w:txbxContent></v:textbox></v:shape>"
    "</w:pict></mc:Fallback></mc:AlternateContent>"
)
PICTURE = (
    '<w:drawing><wp:inline><wp:docPr id="1" name="Picture 1" descr="{alt}"/><a:graphic><a:graphicData><pic:pic>'
    '<pic:nvPicPr><pic:cNvPr id="1" name="x" descr="word/media/x.png"/></pic:nvPicPr><pic:blipFill>'
    '<a:blip r:embed="{number}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>'
)


def texts(source: Source) -> list[str]:
    """The formatted text of the paragraphs and headings of a document."""
    return [block.html for block in source.blocks if isinstance(block, Paragraph | Heading)]


def run(text: str, properties: str = "") -> str:
    """A run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        (run("Een ") + run("vet", "<w:b/>") + run(" woord"), "Een <b>vet</b> woord"),
        (run("m") + run("2", '<w:vertAlign w:val="superscript"/>'), "m<sup>2</sup>"),
        (run("CO") + run("2", '<w:vertAlign w:val="subscript"/>'), "CO<sub>2</sub>"),
        (run("vet", '<w:b w:val="0"/>'), "vet"),
        (f"<w:ins w:id='1'>{run('nieuw')}</w:ins><w:del w:id='2'><w:r><w:delText>oud</w:delText></w:r></w:del>", "nieuw"),
        (f"<w:moveFrom w:id='1'>{run('hier')}</w:moveFrom><w:moveTo w:id='2'>{run('daar')}</w:moveTo>", "daar"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{run('in een veld')}</w:sdtContent></w:sdt>", "in een veld"),
        (f"<w:smartTag w:element='x'>{run('Assen')}</w:smartTag>", "Assen"),
        ("<w:r><w:t>mee</w:t><w:noBreakHyphen/><w:t>werken</w:t></w:r>", "mee-werken"),
        ("<w:r><w:t>samen</w:t><w:softHyphen/><w:t>werking</w:t></w:r>", "samenwerking"),
        ("<w:r><w:t>een</w:t><w:tab/><w:t>twee</w:t></w:r>", "een twee"),
        ("<w:r><w:t>een</w:t><w:br/><w:t>twee</w:t></w:r>", "een<br/>twee"),
        ('<w:r><w:t>een</w:t><w:br w:type="page"/><w:t>twee</w:t></w:r>', "een twee"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>' + run(" klaar"), "✓ klaar"),
        ('<w:r><w:sym w:font="Onbekend" w:char="F0B7"/></w:r>' + run(" klaar"), "• klaar"),
        (run("a < b & c"), "a < b & c"),
        (run("geheim", "<w:vanish/>") + run("open"), "open"),
        ("<m:oMath><m:r><m:t>x+1</m:t></m:r></m:oMath>", "x+1"),
        (
            '<w:fldSimple w:instr=" HYPERLINK &quot;https://vng.nl/&quot; ">' + run("VNG") + "</w:fldSimple>",
            '<a href="https://vng.nl/">VNG</a>',
        ),
        (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "https://vng.nl/" </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("VNG") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
            '<a href="https://vng.nl/">VNG</a>',
        ),
        (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("7") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
            "7",
        ),
        (
            '<w:r><w:t xml:space="preserve">Zie </w:t><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF x '
            '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/><w:t>figuur 3</w:t>'
            "<w:fldChar w:fldCharType='end'/><w:t>.</w:t></w:r>",
            "Zie figuur 3.",
        ),
        (
            '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData></w:fldChar>'
            '</w:r><w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
            + run(" klaar"),
            "☒ klaar",
        ),
        ("<w:r><w:t>&lt;b&gt;vet&lt;/b&gt; en 2&lt;sup&gt;e&lt;/sup&gt;</w:t></w:r>", "<b>vet</b> en 2<sup>e</sup>"),
    ],
)  # fmt: skip
def test_text_of_a_paragraph(xml: str, expected: str) -> None:
    escaped = xml.replace("a < b & c", "a &lt; b &amp; c")

    source = read(word_xml(f"<w:p>{escaped}</w:p>{paragraph_xml('Slot')}"))

    assert texts(source) == [expected.replace("a < b & c", "a &lt; b &amp; c"), "Slot"]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://vng.nl/", '<a href="https://vng.nl/">VNG</a>'),
        ("www.vng.nl", '<a href="https://www.vng.nl">VNG</a>'),
        ("mailto:a@vng.nl", '<a href="mailto:a@vng.nl">VNG</a>'),
        ("javascript:alert(1)", "VNG"),
        ("file:///c:/x.docx", "VNG"),
    ],
)
def test_links_lead_only_to_usable_addresses(address: str, expected: str) -> None:
    def build(document: Document) -> None:
        number = document.part.relate_to(address, docx.opc.constants.RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        add_xml(document, f'<w:p><w:hyperlink r:id="{number}">{run("VNG")}</w:hyperlink></w:p>')

    source = read(word_file(build))

    assert texts(source) == [expected]


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("Heading1", Heading(1, "Tekst")),
        ("Kop2", Heading(2, "Tekst")),
        ("Titel", Paragraph("Tekst", "title")),
        ("Bijschrift", Paragraph("Tekst", "caption")),
        ("Inhopg1", Paragraph("Tekst", "contents")),
        ("Citaat", Paragraph("Tekst", "quote")),
        ("Duidelijkcitaat", Paragraph("Tekst", "quote")),
        ("Tussenkop", Heading(3, "Tekst", sure=False)),
        ("Lijstalinea", Paragraph("Tekst")),
    ],
)
def test_paragraphs_are_what_their_styles_say(style: str, expected: Paragraph | Heading) -> None:
    styles = f"""<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
        <w:style w:type="paragraph" w:styleId="{style}"><w:name w:val="{style}"/></w:style></w:styles>"""

    source = read(with_parts(word_xml(paragraph_xml("Tekst", style=style)), {"word/styles.xml": styles}))

    assert source.blocks == (expected,)


def test_style_of_ones_own_means_what_it_is_based_on_and_an_unknown_one_is_told() -> None:
    styles = """<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
        <w:style w:type="paragraph" w:styleId="Kop1"><w:name w:val="heading 1"/></w:style>
        <w:style w:type="paragraph" w:customStyle="1" w:styleId="Eigen"><w:name w:val="VDG groot"/>
            <w:basedOn w:val="Kop1"/></w:style>
        <w:style w:type="paragraph" w:customStyle="1" w:styleId="Omlijnd"><w:name w:val="Omlijnd"/>
            <w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
        <w:style w:type="paragraph" w:customStyle="1" w:styleId="Groen"><w:name w:val="Groen kader"/></w:style>
        </w:styles>"""
    body = "".join(paragraph_xml(style, style=style) for style in ("Eigen", "Omlijnd", "Groen"))

    source = read(with_parts(word_xml(body), {"word/styles.xml": styles}))

    assert source.blocks == (Heading(1, "Eigen"), Heading(2, "Omlijnd"), Paragraph("Groen"))
    assert [finding.kind for finding in source.findings] == ["unknown_style"]
    assert "'groen kader' (1 keer)" in source.findings[0].text


def test_lists_stand_in_lists_and_count_on() -> None:
    def build(document: Document) -> None:
        for text, style in (
            ("een", "List Bullet"), ("een a", "List Bullet 2"), ("twee", "List Bullet"), ("eerst", "List Number"),
            ("dan", "List Number"),
        ):  # fmt: skip
            document.add_paragraph(text, style=style)
        document.add_paragraph("Tussendoor")
        document.add_paragraph("daarna", style="List Number")

    first, second, between, third = read(word_file(build)).blocks

    # Word's own styles for deeper levels are lists of their own.
    assert isinstance(first, Listing)
    assert [item.html for item in first.items] == [("een",), ("twee",)]
    assert [child.items for child in first.items[0].children] == [(Item(("een a",)),)]
    assert isinstance(second, Listing)
    assert (second.ordered, [item.html for item in second.items]) == (True, [("eerst",), ("dan",)])
    assert between == Paragraph("Tussendoor")
    assert isinstance(third, Listing)
    assert (third.start, third.items) == (3, (Item(("daarna",)),))


def numbered(levels: str) -> str:
    """A numbering part with one list."""
    return f"""<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
        <w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>
        <w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num></w:numbering>"""


def in_list(text: str, level: int = 0) -> str:
    """A paragraph in that list."""
    properties = f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="3"/></w:numPr></w:pPr>'
    return f"<w:p>{properties}{run(text)}</w:p>"


def level(depth: int, style: str, text: str, start: int = 1) -> str:
    """A level of a list."""
    return f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/><w:lvlText w:val="{text}"/></w:lvl>'


def test_numbers_of_a_list_are_those_of_word() -> None:
    numbering = numbered(level(0, "decimal", "%1.", 4) + level(1, "lowerLetter", "%2)"))
    body = in_list("vier") + in_list("vier a", 1) + in_list("vier b", 1) + in_list("vijf")

    source = read(with_parts(word_xml(body), {"word/numbering.xml": numbering}))

    inner = Listing(True, (Item(("vier a",)), Item(("vier b",))), 1, "lowerLetter", "3")
    assert source.blocks == (Listing(True, (Item(("vier",), (inner,)), Item(("vijf",))), 4, "decimal", "3"),)


def test_words_that_word_prints_before_a_number_stay() -> None:
    numbering = numbered(level(0, "decimal", "Artikel %1") + level(1, "decimal", "%1.%2"))

    source = read(with_parts(word_xml(in_list("Naam") + in_list("Zetel", 1)), {"word/numbering.xml": numbering}))

    assert texts(source) == ["Artikel 1 Naam", "1.1 Zetel"]


def table_xml(*rows: str) -> str:
    """A table of rows."""
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def cell_xml(text: str, properties: str = "") -> str:
    """A cell with one paragraph, or with elements."""
    inner = text if text.startswith(("<w:p", "<w:tbl")) else paragraph_xml(text)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def test_merged_cells_say_how_far_they_reach() -> None:
    rows = (
        "<w:trPr><w:tblHeader/></w:trPr>" + cell_xml("Kop", '<w:gridSpan w:val="2"/>'),
        cell_xml("Links", '<w:vMerge w:val="restart"/>') + cell_xml("boven"),
        cell_xml("", "<w:vMerge/>") + cell_xml("onder"),
    )

    [table] = read(word_xml(table_xml(*rows))).blocks

    assert table == Table(
        (
            (Cell((Paragraph("Kop"),), columns=2, header=True),),
            (Cell((Paragraph("Links"),), rows=2), Cell((Paragraph("boven"),))),
            (Cell((Paragraph("onder"),)),),
        ),
        head=1,
    )


def test_cells_hold_lists_and_tables() -> None:
    inner = table_xml(cell_xml("x") + cell_xml("y"))
    rows = (cell_xml("a") + cell_xml("b"), cell_xml("c") + cell_xml(f"{inner}<w:p/>"))

    def build(document: Document) -> None:
        add_xml(document, table_xml(*rows))
        document.tables[0].rows[0].cells[1].add_paragraph("punt", style="List Bullet")

    [table] = read(word_file(build)).blocks

    assert isinstance(table, Table)
    assert [type(block) for block in table.rows[0][1].blocks] == [Paragraph, Listing]
    assert table.rows[1][1].blocks == (Table(((Cell((Paragraph("x"),)), Cell((Paragraph("y"),))),)),)


def test_frame_stands_once_behind_its_paragraph() -> None:
    body = f"<w:p><w:r>{BOX.format(inside=paragraph_xml('In een kader'))}</w:r>{run('Ernaast')}</w:p>"

    source = read(word_xml(body))

    assert source.blocks == (Paragraph("Ernaast"), Box((Paragraph("In een kader"),)))


def test_notes_are_kept_with_their_place() -> None:
    notes = """<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
        <w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>
        <w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> Zie het rapport.</w:t></w:r>
        </w:p></w:footnote></w:footnotes>"""
    body = f'<w:p>{run("Tekst")}<w:r><w:footnoteReference w:id="2"/></w:r>{run(" verder.")}</w:p>'

    source = read(with_relation(word_xml(body), "rIdNotes", "footnotes", "footnotes.xml", notes))

    assert texts(source) == ['Tekst<a href="note:footnote-2"></a> verder.']
    assert source.notes == {"footnote-2": (Paragraph("Zie het rapport."),)}


def test_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    body = f"<w:p><w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr>{run('Een ')}</w:p><w:p>{run('zin.')}</w:p>"

    assert texts(read(word_xml(body))) == ["Een zin."]


def test_pictures_stand_where_they_stood_with_their_words() -> None:
    body = f"<w:p>{run('Voor')}</w:p><w:p><w:r>{PICTURE.format(alt='Een vlag', number='rIdPicture')}</w:r></w:p>"

    source = read(with_relation(word_xml(body), "rIdPicture", "image", "media/x.png", picture_file()))

    assert source.blocks == (Paragraph("Voor"), Picture("1", "Een vlag"))
    assert source.pictures["1"].data == picture_file()


def test_words_of_a_chart_are_kept() -> None:
    chart = """<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"
        xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><c:chart><c:title><c:tx><c:rich><a:p><a:r>
        <a:t>Inwoners</a:t></a:r></a:p></c:rich></c:tx></c:title><c:ser><c:cat><c:pt><c:v>Assen</c:v></c:pt></c:cat>
        <c:val><c:pt><c:v>68000</c:v></c:pt></c:val></c:ser></c:chart></c:chartSpace>"""
    drawing = """<w:drawing><wp:inline><a:graphic><a:graphicData>
        <c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="rIdChart"/>
        </a:graphicData></a:graphic></wp:inline></w:drawing>"""

    source = read(
        with_relation(word_xml(f"<w:p><w:r>{drawing}</w:r></w:p>"), "rIdChart", "chart", "charts/chart1.xml", chart)
    )

    assert source.blocks == (Box((Paragraph("Inwoners"), Paragraph("Assen"), Paragraph("68000"))),)
    assert [finding.kind for finding in source.findings] == ["unsure"]


def test_made_list_of_contents_is_known_by_its_field() -> None:
    body = (
        '<w:sdt><w:sdtContent><w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o "1-3" '
        '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f"{run('Inleiding 3')}</w:p><w:p>{run('Slot 9')}</w:p>"
        '<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:sdtContent></w:sdt>'
        f"{paragraph_xml('Tekst')}"
    )

    source = read(word_xml(body))

    assert source.blocks == (
        Paragraph("Inleiding 3", "contents"),
        Paragraph("Slot 9", "contents"),
        Paragraph("Tekst"),
    )
