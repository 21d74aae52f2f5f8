"""Rules of publications that need no database.

Numbers, fixed addresses, what is still to be done in a text, what a new volume is called, and places for own words.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import uuid4

from association.base.rules.text import is_blank

# Addresses below a publication that are no chapters.
FIXED_BELOW = frozenset({"volledig", "versies", "zoeken"})
LONGEST_QUOTE = 30  # words
EMPTY = "{} staat nog geen tekst. Schrijf iets, of haal het blok weg."
TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class Problem:
    """Something in a text that keeps a reader out: the block that it is about, what it is and what to do, in Dutch.

    `kind` is one of caption, columns, description, empty, quote. `block` is the id of the block in the stored stream.
    """

    block: str
    kind: str
    text: str


def is_fixed_below_publication(slug: str) -> bool:
    """Whether a chapter with this slug would be out of reach."""
    return slug.lower() in FIXED_BELOW


def stored_blocks(stored: Any) -> Iterator[dict[str, Any]]:
    """Every block of the stored form of a stream, also those inside other blocks, in reading order."""
    if isinstance(stored, dict):
        if "type" in stored and "value" in stored:
            yield stored
        for value in stored.values():
            if isinstance(value, dict | list):
                yield from stored_blocks(value)
    elif isinstance(stored, list | tuple):
        for item in stored:
            yield from stored_blocks(item)


def count_numbered(stored: Any) -> tuple[int, int]:
    """How many tables and figures in the stored form of a stream get a number."""
    blocks = list(stored_blocks(list(stored)))
    # The representation of a portfolio is a table too.
    tables = sum(
        block["type"] == "table" or (block["type"] == "cooperation" and bool(block["value"].get("representation")))
        for block in blocks
    )
    figures = sum(block["type"] == "figure" and not block["value"].get("decorative") for block in blocks)
    return tables, figures


def find_problems(stored: Any, undescribed: frozenset[int]) -> Iterator[Problem]:
    """What is still to be done in the stored form of a stream; `undescribed`: ids of images without description."""
    for place in (place for place in places_in(list(stored)) if place.is_bare):
        where = f"Onder '{place.title}'" if place.title else "Bovenaan"
        yield Problem(place.block, "empty", EMPTY.format(where))
    for block in stored_blocks(list(stored)):
        number, value = str(block.get("id", "")), block["value"]
        if block["type"] == "table":
            yield from table_problems(number, value)
        elif block["type"] == "figure" and not value.get("decorative") and value.get("image") in undescribed:
            text = "Deze afbeelding heeft geen beschrijving. Schrijf er een, of vink 'Alleen versiering' aan."
            yield Problem(number, "description", text)
        elif block["type"] == "quote" and len(str(value.get("text", "")).split()) > LONGEST_QUOTE:
            yield Problem(number, "quote", "Dit citaat is langer dan dertig woorden. Kort het in of maak er tekst van.")


def table_problems(number: str, value: dict[str, Any]) -> Iterator[Problem]:
    """What a table still needs."""
    if not str(value.get("caption") or "").strip():
        yield Problem(number, "caption", "Deze tabel heeft geen bijschrift. Zeg in een paar woorden wat erin staat.")
    columns = (value.get("table") or {}).get("columns") or []
    if any(not str(column.get("heading") or "").strip() for column in columns):
        yield Problem(number, "columns", "Niet elke kolom van deze tabel heeft een naam.")


@dataclass(frozen=True)
class Volume:
    """What a new volume of a kind is called, and when it is of. `reference` is the day for which its facts hold."""

    kind: str
    year: int
    title: str
    term: str
    reference: date


class AlreadyMade(Exception):
    """A volume that is there already; `publication` is that one."""

    def __init__(self, publication: Any) -> None:
        super().__init__(f"'{publication.title}' is er al.")
        self.publication = publication


# Kinds that look back on a year, and kinds that hold for the four years between two elections.
LOOKS_BACK = "annual_report"
OF_ELECTIONS = frozenset({"handover", "information_pack"})
OF_A_TERM = frozenset({"handover", "strategic_agenda", "cooperation_agenda"})
NAMED_BY_TERM = frozenset({"strategic_agenda", "cooperation_agenda"})
TERM = 4  # years
# Councils are chosen in March; what is written from this month on is for the year that comes.
SECOND_HALF = 7


def suggested_year(kind: str, today: date, taken: Iterable[int]) -> int:
    """The year that a new volume of a kind is most likely of: the first one from now on that is not taken."""
    later = today.month >= SECOND_HALF
    year = today.year - (0 if later else 1) if kind == LOOKS_BACK else today.year + later
    if kind in OF_ELECTIONS:
        # 2022, 2026, 2030: councils are chosen in even years that are not divisible by four.
        year = today.year + (2 - today.year) % TERM
        year += TERM if kind == "handover" and later and year == today.year else 0
    step = 1 if kind in {"work_plan", LOOKS_BACK} else TERM
    known = set(taken)
    while year in known:
        year += step
    return year


def volume_of(kind: str, series: str, year: int) -> Volume:
    """A volume as it is called when nobody chooses otherwise: "Werkplan 2027", "Strategische agenda 2026–2030"."""
    term = f"{year}–{year + TERM}" if kind in OF_A_TERM else ""
    title = f"{series} {term if kind in NAMED_BY_TERM else year}"
    reference = date(year, 12, 31) if kind == LOOKS_BACK else date(year, 1, 1)
    return Volume(kind, year, title, term, reference)


@dataclass(frozen=True)
class Place:
    """A place in a chapter for somebody's own words.

    `block` is the id of the block in the stored stream that holds the text, or of the part to which one is added
    (`is_new`); `has_facts` tells that facts of the register follow that part. `title` is the heading above it and
    `anchor` that heading's, both empty at the top. `html` is the text.
    """

    block: str
    title: str
    anchor: str
    html: str
    is_new: bool = False
    has_facts: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nobody wrote anything there."""
        return is_blank(TAG.sub("", self.html).replace("&nbsp;", " "))

    @property
    def is_bare(self) -> bool:
        """Whether a reader would find nothing there at all."""
        return self.is_empty and not self.has_facts


