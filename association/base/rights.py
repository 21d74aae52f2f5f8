"""Who may see and change what in the admin: rights count only for the association whose group gives them."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_permission_codename
from django.db.models import Model, Q, QuerySet
from wagtail.permission_policies import ModelPermissionPolicy

from association.base.drafts import ON_RECORD
from association.base.models import AssociationGroup
from association.base.site_settings import SiteSettings

READING = "view"


def associations_of(user: Any) -> set[int]:
    """Ids of the associations that a user works for, by any of their groups."""
    return set(AssociationGroup.objects.filter(group__user=user).values_list("association_id", flat=True))


def associations_granting(user: Any, model: type[Model], actions: Iterable[str]) -> set[int]:
    """Ids of the associations whose groups let a user do one of the actions (`add`, `change`, …) with a model."""
    rights = rights_of(user)
    codes = {(model._meta.app_label, get_permission_codename(action, model._meta)) for action in actions}
    return {association for association, *code in rights if tuple(code) in codes}


def rights_of(user: Any) -> set[tuple[int, str, str]]:
    """Association, app and codename of every right that a user's groups give; asked once for each object of a user.

    As with Django's own permissions, who changes the groups of somebody asks for them anew.
    """
    known: set[tuple[int, str, str]] | None = getattr(user, "_rights_by_association", None)
    if known is None:
        rows = AssociationGroup.objects.filter(group__user=user.pk, group__permissions__isnull=False)
        code = ("group__permissions__content_type__app_label", "group__permissions__codename")
        known = set(rows.values_list("association_id", *code))
        user._rights_by_association = known
    return known


class AssociationPolicy(ModelPermissionPolicy):
    """Rights on objects that belong to an association, named by a field.

    A group of one association gives no right on another's objects; a group without association gives none at all.
    Who may change an object may also see it. Superusers may do everything.
    """

    def __init__(self, model: type[Model], *, field: str) -> None:
        super().__init__(model)
        self.field = field

    def owned(self, associations: set[int], actions: set[str]) -> Q:
        """The condition under which an object belongs to one of the associations for these actions."""
        return Q(**{f"{self.field}__in": associations})

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Whether the user may do this with some object."""
        return self.user_has_any_permission(user, [action])

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        """Whether the user may do one of these with some object."""
        if not user.is_active or user.is_superuser:
            return bool(user.is_active)
        return bool(associations_granting(user, self.model, actions))

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> QuerySet[Any]:
        """The objects with which the user may do one of these."""
        objects: QuerySet[Any] = self.model._default_manager.all()
        if not user.is_active or user.is_superuser:
            return objects if user.is_active else objects.none()
        wanted = set(actions)
        associations = associations_granting(user, self.model, wanted)
        if not associations:
            return objects.none()
        mine = self.model._default_manager.filter(self.owned(associations, wanted)).values("pk")
        return objects.filter(pk__in=mine)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        """Whether the user may do this with the object."""
        return self.user_has_any_permission_for_instance(user, [action], instance)

    def user_has_any_permission_for_instance(self, user: Any, actions: Iterable[str], instance: Any) -> bool:
        """Whether the user may do one of these with the object."""
        return bool(self.instances_user_has_any_permission_for(user, actions).filter(pk=instance.pk).exists())


class BrandPolicy(AssociationPolicy):
    """A brand belongs to the association whose sites wear it, and to nobody when sites of several do."""

    def __init__(self, model: type[Model]) -> None:
        super().__init__(model, field="sites__association")

    def owned(self, associations: set[int], actions: set[str]) -> Q:
        """Worn by a site of the associations and by no other."""
        others = SiteSettings.objects.exclude(association__in=associations).exclude(brand=None).values("brand")
        return super().owned(associations, actions) & ~Q(pk__in=others)


class OrganizationPolicy(AssociationPolicy):
    """Organizations without manager are shared: all may see them; the association itself changes its own record."""

    def __init__(self, model: type[Model]) -> None:
        super().__init__(model, field="managed_by")

    def owned(self, associations: set[int], actions: set[str]) -> Q:
        """Managed by the associations, their own records and, for reading, what is shared."""
        mine = super().owned(associations, actions) | Q(pk__in=associations)
        return mine | (Q(managed_by=None) & ON_RECORD) if actions & {READING, "choose"} else mine
