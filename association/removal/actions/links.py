"""Turning the links to what goes away to the page that takes its place."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import CharField, Q
from django.db.models.functions import Cast
from wagtail.locks import ScheduledForPublishLock
from wagtail.log_actions import log
from wagtail.models import Page
from wagtail.permissions import policy_registry
from wagtail.signals import page_published

from association.base.site_settings import SiteSettings
from association.removal.queries.bin import bin_path
from association.removal.queries.impact import frames_with, linking_pages
from association.removal.queries.links import Turner

TURNED = "noaber.turn_links"


@dataclass
class Turned:
    """What came of turning links: numbers of the pages that were changed, names of settings, and what was left."""

    pages: list[int] = field(default_factory=list)
    frame: list[str] = field(default_factory=list)
    left: list[Page] = field(default_factory=list)


@transaction.atomic
def turn_links(*, page: Page, replacement: Page, user: Any) -> Turned:
    """Point all links to a page, and to any below it, to its replacement, as far as the user may change them.

    What readers see and what waits as a draft are each changed in a version of their own, so that nobody's draft goes
    live; a planned version stays planned. Each change is logged. What the user may not change is left as it is.
    """
    tree = Page.objects.filter(path__startswith=page.path)
    numbers = set(tree.values_list("pk", flat=True))
    result = Turned()
    for source in sources(page, numbers, user):
        if may_turn(source, user):
            if turn_page(source, numbers, replacement, user):
                result.pages.append(source.pk)
        else:
            result.left.append(source)
    turn_frame(tree, numbers, replacement, user, result)
    return result


def sources(page: Page, numbers: set[int], user: Any) -> Iterator[Any]:
    """The pages elsewhere that link here in what is stored, and those whose draft may hold such a link."""
    tree = Page.objects.filter(path__startswith=page.path)
    outside = Page.objects.exclude(path__startswith=page.path).exclude(path__startswith=bin_path(user))
    live = Q(pk__in=linking_pages(tree).values("pk"))
    found = set(outside.filter(live).values_list("pk", flat=True))
    drafts = outside.filter(has_unpublished_changes=True, alias_of=None, latest_revision__isnull=False)
    texts = drafts.annotate(text=Cast("latest_revision__content", CharField())).values_list("pk", "text")
    wanted = {str(number) for number in numbers}
    found |= {key for key, text in texts.iterator() if any(number in text for number in wanted)}
    yield from Page.objects.filter(pk__in=found, alias_of=None).order_by("path").specific()


def may_turn(source: Page, user: Any) -> bool:
    """Whether the user may change the page as readers see it; a version that waits for its moment is no hindrance."""
    rights = source.permissions_for_user(user)
    lock = source.get_lock()
    is_open = lock is None or isinstance(lock, ScheduledForPublishLock) or not lock.for_user(user)
    return bool(rights.can_edit() and is_open and (not source.live or rights.can_publish()))


def turn_page(source: Any, numbers: set[int], replacement: Page, user: Any) -> bool:
    """Turn the links in a page and in its draft; whether there were any."""
    draft = source.latest_revision.as_object() if source.has_unpublished_changes and source.latest_revision else None
    in_live = Turner(numbers, replacement.pk).turn(source)
    in_draft = draft is not None and Turner(numbers, replacement.pk).turn(draft)
    if not (in_live or in_draft):
        return False
    planned = source.latest_revision.approved_go_live_at if draft is not None else None
    if in_live:
        store_live(source, user)
    if draft is not None:
        store_draft(source, draft, planned, user)
    log(instance=source, action=TURNED, user=user, content_changed=True, data={"page": replacement.title})
    return True


def store_live(source: Any, user: Any) -> None:
    """Store the page as readers see it, with a version that says the same; nothing else is published by it."""
    if not source.live:
        source.save(clean=False)
        return
    revision = source.save_revision(user=user, changed=False, clean=False)
    source.live_revision = revision
    source.save(clean=False)
    page_published.send(sender=type(source), instance=source, revision=revision)


def store_draft(source: Any, draft: Any, planned: Any, user: Any) -> None:
    """Store the draft as the newest version again, planned for the same moment when it was planned."""
    old = draft.latest_revision
    if planned is not None:
        type(old).objects.filter(pk=old.pk).update(approved_go_live_at=None)
    draft.live_revision = source.live_revision
    draft.save_revision(user=user, approved_go_live_at=planned, clean=False)


def turn_frame(tree: Any, numbers: set[int], replacement: Page, user: Any, result: Turned) -> None:
    """Turn the links in menus and footers that the user may change."""
    policy = policy_registry.get_by_type(SiteSettings)
    for own, _ in frames_with(tree):
        may = policy.user_has_permission_for_instance(user, "change", own)
        if may and Turner(numbers, replacement.pk).turn(own):
            own.save()
            log(instance=own, action="wagtail.edit", user=user, content_changed=True)
            result.frame.append(own.site.site_name or own.site.hostname)
