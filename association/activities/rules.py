"""Rules of activities that need no database: periods, stoplights, the cells of a year's grid, and plain text shown."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from association.base.rules.text import is_blank

LONGEST_TEXT = 5000
LONGEST_REASON = 300
FIRST_YEAR, LAST_YEAR = 1900, 2200
BAR_WIDTH, BAR_GAP = 1200, 5
HALF_YEAR = 7  # the month in which the second half begins
ITEM = re.compile(r"[-*•–]\s+")  # people type all of these before a line of a list
SPACES = re.compile(r"[ \t]+")
BREAK = format_html("<br>{}", "")


class Period(models.TextChoices):
    """The part of a year that a report is about."""

    FIRST_HALF = "H1", "eerste halfjaar"
    SECOND_HALF = "H2", "tweede halfjaar"
    YEAR = "Y", "heel jaar"


class Stoplight(models.TextChoices):
    """How an activity goes; that none was given is no colour."""

    GREEN = "green", "loopt als gepland"
    ORANGE = "orange", "vergt aandacht"
    RED = "red", "bijstelling of heroverweging"


class State(models.TextChoices):
    """What is known of an activity in a period."""

    REPORTED = "reported", "ingevuld"
    NOT_HELD = "not_held", "niet doorgegaan"
    EMPTY = "empty", "nog niet ingevuld"


@dataclass(frozen=True)
class Cell:
    """One thing of an activity in a year that somebody writes: of the plan, or of the report of a period."""

    column: str
    period: str = ""

    @property
    def name(self) -> str:
        """As forms and the log call it: "goal", "H2-text"."""
        return f"{self.period}-{self.column}" if self.period else self.column

    @property
    def label(self) -> str:
        """As people call it: "doel", "tweede halfjaar, stoplicht"."""
        words = COLUMN_WORDS[self.column]
        if not self.period:
            return words
        period = Period(self.period).label
        return str(period) if self.column == "text" else f"{period}, {words}"


COLUMN_WORDS = {
    "goal": "doel",
    "results": "beoogde resultaten",
    "text": "voortgang",
    "stoplight": "stoplicht",
    "not_held": "niet doorgegaan",
    "reason": "waarom niet",
}
PLAN_CELLS = (Cell("goal"), Cell("results"))
REPORT_COLUMNS = ("text", "stoplight", "not_held", "reason")
CELLS = {
    cell.name: cell
    for cell in (*PLAN_CELLS, *(Cell(column, period) for period in Period.values for column in REPORT_COLUMNS))
}


def period_of(day: date) -> tuple[int, str]:
    """The year and period that people report on, on a day: the half that runs, and in January the year before."""
    if day.month == 1:
        return day.year - 1, Period.YEAR.value
    return day.year, (Period.FIRST_HALF if day.month < HALF_YEAR else Period.SECOND_HALF).value


def bars(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Left side and width of the parts of a bar of BAR_WIDTH for some numbers, with gaps; nothing for a zero."""
    shown = sum(1 for number in numbers if number)
    room, total, left = BAR_WIDTH - BAR_GAP * max(shown - 1, 0), sum(numbers), 0
    found = []
    for number in numbers:
        width = room * number // total if total else 0
        found.append((left, width))
        left += width + BAR_GAP if width else 0
    return found


def half_years_joined(first: str, second: str) -> str:
    """The texts of both halves as a start for the year's; empty without either."""
    return "\n\n".join(text for text in (first.strip(), second.strip()) if text)


def tidy(text: str) -> str:
    """A text as it is stored: one kind of line end, no spaces at the ends of lines, one empty line at most."""
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    kept = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    return "" if is_blank(kept) else kept


def paragraphs(text: str) -> Iterable[tuple[str, list[str]]]:
    """The parts of a plain text: ("p", lines) for a paragraph, ("ul", items) for lines that begin with a dash."""
    kind, lines = "p", list[str]()
    for line in [*text.split("\n"), ""]:
        stripped = SPACES.sub(" ", line.strip())
        now = "ul" if ITEM.match(stripped) else "p"
        if lines and (not stripped or now != kind):
            yield kind, lines
            lines = []
        if stripped:
            kind = now
            lines.append(ITEM.sub("", stripped, count=1) if now == "ul" else stripped)


def as_html(text: str) -> SafeString:
    """A plain text with its paragraphs and lists; everything in it is escaped."""
    return format_html_join("", "{}", ((part_html(kind, lines),) for kind, lines in paragraphs(text)))


def part_html(kind: str, lines: list[str]) -> SafeString:
    """A paragraph or a list."""
    if kind == "ul":
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((line,) for line in lines)))
    return format_html("<p>{}</p>", format_html_join(BREAK, "{}", ((line,) for line in lines)))
