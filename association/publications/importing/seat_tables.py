"""Tables of who sits where, as rows that the import of seats understands."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from association.base.rules.days import MONTHS, NoDay, Precision, parse_day
from association.memberships.importing.columns import Line
from association.memberships.importing.given import EMPTY
from association.people.rules import plain
from association.publications.importing.found_tables import FoundTable, without_repeated_head
from association.publications.importing.seat_columns import PORTFOLIO, guess, is_seats, sets_of
from association.publications.importing.seat_names import DOUBT, Sitting, sittings

DATE = re.compile(rf"\b\d{{1,2}}\s+(?:{'|'.join(MONTHS)})\s+\d{{4}}\b|\b\d{{1,2}}-\d{{1,2}}-\d{{4}}\b", re.IGNORECASE)
BEFORE_DATE = re.compile(r"\s*\b(?:per|op|d\.d\.|stand)\s*$", re.IGNORECASE)
NAME_PARTS = ("family", "given", "prefix", "initials", "address")
CHAIR = "voorzitter"
# What an editor can put right in a row, and in which cell it comes.
CORRECTABLE = ("name", "role", "body", "behalf")
BEFORE_PORTFOLIO = re.compile(r"^(?:(?:nieuw|update)\s*:\s*)?(?:themabijeenkomst\s+|portefeuille:?\s+)?", re.IGNORECASE)
BOARD_MEMBER = re.compile(r"(?:algemeen\s+)?bestuurslid\b", re.IGNORECASE)
SLASH = re.compile(r"\s*/\s*")


@dataclass(frozen=True)
class Composition:
    """A table of seats, or the part of one that is about one kind of seat; `columns` says what each column holds."""

    table: FoundTable
    part: int
    columns: dict[int, str]

    @property
    def words(self) -> str:
        """What it is called on screen: what stands above it, and of one of several the columns."""
        heads = [self.table.head[number] for number in sorted(self.columns) if self.table.head[number]]
        return f"{self.table.words} ({', '.join(heads)})" if self.part and heads else self.table.words

    @property
    def has_body(self) -> bool:
        """Whether its rows say themselves in which body the seats are."""
        return bool({"body", PORTFOLIO} & set(self.columns.values()))


@dataclass(frozen=True)
class SeatLine:
    """A row for the import of seats, with what was printed and what of it is doubtful."""

    line: Line
    printed: str
    doubt: str = ""

    @property
    def number(self) -> int:
        """Its number among the rows."""
        return self.line.number


def compositions_in(table: FoundTable, places: frozenset[str], chosen: Mapping[int, str]) -> list[Composition]:
    """What a table says of seats; none when it is no table of seats. `chosen` goes before what is guessed."""
    columns = {**guess(table, places), **chosen}
    columns = {number: what for number, what in columns.items() if what and number < table.width}
    if not is_seats(table, columns):
        return []
    table = without_repeated_head(table)
    return [Composition(table, part, own) for part, own in enumerate(sets_of(columns), 1) if is_seats(table, own)]


def lines_of(
    found: Composition, consultations: Mapping[str, str], corrected: Mapping[int, Mapping[str, str]]
) -> list[SeatLine]:
    """The rows of a composition, numbered from 1: one for each person, or empty seat, that a cell names.

    `consultations`: the body of a portfolio, by the letters of the portfolio's names. `corrected`: by row what an
    editor wrote instead (see CORRECTABLE).
    """
    made: list[SeatLine] = []
    above: dict[str, str] = {}
    for row in found.table.rows:
        cells = {
            what: " ".join(row[number].split()) for number, what in sorted(found.columns.items()) if what != "name"
        }
        for key in ("body", PORTFOLIO):
            if key in cells:
                cells[key] = above[key] = cells[key] or above.get(key, "")
        names = [row[number] for number, what in found.columns.items() if what == "name"]
        if plain(cells.get("body", "")) in EMPTY:
            continue  # there is no such seat
        for sitting in people_in(names, cells):
            line = one_line(len(made) + 1, cells, sitting, consultations)
            made.append(put_right(line, corrected.get(line.number, {})))
    return made


def people_in(names: Sequence[str], cells: Mapping[str, str]) -> list[Sitting | None]:
    """Everybody in a row: those in its cell of names, or the one whose name stands in parts (None)."""
    if names:
        return list(sittings(names[0]))
    return [None] if cells.get("family") else []


def one_line(number: int, cells: dict[str, str], sitting: Sitting | None, consultations: Mapping[str, str]) -> SeatLine:
    """The row for one person."""
    own = {key: text for key, text in cells.items() if key != PORTFOLIO}
    if own.get("role"):
        own["role"] = SLASH.sub(" en ", own["role"])
    doubt = sitting.doubt if sitting else ""
    portfolio = BEFORE_PORTFOLIO.sub("", cells.get(PORTFOLIO, ""))
    if portfolio and not own.get("body"):
        board = BOARD_MEMBER.match(portfolio)
        own["body"] = "" if board else consultations.get(plain(portfolio), portfolio)
        own.setdefault("role", "bestuurslid" if board else CHAIR)
        doubt = doubt or (DOUBT.format(portfolio[:100]) if board and board.end() < len(portfolio) else "")
    if sitting is None:
        return SeatLine(Line(number, own), " ".join(filter(None, (cells.get(part, "") for part in NAME_PARTS[::-1]))))
    own["name"] = sitting.name
    for key, text in (("office", sitting.office), ("behalf", sitting.behalf), ("capacity", sitting.capacity)):
        if text and not own.get(key):
            own[key] = text
    if sitting.role and not own.get("role"):
        own["role"] = sitting.role
    return SeatLine(Line(number, own), sitting.name, doubt)


def put_right(line: SeatLine, corrected: Mapping[str, str]) -> SeatLine:
    """A row with what an editor wrote instead; then nothing of it is doubtful any more."""
    values = {key: text for key, text in corrected.items() if key in CORRECTABLE}
    if not values:
        return line
    cells = {**line.line.cells, **values}
    if "name" in values and "family" in cells:
        cells = {key: text for key, text in cells.items() if key not in NAME_PARTS}
    doubt = "" if "name" in values else line.doubt
    return replace(line, line=Line(line.number, cells), doubt=doubt)


def days_in(*texts: str) -> list[date]:
    """The days that some texts name, in their order."""
    found = []
    for words in (words for text in texts for words in DATE.findall(text)):
        try:
            day = parse_day(words)
        except NoDay:
            continue
        if day.precision == Precision.DAY:
            found.append(day.day)
    return found


def body_in(texts: Iterable[str], names: Mapping[str, int]) -> int | None:
    """The only body that one of some texts names, by its number; `names` are those of bodies, in letters."""
    for text in texts:
        words = plain(BEFORE_DATE.sub("", DATE.split(text)[0]))
        if not words:
            continue
        same = {number for name, number in names.items() if name == words}
        close = same or {number for name, number in names.items() if name.startswith(words) or words.startswith(name)}
        if len(close) == 1:
            return next(iter(close))
    return None
