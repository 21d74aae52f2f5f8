"""A choice of the chapters of a whole document."""

import pytest
from bs4 import Tag
from django.test import Client

from association.publications.pages import PublicationPage
from association.publications.pages.selecting import Choosable, Selection, cut
from tests.association.publications.pages.conftest import HOME, SECRET, Read, words
from tests.factories.content import paragraph
from tests.factories.editions import freeze
from tests.factories.publications import make_chapter, table

pytestmark = pytest.mark.django_db
WHOLE = f"{HOME}volledig/"
CHAPTERS = (
    Choosable("wonen", "Wonen", "1"),
    Choosable("wonen/tuinen", "Tuinen", "1.1"),
    Choosable("zorg", "Zorg", "2"),
)


@pytest.fixture(params=["published", "adopted", "at the edition"])
def whole(request: pytest.FixtureRequest, workplan: PublicationPage) -> str:
    """The whole on one page: published chapters, the edition that holds, that edition at its own address."""
    make_chapter(workplan, "Zoek", slug="zoek", body=[table("Nog een"), paragraph("Slot.")])
    if request.param == "published":
        return WHOLE
    freeze(workplan, "2021-03-18")
    return WHOLE if request.param == "adopted" else f"{HOME}versies/2021-03-18/volledig/"


def chapters(main: Tag) -> list[str]:
    """The chapters that are shown, with their numbers."""
    return [words(section.select_one(".kicker, h2, h3")) for section in main.select(".document-chapter")]


def contents(main: Tag) -> list[str]:
    """The lines of the list of contents."""
    return [words(line) for line in main.select(".document-contents li")]


def test_everything_is_shown_without_a_choice(whole: str, read: Read) -> None:
    main = read(whole)

    assert chapters(main) == ["Hoofdstuk 1", "Deel 1.1", "Hoofdstuk 2", "Hoofdstuk 3"]
    assert "kleivelden" in words(main)
    assert "Dit is een keuze" not in words(main)
    boxes = {words(box.parent): box.get("checked") for box in main.select("input[name=hoofdstuk]")}
    assert boxes == {"1 Wonen": None, "2 Zorg": None, "3 Zoek": None}


def test_chosen_chapters_come_with_their_parts_and_numbers(whole: str, read: Read) -> None:
    main = read(f"{whole}?hoofdstuk=wonen&hoofdstuk=zoek")

    assert chapters(main) == ["Hoofdstuk 1", "Deel 1.1", "Hoofdstuk 3"]
    assert contents(main) == ["1 Wonen", "1.1 Tuinen", "3 Zoek"]
    assert "Dit is een keuze uit Werkplan" in words(main.select_one(".chapter-choice__line"))
    assert ": 2 van de 3 hoofdstukken." in words(main.select_one(".chapter-choice__line"))
    assert "kleivelden" not in words(main)
    assert [box["value"] for box in main.select("input[checked]")] == ["wonen", "zoek"]


def test_numbers_of_tables_are_those_of_the_whole(whole: str, read: Read) -> None:
    assert words(read(f"{whole}?hoofdstuk=zoek").select_one("caption")).startswith("Tabel 2. Nog een")


def test_every_address_within_the_page_is_there(whole: str, read: Read) -> None:
    main = read(f"{whole}?hoofdstuk=wonen&hoofdstuk=zoek")

    wanted = {str(link["href"])[1:] for link in main.select("a[href^='#']")}
    assert {anchor for anchor in wanted if main.find(id=anchor) is None} == set()


def test_edition_says_which_one_it_is(workplan: PublicationPage, read: Read) -> None:
    freeze(workplan, "2021-03-18")

    line = words(read(f"{WHOLE}?hoofdstuk=zorg").select_one(".chapter-choice__line"))

    assert (
        line
        == "Dit is een keuze uit Werkplan, versie van 18 maart 2021: 1 van de 2 hoofdstukken. Toon het hele document"
    )


ODD = {
    "hoofdstuk=bestaat-niet": 4, "hoofdstuk=": 4, "hoofdstuk=zorg&hoofdstuk=geheim": 1, "hoofdstuk=/zorg/": 1,
    "hoofdstuk=" + "x" * 5_000: 4, "&".join(["hoofdstuk=zorg"] * 200): 1, "hoofdstuk=wonen/tuinen": 1,
}  # fmt: skip


def test_what_is_not_there_is_left_out(whole: str, read: Read) -> None:
    pages = {query: read(f"{whole}?{query}") for query in ODD}

    assert {query: len(chapters(main)) for query, main in pages.items()} == ODD
    told = {query for query, main in pages.items() if "Wij lieten het weg" in words(main)}
    assert told == {query for query in ODD if "niet" in query or "geheim" in query or "xxx" in query}
    assert not any(SECRET in words(main) for main in pages.values())


def test_restricted_chapter_is_chosen_by_its_readers_alone(whole: str, read: Read, council: Client) -> None:
    public, member = read(whole), read(f"{whole}?hoofdstuk=geheim", by=council)

    assert "geheim" not in str(public.select("input[name=hoofdstuk]"))
    assert chapters(member) == ["Hoofdstuk 2"]


def test_choice_is_no_page_for_search_engines(whole: str, client: Client) -> None:
    html = client.get(f"{whole}?hoofdstuk=zorg").content.decode()

    assert '<meta name="robots" content="noindex">' in html
    assert f'{whole}"' in html.split('rel="canonical"')[1][:120]


def test_whole_is_not_touched_without_a_choice() -> None:
    assert cut("<p>Alles.</p>", Selection((), CHAPTERS)) == "<p>Alles.</p>"


def test_selection_knows_what_was_asked() -> None:
    selection = Selection(("wonen", "weg"), CHAPTERS)

    assert selection.paths == {"wonen", "wonen/tuinen"}
    assert (selection.missed, selection.has("zorg"), selection.has("wonen/tuinen")) == (True, False, True)
    assert selection.line("Werkplan") == "Dit is een keuze uit Werkplan: 1 van de 2 hoofdstukken."
    assert (
        Selection(("wonen/tuinen",), CHAPTERS).line("Plan") == "Dit is een keuze uit Plan: een deel van een hoofdstuk."
    )
