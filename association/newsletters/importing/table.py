"""A table of readers: its cells, which column is which, and how it travels from one screen to the next."""

import re
from dataclasses import dataclass
from typing import Any

from django.core import signing

from association.memberships.importing.errors import EMPTY, TableRefused
from association.memberships.importing.parcel import HOUR, ParcelLost
from association.memberships.importing.reading import Cells
from association.people.rules import plain

LABELS = {"email": "E-mailadres", "name": "Naam", "role": "Rol", "municipality": "Gemeente"}
SYNONYMS = {
    "email": "email mail emailadres mailadres adres emailaddress",
    "name": "naam volledigenaam lezer persoon name",
    "role": "rol functie ambt",
    "municipality": "gemeente namens gemeentenaam",
}
KNOWN = {word: key for key, words in SYNONYMS.items() for word in words.split()}
LONGEST_HEADING = 60
SAMPLE = 50
ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")


@dataclass(frozen=True)
class Table:
    """The rows of a sheet. `headings` are the words above the columns, or their numbers when it has none.

    `first_row` is the number of the first row of data in the file, from 1; `name` that of the file.
    """

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    first_row: int
    name: str = ""

    def guess(self) -> dict[str, int]:
        """The place of each column that can be told: by its heading, and the address by what stands in it."""
        found: dict[str, int] = {}
        for place, heading in enumerate(self.headings):
            key = KNOWN.get(plain(re.sub(r"\(.*?\)", "", heading)), "")
            if key and key not in found:
                found[key] = place
        addresses = self.place_of_addresses()
        if "email" not in found and addresses is not None:
            found["email"] = addresses
        return found

    def place_of_addresses(self) -> int | None:
        """The column in which most addresses stand; None when there are none."""
        counts: list[int] = [
            sum(1 for row in self.rows[:SAMPLE] if ADDRESS.fullmatch(row[place].strip())) for place in self.places
        ]
        most = max(counts, default=0)
        return counts.index(most) if most else None

    @property
    def places(self) -> range:
        """The places of the columns."""
        return range(len(self.headings))


def table_of(sheets: list[Cells], name: str = "") -> Table:
    """The first sheet in which anything stands; TableRefused when none has."""
    for cells in sheets:
        filled = [(number, row) for number, row in enumerate(cells, 1) if any(cell.strip() for cell in row)]
        if filled:
            return table_from(filled, name)
    raise TableRefused(EMPTY)


def table_from(filled: list[tuple[int, list[str]]], name: str) -> Table:
    """The rows below the headings; a first row with an address in it is no row of headings."""
    width = max(len(row) for _, row in filled)
    rows = [(number, (*row, *[""] * (width - len(row)))) for number, row in filled]
    first = rows[0][1]
    if any(ADDRESS.fullmatch(cell.strip()) for cell in first):
        headings = [f"Kolom {place}" for place in range(1, width + 1)]
    else:
        headings = [" ".join(cell.split())[:LONGEST_HEADING] or f"Kolom {place}" for place, cell in enumerate(first, 1)]
        rows = rows[1:]
    if not rows:
        raise TableRefused(EMPTY)
    start = rows[0][0]
    # Empty rows in between count, so that a number is that of the file.
    last = rows[-1][0]
    by_number = dict(rows)
    empty = ("",) * width
    return Table(tuple(headings), tuple(by_number.get(at, empty) for at in range(start, last + 1)), start, name)


def salt(user: Any) -> str:
    """What makes a signature good for one user only."""
    return f"noaber.newsletters.import.{user.pk}"


def packed(table: Table, user: Any) -> str:
    """The table as text for a hidden field."""
    return signing.dumps([table.headings, table.rows, table.first_row, table.name], salt=salt(user), compress=True)


def unpacked(text: str, user: Any) -> Table:
    """The table again; ParcelLost for one that is too old, of somebody else, or not ours."""
    try:
        headings, rows, first_row, name = signing.loads(text, salt=salt(user), max_age=HOUR)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise ParcelLost from error
    return Table(tuple(headings), tuple(tuple(row) for row in rows), first_row, name)
