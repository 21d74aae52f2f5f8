"""Deleting to the recycle bin, bringing back, and deleting for good."""

import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.actions.delete_page import DeletePageAction
from wagtail.actions.move_page import MovePageAction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.contrib.redirects.models import Redirect
from wagtail.coreutils import find_available_slug
from wagtail.log_actions import log
from wagtail.models import Page, Revision, Site
from wagtail.signals import page_published

from association.base.actions import hold_tree
from association.base.pages import DEEPEST
from association.base.queries import locked_within
from association.base.registry import reason_to_stay
from association.base.rules.addresses import HOME_DEPTH, is_fixed
from association.removal.actions.links import Turned, turn_links
from association.removal.models import DeletedPage, GoneAddress, RecycleBin
from association.removal.queries.bin import (
    PATH_ON_USER,
    bin_path,
    is_wider,
    may_purge,
    may_restore,
    overdue,
    public_addresses,
    restrictions_above,
    rights_at,
    site_of,
    subtree,
)
from association.removal.queries.impact import (
    as_text,
    filled_index,
    holds_start_page,
    names_in_use,
    page_type,
    reviews_in,
)
from association.removal.rules import (
    GoneFromBin,
    HasFixedRole,
    InBinAlready,
    IsLocked,
    IsStartPage,
    MustStay,
    NeedsPlace,
    NotAllowed,
    StillUsed,
    slug_in_bin,
)

logger = logging.getLogger(__name__)
DELETED, RESTORED = "noaber.bin", "noaber.restore"
LONGEST_REDIRECT = 255


@dataclass(frozen=True)
class Removed:
    """What was put into the bin, and what came of turning the links to it (None without a replacement)."""

    deletion: DeletedPage
    turned: Turned | None


@dataclass(frozen=True)
class Restored:
    """What was brought back: whether it got another slug, came back as draft since more people could read it there,
    how many plans had passed meanwhile, and the pages whose links lead elsewhere since."""

    page: Page
    new_slug: bool
    as_draft: bool
    missed: int
    turned: tuple[Page, ...]


def the_bin() -> RecycleBin:
    """The hidden page that holds what was deleted; made at the first need, within a transaction that holds the tree."""
    found = RecycleBin.objects.order_by("path").first()
    if found is None:
        found = RecycleBin(title="Prullenbak", slug="prullenbak", live=False)
        Page.objects.get(depth=1).add_child(instance=found)
    return found


@transaction.atomic
def delete_to_bin(*, page: Page, user: Any, replacement: Page | None = None) -> Removed:
    """Move a page, with all below it, into the bin; nobody reads or finds it any more.

    Links to it are first turned to the replacement, if one is given. NotAllowed, IsLocked, IsStartPage, HasFixedRole,
    InBinAlready or StillUsed when it must stay. Public addresses are noted as gone; plans and workflows end.
    """
    hold_tree()
    page = Page.objects.get(pk=page.pk)
    check_may_go(page, user)
    turned = turn_links(page=page, replacement=replacement, user=user) if replacement else None
    if names := names_in_use(page, user):
        raise StillUsed(names)
    parent = page.get_parent()
    site = site_of(page)
    addresses = public_addresses(subtree(page), site) if site else {}
    deletion = DeletedPage(page=page, site=site, parent=parent, parent_title=parent.get_admin_display_title())
    deletion.slug, deletion.deleted_by, deletion.pages = page.slug, user, subtree(page).count()
    deletion.states = states_of(page, parent)
    deletion.states["turned"] = turned.pages if turned else []
    deletion.states["redirects"] = detach_redirects(page, replacement)
    take_offline(page, user)
    move_into_bin(page, user)
    if replacement is not None and site is not None:
        deletion.states["made"] = add_redirects(site, addresses, replacement)
    deletion.save()
    note_addresses(deletion, addresses)
    log(instance=Page.objects.get(pk=page.pk).specific, action=DELETED, user=user)
    return Removed(deletion, turned)


