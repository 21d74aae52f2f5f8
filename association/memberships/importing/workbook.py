"""Excel files as cells: looked over before anything is unpacked in full, and without working out a formula."""

import datetime
import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from openpyxl import load_workbook  # type: ignore[import-untyped]  # has no types
from openpyxl.utils.exceptions import InvalidFileException  # type: ignore[import-untyped]  # as above

from association.base.forms.files import is_web_page
from association.memberships.importing import errors
from association.memberships.importing.errors import TableRefused
from association.memberships.importing.reading import (
    FORMULA_MARK,
    LARGEST_FILE,
    MOST_COLUMNS,
    Cells,
    decoded,
    limited,
    read_text,
)

MOST_PARTS = 500
LARGEST_UNPACKED = 40 * 1024 * 1024
MOST_TAGS = 1_500_000
MOST_SHEETS = 20
PIECE = 64 * 1024
OVERLAP = 32
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
PICTURES = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf")
DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
BROKEN = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, struct.error, ValueError, KeyError, TypeError, IndexError,
    AttributeError, SyntaxError, NotImplementedError, RuntimeError, InvalidFileException,
)  # fmt: skip


def read_file(data: bytes) -> list[Cells]:
    """The sheets of a file, of CSV the only one; TableRefused, with the reason, for what cannot be read."""
    if len(data) > LARGEST_FILE:
        raise TableRefused(errors.TOO_LARGE)
    if data.startswith(ZIP):
        return read_workbook(data)
    if data.startswith(COMPOUND):
        raise TableRefused(errors.LOCKED)
    if is_web_page(data[:1024]) or data.startswith(PICTURES):
        raise TableRefused(errors.NOT_EXCEL)
    return [read_text(decoded(data))]


def read_workbook(data: bytes) -> list[Cells]:
    """The visible sheets of an Excel file."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            check(package)
    except BROKEN as error:
        raise TableRefused(errors.DAMAGED) from error
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl leaves out is no matter here
            book = load_workbook(BytesIO(data), read_only=True, data_only=False, keep_links=False)
            sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
            return [limited(rows_of(sheet)) for sheet in sheets[:MOST_SHEETS]]
    except BROKEN as error:
        raise TableRefused(errors.DAMAGED) from error


def check(package: zipfile.ZipFile) -> None:
    """Refuse a package that is no Excel file, unpacks too large or has declarations of its own in its XML."""
    members = package.infolist()
    if "xl/workbook.xml" not in {member.filename for member in members}:
        raise TableRefused(errors.NOT_EXCEL)
    if any(member.flag_bits & 0x1 for member in members):
        raise TableRefused(errors.LOCKED)
    if len(members) > MOST_PARTS:
        raise TableRefused(errors.UNPACKS_TOO_LARGE)
    total = tags = 0
    for member in members:
        before = b""
        for piece in pieces(package, member):
            total, tags = total + len(piece), tags + piece.count(b"<")
            if total > LARGEST_UNPACKED or tags > MOST_TAGS:
                raise TableRefused(errors.UNPACKS_TOO_LARGE)
            # Sixteen-bit text has a zero byte beside each letter.
            if DECLARATION.search((before + piece).replace(b"\0", b"")):
                raise TableRefused(errors.UNSAFE)
            before = piece[-OVERLAP:]


def pieces(package: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """The unpacked content of a part, 64 kB at a time."""
    with package.open(member) as part:
        while piece := part.read(PIECE):
            yield piece


def rows_of(sheet: Any) -> Iterator[list[str]]:
    """The rows of a sheet as text."""
    for row in sheet.iter_rows(max_col=MOST_COLUMNS + 1):
        yield [words_of(cell) for cell in row]


def words_of(cell: Any) -> str:
    """What a cell shows: a day as 2022-12-31, a whole number without point; a formula only as what it is."""
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        return FORMULA_MARK
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
