"""Who reads: blocks of guides show what is for them."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from association.guides.rules import Choice

if TYPE_CHECKING:
    from association.organizations.models import Organization
    from association.portfolios.models import Portfolio


@dataclass(frozen=True)
class Reader:
    """What somebody chose, as far as the association has it, and where they read.

    `here` is the address of the page without the choice. `is_whole`: all steps stand below each other, and nothing is
    asked; what is for one role is labelled. `answers` are the options chosen by the number of their question, and
    `questions` are those numbers by the identity of the question's value.
    """

    choice: Choice = field(default_factory=Choice)
    town: "Organization | None" = None
    portfolio: "Portfolio | None" = None
    here: str = ""
    is_whole: bool = False
    answers: Mapping[int, int] = field(default_factory=dict)
    questions: Mapping[int, int] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """Who it is: "raadslid in Emmen"; empty when nothing was chosen."""
        found = [self.choice.role, f"in {self.town.name}" if self.town else ""]
        found.append(f"voor {self.portfolio.name}" if self.portfolio else "")
        return " ".join(filter(None, found))


_reader: ContextVar[Reader | None] = ContextVar("reader", default=None)


def reader_now() -> Reader:
    """Who reads what is being rendered; somebody who chose nothing, outside the pages of guides."""
    return _reader.get() or Reader()


@contextmanager
def reading_as(reader: Reader) -> Iterator[None]:
    """Render inside for a reader."""
    token = _reader.set(reader)
    try:
        yield
    finally:
        _reader.reset(token)


def hidden_fields(reader: Reader, *left_out: str) -> list[tuple[str, str]]:
    """What a form on a page of a guide sends along: the choice, without the names that are asked."""
    return [(name, value) for name, value in reader.choice.pairs if name not in left_out]


def options(things: list[Any], chosen: str, slug_of: Any) -> list[dict[str, Any]]:
    """Things of the register to choose from, as components/guide_choice.html shows them."""
    return [{"value": slug_of(one), "label": one.name, "chosen": slug_of(one) == chosen} for one in things]
