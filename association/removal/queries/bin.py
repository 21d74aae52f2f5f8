"""What lies in the recycle bin, for whom, and which addresses are gone with it."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.db.models import F, Q, QuerySet, Subquery
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction, Site

from association.base.links import address_of
from association.base.queries import Viewer, viewable_pages
from association.base.registry import file_extensions

PATH_ON_USER = "_recycle_bin_path"
# No path in the tree starts with it: a condition on it holds for nothing.
NO_PATH = "-"
LONGEST_ADDRESS = 750
MOST_STEPS = 30
KEPT_DAYS = 90
KEPT = timedelta(days=KEPT_DAYS)


def bins() -> Any:
    """The hidden pages that hold what was deleted; there is one once something was."""
    return apps.get_model("association", "RecycleBin").objects.order_by("path")


def deletions() -> Any:
    """What was deleted, newest first, with its page and the place where that stood."""
    model = apps.get_model("association", "DeletedPage")
    return model.objects.select_related("page", "parent", "deleted_by", "site__root_page")


def bin_path(user: Any = None) -> str:
    """The tree path of the bin, remembered on the user for the length of a request; NO_PATH before there is one."""
    known: str | None = getattr(user, PATH_ON_USER, None)
    if known is None:
        known = bins().values_list("path", flat=True).first() or NO_PATH
        if user is not None:
            setattr(user, PATH_ON_USER, known)
    return known


def outside_bin(pages: Any, user: Any = None) -> Any:
    """The pages of a query that do not lie in the bin; the bin itself is left out as well."""
    return pages.exclude(path__startswith=bin_path(user))


def binned_among(numbers: Iterable[int]) -> Page | None:
    """The first of some pages, by number, that lies in the bin or is the bin; one query."""
    place = bins().annotate(own=F("path")).values("own")[:1]
    found = Page.objects.filter(pk__in=list(numbers)).annotate(bin=Subquery(place))
    return found.filter(path__startswith=F("bin")).order_by("path").first()


def deletion_holding(page: Page) -> Any:
    """The row of what was deleted together with a page in the bin, or None."""
    paths = [page.path[:end] for end in range(Page.steplen, len(page.path) + 1, Page.steplen)]
    return deletions().filter(page__path__in=paths).first()


def subtree(page: Page) -> Any:
    """The page and all below it, in tree order."""
    return Page.objects.filter(path__startswith=page.path).order_by("path")


def site_of(page: Page) -> Site | None:
    """The site that a page belongs to, or None."""
    for site in Site.objects.select_related("root_page"):
        if page.path.startswith(site.root_page.path):
            return site
    return None


def public_addresses(pages: Iterable[Page], site: Site) -> dict[int, list[str]]:
    """Where the anonymous public reads each of some pages, by number: itself, its files, what redirects to it."""
    viewer = Viewer.anonymous(site)
    found = {page.pk: own_addresses(page, viewer) for page in pages if viewer.may_view(page)}
    redirects = Redirect.objects.filter(Q(site=site) | Q(site=None), redirect_page__in=subquery_of(pages))
    for redirect in redirects.exclude(old_path__contains="?"):
        if redirect.redirect_page_id in found:
            found[redirect.redirect_page_id].append(as_address(redirect.old_path))
    return {number: [item for item in addresses if len(item) <= LONGEST_ADDRESS] for number, addresses in found.items()}


def own_addresses(page: Page, viewer: Viewer) -> list[str]:
    """The addresses of a page that the viewer may view, its further screens and its files; asks nothing."""
    own = page.specific_deferred
    address = address_of(page, viewer)
    routes = [f"{address.rstrip('/')}{route}" for route in own.get_route_paths() if route != "/"]
    files = [f"{address.rstrip('/')}.{extension}/" for extension in file_extensions(type(own))]
    return [address, *routes, *files]


def subquery_of(pages: Iterable[Page]) -> Any:
    """The numbers of pages, as a subquery when they are a query."""
    return pages.order_by().values("pk") if isinstance(pages, QuerySet) else [page.pk for page in pages]


def as_address(path: str) -> str:
    """A path in the form in which gone addresses are kept: with one slash at the end."""
    return f"{path.rstrip('/')}/"


def gone_at(site: Site, path: str) -> Any:
    """The note of an address that the public could read once and that was deleted, or None."""
    if len(path) > LONGEST_ADDRESS:
        return None
    return apps.get_model("association", "GoneAddress").objects.filter(site=site, path=as_address(path)).first()


def nearest_above(viewer: Viewer, path: str) -> Page | None:
    """The deepest page below the start page on the way to an address, as far as it exists for the viewer."""
    root = viewer.site.root_page
    steps = [step for step in path.split("/") if step][:-1]
    if len(steps) > MOST_STEPS:
        return None
    addresses = [root.url_path + "/".join(steps[:number]) + "/" for number in range(1, len(steps) + 1)]
    if not addresses:
        return None
    found: Page | None = viewable_pages(viewer).filter(url_path__in=addresses).order_by("-depth").first()
    return found


def restrictions_above(parent: Page) -> list[dict[str, Any]]:
    """Each privacy setting at or above a place, as {id, kind, groups}."""
    paths = [parent.path[:end] for end in range(Page.steplen, len(parent.path) + 1, Page.steplen)]
    rows = PageViewRestriction.objects.filter(page__path__in=paths).prefetch_related("groups").order_by("pk")
    return [
        {"id": row.pk, "kind": row.restriction_type, "groups": sorted(group.pk for group in row.groups.all())}
        for row in rows
    ]


def is_wider(before: list[dict[str, Any]], now: list[dict[str, Any]]) -> bool:
    """Whether a place asks less of its readers than another did: a setting is gone, or names more groups."""
    passwords = {row["id"] for row in now if row["kind"] == PageViewRestriction.PASSWORD}
    return any(not is_kept(row, now, passwords) for row in before)


def is_kept(row: dict[str, Any], now: list[dict[str, Any]], passwords: set[int]) -> bool:
    """Whether what a setting asked is still asked by one of the present settings."""
    if row["kind"] == PageViewRestriction.PASSWORD:
        return row["id"] in passwords
    groups = [item for item in now if item["kind"] == PageViewRestriction.GROUPS]
    if row["kind"] == PageViewRestriction.GROUPS:
        return any(set(item["groups"]) <= set(row["groups"]) for item in groups)
    return any(item["kind"] == PageViewRestriction.LOGIN for item in now) or bool(groups)


def place_of(deletion: Any, path: str) -> Page | None:
    """The nearest page outside the bin to where something stood: rights on it are the rights on what was deleted."""
    place = deletion.parent
    for _ in range(Page.steplen * 20):
        if place is None or not place.path.startswith(path):
            break
        outer = deletion_holding(place)
        place = outer.parent if outer else None
    if place is None and deletion.site is not None:
        place = deletion.site.root_page
    return place


def rights_at(place: Page | None, user: Any) -> set[str]:
    """What the user may do at a place, in Wagtail's words; of a superuser everything."""
    if user.is_superuser:
        return {"add", "change", "publish", "bulk_delete", "lock", "unlock"}
    return set(place.permissions_for_user(user).permissions) if place is not None else set()


