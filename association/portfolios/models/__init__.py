"""The register of portfolios and dossiers; websites and documents are views on it."""

from association.portfolios.models.dossier import Dossier, DossierKind, DossierLink, DossierResult, DossierState
from association.portfolios.models.portfolio import BodyKind, Portfolio, PortfolioBody, PortfolioName

__all__ = [
    "BodyKind",
    "Dossier",
    "DossierKind",
    "DossierLink",
    "DossierResult",
    "DossierState",
    "Portfolio",
    "PortfolioBody",
    "PortfolioName",
]
