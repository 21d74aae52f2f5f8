"""Pages of newsletters."""

from association.newsletters.pages.index import NewsletterIndexPage
from association.newsletters.pages.issue import IssueAgreement, NewsletterIssuePage

__all__ = ["IssueAgreement", "NewsletterIndexPage", "NewsletterIssuePage"]
