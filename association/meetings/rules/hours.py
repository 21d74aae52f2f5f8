"""Hours as people write them: "19.30", "19:30 uur", "9u", "19.30 - 21.00 uur"."""

import re
from datetime import time

ONE = r"([0-9]{1,2})(?:\s*[.:,uh]\s*([0-9]{2})(?::[0-9]{2}(?:\.[0-9]+)?)?)?(?:\s*(?:uur|u|h)\.?)?"
HOUR = re.compile(ONE)
BOTH = re.compile(rf"(?:van\s+)?{ONE}\s*(?:-|–|—|tot(?:\s+en\s+met)?|t/m)\s*{ONE}")


class NoTime(ValueError):
    """A text that is no time of a day; the message says so in words for who typed it."""


def parse_hours(text: str) -> tuple[time, time | None]:
    """A time, and the end where the text has one too; NoTime for anything else."""
    plain = " ".join(text.lower().split()).removeprefix("om ")
    try:
        if found := HOUR.fullmatch(plain):
            return at(found[1], found[2]), None
        if found := BOTH.fullmatch(plain):
            return at(found[1], found[2]), at(found[3], found[4])
    except ValueError as error:
        raise NoTime(f"“{text.strip()[:40]}” is geen bestaande tijd.") from error
    raise NoTime("Schrijf een tijd als 19.30 of 19:30 uur.")


def at(hour: str, minute: str | None) -> time:
    """A time of its digits; ValueError for one that no clock shows."""
    return time(int(hour), int(minute or 0))
