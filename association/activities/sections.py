"""What a portfolio page shows of the activities for it."""

from association.activities.blocks import activity_item, has_lights
from association.activities.models import ActivityYear
from association.activities.pages import ActivityIndexPage, newest_period
from association.activities.queries import rows_of_portfolio
from association.base.links import address_of
from association.base.queries import Viewer, viewable_pages
from association.base.registry import Section, register_section
from association.base.site_settings import SiteSettings
from association.portfolios.pages import PortfolioPage

SHOWN = 6


def activity_section(page: PortfolioPage, viewer: Viewer) -> Section | None:
    """What is done for the portfolio in its newest year; None without activities. At most eight queries."""
    rows: list[ActivityYear] = rows_of_portfolio(page.portfolio_id)
    if not rows:
        return None
    settings, year, period = SiteSettings.of(viewer.site), rows[0].year, newest_period(rows)
    overview = viewable_pages(viewer, ActivityIndexPage.objects.all()).first()
    here = f"{address_of(overview, viewer)}{year}/" if overview else ""
    lights = settings.shows_stoplights and has_lights(rows)
    items = [activity_item(row, period, settings.stoplight_words, lights=lights) for row in rows]
    return Section(
        title=f"Doel en resultaten {year}",
        anchor="activiteiten",
        template="components/activity_list.html",
        context={"items": items[:SHOWN], "level": 3},
        more_label=f"Alle activiteiten van {year}",
        more_url=f"{here}?portefeuille={page.portfolio.slug}" if here else "",
    )


def connect() -> None:
    """Show activities on portfolio pages; called once when the app is ready."""
    register_section(PortfolioPage, activity_section)
