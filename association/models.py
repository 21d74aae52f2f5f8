"""All models of the domain, for Django's app registry."""

from association.base.models import (
    AssociationGroup,
    Brand,
    ContentVersion,
    Document,
    Image,
    PageMeta,
    RelatedPage,
    Rendition,
    Role,
    User,
)
from association.base.site_settings import SiteSettings
from association.news.pages import NewsIndexPage, NewsPage
from association.organizations.models import Organization, OrganizationMember
from association.portfolios.models import Portfolio
from association.portfolios.pages import PortfolioIndexPage, PortfolioPage
from association.publications.pages import PublicationIndexPage

__all__ = [
    "AssociationGroup",
    "Brand",
    "ContentVersion",
    "Document",
    "Image",
    "NewsIndexPage",
    "NewsPage",
    "Organization",
    "OrganizationMember",
    "PageMeta",
    "Portfolio",
    "PortfolioIndexPage",
    "PortfolioPage",
    "PublicationIndexPage",
    "RelatedPage",
    "Rendition",
    "Role",
    "SiteSettings",
    "User",
]
