"""A rendered text as its readers take it in: headings with an address, and the lines below each."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
LINES = HEADINGS | {
    "article", "aside", "blockquote", "caption", "dd", "details", "div", "dl", "dt", "figcaption", "figure", "li", "ol",
    "p", "section", "summary", "table", "tbody", "thead", "tr", "ul",
}  # fmt: skip
CELLS = frozenset({"td", "th"})
BETWEEN_CELLS = " · "
# What stands in an article and is not its text: ways around, drawings, and what the contents say already.
SILENT = frozenset({"nav", "svg", "script", "style", "button", "form"})
SILENT_CLASSES = frozenset({"page-head", "kicker", "date-line", "document-origin"})
VOID = frozenset({"br", "col", "hr", "img", "input", "source", "track", "wbr"})


@dataclass(frozen=True)
class Place:
    """A heading that has an address, and the lines below it: a paragraph, an item of a list or a row of a table each.

    What stands before the first heading has no anchor and no title.
    """

    anchor: str
    title: str
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """All lines."""
        return " ".join(self.lines)


@dataclass
class _Open:
    """The place that is being read."""

    anchor: str = ""
    title: str = ""
    lines: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    """Takes HTML of our own components apart; nothing in it needs mending."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.places = [_Open()]
        self.words: list[str] = []
        self.in_title = False
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.silent or tag in SILENT:
            self.silent += tag not in VOID
            return
        known = dict(attrs)
        if not SILENT_CLASSES.isdisjoint((known.get("class") or "").split()):
            self.silent = 1
        elif tag in LINES:
            self.end_line()
            if tag in HEADINGS and known.get("id"):
                self.places.append(_Open(known["id"] or ""))
                self.in_title = True
        elif tag in CELLS and any(word.strip() for word in self.words):
            self.words.append(BETWEEN_CELLS)
        elif tag == "br":
            self.words.append(" ")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br" and not self.silent:
            self.words.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if self.silent:
            self.silent -= tag not in VOID
        elif tag in LINES:
            self.end_line()

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.words.append(data)

    def end_line(self) -> None:
        """Keep what was read as a line, or as the title of the heading that was open."""
        line = " ".join("".join(self.words).split())
        self.words.clear()
        if self.in_title:
            self.places[-1].title, self.in_title = line, False
        elif line:
            self.places[-1].lines.append(line)


def places_in(html: str) -> list[Place]:
    """The places of a rendered text, in reading order; the first is what stands before any heading, often nothing."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end_line()
    return [Place(place.anchor, place.title, tuple(place.lines)) for place in reader.places]


def lines_in(html: str) -> list[str]:
    """The lines of a rendered text, its headings among them."""
    return [line for place in places_in(html) for line in (place.title, *place.lines) if line]
