"""HTML as well-formed XHTML."""

import pytest
from lxml import etree

from association.publications.render.xhtml import as_xhtml, legible


def body_of(html: str) -> str:
    """What stands in the body, as XML without its namespaces."""
    root = etree.fromstring(
        as_xhtml(f'<!doctype html><html lang="nl"><head><title>T</title></head><body>{html}</body>')
    )
    text = etree.tostring(root[1], encoding="unicode")
    return text.replace(' xmlns="http://www.w3.org/1999/xhtml"', "").replace(
        ' xmlns:epub="http://www.idpf.org/2007/ops"', ""
    )


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<p>Een<p>Twee<br>", "<p>Een</p><p>Twee<br/></p>"),
        ("<p>a<ul><li>b</ul>c", "<p>a</p><ul><li>b</li></ul>c"),
        ("<b><p>x</b>y</p>", "<b/><p><b>x</b>y</p>"),
        ("&nbsp;&eacute;&amp;&lt;", "\xa0é&amp;&lt;"),
        ("<p id='a'>1</p><p id='a'>2</p><p id='b c'>3</p><p id=''>4</p>", '<p id="a">1</p><p>2</p><p>3</p><p>4</p>'),
        ('<p style="x" onclick="x" data-x="1" data-label="Naam" 1a="x">k</p>', '<p data-label="Naam">k</p>'),
        ("<p>voor<!-- weg -->na<i>x</i><!-- ook -->achter</p>", "<p>voorna<i>x</i>achter</p>"),
        ('<p epub:type="note">k</p>', '<p epub:type="note">k</p>'),
        (
            '<svg viewbox="0 0 1 1"><path d="M0"/></svg>',
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0"/></svg>',
        ),
    ],
)
def test_html_is_read_as_browsers_do_and_written_as_xml(html: str, found: str) -> None:
    assert body_of(html) == f"<body>{found}</body>"


def test_document_tells_its_language_twice_and_starts_with_its_kind() -> None:
    data = as_xhtml('<html lang="nl"><head><title>T</title></head><body></body></html>')

    assert data.startswith(b"<?xml version='1.0' encoding='utf-8'?>\n<!DOCTYPE html>\n<html")
    assert b'lang="nl"' in data
    assert b'xml:lang="nl"' in data


@pytest.mark.parametrize("odd", ["\x00", "\x01", "\x0b", "\x1f", "\x7f", "\x85", "\ufffe", "\ufdd0", "\U0001ffff"])
def test_characters_that_xml_does_not_know_are_left_out(odd: str) -> None:
    assert legible(f"voor{odd}na") == "voorna"
    assert body_of(f"<p>voor{odd}na</p>") == "<body><p>voorna</p></body>"


@pytest.mark.parametrize("kept", ["\t", "\n", "\xa0", "\u202e", "\u200d", "\ue000", "👩", "𝔘", "e\u0301"])
def test_other_characters_stay(kept: str) -> None:
    assert legible(f"a{kept}b") == f"a{kept}b"
