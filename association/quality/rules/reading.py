"""From a page, of whatever type, to what it says: its fields and streams in stored form, so that nothing is queried."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Field, ForeignKey
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.images.models import AbstractImage
from wagtail.models import Page

from association.quality.rules.content import Content, Heading, Link, Picture, Table, Text
from association.quality.rules.markup import parts_of, squeezed, whole

Part = Text | Heading | Link | Picture | Table


def read(page: Any, *, asks_summary: bool = True) -> Content:
    """What a page says, in the order of its fields. `asks_summary`: its editor has a field for a summary."""
    parts: list[Part] = [Heading(squeezed(str(page.title)), 1, "title")]
    for field in own_fields(type(page)):
        parts.extend(read_field(page, field))
    lacks = asks_summary and hasattr(page, "summary") and not str(page.summary or "").strip()
    return Content(tuple(parts), lacks_summary=lacks)


def own_fields(model: type[Page]) -> list[Field[Any, Any]]:
    """The fields that a page type adds to Wagtail's own page."""
    return [field for field in model._meta.concrete_fields if field.model is not Page]


def read_field(page: Any, field: Field[Any, Any]) -> Iterator[Part]:
    """What one field says: formatted text, a stream, a picture, a chosen page or the summary."""
    value = getattr(page, field.attname)
    if isinstance(field, StreamField):
        yield from read_block(field.stream_block, list(value.raw_data) if value else [], field.name)
    elif isinstance(field, RichTextField):
        yield from parts_of(str(value or ""), field.name)
    elif isinstance(field, ForeignKey) and isinstance(value, int):
        if issubclass(field.related_model, AbstractImage):
            yield Picture(value, field.name)
        elif field.related_model is Page and not field.name.endswith("_ptr"):
            yield Link("", field.name, page=value, is_text=False)
    elif field.name == "summary" and (words := squeezed(str(value or ""))):
        yield Text(words, field.name)


def read_block(block: blocks.Block, raw: Any, place: str) -> Iterator[Part]:
    """What the stored value of a block says, however deep; a value of an unexpected shape says nothing."""
    if isinstance(block, blocks.BaseStreamBlock):
        yield from read_stream(block, raw, place)
    elif isinstance(block, blocks.ListBlock):
        for item in listed(raw):
            is_item = isinstance(item, Mapping) and item.get("type") == "item"
            yield from read_block(block.child_block, item.get("value") if is_item else item, place_of(item, place))
    elif isinstance(block, TypedTableBlock):
        yield from read_cells(block, raw, place)
    elif isinstance(block, blocks.BaseStructBlock):
        if isinstance(raw, Mapping):
            yield from read_struct(block, raw, place)
    elif isinstance(raw, int):
        if isinstance(block, blocks.PageChooserBlock) and not isinstance(raw, bool):
            yield Link("", place, page=raw, is_text=False)
    elif isinstance(raw, str):
        yield from read_words(block, raw, place)


def read_stream(block: Any, raw: Any, place: str) -> Iterator[Part]:
    """What the blocks of a stream say, one by one."""
    for child in listed(raw):
        name = child.get("type") if isinstance(child, Mapping) else None
        if isinstance(name, str) and name in block.child_blocks:
            yield from read_block(block.child_blocks[name], child.get("value"), place_of(child, place))


def read_words(block: blocks.Block, raw: str, place: str) -> Iterator[Part]:
    """What a block of text says; names of choices, anchors and the like say nothing."""
    if isinstance(block, blocks.RichTextBlock):
        yield from parts_of(raw, place)
    elif isinstance(block, blocks.URLBlock):
        if raw.strip():
            yield Link("", place, address=raw.strip(), is_text=False)
    elif isinstance(block, blocks.CharBlock | blocks.TextBlock) and block.search_index and squeezed(raw):
        yield Text(squeezed(raw), place)


def read_struct(block: Any, raw: Mapping[str, Any], place: str) -> Iterator[Part]:
    """What the fields of a block say together: a heading, a picture, a link, a table, or each by itself."""
    names = block.child_blocks.keys()
    left = set(names)
    if {"text", "level", "anchor"} <= names:
        level = whole(str(raw.get("level") or "")) or 2
        yield Heading(squeezed(str(raw.get("text") or "")), level, place)
        return
    if {"heading", "anchor", "content"} <= names:
        yield Heading(squeezed(str(raw.get("heading") or "")), 2, place)
        left.discard("heading")
    if {"image", "decorative"} <= names:
        if isinstance(raw.get("image"), int) and not raw.get("decorative"):
            yield Picture(raw["image"], place)
    elif {"page", "address"} <= names:
        yield card_link(raw, place)
        left -= {"page", "address", "title", "label"}
    for name, child in block.child_blocks.items():
        if isinstance(child, TypedTableBlock):
            yield table_of(child, raw, raw.get(name), place)
            left.discard("caption")
    for name, child in block.child_blocks.items():
        if name in left:
            yield from read_block(child, raw.get(name), place)


def card_link(raw: Mapping[str, Any], place: str) -> Link:
    """A link that is a block of its own: a card or a button."""
    page, address = raw.get("page"), raw.get("address")
    return Link(
        squeezed(str(raw.get("title") or raw.get("label") or "")),
        place,
        page=page if isinstance(page, int) else None,
        address=address.strip() if isinstance(address, str) and not page else "",
    )


def table_of(block: Any, raw: Mapping[str, Any], cells: Any, place: str) -> Table:
    """A table without its cells."""
    columns = listed(cells.get("columns")) if isinstance(cells, Mapping) else []
    heads = tuple(squeezed(str(item.get("heading") or "")) for item in columns if isinstance(item, Mapping))
    return Table(squeezed(str(raw.get("caption") or "")), heads, place)


def read_cells(block: Any, raw: Any, place: str) -> Iterator[Part]:
    """What the cells of a table say."""
    if not isinstance(raw, Mapping):
        return
    kinds = [
        block.child_blocks.get(item.get("type"))
        if isinstance(item, Mapping) and isinstance(item.get("type"), str)
        else None
        for item in listed(raw.get("columns"))
    ]
    for row in listed(raw.get("rows")):
        values = listed(row.get("values")) if isinstance(row, Mapping) else []
        for kind, value in zip(kinds, values, strict=False):
            if kind is not None:
                yield from read_block(kind, value, place)


def listed(raw: Any) -> Sequence[Any]:
    """A list as it is, nothing for anything else."""
    return raw if isinstance(raw, Sequence) and not isinstance(raw, str | bytes) else []


def place_of(child: Any, place: str) -> str:
    """The id of a block; without one, that of the block around it."""
    number = child.get("id") if isinstance(child, Mapping) else None
    return number[:80] if isinstance(number, str) and number else place
