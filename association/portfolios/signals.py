"""What follows from making a portfolio or its page: its group gets its rights."""

from typing import Any

from django.db.models.signals import post_save

from association.portfolios.actions import let_team_edit, team_of
from association.portfolios.models import Portfolio
from association.portfolios.pages import PortfolioPage


def connect() -> None:
    """Listen; called once when the app is ready."""
    post_save.connect(portfolio_saved, sender=Portfolio, dispatch_uid="portfolio-team")
    post_save.connect(page_saved, sender=PortfolioPage, dispatch_uid="portfolio-page-rights")


def portfolio_saved(instance: Portfolio, raw: bool = False, **kwargs: Any) -> None:
    """A portfolio was made or renamed: so is its group."""
    if not raw:
        team_of(portfolio=instance)


def page_saved(instance: PortfolioPage, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """A portfolio got its page: the group may change it."""
    if created and not raw:
        let_team_edit(page=instance, portfolio=instance.portfolio)
