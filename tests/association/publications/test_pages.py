"""Publications on the web: contents, numbers, chapters, the whole document."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.models import Page

from association.publications.pages import ChapterPage, PublicationPage
from home.actions import SiteSetUp
from tests.factories.content import restrict
from tests.factories.publications import heading, make_chapter, make_publication, paragraph, table
from tests.factories.snapshots import remembered

pytestmark = pytest.mark.django_db


@pytest.fixture
def handover(vdg: SiteSetUp) -> PublicationPage:
    """A publication: foreword, two chapters of which the last has two parts, and an annex."""
    return remembered(  # type: ignore[no-any-return]
        "handover of pages", lambda: make_handover(vdg), PublicationPage.objects.get, upon="vdg"
    )


def make_handover(setup: SiteSetUp) -> PublicationPage:
    """Make that publication."""
    publication = make_publication(setup, "Overdracht 2026", slug="overdracht-2026", year=2026)
    make_chapter(publication, "Voorwoord", slug="voorwoord", numbering="unnumbered", body=[paragraph("Welkom.")])
    make_chapter(publication, "Organisatie", slug="organisatie", body=[heading("Bestuur"), table("Leden")])
    chapter = make_chapter(publication, "Portefeuilles", slug="portefeuilles", body=[table("Commissies")])
    make_chapter(chapter, "Wonen", slug="wonen", body=[heading("Bestuur"), table("Woondeals")])
    make_chapter(chapter, "Sport", slug="sport", body=[paragraph("Sportief.")])
    make_chapter(publication, "Afkortingen", slug="afkortingen", numbering="annex")
    return publication


def text_of(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, (path, response.status_code)
    return response.content.decode()


def test_contents_number_chapters_parts_and_annexes(handover: PublicationPage, client: Client) -> None:
    html = text_of(client, "/publicaties/overdracht-2026/")

    numbers = [part.split("</span>")[0] for part in html.split('contents-list__number">')[1:]]
    assert numbers == ["", "1", "2", "2.1", "2.2", "A"]


def test_chapter_shows_its_number_neighbours_and_tables(handover: PublicationPage, client: Client) -> None:
    html = text_of(client, "/publicaties/overdracht-2026/portefeuilles/wonen/")

    assert "Deel 2.1" in html
    assert 'rel="prev"' in html
    assert "Portefeuilles" in html
    assert 'rel="next"' in html
    assert "Sport" in html
    assert "Tabel 3. Woondeals" in html


def test_whole_document_has_every_text_and_no_anchor_twice(handover: PublicationPage, client: Client) -> None:
    html = text_of(client, "/publicaties/overdracht-2026/volledig/")

    assert [
        title for title in ("Voorwoord", "Organisatie", "Wonen", "Sportief.", "Tabel 3. Woondeals") if title not in html
    ] == []
    ids = [part.split('"')[0] for part in html.split(' id="')[1:]]
    assert len(ids) == len(set(ids))
    assert "organisatie--bestuur" in ids
    assert "portefeuilles.wonen--bestuur" in ids


def test_restricted_chapter_is_absent_for_who_may_not_see_it(
    handover: PublicationPage, vdg: SiteSetUp, client: Client
) -> None:
    chapter = ChapterPage.objects.get(slug="organisatie")
    restrict(chapter, "groups", "VDG raadsleden")

    front = text_of(client, "/publicaties/overdracht-2026/")
    whole = text_of(client, "/publicaties/overdracht-2026/volledig/")
    other = text_of(client, "/publicaties/overdracht-2026/portefeuilles/")
    foreword = text_of(client, "/publicaties/overdracht-2026/voorwoord/")

    assert [text for text in (front, whole, other, foreword) if "/organisatie/" in text or "Bestuur</h3>" in text] == []
    assert "Hoofdstuk 1" in other
    assert "Tabel 1. Commissies" in other
    assert client.get("/publicaties/overdracht-2026/organisatie/").status_code == 302


@pytest.mark.parametrize("slug", ["volledig", "versies", "zoeken"])
def test_fixed_addresses_are_refused(handover: PublicationPage, slug: str) -> None:
    with pytest.raises(ValidationError) as found:
        make_chapter(handover, "Versies", slug=slug)

    assert list(found.value.message_dict) == ["slug"]


def test_part_of_a_part_is_refused(handover: PublicationPage) -> None:
    part = ChapterPage.objects.get(slug="wonen")

    assert not ChapterPage.can_create_at(part)
    with pytest.raises(ValidationError):
        make_chapter(part, "Dieper")


def test_newer_volume_is_announced(handover: PublicationPage, vdg: SiteSetUp, client: Client) -> None:
    make_publication(vdg, "Overdracht 2030", slug="overdracht-2030", year=2030)

    assert "Er is een nieuwer document" in text_of(client, "/publicaties/overdracht-2026/")
    assert "Er is een nieuwer document" not in text_of(client, "/publicaties/overdracht-2030/")


@pytest.mark.parametrize(("path", "most"), [("voorwoord/", 12), ("volledig/", 20), ("", 12)])
def test_queries_do_not_depend_on_the_number_of_chapters(
    handover: PublicationPage, client: Client, statements: Callable[[], Any], path: str, most: int
) -> None:
    address = f"/publicaties/overdracht-2026/{path}"
    text_of(client, address)
    with statements() as few:
        text_of(client, address)
    for number in range(20):
        make_chapter(handover, body=[heading("Kop"), paragraph("Tekst."), table(f"Tabel over {number}")])

    with statements() as many:
        text_of(client, address)

    assert len(few) == len(many)
    assert len(many) <= most, "\n".join(many)


@pytest.mark.parametrize("slug", ["overdracht-2026", "portefeuilles"])
def test_nothing_below_what_is_not_public_exists_for_readers(
    handover: PublicationPage, client: Client, slug: str
) -> None:
    Page.objects.get(slug=slug, url_path__contains="/publicaties/").specific.unpublish()

    answers = [
        client.get("/publicaties/overdracht-2026/portefeuilles/wonen/").status_code,
        "Wonen" in text_of(client, "/sitemap.xml") + text_of(client, "/sitemap/") + text_of(client, "/zoeken/?q=wonen"),
        "/portefeuilles/wonen/" in text_of(client, "/sitemap.xml"),
    ]

    assert answers == [404, False, False]
