"""What the rules say of a text, and that nothing makes them fail."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from association.base.blocks.page import PageBody
from association.publications.blocks import ChapterBody
from association.quality.rules.addresses import is_public
from association.quality.rules.checks import Question, notes_on
from association.quality.rules.content import Content, Heading
from association.quality.rules.markup import parts_of
from association.quality.rules.reading import read, read_block
from association.quality.rules.words import known_words, sentences
from home.pages import HomePage

KNOWN = known_words("VNG, B en W,\nbtw")
LONG = "De gemeenten spreken " + "heel " * 21 + "vaak met elkaar."


def codes(*body: Any, blocks: type[Any] = PageBody, lacks_summary: bool = False) -> list[str]:
    """The kinds of the findings on a text in its stored form, below a title."""
    parts = (Heading("Titel", 1, "title"), *read_block(blocks(), list(body), "body"))
    return [note.code for note in notes_on(Question(Content(parts, lacks_summary), frozenset({7}), KNOWN))]


def text(html: str) -> dict[str, Any]:
    """A paragraph."""
    return {"type": "paragraph", "value": html, "id": "een"}


def heading(words: str, level: str) -> dict[str, Any]:
    """A heading."""
    return {"type": "heading", "value": {"text": words, "level": level, "anchor": "kop"}, "id": "kop"}


def table(caption: str, *heads: str) -> dict[str, Any]:
    """A table of one row."""
    cells = {"columns": [{"type": "text", "heading": head} for head in heads], "rows": [{"values": ["x"] * len(heads)}]}
    return {"type": "table", "value": {"caption": caption, "row_headers": True, "table": cells}, "id": "tabel"}


def figure(number: int, *, decorative: bool = False) -> dict[str, Any]:
    """A picture; number 7 has no description."""
    return {"type": "figure", "value": {"image": number, "decorative": decorative, "caption": ""}, "id": "beeld"}


def card(title: str) -> dict[str, Any]:
    """A card with a link."""
    item = {"title": title, "text": "", "page": None, "address": "https://example.org/"}
    return {"type": "links", "value": {"items": [{"type": "item", "value": item, "id": "kaart"}]}, "id": "kaarten"}


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (figure(7), ["picture"]),
        (figure(7, decorative=True), []),
        (figure(8), []),
        (heading("Kop", "2"), []),
        (heading("Tussenkop", "3"), ["heading_order"]),
        (heading(" ", "2"), ["heading_empty"]),
        (table("Leden", "Naam", "Dag"), []),
        (table("", "Naam"), ["table_caption"]),
        (table("Leden", "Naam", " "), ["table_headers"]),
        (table("Leden"), ["table_headers"]),
        (text('<p>Meer weten? <a href="https://example.org/">Klik hier!</a></p>'), ["link_text"]),
        (text('<p>Zie <a linktype="page" id="3">lees meer »</a></p>'), ["link_text"]),
        (text('<p><a href="https://example.org/a">https://example.org/a</a></p>'), ["link_text"]),
        (text('<p><a href="https://example.org/"> </a>Leeg</p>'), ["link_text"]),
        (text('<p>Lees <a linktype="page" id="3">hoe wij werken</a>.</p>'), []),
        (card("Lees meer"), ["link_text"]),
        (card("Alle cijfers"), []),
        (text('<p><a linktype="document" id="3">Verslag</a></p>'), ["file_link"]),
        (text('<p><a linktype="document" id="3">Verslag (pdf)</a></p>'), ["file_link"]),
        (text('<p><a linktype="document" id="3">Verslag (pdf, 240 kB)</a></p>'), []),
        (text('<p><a href="https://example.org/verslag.pdf?x=1">Verslag</a></p>'), ["file_link"]),
        (text('<p><a href="https://example.org/verslag.pdf">Verslag (pdf)</a></p>'), []),
        (text('<p><a href="https://example.org/over.pdfs/">Verslag</a></p>'), []),
        (text("<p>De GGD helpt. De GGD komt.</p>"), ["abbreviation"]),
        (text("<p>De Gemeentelijke Gezondheidsdienst (GGD) helpt. De GGD komt.</p>"), []),
        (text("<p>De GGD (Gemeentelijke Gezondheidsdienst) helpt.</p>"), []),
        (text("<p>De VNG en deel IV, kamer XII, 9401 HJ Assen.</p>"), []),
        (text("<p>LET OP: dit is nieuw.</p>"), []),
        (text("<p>Mail naar INFO@EXAMPLE.ORG of bel.</p>"), []),
        (text(f"<p>{LONG}</p>"), ["long_sentence"]),
        (text(f"<p>{LONG.replace('heel heel', 'heel. Heel', 1)}</p>"), []),
        (text("<ul>" + "<li>Vijf woorden staan hier bijeen</li>" * 8 + "</ul>"), []),
    ],
)  # fmt: skip
def test_rule_finds_what_is_wrong_and_no_more(block: dict[str, Any], expected: list[str]) -> None:
    assert codes(block) == expected


def test_page_without_summary_is_found() -> None:
    assert (codes(lacks_summary=True), codes()) == (["summary"], [])


def test_headings_are_followed_through_the_whole_page() -> None:
    body = [heading("Een", "2"), heading("Onder een", "3"), heading("Twee", "2"), heading("Onder twee", "3")]

    assert codes(*body) == []


def test_parts_inside_parts_are_read() -> None:
    inner = [text("<p>De GGD helpt.</p>"), {**heading("Diep", "4")}]
    part = {"heading": "Deel", "anchor": "deel", "content": inner}
    dossier = {"title": "Zorg", "text": "<p>Zie <a href='https://example.org/'>hier</a></p>"}
    dossiers = {**part, "content": [], "dossiers": [{"type": "item", "value": dossier, "id": "d"}]}

    found = codes(
        {"type": "free", "value": part, "id": "a"}, {"type": "dossiers", "value": dossiers, "id": "b"},
        blocks=ChapterBody,
    )  # fmt: skip

    assert sorted(found) == ["abbreviation", "heading_order", "link_text"]


def test_finding_says_where_it_stands(db: None) -> None:
    page = HomePage(title="Start", summary="", image_wide_id=7)
    page.buttons = json.dumps([{"type": "button", "id": "knop", "value": {"label": "Hier", "page": 3, "address": ""}}])

    notes = notes_on(Question(read(page), frozenset({7})))

    assert [(note.code, note.place) for note in notes] == [
        ("summary", "summary"),
        ("picture", "image_wide"),
        ("link_text", "knop"),
    ]


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        ("Dhr. De Vries komt. Hij spreekt.", ["Dhr. De Vries komt.", "Hij spreekt."]),
        ("Dit is o.a. Assen. Klaar!", ["Dit is o.a. Assen.", "Klaar!"]),
        ("Hunze en Aa's. Met hen praten wij.", ["Hunze en Aa's.", "Met hen praten wij."]),
        ("J. P. Jansen (nr. 3) zei: 'Ja.' Toen ging hij.", ["J. P. Jansen (nr. 3) zei: 'Ja.", "Toen ging hij."]),
    ],
)
def test_sentences_end_where_they_end(paragraph: str, expected: list[str]) -> None:
    assert sentences(paragraph) == expected


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20) | st.just("<p>GGD <a href='//[x'>hier</a>"),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(["type", "value", "id", "text", "level", "items", "table", "columns", "rows", "values", "image"]),
        inner,
        max_size=4,
    ),
    max_leaves=12,
)  # fmt: skip
names = st.sampled_from(["paragraph", "heading", "figure", "table", "links", "video", "free", "dossiers", "odd"])


@settings(max_examples=80, deadline=None)
@given(st.lists(st.fixed_dictionaries({"type": names, "value": values, "id": values}), max_size=4))
def test_content_of_any_shape_is_no_error(body: list[dict[str, Any]]) -> None:
    codes(*body, blocks=ChapterBody)


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet="<>/!&;[]-a='\" \n\x00h2p", max_size=60))
def test_markup_of_any_shape_is_no_error(html: str) -> None:
    list(parts_of(html, "plaats"))


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
     "255.255.255.255", "::1", "::", "fe80::1%eth0", "fd00:ec2::254", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
     "64:ff9b::7f00:1", "2002:7f00:1::", "ff02::1", "fec0::1", "localhost", ""],
)  # fmt: skip
def test_address_of_a_machine_inside_is_not_public(address: str) -> None:
    assert not is_public(address)


def test_address_on_the_internet_is_public() -> None:
    assert [is_public(address) for address in ("93.184.215.14", "2606:2800:220:1::1", "::ffff:93.184.215.14")] == [
        True
    ] * 3
