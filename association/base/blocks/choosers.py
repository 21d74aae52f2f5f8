"""Choosers in texts: all that a text chose is fetched together, in one query per kind."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cached_property
from typing import Any, cast

from wagtail.admin.widgets import BaseChooser
from wagtail.blocks import Block, ChooserBlock, ListBlock, PageChooserBlock, StreamBlock, StructBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

Fetched = Mapping[type, Mapping[int, Any]]
_shared: ContextVar[Fetched | None] = ContextVar("shared", default=None)


@contextmanager
def sharing(fetched: Fetched) -> Iterator[None]:
    """Within it, choosers take their objects from what was fetched: by type and number."""
    token = _shared.set(fetched)
    try:
        yield
    finally:
        _shared.reset(token)


class SharingChooser(ChooserBlock):
    """A chooser that asks the database only for what was not fetched already."""

    def bulk_to_python(self, values: Any) -> list[Any]:
        """The chosen objects; None for one that is gone."""
        shared = _shared.get()
        if shared is None:
            return super().bulk_to_python(values)
        known = shared.get(self.model_class, {})
        return [known.get(value) for value in values]

    class Meta:
        abstract = True


class ImageChooser(SharingChooser, ImageChooserBlock):
    """A picture."""


class DocumentChooser(SharingChooser, DocumentChooserBlock):
    """A file."""


class PageChooser(SharingChooser, PageChooserBlock):
    """A page."""


class RegisterChooser(SharingChooser, ChooserBlock):
    """An object of the register, chosen in the window of an OwnChooserViewSet, whose addresses are named `window`."""

    window = ""
    words = ""

    @cached_property
    def widget(self) -> BaseChooser:
        """The button that opens the window."""
        names = {
            "model": self.model_class,
            "choose_one_text": self.words,
            "choose_another_text": "Kies een ander",
            "link_to_chosen_text": "Wijzigen",
            "chooser_modal_url_name": f"{self.window}:choose",
            "icon": self.meta.icon,
        }
        return cast("BaseChooser", type("RegisterChooserWidget", (BaseChooser,), names)())

    class Meta:
        abstract = True


def chosen(block: Block, raw: Any) -> Iterator[tuple[type, int]]:
    """Type and number of every object chosen in the stored form of a block, however deep."""
    if isinstance(block, ChooserBlock):
        if isinstance(raw, int):
            yield block.model_class, raw
    elif isinstance(block, StreamBlock):
        for child in raw or ():
            if child["type"] in block.child_blocks:
                yield from chosen(block.child_blocks[child["type"]], child["value"])
    elif isinstance(block, ListBlock):
        for item in raw or ():
            is_item = isinstance(item, dict) and item.get("type") == "item"
            yield from chosen(block.child_block, item["value"] if is_item else item)
    elif isinstance(block, StructBlock) and isinstance(raw, Mapping):
        for name, child_block in block.child_blocks.items():
            yield from chosen(child_block, raw.get(name))
