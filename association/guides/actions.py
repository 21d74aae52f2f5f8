"""What readers say of a step, what is forgotten of it, and guides that editors begin."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from wagtail.models import Page

from association.base.rules.tokens import address_hash
from association.guides.models import GuideOpinion
from association.guides.pages import GuideIndexPage, GuidePage, GuideStepPage
from association.guides.rules import CLIENT_KEPT, CLIENT_OPINIONS_A_DAY, LONGEST_REMARK, REMARKS_KEPT

NEW_GUIDE, NEW_STEP = "Nieuwe gids", "Nieuwe stap"


@transaction.atomic
def give_opinion(*, step: GuideStepPage, is_useful: bool, remark: str, client: str) -> GuideOpinion | None:
    """Keep what somebody thinks of a step; one too many from the same place in a day is not kept and gives None."""
    place = address_hash(client) if client else ""
    since = timezone.now() - timedelta(days=1)
    recent = GuideOpinion.objects.filter(client_hash=place, created_at__gt=since)
    if place and recent.count() >= CLIENT_OPINIONS_A_DAY:
        return None
    return GuideOpinion.objects.create(
        step=step, is_useful=is_useful, remark=remark.strip()[:LONGEST_REMARK], client_hash=place
    )


def forget_opinions() -> dict[str, int]:
    """Forget where opinions came from after a day, and their words after a year; the counts stay. Safe to run twice."""
    now = timezone.now()
    places = GuideOpinion.objects.filter(created_at__lt=now - CLIENT_KEPT).exclude(client_hash="")
    remarks = GuideOpinion.objects.filter(created_at__lt=now - REMARKS_KEPT).exclude(remark="")
    return {
        "herkomst van meningen over gidsen": int(places.update(client_hash="")),
        "toelichtingen bij gidsen": int(remarks.update(remark="")),
    }


@transaction.atomic
def begin_guide(*, index: GuideIndexPage, user: Any) -> GuidePage:
    """A draft of a guide with a first step; PermissionDenied for who may add none."""
    check_may_add(index, user)
    guide = add_draft(index, GuidePage(title=NEW_GUIDE), user)
    add_draft(guide, GuideStepPage(title=NEW_STEP, goal="Wat weet de lezer na deze stap?"), user)
    return GuidePage.objects.get(pk=guide.pk)


@transaction.atomic
def add_step(*, guide: GuidePage, user: Any) -> GuideStepPage:
    """A draft of a step behind the others; PermissionDenied for who may add none."""
    check_may_add(guide, user)
    made: GuideStepPage = add_draft(guide, GuideStepPage(title=NEW_STEP, goal="Wat weet de lezer na deze stap?"), user)
    return made


def check_may_add(parent: Page, user: Any) -> None:
    """Raise PermissionDenied when somebody may add nothing below a page."""
    if not parent.permissions_for_user(user).can_add_subpage():
        raise PermissionDenied


def add_draft(parent: Page, page: Any, user: Any) -> Any:
    """Put a draft below a page, at an address that nothing there has."""
    taken = set(Page.objects.child_of(parent).values_list("slug", flat=True))
    stem = slugify(page.title)
    numbered = (f"{stem}-{number}" if number > 1 else stem for number in range(1, len(taken) + 2))
    page.slug = next(slug for slug in numbered if slug not in taken)
    page.live, page.has_unpublished_changes, page.owner = False, True, user
    made = Page.objects.get(pk=parent.pk).specific.add_child(instance=page)
    made.save_revision(user=user, log_action=True)
    return made
