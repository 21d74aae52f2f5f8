"""The history of a page, with the names of its versions."""

from django.urls import URLPattern, path
from wagtail.admin.auth import require_admin_access

from association.publishing.views.versions import NotedHistoryView
from association.removal.viewsets import refuse_binned


def history_addresses(prefix: str) -> list[URLPattern]:
    """The addresses of the screen below a prefix, to stand before Wagtail's own; closed for what lies in the bin."""
    history, lines = (refuse_binned(NotedHistoryView.as_view(results_only=only)) for only in (False, True))
    return [
        path(f"{prefix}pages/<int:page_id>/history/", require_admin_access(history)),
        path(f"{prefix}pages/<int:page_id>/history/results/", require_admin_access(lines)),
    ]
