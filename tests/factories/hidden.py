"""Pages in every state that keeps them from somebody."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from home.actions import SiteSetUp
from home.pages import StandardPage
from tests.factories.content import make_page, restrict

GROUP = "VDG raadsleden"
PASSWORD = "open-sesam"


def as_it_is(page: Page) -> None:
    """Leave the page public."""


def as_draft(page: Page) -> None:
    """Take the page back."""
    page.specific.unpublish()


def as_scheduled(page: Page) -> None:
    """Publish the page next week."""
    page = page.specific
    page.unpublish()
    page.go_live_at = timezone.now() + timedelta(days=7)
    page.save_revision(approved_go_live_at=page.go_live_at)
    Page.objects.filter(pk=page.pk).update(go_live_at=page.go_live_at)


def as_expired(page: Page) -> None:
    """Let the page's last moment pass while no scheduler comes by."""
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(seconds=5))


def for_accounts(page: Page) -> None:
    """Keep the page for who logged in."""
    restrict(page, PageViewRestriction.LOGIN)


def for_group(page: Page) -> None:
    """Keep the page for one group."""
    restrict(page, PageViewRestriction.GROUPS, GROUP)


def for_password(page: Page) -> None:
    """Keep the page for who knows the word."""
    restrict(page, PageViewRestriction.PASSWORD, password=PASSWORD)


STATES: dict[str, Callable[[Page], None]] = {
    "draft": as_draft,
    "scheduled": as_scheduled,
    "expired": as_expired,
    "login": for_accounts,
    "group": for_group,
    "password": for_password,
}


def make_every_state(setup: SiteSetUp) -> dict[str, StandardPage]:
    """Pages by what was done to them; `below …` stands below a page that is kept, `moved` came there later."""
    pages: dict[str, Any] = {"public": make_page(setup.home)}
    for name, change in STATES.items():
        pages[name] = make_page(setup.home)
        if name in {"login", "group", "password"}:
            pages[f"below {name}"] = make_page(pages[name])
        change(pages[name])
    pages["moved"] = make_page(setup.home)
    pages["moved"].move(Page.objects.get(pk=pages["group"].pk), "last-child")
    return {name: StandardPage.objects.get(pk=page.pk) for name, page in pages.items()}
