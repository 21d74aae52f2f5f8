"""Who may see and change the seats of a body in the admin: who may for the association that keeps it."""

from typing import Any

from django.db.models import Q

from association.base.rights import AssociationPolicy, associations_granting
from association.memberships.models import Membership
from association.organizations.models import Organization
from association.organizations.queries import BODIES

SEEING, CHANGING = ("view", "change"), ("change",)


class PostPolicy(AssociationPolicy):
    """A seat belongs to the association that keeps its body, or for which it is in a shared one."""

    def __init__(self, model: type[Any], *, way: str = "") -> None:
        super().__init__(model, field=f"{way}organization__managed_by")
        self.way = way

    def owned(self, associations: set[int], actions: set[str]) -> Q:
        """In a body of the associations, or for them in a shared body."""
        shared = Q(**{f"{self.way}organization__managed_by": None, f"{self.way}for_whom__in": associations})
        return super().owned(associations, actions) | shared


def keepers(user: Any, actions: tuple[str, ...] = CHANGING) -> Any:
    """The associations whose seats the user may see or change."""
    every = Organization.objects.filter(classification=Organization.Classification.ASSOCIATION)
    if user.is_superuser:
        return every
    return every.filter(pk__in=associations_granting(user, Membership, actions))


def bodies_for(user: Any, actions: tuple[str, ...] = CHANGING) -> Any:
    """The bodies whose seats the user may see or change."""
    mine = keepers(user, actions)
    own = Q(managed_by__in=mine) | Q(managed_by=None, posts__for_whom__in=mine)
    return Organization.objects.filter(own, classification__in=BODIES).select_related("managed_by").distinct()


def keeper_of(organization: Organization, user: Any) -> Organization | None:
    """On behalf of which association the user changes a body's seats."""
    if organization.managed_by is not None:
        return organization.managed_by
    found: Organization | None = keepers(user).filter(posts_for__organization=organization).first()
    return found
