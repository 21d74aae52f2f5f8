"""What a portfolio page shows of dossiers and their results, and which of these pages show an organization."""

from association.base.links import address_of
from association.base.queries import Viewer
from association.base.registry import Section, register_section, register_views
from association.portfolios.blocks import card, result_line
from association.portfolios.pages import PortfolioPage
from association.portfolios.queries import dossiers_of, portfolio_pages, results_of

RESULTS_SHOWN = 6
MOST_RESULTS = 60


def dossier_section(page: PortfolioPage, viewer: Viewer) -> Section | None:
    """What goes on in the portfolio and what comes; what was achieved is folded. Four queries."""
    found = dossiers_of(page.portfolio_id)
    if not found:
        return None
    cards = [card(dossier, viewer) for dossier in found]
    return Section(
        title="Lopende dossiers" if any(item["state"] != "achieved" for item in cards) else "Dossiers",
        anchor="dossiers",
        template="components/dossier_list.html",
        context={
            "dossiers": [item for item in cards if item["state"] != "achieved"],
            "achieved": [item for item in cards if item["state"] == "achieved"],
        },
    )


def result_section(page: PortfolioPage, viewer: Viewer) -> Section | None:
    """What the dossiers of the portfolio brought about, newest first; one query."""
    found = results_of(page.portfolio_id, MOST_RESULTS)
    if not found:
        return None
    items = [result_line(result) for result in found]
    return Section(
        title="Resultaten",
        anchor="resultaten",
        template="components/results.html",
        context={"items": items[:RESULTS_SHOWN], "earlier": items[RESULTS_SHOWN:]},
    )


def showing(organizations: set[int], viewer: Viewer) -> list[tuple[str, str]]:
    """The portfolio pages on which some bodies are shown; one query."""
    pages = portfolio_pages(viewer).filter(portfolio__bodies__organization__in=organizations)
    return [(page.title, address_of(page, viewer)) for page in pages.order_by("portfolio__order", "title").distinct()]


def connect() -> None:
    """Show dossiers and results on portfolio pages; called once when the app is ready."""
    register_section(PortfolioPage, dossier_section)
    register_section(PortfolioPage, result_section)
    register_views(showing)
