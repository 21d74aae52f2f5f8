"""Two editions beside each other, as far as the viewer may see both."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from bs4 import Tag
from django.test import Client

from association.memberships.actions import succeed
from association.publications.adopting.jobs import withdraw
from association.publications.models import Edition
from association.publications.pages import ChapterPage, PublicationPage
from association.publications.pages.comparing import MOST_SHOWN
from home.actions import SiteSetUp
from tests.association.publications.pages.conftest import HOME, SECRET, Read, words
from tests.factories.activities import make_activity
from tests.factories.content import paragraph, restrict
from tests.factories.editions import freeze
from tests.factories.publications import heading, make_chapter, make_publication
from tests.factories.register import make_body, make_membership, make_person, make_post

pytestmark = pytest.mark.django_db
COMPARE = f"{HOME}versies/vergelijken/"
BUDGET = 14


@pytest.fixture
def two(workplan: PublicationPage) -> tuple[Edition, Edition]:
    """Two editions: a sentence was reworded, a chapter came and one went, and the restricted one changed too."""
    gone = make_chapter(workplan, "Sport", slug="sport", body=[paragraph("Wij sporten.")])
    first = freeze(workplan, "2021-03-18")
    rewrite("wonen", heading("Het plan"), paragraph("Wij bouwen twaalf huizen bij het Café aan de Vaart."))
    rewrite("geheim", paragraph(f"De {SECRET} bouwt nu twintig nesten."))
    gone.refresh_from_db()
    gone.delete()
    make_chapter(workplan, "Klimaat", slug="klimaat", body=[paragraph("Droge voeten.")])
    return first, freeze(workplan, "2021-05-27")


def rewrite(slug: str, *blocks: dict[str, Any]) -> None:
    """Give a chapter another text."""
    chapter = ChapterPage.objects.get(slug=slug)
    chapter.body = [(block["type"], block["value"]) for block in blocks]
    chapter.save_revision().publish()


def section(main: Tag, name: str) -> str:
    """The words of a part of the comparison; empty when it is not there."""
    found = main.select_one(f'[aria-labelledby="vergelijk.{name}"]')
    return words(found) if found else ""


def chosen(main: Tag) -> list[str]:
    """The editions that are compared."""
    return [str(option["value"]) for option in main.select("option[selected]")]


def test_newest_two_are_compared_by_themselves(two: tuple[Edition, Edition], read: Read) -> None:
    main = read(COMPARE)

    assert chosen(main) == ["2021-03-18", "2021-05-27"]
    assert section(main, "hoofdstukken") == "Hoofdstukken Nieuw Klimaat Niet meer in het document Sport"
    text = section(main, "tekst")
    assert "Wij bouwen vervallen: tien toegevoegd: twaalf huizen bij het Café aan de Vaart." in text
    assert "Vervallen Het begint met kleine stappen." in text
    assert [words(item) for item in main.select("ins")] == ["toegevoegd: twaalf"]


def test_same_texts_are_not_shown(two: tuple[Edition, Edition], read: Read) -> None:
    titles = [words(title) for title in read(COMPARE).select(".text-changes__title")]

    assert titles == ["1 Wonen"]


def test_restricted_chapter_is_compared_for_its_readers_alone(
    two: tuple[Edition, Edition], read: Read, council: Client
) -> None:
    public, member = read(COMPARE), read(COMPARE, by=council)

    assert SECRET not in str(public)
    assert "nesten" not in str(public)
    assert "toegevoegd: nu twintig" in section(member, "tekst")


def test_chapter_that_became_restricted_closes_the_comparison(two: tuple[Edition, Edition], client: Client) -> None:
    restrict(ChapterPage.objects.get(slug="wonen"))

    answer = client.get(COMPARE)

    assert answer.status_code == 404
    assert b"twaalf" not in answer.content


def test_other_way_round_is_compared_as_asked(two: tuple[Edition, Edition], read: Read) -> None:
    main = read(f"{COMPARE}?van=2021-05-27&met=2021-03-18")

    assert "vervallen: twaalf toegevoegd: tien" in section(main, "tekst")
    assert section(main, "hoofdstukken").startswith("Hoofdstukken Nieuw Sport")


ODD = {
    "?van=2021-03-18&met=2021-03-18": (200, "twee keer dezelfde versie"),
    "?met=bestaat-niet": (404, "Deze versie is er niet"),
    "?van=%3Cscript%3E": (404, "Deze versie is er niet"),
    "?van=" + "9" * 5_000: (404, "Deze versie is er niet"),
    "?van=ander-plan/2021-03-18": (404, "Deze versie is er niet"),
    "?van=&met=": (200, ""),
    "?met=2021-03-18": (200, ""),
}


def test_odd_choices_are_told(two: tuple[Edition, Edition], read: Read) -> None:
    for query, (status, message) in ODD.items():
        main = read(f"{COMPARE}{query}", status)

        told = main.select_one(".callout")
        assert (message in words(told)) if message else told is None, query
        assert len(main.select("select")) == 2


def test_withdrawn_edition_is_told_and_not_shown(two: tuple[Edition, Edition], read: Read) -> None:
    withdraw(edition=two[0], on=date(2021, 4, 1), reason="Verkeerde bedragen.", user=two[0].requested_by)

    main = read(f"{COMPARE}?van=2021-03-18&met=2021-05-27", 410)

    assert "is niet meer te lezen. Ingetrokken op 1 april 2021. Verkeerde bedragen." in words(main)
    assert "twaalf" not in words(main)
    assert "Er is nog één versie" in words(read(COMPARE))


def test_without_editions_there_is_nothing(workplan: PublicationPage, client: Client) -> None:
    assert client.get(COMPARE).status_code == 404

    freeze(workplan, "2021-03-18")

    assert "Er is nog één versie" in client.get(COMPARE).content.decode()


def test_list_of_versions_leads_to_the_comparison(workplan: PublicationPage, read: Read) -> None:
    freeze(workplan, "2021-03-18")
    assert COMPARE not in str(read(f"{HOME}versies/"))

    freeze(workplan, "2021-05-27")

    assert COMPARE in str(read(f"{HOME}versies/"))


def stored(name: str, **value: Any) -> dict[str, Any]:
    """A block in its stored form."""
    return {"type": name, "value": value}


def test_facts_and_stoplights_are_compared(vdg: SiteSetUp, workplan: PublicationPage, read: Read) -> None:
    body = make_body(vdg.association, name="Kerngroep")
    leaves = make_membership(make_post(body), make_person("Bakker"))
    make_activity(vdg.association, "Fietspad", 2021, reports={"H1": {"text": "Goed.", "stoplight": "green"}})
    seats = stored("seats", organization=body.pk, day=None)
    count = stored("stoplight_summary", year=2021, period="H1")
    make_chapter(workplan, "Mensen", slug="mensen", body=[seats, count])
    freeze(workplan, "2021-03-18")
    succeed(membership=leaves, person=make_person("Smit"), start=date(2021, 5, 1), user=None)
    freeze(workplan, "2021-05-27")

    main = read(COMPARE)

    assert "in plaats van" in section(main, "feiten")
    assert "Smit" in section(main, "feiten")
    labels = [words(cell) for cell in main.select(".stoplight-years th[scope=row]")]
    assert labels == [
        "2021, eerste halfjaar (versie van 18 maart 2021)", "2021, eerste halfjaar (versie van 27 mei 2021)",
    ]  # fmt: skip


@pytest.fixture
def next_volume(vdg: SiteSetUp, workplan: PublicationPage) -> PublicationPage:
    """The work plan of the next year, adopted, after that of this year."""
    freeze(workplan, "2021-03-18")
    after = make_publication(vdg, "Werkplan 2022", slug="werkplan-2022", year=2022, series=workplan.series)
    make_chapter(after, "Wonen", slug="wonen-en-wijken", body=[paragraph("Andere woorden.")])
    make_chapter(after, "Energie", slug="energie", body=[paragraph("Zon.")])
    freeze(after, "2022-03-17")
    return after


def test_volume_before_is_compared_by_its_chapters(next_volume: PublicationPage, read: Read) -> None:
    main = read("/publicaties/werkplan-2022/versies/vergelijken/")

    assert chosen(main) == ["werkplan/2021-03-18", "2022-03-17"]
    assert section(main, "hoofdstukken") == (
        "Hoofdstukken Nieuw Energie Niet meer in het document Tuinen Zorg In beide Wonen"
    )
    assert SECRET not in str(main)
    assert main.select(".text-changes") == []


def test_volume_before_that_is_restricted_is_no_choice(
    next_volume: PublicationPage, workplan: PublicationPage, read: Read
) -> None:
    restrict(workplan)

    main = read("/publicaties/werkplan-2022/versies/vergelijken/")

    assert "Er is nog één versie" in words(main)
    assert "werkplan/2021" not in str(main)
    assert read("/publicaties/werkplan-2022/versies/vergelijken/?van=werkplan/2021-03-18", 404) is not None


def test_many_changes_of_a_chapter_are_counted_and_not_shown(workplan: PublicationPage, read: Read) -> None:
    lines = [paragraph(f"Regel {number}.") for number in range(MOST_SHOWN + 30)]
    make_chapter(workplan, "Lang", slug="lang", body=lines)
    freeze(workplan, "2021-03-18")
    rewrite("lang", paragraph("Alles anders nu."))
    freeze(workplan, "2021-05-27")

    main = read(COMPARE)

    assert len(main.select(".text-changes__line")) == MOST_SHOWN
    assert words(main.select_one(".text-changes__more")) == "En nog 31 regels die anders zijn."


def test_queries_do_not_grow(workplan: PublicationPage, read: Read, statements: Callable[[], Any]) -> None:
    def cost() -> list[str]:
        read(COMPARE)
        with statements() as found:
            read(COMPARE)
        return list(found)

    freeze(workplan, "2021-03-01")
    freeze(workplan, "2021-03-02")
    few = cost()
    for _ in range(10):
        make_chapter(workplan, body=[heading("Kop"), paragraph("Tekst.")])
    for day in (3, 4, 5):
        freeze(workplan, f"2021-03-0{day}")
    many = cost()

    assert len(few) == len(many), "\n".join(many)
    assert len(many) <= BUDGET, "\n".join(many)
