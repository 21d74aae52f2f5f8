"""What was adopted although not everybody can read it: told to readers and to who may mend it."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from association.publications.models import Edition, EditionVariant
from association.publications.pages import ChapterPage, PublicationPage
from home.actions import SiteSetUp
from tests.factories.content import make_page, restrict
from tests.factories.publications import make_chapter, make_publication
from tests.factories.staff import staff_client

pytestmark = pytest.mark.django_db
BLOCK = [{"type": "accepted_problems", "value": {}}]
NOTHING = "In de vastgelegde documenten staan geen punten open."


def make_edition(publication: PublicationPage, *tasks: dict[str, Any], chapters: tuple[int, ...] = ()) -> Edition:
    """An edition in force in which something was left, in one form with some chapters."""
    edition = Edition.objects.create(
        publication=publication, dated="2026-03-18", label=f"v{Edition.objects.count()}", title=publication.title,
        reference_date="2026-03-18", status=Edition.Status.ADOPTED, adopted_at=timezone.now(),
        accepted=[{"reason": "De zaal wachtte.", "tasks": list(tasks)}] if tasks else [],
    )  # fmt: skip
    EditionVariant.objects.create(edition=edition, position=0, chapters=list(chapters))
    return edition


def told(client: Client, setup: SiteSetUp) -> str:
    """What a page with the block says."""
    page = make_page(setup.home, "Toegankelijkheid", slug="verklaring", body=BLOCK)
    found = BeautifulSoup(client.get(page.url).content, "html.parser").select_one("main")
    assert found is not None
    return " ".join(found.get_text(" ").split())


def test_statement_says_what_was_left_and_why(publication: PublicationPage, client: Client, vdg: SiteSetUp) -> None:
    chapter = ChapterPage.objects.get(slug="wonen")
    task = {"page": chapter.pk, "text": "Deze tabel heeft geen bijschrift. Vul er een in."}
    make_edition(publication, task, task, chapters=(chapter.pk,))

    said = told(client, vdg)

    assert "Werkplan, versie van 18 maart 2026" in said
    assert "2 keer: Deze tabel heeft geen bijschrift." in said
    assert "Waarom toch vastgelegd: De zaal wachtte." in said


def test_statement_says_nothing_of_chapters_that_its_reader_does_not_get(
    publication: PublicationPage, client: Client, vdg: SiteSetUp
) -> None:
    chapter = ChapterPage.objects.get(slug="wonen")
    secret = make_chapter(publication, "Geheim", slug="geheim")
    make_edition(publication, {"page": secret.pk, "text": "Iets in een ander hoofdstuk."}, chapters=(chapter.pk,))

    said = told(client, vdg)

    assert NOTHING in said


def test_statement_is_silent_about_a_document_that_is_hidden(
    publication: PublicationPage, client: Client, vdg: SiteSetUp
) -> None:
    make_edition(publication, {"page": publication.pk, "text": "Iets."})
    restrict(publication)

    assert NOTHING in told(client, vdg)


def test_next_version_without_problems_ends_it(publication: PublicationPage, client: Client, vdg: SiteSetUp) -> None:
    make_edition(publication, {"page": publication.pk, "text": "Iets."})
    make_edition(publication)

    assert NOTHING in told(client, vdg)


def test_other_site_tells_nothing_of_it(publication: PublicationPage, client: Client, vgg: SiteSetUp) -> None:
    make_edition(publication, {"page": publication.pk, "text": "Iets."})

    page = make_page(vgg.home, "Toegankelijkheid", slug="verklaring", body=BLOCK)
    answer = client.get(page.url.removeprefix("http://vgg.localhost"), headers={"host": "vgg.localhost"})

    assert NOTHING in answer.content.decode()


def test_statement_asks_the_same_however_many_documents_there_are(
    publication: PublicationPage, client: Client, vdg: SiteSetUp, statements: Any
) -> None:
    make_edition(publication, {"page": 1, "text": "Iets."}, chapters=(1,))
    page = make_page(vdg.home, "Toegankelijkheid", slug="verklaring", body=BLOCK)
    client.get(page.url)
    with statements() as few:
        client.get(page.url)
    for number in range(4):
        make_edition(make_publication(vdg, slug=f"p-{number}"), {"page": 1, "text": "Iets."}, chapters=(1,))

    with statements() as many:
        client.get(page.url)

    assert len(many) == len(few)


def test_first_screen_names_the_document_to_who_may_mend_it(publication: PublicationPage, vdg: SiteSetUp) -> None:
    make_edition(publication, {"page": publication.pk, "text": "Iets."})

    mine, theirs = (staff_client(group).get("/beheer/").content.decode() for group in ("VDG redactie", "VGG redactie"))

    assert "versie van 18 maart 2026: nog 1 punt" in mine
    assert "nog 1 punt" not in theirs


def test_list_of_versions_asks_the_same_however_many_were_replaced(
    publication: PublicationPage, client: Client, statements: Any
) -> None:
    newest = make_edition(publication)
    counts = []
    for _ in range(3):
        old = make_edition(publication)
        Edition.objects.filter(pk=old.pk).update(
            status=Edition.Status.WITHDRAWN, withdrawn_on="2026-04-01", withdrawn_reason="Fout.", replacement=newest
        )
        client.get(f"{publication.url}versies/")
        with statements() as found:
            client.get(f"{publication.url}versies/")
        counts.append(len(found))

    assert len(set(counts)) == 1
