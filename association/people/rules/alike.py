"""Which persons may be one, by their names."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from association.people.rules.names import Name, plain

# Shorter family names are too much alike: Bos and Vos are two persons.
SHORTEST_ALIKE = 5
SAME_NAME, FITTING_INITIALS, OTHER_WRITING, DOUBLE_NAME, NEAR_NAME = (
    "dezelfde naam", "de voorletters passen bij de roepnaam", "staat er als andere schrijfwijze",
    "dubbele achternaam", "bijna dezelfde achternaam",
)  # fmt: skip
REASONS = (SAME_NAME, OTHER_WRITING, FITTING_INITIALS, DOUBLE_NAME, NEAR_NAME)  # the surest first


@dataclass(frozen=True)
class Known:
    """A person of the register as far as the name goes; `writings` are all ways of writing it, made plain."""

    number: int
    name: Name
    writings: frozenset[str]

    @cached_property
    def family(self) -> str:
        """The family name to compare with."""
        return plain(self.name.family_name)

    @cached_property
    def given(self) -> str:
        """The given name to compare with."""
        return plain(self.name.given_name)

    @cached_property
    def prefix(self) -> str:
        """The prefix to compare with."""
        return plain(self.name.prefix)

    @cached_property
    def full(self) -> str:
        """The whole name to compare with."""
        return plain(self.name.full)

    @cached_property
    def letters(self) -> str:
        """The initials as small letters; of the given name its first."""
        return plain(self.name.initials) or self.given[:1]


@dataclass(frozen=True)
class Pair:
    """Two persons who may be one, by their numbers (the lower first), and why."""

    first: int
    second: int
    reason: str


def same_person(one: Known, other: Known) -> str:
    """Why two persons may be one, in words; empty when they are not alike."""
    if differ(one.name.form_of_address, other.name.form_of_address) or differ(one.prefix, other.prefix):
        return ""
    return family_names_fit(one, other) if first_names_fit(one, other) else ""


def family_names_fit(one: Known, other: Known) -> str:
    """Why two family names may be one, in words, where the rest of the names fits; empty when they are not alike."""
    if one.family == other.family:
        return SAME_NAME if one.full == other.full else FITTING_INITIALS
    if one.full in other.writings or other.full in one.writings:
        return OTHER_WRITING
    if both(one.given, other.given) and is_double(one.name.family_name, other.name.family_name):
        return DOUBLE_NAME
    shortest = min(len(one.family), len(other.family))
    return NEAR_NAME if shortest >= SHORTEST_ALIKE and near(one.family, other.family) else ""


def differ(one: str, other: str) -> bool:
    """Whether both are known and are not the same."""
    return both(one, other) and one != other


def first_names_fit(one: Known, other: Known) -> bool:
    """Whether given names and initials may be of one person; who has none fits nobody but another without."""
    if both(one.given, other.given):
        return one.given == other.given
    if not both(one.letters, other.letters):
        return one.letters == other.letters
    return one.letters.startswith(other.letters) or other.letters.startswith(one.letters)


def both(one: str, other: str) -> bool:
    """Whether neither is empty."""
    return bool(one and other)


def is_double(one: str, other: str) -> bool:
    """Whether one family name is a part of the other, a double one: "Bakker" and "Bakker-de Vries"."""
    short, long = sorted((one, other), key=len)
    return "-" in long and plain(short) in {plain(part) for part in long.split("-")}


def near(one: str, other: str) -> bool:
    """Whether two words differ by one letter: another, one more, or two that changed places."""
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return False
    if len(long) > len(short):
        return short in shortened(long)
    wrong = [place for place, (mine, theirs) in enumerate(zip(short, long, strict=True)) if mine != theirs]
    if len(wrong) == 2 and wrong[1] - wrong[0] == 1:
        return short[wrong[0]] == long[wrong[1]] and short[wrong[1]] == long[wrong[0]]
    return len(wrong) <= 1


def shortened(word: str) -> set[str]:
    """A word without one of its letters, in every way."""
    return {word[:place] + word[place + 1 :] for place in range(len(word))}


def keys_of(known: Known) -> set[str]:
    """Under which words somebody is looked for: who may be one person share at least one."""
    letter = known.letters[:1]
    parts = {plain(part) for part in known.name.family_name.split("-")}
    close = shortened(known.family) if len(known.family) >= SHORTEST_ALIKE else set()
    return {f"{letter} {word}" for word in {known.family, *parts, *close}} | set(known.writings)


def likely_pairs(people: Iterable[Known]) -> Iterator[Pair]:
    """The pairs of persons who may be one, the surest first; only those who share a key are compared."""
    shelves: dict[str, list[Known]] = {}
    for known in people:
        for key in keys_of(known):
            shelves.setdefault(key, []).append(known)
    found: dict[tuple[int, int], str] = {}
    for shelf in shelves.values():
        for one, other in combinations(shelf, 2):
            numbers = (min(one.number, other.number), max(one.number, other.number))
            if numbers not in found:
                found[numbers] = same_person(one, other)
    pairs = [Pair(*numbers, reason) for numbers, reason in found.items() if reason]
    yield from sorted(pairs, key=lambda pair: (REASONS.index(pair.reason), pair.first, pair.second))