def places_in(stored: Any) -> list[Place]:
    """The places for own words in the stored form of a chapter's text, in reading order.

    That is every running text, and every part that has none and no list of its own.
    """
    found: list[Place] = []
    title = anchor = ""
    types = [block["type"] for block in stored]
    for block, after in zip(stored, [*types[1:], ""][: len(types)], strict=True):
        value = block["value"]
        if block["type"] == "paragraph":
            found.append(Place(str(block.get("id", "")), title, anchor, str(value)))
        elif block["type"] == "heading":
            title, anchor = str(value.get("text", "")), str(value.get("anchor", ""))
        elif isinstance(value, dict) and "content" in value and "heading" in value:
            title, anchor = str(value["heading"]), str(value.get("anchor", ""))
            has_facts = after.startswith("portfolio_")
            found += [replace(place, has_facts=has_facts) for place in places_in_part(str(block.get("id", "")), value)]
    return found


def places_in_part(number: str, value: dict[str, Any]) -> Iterator[Place]:
    """The places for own words in a part of a portfolio chapter."""
    title, anchor = str(value["heading"]), str(value.get("anchor", ""))
    texts = [inner for inner in value.get("content") or [] if inner["type"] == "paragraph"]
    for inner in texts:
        yield Place(str(inner.get("id", "")), title, anchor, str(inner["value"]))
    lists = (items for name, items in value.items() if name != "content" and isinstance(items, list))
    if not texts and not any(lists):
        yield Place(number, title, anchor, "", is_new=True)


def with_text(stored: Any, place: Place, html: str) -> list[Any]:
    """The stored form of a chapter's text with other words at a place; the rest is as it was."""
    changed = json.loads(json.dumps(list(stored)))
    for block in stored_blocks(changed):
        if str(block.get("id", "")) == place.block:
            if place.is_new:
                added = {"type": "paragraph", "value": html, "id": str(uuid4())}
                block["value"]["content"] = [added, *(block["value"].get("content") or [])]
            else:
                block["value"] = html
    return list(changed)
