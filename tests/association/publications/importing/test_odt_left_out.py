"""What of an ODT document does not come along, and what is told of it."""

from association.publications.importing.source import Finding
from association.publications.importing.word_left_out import DEAD_LINKS, DELETED, HEAD_PICTURES, HEAD_TEXT, REMARKS
from tests.association.publications.importing.making import OPEN_DECLARED, open_file, read, with_parts


def outside(text: str, excerpt: str) -> Finding:
    """What is told of something that is no part of the text."""
    return Finding("left_out", text.format(1), excerpt, is_outside=True)


def test_everything_outside_the_text_is_told() -> None:
    styles = f"""<office:document-styles {OPEN_DECLARED} office:version="1.3"><office:master-styles>
        <style:master-page style:name="Standard"><style:header><text:p>Concept<draw:frame><draw:image
        xlink:href="Pictures/logo.png"/></draw:frame></text:p></style:header><style:footer><text:p>7</text:p>
        </style:footer></style:master-page></office:master-styles></office:document-styles>"""
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>oud</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        "<text:p>Zie <text:a xlink:href='../stuk.odt'>het stuk</text:a> op "
        "<text:a xlink:href='https://vng.nl/'>vng.nl</text:a>"
        "<office:annotation><text:p>Klopt dit?</text:p></office:annotation>.</text:p>"
    )

    source = read(with_parts(open_file(body), {"styles.xml": styles}), "stuk.odt")

    assert source.findings == (
        outside(HEAD_TEXT, "Concept"),
        outside(HEAD_PICTURES, "logo.png"),
        outside(REMARKS, "Klopt dit?"),
        outside(DELETED, "oud"),
        outside(DEAD_LINKS, "het stuk (../stuk.odt)"),
    )
    assert source.words == ("Zie het stuk op vng.nl.",)
