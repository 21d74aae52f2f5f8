"""The overview of all portfolios."""

from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils import timezone

from association.base.pages import BasePage
from association.base.queries import Viewer
from association.portfolios.queries import portfolio_tiles, with_chairs


class PortfolioIndexPage(BasePage):
    """All portfolios of the site's association."""

    template = "portfolios/portfolio_index_page.html"
    max_count_per_parent = 1
    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar = ["association.PortfolioPage"]

    class Meta:
        verbose_name = "overzicht van portefeuilles"
        verbose_name_plural = "overzichten van portefeuilles"

    page_description = "Alle portefeuilles (of thema's) als tegels. Vult zichzelf."

    def page_context(self, request: HttpRequest, viewer: Viewer) -> dict[str, Any]:
        """The tiles, each with who chairs it today."""
        return {"lead_html": self.lead_html, "tiles": with_chairs(portfolio_tiles(viewer), timezone.localdate())}
