"""What is to go live or come down by itself, and what could not."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Revision
from wagtail.permissions import policy_registry

GOES_LIVE, COMES_DOWN = "wordt geplaatst", "gaat eraf"


@dataclass(frozen=True)
class Planned:
    """Something that happens by itself: `kind` says what (GOES_LIVE or COMES_DOWN)."""

    page_id: int
    title: str
    edit_url: str
    moment: datetime
    kind: str


@dataclass(frozen=True)
class Failed:
    """A version that was to go live and could not, with the reason in Dutch."""

    page_id: int
    title: str
    edit_url: str
    reason: str
    failed_at: datetime


def editable_pages(user: Any) -> Any:
    """The pages that somebody may change."""
    return policy_registry.get_by_type(Page).instances_user_has_any_permission_for(user, {"change", "publish"})


def scheduled(user: Any) -> list[Planned]:
    """What goes live or comes down by itself on pages that the user may change, soonest first; two queries."""
    pages = editable_pages(user)
    now = timezone.now()
    numbers = Revision.objects.filter(
        approved_go_live_at__isnull=False, base_content_type__app_label="wagtailcore", base_content_type__model="page"
    ).values_list("object_id", "approved_go_live_at")
    goes_live = {int(number): moment for number, moment in numbers}
    ending = Q(expire_at__gt=now) & (Q(live=True) | Q(pk__in=goes_live))
    found = pages.filter(Q(pk__in=goes_live) | ending).only("pk", "draft_title", "title", "expire_at")
    planned = []
    for page in found:
        address = reverse("wagtailadmin_pages:edit", args=[page.pk])
        if page.pk in goes_live:
            planned.append(Planned(page.pk, page.draft_title, address, goes_live[page.pk], GOES_LIVE))
        if page.expire_at and page.expire_at > now:
            planned.append(Planned(page.pk, page.draft_title, address, page.expire_at, COMES_DOWN))
    return sorted(planned, key=lambda item: item.moment)


def failures(user: Any) -> list[Failed]:
    """Versions that could not go live, on pages that the user may change, newest first."""
    rows = apps.get_model("association.PublishFailure").objects.filter(page__in=editable_pages(user))
    found = rows.values_list("page_id", "page__draft_title", "reason", "failed_at")
    return [
        Failed(number, title, reverse("wagtailadmin_pages:edit", args=[number]), reason, moment)
        for number, title, reason, moment in found
    ]
