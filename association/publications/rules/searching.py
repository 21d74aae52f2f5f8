"""Searching in texts: which words are asked for, whether they stand there, and the piece around them.

Letters match whatever their case and accents. A word is found inside longer ones too ("bouw" in "woningbouw"), unless
it has one or two letters; words between quotes are found exactly so, one behind the other.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

LONGEST_QUERY = 200
MOST_TERMS = 12
LEAST_LETTERS = 2
WHOLE_WORDS = 2  # letters or less
BEFORE, SNIPPET = 70, 240
QUOTES = str.maketrans(dict.fromkeys("“”„‟«»″", '"'))
APOSTROPHES = frozenset("’‘‛`´′ʼ")
NO_WORD = re.compile(r"^[\W_]+|[\W_]+$")

Pieces = tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class Terms:
    """What is asked for: one pattern per word or phrase, for folded text."""

    patterns: tuple[re.Pattern[str], ...] = ()
    is_too_short: bool = False

    def __bool__(self) -> bool:
        return bool(self.patterns)


@lru_cache(maxsize=4096)
def folded_sign(sign: str) -> str:
    """A sign without case and accents; empty for what is not seen."""
    if sign in APOSTROPHES:
        return "'"
    plain = unicodedata.normalize("NFKD", sign)
    return "".join(one for one in plain if unicodedata.category(one) not in {"Mn", "Cf", "Cc"}).casefold()


def folded(text: str) -> str:
    """A text as it is searched."""
    return text.lower() if text.isascii() else "".join(map(folded_sign, text))


def terms_of(query: str) -> Terms:
    """The words and phrases of a query: at most twelve, of two hundred signs together."""
    parts = query[:LONGEST_QUERY].translate(QUOTES).split('"')
    # Behind a quote that is never closed stand plain words.
    phrases = [part for number, part in enumerate(parts) if number % 2 and number < len(parts) - 1]
    loose = [part for number, part in enumerate(parts) if not number % 2 or number == len(parts) - 1]
    words = list(chain.from_iterable(folded(part).split() for part in loose))
    found = [*((" ".join(folded(phrase).split()), True) for phrase in phrases), *((word, False) for word in words)]
    wanted = dict.fromkeys((NO_WORD.sub("", text), exact) for text, exact in found)
    kept = [(text, exact) for text, exact in wanted if text][:MOST_TERMS]
    if sum(len(text) for text, _ in kept) < LEAST_LETTERS:
        return Terms(is_too_short=bool(query.strip()))
    return Terms(tuple(pattern_of(text, exact=exact) for text, exact in kept))


def pattern_of(text: str, *, exact: bool) -> re.Pattern[str]:
    """What finds a word or phrase in folded text."""
    escaped = re.escape(text)
    if exact or len(text) <= WHOLE_WORDS:
        return re.compile(rf"(?<!\w){escaped}(?!\w)")
    return re.compile(escaped)


def holds(terms: Terms, text: str, around: str) -> bool:
    """Whether a text, with what stands above it, has all terms, at least one of them in the text itself."""
    own = folded(text)
    if not any(pattern.search(own) for pattern in terms.patterns):
        return False
    above = folded(around)
    return all(pattern.search(own) or pattern.search(above) for pattern in terms.patterns)


def spans(terms: Terms, text: str) -> list[tuple[int, int]]:
    """Where the terms stand in a text, from (inclusive) and to (exclusive), in order; none overlap."""
    places = [place for place, sign in enumerate(text) for _ in folded_sign(sign)]
    low = "".join(map(folded_sign, text))
    found = sorted((match.start(), match.end()) for pattern in terms.patterns for match in pattern.finditer(low))
    joined: list[tuple[int, int]] = []
    for start, end in found:
        first, last = places[start], places[end - 1] + 1
        # An accent that is a sign of its own belongs to the letter before it.
        while last < len(text) and not folded_sign(text[last]):
            last += 1
        if joined and first < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], last))
        else:
            joined.append((first, last))
    return joined


def marked(terms: Terms, text: str) -> Pieces:
    """A whole text in pieces, each with whether it was asked for."""
    return tuple(pieces(text, spans(terms, text), 0, len(text)))


def snippet(terms: Terms, text: str) -> Pieces:
    """A piece of a text around the first term in it, whole words; the beginning when none is in it."""
    found = spans(terms, text)
    middle = found[0][0] if found else 0
    start = 0 if middle <= BEFORE else text.rfind(" ", 0, middle - BEFORE) + 1
    end = len(text) if len(text) <= start + SNIPPET else text.rfind(" ", start, start + SNIPPET)
    if end <= middle:
        end = min(start + SNIPPET, len(text))
    shown = list(pieces(text, found, start, end))
    return (*((("… ", False),) if start else ()), *shown, *(((" …", False),) if end < len(text) else ()))


def pieces(text: str, found: Sequence[tuple[int, int]], start: int, end: int) -> Iterator[tuple[str, bool]]:
    """The part of a text between two places, cut where the terms stand."""
    here = start
    for left, right in found:
        first, last = max(left, here), min(right, end)
        if first >= last:
            continue
        if here < first:
            yield text[here:first], False
        yield text[first:last], True
        here = last
    if here < end:
        yield text[here:end], False
