"""Numbers typed in front of headings: which of them count, so that the site's own numbers can take their place."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from association.publications.importing.headings import BARE, SINGLE, numbering_of

NUMBER = re.compile(r"\d{1,2}")
FIRST_WORD = re.compile(r"\d{1,2}\s+(\w+)")
# What is counted or dated in ordinary words: `12 gemeenten`, `3 oktober`.
QUANTITY = re.compile(
    r"januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|jaar|jaren|jarig\w*|"
    r"maand(?:en)?|we(?:ek|ken)|dag(?:en)?|uur|uren|minuten|keer|maal|procent|euro|miljoen|miljard|inwoners|mensen|"
    r"gemeenten?|provincies?|leden|colleges?|raden|raadsleden|wethouders|burgemeesters|bestuurders|portefeuilles|"
    r"organisaties|scholen|woningen|banen|projecten|punten|stappen|tips|vragen|lessen|redenen|thema['’]?s?",
)
# From one number to the next: the same twice, the next, or one left out.
STEPS = range(3)
MOST_FIRST = 1


@dataclass(frozen=True)
class Counting:
    """Which of some headings have a number that counts, by their places; `is_clean`: 1, 2, 3 without a fault.

    `doubtful`: the places of headings that start with a number that does not count with the others.
    """

    places: frozenset[int] = frozenset()
    doubtful: frozenset[int] = frozenset()
    is_clean: bool = True


def counting(texts: Sequence[str]) -> Counting:
    """Which of the headings of one level, in order, are numbered by hand.

    Numbers that count from 1 without a fault are numbers of headings. So are those of at least half of the headings
    that mostly go up from 1. A number in front of what is counted (`12 gemeenten`), or one that is far from the others,
    belongs to the words.
    """
    written = {place: int(NUMBER.findall(text)[0]) for place, text in enumerate(texts) if is_numbered(text)}
    capitals = are_capitals_usual(texts[place] for place in written)
    numbers = {place: number for place, number in written.items() if not is_quantity(texts[place], capitals=capitals)}
    lowest = min(numbers.values(), default=0)
    row = {place: number for place, number in numbers.items() if number <= lowest + len(texts)}
    usual = sum(numbering_of(text)[0] == "numbered" for text in texts)
    is_clean = counts_cleanly(list(row.values()))
    if is_clean or (len(row) * 2 >= usual and counts_mostly(list(row.values()))):
        return Counting(frozenset(row), frozenset(written.keys() - row.keys()), is_clean)
    return Counting(doubtful=frozenset(written))


def is_numbered(text: str) -> bool:
    """Whether a heading starts with a number of one level: `3.`, `3)`, `3 –` or `3`."""
    return (SINGLE.match(text) or BARE.match(text)) is not None


def are_capitals_usual(texts: Iterable[str]) -> bool:
    """Whether most words behind a number start with a capital."""
    found = [FIRST_WORD.match(text) for text in texts]
    return sum(word is not None and word[1][0].isupper() for word in found) * 2 >= len(found)


def is_quantity(text: str, *, capitals: bool) -> bool:
    """Whether a number counts what follows: a known word, or one in lower case where capitals are usual."""
    found = FIRST_WORD.match(text)
    return found is not None and found[1][0].islower() and (capitals or QUANTITY.fullmatch(found[1]) is not None)


def counts_cleanly(row: Sequence[int]) -> bool:
    """Whether numbers are 1, 2, 3 …, perhaps several times."""
    return len(set(row)) > 1 and row[0] == 1 and all(after in {before + 1, 1} for before, after in pairwise(row))


def counts_mostly(row: Sequence[int]) -> bool:
    """Whether numbers go up from 1, or one by one from another, with few faults."""
    if len(set(row)) < 2:
        return False
    pairs = list(pairwise(row))
    one_by_one = len(row) > 2 and all(after == before + 1 for before, after in pairs)
    fitting = sum(after - before in STEPS or after == 1 for before, after in pairs)
    return one_by_one or (row[0] <= MOST_FIRST and fitting * 3 >= len(pairs) * 2)
