"""Rules of guides that need no database: who reads, in which words, and what travels along in the address."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.html import escape

# What a reader may be, by the word in the address.
ROLES = {
    "raadslid": "Raadslid",
    "wethouder": "Wethouder",
    "burgemeester": "Burgemeester",
    "griffier": "Griffier",
}
COLLEGE = frozenset({"wethouder", "burgemeester"})
ROLE, TOWN, PORTFOLIO, ANSWER = "rol", "gemeente", "portefeuille", "antwoord"
GUIDE, STEP = "gids", "stap"
SLUG = re.compile(r"[\w-]{1,100}")
ANSWERED = re.compile(r"([1-9]\d?)-([1-9])")
WORDS_PER_MINUTE = 200
NUMBERS = ("nul", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf")
# Readers' opinions: so long, so many from one place in a day, and for how long what is kept.
LONGEST_REMARK = 600
CLIENT_OPINIONS_A_DAY = 40
CLIENT_KEPT = timedelta(days=1)
REMARKS_KEPT = timedelta(days=365)


@dataclass(frozen=True)
class Choice:
    """What a reader chose, as the address has it: a role, and the slugs of a municipality and a portfolio."""

    role: str = ""
    town: str = ""
    portfolio: str = ""

    @classmethod
    def from_query(cls, query: QueryDict) -> "Choice":
        """What an address asks for; what cannot be a role or slug is left out."""
        role, town, portfolio = (query.get(name, "") for name in (ROLE, TOWN, PORTFOLIO))
        return cls(role if role in ROLES else "", slug_or_none(town), slug_or_none(portfolio))

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Name and value of what was chosen, as a form sends them along."""
        found = ((ROLE, self.role), (TOWN, self.town), (PORTFOLIO, self.portfolio))
        return [(name, value) for name, value in found if value]

    @property
    def query(self) -> str:
        """What stands behind an address: "?rol=raadslid&gemeente=assen"; empty without a choice."""
        return f"?{urlencode(self.pairs)}" if self.pairs else ""

    @property
    def reads_for(self) -> str:
        """For whom somebody reads: "raad", "college", or "raad of college" without a role."""
        if not self.role:
            return "raad of college"
        return "college" if self.role in COLLEGE else "raad"

    def without(self, name: str) -> "Choice":
        """The choice with one thing left open."""
        return replace(self, **{{TOWN: "town", PORTFOLIO: "portfolio"}[name]: ""})


def slug_or_none(text: str) -> str:
    """A text that may be a slug; empty for any other."""
    return text if SLUG.fullmatch(text) else ""


def answers_in(query: QueryDict) -> dict[int, int]:
    """The options that were chosen by the number of their question, both from 1: `antwoord=1-2` is {1: 2}."""
    found = (ANSWERED.fullmatch(text) for text in query.getlist(ANSWER))
    return {int(match[1]): int(match[2]) for match in found if match}


def minutes_for(words: int) -> int:
    """How long reading takes, in whole minutes; one at least."""
    return max(1, math.ceil(words / WORDS_PER_MINUTE))


def number_word(number: int) -> str:
    """A number as one reads it: "zeven"; above twelve in figures."""
    return NUMBERS[number] if 0 <= number < len(NUMBERS) else str(number)


def in_a_row(words: Sequence[str]) -> str:
    """Words one after another: "2, 3 en 5"."""
    return " en ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def carry(html: str, start: str, query: str) -> str:
    """HTML of which the links to the guides, whose addresses begin with `start`, take the choice along."""
    if not query or not start:
        return html
    link = re.compile(rf'(?<=href=")({re.escape(start)}(?:[\w-]+/)*)(#[^"]*)?(?=")')
    return link.sub(lambda match: f"{match[1]}{escape(query)}{match[2] or ''}", html)
