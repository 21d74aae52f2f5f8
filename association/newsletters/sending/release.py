"""Whether this installation may send: a copy of it, or one that was restored, may not until somebody releases it.

The database has a mark with a key and a count that rises with every batch; a file beside the data has the same. A
database from a backup has a lower count than the file. A copy elsewhere has no file, or one that tells of another
place: another address of the site, another database, or a file that was itself copied.
"""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from association.newsletters.models import Mailing, SenderMark
from association.newsletters.rules.tokens import new_token

HELD = "Deze installatie is een kopie of is teruggezet; geef het verzenden eerst vrij."


def may_send() -> bool:
    """Whether mail may go out from here. Begins the mark of a new installation; holds one that is not what it was."""
    with opened() as file:
        mark = SenderMark.objects.order_by("pk").first()
        if mark is not None and mark.held_at is None and agrees(mark, file):
            return True
        return judge(file)


@transaction.atomic
def judge(file: "MarkFile") -> bool:
    """Whether mail may go out although all is not as it always was; what is found is kept."""
    mark = SenderMark.objects.select_for_update().order_by("pk").first()
    if mark is None:
        return begin(file)
    if mark.held_at is None:
        SenderMark.objects.filter(pk=mark.pk).update(held_at=timezone.now())
        return False
    if mark.asked_at is None or mark.asked_at < mark.held_at:
        return False
    renew(mark, file)
    return True


def count_batch() -> None:
    """Let the mark rise before a batch goes out: in the database first, so that only an older database lies behind."""
    SenderMark.objects.update(count=F("count") + 1)
    with opened() as file:
        mark = SenderMark.objects.order_by("pk").first()
        if mark is not None:
            file.write(mark.key, mark.count)


def held_mark() -> SenderMark | None:
    """The mark when it holds back all sending and nobody released it yet."""
    mark = SenderMark.objects.order_by("pk").first()
    waits = mark is not None and mark.held_at is not None and (mark.asked_at is None or mark.asked_at < mark.held_at)
    return mark if waits else None


def release(*, by: Any) -> bool:
    """Say that this is the real site; the worker sends from its next look. False when nothing was held."""
    mark = held_mark()
    if mark is None:
        return False
    return bool(SenderMark.objects.filter(pk=mark.pk).update(asked_at=timezone.now(), asked_by=by))


def begin(file: "MarkFile") -> bool:
    """Make the first mark; held when there was one before, or when mailings came from elsewhere.

    The demonstration may always begin anew: its mail goes nowhere.
    """
    is_first = file.content is None and not Mailing.objects.filter(state__in=UNFINISHED).exists()
    is_new = settings.DEMO or is_first
    mark = SenderMark.objects.create(held_at=None if is_new else timezone.now())
    if is_new:
        file.write(mark.key, mark.count)
    return is_new


def renew(mark: SenderMark, file: "MarkFile") -> None:
    """Give a released installation a key of its own, which the place that it was copied from does not know."""
    key = new_token()
    SenderMark.objects.filter(pk=mark.pk).update(key=key, held_at=None)
    file.write(key, mark.count)


def agrees(mark: SenderMark, file: "MarkFile") -> bool:
    """Whether the file is of this place and the database not older than it."""
    content = file.content
    if content is None or content.get("key") != mark.key or content.get("place") != file.place:
        return False
    count = content.get("count")
    return isinstance(count, int) and mark.count >= count


UNFINISHED = (Mailing.State.SCHEDULED, Mailing.State.SENDING, Mailing.State.PAUSED, Mailing.State.LATE)


class MarkFile:
    """The file beside the data, open and locked. It is written in place: a copy has another number on the disk."""

    def __init__(self, handle: Any) -> None:
        self.handle = handle
        self.place = [settings.WAGTAILADMIN_BASE_URL, database_place(), os.fstat(handle.fileno()).st_ino]

    @property
    def content(self) -> dict[str, Any] | None:
        """What it says; None for a new file, nothing for one that cannot be read."""
        self.handle.seek(0)
        text = self.handle.read()
        try:
            found = json.loads(text) if text else None
        except ValueError:
            return {}
        return found if found is None or isinstance(found, dict) else {}

    def write(self, key: str, count: int) -> None:
        """Let it say this, on the disk."""
        self.handle.seek(0)
        self.handle.write(json.dumps({"key": key, "count": count, "place": self.place}))
        self.handle.truncate()
        self.handle.flush()
        os.fsync(self.handle.fileno())


def database_place() -> str:
    """Where the database is, without accounts."""
    kept = connection.settings_dict
    return f"{connection.vendor}:{kept['HOST']}:{kept['PORT']}:{kept['NAME']}"


@contextmanager
def opened() -> Iterator[MarkFile]:
    """The file, made when there is none, for one process at a time."""
    path = Path(settings.DATA_FOLDER) / "sender-mark.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+", encoding="utf-8") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield MarkFile(handle)
