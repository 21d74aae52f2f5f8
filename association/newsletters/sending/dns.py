"""Text records of the DNS, asked of the name server of this machine (RFC 1035): enough to look at three records."""

import ipaddress
import secrets
import socket
import struct
from pathlib import Path

RESOLVERS = Path("/etc/resolv.conf")
PORT = 53
TXT = 16
INTERNET = 1
RECURSION_WANTED = 0x0100
TRUNCATED = 0x0200
NO_SUCH_NAME = 3
POINTER = 0xC0
HEADER = struct.Struct("!HHHHHH")
RECORD = struct.Struct("!HHIH")
PATIENCE = 2.0  # seconds


class NoAnswer(Exception):
    """The DNS could not be asked, or gave no answer that can be read."""


def text_records(name: str) -> list[str]:
    """The TXT records of a name, none when there are none. Raises NoAnswer when that cannot be known."""
    number = secrets.randbelow(1 << 16)
    try:
        question = asked(number, name)
        answer = over_udp(question)
        if HEADER.unpack_from(answer)[1] & TRUNCATED:
            answer = over_tcp(question)
        return read(answer, number)
    except (OSError, struct.error, IndexError, UnicodeError, ValueError) as error:
        raise NoAnswer(str(error)) from error


def asked(number: int, name: str) -> bytes:
    """A question for the TXT records of a name."""
    labels = [label.encode("idna") for label in name.rstrip(".").split(".")]
    if not all(0 < len(label) < 64 for label in labels):
        raise ValueError(f"{name!r} is no name of the DNS")
    written = b"".join(bytes([len(label)]) + label for label in labels) + b"\0"
    return HEADER.pack(number, RECURSION_WANTED, 1, 0, 0, 0) + written + struct.pack("!HH", TXT, INTERNET)


def name_server() -> str:
    """The address of the first name server that this machine asks. Raises OSError without one."""
    for line in RESOLVERS.read_text(encoding="utf-8", errors="replace").splitlines():
        words = line.split()
        if len(words) > 1 and words[0] == "nameserver":
            return str(ipaddress.ip_address(words[1].partition("%")[0]))
    raise OSError("no name server is known")


def over_udp(question: bytes) -> bytes:
    """The answer to a question, or as much of it as fits in one packet."""
    server = name_server()
    family = socket.AF_INET6 if ":" in server else socket.AF_INET
    with socket.socket(family, socket.SOCK_DGRAM) as line:
        line.settimeout(PATIENCE)
        line.connect((server, PORT))
        line.send(question)
        return line.recv(4096)


def over_tcp(question: bytes) -> bytes:
    """The whole answer to a question."""
    with socket.create_connection((name_server(), PORT), timeout=PATIENCE) as line:
        line.sendall(struct.pack("!H", len(question)) + question)
        with line.makefile("rb") as stream:
            (length,) = struct.unpack("!H", stream.read(2))
            return stream.read(length)


def read(answer: bytes, number: int) -> list[str]:
    """The texts in an answer to the question with a number."""
    known, flags, questions, answers, _, _ = HEADER.unpack_from(answer)
    code = flags & 0x0F
    if known != number or code not in {0, NO_SUCH_NAME}:
        raise ValueError(f"the name server answered with code {code}")
    at = HEADER.size
    for _ in range(questions):
        at = after_name(answer, at) + 4
    found = []
    for _ in range(answers):
        at = after_name(answer, at)
        kind, _, _, length = RECORD.unpack_from(answer, at)
        at += RECORD.size
        if kind == TXT:
            found.append(joined(answer[at : at + length]))
        at += length
    return found


def after_name(answer: bytes, at: int) -> int:
    """Where a name ends that begins here."""
    while answer[at]:
        if answer[at] & POINTER == POINTER:
            return at + 2
        at += answer[at] + 1
    return at + 1


def joined(data: bytes) -> str:
    """The text of a record, whose parts each have a length before them."""
    found, at = b"", 0
    while at < len(data):
        found += data[at + 1 : at + 1 + data[at]]
        at += data[at] + 1
    return found.decode("utf-8", "replace")
