"""Fields of our own."""

from typing import Any

from wagtail.fields import StreamField


class BodyField(StreamField):
    """A StreamField that leaves its block definitions out of migrations: a changed block is no schema change."""

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """The field without its blocks; a data migration reads the raw JSON."""
        name, path, _, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [[]], kwargs
