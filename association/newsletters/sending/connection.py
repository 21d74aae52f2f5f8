"""The line to the mail server: held open, quick, and with an answer for each mail that says what is certain."""

import logging
import re
import smtplib
import socket
import ssl
from dataclasses import dataclass, replace
from email import message_from_bytes
from email.message import Message
from enum import Enum, auto
from typing import Any, Protocol

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.smtp import EmailBackend

logger = logging.getLogger(__name__)
CLOSING = 421  # RFC 5321: the server ends the connection
LONGEST_ANSWER = 500
NOBODY = "(adres)"


class Fate(Enum):
    """What became of a mail."""

    SENT = auto()  # the server has it
    LATER = auto()  # not now, for this reader
    FAILED = auto()  # never, for this reader
    UNCERTAIN = auto()  # it went out and no answer came
    LOST = auto()  # the server cannot be used now; the mail did not go out
    REFUSED = auto()  # the server will have nothing of us: somebody must look


@dataclass(frozen=True)
class Answer:
    """The fate of a mail with the server's code and words; the code is None when there was no answer."""

    fate: Fate
    code: int | None = None
    text: str = ""


class Line(Protocol):
    """A way out for mail."""

    def send(self, sender: str, to: str, data: bytes) -> Answer:
        """Bring one mail to the server."""

    def close(self) -> None:
        """End the connection, if there is one."""


def open_line() -> Line:
    """The line that the settings of the installation name; nothing is connected before the first mail."""
    backend = get_connection()
    return SmtpLine() if isinstance(backend, EmailBackend) else BackendLine()


class QuickSMTP(smtplib.SMTP):
    """A connection on which small packets do not wait for one another (TCP_NODELAY, which smtplib never sets)."""

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        """The socket, set so before the server says its first word."""
        found: socket.socket = super()._get_socket(host, port, timeout)  # type: ignore[misc]  # smtplib's own hook
        found.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return found


class QuickSMTPOverTLS(smtplib.SMTP_SSL):
    """The same, encrypted from the first byte."""

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        """The socket, set so as soon as it is there."""
        found: socket.socket = super()._get_socket(host, port, timeout)  # type: ignore[misc]  # smtplib's own hook
        found.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return found


