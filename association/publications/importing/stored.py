"""Blocks in the form in which a page stores them."""

import re
from typing import Any
from uuid import uuid4

from django.utils.text import slugify

from association.base.blocks.page import TAKEN, unique
from association.publications.importing.headings import plain
from association.publications.importing.source import Listing

Stored = dict[str, Any]
LONGEST_CAPTION = 200
LONGEST_ANCHOR = 80
NOTE = re.compile(r'<a href="note:([^"]*)"></a>')
LOCAL = re.compile(r'<a href="#([^"]*)">(.*?)</a>')
# Links to bookmarks of the document wait, in this form, until all anchors and pages are known.
WAITING = "#doc:"


def stored(kind: str, value: Any) -> Stored:
    """A block in its stored form."""
    return {"type": kind, "value": value, "id": str(uuid4())}


def item(value: Any) -> Stored:
    """An item of a list in its stored form."""
    return stored("item", value)


def heading(text: str, level: int, anchor: str) -> Stored:
    """A heading."""
    return stored("heading", {"text": text, "level": str(level), "anchor": anchor})


def anchor_for(text: str, seen: set[str]) -> str:
    """An anchor that no other heading of the page has, nor the page itself; adds it to `seen`."""
    return unique(slugify(text)[:LONGEST_ANCHOR].strip("-") or "kop", seen)


def taken_anchors() -> set[str]:
    """Anchors that a text cannot use."""
    return set(TAKEN)


def paragraph(html: str) -> str:
    """A paragraph of formatted text."""
    return f"<p>{html}</p>"


def listing_html(listing: Listing) -> str:
    """A list as formatted text; one that does not count from 1, or not in figures, as paragraphs with its numbers."""
    if listing.ordered and listing.start != 1:
        return numbered_paragraphs(listing)
    tag = "ol" if listing.ordered else "ul"
    return f"<{tag}>{''.join(item_html(entry.html, entry.children) for entry in listing.items)}</{tag}>"


def item_html(texts: tuple[str, ...], children: tuple[Listing, ...]) -> str:
    """An item with the lists below it."""
    inside = "".join(listing_html(child) if is_plain(child) else f"<ul>{bullets(child)}</ul>" for child in children)
    return f"<li>{'<br/>'.join(texts)}{inside}</li>"


def is_plain(listing: Listing) -> bool:
    """Whether a list can be shown as one."""
    return not listing.ordered or listing.start == 1


def bullets(listing: Listing) -> str:
    """Items of a list inside a list that does not count from 1: each with its number in the text."""
    return "".join(
        item_html((f"{number}. {entry.html[0] if entry.html else ''}", *entry.html[1:]), entry.children)
        for number, entry in enumerate(listing.items, start=listing.start)
    )


def numbered_paragraphs(listing: Listing) -> str:
    """The items of a list as paragraphs with their numbers."""
    pieces = []
    for number, entry in enumerate(listing.items, start=listing.start):
        pieces.append(paragraph(f"{number}. {'<br/>'.join(entry.html)}"))
        pieces += [listing_html(child) for child in entry.children]
    return "".join(pieces)


def words_in(html: str) -> int:
    """How many words formatted text has."""
    return len(plain(html).split())
