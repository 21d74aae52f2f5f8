"""All models of the domain, for Django's app registry."""

from association.activities.models import (
    Activity,
    ActivityChange,
    ActivityReport,
    ActivityYear,
    ReportingRound,
    RoundMail,
)
from association.activities.pages import ActivityIndexPage
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
    VersionNote,
)
from association.base.site_settings import SiteSettings
from association.memberships.models import Candidate, Membership, Post, RegisterEntry, Vacancy
from association.memberships.pages import BodyPage, OrganizationIndexPage
from association.news.pages import NewsIndexPage, NewsPage
from association.organizations.models import Organization, OrganizationMember, OrganizationName
from association.people.models import Person
from association.portfolios.models import (
    Dossier,
    DossierLink,
    DossierResult,
    Portfolio,
    PortfolioBody,
    PortfolioName,
)
from association.portfolios.pages import PortfolioIndexPage, PortfolioPage
from association.publications.models import (
    DocumentImport,
    Edition,
    EditionArticle,
    EditionAsset,
    EditionFile,
    EditionVariant,
    Erratum,
    FileJob,
    PublicationFile,
    PublicationSeries,
)
from association.publications.pages import ChapterPage, PublicationIndexPage, PublicationPage
from association.publishing.models import PublishFailure
from association.quality.models import Finding, LinkTarget, PageCheck, PageLink
from association.removal.models import DeletedPage, GoneAddress, RecycleBin
from association.review.models import ReviewLink, ReviewRemark, ReviewRequest, ReviewTask

__all__ = [
    "Activity",
    "ActivityChange",
    "ActivityIndexPage",
    "ActivityReport",
    "ActivityYear",
    "AssociationGroup",
    "BodyPage",
    "Brand",
    "Candidate",
    "ChapterPage",
    "ContentVersion",
    "DeletedPage",
    "Document",
    "DocumentImport",
    "Dossier",
    "DossierLink",
    "DossierResult",
    "Edition",
    "EditionArticle",
    "EditionAsset",
    "EditionFile",
    "EditionVariant",
    "Erratum",
    "FileJob",
    "Finding",
    "GoneAddress",
    "Image",
    "LinkTarget",
    "Membership",
    "NewsIndexPage",
    "NewsPage",
    "Organization",
    "OrganizationIndexPage",
    "OrganizationMember",
    "OrganizationName",
    "PageCheck",
    "PageLink",
    "PageMeta",
    "Person",
    "Portfolio",
    "PortfolioBody",
    "PortfolioIndexPage",
    "PortfolioName",
    "PortfolioPage",
    "Post",
    "PublicationFile",
    "PublicationIndexPage",
    "PublicationPage",
    "PublicationSeries",
    "PublishFailure",
    "RecycleBin",
    "RegisterEntry",
    "RelatedPage",
    "Rendition",
    "ReportingRound",
    "ReviewLink",
    "ReviewRemark",
    "ReviewRequest",
    "ReviewTask",
    "Role",
    "RoundMail",
    "SiteSettings",
    "User",
    "Vacancy",
    "VersionNote",
]
