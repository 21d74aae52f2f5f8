"""One row of the table on its way through the plan."""

from dataclasses import dataclass, field

from association.meetings.importing.given import Given
from association.meetings.models import Moment
from association.meetings.planning.changing import Correction
from association.meetings.planning.proposing import Slot
from association.organizations.models import Organization

NEW, CHANGED, KNOWN, WRONG, LEFT_OUT = "new", "changed", "known", "wrong", "left_out"
KINDS = {WRONG: "fout", NEW: "nieuw", CHANGED: "gewijzigd", KNOWN: "staat er al", LEFT_OUT: "overgeslagen"}


class Unclear(Exception):
    """A row that cannot be stored: the key of the column, and why, in words."""

    def __init__(self, column: str, message: str) -> None:
        self.column, self.message = column, message
        super().__init__(message)


@dataclass(eq=False)
class Planned:
    """A row: what it says, the moment that it is about, and what becomes of it (`kind`, see KINDS)."""

    given: Given
    body: Organization | None = None
    moment: Moment | None = None
    slot: Slot | None = None
    correction: Correction | None = None
    kind: str = ""
    words: str = ""
    notes: list[str] = field(default_factory=list)

    @property
    def kind_words(self) -> str:
        """What becomes of it, in a word."""
        return KINDS[self.kind]

    @property
    def changes(self) -> bool:
        """Whether something would be stored."""
        return self.kind in {NEW, CHANGED}

    def settle(self, kind: str, words: str) -> None:
        """Say what becomes of it."""
        self.kind, self.words = kind, words

    def refuse(self, column: str, message: str) -> None:
        """Say what is wrong; nothing becomes of it."""
        self.given.refuse(column, message)
        self.kind = WRONG
