"""Where a viewer finds the register, and how editors choose from it."""

from dataclasses import dataclass
from datetime import date

from association.base.blocks.choosers import RegisterChooser
from association.base.queries import Viewer
from association.base.site_settings import SiteSettings
from association.memberships.links import Addresses, addresses_for, start_of
from association.organizations.models import Organization
from association.organizations.queries import members_on
from association.people.models import Person


class BodyChooser(RegisterChooser):
    """A body of the register."""

    target_model = Organization
    window, words = "overleg-kiezen", "Kies een overleg of bestuur"

    class Meta:
        icon = "group"


class PersonChooser(RegisterChooser):
    """A person of the register."""

    target_model = Person
    window, words = "persoon-kiezen", "Kies een persoon"

    class Meta:
        icon = "user"


EXAMPLE_DAY = date(2022, 12, 31)


@dataclass(frozen=True)
class Place:
    """Where a viewer finds the register, and whose it is."""

    association: int
    to: Addresses
    members: frozenset[int]


def place_of(viewer: Viewer) -> Place | None:
    """The place on the viewer's site; None for a site without association. Three queries."""
    association = SiteSettings.of(viewer.site).association_id
    if association is None:
        return None
    start = start_of(viewer)
    members = members_on(association, None) if start else []
    return Place(association, addresses_for(start, viewer), frozenset(member.pk for member in members))
