"""The pages of the portfolios: an index, and one page per portfolio of the register."""

from association.portfolios.pages.index import PortfolioIndexPage
from association.portfolios.pages.portfolio import PortfolioPage

__all__ = ["PortfolioIndexPage", "PortfolioPage"]
