"""Reads over organizations."""

from typing import TYPE_CHECKING, Any

from django.apps import apps

if TYPE_CHECKING:
    from association.organizations.models import Organization


def members_of(association_id: int) -> "list[Organization]":
    """The members of an association, by name, in one query."""
    organizations: Any = apps.get_model("association", "Organization")
    return list(organizations.objects.filter(belongs_to_links__organization_id=association_id).order_by("name"))
