"""Whether all words of a document are in what was made of it, or are known to be left out."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any

from association.publications.importing.words import tokens

NOTE_NUMBER = re.compile(r'<sup><a href="#[\w-]+">\d+</a></sup>')
BETWEEN = re.compile(r"</?(?:p|li|ul|ol|br|h\d)\b[^>]*>")
TAG = re.compile(r"</?(?:a|b|strong|sup|sub)\b[^>]*>")
# Keys of stored values that hold no text for readers.
SILENT = frozenset({"anchor", "id", "type", "level", "kind"})


def missing(source: Iterable[str], made: Iterable[str], left_out: Iterable[str]) -> list[str]:
    """The paragraphs of a document of which words are neither in what was made nor in what was left out on purpose.

    Words are counted over all. Of the paragraphs with a word of which there are too few, the one that is nowhere to be
    found whole is taken first, the rarest word first.
    """
    paragraphs = [(text, tokens(text)) for text in source]
    pieces = [tokens(text) for text in (*made, *left_out)]
    there = Counter(word for words in pieces for word in words)
    counts = Counter(word for _, words in paragraphs for word in words)
    lacking = counts - there
    if not lacking:
        return []
    everything = f" {'  '.join(' '.join(words) for words in pieces)} "
    places = places_of(paragraphs, lacking)
    found: set[int] = set()
    for word in sorted(lacking, key=lambda word: (counts[word], word)):
        suspects = [place for place in places[word] if place not in found]
        suspects.sort(key=lambda place: f" {' '.join(paragraphs[place][1])} " in everything)
        for place in suspects:
            if lacking[word] <= 0:
                break
            found.add(place)
            lacking.subtract(paragraphs[place][1])
    return [paragraphs[place][0] for place in sorted(found)]


def places_of(paragraphs: list[tuple[str, list[str]]], wanted: Counter[str]) -> dict[str, list[int]]:
    """In which paragraphs each of some words stands."""
    places: dict[str, list[int]] = {word: [] for word in wanted}
    for place, (_, words) in enumerate(paragraphs):
        for word in set(words) & wanted.keys():
            places[word].append(place)
    return places


def stored_texts(value: Any, key: str = "") -> Iterator[str]:
    """Every text in the stored form of blocks."""
    if isinstance(value, str):
        if key not in SILENT:
            yield unescape(TAG.sub("", BETWEEN.sub(" ", NOTE_NUMBER.sub("", value))))
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from stored_texts(item, name)
    elif isinstance(value, list):
        for item in value:
            yield from stored_texts(item, key)
