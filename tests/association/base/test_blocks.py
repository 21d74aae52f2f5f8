"""The blocks of a page: each is shown, and what an editor does wrong is said in Dutch beside the field."""

from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.blocks import StreamBlockValidationError, StreamValue

from association.base.blocks.base import render_body
from association.base.blocks.page import TAKEN, PageBody, table_of_contents, words_in
from association.base.blocks.settings import FooterGroupBlock, LinkBlock, SocialBlock
from association.base.queries import Viewer
from home.actions import SiteSetUp
from tests.factories.content import make_document, make_image, make_page, restrict

BODY = PageBody()


def stream(*blocks: tuple[str, Any]) -> StreamValue:
    """A stream of stored blocks."""
    return BODY.to_python([{"type": kind, "value": value} for kind, value in blocks])


def items(*values: Any) -> list[dict[str, Any]]:
    """The values of a list block in their stored form."""
    return [{"type": "item", "value": value, "id": f"id-{number}"} for number, value in enumerate(values)]


def heading(text: str, level: str = "2", anchor: str = "") -> tuple[str, dict[str, str]]:
    return "heading", {"text": text, "level": level, "anchor": anchor}


def table(*headings: str, rows: int = 1) -> dict[str, Any]:
    """A table in its stored form with text columns."""
    columns = [{"type": "text", "heading": heading} for heading in headings]
    return {
        "columns": columns,
        "rows": [{"values": [f"{row}-{place}" for place in range(len(headings))]} for row in range(rows)],
        "caption": "",
    }


def messages(error: Any) -> list[str]:
    """All sentences in an error of blocks, however deep."""
    found = []
    for part in (
        *getattr(error, "block_errors", {}).values(),
        *([getattr(error, "non_block_errors", None)] if hasattr(error, "block_errors") else []),
    ):
        found += messages(part) if part is not None else []
    if found:
        return found
    data = getattr(error, "data", None)
    if data:
        return [text for item in data for text in messages(item)]
    return list(error.messages) if isinstance(error, ValidationError) else []


def refused(*blocks: tuple[str, Any]) -> list[str]:
    """What the editor reads when these blocks are not taken."""
    with pytest.raises(StreamBlockValidationError) as caught:
        BODY.clean(stream(*blocks))
    return messages(caught.value)


def shown(setup: SiteSetUp, *blocks: tuple[str, Any]) -> BeautifulSoup:
    html = "".join(render_body(stream(*blocks), Viewer.anonymous(setup.site)))
    return BeautifulSoup(html, "html.parser")


def one(soup: BeautifulSoup, selector: str) -> Tag:
    found = soup.select(selector)

    assert len(found) == 1, selector
    return found[0]


@pytest.mark.parametrize("name", sorted(BODY.child_blocks))
def test_every_block_has_a_dutch_name_an_explanation_an_icon_and_a_preview(vdg: SiteSetUp, name: str) -> None:
    block = BODY.child_blocks[name]

    html = block.render(
        block.normalize(block.get_preview_value()), block.get_preview_context(block.get_preview_value())
    )

    assert block.label
    assert block.get_description()
    assert block.meta.icon != "placeholder"
    assert "<" in str(html)


def test_every_block_is_shown_with_what_was_filled_in(vdg: SiteSetUp) -> None:
    image, document, page = make_image(credit="Jan"), make_document(title="Verslag"), make_page(vdg.home, title="Doel")
    soup = shown(
        vdg,
        ("paragraph", f'<p>Een <b>vet</b> <a linktype="page" id="{page.pk}">woord</a> en <a linktype="document" id="{document.pk}">stuk</a></p>'),
        heading("Kop", anchor="kop"),
        ("figure", {"image": image.pk, "decorative": False, "caption": "Bijschrift", "wide": True}),
        ("table", {"caption": "Tabel", "note": "peildatum", "row_headers": True, "table": table("A", "B", rows=2)}),
        ("callout", {"kind": "warn", "text": "<p>Let op</p>"}),
        ("quote", {"text": "Kort gezegd", "source": "Bron"}),
        ("accordion", {"items": items({"title": "Vraag?", "text": "<p>Antwoord</p>"})}),
        ("video", {"title": "Film", "length": "2 min", "poster": image.pk, "file": None, "address": "https://vimeo.com/123456", "transcript": "<p>Tekst</p>"}),
        ("documents", {"title": "Stukken", "documents": items(document.pk)}),
        ("links", {"items": items({"title": "Naar", "text": "Uitleg", "page": page.pk, "address": ""})}),
    )  # fmt: skip

    assert [link["href"] for link in soup.select(".rich-text a")] == [page.get_url(), document.url]
    assert one(soup, "h2#kop").get_text(strip=True) == "Kop"
    assert one(soup, "figure.figure img")["alt"] == image.description
    caption = one(soup, "figcaption.figure__caption").get_text(" ", strip=True)
    assert caption.startswith("Bijschrift")
    assert caption.endswith("Beeld: Jan")
    assert [cell.get_text() for cell in soup.select("thead th[scope=col]")] == ["A", "B"]
    assert [cell.get_text() for cell in soup.select("tbody th[scope=row]")] == ["0-0", "1-0"]
    assert "Let op" in one(soup, ".callout--warn").get_text()
    assert one(soup, "blockquote").get_text(strip=True) == "Kort gezegd"
    assert one(soup, ".accordion summary").get_text(strip=True) == "Vraag?"
    assert one(soup, "[data-embed]")["data-embed"] == "https://player.vimeo.com/video/123456?dnt=1"
    assert not soup.select("iframe, video, script")
    assert one(soup, ".documents__link")["href"] == document.url
    assert one(soup, ".link-cards__link")["href"] == page.get_url()


