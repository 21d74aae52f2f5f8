"""Writes on publications as a whole."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.models import Page, Revision

from association.publications.models import DocumentImport
from association.publications.pages import PublicationPage
from association.review.queries import is_own_work, needs_two

KEPT = timedelta(days=30)


class PageHeldUp(PermissionDenied):
    """A page that the user may not publish, or that somebody locked, so that nothing was published."""


class OwnWork(PageHeldUp):
    """A page that the user wrote, of a kind that somebody else publishes."""


@dataclass(frozen=True)
class Placed:
    """What publishing a whole publication did: how many pages went live or were renewed."""

    pages: int


def pages_to_publish(publication: PublicationPage) -> list[Page]:
    """The publication and the chapters that are drafts or have changes, each above the parts below it.

    Left alone is what waits for a day of its own (scheduled), what has had its day (expired), what somebody took down
    while the rest is public, and aliases, which follow their source. Two queries.
    """
    tree = Page.objects.filter(path__startswith=publication.path, alias_of=None).order_by("path")
    over = Q(expired=True) | Q(expire_at__lte=timezone.now())
    if publication.live:
        over |= Q(live=False, first_published_at__isnull=False)
    waiting = Revision.page_revisions.filter(approved_go_live_at__isnull=False)
    scheduled = set(waiting.values_list("object_id", flat=True))
    found = tree.filter(Q(has_unpublished_changes=True) | Q(live=False)).exclude(over)
    return [page for page in found if str(page.pk) not in scheduled]


def check_publishing(pages: Iterable[Page], user: Any) -> None:
    """Refuse pages of which the user may not publish one (PageHeldUp), or that the user wrote alone (OwnWork)."""
    for page in pages:
        if page.locked or not page.permissions_for_user(user).can_publish():
            raise PageHeldUp(page.title)
        if needs_two(page) and is_own_work(page, user):
            raise OwnWork(page.title)


@transaction.atomic
def publish_publication(*, publication: PublicationPage, user: Any) -> Placed:
    """Publish the newest version of a publication and of every chapter that is not public yet, all or nothing.

    PageHeldUp when the user may not publish one of the pages, or it is locked. What listens to publishing makes the
    files anew.
    """
    rows = Page.objects.select_for_update().filter(pk__in=[page.pk for page in pages_to_publish(publication)])
    pages = list(rows.order_by("path"))
    check_publishing(pages, user)
    for page in pages:
        revision = page.get_latest_revision() or page.specific.save_revision(user=user, clean=False)
        revision.publish(user=user)
    return Placed(pages=len(pages))


def forget_imports() -> int:
    """Delete the files that somebody brought in, a month later; returns how many.

    They may hold comments and deleted words. The report of a file that became a publication stays with it.
    """
    old = DocumentImport.objects.filter(created_at__lt=timezone.now() - KEPT).exclude(file="")
    forgotten = list(old)
    for brought in forgotten:
        name = str(brought.file.name)
        if brought.publication_id is None:
            brought.delete()
        else:
            DocumentImport.objects.filter(pk=brought.pk).update(file="")
        brought.file.storage.delete(name)
    return len(forgotten)
