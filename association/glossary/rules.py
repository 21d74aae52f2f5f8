"""Words that are explained: how they are spelled, where they stand in a text, and whether it explains them itself."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from html import escape, unescape
from unicodedata import normalize

LONGEST_IN_CAPITALS = 5
NEAR = 30  # characters around a word in which the text may explain it itself
OTHERS = "0-9"
# Nothing is explained inside these: they lead somewhere, are a name of something, or are no running text.
CLOSED = frozenset(
    {"a", "abbr", "button", "caption", "code", "h1", "h2", "h3", "h4", "h5", "h6", "label", "legend", "pre", "script",
     "style", "summary", "svg", "th"}
)  # fmt: skip
TOKEN = re.compile(
    r"""<(?P<end>/?)(?P<tag>[a-zA-Z][a-zA-Z0-9-]*)(?:"[^"]*"|'[^']*'|[^'"<>])*>|&\#?\w+;|(?P<word>\w+)""", re.VERBOSE
)
TAG = re.compile(r"<[^<>]*>")
# What may not stand right before or after a word: it is then a part of another word, a code or an address.
BEFORE = re.compile(r"[\w@./#\-]$|&amp;$")
AFTER = re.compile(r"[\w@/]|&amp;|\.\w")


@dataclass(frozen=True)
class Entry:
    """A word that is explained: its place in the list, the full form and the explanation (either may be empty)."""

    anchor: str
    word: str
    full_form: str
    explanation: str

    @property
    def sentence(self) -> str:
        """All that is known of it: "portefeuillehoudersoverleg: overleg van wethouders."."""
        return ": ".join(filter(None, [self.full_form, self.explanation]))

    @property
    def short(self) -> str:
        """What it stands for in a few words, to stand in brackets."""
        return self.full_form or self.explanation.rstrip(".")


Mark = Callable[[str, Entry, str, str], str]
# What stays on one line with a word: a browser may break a line beside a button.
OPENS = re.compile(r"[(\[“‘„«\"']+\Z")
HYPHEN = re.compile(r"[-‐‑]")


def lines(text: str) -> list[str]:
    """The lines of a text that say something, without spaces around them."""
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def spellings(word: str) -> list[str]:
    """How a word may be written in a text; the first is its own. Capitals are kept: RES is no "res"."""
    if not word.islower():
        return [word]
    capital = word[:1].upper() + word[1:]
    return [word, capital, *([word.upper()] if len(word) <= LONGEST_IN_CAPITALS else [])]


def letter_of(word: str) -> str:
    """The letter under which a word stands in a list: É is E, a number has a place of its own."""
    first = normalize("NFKD", word.strip()[:1]).upper()[:1]
    return first if "A" <= first <= "Z" else OTHERS


class Words:
    """The words of one association, found by their first part; the cost of a text does not depend on their number."""

    def __init__(self, entries: Iterable[tuple[Entry, Iterable[str]]]) -> None:
        """Entries, each with the other ways in which its word is written."""
        listed = list(entries)
        found: dict[str, Entry] = {}
        for entry, others in listed:
            for word in (entry.word, *others):
                found.setdefault(word, entry)
        for entry, others in listed:
            for word in (entry.word, *others):
                for spelling in spellings(word):
                    found.setdefault(spelling, entry)
        self.known = frozenset(found)
        self.by_part: dict[str, list[tuple[str, Entry]]] = {}
        # The longest come first.
        for spelling in sorted(found, key=len, reverse=True):
            written = escape(spelling, quote=False)
            if part := re.match(r"\w+", written):
                self.by_part.setdefault(part[0], []).append((written, found[spelling]))

    def at(self, html: str, match: re.Match[str]) -> tuple[str, Entry] | None:
        """The longest whole word that begins at a match, as it is written."""
        candidates = self.by_part.get(match["word"])
        if not candidates or BEFORE.search(html, max(match.start() - 5, 0), match.start()):
            return None
        for written, entry in candidates:
            if html.startswith(written, match.start()) and not AFTER.match(html, match.start() + len(written)):
                return written, entry
        return None


def open_words(html: str, words: Words) -> Iterator[tuple[int, str, Entry]]:
    """Place, spelling and entry of each word in formatted text that may be explained there."""
    closed = done = 0
    for match in TOKEN.finditer(html):
        if match["tag"] and match["tag"].lower() in CLOSED:
            closed = max(closed - 1, 0) if match["end"] else closed + 1
        elif match["word"] and not closed and match.start() >= done and (found := words.at(html, match)):
            yield match.start(), *found
            done = match.start() + len(found[0])


def explained(html: str, words: Words, seen: set[str], mark: Mark) -> str:
    """Formatted text in which each word that is not yet in `seen` is marked once; the words are added to `seen`.

    What the text explains on the spot needs no mark. `mark` gets the word as plain text, and the signs right before
    and after it that stay on its line; it gives HTML with all of these.
    """
    pieces, done = [], 0
    for start, written, entry in open_words(html, words):
        if entry.anchor in seen:
            continue
        seen.add(entry.anchor)
        end = start + len(written)
        reach = len(entry.full_form) + NEAR
        if not explains_itself(
            plain(html[max(start - 2 * reach, 0) : start]), plain(html[end : end + 2 * reach]), entry
        ):
            before, after = beside(html, max(start - NEAR, done), start, end)
            pieces += [html[done : start - len(before)], mark(unescape(written), entry, before, after)]
            done = end + len(after)
    return "".join([*pieces, html[done:]])


def beside(html: str, least: int, start: int, end: int) -> tuple[str, str]:
    """The opening signs right before a word, from `least` on, and the hyphen right behind it."""
    before, after = OPENS.search(html, least, start), HYPHEN.match(html, end)
    return before[0] if before else "", after[0] if after else ""


def explains_itself(before: str, after: str, entry: Entry) -> bool:
    """Whether the text around a word says what it stands for: "lange vorm (LV)", "LV: lange vorm"."""
    if before.endswith("(") and before[:-1].strip() and after[:1] in set("),;:"):
        return True
    full, reach = entry.full_form.casefold(), len(entry.full_form) + NEAR
    return bool(full) and (full in before[-reach:].casefold() or full in after[:reach].casefold())


def plain(html: str) -> str:
    """A piece of formatted text as it reads."""
    return unescape(TAG.sub("", html))
