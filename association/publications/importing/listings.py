"""Lists: from lines with a depth to items below items, and what cannot stand in a list behind it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from association.publications.importing.source import Block, Heading, Item, Listing, Paragraph

STYLES = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
FROM_ZERO = "decimalZero"


@dataclass(frozen=True)
class Line:
    """A paragraph that is an item of a list: its depth (0 is the highest), and its number when the list counts."""

    html: str
    level: int
    ordered: bool
    number: int
    style: str
    key: str
    anchors: tuple[str, ...] = ()


@dataclass
class Growing:
    """A list that is being put together, at one depth."""

    first: Line
    items: list["GrowingItem"] = field(default_factory=list)

    def finished(self) -> Listing:
        """The list as it is."""
        line = self.first
        items = tuple(item.finished() for item in self.items)
        return Listing(line.ordered, items, line.number if line.ordered else 1, line.style, line.key, line.anchors)


@dataclass
class GrowingItem:
    """An item that is being put together."""

    html: tuple[str, ...]
    children: list[Growing] = field(default_factory=list)

    def finished(self) -> Item:
        """The item as it is."""
        return Item(self.html, tuple(child.finished() for child in self.children))


def gather(parts: Iterable[Block | Line]) -> Iterator[Block]:
    """Blocks in which neighbouring lines of lists have become lists."""
    lines: list[Line] = []
    for part in parts:
        if isinstance(part, Line):
            lines.append(part)
            continue
        if lines and isinstance(part, Paragraph) and not part.html and not part.anchors:
            continue
        yield from lists_of(lines)
        lines = []
        yield part
    yield from lists_of(lines)


def lists_of(lines: list[Line]) -> Iterator[Listing]:
    """The lists that some lines make: a line deeper than the one before is part of that item."""
    top: list[Growing] = []
    open_lists: list[Growing] = []
    for line in lines:
        while open_lists and open_lists[-1].first.level > line.level:
            open_lists.pop()
        if open_lists and open_lists[-1].first.level == line.level and not goes_on(open_lists[-1], line):
            open_lists.pop()
        if not open_lists or open_lists[-1].first.level < line.level:
            begun = Growing(line)
            siblings = open_lists[-1].items[-1].children if open_lists else top
            siblings.append(begun)
            open_lists.append(begun)
        open_lists[-1].items.append(GrowingItem((line.html,)))
    return (growing.finished() for growing in top)


def goes_on(growing: Growing, line: Line) -> bool:
    """Whether a line is the next item of a list."""
    first = growing.first
    if first.ordered != line.ordered:
        return False
    return not line.ordered or (line.number == first.number + len(growing.items) and line.style == first.style)


def listing_of(items: list[list[Block]], ordered: bool, start: int, kind: str) -> Iterator[Block]:
    """A list from the blocks of its items; what cannot stand in an item comes behind the list."""
    made: list[Item] = []
    behind: list[Block] = []
    for blocks in items:
        texts: list[str] = []
        children: list[Listing] = []
        for block in blocks:
            if isinstance(block, Listing):
                children.append(block)
            elif isinstance(block, Paragraph | Heading) and block.html:
                texts.append(block.html)
            else:
                behind.append(block)
        if any(texts) or children:
            made.append(Item(tuple(text for text in texts if text), tuple(children)))
    if made:
        yield Listing(ordered, tuple(made), start, STYLES.get(kind, "decimal") if ordered else "bullet")
    yield from behind
