"""Reads over organizations."""

from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Q

from association.base.validity import on_day

if TYPE_CHECKING:
    from association.organizations.models import Organization


def members_of(association_id: int) -> "list[Organization]":
    """The members of an association, by name, in one query."""
    found = organizations().filter(belongs_to_links__organization_id=association_id)
    return list(found.select_related("managed_by").order_by("name"))


# Bodies, in the order in which a site shows them, with the words above each kind.
BODIES = {
    "general_assembly": "Ledenvergadering",
    "board": "Bestuur",
    "executive_board": "Dagelijks bestuur",
    "portfolio_consultation": "Portefeuillehoudersoverleggen",
    "circle": "Kringen",
    "sounding_board": "Klankbordgroepen",
    "officials_consultation": "Ambtelijke overleggen",
    "core_group": "Kerngroepen",
    "working_group": "Werkgroepen",
    "steering_group": "Stuurgroepen",
    "coalition": "Coalities",
    "bureau": "Bureau",
    "vng_committee": "Commissies van de VNG",
}


def organizations() -> Any:
    """All organizations."""
    return apps.get_model("association", "Organization").objects


def shown_bodies(association_id: int) -> Any:
    """The bodies that an association's site shows: its own, and shared ones in which there are seats for it."""
    own = Q(managed_by=association_id)
    shared = Q(managed_by=None, posts__for_whom=association_id)
    found = organizations().filter(own | shared, classification__in=BODIES)
    return found.select_related("managed_by").distinct()


def bodies_of(association_id: int, day: date) -> "list[tuple[str, list[Organization]]]":
    """The bodies of a day by kind, with the words for the kind; one query."""
    order = list(BODIES)
    found = shown_bodies(association_id).filter(on_day(day)).order_by("name")
    ranked = sorted(found, key=lambda body: order.index(body.classification))
    return [(BODIES[kind], list(group)) for kind, group in groupby(ranked, key=lambda body: body.classification)]


def body_at(association_id: int, slug: str) -> "Organization | None":
    """The body at an address of an association's site, of any day, or None."""
    names = [
        slug,
        *(f"{own}-{slug}" for own in organizations().filter(pk=association_id).values_list("slug", flat=True)),
    ]
    return next((body for body in shown_bodies(association_id).filter(slug__in=names) if body.site_slug == slug), None)


def member_at(association_id: int, slug: str) -> "Organization | None":
    """The member of an association at an address, or None."""
    found = organizations().filter(belongs_to_links__organization=association_id, slug__in=[slug, f"gemeente-{slug}"])
    return next((member for member in found.select_related("managed_by") if member.site_slug == slug), None)
