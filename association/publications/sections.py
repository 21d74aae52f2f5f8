"""The chapters that a portfolio page shows."""

from association.base.links import address_of
from association.base.queries import Viewer
from association.base.registry import Section, register_section
from association.portfolios.pages import PortfolioPage
from association.publications.queries import chapters_about

SHOWN = 6


def chapters_section(page: PortfolioPage, viewer: Viewer) -> Section | None:
    """The newest chapters about the portfolio, each with the document that it belongs to; None without any."""
    found = chapters_about(page.portfolio_id, viewer)[:SHOWN]
    if not found:
        return None
    items = [
        {"title": chapter.title, "url": address_of(chapter, viewer), "text": chapter.document_title}
        for chapter in found
    ]
    return Section(
        title="In onze publicaties",
        anchor="publicaties",
        template="components/chapter_links.html",
        context={"items": items},
    )


def connect() -> None:
    """Show the section on portfolio pages; called once when the app is ready."""
    register_section(PortfolioPage, chapters_section)