def test_figure_that_is_only_decoration_has_an_empty_description(vdg: SiteSetUp) -> None:
    soup = shown(vdg, ("figure", {"image": make_image().pk, "decorative": True, "caption": "", "wide": False}))

    assert one(soup, "img")["alt"] == ""


def test_link_to_a_page_that_is_not_to_be_seen_is_left_out(vdg: SiteSetUp) -> None:
    hidden = [make_page(vdg.home, title="Geheim", live=False), make_page(vdg.home, title="Geheim twee")]
    restrict(hidden[1])
    cards = items(*({"title": f"Kaart {page.pk}", "text": "", "page": page.pk, "address": ""} for page in hidden))

    soup = shown(
        vdg,
        ("links", {"items": cards}),
        ("paragraph", "".join(f'<p><a linktype="page" id="{page.pk}">woord</a></p>' for page in hidden)),
    )

    assert soup.select("a[href]") == []
    assert soup.get_text(strip=True) == "woordwoord"


def test_number_in_a_table_is_written_as_in_dutch(vdg: SiteSetUp) -> None:
    value = {
        "columns": [{"type": "number", "heading": "Euro"}],
        "rows": [{"values": ["1234567.5"]}, {"values": [None]}],
        "caption": "",
    }

    soup = shown(vdg, ("table", {"caption": "Geld", "note": "", "row_headers": False, "table": value}))

    assert [cell.get_text() for cell in soup.select("tbody td")] == ["1.234.567,5", ""]


def test_quote_of_more_than_thirty_words_is_refused() -> None:
    assert BODY.clean(stream(("quote", {"text": "woord " * 30, "source": ""})))
    assert refused(("quote", {"text": "woord " * 31, "source": ""})) == [
        "Kort het citaat in tot hoogstens dertig woorden."
    ]


def test_table_with_a_column_without_name_is_refused(db: None) -> None:
    good = {"caption": "Tabel", "note": "", "row_headers": True}

    assert BODY.clean(stream(("table", {**good, "table": table("A", "B")})))
    for name in ("", "   "):
        assert refused(("table", {**good, "table": table("A", name)})) == ["Geef elke kolom een naam."]


def test_figure_without_description_is_refused_unless_it_is_decoration(db: None) -> None:
    image = make_image(description="")
    value = {"image": image.pk, "decorative": False, "caption": "", "wide": False}

    assert refused(("figure", value)) == [
        "Deze afbeelding heeft geen beschrijving. Schrijf er een, of vink 'Alleen versiering' aan."
    ]
    assert BODY.clean(stream(("figure", {**value, "decorative": True})))


def test_heading_that_skips_a_level_is_refused() -> None:
    message = "Begin met een gewone kop; een tussenkop staat altijd onder een kop."

    assert BODY.clean(stream(heading("A"), heading("B", "3"), heading("C", "3"), heading("D")))
    assert refused(heading("A", "3")) == [message]


@pytest.mark.parametrize(
    "address",
    ["", "javascript:alert(1)", "//evil.example/x", "/\\evil.example", "pagina", "/\t/evil.example", "mailto:a@b.nl"],
)
def test_link_without_usable_target_is_refused(address: str) -> None:
    card = {"title": "Kaart", "text": "", "page": None, "address": address}
    message = "Kies een pagina, of geef een adres dat met https:// of / begint."

    with pytest.raises(ValidationError) as caught:
        LinkBlock().clean(LinkBlock().to_python({"label": "Woord", "page": None, "address": address}))

    assert refused(("links", {"items": items(card)})) == [message]
    assert messages(caught.value) == [message]


