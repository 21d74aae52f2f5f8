"""A mail server for tests: takes mail over a real connection, or fails in the ways of real ones."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.test import override_settings

HOST = "127.0.0.1"
DROP = "drop"
HANG = "hang"
Fault = Callable[[str], str]


def no_fault(word: str) -> str:
    """All is well."""
    return ""


@dataclass
class MailServer:
    """What arrived, and what to answer: `on_*` get the address and give an answer such as `550 no`, DROP or HANG."""

    on_mail: Fault = no_fault
    on_rcpt: Fault = no_fault
    on_data: Fault = no_fault
    arrived: list[tuple[str, str, bytes]] = field(default_factory=list)
    connections: set[Any] = field(default_factory=set)
    # So long the server takes for a mail.
    seconds: float = 0.0
    port: int = 0

    @property
    def readers(self) -> list[str]:
        """The addresses that mail arrived for, in order."""
        return [to for _, to, _ in self.arrived]

    async def handle_MAIL(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any) -> str:  # noqa: N802
        """The sender of a mail."""
        self.connections.add(session.peer)
        if answer := await answered(self.on_mail(address), server):
            return answer
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any) -> str:  # noqa: N802
        """The reader of a mail."""
        if answer := await answered(self.on_rcpt(address), server):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """A whole mail; one that is answered with DROP did arrive."""
        address = envelope.rcpt_tos[0]
        fault = self.on_data(address)
        if self.seconds:
            await asyncio.sleep(self.seconds)
        if fault in {"", DROP}:
            self.arrived.append((envelope.mail_from or "", address, bytes(envelope.content or b"")))
        return await answered(fault, server) or "250 2.0.0 OK"


async def answered(fault: str, server: SMTP) -> str:
    """The words of a fault; the connection is broken or held up for DROP and HANG."""
    if fault == DROP:
        server.transport.abort()
        await asyncio.sleep(0.05)
    if fault == HANG:
        await asyncio.sleep(3)
    return "" if fault in {DROP, HANG} else fault


class OnAnyPort(Controller):
    """A server on a port that is free."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def mail_server(tls: Any = None, **faults: Any) -> Iterator[MailServer]:
    """A server that the settings name; with `tls` (a context) it offers STARTTLS."""
    handler = MailServer(**faults)
    controller = OnAnyPort(handler, hostname=HOST, port=0, ready_timeout=20, tls_context=tls)
    controller.start()
    handler.port = controller.port
    try:
        with use_server(controller.port, EMAIL_USE_TLS=tls is not None):
            yield handler
    finally:
        controller.stop()


def use_server(port: int, **more: Any) -> Any:
    """Settings with which mail goes to a port here."""
    return override_settings(
        EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend",
        EMAIL_HOST=HOST,
        EMAIL_PORT=port,
        EMAIL_TIMEOUT=1,
        **more,
    )
