"""Rules of files of chosen chapters: when two choices are one, and how many there may be."""

import hashlib
from collections.abc import Iterable
from datetime import date, timedelta

# So many from one place on the internet in an hour: a council of forty may sit behind one address, choosing alike.
CLIENT_AN_HOUR = 30
CLIENT_KEPT = timedelta(days=1)
# So many that wait or are being made, of all documents together: at about ten seconds each, five minutes of work.
MOST_WAITING = 30
# So many of one document, the newest, and none for longer.
MOST_KEPT = 100
KEPT = timedelta(days=7)
# What could not be made is not tried again at once, whoever asks.
AGAIN = timedelta(minutes=10)


def excerpt_key(parts: Iterable[int], choice: str, day: date | None) -> str:
    """What is the same for the same chapters and the same choice of a reader, in any order of the chapters.

    `day` is that of the facts which the choice brings along; None for a choice without any.
    """
    words = [",".join(str(number) for number in sorted(parts)), choice, day.isoformat() if day else ""]
    return hashlib.sha256("\n".join(words).encode()).hexdigest()
