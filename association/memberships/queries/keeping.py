"""The seats that associations keep, in their own bodies and for them in shared ones."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Q

from association.memberships.queries.seats import memberships
from association.people.rules import OFFICES

if TYPE_CHECKING:
    from association.memberships.models import Membership


def members_in(associations: Iterable[int]) -> Any:
    """The numbers of the members of some associations; a subquery."""
    links = apps.get_model("association", "OrganizationMember").objects.filter(organization__in=list(associations))
    return links.order_by().values("member")


def of_associations(associations: Iterable[int]) -> Q:
    """The condition that a seat is of one of some associations, in a body of theirs, or for them in a shared one."""
    mine = list(associations)
    members = members_in(mine)
    return (
        Q(post__organization__in=mine)
        | Q(post__organization__managed_by__in=mine)
        | Q(post__organization__managed_by=None, post__for_whom__in=mine)
        | Q(post__organization__managed_by=None, post__for_whom__in=members)
    )


def known_seats(associations: Iterable[int], people: Iterable[int]) -> "list[Membership]":
    """The seats of persons in bodies of some associations, and the public offices, newest first; one query."""
    seen = of_associations(associations) | Q(post__role__in=OFFICES)
    rows = list(memberships().filter(seen, person__in=set(people)).with_names())
    return sorted(
        rows,
        key=lambda row: (row.end_date or date.max, row.start_date or date.min, -row.post.order, -row.pk),
        reverse=True,
    )
