"""What portfolios add to the admin."""

from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.permissions import register_permission_policy

from association.base.rights import AssociationPolicy
from association.portfolios.models import Dossier, Portfolio
from association.portfolios.rights import DossierPolicy
from association.portfolios.views import ResultView
from association.portfolios.viewsets import DossierViewSet, PortfolioChooserViewSet, PortfolioViewSet, portfolio_chooser

register_permission_policy(Portfolio, AssociationPolicy(Portfolio, field="association"))
register_permission_policy(Dossier, DossierPolicy())


@hooks.register("register_admin_viewset")
def portfolios() -> PortfolioViewSet:
    """The register of portfolios."""
    return PortfolioViewSet("portefeuilles")


@hooks.register("register_admin_viewset")
def dossiers() -> DossierViewSet:
    """The dossiers of the portfolios."""
    return DossierViewSet("dossiers")


@hooks.register("register_admin_urls")
def screens() -> list[URLPattern]:
    """A result in one sentence, from the first screen."""
    return [path("dossiers-resultaat/", ResultView.as_view(), name="dossier_result")]


@hooks.register("register_admin_viewset")
def choosing() -> PortfolioChooserViewSet:
    """Choosing a portfolio in a text."""
    return portfolio_chooser
