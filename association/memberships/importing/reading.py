"""A table as its cells: from CSV in any usual encoding, from Excel, or pasted from a spreadsheet."""

import codecs
import csv
from collections.abc import Iterable, Iterator
from io import StringIO

from association.memberships.importing import errors
from association.memberships.importing.errors import TableRefused

LARGEST_FILE = 2 * 1024 * 1024
MOST_ROWS = 5_000
MOST_LINES = 20_000  # with the empty ones
MOST_COLUMNS = 60
LONGEST_CELL = 1_000
# What stands in a cell whose content cannot be shown: a formula, which is never worked out.
FORMULA_MARK = "="
SEPARATORS = (";", "\t", ",")
SAMPLE = 50
WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
Cells = list[list[str]]


def decoded(data: bytes) -> str:
    """The text of a file: UTF-8 or UTF-16 with or without a mark, else Windows-1252. TableRefused for what is none."""
    try:
        return data.decode(encoding_of(data))
    except UnicodeDecodeError as error:
        raise TableRefused(errors.UNREADABLE) from error


def encoding_of(data: bytes) -> str:
    """The encoding that fits the bytes of a file; of text without a mark the zero bytes tell which are wide."""
    if data.startswith(WIDE_MARKS):
        return "utf-16"
    even, odd = data[::2].count(0), data[1::2].count(0)
    if even or odd:
        return "utf-16-be" if even > odd else "utf-16-le"
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def read_text(text: str) -> Cells:
    """The cells of CSV or of rows that were pasted; TableRefused for what is too much."""
    lines = StringIO(text.removeprefix("\ufeff").replace("\0", ""), newline="")
    try:
        return limited(csv.reader(lines, delimiter=separator_of(text), strict=False))
    except csv.Error as error:
        raise TableRefused(errors.DAMAGED) from error


def separator_of(text: str) -> str:
    """What stands between the cells: what splits the first lines into the same, highest number of cells."""

    def fit(separator: str) -> tuple[int, int]:
        rows = list(sample(text, separator))
        widths = [len(row) for row in rows if any(cell.strip() for cell in row)]
        usual = max(set(widths), key=widths.count, default=1)
        return (widths.count(usual) * (usual > 1), usual)

    return max(SEPARATORS, key=fit)


def sample(text: str, separator: str) -> Iterator[list[str]]:
    """The first rows, split by a separator; fewer when the text cannot be read so."""
    reader = csv.reader(StringIO(text[: 64 * 1024], newline=""), delimiter=separator)
    try:
        for number, row in enumerate(reader):
            if number >= SAMPLE:
                return
            yield row
    except csv.Error:
        return


def limited(rows: Iterable[list[str]]) -> Cells:
    """All rows, the empty ones at the end left out; TableRefused for too many rows or columns."""
    found: Cells = []
    filled = 0
    for number, row in enumerate(rows, 1):
        cells = [cell[:LONGEST_CELL] for cell in row]
        while cells and not cells[-1].strip():
            cells.pop()
        filled += bool(cells)
        if filled > MOST_ROWS + 1 or number > MOST_LINES:
            raise TableRefused(errors.TOO_MANY_ROWS)
        if len(cells) > MOST_COLUMNS:
            raise TableRefused(errors.TOO_MANY_COLUMNS)
        found.append(cells)
    return found
