"""Links inside stored content: found and turned to another page, block by block, without saving anything."""

import re
from collections.abc import Callable, Collection, Mapping
from typing import Any

from django.db.models import ForeignKey
from modelcluster.fields import ParentalKey
from modelcluster.models import get_all_child_relations
from wagtail.blocks import Block, ListBlock, PageChooserBlock, RichTextBlock, StreamBlock, StructBlock
from wagtail.blocks.stream_block import StreamValue
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

PAGE_LINK = re.compile(r"<a\b[^>]*\blinktype=\"page\"[^>]*>")
NUMBER = re.compile(r"(\bid=\")(\d{1,18})(\")")
Turn = Callable[[Block, Any], Any]


class Turner:
    """Turns links that lead to any page of `numbers` to the page `target`; `turned` counts them."""

    def __init__(self, numbers: Collection[int], target: int) -> None:
        self.numbers = frozenset(numbers)
        self.target = target
        self.turned = 0

    def number(self, value: Any) -> Any:
        """The number of a chosen page."""
        if isinstance(value, int) and value in self.numbers:
            self.turned += 1
            return self.target
        return value

    def html(self, text: Any) -> Any:
        """Formatted text as stored."""
        return PAGE_LINK.sub(lambda tag: NUMBER.sub(self.identifier, tag[0]), text) if isinstance(text, str) else text

    def identifier(self, match: re.Match[str]) -> str:
        """The number in a link."""
        return f"{match[1]}{self.number(int(match[2]))}{match[3]}"

    def chosen(self, block: PageChooserBlock, raw: Any) -> Any:
        """A chosen page."""
        return self.number(raw)

    def text(self, block: RichTextBlock, raw: Any) -> Any:
        """Formatted text in a block."""
        return self.html(raw)

    def block(self, block: Block, raw: Any) -> Any:
        """The stored form of a block, however deep; what is not known is left alone."""
        for kind, turn in BLOCKS.items():
            if isinstance(block, kind):
                return turn(self, block, raw)
        return raw

    def stream(self, block: StreamBlock, raw: Any) -> Any:
        """The parts of a stream."""
        return [
            {**child, "value": self.block(block.child_blocks[child["type"]], child["value"])}
            if child["type"] in block.child_blocks
            else child
            for child in raw or ()
        ]

    def items(self, block: ListBlock, raw: Any) -> Any:
        """The items of a list, in either form in which Wagtail keeps them."""
        return [
            {**item, "value": self.block(block.child_block, item["value"])}
            if isinstance(item, Mapping) and item.get("type") == "item"
            else self.block(block.child_block, item)
            for item in raw or ()
        ]

    def fields(self, block: StructBlock, raw: Any) -> Any:
        """The fields of a block."""
        if not isinstance(raw, Mapping):
            return raw
        return {
            name: self.block(block.child_blocks[name], value) if name in block.child_blocks else value
            for name, value in raw.items()
        }

    def cells(self, block: BaseTypedTableBlock, raw: Any) -> Any:
        """The cells of a table, each by the type of its column."""
        if not isinstance(raw, Mapping):
            return raw
        kinds = [block.child_blocks.get(column["type"]) for column in raw["columns"]]
        rows = [
            {**row, "values": list(map(self.cell, kinds, row["values"]))}  # as many of each
            for row in raw["rows"]
        ]
        return {**raw, "rows": rows}

    def cell(self, kind: Block | None, value: Any) -> Any:
        """One cell; of a type that is no more, as it is."""
        return self.block(kind, value) if kind else value

    def turn(self, item: Any) -> bool:
        """Turn the links in all fields of an object in memory; whether there were any."""
        before = self.turned
        for field in item._meta.get_fields():
            if isinstance(field, StreamField):
                self.turn_stream(item, field)
            elif isinstance(field, RichTextField):
                setattr(item, field.name, self.html(getattr(item, field.name)))
            elif is_choice_of_page(field):
                setattr(item, field.attname, self.number(getattr(item, field.attname)))
        for relation in get_all_child_relations(type(item)):
            self.turn_children(item, relation)
        return self.turned > before

    def turn_children(self, item: Any, relation: Any) -> None:
        """The rows that are kept with an object, such as its related pages."""
        name = relation.get_accessor_name()
        children = list(getattr(item, name).all())
        turned = [self.turn(child) for child in children]
        if any(turned):
            setattr(item, name, children)

    def turn_stream(self, item: Any, field: StreamField) -> None:
        """One stream field."""
        value: StreamValue = getattr(item, field.name)
        before = self.turned
        raw = self.stream(field.stream_block, [dict(child) for child in field.stream_block.get_prep_value(value)])
        if self.turned > before:
            setattr(item, field.name, StreamValue(field.stream_block, raw, is_lazy=True))


BLOCKS: dict[type[Block], Callable[[Turner, Any, Any], Any]] = {
    StreamBlock: Turner.stream,
    ListBlock: Turner.items,
    StructBlock: Turner.fields,
    BaseTypedTableBlock: Turner.cells,
    PageChooserBlock: Turner.chosen,
    RichTextBlock: Turner.text,
}


def is_choice_of_page(field: Any) -> bool:
    """Whether a field holds a page that an editor chose."""
    return (
        isinstance(field, ForeignKey)
        and not isinstance(field, ParentalKey)
        and not field.remote_field.parent_link
        and field.name != "alias_of"
        and issubclass(field.remote_field.model, Page)
    )
