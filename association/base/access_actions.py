"""Writes that keep a page from who could not see it before it was copied or moved."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest
from wagtail.models import Page, PageViewRestriction


def lost_restrictions(page: Page, place: Page, *, with_source: bool = False) -> list[PageViewRestriction]:
    """The privacy settings above a page that do not hold at or above another place, the nearest first.

    With `with_source` also those of what the page is an alias of: a copy or an ordinary page loses these too.
    """
    found = [item for item in restrictions_at(page) if item.page_id != page.pk]
    if with_source:
        found += [item for source in sources_of(page) for item in restrictions_at(source)]
    return [item for item in found if not place.path.startswith(item.page.path)]


def restrictions_at(page: Page) -> list[PageViewRestriction]:
    """The privacy settings of a page and of what lies above it, the nearest first."""
    paths = [page.path[:end] for end in range(page.steplen, len(page.path) + 1, page.steplen)]
    own = PageViewRestriction.objects.filter(page__path__in=paths)
    return list(own.select_related("page").order_by("-page__path"))


def sources_of(page: Page) -> list[Page]:
    """What a page, or a page above it, is an alias of, and what that is an alias of."""
    found: dict[int, Page] = {}
    waiting = [page]
    while waiting:
        item = waiting.pop()
        paths = [item.path[:end] for end in range(item.steplen, len(item.path) + 1, item.steplen)]
        for source in Page.objects.filter(aliases__path__in=paths):
            if source.pk not in found:
                found[source.pk] = source
                waiting.append(source)
    return list(found.values())


def audience_of(restriction: PageViewRestriction) -> str:
    """For whom a privacy setting leaves a page, in words."""
    if restriction.restriction_type == PageViewRestriction.PASSWORD:
        return "wie het wachtwoord kent"
    if restriction.restriction_type == PageViewRestriction.LOGIN:
        return "wie is ingelogd"
    return ", ".join(restriction.groups.order_by("name").values_list("name", flat=True)) or "niemand"


@transaction.atomic
def carry_privacy(*, restrictions: list[PageViewRestriction], page: Page, user: Any) -> bool:
    """Set the nearest of these on a page; tells whether it did.

    Of a setting of the page itself and the nearest, the stricter holds. Where neither asks for all that the other asks
    (other groups, a password), the page keeps its own and False says that somebody must look at it.
    """
    if not restrictions:
        return False
    nearest, own = restrictions[0], PageViewRestriction.objects.filter(page=page).first()
    if own is not None and not asks_more(nearest, own):
        return False
    kept = own or PageViewRestriction(page=page)
    kept.restriction_type, kept.password = nearest.restriction_type, nearest.password
    kept.save(user=user)
    kept.groups.set(nearest.groups.all())
    return True


def asks_more(setting: PageViewRestriction, other: PageViewRestriction) -> bool:
    """Whether everybody who passes one privacy setting passes the other as well."""
    if setting.restriction_type != PageViewRestriction.GROUPS:
        return False
    if other.restriction_type == PageViewRestriction.LOGIN:
        return True
    named = set(setting.groups.values_list("pk", flat=True))
    is_groups = other.restriction_type == PageViewRestriction.GROUPS
    return is_groups and named <= set(other.groups.values_list("pk", flat=True))


def is_less(page: Page, restrictions: list[PageViewRestriction]) -> bool:
    """Whether a page's own privacy setting lets people through whom the nearest of these kept out."""
    own = PageViewRestriction.objects.filter(page=page).first()
    if own is None or not restrictions:
        return False
    nearest = restrictions[0]
    if nearest.restriction_type == PageViewRestriction.LOGIN:
        return own.restriction_type == PageViewRestriction.PASSWORD
    return not asks_more(own, nearest)


def published_together(request: HttpRequest, objects: Iterable[Any]) -> list[Page]:
    """The pages that Wagtail's bulk action is about to publish: those chosen and, when asked, what is below them."""
    pages = [item for item in objects if isinstance(item, Page)]
    if "include_descendants" in request.POST:
        below = Q(pk__in=())
        for page in pages:
            below |= Q(path__startswith=page.path)
        pages += Page.objects.filter(below, live=False)
    return pages
