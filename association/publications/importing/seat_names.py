"""What stands in a cell with names: each person apart, their office and role, and why nobody is there."""

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from association.memberships.importing.given import EMPTY, HOW
from association.memberships.rules import ROLES
from association.people.rules import OFFICES, PREFIX_WORDS, plain

ADDRESS = re.compile(r"\b(?:dhr|mw|mevr)\b\.?|\b(?:de heer|mevrouw)\b", re.IGNORECASE)
OFFICE_WORDS = {plain(words): words for role, words in ROLES if role in OFFICES}
ROLE_WORDS = {plain(words): words for _, words in ROLES}
SINGLE = re.compile(r"(?<![\w.])([A-Z])(?=\s)")
INITIALS = re.compile(r"(?:[A-Z][a-z]?\.)+")
BRACKETS = re.compile(r"\(([^()]*)\)")
PLACE = re.compile(r"(?:van|gemeente|in)\s+(?:de gemeente\s+)?(.+)", re.IGNORECASE)
LINE_ENDS = " \t,;–—-."
NAME_SIGNS = " \t\n,;:–—/-()"
SIGNS = f"{NAME_SIGNS}."
# Words beside a name that are no part of it.
NEWS = frozenset({"nieuw", "nieuwe", "update", "voordracht", "vacature", "tijdelijk", "was", "tot", "per", "vanaf"})
# Words before a name that say how somebody is there.
BEFORE = {
    "voordracht": "voorgedragen", "voorgedragen": "voorgedragen", "kandidaat": "voorgedragen",
    "tijdelijk": "tijdelijk", "interim": "tijdelijk", "waarnemend": "waarnemend", "waarnemer": "waarnemend",
}  # fmt: skip
MOST_NAMES = 12
DOUBT = "Hier staat meer dan wij zeker weten te lezen: '{}'. Kijk na of dit klopt."