def check_may_go(page: Page, user: Any) -> None:
    """Raise the reason why a page must stay, if there is one."""
    forget_path(user)
    if page.path.startswith(bin_path(user)):
        raise InBinAlready
    if not page.permissions_for_user(user).can_delete():
        raise NotAllowed
    if holds_start_page(page):
        raise IsStartPage
    if locked := locked_within([page]):
        raise IsLocked(locked.get_admin_display_title())
    if index := filled_index(page):
        raise HasFixedRole(index.get_admin_display_title())
    if words := reason_to_stay(page):
        raise MustStay(words)


def forget_path(user: Any) -> None:
    """Let the path of the bin be asked anew."""
    if hasattr(user, PATH_ON_USER):
        delattr(user, PATH_ON_USER)


def states_of(page: Page, parent: Page) -> dict[str, Any]:
    """What restoring puts back: see the names."""
    rows = subtree(page).values_list("pk", "live", "live_revision", "has_unpublished_changes")
    plans = planned_in(page).values_list("pk", "approved_go_live_at")
    before = page.get_prev_sibling()
    return {
        "pages": {str(key): {"live": live, "revision": revision, "changes": new} for key, live, revision, new in rows},
        "plans": {str(key): moment.isoformat() for key, moment in plans},
        "above": restrictions_above(parent),
        "after": before.pk if before else None,
        "made": [],
    }


def planned_in(page: Page) -> Any:
    """The versions of a page, and of those below it, that wait for their moment."""
    planned = Revision.objects.filter(base_content_type=page_type(), approved_go_live_at__isnull=False)
    return planned.filter(object_id__in=as_text(subtree(page)))


def detach_redirects(page: Page, replacement: Page | None) -> dict[str, list[Any]]:
    """Point redirects to a page, or one below it, to the replacement, or else to the bare page; returns how they were.

    A redirect to a route of a page that has no address cannot be worked out by Wagtail.
    """
    found = Redirect.objects.filter(redirect_page__in=subtree(page).order_by().values("pk"))
    before = {str(row.pk): [row.redirect_page_id, row.redirect_page_route_path] for row in found}
    changes: dict[str, Any] = {"redirect_page_route_path": ""}
    if replacement is not None:
        changes["redirect_page"] = replacement
    Redirect.objects.filter(pk__in=[int(key) for key in before]).update(**changes)
    return before


def take_offline(page: Page, user: Any) -> None:
    """Unpublish a page and all below it, so that files, index and caches follow; end its plans and workflows."""
    for state in list(reviews_in(subtree(page))):
        state.cancel(user=user)
    planned_in(page).update(approved_go_live_at=None)
    for item in subtree(page).filter(live=True).specific().iterator():
        UnpublishPageAction(item, user=user, log_action=False).execute(skip_permission_checks=True)


def move_into_bin(page: Page, user: Any) -> None:
    """Put a page at the end of the bin, under a slug that no other has."""
    target = the_bin()
    Page.objects.filter(pk=page.pk).update(slug=slug_in_bin(page.pk))
    moving = Page.objects.get(pk=page.pk)
    MovePageAction(moving, target, pos="last-child", user=user).execute(skip_permission_checks=True)
    # The path of the bin may be new.
    forget_path(user)


def add_redirects(site: Site, addresses: dict[int, list[str]], replacement: Page) -> list[int]:
    """Lead the public addresses of what goes to the replacement, where no redirect stands already; their numbers.

    For the time being: a browser keeps a permanent redirect for good, and would not see the page that is back.
    """
    wanted = {Redirect.normalise_path(own) for found in addresses.values() for own in found}
    standing = Redirect.objects.filter(Q(site=site) | Q(site=None), old_path__in=wanted)
    known = set(standing.values_list("old_path", flat=True))
    return [
        Redirect.objects.create(
            old_path=path, site=site, redirect_page=replacement, is_permanent=False, automatically_created=True
        ).pk
        for path in sorted(wanted - known)
        if len(path) <= LONGEST_REDIRECT
    ]


def note_addresses(deletion: DeletedPage, addresses: dict[int, list[str]]) -> None:
    """Keep which addresses the public could read."""
    wanted = sorted({path for found in addresses.values() for path in found})
    rows = [GoneAddress(site=deletion.site, path=path, deletion=deletion) for path in wanted]
    GoneAddress.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["site", "path"], update_fields=["deletion", "gone_at"]
    )


