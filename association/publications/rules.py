"""Rules of publications that need no database: numbers, fixed addresses, and what is still to be done in a text."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

# Addresses below a publication that are no chapters.
FIXED_BELOW = frozenset({"volledig", "versies"})
LONGEST_QUOTE = 30  # words


@dataclass(frozen=True)
class Problem:
    """Something in a text that keeps a reader out: the block that it is about, what it is and what to do, in Dutch.

    `kind` is one of caption, columns, description, quote. `block` is the id of the block in the stored stream.
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
