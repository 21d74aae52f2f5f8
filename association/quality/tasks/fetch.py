"""Asking one address whether it works, without ever reaching a machine that is not on the internet.

The name is looked up here, every address that it has is checked, and the connection goes to an address that was
checked, so that a second look-up cannot lead elsewhere. The same holds for every step of a redirect.
"""

import http.client
import socket
import ssl
import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from urllib.parse import urljoin

from association.quality.rules.addresses import PORTS, RefusedAddress, is_public, request_parts

MOST_REDIRECTS = 5
REDIRECTS = frozenset({301, 302, 303, 307, 308})
SECONDS = 8.0
LONGEST_LOCATION = 4000


@dataclass(frozen=True)
class Answer:
    """What an address answered: a status, or 0 with what went wrong, in Dutch. `is_refused`: it was not asked."""

    status: int
    reason: str = ""
    is_refused: bool = False


def look_up(host: str, port: int) -> list[str]:
    """The IP addresses of a host."""
    return [str(row[4][0]) for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


class CheckedConnection(http.client.HTTPConnection):
    """A connection to an IP address that was checked, under the name of the host."""

    def __init__(self, host: str, port: int, address: str, context: ssl.SSLContext | None) -> None:
        super().__init__(host, port, timeout=SECONDS)
        self.default_port = 443 if context else 80
        self.address = address
        self.context = context

    def connect(self) -> None:
        """Connect to the checked address; for https, check the certificate against the name."""
        plain = socket.create_connection((self.address, self.port), self.timeout)
        try:
            self.sock = self.context.wrap_socket(plain, server_hostname=self.host) if self.context else plain
        except BaseException:
            plain.close()
            raise

    def hang_up(self) -> None:
        """End a conversation that takes too long."""
        if self.sock is not None:
            try:
                self.sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                return


@dataclass(frozen=True)
class Fetcher:
    """Asks addresses. What it looks names up with, may reach and may use as ports is given by tests only."""

    user_agent: str
    resolve: Callable[[str, int], list[str]] = look_up
    may_reach: Callable[[str], bool] = is_public
    ports: frozenset[int] = PORTS

    def ask(self, url: str) -> Answer:
        """Whether an address works: its head, or the first of its body where a server gives no heads."""
        try:
            status = self.follow("HEAD", url)
            return Answer(status if status < 400 else self.follow("GET", url))
        except RefusedAddress as refused:
            return Answer(0, str(refused), is_refused=True)
        except socket.gaierror:
            return Answer(0, "Deze website bestaat niet (meer)")
        except ssl.SSLError:
            return Answer(0, "Het certificaat van deze website klopt niet")
        except TimeoutError:
            return Answer(0, "Deze website antwoordt niet op tijd")
        except (OSError, http.client.HTTPException, ValueError):
            return Answer(0, "Deze website geeft geen antwoord")

    def follow(self, method: str, url: str) -> int:
        """The status at the end of the redirects; RefusedAddress when there are too many or one leads inside."""
        for _ in range(MOST_REDIRECTS + 1):
            status, location = self.request(method, url)
            if status not in REDIRECTS or not location:
                return status
            url = urljoin(url, location[:LONGEST_LOCATION])
        raise RefusedAddress("Dit adres verwijst te vaak door")

    def request(self, method: str, url: str) -> tuple[int, str]:
        """Status and location of one answer; nothing of its body is read."""
        scheme, host, port, target = request_parts(url, self.ports)
        context = ssl.create_default_context() if scheme == "https" else None
        connection = CheckedConnection(host, port, self.checked(host, port), context)
        # A server that sends one byte at a time would hold us for ever otherwise.
        alarm = threading.Timer(SECONDS, connection.hang_up)
        alarm.daemon = True
        with closing(connection):
            alarm.start()
            try:
                headers = {"User-Agent": self.user_agent, "Accept": "*/*", "Connection": "close"}
                connection.request(method, target, headers=headers)
                with connection.getresponse() as answer:
                    return answer.status, answer.getheader("Location") or ""
            finally:
                alarm.cancel()

    def checked(self, host: str, port: int) -> str:
        """An IP address of a host; RefusedAddress when any of its addresses is not on the internet."""
        addresses = self.resolve(host, port)
        if not addresses:
            raise socket.gaierror(host)
        if not all(self.may_reach(address) for address in addresses):
            raise RefusedAddress("Dit adres ligt niet op het open internet")
        return addresses[0]
