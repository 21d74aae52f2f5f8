"""Search inside a publication: hits per heading, in what the viewer may read alone."""

import gzip
from collections.abc import Callable
from typing import Any

import pytest
from bs4 import Tag
from django.test import Client

from association.publications.adopting.jobs import withdraw
from association.publications.pages import ChapterPage, PublicationPage
from tests.association.publications.pages.conftest import HOME, SECRET, Read, words
from tests.factories.content import make_image, paragraph
from tests.factories.editions import freeze
from tests.factories.publications import figure, heading, make_chapter, table

pytestmark = pytest.mark.django_db
SEARCH = f"{HOME}zoeken/"
DRAFT, ADOPTED = 14, 8
LARGEST = 15 * 1024  # bytes, packed


@pytest.fixture(params=["published", "adopted", "at the edition"])
def search(request: pytest.FixtureRequest, workplan: PublicationPage) -> str:
    """Where to search: in published chapters, in the edition that holds, at the address of that edition."""
    if request.param == "published":
        return SEARCH
    freeze(workplan, "2021-03-18")
    return SEARCH if request.param == "adopted" else f"{HOME}versies/2021-03-18/zoeken/"


def links(main: Tag) -> list[str]:
    """Where the hits lead to, below the document."""
    return [str(link["href"]).split("/", 3)[-1] for link in main.select(".document-hits a")]


def marks(main: Tag) -> list[str]:
    """What is marked in the snippets."""
    return [words(mark) for mark in main.select(".document-hits__hit mark")]


def test_hits_lead_to_their_heading(search: str, read: Read) -> None:
    main = read(f"{search}?q=tien")

    below = search.removesuffix("zoeken/").removeprefix("/publicaties/werkplan/")
    assert links(main) == [
        f"{below}{place}" for place in
        ("wonen/", "wonen/#het-plan", "wonen/tuinen/", "wonen/tuinen/#het-plan", "zorg/", "zorg/#slot")
    ]  # fmt: skip
    assert "3 plekken gevonden voor tien" in words(main)
    assert marks(main) == ["tien", "Tien", "tien"]


def test_anchors_of_hits_are_there(search: str, read: Read) -> None:
    for link in read(f"{search}?q=plan").select(".document-hits__heading a"):
        address, _, anchor = str(link["href"]).partition("#")
        assert read(address).find(id=anchor) is not None


FOUND = {
    "cafe vaart": 1, "CAFÉ": 1, '"tien huizen"': 1, '"huizen tien"': 0, "timmerman": 1, "bouw": 2, "kleivelden": 1, "tuinen": 1,
    "genoeg": 1, "kleine huizen": 1, "stappen vaart": 0, "wonen tien": 1, "Hoofdstuk": 0, "xyzzy": 0,
}  # fmt: skip


def test_words_are_found_where_they_stand_together(search: str, read: Read) -> None:
    pages = {query: read(f"{search}?q={query}") for query in FOUND}

    assert {query: len(main.select(".document-hits__hit")) for query, main in pages.items()} == FOUND
    told = {query for query, main in pages.items() if "Niets gevonden" in words(main)}
    assert told == {query for query, number in FOUND.items() if not number}


def test_restricted_chapter_is_found_by_its_readers_alone(search: str, read: Read, council: Client) -> None:
    for query in (SECRET, "nesten", "tien", f'"de {SECRET}"'):
        public, member = read(f"{search}?q={query}"), read(f"{search}?q={query}", by=council)

        assert "geheim/" not in str(public)
        assert "geheim/" in str(member)
        assert SECRET not in words(public).replace(query, "")
        assert len(member.select(".document-hits__hit")) == len(public.select(".document-hits__hit")) + 1


def test_what_is_not_public_is_not_found(workplan: PublicationPage, read: Read) -> None:
    make_chapter(workplan, "Concept", slug="concept", live=False, body=[paragraph("Een kwikstaart.")])
    chapter = ChapterPage.objects.get(slug="zorg")
    chapter.body = [("paragraph", "<p>Een kwikstaart.</p>")]
    chapter.save_revision()

    assert "Niets gevonden" in words(read(f"{SEARCH}?q=kwikstaart"))


def test_working_text_is_not_searched_under_an_edition(workplan: PublicationPage, read: Read) -> None:
    freeze(workplan, "2021-03-18")
    chapter = ChapterPage.objects.get(slug="zorg")
    chapter.body = [("paragraph", "<p>Een kwikstaart.</p>")]
    chapter.save_revision().publish()

    assert "Niets gevonden" in words(read(f"{SEARCH}?q=kwikstaart"))
    assert len(read(f"{SEARCH}?q=dorpen").select(".document-hits__hit")) == 1


