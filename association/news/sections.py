"""The news that a portfolio page shows, and the news about what was recorded."""

from association.base.links import address_of
from association.base.pictures import prefetch_renditions
from association.base.queries import Viewer
from association.base.registry import Section, register_announcer, register_section
from association.news.actions import draft_news
from association.news.queries import latest_news
from association.portfolios.pages import PortfolioPage

SHOWN = 4


def news_section(page: PortfolioPage, viewer: Viewer) -> Section | None:
    """The newest items of the portfolio, with a link to all; None when there are none."""
    items = list(latest_news(viewer).filter(portfolios=page.portfolio_id)[:SHOWN])
    if not items:
        return None
    prefetch_renditions(item.image for item in items)
    index = address_of(items[0], viewer).rsplit("/", 2)[0]
    return Section(
        title="Nieuws over dit onderwerp",
        anchor="nieuws",
        template="components/teaser_list.html",
        context={"items": [item.item(viewer, shape="thumb") for item in items]},
        more_label="Al het nieuws",
        more_url=f"{index}/?portefeuille={page.portfolio.slug}",
    )


def connect() -> None:
    """Show the news on portfolio pages; called once when the app is ready."""
    register_section(PortfolioPage, news_section)
    register_announcer(draft_news)
