"""What the site does by itself, every minute: publish on time, take down on time, forget what is over."""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone
from wagtail.models import DraftStateMixin, Page, Revision

from association.base.models import Image
from association.base.pictures import card_specs
from association.publications.actions import forget_imports
from association.publications.render.jobs import resume_files
from home.contact import forget_old, send_waiting

logger = logging.getLogger(__name__)
PICTURES_AT_ONCE = 12


def tick() -> None:
    """All upkeep that is due. A part that fails is logged and does not stop the others; safe to run twice at once."""
    for part in PARTS:
        try:
            part()
        except Exception:  # whatever goes wrong in one part, the others are due as well
            logger.exception("Upkeep failed in %s", part.__name__)


def publish_due() -> int:
    """Publish what was approved to go live by now; returns how many. One that fails is logged and tried again."""
    due = Revision.objects.filter(approved_go_live_at__lte=timezone.now()).order_by("approved_go_live_at", "pk")
    return sum(attempt(publish_revision, number) for number in list(due.values_list("pk", flat=True)))


def publish_revision(number: int) -> bool:
    """Publish one revision unless somebody else does or did; True when it was published here."""
    rows = Revision.objects.select_for_update(skip_locked=True)
    revision = rows.filter(pk=number, approved_go_live_at__lte=timezone.now()).first()
    if revision is None:
        return False
    revision.publish(log_action="wagtail.publish.scheduled")
    return True


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


def attempt(action: Any, *arguments: Any) -> bool:
    """The answer of an action in a transaction of its own; False and a line in the log when it fails."""
    try:
        with transaction.atomic():
            return bool(action(*arguments))
    except Exception:  # one bad page must not hold up the others
        logger.exception("%s failed for %s", action.__name__, arguments)
        return False


def prepare_pictures() -> int:
    """Make what lists show of new pictures before a visitor has to wait for it; returns how many pictures were done.

    A picture that is older than a day, or has any rendition already, gets the others at their first use.
    """
    new = Image.objects.filter(renditions=None, created_at__gt=timezone.now() - timedelta(days=1)).order_by("-pk")
    return sum(prepare_picture(image) for image in new[:PICTURES_AT_ONCE])


def prepare_picture(image: Image) -> bool:
    """Make the renditions of a picture that cards show, without a transaction around the work; False when it fails."""
    try:
        for spec in card_specs(image):
            image.get_rendition(spec)
    except Exception:  # one damaged picture must not hold up the others
        logger.exception("prepare_picture failed for %s", image.pk)
        return False
    return True


def forget_sessions() -> int:
    """Delete expired sessions, about once a day: as soon as one expired more than a day ago. Returns how many."""
    now = timezone.now()
    if not Session.objects.filter(expire_date__lt=now - timedelta(days=1)).exists():
        return 0
    return int(Session.objects.filter(expire_date__lt=now).delete()[0])


PARTS = (
    take_down_expired, publish_due, send_waiting, prepare_pictures, resume_files, forget_imports, forget_old,
    forget_sessions,
)  # fmt: skip
