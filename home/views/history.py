"""The report of what was done in the admin, without what other associations did."""

from typing import Any

from django.db.models import QuerySet
from django.urls import URLPattern, path
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.reports.audit_logging import LogEntriesView
from wagtail.models import ModelLogEntry


class OwnLogEntriesView(LogEntriesView):
    """Wagtail's report; it knows whose a page is, but not whose a portfolio or a file is, so it shows pages only."""

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """What the user's filters leave; everything but pages is for superusers."""
        if queryset.model is ModelLogEntry and not self.request.user.is_superuser:
            queryset = queryset.none()
        return super().filter_queryset(queryset)


def history_addresses(prefix: str) -> list[URLPattern]:
    """The addresses of Wagtail's report below a prefix, to stand before Wagtail's own."""
    report, results = OwnLogEntriesView.as_view(), OwnLogEntriesView.as_view(results_only=True)
    return [
        path(f"{prefix}reports/site-history/", require_admin_access(report)),
        path(f"{prefix}reports/site-history/results/", require_admin_access(results)),
    ]