@dataclass(frozen=True)
class Sitting:
    """Somebody in a cell, or why nobody is there; `doubt` says what of the cell was not understood."""

    name: str
    office: str = ""
    behalf: str = ""
    role: str = ""
    capacity: str = ""
    doubt: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether it says why the seat is empty."""
        return plain(self.name) in EMPTY


def sittings(text: str) -> list[Sitting]:
    """Everybody whom a cell names, in its order; none for an empty cell."""
    shown = " ".join(text.split())
    if not shown.strip(SIGNS):
        return []
    if plain(shown) in EMPTY:
        return [Sitting(shown.strip(" -–—"))]
    found = list(ADDRESS.finditer(text))
    if not found:
        return without_address(text, shown)
    starts = [match.start() for match in found] + [len(text)]
    before = text[: starts[0]]
    pieces = [text[start:end] for start, end in pairwise(starts)][:MOST_NAMES]
    doubt = DOUBT.format(shown[:100])
    made = list(vacancy_before(before, doubt))
    for number, piece in enumerate(pieces):
        # What stands at the end of a piece before the next name says something of that one.
        made.append(one_sitting(piece, before if number == 0 else tail_of(pieces[number - 1]), doubt))
    several = len(made) > 1
    return [one if not several or one.doubt else replace(one, doubt=doubt) for one in made]


def vacancy_before(before: str, doubt: str) -> list[Sitting]:
    """The vacancy that a cell names before somebody who helps out in it."""
    word = re.search(r"\bvacature\b|\bvacant\b", before, re.IGNORECASE)
    return [Sitting("vacature", doubt=doubt)] if word else []


def without_address(text: str, shown: str) -> list[Sitting]:
    """Those in a cell without "dhr." or "mw.": a line each; or an empty seat with other words beside it."""
    for words in ("vacature", "vacant", "n.v.t.", "geen invulling", "nog niet bekend"):
        if re.search(rf"(?<!\w){re.escape(words)}(?!\w)", shown, re.IGNORECASE):
            return [Sitting(words, doubt=DOUBT.format(shown[:100]))]
    lines = [line.strip(LINE_ENDS) for line in re.split(r"\n+|;", text)]
    return [one_sitting(line.removeprefix("- "), "", DOUBT.format(shown[:100])) for line in lines if line][:MOST_NAMES]


def one_sitting(piece: str, before: str, doubt: str) -> Sitting:
    """One name with what stands around it."""
    brackets = " ".join(found.strip() for found in BRACKETS.findall(piece))
    words = SINGLE.sub(r"\1.", " ".join(BRACKETS.sub(" ", piece).split())).split()
    office, words = office_before(words)
    taken = name_length(words)
    name, after = " ".join(words[:taken]).strip(NAME_SIGNS), " ".join(words[taken:]).strip(SIGNS)
    found = read_around(before.strip(SIGNS), doubt)
    found |= {key: value for key, value in read_after(after, doubt).items() if value}
    if brackets:
        found |= {"behalf": brackets} if is_place(brackets) else {"doubt": doubt}
    return Sitting(name=name, **({"office": office} | found if office else found))


def office_before(words: list[str]) -> tuple[str, list[str]]:
    """The public office before a name, and the words after it."""
    if words and plain(words[0]) in OFFICE_WORDS:
        return OFFICE_WORDS[plain(words[0])], words[1:]
    return "", words


def name_length(words: list[str]) -> int:
    """How many of some words are a name: the form of address, initials, prefixes and words with a capital."""
    taken = 0
    for word in words:
        bare = word.strip(",;:")
        known = ADDRESS.fullmatch(bare) or bare.lower() in PREFIX_WORDS or INITIALS.fullmatch(bare)
        if plain(bare) in NEWS or not (known or (bare[:1].isupper() and plain(bare) not in ROLE_WORDS)):
            break
        taken += 1
        if word.endswith((",", ";", ":")):
            break
    while taken and words[taken - 1].lower() in PREFIX_WORDS:
        taken -= 1
    return taken


def tail_of(piece: str) -> str:
    """The words behind the name in a piece."""
    words = SINGLE.sub(r"\1.", " ".join(piece.split())).split()
    return " ".join(words[name_length(words) :])


def read_around(before: str, doubt: str) -> dict[str, str]:
    """What the words before a name say of it."""
    if not before:
        return {}
    found: dict[str, str] = {}
    for word in re.split(r"[\s:/,;.()]+", before):
        if plain(word) in OFFICE_WORDS:
            found["office"] = OFFICE_WORDS[plain(word)]
        elif plain(word) in BEFORE:
            found["capacity"] = BEFORE[plain(word)]
        elif word and plain(word) not in NEWS and plain(word) not in EMPTY:
            found["doubt"] = doubt
    return found


def read_after(after: str, doubt: str) -> dict[str, str]:
    """What the words behind a name say: a role, an office with its municipality, or how somebody is there."""
    if not after:
        return {}
    if plain(after) in ROLE_WORDS and plain(after) not in OFFICE_WORDS:
        return {"role": ROLE_WORDS[plain(after)]}
    first, _, rest = after.partition(" ")
    if plain(first) in OFFICE_WORDS:
        place = PLACE.fullmatch(rest)
        is_clear = place is not None or not rest
        office = OFFICE_WORDS[plain(first)]
        return {"office": office, "behalf": place[1] if place else "", "doubt": "" if is_clear else doubt}
    if plain(after) in HOW:
        return {"capacity": after}
    return {"doubt": doubt}


def is_place(text: str) -> bool:
    """Whether words in brackets can be the name of a municipality: one to three words with a capital."""
    words = text.removeprefix("gemeente ").split()
    return 0 < len(words) <= 3 and words[0][:1].isupper() and text.replace(" ", "").replace("-", "").isalpha()


def looks_like_names(cells: list[str], share: float = 0.6) -> bool:
    """Whether most of some cells have names with a form of address, or say that the seat is empty."""
    filled = [cell for cell in cells if cell.strip(SIGNS)]
    known = [
        cell
        for cell in filled
        if ADDRESS.search(cell) or plain(cell) in EMPTY or (len(cell.split()) < 8 and "vacature" in cell.casefold())
    ]
    return bool(filled) and len(known) >= share * len(filled) and any(ADDRESS.search(cell) for cell in known)


def has_offices(cells: list[str]) -> bool:
    """Whether some cells are public offices and nothing else."""
    filled = [plain(cell) for cell in cells if cell.strip()]
    return bool(filled) and all(cell in OFFICE_WORDS for cell in filled)
