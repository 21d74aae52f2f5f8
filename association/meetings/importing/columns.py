"""Which column is which: guessed from the words above it, and chosen otherwise by who brings the table in."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from association.memberships.importing import errors
from association.memberships.importing.columns import LONGEST_HEADING, SEARCHED, Line
from association.memberships.importing.errors import TableRefused
from association.memberships.importing.reading import Cells
from association.people.rules import plain

# The words on screen for each column, and every other heading by which it is known.
LABELS = {
    "body": "Overleg", "day": "Datum", "last": "Tot en met", "begins": "Van", "ends": "Tot", "title": "Titel",
    "place": "Plaats", "public": "Openbaar", "note": "Toelichting", "kind": "Soort", "status": "Stand",
    "mark": "Kenmerk",
}  # fmt: skip
SYNONYMS = {
    "body": "overleg bestuur orgaan commissie gremium organisatie groep overlegbestuur overlegofbestuur wie",
    "day": "datum dag wanneer vergaderdatum vergaderdag datumvergadering",
    "last": "totenmet tm totmet laatstedag einddatum",
    "begins": "van vanaf begin begint begintijd aanvang aanvangstijd start starttijd tijd tijdstip tijden uur hoelaat",
    "ends": "tot einde eind eindigt eindtijd",
    "title": "titel wat naam onderwerp vergadering omschrijving",
    "place": "plaats locatie waar zaal adresvergadering vergaderlocatie",
    "public": "openbaar openbaarbesloten openbaarheid",
    "note": "toelichting opmerking opmerkingen bijzonderheden notitie",
    "kind": "soort type soortvergadering",
    "status": "stand status",
    "mark": "kenmerk uid",
}
KNOWN = {word: key for key, words in SYNONYMS.items() for word in words.split()}
MOST_ROWS = 1_000
TOO_MANY = "In deze tabel staan meer dan 1.000 rijen. Splits haar."


@dataclass(frozen=True)
class Sheet:
    """A table as it stands in the file: headings, and under them rows with their number in the file (from 1)."""

    headings: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]

    @property
    def guessed(self) -> tuple[str, ...]:
        """The key of each column; empty for one that is not known, or that stands there twice."""
        found: list[str] = []
        for heading in self.headings:
            key = column_of(heading)
            found.append("" if key in found else key)
        return tuple(found)

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


def column_of(heading: str) -> str:
    """The column that a heading stands above; empty for one that is not known."""
    return KNOWN.get(plain(re.sub(r"\(.*?\)", "", heading)), "")


def heading_row(cells: Cells) -> int:
    """The place of the row of headings: the first in which the day and something else is known, or -1."""
    for place, row in enumerate(cells[:SEARCHED]):
        known = {column_of(cell) for cell in row} - {""}
        if "day" in known and len(known) > 1:
            return place
    return -1


def first_filled(cells: Cells) -> int:
    """The place of the first row with anything in it, or -1."""
    return next((place for place, row in enumerate(cells) if any(cell.strip() for cell in row)), -1)


def sheet_of(sheets: list[Cells]) -> Sheet:
    """The first sheet with headings that are known, else the first with anything; TableRefused without rows."""
    for search in (heading_row, first_filled):
        for cells in sheets:
            place = search(cells)
            if place >= 0:
                return sheet_below(cells, place)
    raise TableRefused(errors.EMPTY)


def sheet_below(cells: Cells, place: int) -> Sheet:
    """The headings and the rows below them; TableRefused for none and for too many."""
    rows = [
        (number, tuple(cell.strip() for cell in row))
        for number, row in enumerate(cells[place + 1 :], place + 2)
        if any(cell.strip() for cell in row)
    ]
    if not rows:
        raise TableRefused(errors.EMPTY)
    if len(rows) > MOST_ROWS:
        raise TableRefused(TOO_MANY)
    width = max(len(cells[place]), *(len(row) for _, row in rows))
    headings = [" ".join(heading.split())[:LONGEST_HEADING] for heading in cells[place]]
    return Sheet(tuple(headings + [""] * (width - len(headings))), tuple(rows))
