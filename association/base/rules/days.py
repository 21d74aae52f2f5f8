"""Days as people write them, and periods that are stored half-open: `start <= day < end`, where None is open."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
    "december",
)  # fmt: skip
DAY = re.compile(r"(\d{1,2})[-/. ]+(\d{1,2}|[a-z]+)\.?[-/. ]+(\d{4})")
ISO = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?")
MONTH = re.compile(r"(?:(\d{1,2})[-/. ]|([a-z]+)\.?\s+)(\d{4})")
YEAR = re.compile(r"\d{4}")
EARLIEST, LATEST = 1500, 2200
ONE_DAY = timedelta(days=1)
FIRST_LETTERS = 3


class Precision(StrEnum):
    """How exactly a day is known; a month or a year is stored as its first day."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class NoDay(ValueError):
    """A text that is no day; the message says so in words for who typed it."""


@dataclass(frozen=True)
class PartialDate:
    """A day, month or year, as its first day."""

    day: date
    precision: Precision

    @property
    def next(self) -> date:
        """The first day after it: of a year, the first of January after."""
        if self.precision == Precision.DAY:
            return self.day + ONE_DAY
        if self.precision == Precision.YEAR:
            return date(self.day.year + 1, 1, 1)
        return self.day + timedelta(days=monthrange(self.day.year, self.day.month)[1])


def parse_day(text: str) -> PartialDate:
    """A day ("31-12-2022", "2022-12-31", "1 mei 2021"), a month ("mei 2021", "05-2021") or a year ("2021").

    NoDay for anything else, and for a day that the calendar does not have.
    """
    plain = " ".join(text.lower().split())
    try:
        if found := DAY.fullmatch(plain):
            return exact(int(found[3]), month_number(found[2]), int(found[1]))
        if found := ISO.fullmatch(plain):
            year, month = int(found[1]), int(found[2])
            return exact(year, month, int(found[3])) if found[3] else PartialDate(of(year, month), Precision.MONTH)
        if found := MONTH.fullmatch(plain):
            return PartialDate(of(int(found[3]), month_number(found[1] or found[2])), Precision.MONTH)
        if YEAR.fullmatch(plain):
            return PartialDate(of(int(plain), 1), Precision.YEAR)
    except ValueError as error:
        raise NoDay(f"'{text.strip()[:40]}' is geen bestaande datum.") from error
    raise NoDay("Schrijf een datum als 31-12-2022, een maand als mei 2021 of alleen een jaar.")


def exact(year: int, month: int, day: int) -> PartialDate:
    """One day; ValueError when the calendar does not have it."""
    return PartialDate(of(year, month, day), Precision.DAY)


def of(year: int, month: int, day: int = 1) -> date:
    """A day within the years that a register can be about; ValueError for others."""
    if not EARLIEST <= year <= LATEST:
        raise ValueError(year)
    return date(year, month, day)


def month_number(word: str) -> int:
    """The number of a month by its number, name or first three letters; ValueError for none."""
    if word.isdigit():
        return int(word)
    if word in MONTHS:
        return MONTHS.index(word) + 1
    short = {name[:FIRST_LETTERS]: number for number, name in enumerate(MONTHS, 1)} | {"mrt": 3}
    if word in short:
        return short[word]
    raise ValueError(word)


def holds_on(start: date | None, end: date | None, day: date) -> bool:
    """Whether a half-open period holds a day."""
    return (start is None or start <= day) and (end is None or day < end)


def overlap(first: tuple[date | None, date | None], second: tuple[date | None, date | None]) -> bool:
    """Whether two half-open periods have a day in common."""
    (start, end), (other_start, other_end) = first, second
    return (end is None or other_start is None or other_start < end) and (
        other_end is None or start is None or start < other_end
    )


def in_words(day: date, precision: str) -> str:
    """A day as precisely as it is known: "1 mei 2021", "mei 2021", "2021"."""
    if precision == Precision.YEAR:
        return str(day.year)
    month = f"{MONTHS[day.month - 1]} {day.year}"
    return month if precision == Precision.MONTH else f"{day.day} {month}"


def last_in_words(end: date, precision: str) -> str:
    """The last day of a half-open period: one that ends on 1 January 2022, known by year, ends in "2021"."""
    return in_words(end - ONE_DAY, precision)


def period_in_words(start: date | None, end: date | None, start_precision: str, end_precision: str) -> str:
    """A period as readers see it: "1 mei 2021 – 28 november 2022", "vanaf 2021", "tot en met 2022"; empty when open."""
    first = in_words(start, start_precision) if start else ""
    last = last_in_words(end, end_precision) if end else ""
    if first and last:
        return first if first == last else f"{first} – {last}"
    return f"vanaf {first}" if first else f"tot en met {last}" if last else ""
