"""What readers find on the pages of a publication."""

import gzip
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.template.loader import render_to_string
from django.test import Client

from association.publications.pages import ChapterPage, PublicationPage
from home.actions import SiteSetUp
from tests.factories.content import make_image, make_user, restrict
from tests.factories.planted import listed
from tests.factories.publications import figure, heading, make_chapter, make_publication, paragraph, table

pytestmark = pytest.mark.django_db

LARGEST = 15 * 1024  # bytes of a page, compressed
LARGEST_WHOLE = 60 * 1024
ADDRESS = "/publicaties/overdracht/"
DOSSIER = {
    "title": "Zorgakkoord",
    "state": "ahead",
    "text": "<p>Samen zorgen.</p>",
    "lead": "Assen",
    "participants": "",
    "since": "2024",
    "ask": "",
}
SENTENCE = "De gemeenten spreken af dat iedere inwoner dichtbij hulp vindt, en kijken elk jaar of dat lukt. "


@pytest.fixture
def publication(vdg: SiteSetUp) -> PublicationPage:
    return make_publication(vdg, "Overdracht", slug="overdracht", year=2026)


def soup(client: Client, path: str = "") -> BeautifulSoup:
    response = client.get(ADDRESS + path)
    assert response.status_code == 200, path
    return BeautifulSoup(response.content, "html.parser")


def words(found: Any) -> str:
    return " ".join(found.get_text(" ").split()) if isinstance(found, Tag) else ""


def section(kind: str, title: str, *, anchor: str = "deel", **lists: Any) -> dict[str, Any]:
    return {"type": kind, "value": {"heading": title, "anchor": anchor, "content": [], **lists}}


def test_section_without_lists_shows_its_heading_only(publication: PublicationPage, client: Client) -> None:
    kinds = ("looking_back", "dossiers", "cooperation", "looking_ahead", "free")
    make_chapter(
        publication, slug="zorg", body=[section(kind, f"Deel {kind}", anchor=kind.replace("_", "-")) for kind in kinds]
    )

    sections = soup(client, "zorg/").select(".chapter-section")

    assert [words(found) for found in sections] == [f"Deel {kind}" for kind in kinds]


def test_lists_of_a_section_have_headings_with_an_address(publication: PublicationPage, client: Client) -> None:
    steps = listed({"when": "najaar 2026", "text": "<p>Het plan is klaar.</p>"}, {"when": "", "text": "<p>Daarna.</p>"})
    make_chapter(
        publication,
        slug="zorg",
        body=[
            section("looking_back", "Terugblik", anchor="terugblik", priorities=listed("Wonen"), results=steps),
            section("cooperation", "Samen", anchor="samen", partners=listed("Provincie")),
        ],
    )

    document = soup(client, "zorg/")

    back, together = document.select(".chapter-section")
    links = [link["href"] for link in back.select(".heading__link")]
    assert links == ["#terugblik", "#terugblik-waar-de-aandacht-lag", "#terugblik-wat-er-bereikt-is"]
    assert all(document.find(id=link[1:]) for link in links)
    assert [words(item) for item in back.select(".result-list__item")] == [
        "najaar 2026 Het plan is klaar.",
        "Daarna.",
    ]
    assert words(together) == "Samen Partners Provincie"


def test_representation_is_a_table_that_says_who_is_not_known(publication: PublicationPage, client: Client) -> None:
    seats = listed({"body": "Zorgoverleg", "name": "", "note": ""}, {"body": "Raad", "name": "A. Bakker", "note": ""})
    make_chapter(publication, slug="zorg", body=[section("cooperation", "Samen", representation=seats)])

    found = soup(client, "zorg/").table

    assert found is not None
    assert words(found.caption) == "Tabel 1. Vertegenwoordiging"
    assert [words(head) for head in found.select("thead th")] == ["Overleg", "Wie"]
    assert [words(row) for row in found.select("tbody tr")] == ["Zorgoverleg Nog niet bekend", "Raad A. Bakker"]


def test_third_column_of_the_representation_stands_there_when_needed(
    publication: PublicationPage, client: Client
) -> None:
    seats = listed({"body": "Raad", "name": "A. Bakker", "note": "namens Assen"})
    make_chapter(publication, slug="zorg", body=[section("cooperation", "Samen", representation=seats)])

    heads = soup(client, "zorg/").select("thead th")

    assert [words(head) for head in heads] == ["Overleg", "Wie", "Namens of als"]


