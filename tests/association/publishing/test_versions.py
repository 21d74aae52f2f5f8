"""Names and notes of versions, and moments in the nights when the clock changes."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from association.base.models import VersionNote
from home.actions import SiteSetUp
from home.pages import StandardPage
from tests.factories.content import make_page
from tests.factories.posting import post_page, staff_client

NOTE = {"change_note": "Het bedrag is verhoogd.", "change_note_public": "on"}


def test_reader_sees_what_changed_when_the_editor_wishes(vdg: SiteSetUp, client: Client) -> None:
    page, editor = make_page(vdg.home), staff_client()

    post_page(editor, page, NOTE, publish=False)
    as_draft = client.get(page.get_url()).content.decode()
    post_page(editor, page, NOTE)
    published = client.get(page.get_url()).content.decode()
    post_page(editor, page, {"change_note": "Alleen voor ons.", "change_note_public": ""})
    later = client.get(page.get_url()).content.decode()

    assert ("Het bedrag" in as_draft, "Het bedrag" in published, "Het bedrag" in later) == (False, True, True)
    assert "Alleen voor ons" not in later


def test_note_of_a_draft_stays_in_the_form_until_it_is_published(vdg: SiteSetUp) -> None:
    page, editor = make_page(vdg.home), staff_client()
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])

    post_page(editor, page, NOTE, publish=False)
    drafted = editor.get(address).content.decode()
    post_page(editor, page, NOTE)
    published = editor.get(address).content.decode()

    assert ("Het bedrag is verhoogd." in drafted, "Het bedrag is verhoogd." in published) == (True, False)


def test_page_that_nobody_has_seen_yet_asks_for_no_note(vdg: SiteSetUp) -> None:
    html = (
        staff_client()
        .get(reverse("wagtailadmin_pages:edit", args=[make_page(vdg.home, live=False).pk]))
        .content.decode()
    )

    assert "Wat is er gewijzigd?" not in html


def test_version_gets_a_name_that_the_history_shows(vdg: SiteSetUp, statements: Any) -> None:
    page, editor = make_page(vdg.home), staff_client("redacteur", "VDG redactie")
    post_page(editor, page, {**NOTE, "title": "Anders"}, publish=False)
    revision = StandardPage.objects.get(pk=page.pk).latest_revision
    address = reverse("name_version", args=[revision.pk])

    answer = editor.post(address, {"name": "Versie voor de ALV"})
    html = editor.get(answer.headers["Location"]).content.decode()
    refused = staff_client("groninger", "VGG redactie").get(address)

    assert ("Versie voor de ALV" in html, "Het bedrag is verhoogd." in html) == (True, True)
    assert refused.status_code in {302, 403}
    assert "Anders" not in refused.content.decode()
    editor.post(address, {"name": ""})
    assert VersionNote.objects.get().text == "Het bedrag is verhoogd."


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("28-03-2027 02:30", None),
        ("31-10-2027 02:30", "2027-10-31T00:30:00+00:00"),
        ("01-01-2028 00:00", "2027-12-31T23:00:00+00:00"),
        ("01-07-2027 00:00", "2027-06-30T22:00:00+00:00"),
    ],
)
def test_moment_is_read_as_the_clock_shows_it(vdg: SiteSetUp, typed: str, stored: str | None) -> None:
    page, editor = make_page(vdg.home, live=False), staff_client()

    answer = post_page(editor, page, {"go_live_at": typed})

    revision = StandardPage.objects.get(pk=page.pk).latest_revision
    if stored is None:
        assert "Kies 03:00 uur" in answer.content.decode()
    else:
        assert revision.approved_go_live_at.isoformat() == stored
