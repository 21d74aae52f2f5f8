"""Marks: what a paragraph or a place in it is, written into its text so that any converter hands it on unharmed.

A mark is `key=value;key=value` between two characters for private use, which are taken out of the document's own text.
Keys: `h` level of a heading, `u` not sure of it, `r` role, `b` bold by style; `list`, `level`, `number`, `style` and
`key` of a list item; `columns`, `rows`, `head` and `covered` of a cell; `box` a frame; `picture` and `note` a place;
`start` the text of a note, or a table that `inner` stands for.
"""

import re

OPEN, CLOSE = "\ue000", "\ue001"
OWN = re.compile("[\ue000-\ue001]")
MARK = re.compile("\ue000([^\ue001]*)\ue001")


def mark(**values: object) -> str:
    """A mark with these values."""
    return OPEN + ";".join(f"{key}={value}" for key, value in values.items()) + CLOSE


def values_of(text: str) -> dict[str, str]:
    """The values of a mark, from what stands between its two characters."""
    return dict(part.split("=", 1) for part in text.split(";") if "=" in part)


def without_marks(text: str) -> str:
    """A document's own text, without the characters that marks are made of."""
    return OWN.sub("", text)
