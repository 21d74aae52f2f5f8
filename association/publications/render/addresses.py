"""Addresses of links in files: written as the standard for addresses wants it, or not at all."""

import re
from urllib.parse import SplitResult, quote, urlsplit

from association.publications.render.paper import OUTSIDE, Paper, absolute

# RFC 3986, "reserved" and "unreserved", without the square brackets and the sign of a fragment.
SAFE = "!$&'()*+,;=:@/?-._~%"
LONE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?\.?")


def address_in_file(paper: Paper, address: str) -> str:
    """The address of a link in a file: `#anchor` within it, or absolute; empty when it leads nowhere."""
    try:
        found = absolute(paper, address)
        return found if found.startswith("#") else outside(found)
    except ValueError:
        return ""


def outside(address: str) -> str:
    """An absolute address with everything quoted that has to be; empty when it is none that a reader can follow."""
    address = "".join(address.split())
    if not address.lower().startswith(OUTSIDE):
        return ""
    parts = urlsplit(address)
    if parts.scheme in {"mailto", "tel"}:
        rest = quoted(address.partition(":")[2])
        return f"{parts.scheme}:{rest}" if rest else ""
    host = host_of(parts)
    if not host:
        return ""
    query = f"?{quoted(parts.query)}" if parts.query else ""
    fragment = f"#{quoted(parts.fragment)}" if parts.fragment else ""
    return f"{parts.scheme}://{host}{quoted(parts.path)}{query}{fragment}"


def host_of(parts: SplitResult) -> str:
    """Host and port of an address in ASCII; empty for what is no host."""
    try:
        host = (parts.hostname or "").encode("idna").decode("ascii")
    except UnicodeError:
        return ""
    if not HOST.fullmatch(host):
        return ""
    return host if parts.port is None else f"{host}:{parts.port}"


def quoted(text: str) -> str:
    """A part of an address, with percent signs before what may not stand in it; what is quoted already stays."""
    return quote(LONE_PERCENT.sub("%25", text), safe=SAFE)
