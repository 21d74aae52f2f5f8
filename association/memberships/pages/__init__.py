"""The pages on which readers see who sits where: bodies, municipalities and persons, served from the register."""

from association.memberships.pages.body import BodyPage
from association.memberships.pages.index import OrganizationIndexPage
from association.memberships.pages.tables import Addresses, addresses_for

__all__ = ["Addresses", "BodyPage", "OrganizationIndexPage", "addresses_for"]
