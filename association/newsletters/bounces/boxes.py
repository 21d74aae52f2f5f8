"""The mailbox that failures come back to: a folder (Maildir) or an IMAP server, as BOUNCE_MAILBOX names it."""

import imaplib
import logging
import ssl
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings

from association.newsletters.bounces.counting import take
from association.newsletters.bounces.reports import Kind, Report, read

logger = logging.getLogger(__name__)
LARGEST = 2 * 1024**2  # bytes: what is enclosed lies before it
AT_ONCE = 500
PATIENCE = 30  # seconds
IMAP_PORT, IMAPS_PORT = 143, 993
SEEN = ":2,S"
# Ends the work on a mail: True when all that it says is kept, so that the mail itself, which names its reader, may go.
Done = Callable[[bool], object]


class NoMailbox(ValueError):
    """BOUNCE_MAILBOX names no mailbox that we can read."""


def read_returned_mail() -> int:
    """Take in what came back; returns how many mails were looked at.

    A report is removed once it was taken in: it names its reader, who may be erased any day. Other mail, such as the
    answer of a person, is put aside. What is taken twice, because somebody else reads the same mailbox, counts once.
    """
    address = settings.BOUNCE_MAILBOX
    if not address:
        return 0
    number = 0
    for data, done in mails_in(address):
        report = report_in(data)
        take(report)
        done(report.kind is not Kind.OTHER)
        number += 1
    return number


def report_in(data: bytes) -> Report:
    """What a mail says; one that cannot be read says nothing, and holds up no other."""
    try:
        return read(data)
    except Exception:  # anybody can mail anything to this address
        logger.exception("A mail that came back could not be read")
        return Report(Kind.OTHER)


def mails_in(address: str) -> Iterator[tuple[bytes, Done]]:
    """The new mails of a mailbox, each with what ends the work on it. Raises OSError, imaplib's errors, NoMailbox."""
    scheme = urlsplit(address).scheme
    if scheme in {"imap", "imaps"}:
        return in_imap(address)
    if scheme in {"", "file"}:
        return in_maildir(Path(unquote(urlsplit(address).path)))
    raise NoMailbox("BOUNCE_MAILBOX must be a folder, or an address that starts with imap or imaps.")


def in_maildir(folder: Path) -> Iterator[tuple[bytes, Done]]:
    """The new mails of a Maildir; what was looked at is removed, or moves from `new` to `cur`."""
    for file in sorted((folder / "new").glob("*"))[:AT_ONCE]:
        try:
            with file.open("rb") as content:
                data = content.read(LARGEST)
        except FileNotFoundError:  # somebody else had it first
            continue
        yield data, partial(put_away, file)


def put_away(file: Path, is_taken: bool) -> None:
    """Remove a mail, or move it to the ones that were read; nothing when it is gone."""
    place = file.parent.parent / "cur"
    place.mkdir(exist_ok=True)
    try:
        if is_taken:
            file.unlink()
        else:
            file.rename(place / f"{file.name}{SEEN}")
    except FileNotFoundError:
        logger.info("A mail that came back was put away by somebody else")


def in_imap(address: str) -> Iterator[tuple[bytes, Done]]:
    """The unread mails of a folder on a server; what was looked at is removed, or marked as read."""
    parts = urlsplit(address)
    with connected(parts.scheme, parts.hostname or "localhost", parts.port) as server:
        server.login(unquote(parts.username or ""), unquote(parts.password or ""))
        folder = unquote(parts.path.strip("/")) or "INBOX"
        if server.select(f'"{folder}"')[0] != "OK":
            raise NoMailbox(f"The mail server has no folder {folder!r}.")
        numbers = server.uid("SEARCH", "UNSEEN")[1][0] or b""
        for number in numbers.split()[:AT_ONCE]:
            answer = server.uid("FETCH", number.decode(), f"(BODY.PEEK[]<0.{LARGEST}>)")[1]
            data = next((item[1] for item in answer if isinstance(item, tuple)), b"")
            yield data, partial(put_away_there, server, number.decode())


def put_away_there(server: imaplib.IMAP4, number: str, is_taken: bool) -> None:
    """Remove a mail from a server, or mark it as read. Of what others marked to go, as little as can be goes."""
    server.uid("STORE", number, "+FLAGS", r"(\Seen \Deleted)" if is_taken else r"(\Seen)")
    if is_taken and "UIDPLUS" in server.capabilities:  # RFC 4315
        server.uid("EXPUNGE", number)
    elif is_taken:
        server.expunge()


def connected(scheme: str, host: str, port: int | None) -> imaplib.IMAP4:
    """A connection with an IMAP server, encrypted for `imaps`."""
    if scheme == "imaps":
        return imaplib.IMAP4_SSL(host, port or IMAPS_PORT, ssl_context=ssl.create_default_context(), timeout=PATIENCE)
    return imaplib.IMAP4(host, port or IMAP_PORT, timeout=PATIENCE)
