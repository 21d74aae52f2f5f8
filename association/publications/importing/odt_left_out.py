"""What of an ODT document does not come along, told item by item."""

import posixpath
from typing import Any

from association.publications.importing.inline import address_of
from association.publications.importing.odt_styles import STYLE
from association.publications.importing.odt_tree import DRAW, LINK, OFFICE, PARAGRAPHS, TEXT, OpenReading
from association.publications.importing.word_left_out import DEAD_LINKS, DELETED, HEAD_PICTURES, HEAD_TEXT, REMARKS
from association.publications.importing.words import tokens


def report_what_is_left(body: Any, styles: Any, reading: OpenReading) -> None:
    """Tell what does not come along; the text must still be as it was."""
    pages = [] if styles is None else list(styles.iter(f"{STYLE}master-page"))
    heads = [text_of(paragraph) for page in pages for paragraph in page.iter(*PARAGRAPHS)]
    reading.tell_outside(HEAD_TEXT, [text for text in heads if any(not word.isdigit() for word in tokens(text))])
    pictures = [posixpath.basename(item.get(LINK, "")) for page in pages for item in page.iter(f"{DRAW}image")]
    reading.tell_outside(HEAD_PICTURES, [name or "zonder naam" for name in dict.fromkeys(pictures)])
    reading.tell_outside(REMARKS, [text_of(item) for item in body.iter(f"{OFFICE}annotation")])
    reading.tell_outside(DELETED, [text_of(item) for item in body.iter(f"{TEXT}deletion")])
    links = [(item.get(LINK, ""), text_of(item)) for item in body.iter(f"{TEXT}a")]
    reading.tell_outside(DEAD_LINKS, [f"{words} ({address})" for address, words in links if not address_of(address)])


def text_of(element: Any) -> str:
    """The text in an element on one line."""
    return " ".join(" ".join(element.itertext()).split())
