"""The forms of portfolios, of their pages and of dossiers."""

from association.portfolios.forms.dossier import DossierForm, LinkForm, ResultForm, ResultRowForm
from association.portfolios.forms.page import PortfolioPageForm
from association.portfolios.forms.portfolio import BodyForm, NameForm, PortfolioForm

__all__ = [
    "BodyForm",
    "DossierForm",
    "LinkForm",
    "NameForm",
    "PortfolioForm",
    "PortfolioPageForm",
    "ResultForm",
    "ResultRowForm",
]
