"""What the words of a heading say: a number typed in front, an annex, a portfolio, a list of contents."""

import re
import unicodedata
from html import unescape

TAGS = re.compile(r"<br/>|<[^>]*>")
CONTENTS = frozenset({"inhoud", "inhoudsopgave", "inhoudsopgaaf", "inhoudsoverzicht", "tableofcontents", "contents"})
UNNUMBERED = frozenset(
    {"voorwoord", "woordvooraf", "tengeleide", "colofon", "nawoord", "samenvatting", "leeswijzer", "dankwoord",
     "tenslotte", "slotwoord", "begrippenlijst", "afkortingen", "afkortingenlijst", "lijstvanafkortingen",
     "managementsamenvatting"}
)  # fmt: skip
CHAPTER = re.compile(
    r"(?:(?:hoofdstuk|paragraaf|deel|chapter)\s+(?:\d{1,2}(?:\.\d{1,2})*|[IVXLC]{1,6})\b\s*[:.)–—-]*\s*"
    r"|[IVX]{1,6}[.)]\s+)(?=\S)",
    re.IGNORECASE,
)
SINGLE = re.compile(r"\d{1,2}(?:[.)]\s*(?=[^\d\s.,])|\s*[:–—-]\s+(?=\S))")
SEVERAL = re.compile(r"\d{1,2}(?:\.\d{1,2})+[.):]?\s+(?=\S)")
BARE = re.compile(r"(\d{1,2})\s+(?=[^\W\d])")
ANNEX = re.compile(r"bijlagen?\b", re.IGNORECASE)
ANNEX_NUMBER = re.compile(r"bijlage\s+(?:\d{1,2}|[A-Z]|[IVX]{1,5})(?![\w])\s*[:.)–—-]*\s*", re.IGNORECASE)
PORTFOLIO = re.compile(r"portefeuille\b[^a-z]", re.IGNORECASE)
PORTFOLIO_WORD = re.compile(r"portefeuille\b[\s:–—-]*", re.IGNORECASE)
PAGE_NUMBER = re.compile(r"[\s.…·_\t]*\b\d{1,3}\s*$")
# A line of a list of contents is no longer than this.
LONGEST_LINE = 150
LEADERS = re.compile(r"[.…·_]{3,}")


def plain(html: str) -> str:
    """Formatted text without its form."""
    return " ".join(unescape(TAGS.sub(lambda tag: " " if tag[0] == "<br/>" else "", html)).split())


def bare(text: str) -> str:
    """A text as its letters and digits, without accents: to compare titles."""
    split = unicodedata.normalize("NFKD", text.casefold().replace("&", "en"))
    return "".join(char for char in split if char.isalnum())


def is_contents_title(text: str) -> bool:
    """Whether a line stands above a list of contents."""
    return bare(text) in CONTENTS


def without_number(text: str, *, counted: bool = False, inner: bool = False) -> str:
    """A heading without the number typed in front; the heading itself when nothing else is left.

    `counted`: it counts with the numbers of other headings, so a bare number without dot is one too. `inner`: for
    headings inside a chapter, of which a single number (`3.`) stays when it does not count.
    """
    rules = [SEVERAL, SINGLE, BARE] if counted else [SEVERAL, SINGLE]
    rules = rules[: None if counted else 1] if inner else [CHAPTER, *rules]
    for rule in rules:
        if (found := rule.match(text)) and (rest := text[found.end() :].strip()):
            return rest[0].upper() + rest[1:]
    return text


def number_before(text: str, title: str) -> str:
    """What stands in front of a title in the text that it was taken from, of which it is the end."""
    return text[: len(text) - len(title)].strip()


def numbering_of(title: str) -> tuple[str, str]:
    """How a chapter is numbered (ChapterPage.Numbering) and its title without `Bijlage A:`."""
    if ANNEX.match(title):
        found = ANNEX_NUMBER.match(title)
        rest = title[found.end() :].strip() if found else ""
        return "annex", (rest[0].upper() + rest[1:]) if rest else title
    return ("unnumbered" if bare(title) in UNNUMBERED else "numbered"), title


def is_portfolio(title: str) -> bool:
    """Whether a heading names a portfolio: `Portefeuille Sport`, not `Portefeuillehouders`."""
    return PORTFOLIO.match(title) is not None


def portfolio_name(title: str) -> str:
    """The name of the portfolio in a heading."""
    return PORTFOLIO_WORD.sub("", title, count=1).strip()


def is_contents_line(text: str, titles: frozenset[str]) -> bool:
    """Whether a line could stand in a list of contents: a page number at its end, or the words of a heading."""
    if len(text) > LONGEST_LINE:
        return False
    if LEADERS.search(text):
        return True
    rest = PAGE_NUMBER.sub("", text).strip()
    known = bare(rest) in titles or bare(without_number(rest, counted=True)) in titles
    return known or (rest != text.strip() and bool(rest))
