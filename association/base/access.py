"""What somebody who works in the admin may come across there: pages, files, words and colleagues."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet
from taggit.models import Tag, TaggedItem
from wagtail.log_actions import get_active_log_context
from wagtail.models import GroupPagePermission, Page, Site
from wagtail.permissions import policy_registry

from association.base.models import AssociationGroup, Document, Image, User
from association.base.queries import Viewer, viewable_pages

ANY_FILE = ("add", "change", "delete", "choose")
ANYTHING = Q(pk__isnull=False)
NOTHING = Q(pk__in=())


def active_user() -> Any:
    """Who the screen of the admin is for that is being made now; None outside the admin."""
    return get_active_log_context().user


def explorable_pages(user: Any) -> QuerySet[Page]:
    """The pages that somebody may find in the admin: their own part of a site, and what lies above it."""
    if not policy_registry.get_by_type(Page).get_cached_permissions_for_user(user) and not user.is_superuser:
        return Page.objects.none()
    found: QuerySet[Page] = policy_registry.get_by_type(Page).explorable_instances(user)
    return found


def own_sites(user: Any) -> list[Site]:
    """The sites on which somebody has a right on a page."""
    pages = policy_registry.get_by_type(Page).instances_with_direct_explore_permission(user)
    paths = [page.path for page in pages]
    sites = Site.objects.select_related("root_page")
    return [
        site
        for site in sites
        if any(path.startswith(site.root_page.path) or site.root_page.path.startswith(path) for path in paths)
    ]


def linkable(user: Any) -> Q:
    """The condition under which somebody may lead to a page: one to find, or a public one of a site of theirs."""
    if user.is_superuser:
        return ANYTHING
    condition = Q(pk__in=explorable_pages(user).values("pk"))
    for site in own_sites(user):
        condition |= Q(pk__in=viewable_pages(Viewer.anonymous(site)).values("pk"))
    return condition


def may_link_to(user: Any, page: Page) -> bool:
    """Whether somebody may choose a page to lead to."""
    return Page.objects.filter(linkable(user), pk=page.pk).exists()


def usable_files(user: Any, model: type[Model]) -> QuerySet[Any]:
    """The pictures or documents that somebody may find in the admin."""
    found: QuerySet[Any] = policy_registry.get_by_type(model).instances_user_has_any_permission_for(user, ANY_FILE)
    return found


def allowed(user: Any, model: type[Model], keys: Iterable[Any]) -> set[str]:
    """Those of the keys of pages, pictures, documents or accounts that somebody may come across, as text.

    Keys of objects of another kind are all left out for who is no superuser.
    """
    numbers = [key for key in map(str, keys) if key.isdecimal() and len(key) < 19]
    if user.is_superuser:
        return set(numbers)
    if issubclass(model, Page):
        found: QuerySet[Any] = explorable_pages(user)
    elif issubclass(model, Image | Document):
        found = usable_files(user, model)
    elif issubclass(model, User):
        found = colleagues(user)
    else:
        return set()
    return {str(key) for key in found.filter(pk__in=numbers).values_list("pk", flat=True)}


def known_tags(user: Any, *models: type[Model]) -> QuerySet[Tag]:
    """The tags on the pictures and documents that somebody may find (of these models, or of both)."""
    if user.is_superuser and not models:
        return Tag.objects.all()
    marked = Q()
    for model in models or (Image, Document):
        kind = ContentType.objects.get_for_model(model)
        marked |= Q(content_type=kind, object_id__in=usable_files(user, model).values("pk"))
    return Tag.objects.filter(pk__in=TaggedItem.objects.filter(marked).values("tag"))


def colleagues(user: Any) -> QuerySet[User]:
    """The accounts of the associations that somebody works for, and their own."""
    if user.is_superuser:
        return User.objects.all()
    mine = AssociationGroup.objects.filter(group__user=user).values("association")
    same = User.objects.filter(groups__association_role__association__in=mine, is_superuser=False)
    return User.objects.filter(Q(pk=user.pk) | Q(pk__in=same.values("pk")))


def known_groups(user: Any) -> QuerySet[Group]:
    """The groups that somebody may give a page to: of their associations, at work on their sites, with colleagues."""
    if user.is_superuser:
        return Group.objects.all()
    mine = AssociationGroup.objects.filter(group__user=user).values("association")
    below = NOTHING
    for site in own_sites(user):
        below |= Q(page__path__startswith=site.root_page.path)
    working = GroupPagePermission.objects.filter(below).values("group")
    known = Q(association_role__association__in=mine) | Q(pk__in=working)
    members = Q(association_role=None, user__in=colleagues(user).values("pk"))
    return Group.objects.filter(pk__in=Group.objects.filter(known | members).order_by().values("pk"))
