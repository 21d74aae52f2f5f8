"""Publishing on time: one failure holds up nobody, and is told to its author once."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db.models import Q
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, Revision
from wagtail.signals import page_published

from association.publishing.actions import publish_due, report_failures
from association.publishing.models import PublishFailure
from association.publishing.queries import COMES_DOWN, GOES_LIVE, failures, scheduled
from home.actions import SiteSetUp
from home.pages import StandardPage
from tests.association.publishing.scheduling import make_due, take_slug
from tests.factories.content import make_page, make_user
from tests.factories.posting import edit_form, staff_client


def live(*pages: Page) -> list[bool]:
    """Whether pages are live by now."""
    return [Page.objects.get(pk=page.pk).live for page in pages]


def test_page_whose_address_is_taken_is_reported_and_the_next_one_goes_live(vdg: SiteSetUp) -> None:
    author = make_user("schrijver", "VDG redactie")
    bad, good = make_due(vdg, minutes=-3, user=author, title="Buurtbus"), make_due(vdg)
    take_slug(vdg, bad)

    published = [publish_due(), publish_due()]
    reported = [report_failures(), report_failures()]

    assert (published, live(bad, good), reported) == ([1, 0], [False, True], [1, 0])
    [message] = mail.outbox
    assert (message.to, message.subject) == (["schrijver@example.org"], "Niet geplaatst: Buurtbus")
    assert "hetzelfde adres" in message.body
    assert f"/beheer/pages/{bad.pk}/edit/" in message.body
    assert PageLogEntry.objects.filter(page=good, action="wagtail.publish.scheduled").count() == 1
    [failed] = failures(author)
    assert (failed.page_id, failed.title) == (bad.pk, "Buurtbus")
    assert failures(make_user("ander", "VGG redactie")) == []


def test_page_goes_live_as_soon_as_its_address_is_free(vdg: SiteSetUp) -> None:
    page = make_due(vdg)
    other = take_slug(vdg, page)
    publish_due()
    other.delete()

    published = publish_due()

    assert (published, live(page), PublishFailure.objects.count()) == (1, [True], 0)


def test_failure_is_logged_once_however_often_it_is_tried(vdg: SiteSetUp, caplog: pytest.LogCaptureFixture) -> None:
    take_slug(vdg, make_due(vdg))

    for _ in range(3):
        publish_due()

    assert caplog.text.count("Publishing revision") == 1
    assert PublishFailure.objects.get().attempts == 3


def test_failure_is_forgotten_when_the_plan_is_taken_back(vdg: SiteSetUp) -> None:
    page = make_due(vdg)
    take_slug(vdg, page)
    publish_due()
    Revision.objects.page_revisions().update(approved_go_live_at=None)

    assert (report_failures(), PublishFailure.objects.count()) == (0, 0)


def test_report_waits_for_the_mail_server(vdg: SiteSetUp, settings: Any) -> None:

    take_slug(vdg, make_due(vdg, user=make_user("auteur")))
    publish_due()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    refused = report_failures()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    assert (refused, report_failures(), len(mail.outbox)) == (0, 1, 1)


def test_planned_pages_are_listed_for_who_may_change_them(vdg: SiteSetUp, vgg: SiteSetUp, statements: Any) -> None:
    editor, other = make_user("redacteur", "VDG redactie"), make_user("groninger", "VGG redactie")
    later = make_due(vdg, minutes=90)
    ending = make_page(vdg.home)
    Page.objects.filter(pk=ending.pk).update(expire_at=timezone.now() + timedelta(minutes=30))

    with statements() as first:
        found = [(item.page_id, item.kind) for item in scheduled(editor)]
    for _ in range(5):
        make_due(vdg, minutes=60)
    with statements() as second:
        scheduled(editor)

    assert found == [(ending.pk, COMES_DOWN), (later.pk, GOES_LIVE)]
    assert scheduled(other) == []
    # The first time asks for the place of the bin and the user's rights as well.
    assert len(second) <= len(first) <= 4


def test_visitor_reads_a_page_that_is_due_without_scheduler(vdg: SiteSetUp, client: Client) -> None:
    due, early = make_due(vdg), make_due(vdg, minutes=5)

    statuses = [client.get(f"/{page.slug}/").status_code for page in (due, early)]

    assert (statuses, live(due)) == ([200, 404], [False])


def test_visitor_reads_the_new_version_of_a_live_page_once_it_is_due(vdg: SiteSetUp, client: Client) -> None:
    page = make_page(vdg.home, title="Oude woorden")
    page.title, page.go_live_at = "Nieuwe woorden", timezone.now() + timedelta(days=1)
    revision = page.save_revision()
    revision.publish()
    early = client.get(page.get_url()).content.decode()
    past = timezone.now() - timedelta(minutes=1)
    content = {**revision.content, "go_live_at": past.isoformat()}
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=past, content=content)

    late = client.get(page.get_url()).content.decode()

    assert ("Oude woorden" in early, "Nieuwe woorden" in late) == (True, True)


def test_version_that_could_not_be_published_is_not_shown_either(vdg: SiteSetUp, client: Client) -> None:
    page = make_due(vdg)
    take_slug(vdg, page)
    publish_due()

    assert client.get(f"/{page.slug}-oud/").status_code == 404


class Unlucky(Exception):
    """What the receiver below raises."""


def refuse(**kwargs: Any) -> None:
    """A receiver that fails, as a full disk or an unreachable search engine does."""
    raise Unlucky


@pytest.fixture
def failing_receiver() -> Any:
    """While this is used, everything that is published meets an error at the very end."""
    page_published.connect(refuse)
    yield
    page_published.disconnect(refuse)


def test_publishing_that_fails_halfway_leaves_nothing_behind(vdg: SiteSetUp, failing_receiver: None) -> None:
    page_published.disconnect(refuse)
    page = make_page(vdg.home, title="Zoals het was")
    client = staff_client()
    client.raise_request_exception = False
    data = edit_form(client, page) | {"title": "Half gedaan", "action-publish": "x"}
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    before = (Revision.objects.count(), PageLogEntry.objects.count())
    page_published.connect(refuse)

    failed = client.post(address, data)
    after = (Revision.objects.count(), PageLogEntry.objects.count())
    kept = StandardPage.objects.get(pk=page.pk)
    page_published.disconnect(refuse)
    again = client.post(address, data)

    assert (failed.status_code, after, kept.title, kept.has_unpublished_changes) == (
        500,
        before,
        "Zoals het was",
        False,
    )
    stored = StandardPage.objects.get(pk=page.pk)
    assert (again.status_code, stored.title, stored.live_revision.as_object().title) == (
        302,
        "Half gedaan",
        "Half gedaan",
    )
    assert (
        PageLogEntry.objects.filter(Q(action="wagtail.publish"), page=page, revision=stored.live_revision).count() == 1
    )


def test_new_page_that_fails_halfway_leaves_nothing_behind(vdg: SiteSetUp, failing_receiver: None) -> None:
    from tests.test_concurrency import add_form

    client = staff_client()
    client.raise_request_exception = False

    failed = client.post(*add_form(vdg.home, slug="half-gedaan"))
    left = Page.objects.filter(slug="half-gedaan").count()
    page_published.disconnect(refuse)
    again = client.post(*add_form(vdg.home, slug="half-gedaan"))

    assert (failed.status_code, left, again.status_code) == (500, 0, 302)
    assert client.get("/half-gedaan/").status_code == 200
