"""One row of the table on its way through the plan."""

from dataclasses import dataclass, field
from datetime import date

from association.memberships.importing.given import Given
from association.memberships.importing.known import Taken, Who
from association.memberships.models import Post
from association.organizations.models import Organization

NEW, SUCCEEDS, CHANGED, PRESENT, WRONG = "new", "succeeds", "changed", "present", "wrong"
LEFT_OUT = "left_out"
KINDS = {
    WRONG: "fout", NEW: "nieuw", SUCCEEDS: "opvolger", CHANGED: "aangevuld", PRESENT: "staat er al",
    LEFT_OUT: "overgeslagen",
}  # fmt: skip


class Unclear(Exception):
    """A row that cannot be stored: the key of the column, and why, in words."""

    def __init__(self, column: str, message: str) -> None:
        self.column, self.message = column, message
        super().__init__(message)


@dataclass(eq=False)
class Planned:
    """A row: what it says, what that is in the register, and what becomes of it (`kind`, see KINDS)."""

    given: Given
    day: date
    body: Organization | None = None
    behalf: Organization | None = None
    municipality: Organization | None = None
    pool: list[Post] = field(default_factory=list)
    who: Who = None
    taken: Taken | None = None
    kind: str = ""
    words: str = ""
    notes: list[str] = field(default_factory=list)

    @property
    def number(self) -> int:
        """The number of the row in the table."""
        return self.given.number

    @property
    def kind_words(self) -> str:
        """What becomes of it, in a word."""
        return KINDS[self.kind]

    @property
    def changes(self) -> bool:
        """Whether something would be stored."""
        return self.kind in {NEW, SUCCEEDS, CHANGED}

    @property
    def start(self) -> date | None:
        """The first day that the row names."""
        return self.given.start.day if self.given.start else None

    @property
    def end(self) -> date | None:
        """The day after the last day that the row names."""
        return self.given.end.next if self.given.end else None

    @property
    def about(self) -> date:
        """A day on which the row holds: its first, its last when that is past, else the day of the table."""
        if self.start:
            return self.start
        last = self.given.end.day if self.given.end else None
        return last if last and last < self.day else self.day

    def refuse(self, column: str, message: str) -> None:
        """Say what is wrong; nothing becomes of it."""
        self.given.refuse(column, message)
        self.kind = WRONG
