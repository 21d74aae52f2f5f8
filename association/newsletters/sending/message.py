"""A mail as bytes: built once for all who read the same, with what is personal put in for each.

Everything between the places is encoded beforehand; filling in one mail joins pieces. Soft line ends stand around each
place, so that no place is ever broken over two lines, whatever stands before it.
"""

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.utils import format_datetime, formataddr
from enum import Enum
from typing import NamedTuple

from association.newsletters.rules import places
from association.newsletters.rules.addresses import UNSUBSCRIBE, address_of
from association.newsletters.rules.tokens import new_token

END = b"\r\n"
SOFT_END = b"=\r\n"
LONGEST_LINE = 75  # RFC 2045, section 6.7: 76 with the sign of a soft line end
CONTROL = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")
ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?")
NAMELESS = "lezer"


class Slot(Enum):
    """A place in a mail where something of its reader comes."""

    TO = "to"
    DATE = "date"
    TOKEN = "token"  # noqa: S105 - the name of a place
    UNSUBSCRIBE = places.UNSUBSCRIBE
    PREFERENCES = places.PREFERENCES
    NAME = places.NAME
    NAME_IN_HTML = "name in html"


Piece = bytes | Slot
IN_TEXT = re.compile("|".join([places.UNSUBSCRIBE, places.PREFERENCES, places.NAME]))


class BadAddress(ValueError):
    """An address that no mail can go to, or that would change the mail."""


class Recipient(NamedTuple):
    """Who a mail is for: their address and name, and the tokens of this delivery and of their two links."""

    email: str
    name: str
    token: str
    unsubscribe: str
    preferences: str


@dataclass(frozen=True)
class Head:
    """What all mails of a mailing have in common: `sender` as `Name <address>`, `bounces` as a plain address."""

    sender: str
    subject: str
    root_url: str
    list_id: str
    bounces: str
    reply_to: str = ""


class Letter:
    """All mails of one variant of a mailing. Raises BadAddress when the sender's address is none."""

    def __init__(self, head: Head, *, html_text: str, text: str) -> None:
        self.head = head
        pieces = joined([*head_pieces(head), *body_pieces(html_text, text)])
        self.parts: list[bytes] = [piece if isinstance(piece, bytes) else b"" for piece in pieces]
        self.slots = [(number, piece) for number, piece in enumerate(pieces) if isinstance(piece, Slot)]

    def fill(self, to: Recipient, now: datetime) -> bytes:
        """The mail for one reader, ready for the line (RFC 5321: lines end in CRLF and never begin with a dot)."""
        values = {
            Slot.TO: wire_address(to.email).encode("ascii"),
            Slot.DATE: format_datetime(now).encode("ascii"),
            Slot.TOKEN: to.token.encode("ascii"),
            Slot.UNSUBSCRIBE: to.unsubscribe.encode("ascii"),
            Slot.PREFERENCES: to.preferences.encode("ascii"),
            Slot.NAME: quoted(to.name or NAMELESS),
            Slot.NAME_IN_HTML: quoted(html.escape(to.name or NAMELESS)),
        }
        parts = self.parts.copy()
        for number, slot in self.slots:
            parts[number] = values[slot]
        return b"".join(parts)

    def envelope(self, to: Recipient) -> str:
        """The address that failures of this mail come back to (VERP)."""
        return verp(self.head.bounces, to.token)


def verp(bounces: str, word: str) -> str:
    """An address of the mailbox for failures with a word in it: `bounce@x` becomes `bounce+word@x`."""
    local, _, domain = bounces.partition("@")
    return f"{local}+{word}@{domain}"


def head_pieces(head: Head) -> Iterator[Piece]:
    """The header fields. A place stands in the values where the field differs per reader."""
    name, _, address = head.sender.rpartition(" <")
    address = wire_address(address.rstrip(">"))
    domain = address.partition("@")[2]
    off = f"{head.root_url}{address_of(UNSUBSCRIBE, places.UNSUBSCRIBE)}"
    mail_off = verp(head.bounces, f"afmelden.{places.UNSUBSCRIBE}")
    yield field("From", formatted(name, address))
    if head.reply_to:
        yield field("Reply-To", wire_address(head.reply_to))
    yield from (b"To: ", Slot.TO, END)
    yield field("Subject", worded(head.subject))
    yield from (b"Date: ", Slot.DATE, END)
    yield from (b"Message-ID: <", Slot.TOKEN, f"@{domain}>\r\n".encode())
    yield field("List-ID", f"<{head.list_id}>")
    # On one line: some receivers do not unfold it.
    yield from divided(f"List-Unsubscribe: <{off}>, <mailto:{mail_off}?subject=afmelden>\r\n", str.encode)
    yield field("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")
    yield field("Precedence", "bulk")
    yield field("Content-Language", "nl")
    yield field("MIME-Version", "1.0")


