"""CHECKS 57 to 59: clocks that differ, what is gone by the time, being killed, and what fails while publishing."""

from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, Revision
from wagtail.signals import page_published

from association.publishing.actions import publish_due
from association.publishing.models import PublishFailure
from home.actions import SiteSetUp
from home.pages import StandardPage
from tests.association.publishing.scheduling import make_due
from tests.factories.content import make_image, make_page
from tests.factories.posting import edit_form, staff_client

SKEW = timedelta(minutes=10)


def published(page: Page) -> int:
    """How often the scheduler says that it published a page."""
    return PageLogEntry.objects.filter(page=page, action="wagtail.publish.scheduled").count()


@pytest.mark.parametrize(("clock", "early"), [(SKEW, 1), (-SKEW, 0)])
def test_worker_with_another_clock_is_early_by_its_skew_at_most_and_never_twice(
    vdg: SiteSetUp, clock: timedelta, early: int
) -> None:
    now = timezone.now()
    soon, later, past = make_due(vdg, minutes=5), make_due(vdg, minutes=15), make_due(vdg, minutes=-5)

    with patch("django.utils.timezone.now", return_value=now + clock):
        publish_due()
    counts = [published(page) for page in (soon, later, past)]
    publish_due()
    with patch("django.utils.timezone.now", return_value=now + timedelta(minutes=20)):
        publish_due()

    assert counts == [early, 0, early]
    assert [published(page) for page in (soon, later, past)] == [1, 1, 1]


def test_version_whose_picture_is_gone_goes_live_without_it(vdg: SiteSetUp, client: Client) -> None:
    page, other = make_due(vdg), make_due(vdg)
    image = make_image(collection=vdg.collection)
    revision = Revision.objects.get(object_id=str(page.pk), approved_go_live_at__isnull=False)
    revision.content["image"] = image.pk
    revision.save(update_fields=["content"])
    image.delete()

    publish_due()

    assert [client.get(found.get_url()).status_code for found in (page, other)] == [200, 200]
    assert not PublishFailure.objects.exists()


def killed(**kwargs: Any) -> None:
    """The process is ended at the worst moment."""
    raise SystemExit


def test_scheduler_that_is_killed_in_the_middle_goes_on_where_it_was(vdg: SiteSetUp) -> None:
    first, second = make_due(vdg, minutes=-2), make_due(vdg)
    page_published.connect(killed, sender=StandardPage)
    try:
        with pytest.raises(SystemExit):
            publish_due()
    finally:
        page_published.disconnect(killed, sender=StandardPage)
    half = [(Page.objects.get(pk=page.pk).live, published(page)) for page in (first, second)]

    publish_due()

    assert half == [(False, 0), (False, 0)]
    assert [(Page.objects.get(pk=page.pk).live, published(page)) for page in (first, second)] == [(True, 1), (True, 1)]


@pytest.mark.parametrize("target", ["modelsearch.index.insert_or_update_object", "django.core.cache.cache.set"])
def test_page_log_and_version_agree_when_the_index_or_the_cache_fails(vdg: SiteSetUp, target: str) -> None:
    page = make_page(vdg.home, title="Zoals het was")
    client = staff_client()
    client.raise_request_exception = False
    form, address = edit_form(client, page), reverse("wagtailadmin_pages:edit", args=[page.pk])

    with patch(target, side_effect=OSError("weg")):
        client.post(address, {**form, "title": "Nieuw", "action-publish": "nu"})
    stored = StandardPage.objects.get(pk=page.pk)
    logged = PageLogEntry.objects.filter(page=page, action="wagtail.publish", revision=stored.live_revision).count()
    newest = stored.get_latest_revision_as_object().title
    cache.clear()
    again = client.post(address, {**edit_form(client, page), "title": "Nieuw", "action-publish": "nu"})

    assert (stored.title, newest, logged) in {("Zoals het was", "Zoals het was", 0), ("Nieuw", "Nieuw", 1)}
    assert again.status_code == 302
    assert StandardPage.objects.get(pk=page.pk).title == "Nieuw"
