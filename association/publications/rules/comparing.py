"""Two wordings of one text beside each other: the lines that came, went or changed, and which words in them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

SAME, ADDED, REMOVED = "same", "added", "removed"
CHANGED = "changed"
ALIKE = 0.5  # the part of their words that two lines share at least when one is the other, reworded
MOST_PAIRS = 900  # lines against lines that are held beside each other to see which is which
MOST_WORDS = 2000  # in a line of which single words are shown
MOST_LINES = 3000  # of one text whose lines are set in order

Words = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Change:
    """A line that differs: added, removed, or changed; its words as (same, added or removed; text)."""

    kind: str
    words: Words


def changes(before: Sequence[str], after: Sequence[str]) -> list[Change]:
    """What differs between the lines of two texts, in reading order."""
    first = next((place for place, pair in enumerate(zip_longest(before, after)) if pair[0] != pair[1]), None)
    if first is None:
        return []
    last = 0
    while last < min(len(before), len(after)) - first and before[-1 - last] == after[-1 - last]:
        last += 1
    old, new = list(before[first : len(before) - last]), list(after[first : len(after) - last])
    if max(len(old), len(new)) > MOST_LINES:
        return list(replaced_roughly(old, new))
    found: list[Change] = []
    for kind, start, end, low, high in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            found.extend(replaced(old[start:end], new[low:high]))
    return found


def replaced_roughly(old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    """Lines of very long texts: those that are only in the one or only in the other, whatever their order."""
    known, kept = set(old), set(new)
    yield from (whole(REMOVED, line) for line in old if line not in kept)
    yield from (whole(ADDED, line) for line in new if line not in known)


def replaced(old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    """Lines that stand in the place of others: reworded where they are alike, else removed and added."""
    at = 0
    for line in old:
        place = next((found for found in range(at, len(new)) if alike(line, new[found])), None) if (
            len(old) * len(new) <= MOST_PAIRS
        ) else None  # fmt: skip
        if place is None:
            yield whole(REMOVED, line)
            continue
        yield from (whole(ADDED, more) for more in new[at:place])
        yield Change(CHANGED, tuple(word_changes(line, new[place])))
        at = place + 1
    yield from (whole(ADDED, more) for more in new[at:])


def whole(kind: str, line: str) -> Change:
    """A line of which every word came or went."""
    return Change(kind, ((kind, line),))


def alike(old: str, new: str) -> bool:
    """Whether one line is the other, reworded."""
    one, other = old.split(), new.split()
    if max(len(one), len(other)) > MOST_WORDS:
        return False
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


def word_changes(old: str, new: str) -> Iterator[tuple[str, str]]:
    """The words of a line in its new wording, with those that went before those that came in their place."""
    one, other = old.split(), new.split()
    opcodes = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    for kind, start, end, low, high in opcodes:
        if kind == "equal":
            yield SAME, " ".join(other[low:high])
            continue
        if end > start:
            yield REMOVED, " ".join(one[start:end])
        if high > low:
            yield ADDED, " ".join(other[low:high])


def matched(before: Sequence[tuple[str, str]], after: Sequence[tuple[str, str]]) -> list[tuple[int | None, int | None]]:
    """Which chapter of two documents is which, as places in both lists; chapters are (address, title).

    One with the same address, else with the same title. What went stands behind what stood before it; in reading order.
    """
    addresses = {address: place for place, (address, _) in enumerate(before)}
    titles = {title.casefold(): place for place, (_, title) in enumerate(before)}
    kept = {address for address, _ in after if address in addresses}
    partners: list[int | None] = []
    for address, title in after:
        place = addresses.get(address)
        if place is None and (other := titles.get(title.casefold())) is not None and before[other][0] not in kept:
            place = None if other in partners else other
        partners.append(place)
    found: list[tuple[int | None, int | None]] = [(old, new) for new, old in enumerate(partners)]
    for gone in sorted(set(range(len(before))) - set(partners)):
        at = max((place for place, (old, _) in enumerate(found) if old is not None and old < gone), default=-1)
        found.insert(at + 1, (gone, None))
    return found
