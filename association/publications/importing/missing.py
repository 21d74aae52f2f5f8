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

    A paragraph that is found whole somewhere is there, unless its words are too few in number over all.
    """
    paragraphs = [(text, tokens(text)) for text in source]
    pieces = [tokens(text) for text in (*made, *left_out)]
    lacking = Counter(word for _, words in paragraphs for word in words)
    lacking.subtract(word for words in pieces for word in words)
    lacking = +lacking
    if not lacking:
        return []
    everything = f" {'  '.join(' '.join(words) for words in pieces)} "
    suspects = [(text, words) for text, words in paragraphs if any(word in lacking for word in words)]
    absent = [pair for pair in suspects if f" {' '.join(pair[1])} " not in everything]
    return list(reported([*absent, *(pair for pair in suspects if pair not in absent)], lacking))


def reported(suspects: Iterable[tuple[str, list[str]]], lacking: Counter[str]) -> Iterator[str]:
    """Paragraphs, until all words that are lacking stand in one."""
    for text, words in suspects:
        if any(lacking[word] > 0 for word in words):
            lacking.subtract(words)
            yield text


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
