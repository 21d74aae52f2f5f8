"""A table that was read, handed to the next screen inside its form: signed, for one user, for an hour."""

from dataclasses import dataclass
from typing import Any

from association.memberships.importing.parcel import ParcelLost, read_signed, signed
from association.memberships.importing.sheets import Sheet

TOPIC = "terms"


@dataclass(frozen=True)
class Parcel:
    """The table, its name, and the association that it is for."""

    sheet: Sheet
    name: str
    association: int


def packed(parcel: Parcel, user: Any) -> str:
    """The parcel as text for a hidden field."""
    return signed([parcel.sheet.headings, parcel.sheet.rows, parcel.name, parcel.association], user, TOPIC)


def unpacked(text: str, user: Any) -> Parcel:
    """The parcel again; ParcelLost for one that does not hold any more."""
    try:
        headings, rows, name, association = read_signed(text, user, TOPIC)
        found = tuple((number, tuple(cells)) for number, cells in rows)
    except (ValueError, TypeError) as error:
        raise ParcelLost from error
    return Parcel(Sheet(tuple(headings), found), name, association)