def test_address_of_a_dossier_survives_other_words(publication: PublicationPage, client: Client) -> None:
    dossiers = listed(DOSSIER)
    chapter = make_chapter(publication, slug="zorg", body=[section("dossiers", "Dossiers", dossiers=dossiers)])
    before = soup(client, "zorg/").select_one(".dossier-card .heading__link")
    dossiers[0]["value"] = {**DOSSIER, "title": "Heel andere woorden"}
    chapter.body = json.dumps([section("dossiers", "Dossiers", dossiers=dossiers)])
    chapter.save_revision().publish()

    card = soup(client, "zorg/").select_one(".dossier-card")

    assert card is not None
    assert before is not None
    after = card.select_one(".heading__link")
    assert after is not None
    assert after["href"] == before["href"]
    assert words(card) == "Op komst Heel andere woorden Samen zorgen. Trekker: Assen Sinds 2024"


def test_table_without_names_has_no_head(publication: PublicationPage, client: Client) -> None:
    make_chapter(publication, slug="zorg", body=[table("Leeg", columns=("", "")), table("Half", columns=("", "Dag"))])

    empty, half = soup(client, "zorg/").select("table")

    assert empty.thead is None
    assert half.thead is not None
    assert [(cell.name, words(cell)) for cell in half.thead.select("th, td")] == [("td", ""), ("th", "Dag")]
    assert not soup(client, "zorg/").select("th:empty")


@pytest.mark.parametrize(
    ("columns", "name"), [(1, "pair"), (2, "pair"), (3, "stack"), (4, "stack"), (5, "wide"), (8, "wide")]
)
def test_table_says_how_it_fits_on_a_phone(columns: int, name: str) -> None:
    head = [f"Kolom {number}" for number in range(columns)]
    rows = [{"header": "A", "cells": ["b"] * (columns - 1)}]

    html = render_to_string("components/table.html", {"caption": "Tabel 1. Leden", "head": head, "rows": rows})

    found = BeautifulSoup(html, "html.parser").div
    assert found is not None
    assert found["class"] == ["table", f"table--{name}"]
    assert (found.get("role"), found.get("tabindex")) == (("region", "0") if name == "wide" else (None, None))


def test_navigation_shows_parts_below_the_current_chapter_only(publication: PublicationPage, client: Client) -> None:
    for name in ("wonen", "sport"):
        chapter = make_chapter(publication, name.title(), slug=name)
        make_chapter(chapter, f"Deel van {name}", slug="deel")

    column = soup(client, "sport/deel/").select_one(".side-navigation__column")

    assert column is not None
    links = column.select(".side-navigation__link")
    assert [words(link) for link in links] == ["1 Wonen", "2 Sport", "2.1 Deel van sport"]
    assert [words(link) for link in links if link.get("aria-current")] == ["2.1 Deel van sport"]


def test_front_page_leads_to_the_first_chapter(publication: PublicationPage, client: Client) -> None:
    bare = soup(client)
    make_chapter(publication, "Voorwoord", slug="voorwoord", numbering="unnumbered")

    full = soup(client)

    button = full.select_one(".document-head .button")
    assert button is not None
    assert (words(button), button["href"]) == ("Begin met lezen", f"{ADDRESS}voorwoord/")
    assert bare.select(".document-head .button") == []
    assert "De hoofdstukken van dit document staan hier nog niet." in words(bare.main)
    assert "De hoofdstukken van dit document" not in words(full.main)


@pytest.mark.parametrize(("image", "cover"), [("Beeld", "Omslag"), ("Beeld", ""), ("", "Omslag")])
def test_front_page_shows_its_picture_or_else_the_cover_of_the_pdf(
    publication: PublicationPage, client: Client, statements: Callable[[], Any], image: str, cover: str
) -> None:
    publication.image = make_image(image) if image else None
    publication.cover = make_image(cover) if cover else None
    publication.save_revision().publish()
    make_chapter(publication)
    soup(client)

    with statements() as found:
        book = soup(client).select_one(".book")

    assert len(found) <= 12, "\n".join(found)
    assert book is not None
    assert book["aria-hidden"] == "true"
    shown = publication.image or publication.cover
    assert shown is not None
    assert f"/{shown.pk}/" in str(book.img)


def test_front_page_marks_what_is_restricted(publication: PublicationPage, client: Client) -> None:
    chapter = make_chapter(publication, "Besloten", slug="besloten")
    restrict(make_chapter(chapter, "Meer besloten", slug="meer"))
    restrict(chapter)
    client.force_login(make_user("lid"))

    items = soup(client).select(".contents-list .lock-label")

    assert len(items) == 2


def test_index_shows_kind_year_and_summary(publication: PublicationPage, client: Client) -> None:
    publication.summary = "Wat er ligt."
    publication.image = make_image()
    publication.save_revision().publish()

    (card,) = BeautifulSoup(client.get("/publicaties/").content, "html.parser").select(".document-card")

    assert words(card) == "Overdrachtsdocument · 2026 Overdracht Wat er ligt."
    assert len(card.select("img")) == 1