@pytest.mark.parametrize("address", ["/nieuws/", "https://example.org/", "http://example.org"])
def test_link_with_a_usable_address_is_taken(address: str) -> None:
    card = {"title": "Kaart", "text": "", "page": None, "address": address}

    assert BODY.clean(stream(("links", {"items": items(card)})))


@pytest.mark.parametrize("address", ["", "https://example.org/film", "https://www.youtube.com/"])
def test_film_that_cannot_be_found_is_refused(address: str) -> None:
    film = {
        "title": "Film",
        "length": "",
        "poster": None,
        "file": None,
        "address": address,
        "transcript": "<p>Tekst</p>",
    }

    assert refused(("video", film)) == ["Kies een eigen film, of geef het adres van een film bij YouTube of Vimeo."]
    assert BODY.clean(stream(("video", {**film, "address": "https://youtu.be/abcDEF12345"})))


def test_messages_of_required_fields_are_dutch() -> None:
    found = [
        *refused(("heading", {"text": "", "level": "2", "anchor": ""})), *refused(("quote", {"text": "", "source": ""})),
        *refused(("callout", {"kind": "info", "text": ""})), *refused(("paragraph", "")), *refused(("figure", {"image": None})),
        *refused(("accordion", {"items": []})), *refused(("documents", {"title": "", "documents": []})), *refused(("heading", {"text": "x" * 151, "level": "9"})),
        *refused(("video", {"title": "F", "address": "geen adres", "transcript": "<p>x</p>"})),
    ]  # fmt: skip

    assert len(found) >= 9
    assert not [
        text
        for text in found
        if "This" in text or "Enter" in text or "required" in text or ("minimum" in text.lower() and "The" in text)
    ], found


def test_anchor_is_made_once_and_survives_rewording() -> None:
    first = BODY.clean(stream(heading("Wat wij doen")))
    stored = BODY.get_prep_value(first)
    stored[0]["value"]["text"] = "Iets heel anders"

    second = BODY.clean(BODY.to_python(stored))

    assert first[0].value["anchor"] == "wat-wij-doen"
    assert second[0].value["anchor"] == "wat-wij-doen"


def test_anchors_differ_from_each_other_and_from_the_page_its_own() -> None:
    cleaned = BODY.clean(
        stream(
            heading("Wonen"),
            heading("Wonen"),
            heading("Wonen", anchor="wonen"),
            heading("Inhoud"),
            heading("👩"),
            heading("!?"),
        )
    )
    anchors = [child.value["anchor"] for child in cleaned]

    assert anchors[:3] == ["wonen", "wonen-2", "wonen-3"]
    assert len(set(anchors)) == len(anchors)
    assert not TAKEN & set(anchors)
    assert all(anchor and anchor.replace("-", "").isalnum() for anchor in anchors)


def test_table_of_contents_lists_the_main_headings_with_their_anchors(vdg: SiteSetUp, client: Client) -> None:
    blocks = [
        heading("Een", anchor="een"),
        heading("Onder", "3", "onder"),
        heading("Twee", anchor="twee"),
        heading("Drie", anchor="drie"),
    ]
    page = make_page(vdg.home, body=[{"type": kind, "value": value} for kind, value in blocks])

    contents = table_of_contents(stream(*blocks))
    soup = BeautifulSoup(client.get(page.get_url()).content, "html.parser")

    assert contents == [
        {"title": "Een", "anchor": "een"},
        {"title": "Twee", "anchor": "twee"},
        {"title": "Drie", "anchor": "drie"},
    ]
    for link in soup.select("nav.table-of-contents a"):
        assert soup.find(id=str(link["href"]).removeprefix("#")) is not None
    ids = [str(tag["id"]) for tag in soup.find_all(id=True)]
    assert len(ids) == len(set(ids))


def test_words_are_counted_over_all_blocks() -> None:
    assert (
        words_in(
            stream(("paragraph", "<p>een twee</p>"), heading("drie"), ("quote", {"text": "vier vijf", "source": ""}))
        )
        == 5
    )


def test_settings_blocks_refuse_what_is_empty_in_dutch() -> None:
    with pytest.raises(ValidationError) as group:
        FooterGroupBlock().clean(FooterGroupBlock().to_python({"title": "", "links": []}))
    with pytest.raises(ValidationError) as channel:
        SocialBlock().clean(SocialBlock().to_python({"kind": "linkedin", "address": "javascript:alert(1)"}))

    found = [*messages(group.value), *messages(channel.value)]
    assert found
    assert not [text for text in found if "This" in text or "Enter" in text or "required" in text]
