"""What would happen with each row of a table, before anything is stored."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from association.memberships.importing.columns import Line
from association.memberships.importing.given import Given, given_of
from association.memberships.importing.known import Known, NewPerson, Taken
from association.memberships.importing.matching import match_body, match_organizations, match_pool, match_who
from association.memberships.importing.offices import settle_office
from association.memberships.importing.placing import claim, place
from association.memberships.importing.planned import KINDS, LEFT_OUT, WRONG, Planned, Unclear
from association.organizations.models import Organization


@dataclass
class Plan:
    """What would happen with a table."""

    rows: list[Planned]
    known: Known

    @property
    def counts(self) -> dict[str, int]:
        """How many rows of each kind (see KINDS) there are."""
        found = Counter(row.kind for row in self.rows)
        return {kind: found[kind] for kind in KINDS}

    @property
    def touched(self) -> list[Taken]:
        """All that would be stored: what changes, and what is new."""
        every = [taken for seats in self.known.taken.values() for taken in seats]
        return [taken for taken in every if taken.changes]

    @property
    def new_people(self) -> list[NewPerson]:
        """Who would be added to the register."""
        return list(dict.fromkeys(taken.who for taken in self.touched if isinstance(taken.who, NewPerson)))

    @property
    def posts(self) -> list[int]:
        """The posts that would change."""
        return sorted({taken.post.pk for taken in self.touched if taken.post.pk})

    @property
    def wrong(self) -> list[Planned]:
        """The rows with something wrong."""
        return [row for row in self.rows if row.kind == WRONG]

    @property
    def changes(self) -> bool:
        """Whether any row would change something."""
        return any(row.changes for row in self.rows)

    @property
    def may_leave_out_wrong(self) -> bool:
        """Whether the other rows can be stored without those: none of them is about the same seats."""
        if any(row.body is None and not row.given.body for row in self.wrong):
            return False
        posts = {post.pk for row in self.wrong for post in row.pool}
        bodies = {row.body for row in self.wrong if not row.pool}
        return self.changes and not any(
            row.changes and (row.body in bodies or posts & {post.pk for post in row.pool}) for row in self.rows
        )

    @property
    def fingerprint(self) -> str:
        """The same for two plans that come to the same."""
        rows = [[row.number, row.kind, row.words, row.notes, row.given.problems] for row in self.rows]
        return hashlib.sha256(json.dumps(rows).encode()).hexdigest()


def make_plan(lines: Iterable[Line], *, user: Any, keeper: Organization, body: Organization | None, day: date) -> Plan:
    """What would happen with some rows; `body` is meant where a row names none, `day` where it has no first day."""
    known = Known(user, keeper)
    rows = [first_look(given, day) for given in map(given_of, lines)]

    def each(step: Callable[[Planned], object], *, also_wrong: bool = False) -> None:
        for row in rows:
            if row.kind != LEFT_OUT and (not row.given.problems or (also_wrong and not row.body)):
                attempt(row, step)

    each(lambda row: match_body(row, known, body), also_wrong=True)
    each(lambda row: match_organizations(row, known))
    known.load(
        {row.body for row in rows if row.body is not None},
        {row.municipality for row in rows if row.municipality is not None},
    )
    each(lambda row: match_pool(row, known))
    each(lambda row: match_who(row, known))
    each(lambda row: claim(row, known))
    each(lambda row: None if row.kind else place(row, known))
    each(lambda row: settle_office(row, known))
    return Plan(rows, known)


def first_look(given: Given, day: date) -> Planned:
    """A row before anything is looked up: wrong, left out, or still to be placed."""
    if given.left_out:
        return Planned(given, day, kind=LEFT_OUT, words=given.left_out)
    return Planned(given, day, kind=WRONG if given.problems else "")


def attempt(row: Planned, step: Callable[[Planned], object]) -> None:
    """Take a step with a row, or say why it cannot be taken."""
    try:
        step(row)
    except Unclear as error:
        row.refuse(error.column, error.message)
