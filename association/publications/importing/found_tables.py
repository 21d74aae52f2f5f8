"""The tables that stand in the texts of a publication, with what stands above each: read from the stored chapters."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from html import unescape
from typing import Any

from association.publications.rules import stored_blocks

LONGEST_ABOVE = 300
MOST_ROWS = 20_000
BREAKS = re.compile(r"<br\s*/?>", re.IGNORECASE)
ENDS = re.compile(r"</(?:p|ul|ol|h\d)>", re.IGNORECASE)
ITEM = re.compile(r"<li[^>]*>", re.IGNORECASE)
ITEM_END = re.compile(r"</li>", re.IGNORECASE)
TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class Place:
    """Where a table stands: the page, the block, the blocks that are only there for it (its heading)."""

    page: int
    block: str
    heading_block: str = ""


@dataclass(frozen=True)
class FoundTable:
    """A table of a text.

    `head` names its columns (empty where they have no name), each row has as many cells, as plain text with line ends.
    `heading` is the nearest heading above it, else the title of the page; `above` the text between that and the table.
    `places` are several when a table was cut in pieces.
    """

    places: tuple[Place, ...]
    title: str
    heading: str
    above: str
    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def key(self) -> str:
        """What tells it from the other tables of the publication, for addresses."""
        return self.places[0].block

    @property
    def width(self) -> int:
        """How many columns it has."""
        return len(self.head)

    @property
    def words(self) -> str:
        """What it is called on screen: its caption, what stands above it, or its heading."""
        return self.caption or self.heading or self.title

    @property
    def lines(self) -> tuple[tuple[str, ...], ...]:
        """All rows, that of the names among them when there is one."""
        return (self.head, *self.rows) if any(self.head) else self.rows


@dataclass(frozen=True)
class Text:
    """A text to look for tables in: number and title of its page, and the stored form of its stream."""

    page: int
    title: str
    blocks: list[Any]


def cell_text(stored: Any) -> str:
    """A cell as plain text: paragraphs apart by an empty line, items of a list behind a dash."""
    text = stored if isinstance(stored, str) else ""
    if "<" in text or "&" in text:
        text = ITEM_END.sub("\n", ITEM.sub("\n- ", BREAKS.sub("\n", ENDS.sub("\n\n", text))))
        text = unescape(TAG.sub("", text))
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def found_tables(texts: Iterable[Text]) -> list[FoundTable]:
    """Every table of some texts, in reading order; pieces of one table are one."""
    found: list[FoundTable] = []
    for text in texts:
        joined: list[FoundTable] = []
        for table in tables_in(text):
            if joined and goes_on(joined[-1], table):
                joined[-1] = together(joined[-1], table)
            else:
                joined.append(table)
        found += joined
    return found


def tables_in(text: Text) -> Iterator[FoundTable]:
    """The tables of one text as they stand there."""
    heading, heading_block, above = text.title, "", ""
    for block in stored_blocks(text.blocks):
        kind, value = block["type"], block["value"]
        if kind == "heading" and isinstance(value, dict):
            heading, heading_block, above = " ".join(str(value.get("text", "")).split()), str(block.get("id", "")), ""
        elif kind == "paragraph":
            above = cell_text(value)[-LONGEST_ABOVE:]
        elif kind == "table" and isinstance(value, dict) and isinstance(value.get("table"), dict):
            place = Place(text.page, str(block.get("id", "")), heading_block)
            yield FoundTable((place,), text.title, heading, above, str(value.get("caption", "")), *cells_of(value))
            above = ""
        elif kind != "item":
            above = ""


def cells_of(value: dict[str, Any]) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """The names of the columns and the rows of a stored table; every row is as wide as the table."""
    table = value["table"]
    head = tuple(cell_text(column.get("heading", "")) for column in table.get("columns", ()))
    width = len(head)
    rows = []
    for row in table.get("rows", ())[:MOST_ROWS]:
        cells = tuple(cell_text(cell) for cell in row.get("values", ())[:width])
        if any(cells):
            rows.append(cells + ("",) * (width - len(cells)))
    return head, tuple(rows)


def goes_on(first: FoundTable, second: FoundTable) -> bool:
    """Whether a table is a piece of the one above it: as wide, nothing between them, its names the same or none."""
    same_place = first.places[-1].heading_block == second.places[0].heading_block and first.title == second.title
    if not same_place or second.above or second.caption or first.width != second.width or not second.lines:
        return False
    # The next of two small tables that begin with the same word is about something else.
    if folded((first.lines or ((),))[0][:1]) == folded(second.lines[0][:1]) and not is_repeated(first, second):
        return False
    return not any(second.head) or folded(second.head) == folded(first.head)


def is_repeated(first: FoundTable, second: FoundTable) -> bool:
    """Whether two tables have the same names of columns, all of them filled."""
    return all(first.head) and folded(first.head) == folded(second.head)


def together(first: FoundTable, second: FoundTable) -> FoundTable:
    """Two pieces as one table."""
    return replace(first, places=first.places + second.places, rows=first.rows + second.rows)


def folded(cells: Iterable[str]) -> tuple[str, ...]:
    """Cells to compare with."""
    return tuple(" ".join(cell.casefold().split()) for cell in cells)


def without_repeated_head(table: FoundTable) -> FoundTable:
    """A table without the rows that say its names of columns once more, as on every page of a long one."""
    if not any(table.head):
        return table
    head = folded(table.head)
    return replace(table, rows=tuple(row for row in table.rows if folded(row) != head))
