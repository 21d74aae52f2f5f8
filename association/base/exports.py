"""Tables to take along: no cell of a spreadsheet starts a formula, and none breaks the file."""

import re
from typing import Any

from wagtail.admin.views.mixins import SpreadsheetExportMixin

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def safe_cell(value: Any, *, quoted: bool) -> Any:
    """A cell as text, whatever it starts with; `quoted`: with an apostrophe where a program would calculate."""
    if not isinstance(value, str):
        return value
    text = UNPRINTABLE.sub("", value)
    return f"'{text}" if quoted and text.startswith(FORMULA) else text


class SafeExport(SpreadsheetExportMixin):
    """Wagtail's export as CSV and XLSX, of which every text is a text."""

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        """A cell; a program that opens CSV takes what starts with = + - @ for a formula, in XLSX the type says text."""
        cell = super().preprocess_field_value(field, value, export_format)
        return safe_cell(cell, quoted=export_format == self.FORMAT_CSV)