def test_index_says_when_it_is_empty_and_stays_light_with_thirty(vdg: SiteSetUp, client: Client) -> None:
    empty = client.get("/publicaties/").content
    for number in range(30):
        make_publication(vdg, summary=SENTENCE, image=make_image(), year=2000 + number)

    full = client.get("/publicaties/").content

    assert b"Nog geen publicaties" in empty
    assert len(BeautifulSoup(full, "html.parser").select(".document-card")) == 30
    assert len(gzip.compress(full, 6)) <= LARGEST


def test_citation_and_ways_to_take_along_stand_on_a_chapter(publication: PublicationPage, client: Client) -> None:
    make_chapter(publication, "Zorg", slug="zorg")

    box = soup(client, "zorg/").select_one(".download-box")

    assert box is not None
    source = box.select_one("[data-copy-source]")
    assert re.fullmatch(
        r"Vereniging van Drentse Gemeenten \(2026\)\. Overdracht, hoofdstuk 1: Zorg\. http://localhost\S*/zorg/",
        words(source),
    )
    assert [link["href"] for link in box.select("a")] == [f"{ADDRESS}volledig/"]


def test_paper_says_where_a_chapter_comes_from(publication: PublicationPage, client: Client) -> None:
    make_chapter(publication, "Zorg", slug="zorg")

    origins = [words(soup(client, path).select_one(".document-origin")) for path in ("", "zorg/", "volledig/")]

    assert [origin.replace(":80/", "/") for origin in origins] == [
        f"Overdracht http://localhost{ADDRESS}{path}" for path in ("", "zorg/", "volledig/")
    ]


def fill(publication: PublicationPage, chapters: int) -> None:
    """Chapters as long as those of a real document: some 700 words, two tables and two figures each."""
    image = make_image()
    for number in range(chapters):
        body = []
        for part in range(4):
            body += [heading(f"Onderwerp {number} {part}"), heading(f"Punt {number} {part}", level=3)]
            body += [paragraph(f"{number} {part} {SENTENCE * 3}") for _ in range(3)]
        body += [table(f"Tabel over {number}", rows=8), table(f"Nog een {number}", columns=("A", "B", "C"), rows=8)]
        body += [figure(image, caption=f"Beeld {number}")] * 2
        make_chapter(publication, f"Hoofdstuk over {number}", body=body)


def test_long_document_is_light(publication: PublicationPage, client: Client) -> None:
    fill(publication, 60)
    first = ChapterPage.objects.order_by("path")[0]

    whole = client.get(f"{ADDRESS}volledig/").content
    chapter = client.get(f"{ADDRESS}{first.slug}/").content

    assert len(gzip.compress(whole, 6)) <= LARGEST_WHOLE
    assert len(gzip.compress(chapter, 6)) <= LARGEST


def test_headings_of_the_whole_document_skip_no_level_and_have_an_address(
    publication: PublicationPage, client: Client
) -> None:
    chapter = make_chapter(publication, slug="zorg", body=[heading("Kop"), heading("Punt", level=3)])
    make_chapter(
        chapter,
        slug="deel",
        body=[
            heading("Kop"),
            section("looking_back", "Terugblik", anchor="terugblik", priorities=listed("Wonen")),
            section("dossiers", "Dossiers", anchor="dossiers", dossiers=listed(DOSSIER)),
        ],
    )

    main = soup(client, "volledig/").main

    assert main is not None
    found = main.select("h1, h2, h3, h4, h5, h6")
    levels = [int(heading.name[1]) for heading in found]
    assert levels == [1, 2, 3, 4, 3, 4, 4, 5, 4, 5]
    links = {link["href"] for link in main.select(".heading__link")}
    assert links == {f"#{heading['id']}" for heading in found[1:]}
    up = [link["href"] for link in main.select(".whole-document__up a")]
    assert up == ["#lijst.inhoud"] * 2
    assert main.find(id="lijst.inhoud") is not None


def test_sources_have_addresses_of_their_own(publication: PublicationPage, client: Client) -> None:
    sources = {"type": "sources", "value": {"items": listed({"text": "<p>Plan.</p>"}, {"text": "<p>Begroting.</p>"})}}
    text = paragraph('Klaar.<sup><a href="#bron-2">2</a></sup>')
    make_chapter(publication, slug="zorg", body=[text, sources])

    alone, whole = soup(client, "zorg/"), soup(client, "volledig/")

    assert [item["id"] for item in alone.select(".sources__list > li")] == ["bron-1", "bron-2"]
    assert [item["id"] for item in whole.select(".sources__list > li")] == ["zorg--bron-1", "zorg--bron-2"]
    assert len(alone.select('sup a[href="#bron-2"]')) == len(whole.select('sup a[href="#zorg--bron-2"]')) == 1
