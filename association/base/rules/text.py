"""When text holds nothing to read."""

import unicodedata

INVISIBLE = frozenset("CZ")
FILLERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")


def is_blank(text: str) -> bool:
    """Whether every character is white space, a control or format character (zero width), or a filler."""
    return all(unicodedata.category(char)[0] in INVISIBLE or char in FILLERS for char in text)
