"""Formatted text, taken apart into running text, headings and links; quick, and never an error."""

import re
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser

from association.quality.rules.content import Heading, Link, Text

APART = frozenset({"p", "li", "ul", "ol", "br", "hr", "h2", "h3", "h4", "h5", "h6", "td", "th", "tr", "div"})
HEADINGS = {"h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
SILENT = frozenset({"script", "style"})
TAG = re.compile(r"<[^<>]*>")
MOST_CHARACTERS = 500_000


class Reader(HTMLParser):
    """Collects the parts of one piece of formatted text."""

    def __init__(self, place: str) -> None:
        super().__init__(convert_charrefs=True)
        self.place = place
        self.parts: list[Text | Heading | Link] = []
        self.words: list[str] = []
        self.link: dict[str, str] | None = None
        self.link_words: list[str] = []
        self.level = 0
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note where a paragraph, heading or link begins."""
        if tag in APART:
            self.end_text()
        if tag in HEADINGS:
            self.level = HEADINGS[tag]
        elif tag == "a":
            self.end_link()
            self.link = {name: value or "" for name, value in attrs}
        self.silent += tag in SILENT

    def handle_endtag(self, tag: str) -> None:
        """Note where one ends."""
        if tag == "a":
            self.end_link()
        elif tag in APART:
            self.end_text()
        self.silent = max(0, self.silent - (tag in SILENT))

    def handle_data(self, data: str) -> None:
        """Keep the words."""
        if not self.silent:
            self.words.append(data)
            if self.link is not None:
                self.link_words.append(data)

    def end_link(self) -> None:
        """A link is over."""
        if self.link is None:
            return
        words, link = squeezed("".join(self.link_words)), self.link
        self.link, self.link_words = None, []
        kind, number = link.get("linktype", ""), whole(link.get("id", ""))
        address = link.get("href", "").strip()
        if kind in {"page", "document"} or address:
            page, document = (number if kind == name else None for name in ("page", "document"))
            self.parts.append(Link(words, self.place, page=page, document=document, address=address))

    def end_text(self) -> None:
        """A paragraph or heading is over."""
        words, level = squeezed("".join(self.words)), self.level
        self.words, self.level = [], 0
        if level:
            self.parts.append(Heading(words, level, self.place))
        elif words:
            self.parts.append(Text(words, self.place))


def parts_of(html: str, place: str) -> Iterator[Text | Heading | Link]:
    """The parts of formatted text as it is stored; of text that no parser understands, its words."""
    html = html[:MOST_CHARACTERS]
    if "<" not in html:
        if words := squeezed(unescape(html)):
            yield Text(words, place)
        return
    reader = Reader(place)
    try:
        reader.feed(html)
        reader.close()
    except AssertionError:  # Python's parser on a declaration that it does not know
        yield Text(squeezed(unescape(TAG.sub(" ", html))), place)
        return
    reader.end_link()
    reader.end_text()
    yield from reader.parts


def squeezed(text: str) -> str:
    """Text with single spaces, and none around it."""
    return " ".join(text.split())


def whole(text: str) -> int | None:
    """A number of a row, or None."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
