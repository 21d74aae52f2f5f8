"""The mailbox of the demonstration: all mail that it sent, kept in a folder (Maildir)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from django.conf import settings

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._=@+-]*")
PLACES = ("new", "cur")
MOST = 200


@dataclass(frozen=True)
class Mail:
    """A mail: the name of its file, when it arrived, from and to whom, and its texts."""

    name: str
    arrived_at: datetime
    sender: str
    to: str
    subject: str
    text: str = ""
    html: str = ""


def folder() -> Path | None:
    """Where the mail lies; None on an installation that is no demonstration."""
    return settings.DEMO_MAILBOX if settings.DEMO else None


def mails() -> list[Mail]:
    """What arrived, the newest first, without the texts; at most MOST."""
    files = sorted(files_of(folder()), key=lambda file: (file.stat().st_mtime, file.name), reverse=True)
    return [read(file, whole=False) for file in files[:MOST]]


def mail(name: str) -> Mail | None:
    """One mail with its texts, or None."""
    if not NAME.fullmatch(name):
        return None
    found = next((file for file in files_of(folder()) if file.name == name), None)
    return read(found, whole=True) if found else None


def files_of(place: Path | None) -> Iterator[Path]:
    """The files of a Maildir."""
    for part in PLACES if place else ():
        yield from (file for file in (Path(str(place)) / part).glob("*") if NAME.fullmatch(file.name))


def read(file: Path, *, whole: bool) -> Mail:
    """A mail from its file."""
    message = message_from_bytes(file.read_bytes(), policy=policy.default)
    return Mail(
        name=file.name,
        arrived_at=datetime.fromtimestamp(file.stat().st_mtime, UTC),
        sender=str(message["From"] or ""),
        to=str(message["To"] or ""),
        subject=str(message["Subject"] or ""),
        text=content_of(message, "plain") if whole else "",
        html=content_of(message, "html") if whole else "",
    )


def content_of(message: EmailMessage, kind: str) -> str:
    """The text of a mail in one of its forms; empty when it has none."""
    part = message.get_body(preferencelist=(kind,))
    return str(part.get_content()) if part is not None else ""
