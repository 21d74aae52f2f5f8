"""Rights on pages, without what lies in the recycle bin: there nobody lists, opens or changes anything."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from association.removal.queries.bin import bin_path, outside_bin

EXPLORING = frozenset({"add", "change", "publish", "lock", "unlock", "bulk_delete"})


class OutsideBinPolicy(PagePermissionPolicy):
    """Wagtail's rights on pages; a right that is written on a page counts again when that page is brought back.

    Who has six rights on one page is asked for its path once, not six times: with thousands of pages that is felt.
    """

    def get_all_permissions_for_user(self, user: Any) -> Any:
        """The rights of the user's groups, but for those on pages in the bin."""
        return super().get_all_permissions_for_user(user).exclude(page__path__startswith=bin_path(user))

    def _base_queryset_for_user(self, user: Any) -> Any:
        """For a superuser all pages outside the bin; None for others, whose rights decide."""
        found = super()._base_queryset_for_user(user)
        return found if found is None else outside_bin(found, user)

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> Any:
        """The pages with which the user may do one of these."""
        found = self._base_queryset_for_user(user)
        return self._outside(self._granted(user, set(actions)), user) if found is None else found

    def explorable_instances(self, user: Any) -> Any:
        """The pages that the user finds in the explorer: those with a right, and what lies above them."""
        found = self._base_queryset_for_user(user)
        if found is not None:
            return found
        pages = [right.page for right in self.get_cached_permissions_for_user(user)]
        above = {page.path[:end] for page in pages for end in range(Page.steplen, len(page.path), Page.steplen)}
        top = Page.objects.first_common_ancestor_of(pages)
        return self._outside((self._granted(user, EXPLORING) | Q(path__in=above)) & Q(path__startswith=top.path), user)

    def _granted(self, user: Any, actions: Iterable[str]) -> Q:
        """The condition under which a page lies where the user may do one of these; who may add may change the own."""
        wanted = self._get_permission_codenames(actions)
        rights = [(right.page.path, right.permission.codename) for right in self.get_cached_permissions_for_user(user)]
        condition = Q(pk__in=())
        for path in sorted({path for path, code in rights if code in wanted}):
            condition |= Q(path__startswith=path)
        if "change" in actions and "add" not in actions:
            for path in sorted({path for path, code in rights if code == self._get_permission_codename("add")}):
                condition |= Q(path__startswith=path, owner=user)
        return condition

    def _outside(self, condition: Q, user: Any) -> Any:
        """The pages of a condition; the bin lies below who has a right on the whole tree."""
        return outside_bin(self.model._default_manager.filter(condition), user)
