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
from association.publications.models import DocumentImport, FileJob, PublicationFile, PublicationSeries
from association.publications.pages import ChapterPage, PublicationIndexPage, PublicationPage

__all__ = [
    "AssociationGroup",
    "Brand",
    "ChapterPage",
    "ContentVersion",
    "Document",
    "DocumentImport",
    "FileJob",
    "Image",
    "NewsIndexPage",
    "NewsPage",
    "Organization",
    "OrganizationMember",
    "PageMeta",
    "Portfolio",
    "PortfolioIndexPage",
    "PortfolioPage",
    "PublicationFile",
    "PublicationIndexPage",
    "PublicationPage",
    "PublicationSeries",
    "RelatedPage",
    "Rendition",
    "Role",
    "SiteSettings",
    "User",
]
