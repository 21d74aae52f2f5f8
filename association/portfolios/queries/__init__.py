"""Reads over portfolios: their pages, and who works on them."""

from association.portfolios.queries.dossiers import (
    dossiers_of,
    dossiers_on,
    ending_soon,
    open_dossiers,
    results_of,
    results_until,
)
from association.portfolios.queries.pages import portfolio_links, portfolio_pages, portfolio_tiles, portfolios_on
from association.portfolios.queries.seats import (
    BodySeats,
    PortfolioSeats,
    chair_words,
    chairs_of,
    seats_of_portfolios,
    with_chairs,
)

__all__ = [
    "BodySeats",
    "PortfolioSeats",
    "chair_words",
    "chairs_of",
    "dossiers_of",
    "dossiers_on",
    "ending_soon",
    "open_dossiers",
    "portfolio_links",
    "portfolio_pages",
    "portfolio_tiles",
    "portfolios_on",
    "results_of",
    "results_until",
    "seats_of_portfolios",
    "with_chairs",
]
