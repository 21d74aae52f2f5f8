"""Reads over portfolios and their pages."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.apps import apps

from association.base.links import address_of
from association.base.queries import Viewer
from association.base.validity import on_day

if TYPE_CHECKING:
    from association.portfolios.models import Portfolio


def portfolio_pages(viewer: Viewer) -> Any:
    """The pages of portfolios that the viewer may see, without text. Django gives the class: it builds on this."""
    pages: Any = apps.get_model("association", "PortfolioPage")
    return pages.objects.viewable_by(viewer).defer("body", "years")


def portfolio_tiles(viewer: Viewer) -> list[dict[str, Any]]:
    """The portfolios whose page the viewer may see, in the order of the register, in one query."""
    pages = portfolio_pages(viewer).select_related("portfolio").order_by("portfolio__order", "title")
    return [
        {
            "name": page.title,
            "url": address_of(page, viewer),
            "icon": page.portfolio.icon,
            "text": page.summary,
            "restricted": viewer.is_restricted(page),
            "portfolio": page.portfolio,
        }
        for page in pages
    ]


def portfolio_links(viewer: Viewer, portfolios: "list[Portfolio]") -> list[dict[str, str]]:
    """Name, address (empty without a page to see) and icon of portfolios, in one query."""
    pages = portfolio_pages(viewer).filter(portfolio__in=portfolios)
    found = {page.portfolio_id: address_of(page, viewer) for page in pages}
    return [{"name": item.name, "url": found.get(item.pk, ""), "icon": item.icon} for item in portfolios]


def portfolios_on(association: int, day: date) -> "list[Portfolio]":
    """The portfolios of an association on a day, with their names, in the order of the register; two queries."""
    found: Any = apps.get_model("association", "Portfolio").objects
    return list(found.filter(on_day(day), association=association).prefetch_related("names").order_by("order", "name"))
