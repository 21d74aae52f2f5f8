"""What is written comes before readers, or waits as a draft."""

import datetime
from typing import Any

from django.utils import timezone
from wagtail.models import Page

MORNING = datetime.time(9)


def place(page: Any, day: datetime.date | None) -> None:
    """Publish a page as if on a day (today without one), at nine in the morning; a draft is only kept."""
    if not page.live:
        page.save()
        page.save_revision()
        return
    page.save_revision().publish()
    if day:
        moment = timezone.make_aware(datetime.datetime.combine(day, MORNING))
        Page.objects.filter(pk=page.pk).update(first_published_at=moment, last_published_at=moment)