def lock_deletion(number: int) -> DeletedPage:
    """The row of something in the bin, held until the end of the transaction; GoneFromBin when it is not there."""
    found = DeletedPage.objects.select_for_update(of=("self",)).filter(pk=number)
    deletion = found.select_related("page", "parent", "site__root_page").first()
    if deletion is None:
        raise GoneFromBin
    return deletion


@transaction.atomic
def restore(*, number: int, user: Any, parent: Page | None = None) -> Restored:
    """Bring a page back from the bin with all below it: to where it stood, or below `parent`.

    What was live is live again, unless more people could read it at its place than before: then it comes back as draft.
    NotAllowed, GoneFromBin, or NeedsPlace (with the reason) when it cannot stand there.
    """
    hold_tree()
    deletion = lock_deletion(number)
    if not may_restore(deletion, user):
        raise NotAllowed
    page, states = deletion.page, deletion.states
    target = parent or deletion.parent
    check_place(page, target, user, chosen=parent is not None)
    assert target is not None  # noqa: S101 - check_place refuses None
    as_draft = is_wider(states.get("above", []), restrictions_above(target))
    if not as_draft and was_live(states) and "publish" not in rights_at(target, user):
        as_draft = True
    new_slug = move_back(page, target, deletion, user)
    missed = 0
    if not as_draft:
        put_live(page, states)
        missed = put_plans(states)
    put_redirects(states)
    turned = tuple(Page.objects.filter(pk__in=states.get("turned", [])).order_by("path"))
    GoneAddress.objects.filter(deletion=deletion).delete()
    DeletedPage.objects.filter(pk=deletion.pk).delete()
    back = Page.objects.get(pk=page.pk)
    log(instance=back.specific, action=RESTORED, user=user)
    return Restored(back, new_slug, as_draft, missed, turned)


def was_live(states: dict[str, Any]) -> bool:
    """Whether any of the pages was public."""
    return any(state["live"] for state in states.get("pages", {}).values())


def check_place(page: Page, target: Page | None, user: Any, *, chosen: bool) -> None:
    """Raise NeedsPlace when a page from the bin cannot stand below another, or NotAllowed when the user may not."""
    if target is None or target.path.startswith(bin_path(user)):
        raise NeedsPlace("De pagina waar dit onder stond, is er niet meer. Kies een andere plek.")
    specific = page.specific
    if not type(specific).can_create_at(target):
        raise NeedsPlace("Deze pagina kan daar niet staan. Kies een andere plek.")
    deepest = subtree(page).order_by("-depth").values_list("depth", flat=True)[0]
    if target.depth + 1 + deepest - page.depth > DEEPEST:
        raise NeedsPlace("Daar zou de pagina te diep in de site komen. Kies een plek hoger in de site.")
    if "add" not in rights_at(target, user):
        raise NeedsPlace("Op die plek mag u geen pagina's maken. Kies een andere plek.") if not chosen else NotAllowed


def move_back(page: Page, target: Page, deletion: DeletedPage, user: Any) -> bool:
    """Put a page where it stood among its neighbours, or last below another; whether it got another slug."""
    slug = find_available_slug(target, deletion.slug, ignore_page_id=page.pk)
    if target.depth == HOME_DEPTH and is_fixed(slug):
        slug = find_available_slug(target, f"{slug}-1", ignore_page_id=page.pk)
    Page.objects.filter(pk=page.pk).update(slug=slug)
    moving = Page.objects.get(pk=page.pk)
    spot, pos = target, "last-child"
    if target.pk == deletion.parent_id:
        number = deletion.states.get("after")
        before = Page.objects.filter(pk=number, path__startswith=target.path, depth=target.depth + 1).first()
        spot, pos = (before, "right") if before else (target, "last-child" if number else "first-child")
    MovePageAction(moving, spot, pos=pos, user=user).execute(skip_permission_checks=True)
    if slug != deletion.slug:
        rename_in_versions(page, slug)
    return bool(slug != deletion.slug)


