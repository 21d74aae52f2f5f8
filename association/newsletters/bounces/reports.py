"""What a mail that came back says: of which delivery it is, and whether it failed for good (RFC 3464), or a complaint.

The address that it came back to tells of which delivery it is (VERP); the mail that is enclosed is asked only when that
address was lost on the way.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import Message
from enum import Enum, auto

from association.newsletters.rules.tokens import TOKEN_LENGTH

TOKEN = rf"([a-z2-7]{{{TOKEN_LENGTH}}})"
RETURNED = re.compile(rf"\+{TOKEN}@", re.IGNORECASE)
LEAVING = re.compile(rf"\+afmelden\.{TOKEN}@", re.IGNORECASE)
MESSAGE_ID = re.compile(rf"^Message-ID:\s*<{TOKEN}@", re.IGNORECASE | re.MULTILINE)
# Where servers write to which address a mail came.
ADDRESSED = ("Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "To")
# RFC 3463: the mailbox or its domain does not exist, moved, or is closed.
GONE = re.compile(r"5\.(?:1\.(?:1|2|3|6|10)|2\.1|4\.4)(?!\d)")
ENCLOSED = ("message/rfc822", "text/rfc822-headers", "message/rfc822-headers")
# What is kept of a report names nobody.
ADDRESS = re.compile(r"[^\s<>]+@[^\s<>]+")
FAILED = "failed"
LONGEST = 300


class Kind(Enum):
    """What a mail is about."""

    HARD = auto()  # the address does not exist
    SOFT = auto()  # it did not work this time
    COMPLAINT = auto()
    LEAVING = auto()  # a mail to be taken off a list
    OTHER = auto()  # an answer of a person or a machine, or no longer known


@dataclass(frozen=True)
class Report:
    """What a mail is about, by the token of a delivery (of a subscription for LEAVING), with the server's words."""

    kind: Kind
    token: str = ""
    text: str = ""


def read(data: bytes) -> Report:
    """The report in a mail; of kind OTHER when it is none that we know."""
    message = message_from_bytes(data, policy=policy.compat32)
    addressed = " ".join(str(value) for name in ADDRESSED for value in message.get_all(name, []))
    if found := LEAVING.search(addressed):
        return Report(Kind.LEAVING, found[1].lower())
    token = token_of(message, addressed)
    return about(message, token) if token else Report(Kind.OTHER)


def token_of(message: Message, addressed: str) -> str:
    """The token of the delivery that a mail is about; empty when it names none."""
    if found := RETURNED.search(addressed):
        return found[1].lower()
    for part in message.walk():
        if part.get_content_type() in ENCLOSED and (found := MESSAGE_ID.search(head_of(part))):
            return found[1].lower()
    return ""


def head_of(part: Message) -> str:
    """The line of an enclosed mail that tells of which delivery it is, or all of its head when that came as text.

    The rest is not looked at: nobody knows in which characters it was written.
    """
    content = part.get_payload()
    inner = content[0] if isinstance(content, list) and content else content
    return f"Message-ID: {inner.get('Message-ID', '')}" if isinstance(inner, Message) else str(inner)


def about(message: Message, token: str) -> Report:
    """What is reported of a delivery."""
    for part in message.walk():
        kind = part.get_content_type()
        if kind == "message/feedback-report":
            return complaint(fields_of(part), token)
        if kind == "message/delivery-status":
            return failure(list(groups_of(part)), token)
    return Report(Kind.OTHER, token)


def complaint(fields: dict[str, str], token: str) -> Report:
    """Somebody called the mail unwanted (RFC 5965); other kinds of feedback are none of our business."""
    is_abuse = fields.get("feedback-type", "").lower() in {"abuse", "fraud", "virus"}
    return Report(Kind.COMPLAINT if is_abuse else Kind.OTHER, token, readable(fields.get("user-agent", "")))


def failure(groups: list[dict[str, str]], token: str) -> Report:
    """What became of a mail: failed for good, failed this time, or only late."""
    for group in groups:
        if group.get("action", "").lower() == FAILED:
            status, words = group.get("status", ""), group.get("diagnostic-code", "")
            told = readable(ADDRESS.sub("(adres)", f"{status} {words}"))
            return Report(Kind.HARD if GONE.match(status) else Kind.SOFT, token, told)
    return Report(Kind.OTHER, token)


def groups_of(part: Message) -> Iterator[dict[str, str]]:
    """The groups of fields of a delivery status: one about the mail, then one for each recipient."""
    content = part.get_payload()
    for group in content if isinstance(content, list) else []:
        if isinstance(group, Message):
            yield {name.lower(): str(value) for name, value in group.items()}


def fields_of(part: Message) -> dict[str, str]:
    """The fields of a feedback report."""
    content = part.get_payload()
    inner = content[0] if isinstance(content, list) and content else content
    if isinstance(inner, Message):
        return {name.strip().lower(): str(value).strip() for name, value in inner.items()}
    lines = (line.partition(":") for line in str(inner).splitlines())
    return {name.strip().lower(): value.strip() for name, colon, value in lines if colon}


def readable(text: str) -> str:
    """Words of a server on one line, short enough and without what a database cannot keep."""
    return " ".join(text.replace("\x00", " ").encode("utf-8", "replace").decode().split())[:LONGEST]


def is_gone(answer: str) -> bool:
    """Whether a server said, with a code of RFC 3463, that an address does not exist."""
    return GONE.match(answer) is not None
