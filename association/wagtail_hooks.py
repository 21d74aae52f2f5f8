"""Wagtail looks here for what the domain adds to the admin; each topic has its own."""

from association.activities import hooks as activities
from association.base import hooks as base
from association.glossary import hooks as glossary
from association.guides import hooks as guides
from association.meetings import hooks as meetings
from association.memberships import hooks as memberships
from association.newsletters import hooks as newsletters
from association.organizations import hooks as organizations
from association.people import hooks as people
from association.portfolios import hooks as portfolios
from association.publications import hooks as publications
from association.publishing import hooks as publishing
from association.quality import hooks as quality
from association.removal import hooks as removal
from association.review import hooks as review

__all__ = [
    "activities",
    "base",
    "glossary",
    "guides",
    "meetings",
    "memberships",
    "newsletters",
    "organizations",
    "people",
    "portfolios",
    "publications",
    "publishing",
    "quality",
    "removal",
    "review",
]
