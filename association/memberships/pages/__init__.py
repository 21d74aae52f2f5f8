"""The pages on which readers see who sits where: bodies, municipalities and persons, served from the register."""

from association.memberships.links import Addresses, addresses_for, start_of
from association.memberships.pages.body import BodyPage
from association.memberships.pages.changes import changed_pages
from association.memberships.pages.index import OrganizationIndexPage
from association.memberships.pages.served import ServedPage, served_pages
from association.memberships.pages.shown import BodyView, MemberView, PersonView

__all__ = [
    "Addresses",
    "BodyPage",
    "BodyView",
    "MemberView",
    "OrganizationIndexPage",
    "PersonView",
    "ServedPage",
    "addresses_for",
    "changed_pages",
    "served_pages",
    "start_of",
]
