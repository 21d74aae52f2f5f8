"""Cells that say something by their colour alone get the word for it: a stoplight as green, orange or red.

Only an empty cell below or behind a heading that speaks of a stoplight; any other colour is decoration.
"""

import colorsys
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from association.publications.importing.activity_words import LIGHT, field_of
from association.publications.importing.odt_styles import FO, STYLE
from association.publications.importing.word_styles import W

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
HEX = re.compile(r"#?([0-9a-fA-F]{6})")
# Where on the circle of colours (0 to 1) each stoplight lies; the last piece is red again.
HUES = ((0.04, "rood"), (0.17, "oranje"), (0.24, ""), (0.45, "groen"), (0.93, ""), (1.01, "rood"))
LEAST_COLOUR, LEAST_LIGHT = 0.25, 0.3
NAMED = "Gekleurde vakken zonder tekst ({}×) zijn een woord geworden: groen, oranje of rood."


def colour_word(text: str) -> str:
    """The stoplight of a colour such as `00B050`; empty for one that is none, such as grey or blue."""
    found = HEX.fullmatch(text)
    if found is None:
        return ""
    red, green, blue = (int(found[1][place : place + 2], 16) / 255 for place in (0, 2, 4))
    hue, saturation, value = colorsys.rgb_to_hsv(red, green, blue)
    if saturation < LEAST_COLOUR or value < LEAST_LIGHT:
        return ""
    return next(word for end, word in HUES if hue < end)


def is_light(label: str) -> bool:
    """Whether a heading speaks of a stoplight."""
    field = field_of(label)
    return field == LIGHT or field.endswith("-stoplight")


def words_in(cell: Any) -> str:
    """The text of a cell."""
    return " ".join("".join(cell.itertext()).split())


def silent_cells(rows: list[list[Any]]) -> Iterator[Any]:
    """The empty cells of a table that stand below or behind a heading that speaks of a stoplight."""
    lights = {place for place, cell in enumerate(rows[0]) if is_light(words_in(cell))} if rows else set()
    for row in rows:
        is_behind = bool(row) and is_light(words_in(row[0]))
        for place, cell in enumerate(row):
            if (is_behind or place in lights) and not words_in(cell):
                yield cell


def name_word_colours(body: Any) -> int:
    """Write the words in the cells of a Word text, in place; how many."""
    named = 0
    for table in body.iter(f"{W}tbl"):
        for cell in silent_cells([row.findall(f"{W}tc") for row in table.findall(f"{W}tr")]):
            shade = cell.find(f"{W}tcPr/{W}shd")
            word = colour_word(shade.get(f"{W}fill", "")) if shade is not None else ""
            if word:
                paragraph = cell.find(f"{W}p")
                paragraph = etree.SubElement(cell, f"{W}p") if paragraph is None else paragraph
                etree.SubElement(etree.SubElement(paragraph, f"{W}r"), f"{W}t").text = word
                named += 1
    return named


def name_open_colours(body: Any, *roots: Any) -> int:
    """The same for an ODT text; `roots` hold the styles."""
    colours = {
        style.get(f"{STYLE}name", ""): found.get(f"{FO}background-color", "")
        for root in roots
        if root is not None
        for style in root.iter(f"{STYLE}style")
        if (found := style.find(f"{STYLE}table-cell-properties")) is not None
    }
    named = 0
    for table in list(body.iter(f"{TABLE}table")):
        rows = [row.findall(f"{TABLE}table-cell") for row in table.iter(f"{TABLE}table-row")]
        for cell in silent_cells(rows):
            word = colour_word(colours.get(cell.get(f"{TABLE}style-name", ""), ""))
            if word:
                paragraph = cell.find(f"{TEXT}p")
                (etree.SubElement(cell, f"{TEXT}p") if paragraph is None else paragraph).text = word
                named += 1
    return named
