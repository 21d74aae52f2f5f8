"""What hangs on a page, beside the field that changes its address."""

from typing import Any

from wagtail.admin.panels import Panel

from association.base.rules.addresses import HOME_DEPTH
from association.removal.queries.impact import impact_of


class ImpactPanel(Panel):
    """Says, beside the address of a page, how many links, redirects and pages below depend on it."""

    class BoundPanel(Panel.BoundPanel):
        """The panel of one page."""

        template_name = "removal/impact_panel.html"

        def is_shown(self) -> bool:
            """Not for a page that is still to be made, nor for a start page, whose slug is in no address."""
            return bool(self.instance.pk) and self.instance.depth > HOME_DEPTH

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """With what hangs on the page."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            return {**context, "impact": impact_of([self.instance], self.request.user)}
