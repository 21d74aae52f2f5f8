"""Reads over organizations."""

from association.organizations.models import Organization


def members_of(association_id: int | None) -> list[Organization]:
    """The members of an association, by name, in one query."""
    return list(Organization.objects.filter(belongs_to_links__organization_id=association_id).order_by("name"))