class QuickBackend(EmailBackend):
    """Django's way of connecting (host, encryption, account, patience) with our kind of connection."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        """Which kind of connection."""
        return QuickSMTPOverTLS if self.use_ssl else QuickSMTP


class SmtpLine:
    """One connection over which mail after mail goes; it is made when needed and again when it was lost."""

    def __init__(self) -> None:
        self.backend = QuickBackend()
        self.sent_on_this = 0

    @property
    def server(self) -> Any:
        """The connection of now, or None."""
        return self.backend.connection

    def send(self, sender: str, to: str, data: bytes) -> Answer:
        """Bring one mail to the server. A server that ended a connection after other mails is asked once more."""
        used_before = self.sent_on_this > 0
        answer = self.attempt(sender, to, data)
        if used_before and answer.fate is Fate.LOST and self.server is None:
            return self.attempt(sender, to, data)
        return answer

    def attempt(self, sender: str, to: str, data: bytes) -> Answer:
        """Bring one mail to the server, connecting when needed; what did not go well leaves no half mail behind."""
        try:
            self.connect()
            answer = self.hand_over(sender, to, data)
        except (smtplib.SMTPException, OSError) as error:
            self.drop()
            return unconnected(error)
        except BaseException:
            # In the middle of a conversation nothing else can be said.
            self.drop()
            raise
        if answer.fate is Fate.SENT:
            self.sent_on_this += 1
        elif answer.code in {None, CLOSING} or not self.cleared():
            self.drop()
        return answer

    def connect(self) -> None:
        """Make the connection if there is none. Raises what smtplib does."""
        if self.server is None:
            self.sent_on_this = 0
            self.backend.open()
            server: Any = self.backend.connection
            server.ehlo_or_helo_if_needed()

    def hand_over(self, sender: str, to: str, data: bytes) -> Answer:
        """The conversation about one mail. Raises what smtplib does while the mail cannot have arrived."""
        server = self.server
        code, words = server.mail(sender)
        if code != 250:
            return Answer(Fate.REFUSED if code >= 500 else Fate.LOST, code, said(words))
        code, words = server.rcpt(to)
        if code not in {250, 251}:
            return about_reader(code, words)
        code, words = server.docmd("DATA")
        if code != 354:
            return about_reader(code, words)
        # An error here means that the last line, which closes the mail, never left.
        server.send(data + b".\r\n")
        try:
            code, words = server.getreply()
        except (smtplib.SMTPException, OSError) as error:
            return Answer(Fate.UNCERTAIN, None, said(error))
        return Answer(Fate.SENT, code, said(words)) if 200 <= code < 300 else about_reader(code, words)

    def cleared(self) -> bool:
        """Whether the server is ready for another mail after one that it did not take."""
        try:
            return bool(self.server.rset()[0] == 250)
        except (smtplib.SMTPException, OSError):
            return False

    def drop(self) -> None:
        """Forget the connection without a word: there is something wrong with it."""
        self.sent_on_this = 0
        # The second is one that was not yet through with encryption and account.
        for name in ("connection", "_partial_connection"):
            server = getattr(self.backend, name, None)
            setattr(self.backend, name, None)
            if server is not None:
                server.close()

    def close(self) -> None:
        """End the connection as it should be (QUIT)."""
        if self.server is not None:
            try:
                self.server.quit()
            except (smtplib.SMTPException, OSError):
                logger.debug("The mail server was gone already")
            self.drop()


def without(answer: Answer, address: str) -> Answer:
    """An answer in which the server does not name its reader: it is kept longer than the address, and others see it."""
    text = re.sub(re.escape(address), NOBODY, answer.text, flags=re.IGNORECASE)
    return replace(answer, text=text)


def about_reader(code: int, words: object) -> Answer:
    """What an answer about one reader or one mail means."""
    if code == CLOSING:
        return Answer(Fate.LOST, code, said(words))
    return Answer(Fate.FAILED if code >= 500 else Fate.LATER, code, said(words))


def unconnected(error: Exception) -> Answer:
    """What it means that there was no connection, or that it broke before the mail was given."""
    code = getattr(error, "smtp_code", None)
    words = said(getattr(error, "smtp_error", error))
    wrong = isinstance(error, smtplib.SMTPNotSupportedError | ssl.SSLCertVerificationError)
    return Answer(Fate.REFUSED if wrong or (code or 0) >= 500 else Fate.LOST, code, words)


def said(words: object) -> str:
    """The words of a server or an error, short enough to keep."""
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words)
    return " ".join(text.replace("\x00", "").split())[:LONGEST_ANSWER]


class ReadyMessage(EmailMessage):
    """A mail that is bytes already, for the backends of Django that write it to a folder or a screen."""

    def __init__(self, sender: str, to: str, data: bytes) -> None:
        parsed = message_from_bytes(data)
        super().__init__(str(parsed["Subject"] or ""), "", sender, [to])
        self.parsed = parsed

    def message(self, **kwargs: Any) -> Message:  # type: ignore[override]  # Django's own type is narrower
        """The mail as Python knows it."""
        return self.parsed


class BackendLine:
    """A line through Django's backends without server: to a folder, a screen or the memory of a test."""

    def __init__(self) -> None:
        self.backend = get_connection()

    def send(self, sender: str, to: str, data: bytes) -> Answer:
        """Give one mail to the backend."""
        try:
            self.backend.send_messages([ReadyMessage(sender, to, data)])
        except OSError as error:
            return Answer(Fate.LOST, None, said(error))
        return Answer(Fate.SENT, 250, settings.EMAIL_BACKEND.rsplit(".", 2)[-2])

    def close(self) -> None:
        """Close what the backend holds."""
        self.backend.close()
