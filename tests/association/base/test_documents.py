"""Documents: handed out as files to keep, and only to those who may have them."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from wagtail.models import CollectionViewRestriction

from association.base.models import Document
from home.actions import SiteSetUp
from tests.factories.content import make_document, make_user
from tests.factories.hidden import GROUP, PASSWORD

CONTENT = b"Zwanenzang"


def keep(setup: SiteSetUp, kind: str = CollectionViewRestriction.LOGIN, **fields: Any) -> CollectionViewRestriction:
    """Keep the files of a site's collection for accounts."""
    return CollectionViewRestriction.objects.create(collection=setup.collection, restriction_type=kind, **fields)


def body_of(response: Any) -> bytes:
    """The bytes of an answer, streamed or not."""
    return b"".join(response.streaming_content) if response.streaming else response.content


def asked(client: Client, address: str) -> Any:
    """An answer, which is read to its end."""
    response = client.get(address)
    response.body = body_of(response)
    return response


@pytest.fixture
def document(vdg: SiteSetUp) -> Document:
    """A document of the VDG."""
    return make_document("Besluit", name="besluit.txt", content=CONTENT, collection=vdg.collection)


@pytest.mark.parametrize("name", ["stuk.txt", "stuk.pdf", "stuk.csv", "film.mp4", "stuk.docx"])
def test_document_is_a_file_to_keep_that_no_browser_runs(vdg: SiteSetUp, client: Client, name: str) -> None:
    document = make_document(name=name, content=CONTENT)

    answer = asked(client, document.url)

    assert (answer.status_code, answer.body) == (200, CONTENT)
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert not answer.cookies


def test_document_answers_to_its_own_name_only(document: Document, client: Client) -> None:
    assert asked(client, document.url).status_code == 200
    assert asked(client, f"/documents/{document.pk}/anders.txt").status_code == 404
    assert asked(client, "/documents/999999/besluit.txt").status_code == 404


def test_document_has_no_public_file(document: Document, client: Client) -> None:
    answers = {asked(client, f"/media/{name}").status_code for name in (document.file.name, "documents/besluit.txt")}

    assert answers == {404}
    assert Path(document.file.path).is_relative_to(settings.PRIVATE_MEDIA_ROOT)
    assert "besluit" not in document.file.name


def test_private_document_is_for_members_and_kept_by_no_cache(
    document: Document, vdg: SiteSetUp, client: Client
) -> None:
    keep(vdg)
    member = Client(headers={"host": "localhost"})
    member.force_login(make_user("lid"))

    answer, refused = asked(member, document.url), asked(client, document.url)

    assert (answer.status_code, answer.body, answer["Cache-Control"]) == (200, CONTENT, "private, no-store")
    assert not answer.has_header("ETag")
    assert not answer.has_header("Last-Modified")
    assert (refused.status_code, refused["Location"]) == (302, f"/inloggen/?next={document.url}")


@pytest.mark.parametrize("method", ["get", "head"])
@pytest.mark.parametrize("condition", ["range", "if-none-match", "if-modified-since", "if-range"])
def test_private_document_stays_away_from_visitors_however_they_ask(
    document: Document, vdg: SiteSetUp, client: Client, method: str, condition: str
) -> None:
    etag = asked(client, document.url)["ETag"]
    keep(vdg)
    value = {"range": "bytes=0-3", "if-modified-since": "Mon, 01 Jan 2035 00:00:00 GMT"}.get(condition, etag)

    answer = getattr(client, method)(document.url, headers={condition: value})

    assert (answer.status_code, answer.has_header("ETag"), body_of(answer)) == (302, False, b"")


def test_document_below_a_restricted_collection_is_private_too(vdg: SiteSetUp, client: Client) -> None:
    document = make_document(collection=vdg.collection.add_child(name="onder"))
    before = asked(client, document.url).status_code

    keep(vdg)

    assert (before, asked(client, document.url).status_code) == (200, 302)


def test_document_of_a_group_is_not_for_every_member(document: Document, vdg: SiteSetUp, client: Client) -> None:
    council = make_user("raadslid", GROUP)
    keep(vdg, CollectionViewRestriction.GROUPS).groups.add(*council.groups.all())
    client.force_login(make_user("lid"))
    of_the_group = Client(headers={"host": "localhost"})
    of_the_group.force_login(council)

    assert (asked(of_the_group, document.url).status_code, asked(client, document.url).status_code) == (200, 302)


def test_document_with_a_password_opens_without_token_and_closes_with_a_new_one(
    document: Document, vdg: SiteSetUp
) -> None:
    lock = keep(vdg, CollectionViewRestriction.PASSWORD, password=PASSWORD)
    browser = Client(enforce_csrf_checks=True, headers={"host": "localhost", "sec-fetch-site": "same-origin"})
    before = asked(browser, document.url)

    sent = browser.post(
        f"/documents/authenticate_with_password/{lock.pk}/", {"password": PASSWORD, "return_url": document.url}
    )
    opened = asked(browser, document.url).body
    lock.password = "een-ander-woord"
    lock.save()
    closed = asked(browser, document.url).body

    assert (before.status_code, before.cookies.keys() & {"csrftoken", "sessionid"}) == (200, set())
    assert "Besluit" not in before.content.decode()
    assert (sent.status_code, sent["Location"]) == (302, document.url)
    assert opened == CONTENT
    assert CONTENT not in closed