def may_restore(deletion: Any, user: Any) -> bool:
    """Whether the user had the right to delete this, by what they may do where it stood."""
    return may_with(deletion, rights_at(place_of(deletion, bin_path(user)), user), user)


def may_with(deletion: Any, rights: set[str], user: Any) -> bool:
    """The same for the rights at that place, as Wagtail decides about deleting."""
    if not rights:
        return False
    if deletion.pages > 1 and "bulk_delete" not in rights:
        return False
    was_live = any(state["live"] for state in deletion.states.get("pages", {}).values())
    if was_live and "publish" not in rights:
        return False
    return "change" in rights or ("add" in rights and deletion.page.owner_id == user.pk)


def may_purge(deletion: Any, user: Any) -> bool:
    """Whether the user may delete this for good."""
    rights = rights_at(place_of(deletion, bin_path(user)), user)
    return may_with(deletion, rights, user) and bool(rights & {"publish", "bulk_delete"})


def in_bin_for(user: Any, words: str = "") -> Iterator[Any]:
    """What lies in the bin and the user may bring back, newest first; `words` narrows by title and place."""
    found = deletions().order_by("-deleted_at", "-page_id")
    if words:
        found = found.filter(Q(page__title__icontains=words) | Q(parent_title__icontains=words))
    return (deletion for deletion in found if may_restore(deletion, user))


def days_left(deletion: Any) -> int:
    """In how many days it is deleted for good; a part of a day counts as one, and what is overdue has none."""
    left: timedelta = deletion.deleted_at + KEPT - timezone.now()
    return max(0, -(-left // timedelta(days=1)))


def overdue() -> "QuerySet[Any]":
    """What has lain in the bin for its full time, oldest first."""
    return deletions().filter(deleted_at__lte=timezone.now() - KEPT).order_by("deleted_at", "page_id")


def may_use_bin(user: Any) -> bool:
    """Whether the user may delete pages anywhere, so that the bin is of use to them."""
    from wagtail.permissions import policy_registry

    return bool(policy_registry.get_by_type(Page).user_has_any_permission(user, {"add", "change"}))
