"""A mail's HTML as plain text: the same words in the same order, each link with its full address."""

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

PARAGRAPHS = frozenset({"p", "h1", "h2", "h3", "h4", "ul", "ol", "table", "caption", "div"})
LINES = frozenset({"tr", "li", "br"})
SPACE = re.compile(r"[ \t\r\n\f]+")
MANY_LINES = re.compile(r"\n{3,}")
LOOSE_SPACE = re.compile(r" *\n *")


def plain(html: str) -> str:
    """The words of some HTML, paragraphs apart, headings underlined, links as `words (address)`."""
    text = "".join(pieces(BeautifulSoup(html, "html.parser")))
    text = LOOSE_SPACE.sub("\n", re.sub(r" {2,}", " ", text))
    return MANY_LINES.sub("\n\n", text).strip()


def pieces(node: Tag) -> Iterator[str]:
    """The words of what stands in an element."""
    for child in node.children:
        if isinstance(child, Tag):
            yield from tag_pieces(child)
        elif type(child) is NavigableString:
            yield SPACE.sub(" ", str(child).replace("\xa0", " "))


def tag_pieces(tag: Tag) -> Iterator[str]:
    """The words of an element with the space around it."""
    inner = "".join(pieces(tag))
    words = SPACE.sub(" ", inner).strip()
    if tag.name == "a":
        yield linked(words, str(tag.get("href") or ""))
    elif tag.name == "img":
        alt = str(tag.get("alt") or "")
        yield f"\n\n[Beeld: {alt}]\n\n" if alt else ""
    elif tag.name in {"h1", "h2"} and words:
        yield f"\n\n{words}\n{'-' * min(len(words), 60)}\n\n"
    elif tag.name in {"td", "th"} and is_data(tag):
        yield f"{words} | " if tag.find_next_sibling(["td", "th"]) else words
    elif tag.name == "li":
        yield f"\n- {inner.strip()}"
    elif tag.name in LINES:
        yield f"{inner}\n" if tag.name != "br" else "\n"
    elif tag.name in PARAGRAPHS:
        yield f"\n\n{inner}\n\n"
    else:
        yield inner


def linked(words: str, address: str) -> str:
    """A link in plain text."""
    shown = address.removeprefix("mailto:").removeprefix("tel:")
    if not shown or address.startswith("tel:"):
        return words
    return words if words == shown else f"{words} ({shown})" if words else shown


def is_data(cell: Tag) -> bool:
    """Whether a cell is one of a table of facts, not of one that holds the mail together."""
    table = cell.find_parent("table")
    return table is not None and table.get("role") != "presentation"
