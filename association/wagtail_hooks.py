"""Wagtail looks here for what the domain adds to the admin; each topic has its own."""

from association.base import hooks as base
from association.organizations import hooks as organizations
from association.portfolios import hooks as portfolios
from association.publications import hooks as publications

__all__ = ["base", "organizations", "portfolios", "publications"]