def body_pieces(html_text: str, text: str) -> Iterator[Piece]:
    """Both forms of the text. The boundary cannot stand in either: `=_` never does in quoted-printable."""
    boundary = f"=_{new_token()}"
    yield field("Content-Type", f'multipart/alternative; boundary="{boundary}"')
    for kind, content in (("plain", text), ("html", html_text)):
        yield f"\r\n--{boundary}\r\n".encode()
        yield field("Content-Type", f"text/{kind}; charset=utf-8")
        yield field("Content-Transfer-Encoding", "quoted-printable") + END
        for piece in divided(content, quoted):
            in_html = kind == "html" and piece is Slot.NAME
            yield from (
                (SOFT_END, Slot.NAME_IN_HTML if in_html else piece, SOFT_END) if isinstance(piece, Slot) else [piece]
            )
    yield f"\r\n--{boundary}--\r\n".encode()


def divided(text: str, encode: Callable[[str], bytes]) -> Iterator[Piece]:
    """A text as encoded pieces with the places between them."""
    at = 0
    for found in IN_TEXT.finditer(text):
        yield encode(text[at : found.start()])
        yield Slot(found[0])
        at = found.end()
    yield encode(text[at:])


def joined(pieces: list[Piece]) -> list[Piece]:
    """The same with neighbouring bytes made one."""
    found: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, bytes) and found and isinstance(last := found[-1], bytes):
            found[-1] = last + piece
        else:
            found.append(piece)
    return found


def field(name: str, value: str) -> bytes:
    """A header field of ASCII text, which may hold folded lines."""
    return f"{name}: {value}\r\n".encode("ascii")


def plain(text: str) -> str:
    """A text without anything that could end a header field."""
    return " ".join(CONTROL.sub(" ", text).split())


def worded(text: str) -> str:
    """A text as value of a header field: as it is, or in encoded words (RFC 2047), folded."""
    text = plain(text)
    if text.isascii() and "=?" not in text:
        return text
    return Header(text, "utf-8", header_name="Subject").encode(linesep="\r\n")


def formatted(name: str, address: str) -> str:
    """A name with an address as value of a header field."""
    name = plain(name)
    return formataddr((name, address)) if name.isascii() and "=?" not in name else f"{worded(name)} <{address}>"


def wire_address(email: str) -> str:
    """An address as ASCII, its domain in the form of DNS. Raises BadAddress for what could be more than an address."""
    local, _, domain = email.rpartition("@")
    if not domain.isascii():
        try:
            domain = domain.encode("idna").decode("ascii")
        except UnicodeError as error:
            raise BadAddress(f"Het domein {domain!r} kan niet bestaan.") from error
    address = f"{local}@{domain}"
    if not ADDRESS.fullmatch(address):
        raise BadAddress("Dit is geen e-mailadres waar mail naartoe kan.")
    return address


def quoted(text: str) -> bytes:
    """A text as quoted-printable (RFC 2045): lines end in CRLF and begin with no dot, all else in printable ASCII."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return END.join(SOFT_END.join(lines_of(line)) for line in text.encode("utf-8", "replace").split(b"\n"))


def lines_of(line: bytes) -> Iterator[bytes]:
    """A line of bytes in encoded lines that are short enough."""
    now = bytearray()
    last = len(line) - 1
    for number, byte in enumerate(line):
        sign = SIGNS[byte]
        if (byte == 0x2E and not now) or (number == last and byte in b" \t"):
            sign = b"=%02X" % byte
        if len(now) + len(sign) > LONGEST_LINE:
            yield bytes(now)
            now = bytearray(b"=2E" if byte == 0x2E else sign)
        else:
            now += sign
    yield bytes(now)


SIGNS = [
    bytes([byte]) if byte in b" \t" or (0x21 <= byte <= 0x7E and byte != 0x3D) else b"=%02X" % byte
    for byte in range(256)
]
