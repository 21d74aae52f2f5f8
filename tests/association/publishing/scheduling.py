"""Makers of pages that go live by themselves."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from wagtail.models import Page, Revision

from association.base.models import User
from home.actions import SiteSetUp
from home.pages import StandardPage
from tests.factories.content import make_page


def make_due(setup: SiteSetUp, *, minutes: int = -1, user: User | None = None, **fields: Any) -> StandardPage:
    """A draft that is approved to go live in so many minutes from now; a negative number is past."""
    page = make_page(setup.home, live=False, **fields)
    page.go_live_at = timezone.now() + timedelta(days=1)
    revision = page.save_revision(user=user)
    revision.publish()
    moment = timezone.now() + timedelta(minutes=minutes)
    content = {**revision.content, "go_live_at": moment.isoformat()}
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=moment, content=content)
    return StandardPage.objects.get(pk=page.pk)


def take_slug(setup: SiteSetUp, page: Page) -> StandardPage:
    """Another page with the slug that a planned version wants; the planned page itself has another by now."""
    wanted = page.slug
    Page.objects.filter(pk=page.pk).update(slug=f"{wanted}-oud")
    return make_page(setup.home, slug=wanted)
