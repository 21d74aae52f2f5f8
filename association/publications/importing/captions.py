"""Captions: lines beside a table or picture that say what it shows."""

import re
from dataclasses import dataclass

from association.publications.importing.headings import plain
from association.publications.importing.source import Block, Paragraph, Picture, Table
from association.publications.importing.stored import LONGEST_CAPTION

NUMBER = re.compile(
    r"(tabel|table|figuur|figure|fig\.|afbeelding|grafiek|kaart|foto)\s*"
    r"\d+(?:[.-]\d+)?[a-z]?\s*([:.)–—-]*)\s*",
    re.IGNORECASE,
)
OF_TABLES = frozenset({"tabel", "table"})
MOST_WORDS = 15


@dataclass(frozen=True)
class Captioned:
    """A table or picture with its caption: the text without typed number, what was typed, and whether it is sure."""

    key: int
    block: Table | Picture
    caption: str = ""
    typed: str = ""
    sure: bool = True


def with_captions(blocks: list[tuple[int, Block]]) -> list[tuple[int, Block | Captioned]]:
    """The blocks in which captions belong to their table or picture.

    Of a table the line above is looked at first, of a picture the line below.
    """
    lines: dict[int, int] = {}
    for place, (_, block) in enumerate(blocks):
        if isinstance(block, Table | Picture):
            line = line_beside(blocks, place, block, set(lines.values()))
            if line is not None:
                lines[place] = line
    used = set(lines.values())
    return [
        (key, captioned(key, block, blocks[lines[place]][1] if place in lines else None))
        if isinstance(block, Table | Picture)
        else (key, block)
        for place, (key, block) in enumerate(blocks)
        if place not in used
    ]


def line_beside(blocks: list[tuple[int, Block]], place: int, target: Table | Picture, used: set[int]) -> int | None:
    """The place of the caption of a table or picture; None without."""
    above, below = place - 1, place + 1
    for line in (above, below) if isinstance(target, Table) else (below, above):
        if not 0 <= line < len(blocks) or line in used:
            continue
        block = blocks[line][1]
        if is_caption(block, target) or (line == above and isinstance(target, Table) and is_bold_line(block)):
            return line
    return None


def is_caption(block: Block, target: Table | Picture) -> bool:
    """Whether a line is a caption by its style, or by the number that it starts with, and of this kind of thing."""
    if not isinstance(block, Paragraph) or block.role not in {"", "caption"} or "note:" in block.html:
        return False
    text = plain(block.html)
    found = NUMBER.match(text)
    if len(text) > LONGEST_CAPTION or (found and (found[1].lower() in OF_TABLES) != isinstance(target, Table)):
        return False
    return block.role == "caption" or bool(found and found[2] and len(text) > found.end())


def is_bold_line(block: Block) -> bool:
    """Whether a line is short and bold, so that above a table it says what the table shows."""
    if not isinstance(block, Paragraph) or block.role or not block.bold:
        return False
    is_short = len(plain(block.html).split()) <= MOST_WORDS
    return is_short and not any(sign in block.html for sign in ("<br/>", "note:", "href="))


def captioned(key: int, block: Table | Picture, line: Block | None) -> Captioned:
    """A table or picture with the caption in a line, if there is one."""
    if not isinstance(line, Paragraph):
        return Captioned(key, block)
    text = plain(line.html)
    found = NUMBER.match(text)
    if not found or not text[found.end() :].strip():
        return Captioned(key, block, text.rstrip(":")[:LONGEST_CAPTION], sure=line.role == "caption")
    rest = text[found.end() :].strip()
    return Captioned(key, block, rest[0].upper() + rest[1:], found[0].strip())
