"""The form of a portfolio's page."""

from typing import Any

from django.db.models import Q

from association.base.forms.pages import PageForm


class PortfolioPageForm(PageForm):
    """The page of a portfolio that has none yet."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "portfolio" in self.fields:
            field = self.fields["portfolio"]
            free = Q(page__isnull=True) | Q(pk=self.instance.portfolio_id)
            field.queryset = field.queryset.filter(free)
