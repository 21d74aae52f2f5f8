"""The form of a news item."""

from typing import Any

from association.base.forms.pages import PageForm


class NewsPageForm(PageForm):
    """A news item belongs to portfolios of its own site's association."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        site = self.parent_page.get_site() if self.parent_page else None
        if "portfolios" in self.fields and site is not None:
            field = self.fields["portfolios"]
            field.queryset = field.queryset.filter(association__sites__site=site)
