"""Which column is which: found by the words above it, wherever the row of headings stands."""

import re
from dataclasses import dataclass

from association.memberships.importing import errors
from association.memberships.importing.errors import TableRefused
from association.memberships.importing.reading import Cells
from association.people.rules import plain

# The words on screen for each column, and every other heading by which it is known.
LABELS = {
    "body": "Overleg", "role": "Functie", "name": "Naam", "address": "Aanhef", "given": "Roepnaam",
    "initials": "Voorletters", "prefix": "Tussenvoegsel", "family": "Achternaam", "office": "Ambt",
    "behalf": "Namens", "party": "Partij", "capacity": "Hoe", "stands_in": "Vervangt", "start": "Van",
    "end": "Tot en met", "source": "Bron",
}  # fmt: skip
SYNONYMS = {
    "body": "overleg orgaan bestuur commissie gremium organisatie groep overlegbestuur vngcommissie",
    "role": "functie rol plek positie rolinhetoverleg",
    "name": "naam volledigenaam lid persoon bestuurder wie",
    "address": "aanhef mv geslacht",
    "given": "roepnaam voornaam voornamen",
    "initials": "voorletters voorletter initialen",
    "prefix": "tussenvoegsel tussenvoegsels voorvoegsel tv",
    "family": "achternaam familienaam geslachtsnaam",
    "office": "ambt openbaarambt",
    "behalf": "namens gemeente namensgemeente vertegenwoordigt namenswie",
    "party": "partij politiekepartij fractie",
    "capacity": "hoe hoedanigheid status bijzonderheid bijzonderheden",
    "stands_in": "vervangt vervangtwie",
    "start": "van vanaf begin begindatum ingangsdatum startdatum sinds",
    "end": "totenmet tm totmet laatstedag einde einddatum",
    "source": "bron vindplaats besluit",
}
KNOWN = {word: key for key, words in SYNONYMS.items() for word in words.split()}
NAMES = {"name", "family"}
SEARCHED = 30  # rows among which the headings are looked for
LONGEST_HEADING = 60
UNCLEAR = "tot"  # in such a column some write the last day, others the day after


@dataclass(frozen=True)
class Line:
    """A row of the table: its number in the file (from 1) and its cells by column."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True)
class Table:
    """What was read: the rows, the columns that are known, and the headings of those that are not."""

    lines: tuple[Line, ...]
    columns: tuple[str, ...]
    unused: tuple[str, ...]


def column_of(heading: str) -> str:
    """The column that a heading stands above; empty for one that is not known."""
    word = plain(re.sub(r"\(.*?\)", "", heading))
    return KNOWN.get(word, "")


def heading_row(cells: Cells) -> int:
    """The place of the row of headings: the first in which a name and something else is known, or -1."""
    for place, row in enumerate(cells[:SEARCHED]):
        known = {column_of(cell) for cell in row} - {""}
        if known & NAMES and len(known) > 1:
            return place
    return -1


def table_of(sheets: list[Cells]) -> Table:
    """The first sheet that has headings, as a table; TableRefused when none has or nothing stands below them."""
    if not any(cell.strip() for sheet in sheets for row in sheet for cell in row):
        raise TableRefused(errors.EMPTY)
    for cells in sheets:
        place = heading_row(cells)
        if place >= 0:
            return table_below(cells, place)
    raise TableRefused(errors.NO_HEADINGS)


def table_below(cells: Cells, place: int) -> Table:
    """The rows below the headings."""
    headings: dict[int, str] = {}
    unused = []
    for number, heading in enumerate(cells[place]):
        key = column_of(heading)
        if key and key not in headings.values():
            headings[number] = key
        elif plain(heading) == UNCLEAR:
            raise TableRefused(errors.UNCLEAR_END)
        elif heading.strip():
            unused.append(" ".join(heading.split())[:LONGEST_HEADING])
    lines = [
        Line(number, {key: row[at].strip() if at < len(row) else "" for at, key in headings.items()})
        for number, row in enumerate(cells[place + 1 :], place + 2)
        if any(cell.strip() for cell in row)
    ]
    if not lines:
        raise TableRefused(errors.EMPTY)
    return Table(tuple(lines), tuple(headings.values()), tuple(unused))
