"""Days that repeat: every so many'th weekday of a month, every so many weeks, and the same pattern a year later."""

import calendar
import re
from collections.abc import Iterator
from datetime import date, timedelta

from association.base.rules.days import MONTHS, Precision, in_words

WEEK = timedelta(days=7)
LAST = -1
DECEMBER = 12
LONGEST_NAME = 200
# A day in a title: "12 maart", "12 mrt", "12-3-2026", "12/3".
DAY = re.compile(
    rf"\b\d{{1,2}}\s+(?:{'|'.join(MONTHS)}|jan|feb|mrt|apr|jun|jul|aug|sept?|okt|nov|dec)\b|\b\d{{1,2}}[-/.]\d{{1,2}}\b",
    re.I,
)


def meeting_title(body: str, day: date) -> str:
    """What a meeting is called that nobody gave a title: the name of its body, and its day."""
    return f"{body[:LONGEST_NAME]} {in_words(day, Precision.DAY)}"


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date | None:
    """The nth (1 to 5) Monday (0) to Sunday (6) of a month, or the last for -1; None where there is no fifth."""
    days = [week[weekday] for week in calendar.monthcalendar(year, month) if week[weekday]]
    if nth == LAST:
        return date(year, month, days[-1])
    return date(year, month, days[nth - 1]) if nth <= len(days) else None


def nth_weekdays(year: int, weekday: int, nth: int) -> list[date]:
    """The nth weekday of each month of a year."""
    found = (nth_weekday(year, month, weekday, nth) for month in range(1, DECEMBER + 1))
    return [day for day in found if day]


def every_weeks(first: date, weeks: int, last: date) -> Iterator[date]:
    """A day, and every so many weeks after it, as long as these are not past the last day."""
    day = first
    while day <= last:
        yield day
        day += weeks * WEEK


def same_in(year: int, day: date) -> date:
    """The same weekday of the same week of the same month in another year; the last one where there is no fifth."""
    first = date(year, day.month, 1)
    ahead = (day.weekday() - first.weekday()) % 7
    found = first + timedelta(days=ahead) + (day.day - 1) // 7 * WEEK
    return found if found.month == day.month else found - WEEK


def title_a_year_later(title: str, year: int) -> str:
    """An own title for the year after `year`: that year and the ones beside it rise; empty when it names a day."""
    if DAY.search(title):
        return ""
    near = {str(one): str(one + 1) for one in (year - 1, year, year + 1)}
    return re.sub(r"\b\d{4}\b", lambda found: near.get(found[0], found[0]), title)
