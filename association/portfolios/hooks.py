"""What portfolios add to the admin."""

from wagtail import hooks
from wagtail.permissions import register_permission_policy

from association.base.rights import AssociationPolicy
from association.portfolios.models import Portfolio
from association.portfolios.viewsets import PortfolioViewSet

register_permission_policy(Portfolio, AssociationPolicy(Portfolio, field="association"))


@hooks.register("register_admin_viewset")
def portfolios() -> PortfolioViewSet:
    """The register of portfolios."""
    return PortfolioViewSet("portefeuilles")
