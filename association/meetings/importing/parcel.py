"""A table that was read, handed to the next screen inside its form: signed, for one user, for an hour."""

from dataclasses import dataclass
from typing import Any

from association.meetings.importing.columns import Sheet
from association.memberships.importing.parcel import ParcelLost, read_signed, signed

TOPIC = "meetings"


@dataclass(frozen=True)
class Parcel:
    """The table, its name, the agenda that it is for, and the body that rows without one are about."""

    sheet: Sheet
    name: str
    index: int
    body: int | None


def packed(parcel: Parcel, user: Any) -> str:
    """The parcel as text for a hidden field."""
    sheet = parcel.sheet
    return signed([sheet.headings, sheet.rows, parcel.name, parcel.index, parcel.body], user, TOPIC)


def unpacked(text: str, user: Any) -> Parcel:
    """The parcel again; ParcelLost for one that does not hold any more."""
    try:
        headings, rows, name, index, body = read_signed(text, user, TOPIC)
        found = tuple((number, tuple(cells)) for number, cells in rows)
    except (ValueError, TypeError) as error:
        raise ParcelLost from error
    return Parcel(Sheet(tuple(headings), found), name, index, body)
