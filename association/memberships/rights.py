"""Who may see and change the seats of a body in the admin: who may for the association that keeps it."""

from typing import Any

from django.db.models import Q
from wagtail.permissions import policy_registry

from association.base.models import AssociationGroup, Role
from association.base.rights import AssociationPolicy, associations_granting
from association.memberships.models import Membership, Post
from association.organizations.models import Organization, OrganizationMember
from association.organizations.queries import BODIES
from association.people.models import Person

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
    shared = Q(managed_by=None, pk__in=Post.objects.filter(for_whom__in=mine).order_by().values("organization"))
    own = Q(managed_by__in=mine) | shared
    return Organization.objects.filter(own, classification__in=BODIES).select_related("managed_by")


def municipalities_for(user: Any) -> Any:
    """The municipalities that are a member of an association whose seats the user may change."""
    kind = Organization.Classification.MUNICIPALITY
    mine = keepers(user).values("pk")
    return Organization.objects.filter(
        classification=kind, pk__in=OrganizationMember.objects.filter(organization__in=mine).values("member")
    )


def keeper_of(organization: Organization, user: Any) -> Organization | None:
    """On behalf of which association the user changes a body's seats."""
    if organization.managed_by is not None:
        return organization.managed_by
    found: Organization | None = keepers(user).filter(posts_for__organization=organization).first()
    return found


def is_others(user: Any) -> Q:
    """The condition that a seat is of an association for which the user may change none."""
    if user.is_superuser:
        return Q(pk__in=[])
    kind, mine = Organization.Classification.ASSOCIATION, keepers(user)
    kept = Q(post__organization__managed_by__isnull=False) & ~Q(post__organization__managed_by__in=mine)
    shared = Q(post__organization__managed_by=None, post__for_whom__classification=kind)
    itself = Q(post__organization__classification=kind) & ~Q(post__organization__in=mine)
    return itself | kept | shared & ~Q(post__for_whom__in=mine)


def may_move(user: Any, people: list[Person]) -> bool:
    """Whether the user may make these records one or others: may change each, and all that names them."""
    numbers = [person.pk for person in people]
    allowed = policy_registry.get_by_type(Person).instances_user_has_permission_for(user, "change")
    if allowed.filter(pk__in=numbers).count() < len(set(numbers)):
        return False
    named = Membership.objects.filter(Q(person__in=numbers) | Q(stands_in_for__in=numbers))
    return not named.filter(is_others(user)).exists()


def may_anonymise(user: Any, person: Person) -> bool:
    """Whether the user may take a name out of the register: who runs the site, or may delete persons."""
    if user.is_superuser:
        return True
    if not may_move(user, [person]):
        return False
    runs = AssociationGroup.objects.filter(group__user=user, role=Role.MANAGER)
    if person.managed_by_id:
        runs = runs.filter(association=person.managed_by_id)
    policy = policy_registry.get_by_type(Person)
    return runs.exists() or bool(policy.user_has_permission_for_instance(user, "delete", person))
