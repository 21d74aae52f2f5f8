"""Which addresses outside the site may be asked whether they work, and when again."""

import ipaddress
from datetime import timedelta
from urllib.parse import quote, urlsplit

PORTS = frozenset({80, 443})
FAILURES_TO_BE_BROKEN = 3
# After the first failure, the second, and so on; the last holds for all that follow.
BACKOFF = (timedelta(hours=1), timedelta(days=1), timedelta(days=3), timedelta(days=7))
WORKING = timedelta(days=7)
SKIPPED = timedelta(days=30)
# Addresses that carry an IPv4 address inside: NAT64 (RFC 6052) and 6to4 (RFC 3056).
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
UNSURE = frozenset({401, 402, 403, 405, 406, 407, 408, 418, 425, 429, 451})


class RefusedAddress(Exception):
    """An address that is not asked at all; the text is the reason, in Dutch."""


def is_public(text: str) -> bool:
    """Whether an IP address is on the internet: not of this machine, a private network or a provider's own service."""
    try:
        address = ipaddress.ip_address(text.split("%", maxsplit=1)[0])
    except ValueError:
        return False
    inner = inner_address(address)
    if inner is not None:
        return is_public(str(inner))
    hidden = (
        address.is_private,
        address.is_loopback,
        address.is_link_local,
        address.is_multicast,
        address.is_reserved,
        address.is_unspecified,
        getattr(address, "is_site_local", False),
    )
    return address.is_global and not any(hidden)


def inner_address(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that an IPv6 address stands for, if any."""
    if not isinstance(address, ipaddress.IPv6Address):
        return None
    if address in NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour


def request_parts(url: str, ports: frozenset[int] = PORTS) -> tuple[str, str, int, str]:
    """Scheme, host, port and request target of a web address; RefusedAddress for any other."""
    try:
        parts = urlsplit(url)
        port = parts.port
        host = parts.hostname or ""
        host = host if ":" in host else host.encode("idna").decode("ascii")
    except (ValueError, UnicodeError):
        raise RefusedAddress("Dit is geen goed adres") from None
    if parts.scheme not in {"http", "https"} or not host:
        raise RefusedAddress("Dit is geen adres van een website")
    if "@" in parts.netloc:
        raise RefusedAddress("In dit adres staat een naam of wachtwoord")
    port = port or (443 if parts.scheme == "https" else 80)
    if port not in ports:
        raise RefusedAddress("Dit adres heeft een ongewone poort")
    target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    if parts.query:
        target += "?" + quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
    return parts.scheme, host, port, target


def is_unsure(status: int) -> bool:
    """Whether an answer tells nothing of the page: the server is busy or broken, or keeps programs out."""
    return status in UNSURE or status >= 500


def next_wait(failures: int) -> timedelta:
    """How long to wait after so many failures in a row; after none, the term of an address that works."""
    return BACKOFF[min(failures, len(BACKOFF)) - 1] if failures else WORKING
