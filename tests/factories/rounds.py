"""Pages that go round, and links to read them with."""

from typing import Any
from urllib.parse import urlsplit

from django.test import Client
from wagtail.models import Page, WorkflowState

from association.base.models import User
from association.base.site_settings import SiteSettings
from association.review.actions import make_link
from association.review.models import ReviewLink
from home.actions import SiteSetUp

NEWS = "association.newspage"


def visitor() -> Client:
    """A browser without account that sends forms as browsers do."""
    return Client(headers={"host": "localhost", "sec-fetch-site": "same-origin"})


def written_by(page: Any, user: User, title: str = "") -> Any:
    """A newer version of a page, stored by somebody; returns the page as it is now."""
    fresh = page.get_latest_revision_as_object()
    fresh.title = title or f"{fresh.title} anders"
    fresh.save_revision(user=user)
    return type(page).objects.get(pk=page.pk)


def send_round(page: Any, user: User) -> WorkflowState:
    """Start the page's workflow as somebody."""
    return page.get_workflow().start(page, user)


def link_to(page: Page, user: User, **fields: Any) -> tuple[str, ReviewLink]:
    """A link to the newest version, as its path, and its row."""
    page = Page.objects.get(pk=page.pk)
    asked = make_link(page=page, user=user, **{"name": "Wethouder Jansen", "email": "", "question": "", **fields})
    return urlsplit(asked.address).path, ReviewLink.objects.latest("pk")


def four_eyes(setup: SiteSetUp, *kinds: str) -> None:
    """Ask four eyes for types of pages; none: for news."""
    SiteSettings.objects.filter(site=setup.site).update(four_eyes=list(kinds or (NEWS,)))
