"""Bodies, seats and persons."""

from datetime import date
from itertools import count
from typing import Any

from association.memberships.models import Membership, Post
from association.organizations.models import Organization
from association.people.models import Person

numbers = count(1)


def make_body(association: Organization, name: str = "", **fields: Any) -> Organization:
    """A body of an association."""
    number = next(numbers)
    fields.setdefault("classification", Organization.Classification.EXECUTIVE_BOARD)
    fields.setdefault("slug", f"{association.slug}-overleg-{number}")
    return Organization.objects.create(
        name=name or f"Overleg {number}", managed_by=association, parent=association, **fields
    )


def make_person(family_name: str = "", **fields: Any) -> Person:
    """A person, by initials."""
    number = next(numbers)
    fields.setdefault("initials", "A.")
    fields.setdefault("slug", f"persoon-{number}")
    return Person.objects.create(family_name=family_name or f"Naam{number}", **fields)


def make_post(body: Organization, role: str = "member", **fields: Any) -> Post:
    """A seat of a body."""
    fields.setdefault("order", next(numbers))
    return Post.objects.create(organization=body, role=role, **fields)


def make_membership(
    post: Post, person: Person | None = None, start: str = "", end: str = "", **fields: Any
) -> Membership:
    """Somebody in a seat, from a day until, and not on, another; an empty seat without person."""
    if person is None:
        fields.setdefault("empty", "vacant")
        fields.setdefault("capacity", "")
    return Membership.objects.create(
        post=post,
        person=person,
        start_date=date.fromisoformat(start) if start else None,
        end_date=date.fromisoformat(end) if end else None,
        **fields,
    )
