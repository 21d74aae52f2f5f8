"""Fields of our own."""

from typing import Any

from django.core.exceptions import BadRequest
from django.utils.html import strip_tags
from wagtail.blocks.base import BlockWidget
from wagtail.fields import StreamField
from wagtail.rich_text import RichText

from association.base.rules.text import is_blank


class BodyWidget(BlockWidget):
    """Wagtail's editor of a stream; a form whose counts make no sense, which no browser sends, is a bad request."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """The stream's value without empty paragraphs; BadRequest when the form's structure cannot be read."""
        try:
            value = super().value_from_datadict(data, files, name)
        except (LookupError, ValueError, OverflowError) as error:
            raise BadRequest("De opbouw van dit formulier klopt niet.") from error
        for number in reversed(range(len(value))):
            if is_empty_paragraph(value[number]):
                del value[number]
        return value


def is_empty_paragraph(child: Any) -> bool:
    """Whether a block is one of formatted text with nothing in it, such as the one that a new page starts with."""
    return isinstance(child.value, RichText) and is_blank(strip_tags(child.value.source))


class BodyField(StreamField):
    """A StreamField that leaves its block definitions out of migrations: a changed block is no schema change."""

    def formfield(self, **kwargs: Any) -> Any:
        """The form's field, which survives a form that was put together by hand."""
        return super().formfield(**{"widget": BodyWidget(self.stream_block), **kwargs})

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """The field without its blocks; a data migration reads the raw JSON."""
        name, path, _, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [[]], kwargs
