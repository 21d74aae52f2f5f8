"""Where long Dutch words may break: Chromium on a desktop knows no Dutch, and breaks them anywhere."""

import re
from functools import lru_cache

from pyphen import Pyphen

SOFT = "\u00ad"
LONG = 12
# A part of a word that is shorter says too little at the end or the start of a line.
LEAST_BEFORE, LEAST_BETWEEN, LEAST_AFTER = 5, 4, 5
# A tag stays as it is, and so does a name with dots or strokes, such as an address.
WORD = re.compile(rf"<[^>]*>|(?<![\w@./&-])[^\W\d_]{{{LONG},}}(?![\w@./-])")


def with_soft_hyphens(html: str) -> str:
    """Escaped text or HTML in which long words have soft hyphens; these show only where a line ends."""
    return WORD.sub(lambda found: found[0] if found[0].startswith("<") else broken(found[0]), html)


@lru_cache(maxsize=2048)
def broken(word: str) -> str:
    """A word with a soft hyphen at each place where it may break."""
    found = [int(place) for place in dictionary().positions(word)]
    places: list[int] = []
    for place in found:
        # One letter between two places is the s of a compound, which stays with what is before it.
        if place + 1 not in found and place - (places[-1] if places else 0) >= LEAST_BETWEEN:
            places.append(place)
    return SOFT.join(word[first:last] for first, last in zip([0, *places], [*places, len(word)], strict=True))


@lru_cache(maxsize=1)
def dictionary() -> Pyphen:
    """The Dutch patterns; read when the first long word comes by."""
    return Pyphen(lang="nl_NL", left=LEAST_BEFORE, right=LEAST_AFTER)