def test_too_little_is_told_beside_the_field(search: str, read: Read) -> None:
    for query in ("a", "!?", '""', "%F0%9F%90%9D"):
        main = read(f"{search}?q={query}")

        told, field = main.select_one(".search-field__error"), main.select_one("input[name=q]")
        assert words(told).endswith("Vul minstens twee letters of cijfers in.")
        assert main.select(".document-hits") == []
        assert field is not None
        assert (field["aria-invalid"], field["aria-describedby"]) == ("true", told["id"] if told else "")


def test_nothing_asked_says_how_to_search(search: str, read: Read) -> None:
    for query in ("", "?q=", "?q=%20"):
        main = read(f"{search}{query}")

        assert main.select(".search-field__error, .document-hits") == []
        assert "U zoekt in alle hoofdstukken van Werkplan" in words(main)


def test_odd_queries_are_answered(search: str, client: Client) -> None:
    odd = ("x" * 10_000, "woord+" * 2_000, "%22" * 5_000, "%3Cscript%3Ealert(1)", "a%26b|c*", "%E2%80%AE%E2%80%8B")
    answers = [client.get(f"{search}?q={query}") for query in odd]

    assert [answer.status_code for answer in answers] == [200] * len(odd)
    assert not any(b"<script>alert" in answer.content for answer in answers)


def test_nul_is_refused_as_everywhere(search: str, client: Client) -> None:
    assert client.get(f"{search}?q=a%00b").status_code == 400


def test_many_hits_come_in_pages(workplan: PublicationPage, read: Read, client: Client) -> None:
    text = "Een koekoek roept in het bos achter de dijk, en de raad luistert. " * 20
    body = [block for number in range(25) for block in (heading(f"Kop {number}"), paragraph(text))]
    make_chapter(workplan, "Lang", slug="lang", body=body)

    first, second = (read(f"{SEARCH}?q=koekoek&pagina={number}") for number in (1, 2))

    assert "25 plekken gevonden" in words(first)
    assert [len(main.select(".document-hits__hit")) for main in (first, second)] == [20, 5]
    assert "?q=koekoek&pagina=2" in [link["href"] for link in first.select(".pagination a")]
    assert len(gzip.compress(client.get(f"{SEARCH}?q=koekoek").content, 6)) <= LARGEST
    assert [client.get(f"{SEARCH}?q=koekoek&pagina={odd}").status_code for odd in ("3", "0", "x", "9" * 30)] == [
        404
    ] * 4


def test_results_are_for_people_alone(search: str, client: Client) -> None:
    html = client.get(f"{search}?q=tien").content.decode()

    assert '<meta name="robots" content="noindex">' in html


def test_withdrawn_edition_is_not_searched(workplan: PublicationPage, read: Read, client: Client) -> None:
    edition = freeze(workplan, "2021-03-18")
    withdraw(edition=edition, on=edition.dated, reason="Fout.", user=edition.requested_by)

    assert "Ingetrokken" in words(read(f"{HOME}versies/2021-03-18/zoeken/?q=tien", 410))
    assert client.get(f"{HOME}versies/2020-01-01/zoeken/?q=tien").status_code == 404


def test_every_place_to_read_has_the_field(search: str, read: Read) -> None:
    front = search.removesuffix("zoeken/")

    for place in ("", "wonen/", "volledig/"):
        actions = {form["action"] for form in read(f"{front}{place}").select("form.search-field")}
        assert actions == {search}, place


@pytest.mark.parametrize("adopted", [False, True])
def test_queries_do_not_grow_with_the_document(
    workplan: PublicationPage, read: Read, client: Client, statements: Callable[[], Any], adopted: bool
) -> None:
    image = make_image()

    def cost() -> list[str]:
        read(f"{SEARCH}?q=tien")
        with statements() as found:
            read(f"{SEARCH}?q=tien")
        return list(found)

    def fill(number: int) -> None:
        link = f'<a linktype="page" id="{workplan.pk}">tien</a>'
        for _ in range(number):
            make_chapter(
                workplan, body=[heading("Kop"), paragraph(f"Zie {link}."), figure(image, caption="tien"), table("tien")]
            )
        if adopted:
            freeze(workplan, f"2021-03-{number:02}")

    fill(1)
    few = cost()
    fill(20)
    many = cost()

    assert len(few) == len(many), "\n".join(many)
    assert len(many) <= (ADOPTED if adopted else DRAFT), "\n".join(many)
