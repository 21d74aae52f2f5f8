"""All models of the site, for Django's app registry."""

from home.contact import ContactField, ContactPage, ContactSubmission
from home.pages import HomePage, StandardPage

__all__ = ["ContactField", "ContactPage", "ContactSubmission", "HomePage", "StandardPage"]
