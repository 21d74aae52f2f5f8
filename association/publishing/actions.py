"""Publishing and taking down on time: each by itself, once, and reported when it fails."""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import timezone
from wagtail.models import DraftStateMixin, Page, Revision

from association.base.actions import hold_tree
from association.base.models import User, VersionNote
from association.publishing.models import PublishFailure
from association.publishing.rules import reason_of

logger = logging.getLogger(__name__)


def publish_due() -> int:
    """Publish what was approved to go live by now; returns how many.

    One that fails is tried again at every call; its author gets one mail, and the log one line, per version.
    """
    due = Revision.objects.filter(approved_go_live_at__lte=timezone.now()).order_by("approved_go_live_at", "pk")
    return sum(publish_or_note(number) for number in list(due.values_list("pk", flat=True)))


def publish_or_note(number: int) -> bool:
    """Publish one revision in a transaction of its own; False, with a note of why, when that fails."""
    try:
        with transaction.atomic():
            hold_tree()
            return publish_revision(number)
    except Exception as error:  # noqa: BLE001 - logged in note_failure; one bad page must not hold up the others
        note_failure(number, error)
        return False


def publish_revision(number: int) -> bool:
    """Publish one revision unless somebody else does or did; True when it was published here."""
    rows = Revision.objects.select_for_update(skip_locked=True)
    revision = rows.filter(pk=number, approved_go_live_at__lte=timezone.now()).first()
    if revision is None:
        return False
    revision.publish(log_action="wagtail.publish.scheduled")
    PublishFailure.objects.filter(pk=number).delete()
    return True


def note_failure(number: int, error: Exception) -> None:
    """Keep why a revision could not go live, and log it the first time; nothing when the revision is gone."""
    revision = Revision.objects.filter(pk=number).first()
    if revision is None:
        return
    known = PublishFailure.objects.filter(pk=number)
    if known.update(reason=reason_of(error), attempts=F("attempts") + 1, failed_at=timezone.now()):
        return
    logger.error("Publishing revision %s failed", number, exc_info=error)
    page = Page.objects.filter(pk=revision.object_id).first() if is_page(revision) else None
    PublishFailure.objects.get_or_create(pk=number, defaults={"page": page, "reason": reason_of(error)})


def is_page(revision: Revision) -> bool:
    """Whether a revision is one of a page."""
    model = revision.base_content_type.model_class()
    return model is not None and issubclass(model, Page)


def report_failures() -> int:
    """Mail the authors of what could not go live, once per version; returns how many mails went out.

    A mail that cannot be sent is tried again at the next call.
    """
    forget_failures()
    waiting = PublishFailure.objects.filter(reported_at=None).exclude(page=None)
    return sum(report(number) for number in list(waiting.values_list("pk", flat=True)))


def forget_failures() -> None:
    """Drop what is noted of versions that are no longer planned: published by hand, or taken from the plan."""
    PublishFailure.objects.filter(revision__approved_go_live_at=None).delete()


def report(number: int) -> bool:
    """Mail one author, unless somebody else does or did; False when there was nothing to send or it failed."""
    try:
        with transaction.atomic():
            rows = PublishFailure.objects.select_for_update(skip_locked=True, of=("self",))
            failure = rows.filter(pk=number, reported_at=None).select_related("revision__user", "page").first()
            if failure is None:
                return False
            people = readers_of(failure)
            PublishFailure.objects.filter(pk=number).update(reported_at=timezone.now())
            if people:
                send_report(failure, people)
            return bool(people)
    except OSError:  # the mail server; asked again at the next call
        logger.exception("The report on revision %s could not be mailed", number)
        return False


def readers_of(failure: PublishFailure) -> list[str]:
    """The addresses of who wrote the version and who looks after the page."""
    meta = getattr(failure.page, "meta", None)
    people: Iterable[User | None] = (failure.revision.user, meta.responsible if meta else None)
    return sorted({person.email for person in people if person is not None and person.is_active and person.email})


def send_report(failure: PublishFailure, people: list[str]) -> None:
    """One mail to several people who know each other."""
    page = failure.page
    context = {"title": page.draft_title if page else "", "page_id": failure.page_id, "reason": failure.reason}
    context["base_url"] = settings.WAGTAILADMIN_BASE_URL
    body = render_to_string("email/publish_failed.txt", context)
    EmailMessage(f"Niet geplaatst: {context['title']}", body, to=people).send()


def take_down_expired() -> int:
    """Unpublish what has expired; returns how many. One that fails is logged and tried again."""
    now = timezone.now()
    return sum(
        attempt(unpublish, model, number, now)
        for model in draft_models()
        for number in list(model.objects.filter(live=True, expire_at__lt=now).values_list("pk", flat=True))
    )


def unpublish(model: Any, number: int, now: datetime) -> bool:
    """Unpublish one object unless somebody else does or did; True when it was unpublished here."""
    found = model.objects.select_for_update(skip_locked=True).filter(pk=number, live=True, expire_at__lt=now).first()
    if found is None:
        return False
    found.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    return True


def draft_models() -> Iterable[Any]:
    """All kinds of content that are published: pages, and snippets with drafts."""
    others = (
        model for model in apps.get_models() if issubclass(model, DraftStateMixin) and not issubclass(model, Page)
    )
    return [Page, *others]


def attempt(action: Callable[..., bool], *arguments: Any) -> bool:
    """The answer of an action in a transaction of its own; False and a line in the log when it fails."""
    try:
        with transaction.atomic():
            return action(*arguments)
    except Exception:  # one bad page must not hold up the others
        logger.exception("%s failed for %s", action.__name__, arguments)
        return False


@transaction.atomic
def name_version(*, revision: Revision, page: Page, name: str) -> None:
    """Give a version of a page a name, or take it away with an empty one; what else is noted of it stays."""
    VersionNote.objects.update_or_create(revision=revision, defaults={"page": page, "name": name})
    VersionNote.objects.filter(revision=revision, name="", text="").delete()
