"""Which portfolio pages show an organization."""

from association.base.links import address_of
from association.base.queries import Viewer
from association.base.registry import register_views
from association.portfolios.queries import portfolio_pages


def showing(organizations: set[int], viewer: Viewer) -> list[tuple[str, str]]:
    """The portfolio pages on which some bodies are shown; one query."""
    pages = portfolio_pages(viewer).filter(portfolio__bodies__organization__in=organizations)
    return [(page.title, address_of(page, viewer)) for page in pages.order_by("portfolio__order", "title").distinct()]


def connect() -> None:
    """Tell what portfolio pages show; called once when the app is ready."""
    register_views(showing)
