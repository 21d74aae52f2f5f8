"""From the HTML that a converter makes to the blocks of a Source."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from lxml import html

from association.publications.importing.inline import Inline, read_inline
from association.publications.importing.listings import Line, gather, listing_of
from association.publications.importing.source import Block, Box, Cell, Heading, Paragraph, Picture, Table

HEADINGS = {f"h{level}": level for level in range(1, 7)}
INSIDE = frozenset(
    {
        "a",
        "b",
        "strong",
        "em",
        "i",
        "u",
        "s",
        "sup",
        "sub",
        "span",
        "br",
        "code",
        "small",
        "mark",
        "del",
        "ins",
        "q",
        "cite",
    }
)
STARTS, INNER = "start:", "inner:"
WIDEST = 100


def read_blocks(pieces: Iterable[str]) -> Iterator[Block]:
    """The blocks of HTML that comes in pieces; lists run on over the joints. Notes start with a role `start:key`."""
    yield from gather(part for piece in pieces for part in parts_of(html.fragment_fromstring(piece, "div")))


def split_notes(blocks: Iterable[Block]) -> Iterator[tuple[str, tuple[Block, ...]]]:
    """Notes by key, from blocks in which each note starts with a paragraph that names it."""
    key, inside = "", list[Block]()
    for block in blocks:
        if isinstance(block, Paragraph) and block.role.startswith(STARTS):
            if key:
                yield key, tuple(inside)
            key, inside = block.role.removeprefix(STARTS), []
        else:
            inside.append(block)
    if key:
        yield key, tuple(inside)


def filled_in(block: Block, texts: Mapping[str, tuple[Block, ...]]) -> Iterator[Block]:
    """A block in which tables that waited elsewhere stand in their places."""
    if isinstance(block, Paragraph) and block.role.startswith(INNER):
        for inner in texts.get(block.role.removeprefix(INNER), ()):
            yield from filled_in(inner, texts)
    elif isinstance(block, Table):
        rows = tuple(
            tuple(replace(cell, blocks=all_filled_in(cell.blocks, texts)) for cell in row) for row in block.rows
        )
        yield replace(block, rows=rows)
    elif isinstance(block, Box):
        yield replace(block, blocks=all_filled_in(block.blocks, texts))
    else:
        yield block


def all_filled_in(blocks: Iterable[Block], texts: Mapping[str, tuple[Block, ...]]) -> tuple[Block, ...]:
    """The same for several blocks."""
    return tuple(inner for block in blocks for inner in filled_in(block, texts))


def parts_of(element: Any) -> Iterator[Block | Line]:
    """The blocks in an element; items of lists that are paragraphs with a mark are single lines."""
    loose: list[Any] = []
    if (element.text or "").strip():
        loose.append(loose_text(element.text))
    for child in element:
        if not isinstance(child.tag, str):
            continue
        if child.tag in INSIDE:
            loose.append(child)
            continue
        yield from paragraph_of(loose)
        loose = []
        yield from block_of(child)
        if (child.tail or "").strip():
            loose.append(loose_text(child.tail))
    yield from paragraph_of(loose)


def loose_text(text: str) -> Any:
    """Text without an element of its own, in one."""
    span = html.Element("span")
    span.text = text
    return span


def paragraph_of(loose: list[Any]) -> Iterator[Block | Line]:
    """A paragraph of pieces that stand in none."""
    if loose:
        paragraph = html.Element("p")
        paragraph.extend(loose)
        yield from read_paragraph(paragraph)


def block_of(element: Any) -> Iterator[Block | Line]:
    """The blocks of one element."""
    if element.tag == "p" or element.tag in HEADINGS:
        yield from read_paragraph(element)
    elif element.tag in {"ul", "ol"}:
        yield from read_list(element)
    elif element.tag == "table":
        yield from read_table(element)
    elif element.tag == "blockquote":
        for block in gather(parts_of(element)):
            is_plain = isinstance(block, Paragraph) and not block.role
            yield Paragraph(block.html, "quote", block.bold, block.anchors) if is_plain else block  # type: ignore[union-attr]  # a paragraph, says is_plain
    else:
        yield from parts_of(element)


def read_paragraph(element: Any) -> Iterator[Block | Line]:
    """A paragraph, heading or line of a list, with the pictures in it before or behind it."""
    found = read_inline(element)
    anchors = (*([element.get("id")] if element.get("id") else []), *found.anchors)
    pictures = [
        (picture.get("first"), Picture(picture["picture"], picture.get("alt", ""), picture.get("decorative") == "1"))
        for picture in found.pictures
    ]
    yield from (picture for first, picture in pictures if first)
    if found.html or found.marks.keys() & {"start", "inner"} or (anchors and not pictures):
        yield of_kind(element, found, anchors)
    yield from (picture for first, picture in pictures if not first)


def of_kind(element: Any, found: Inline, anchors: tuple[str, ...]) -> Block | Line:
    """What a paragraph is, by its element and its marks."""
    marks = found.marks
    for name, start in (("start", STARTS), ("inner", INNER)):
        if name in marks:
            return Paragraph("", f"{start}{marks[name]}")
    level = int(marks.get("h", 0)) or HEADINGS.get(element.tag, 0)
    if level and found.html:
        return Heading(level, found.html, anchors, marks.get("u") != "1")
    if "list" in marks and found.html:
        depth, number = int(marks["level"]), int(marks["number"])
        return Line(found.html, depth, marks["list"] == "o", number, marks["style"], marks["key"], anchors)
    return Paragraph(found.html, marks.get("r", "") if found.html else "", found.bold, anchors)


def read_list(element: Any) -> Iterator[Block]:
    """A list that is one in HTML; what cannot stand in a list comes behind it."""
    items = [list(gather(parts_of(child))) for child in element if child.tag == "li"]
    start = element.get("start", "1")
    kind = element.get("type", "1")
    yield from listing_of(items, element.tag == "ol", int(start) if start.lstrip("-").isdigit() else 1, kind)


@dataclass
class Spans:
    """What the cells of a table say in marks: columns, rows, whether in the head, a frame, or covered by another."""

    columns: int = 1
    rows: int = 1
    head: bool = False
    box: bool = False
    covered: bool = False


def read_table(element: Any) -> Iterator[Block]:
    """A table, or the box that a table of one marked cell stands for."""
    rows: list[tuple[Cell, ...]] = []
    head = 0
    box = False
    caption = element.find("caption")
    if caption is not None and read_inline(caption).html:
        yield Paragraph(read_inline(caption).html, "caption")
    for row in element.iter("tr"):
        if next(row.iterancestors("table")) is not element:
            continue
        cells = []
        marked = False
        for child in row:
            if child.tag not in {"td", "th"}:
                continue
            spans = spans_of(child)
            if spans.covered:
                continue
            box, marked = box or spans.box, marked or spans.head
            cells.append(read_cell(child, spans))
        parent = row.getparent()
        if (marked or parent.tag == "thead") and len(rows) == head:
            head += 1
        rows.append(tuple(cells))
    if box and rows:
        yield Box(tuple(block for row in rows for cell in row for block in cell.blocks))
    elif rows:
        yield Table(tuple(rows), head)


def spans_of(element: Any) -> Spans:
    """How far a cell reaches, from its attributes or from the mark in its first paragraph."""
    spans = Spans(number_in(element, "colspan"), number_in(element, "rowspan"), False)
    first = next((item for item in element if item.tag == "p"), element)
    marks = read_inline(first).marks if "\ue000" in (first.text or "") else {}
    if "columns" in marks:
        spans = Spans(int(marks["columns"]), int(marks["rows"]), marks.get("head") == "1")
    spans.box, spans.covered = "box" in marks, "covered" in marks
    return spans


def number_in(element: Any, name: str) -> int:
    """A count in an attribute, from 1 to WIDEST."""
    text = element.get(name, "1")
    return min(max(int(text), 1), WIDEST) if text.isdigit() else 1


def read_cell(element: Any, spans: Spans) -> Cell:
    """A cell with its blocks."""
    blocks = tuple(block for block in gather(parts_of(element)) if not is_nothing(block))
    return Cell(blocks, spans.columns, spans.rows, spans.head or element.tag == "th")


def is_nothing(block: Block) -> bool:
    """Whether a block holds neither text nor a bookmark."""
    return isinstance(block, Paragraph) and not block.html and not block.anchors and not block.role
