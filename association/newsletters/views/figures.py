"""The table of mailings with their figures, to take along; nobody stands in it by name."""

from typing import Any, ClassVar

from django.db.models import QuerySet

from association.base.exports import SafeExport
from association.newsletters.models import Mailing
from association.newsletters.sending.progress import Progress, progress_of


class MailingsExport(SafeExport):
    """A list of mailings as CSV and XLSX, with `?export=`."""

    list_export: ClassVar = [
        "subject", "newsletter", "get_state_display", "send_at", "candidates", "excluded", "taken", "uncertain",
        "failed", "visits",
    ]  # fmt: skip
    export_headings: ClassVar = {
        "subject": "Onderwerp", "newsletter": "Nieuwsbrief", "get_state_display": "Stand", "send_at": "Wanneer",
        "candidates": "Gevonden", "excluded": "Overgeslagen", "taken": "Verzonden", "uncertain": "Onzeker",
        "failed": "Mislukt", "visits": "Bezoeken aan het archief",
    }  # fmt: skip
    export_filename = "verzendingen"
    progress: dict[int, Progress]

    def as_spreadsheet(self, queryset: QuerySet[Mailing], spreadsheet_format: str) -> Any:
        """The file; one query for the figures of all."""
        rows = queryset.order_by("-send_at", "-pk")
        self.progress = progress_of(list(rows))
        return super().as_spreadsheet(rows, spreadsheet_format)

    def to_row_dict(self, item: Mailing) -> dict[str, Any]:
        """A mailing with its figures."""
        found = self.progress[item.pk]
        item.taken, item.uncertain, item.failed = found.taken, found.of("uncertain"), found.of("failed")  # type: ignore[attr-defined]  # columns of the table
        item.excluded = found.excluded  # type: ignore[attr-defined]  # as above
        row: dict[str, Any] = super().to_row_dict(item)
        return row
