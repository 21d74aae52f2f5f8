"""A table that was read, handed to the next screen inside its form: signed, for one user, for an hour."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core import signing

from association.memberships.importing.columns import Line

HOUR = 60 * 60
SEATS = "seats"


class ParcelLost(Exception):
    """A parcel that is too old, of somebody else, or not ours."""


@dataclass(frozen=True)
class Parcel:
    """The rows, with what was chosen beside them."""

    lines: tuple[Line, ...]
    unused: tuple[str, ...]
    name: str
    day: date
    keeper: int
    body: int | None


def salt(user: Any, topic: str) -> str:
    """What makes a signature good for one user and one kind of table only."""
    return f"noaber.{topic}.import.{user.pk}"


def signed(content: Any, user: Any, topic: str = SEATS) -> str:
    """What JSON can hold as text for a hidden field."""
    return signing.dumps(content, salt=salt(user, topic), compress=True)


def read_signed(text: str, user: Any, topic: str = SEATS) -> Any:
    """What was signed; ParcelLost for what is too old, of somebody else, or not ours."""
    try:
        return signing.loads(text, salt=salt(user, topic), max_age=HOUR)
    except (signing.BadSignature, ValueError) as error:
        raise ParcelLost from error


def packed(parcel: Parcel, user: Any) -> str:
    """The parcel as text for a hidden field."""
    keys = sorted({key for line in parcel.lines for key in line.cells})
    rows = [[line.number, *(line.cells.get(key, "") for key in keys)] for line in parcel.lines]
    content = [keys, rows, parcel.unused, parcel.name, parcel.day.isoformat(), parcel.keeper, parcel.body]
    return signed(content, user)


def unpacked(text: str, user: Any) -> Parcel:
    """The parcel again; ParcelLost for one that does not hold any more."""
    try:
        keys, rows, unused, name, day, keeper, body = read_signed(text, user)
    except ValueError as error:
        raise ParcelLost from error
    lines = tuple(Line(row[0], dict(zip(keys, row[1:], strict=True))) for row in rows)
    return Parcel(lines, tuple(unused), name, date.fromisoformat(day), keeper, body)


def sealed(posts: list[int], fingerprint: str, user: Any) -> str:
    """What the user saw of a plan, as text for a hidden field."""
    return signed([posts, fingerprint], user)


def opened(text: str, user: Any) -> tuple[list[int], str]:
    """The posts and the fingerprint of the plan that the user saw; ParcelLost as for a parcel."""
    try:
        posts, fingerprint = read_signed(text, user)
    except (ValueError, TypeError) as error:
        raise ParcelLost from error
    return posts, fingerprint
