"""The grid of a year: a row for each activity, a field for each thing that is written about it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from association.activities.models import ActivityChange, ActivityYear
from association.activities.rules import CELLS, LONGEST_REASON, LONGEST_TEXT, PLAN_CELLS, Cell, Period

NO_LIGHT = "geen stoplicht"


@dataclass
class GridCell:
    """One field: what it holds, what the editor saw when they began (`base`), and what is the matter with it."""

    number: int
    cell: Cell
    value: str
    base: str
    kind: str
    choices: Sequence[tuple[str, str]] = ()
    aside: ActivityChange | None = None
    error: str = ""
    offered: str = ""

    @property
    def name(self) -> str:
        """The name of its field in the form."""
        return f"c-{self.number}-{self.cell.name}"

    @property
    def base_name(self) -> str:
        """The name of the hidden field with what the editor saw."""
        return f"b-{self.number}-{self.cell.name}"

    @property
    def label(self) -> str:
        """What is asked."""
        return self.cell.label[:1].upper() + self.cell.label[1:]

    @property
    def limit(self) -> int:
        """How many characters fit."""
        return LONGEST_REASON if self.cell.column == "reason" else LONGEST_TEXT


@dataclass
class GridRow:
    """An activity with its fields: the plan, the progress per period, and how it stands in the chosen period."""

    row: ActivityYear
    may_change: bool
    plan: list[GridCell] = field(default_factory=list)
    texts: list[GridCell] = field(default_factory=list)
    stoplight: GridCell | None = None
    not_held: GridCell | None = None
    reason: GridCell | None = None

    @property
    def cells(self) -> Iterator[GridCell]:
        """All fields, in the order of the columns."""
        yield from self.plan
        yield from self.texts
        yield from (cell for cell in (self.stoplight, self.not_held, self.reason) if cell)

    @property
    def other_lights(self) -> dict[str, str]:
        """The stoplights of the periods that are not filled in now, by period."""
        shown = self.stoplight.cell.period if self.stoplight else ""
        return {
            report.period: report.stoplight
            for report in self.row.reports.all()
            if report.stoplight and report.period != shown
        }


@dataclass
class GridForm:
    """The grid of a year and a chosen period.

    `words` are those of the stoplights; `aside` holds texts that were not put in place.
    """

    rows: Sequence[ActivityYear]
    period: str
    words: Mapping[str, str]
    changeable: set[int]
    aside: Mapping[tuple[int, str], ActivityChange]

    def __post_init__(self) -> None:
        self.lines = [self.line(row) for row in self.rows]

    @property
    def light_choices(self) -> list[tuple[str, str]]:
        """None first, then the colours."""
        return [("", NO_LIGHT), *self.words.items()]

    def line(self, row: ActivityYear) -> GridRow:
        """The fields of one activity."""
        made = GridRow(row, row.pk in self.changeable)
        made.plan = [self.cell(row, cell, "text") for cell in PLAN_CELLS]
        made.texts = [self.cell(row, CELLS[f"{period}-text"], "text") for period in Period.values]
        made.texts[-1].offered = row.year_text_offered if not made.texts[-1].value else ""
        made.stoplight = self.cell(row, CELLS[f"{self.period}-stoplight"], "choice", self.light_choices)
        made.not_held = self.cell(row, CELLS[f"{self.period}-not_held"], "tick")
        made.reason = self.cell(row, CELLS[f"{self.period}-reason"], "line")
        return made

    def cell(self, row: ActivityYear, cell: Cell, kind: str, choices: Sequence[tuple[str, str]] = ()) -> GridCell:
        """One field with what is stored."""
        value = row.value_of(cell.name)
        return GridCell(row.pk, cell, value, value, kind, choices, self.aside.get((row.pk, cell.name)))

    def sent(self, data: Mapping[str, Any]) -> Iterator[tuple[GridCell, str, str]]:
        """What somebody changed: the field, its new value, and what they saw before. Only of rows they may change.

        What takes place no more loses its stoplight, so that comes before a stoplight is given.
        """
        for line in self.lines:
            if not line.may_change:
                continue
            for cell in line.cells:
                base = data.get(cell.base_name)
                value = str(data.get(cell.name, ""))
                if base is not None and same_lines(value) != same_lines(str(base)):
                    yield cell, value, str(base)


def same_lines(text: str) -> str:
    """A text with one kind of line end, as a form sends it and as it is stored."""
    return text.replace("\r\n", "\n").strip()
