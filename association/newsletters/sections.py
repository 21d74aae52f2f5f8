"""What newsletters add to the pages of other topics: a place to subscribe."""

from association.base.queries import Viewer
from association.base.registry import Section, register_section
from association.base.site_settings import SiteSettings
from association.newsletters.rules.addresses import SUBSCRIBE, address_of
from association.portfolios.pages import PortfolioPage


def subscribe_section(page: PortfolioPage, viewer: Viewer) -> Section | None:
    """A field to subscribe, by which the topic of the page is noted; None without a list to be on. Asks nothing."""
    if not SiteSettings.of(viewer.site).has_open_list:
        return None
    return Section(
        title="Blijf op de hoogte",
        anchor="nieuwsbrief",
        template="components/subscribe_form.html",
        context={
            "url": address_of(SUBSCRIBE),
            "place": "onderwerp",
            "text": "Meld u aan voor de nieuwsbrief. Wij onthouden dat u dit onderwerp volgt.",
            "portfolio": page.portfolio_id,
        },
    )


def connect() -> None:
    """Show it on portfolio pages; called once when the app is ready."""
    register_section(PortfolioPage, subscribe_section)