def rename_in_versions(page: Page, slug: str) -> None:
    """Write the new slug into the versions that may still be published: the newest, and those that are planned."""
    back = Page.objects.get(pk=page.pk)
    rows = Revision.objects.filter(base_content_type=page_type(), object_id=str(page.pk))
    for revision in rows.filter(Q(pk=back.latest_revision_id) | Q(approved_go_live_at__isnull=False)):
        revision.content["slug"] = slug
        revision.save(update_fields=["content"])


def put_live(page: Page, states: dict[str, Any]) -> None:
    """Publish again what was live, as it was, unless its last day went by; files, index and caches follow."""
    top = Page.objects.get(pk=page.pk)
    before = states.get("pages", {})
    for item in subtree(top).specific():
        state = before.get(str(item.pk))
        if not state or not state["live"] or (item.expire_at and item.expire_at <= timezone.now()):
            continue
        item.live, item.has_unpublished_changes = True, state["changes"]
        item.live_revision = Revision.objects.filter(pk=state["revision"]).first()
        item.save(clean=False)
        page_published.send(sender=type(item), instance=item, revision=item.live_revision or item.latest_revision)


def put_plans(states: dict[str, Any]) -> int:
    """Plan again what still lies ahead; returns how many moments went by."""
    missed = 0
    for key, text in states.get("plans", {}).items():
        moment = datetime.fromisoformat(text)
        if moment > timezone.now():
            Revision.objects.filter(pk=int(key)).update(approved_go_live_at=moment)
        else:
            missed += 1
    return missed


def put_redirects(states: dict[str, Any]) -> None:
    """Take away the redirects that the removal made, and let the others lead where they led."""
    Redirect.objects.filter(pk__in=states.get("made", [])).delete()
    for key, (number, route) in states.get("redirects", {}).items():
        Redirect.objects.filter(pk=int(key)).update(redirect_page_id=number, redirect_page_route_path=route)


@transaction.atomic
def delete_for_good(*, number: int, user: Any) -> str:
    """Delete something in the bin, with all below it, for good; returns its title. NotAllowed or GoneFromBin."""
    hold_tree()
    deletion = lock_deletion(number)
    if not may_purge(deletion, user):
        raise NotAllowed
    title: str = deletion.page.get_admin_display_title()
    purge(deletion, user)
    return title


def purge(deletion: DeletedPage, user: Any = None) -> None:
    """Delete the page of a deletion; the notes of its addresses stay, and its redirects are permanent from now on."""
    Redirect.objects.filter(pk__in=deletion.states.get("made", [])).update(is_permanent=True)
    page = Page.objects.get(pk=deletion.pk)
    DeletePageAction(page.specific, user=user).execute(skip_permission_checks=True)


def purge_bin() -> int:
    """Delete for good what has lain in the bin for its full time; returns how many. One that fails is logged.

    Each in a transaction of its own; safe to run twice at once.
    """
    return sum(attempt_purge(number) for number in list(overdue().values_list("pk", flat=True)))


def attempt_purge(number: int) -> bool:
    """Delete one for good, unless somebody else does; False and a line in the log when it fails."""
    try:
        with transaction.atomic():
            # First, as everywhere: two who take the same locks in another order would wait for each other.
            hold_tree()
            rows = DeletedPage.objects.select_for_update(skip_locked=True)
            deletion = rows.filter(pk=number).first()
            if deletion is None:
                return False
            purge(deletion)
            return True
    except Exception:  # one page that cannot go must not hold up the others
        logger.exception("attempt_purge failed for %s", number)
        return False


@transaction.atomic
def lead_elsewhere(*, page: Page, replacement: Page, user: Any, below: bool) -> Turned:
    """Turn the links to a page that is to be unpublished, and lead its public address, to another page.

    `below` says whether the pages below it go too; their addresses are led to the same page then.
    """
    turned = turn_links(page=page, replacement=replacement, user=user)
    if site := site_of(page):
        going = subtree(page) if below else subtree(page).filter(pk=page.pk)
        add_redirects(site, public_addresses(going, site), replacement)
    return turned
