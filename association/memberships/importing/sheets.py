"""A table of which who brings it in says what stands in each column; the topic says which columns there are."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from association.memberships.importing import errors
from association.memberships.importing.columns import LONGEST_HEADING, SEARCHED, Line
from association.memberships.importing.errors import TableRefused
from association.memberships.importing.reading import Cells
from association.people.rules import plain


@dataclass(frozen=True)
class Columns:
    """The columns that a topic knows.

    `labels`: the words on screen of each. `synonyms`: per column the other headings by which it is known, without
    spaces and capitals. `needed`: the one without which there is no table. `most`: how many rows are read at once.
    """

    labels: dict[str, str]
    synonyms: dict[str, str]
    needed: str
    most: int
    known: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        words = {plain(label): key for key, label in self.labels.items()}
        words |= {word: key for key, others in self.synonyms.items() for word in others.split()}
        object.__setattr__(self, "known", words)

    def column_of(self, heading: str) -> str:
        """The column that a heading stands above; empty for one that is not known."""
        return self.known.get(plain(re.sub(r"\(.*?\)", "", heading)), "")

    def heading_row(self, cells: Cells) -> int:
        """The place of the row of headings: the first in which the needed column and another are known, or -1."""
        for place, row in enumerate(cells[:SEARCHED]):
            known = {self.column_of(cell) for cell in row} - {""}
            if self.needed in known and len(known) > 1:
                return place
        return -1

    def sheet_of(self, sheets: list[Cells]) -> "Sheet":
        """The first sheet with headings that are known, else the first with anything; TableRefused without rows."""
        searches: tuple[Callable[[Cells], int], ...] = (self.heading_row, first_filled)
        for search in searches:
            for cells in sheets:
                place = search(cells)
                if place >= 0:
                    return self.sheet_below(cells, place)
        raise TableRefused(errors.EMPTY)

    def sheet_below(self, cells: Cells, place: int) -> "Sheet":
        """The headings and the rows below them; TableRefused for none and for too many."""
        rows = [
            (number, tuple(cell.strip() for cell in row))
            for number, row in enumerate(cells[place + 1 :], place + 2)
            if any(cell.strip() for cell in row)
        ]
        if not rows:
            raise TableRefused(errors.EMPTY)
        if len(rows) > self.most:
            raise TableRefused(f"In deze tabel staan meer dan {self.most:_} rijen. Splits haar.".replace("_", "."))
        width = max(len(cells[place]), *(len(row) for _, row in rows))
        headings = [" ".join(heading.split())[:LONGEST_HEADING] for heading in cells[place]]
        return Sheet(tuple(headings + [""] * (width - len(headings))), tuple(rows))

    def guess(self, sheet: "Sheet") -> tuple[str, ...]:
        """The key of each column of a sheet; empty for one that is not known, or that stands there twice."""
        found: list[str] = []
        for heading in sheet.headings:
            key = self.column_of(heading)
            found.append("" if key in found else key)
        return tuple(found)


@dataclass(frozen=True)
class Sheet:
    """A table as it stands in the file: headings, and under them rows with their number in the file (from 1)."""

    headings: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]

    def example(self, place: int) -> str:
        """The first text in a column."""
        return next((cells[place] for _, cells in self.rows if place < len(cells) and cells[place]), "")

    def lines(self, keys: Sequence[str]) -> list[Line]:
        """The rows by the keys of their columns."""
        places = [(place, key) for place, key in enumerate(keys) if key]
        return [
            Line(number, {key: cells[place] if place < len(cells) else "" for place, key in places})
            for number, cells in self.rows
        ]


def first_filled(cells: Cells) -> int:
    """The place of the first row with anything in it, or -1."""
    return next((place for place, row in enumerate(cells) if any(cell.strip() for cell in row)), -1)
