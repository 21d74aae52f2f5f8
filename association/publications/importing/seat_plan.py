"""What would happen with the seats of a table, row by row; and taking over the rows that were ticked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from association.memberships.actions import RegisterRefused
from association.memberships.importing.carrying import bring_in
from association.memberships.importing.known import names_of
from association.memberships.importing.plan import Plan, make_plan
from association.memberships.importing.planned import CHANGED, LEFT_OUT, NEW, PRESENT, SUCCEEDS, WRONG, Planned
from association.memberships.models import RegisterEntry
from association.memberships.rights import bodies_for, keepers
from association.organizations.models import Organization
from association.people.rules import plain
from association.portfolios.models import PortfolioBody
from association.publications.importing.activity_plan import digest
from association.publications.importing.seat_tables import SeatLine

KINDS = {
    NEW: ("nieuwe bezetting", "nieuwe bezettingen"),
    CHANGED: ("rij wordt aangevuld", "rijen worden aangevuld"),
    SUCCEEDS: ("opvolging", "opvolgingen"),
    WRONG: ("rij is niet zeker", "rijen zijn niet zeker"),
    LEFT_OUT: ("rij overgeslagen", "rijen overgeslagen"),
    PRESENT: ("rij staat er al", "rijen staan er al"),
}
KIND_WORDS = {
    NEW: "nieuw", CHANGED: "aangevuld", SUCCEEDS: "verschilt: opvolger", WRONG: "niet zeker",
    LEFT_OUT: "overgeslagen", PRESENT: "staat er al",
}  # fmt: skip
MOST_NEW = 1_000
TOO_MANY = "Dit zijn meer dan 1.000 nieuwe mensen. Neem de tabel in delen over."
OTHERWISE = (
    "Er is niets overgenomen. Nu u rijen weglaat, of doordat er intussen iets veranderde, gebeurt er iets anders dan u "
    "zag. Kijk het nog eens na."
)


class SeatsOtherwise(RegisterRefused):
    """What was ticked is no longer what would happen."""

    def __init__(self) -> None:
        super().__init__(OTHERWISE)


@dataclass(frozen=True)
class SeatRow:
    """A row with what becomes of it; `seen` tells whether that is still what was shown."""

    line: SeatLine
    planned: Planned
    seen: str

    @property
    def number(self) -> int:
        """Its number in the table."""
        return self.line.number

    @property
    def kind_words(self) -> str:
        """What becomes of it, in a word."""
        return KIND_WORDS[self.planned.kind]

    @property
    def may_be_ticked(self) -> bool:
        """Whether it can be taken over."""
        return self.planned.changes

    @property
    def is_safe(self) -> bool:
        """Whether taking it over ends nothing and was read without doubt: it is ticked beforehand."""
        return self.planned.kind in {NEW, CHANGED} and not self.line.doubt

    @property
    def is_unclear(self) -> bool:
        """Whether somebody has to say what is meant."""
        return self.planned.kind == WRONG


@dataclass(frozen=True)
class SeatPlan:
    """What would happen with some rows."""

    rows: tuple[SeatRow, ...]
    plan: Plan

    @property
    def counts(self) -> list[tuple[int, str]]:
        """How many rows of each kind, with words; kinds without are left out."""
        found = self.plan.counts
        return [(found[kind], words[found[kind] != 1]) for kind, words in KINDS.items() if found[kind]]

    @property
    def new_people(self) -> list[str]:
        """The names of those whom the register does not know yet."""
        return [person.full_name for person in self.plan.new_people]

    @property
    def is_done(self) -> bool:
        """Whether the register has all of it."""
        return all(row.planned.kind == PRESENT for row in self.rows)

    @property
    def bodies(self) -> set[int]:
        """The bodies that its rows are about."""
        return {row.planned.body.pk for row in self.rows if row.planned.body is not None}


def plan_seats(
    lines: Sequence[SeatLine], *, user: Any, keeper: Organization, body: Organization | None, day: date
) -> SeatPlan:
    """What would happen; nothing is stored."""
    plan = make_plan([line.line for line in lines], user=user, keeper=keeper, body=body, day=day)
    rows = (SeatRow(line, planned, seal(planned)) for line, planned in zip(lines, plan.rows, strict=True))
    return SeatPlan(tuple(rows), plan)


def seal(planned: Planned) -> str:
    """The same for two rows that come to the same."""
    body = planned.body.pk if planned.body else 0
    post = planned.taken.post.pk if planned.taken else 0
    return digest(planned.kind, planned.words, planned.notes, planned.given.who, body, post or 0)


def take_over_seats(
    *,
    lines: Sequence[SeatLine],
    ticked: Mapping[int, str],
    user: Any,
    keeper: Organization,
    body: Organization | None,
    day: date,
    name: str,
) -> RegisterEntry:
    """Store the ticked rows in one act that one click undoes; `ticked` has by number the mark of what was shown.

    Rows that the register has already come along, for they say who stays. RegisterRefused when the register does not
    take it, SeatsOtherwise when what would happen differs from what was shown; then nothing is stored.
    """
    if not keepers(user).filter(pk=keeper.pk).exists():
        raise RegisterRefused("U mag voor deze vereniging geen bezettingen wijzigen.")
    every = plan_seats(lines, user=user, keeper=keeper, body=body, day=day)
    kept = [row.line for row in every.rows if row.number in ticked or row.planned.kind == PRESENT]
    found = plan_seats(kept, user=user, keeper=keeper, body=body, day=day)
    if any(row.seen != ticked[row.number] or not row.may_be_ticked for row in found.rows if row.number in ticked):
        raise SeatsOtherwise
    if any(row.may_be_ticked for row in found.rows if row.number not in ticked):
        raise SeatsOtherwise
    if len(found.plan.new_people) > MOST_NEW:
        raise RegisterRefused(TOO_MANY)
    entry: RegisterEntry = bring_in(
        lines=[line.line for line in kept], user=user, keeper=keeper, body=body, day=day, posts=found.plan.posts,
        fingerprint=found.plan.fingerprint, name=name,
    )  # fmt: skip
    return entry


def consultations_of(association: Organization, day: date) -> dict[str, str]:
    """The body in which the work of each portfolio is done on a day, by the letters of the portfolio's names."""
    links = PortfolioBody.objects.filter(portfolio__association=association, kind="consultation")
    found: dict[str, str] = {}
    for link in links.select_related("portfolio", "organization").prefetch_related("portfolio__names"):
        if not link.holds_on(day):
            continue
        portfolio = link.portfolio
        for name in (portfolio.name, portfolio.abbreviation, *(former.name for former in portfolio.names.all())):
            if plain(name):
                found.setdefault(plain(name), link.organization.name)
    return found


def body_names(user: Any, keeper: Organization) -> dict[str, int]:
    """The bodies of an association whose seats a user may change, by the letters of their names."""
    found: dict[str, int] = {}
    short = plain(keeper.abbreviation)
    for body in bodies_for(user).filter(managed_by=keeper):
        for name in names_of(body):
            word = plain(name)
            for each in {word, word.removesuffix(short)} if short else {word}:
                if each:
                    found.setdefault(each, body.pk)
    return found
