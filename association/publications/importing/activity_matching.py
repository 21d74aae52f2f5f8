"""Which activity of the register a document means: by its title, its heading, its goal and what tells it apart."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from association.activities.models import ActivityYear
from association.publications.importing.headings import bare


@dataclass(frozen=True)
class Sought:
    """By what an activity is looked for, all in letters; `is_told_apart`: the document has several of its title."""

    titles: frozenset[str]
    heading: str
    goal: str
    distinguisher: str
    is_told_apart: bool


class Left:
    """The activities that no row of the document was found to mean yet."""

    def __init__(self, rows: Iterable[ActivityYear]) -> None:
        self.rows = {row.pk: row for row in rows}
        self.titles: defaultdict[str, set[int]] = defaultdict(set)
        self.goals: defaultdict[str, set[int]] = defaultdict(set)
        for row in self.rows.values():
            for title in (bare(row.title), bare(row.full_title)):
                self.titles[title].add(row.pk)
            self.goals[bare(row.goal)].add(row.pk)

    def take(self, number: int) -> ActivityYear | None:
        """One of them by its number, which is no longer left; None when it is not there."""
        return self.rows.pop(number, None)

    def only(self, found: list[ActivityYear]) -> ActivityYear | None:
        """The only one that was found, which is no longer left; None for none and for several."""
        return self.take(found[0].pk) if len(found) == 1 else None

    def of(self, numbers: Iterable[int]) -> list[ActivityYear]:
        """Those of some numbers that are left."""
        return [self.rows[number] for number in sorted(numbers) if number in self.rows]

    def titled(self, sought: Sought) -> list[ActivityYear]:
        """Those with the title."""
        return self.of({number for title in sought.titles for number in self.titles.get(title, ())})


def surely(left: Left, sought: Sought, *, alike: int) -> list[ActivityYear]:
    """Those with the title, and with the goal or the words that tell it apart; below the same heading before others."""
    goal, word = sought.goal, sought.distinguisher
    same = [
        one
        for one in left.titled(sought)
        if (goal and bare(one.goal) == goal) or (word and bare(one.distinguisher) == word)
    ]
    return [one for one in same if bare(one.heading) == sought.heading] or same


def by_title(left: Left, sought: Sought, *, alike: int) -> list[ActivityYear]:
    """Those with the title below the same heading; with the title alone when no other row (`alike`) has it."""
    if sought.is_told_apart:
        return []
    found = left.titled(sought)
    below = [one for one in found if bare(one.heading) == sought.heading]
    return below or (found if alike == 1 else [])


def by_goal(left: Left, sought: Sought, *, alike: int) -> list[ActivityYear]:
    """Those with the goal, whatever their title."""
    return left.of(left.goals.get(sought.goal, ())) if sought.goal else []


Way = Callable[..., list[ActivityYear]]
# The surest first.
WAYS: tuple[Way, ...] = (surely, by_title, by_goal)
