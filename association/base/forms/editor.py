"""The text editor: Wagtail's own, that also survives what no browser sends."""

import json
from typing import Any

from django.utils.html import escape
from draftjs_exporter.error import ExporterException
from wagtail.admin.rich_text import DraftailRichTextArea

MISREAD = (ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError, ExporterException)


def storable(text: str) -> str:
    """The text without NUL and without halves of characters (surrogates): no database can keep those."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


class RichTextArea(DraftailRichTextArea):
    """Wagtail's editor; content that it cannot read is kept as plain text, so that nothing is lost."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str | None:
        """The text as it is stored, or None when the form did not send it."""
        try:
            text = super().value_from_datadict(data, files, name)
        except MISREAD:
            text = f"<p>{escape(words(data[name]))}</p>"
        return None if text is None else storable(text)


def words(posted: str) -> str:
    """The readable text of a content state that misses parts; what is no content state at all is taken as it is."""
    try:
        blocks = json.loads(posted)["blocks"]
        return "\n".join(str(block["text"]) for block in blocks)
    except MISREAD:
        return str(posted)
