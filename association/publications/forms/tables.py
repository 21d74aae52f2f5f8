"""What an editor chose on the screens of tables, read from an address or a form; nothing of it is trusted."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from association.activities.rules import FIRST_YEAR, LAST_YEAR
from association.memberships.forms.day import ReferenceDateField

LONGEST_TYPED = 300
LONGEST_NUMBER = 18
MOST_COLUMNS = 100


def typed(data: Any, name: str, most: int = LONGEST_TYPED) -> str:
    """What stands in a field, on one line and not endless."""
    return " ".join(str(data.get(name, "")).replace("\0", "").split())[:most]


def number_in(text: str) -> int | None:
    """The number that a text is; None for any other text, and for one that no database holds."""
    is_number = text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER
    return int(text) if is_number else None


def numbered(data: Any, start: str) -> Iterator[tuple[int, str]]:
    """Number and text of all fields whose names are a word and a number: `rij-12`."""
    for name in data:
        number = number_in(name.removeprefix(f"{start}-")) if name.startswith(f"{start}-") else None
        if number is not None:
            yield number, typed(data, name)


def columns_chosen(data: Any, known: Mapping[str, str]) -> dict[int, str]:
    """What columns were chosen to hold, by their number."""
    return {number: what for number, what in numbered(data, "kolom") if what in known and number < MOST_COLUMNS}


def fields_chosen(data: Any, known: Mapping[str, str]) -> dict[str, str]:
    """What rows or columns of activities were chosen to hold, by their key."""
    found = {name.removeprefix("veld-"): typed(data, name) for name in data if name.startswith("veld-")}
    return {key: field for key, field in found.items() if field in known}


@dataclass(frozen=True)
class Answer:
    """A year or day that was typed: as it was typed, what it is, and what is wrong with it."""

    typed: str
    value: Any = None
    error: str = ""


def year_typed(data: Any, suggested: int | None) -> Answer:
    """The year that was typed, else the one suggested."""
    text = typed(data, "jaar", 20) if "jaar" in data else str(suggested or "")
    if not text:
        return Answer("", None, "Over welk jaar gaat dit? Vul een jaar in.")
    number = number_in(text)
    if number is None or not FIRST_YEAR <= number <= LAST_YEAR:
        return Answer(text, None, "Dit is geen jaar. Schrijf het als 2022.")
    return Answer(text, number)


def day_typed(data: Any, suggested: date) -> Answer:
    """The day that was typed, else the one suggested."""
    text = typed(data, "dag", 40) if "dag" in data else suggested.isoformat()
    try:
        found = ReferenceDateField(required=False).clean(text)
    except ValidationError as error:
        return Answer(text, None, error.messages[0])
    return Answer(text, found) if found else Answer("", None, "Op welke dag klopt de tabel? Vul een dag in.")
