"""What was read of a document: its parts in reading order, in a form that says nothing of Word or ODT.

`html` is always formatted text of one paragraph: text, `b`, `sup`, `sub`, `br` and `a href`. An address `#name` points
at a bookmark of the document, `note:key` at a note.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 is the highest. `sure` is false for a bold line that looks like one."""

    level: int
    html: str
    anchors: tuple[str, ...] = ()
    sure: bool = True


@dataclass(frozen=True)
class Paragraph:
    """A paragraph. `role` is empty or title, subtitle, caption, contents or quote. `bold`: nothing in it is not."""

    html: str
    role: str = ""
    bold: bool = False
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True)
class Item:
    """An item of a list: its text, a piece per paragraph, and the lists below it."""

    html: tuple[str, ...]
    children: tuple["Listing", ...] = ()


@dataclass(frozen=True)
class Listing:
    """A list. `start` is the first number; `style` is decimal, or another way of numbering (lowerLetter, upperRoman …).

    `key` is the same for pieces of one list between which other text stands.
    """

    ordered: bool
    items: tuple[Item, ...]
    start: int = 1
    style: str = "decimal"
    key: str = ""
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True)
class Cell:
    """A cell of a table, over so many columns and rows."""

    blocks: tuple["Block", ...] = ()
    columns: int = 1
    rows: int = 1
    header: bool = False


@dataclass(frozen=True)
class Table:
    """A table: rows of cells, spanned places left out. `head`: how many rows the document marks as its head."""

    rows: tuple[tuple[Cell, ...], ...]
    head: int = 0
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True)
class Box:
    """A frame with text of its own."""

    blocks: tuple["Block", ...]
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True)
class Picture:
    """A picture, by its key in Source.pictures."""

    key: str
    alt: str = ""
    decorative: bool = False
    anchors: tuple[str, ...] = ()


Block = Heading | Paragraph | Listing | Table | Box | Picture


@dataclass(frozen=True)
class PictureFile:
    """The file of a picture, as it stands in the document; `name` is its file name there."""

    name: str
    data: bytes


@dataclass(frozen=True)
class Finding:
    """Something to tell about a document; `kind` as in report.ReportItem.

    `is_outside`: the excerpt is not among Source.words, such as a deletion or the text of a header.
    """

    kind: str
    text: str
    excerpt: str = ""
    is_outside: bool = False


def left_outside(text: str, excerpts: Iterable[str]) -> Iterator[Finding]:
    """One thing to tell of all that was left out for one reason, each once; none without. `{}` becomes how often."""
    found = [excerpt for excerpt in excerpts if excerpt.strip()]
    if found:
        yield Finding("left_out", text.format(len(found)), "; ".join(dict.fromkeys(found)), is_outside=True)


@dataclass(frozen=True)
class Source:
    """A document as it was read.

    `name` is the file's name, `title` the title in its properties. `notes` holds the paragraphs of footnotes and
    endnotes by key. `words` are all paragraphs of the file as plain text, read in another way, to compare with what is
    made.
    """

    name: str
    title: str
    blocks: tuple[Block, ...]
    notes: dict[str, tuple[Block, ...]] = field(default_factory=dict)
    pictures: dict[str, PictureFile] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    words: tuple[str, ...] = ()
