"""What the DNS says about mail of a domain, asked of a name server that runs here."""

import socket
import struct
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from association.newsletters.sending import dns
from association.newsletters.sending.dns import NoAnswer, text_records
from association.newsletters.sending.records import records_of


def name_in(question: bytes) -> str:
    """The name that is asked for."""
    found, at = [], 12
    while length := question[at]:
        found.append(question[at + 1 : at + 1 + length].decode())
        at += length + 1
    return ".".join(found)


def answer_to(question: bytes, texts: list[str], *, code: int = 0, number: int | None = None) -> bytes:
    """An answer with texts, of which the names point back to the question."""
    known = struct.unpack("!H", question[:2])[0] if number is None else number
    head = struct.pack("!HHHHHH", known, 0x8180 | code, 1, len(texts), 0, 0)
    records = b""
    for text in texts:
        raw = text.encode()
        parts = [raw[at : at + 255] for at in range(0, len(raw), 255)]
        data = b"".join(bytes([len(part)]) + part for part in parts)
        records += b"\xc0\x0c" + struct.pack("!HHIH", 16, 1, 60, len(data)) + data
    return head + question[12:] + records


@pytest.fixture
def name_server(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[dict[str, Any]]:
    """A name server on this machine: records by name, and how it answers."""
    known: dict[str, Any] = {"records": {}, "options": {}}
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
        line.bind(("127.0.0.1", 0))

        def serve() -> None:
            while True:
                question, asker = line.recvfrom(4096)
                if question == b"stop":
                    return
                line.sendto(answer_to(question, known["records"].get(name_in(question), []), **known["options"]), asker)

        thread = threading.Thread(target=serve)
        thread.start()
        settings = tmp_path / "resolv.conf"
        settings.write_text("# here\nsearch example.org\nnameserver 127.0.0.1\n", encoding="utf-8")
        monkeypatch.setattr(dns, "RESOLVERS", settings)
        monkeypatch.setattr(dns, "PORT", line.getsockname()[1])
        monkeypatch.setattr(dns, "PATIENCE", 5)
        yield known
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asker:
            asker.sendto(b"stop", line.getsockname())
        thread.join()


def test_texts_of_a_name_are_read_whole(name_server: dict[str, Any]) -> None:
    long = "v=DKIM1; p=" + "A" * 600
    name_server["records"] = {"a.example.org": [long, "andere tekst é"]}

    assert text_records("a.example.org") == [long, "andere tekst é"]
    assert text_records("b.example.org") == []


def test_name_that_is_not_there_has_no_texts(name_server: dict[str, Any]) -> None:
    name_server["options"] = {"code": 3}

    assert text_records("weg.example.org") == []


@pytest.mark.parametrize("options", [{"code": 2}, {"number": 0x1_0000 - 1}])
def test_odd_answer_is_no_answer(name_server: dict[str, Any], monkeypatch: pytest.MonkeyPatch, options: Any) -> None:
    monkeypatch.setattr(dns.secrets, "randbelow", lambda _: 7)
    name_server["options"] = options

    with pytest.raises(NoAnswer):
        text_records("a.example.org")


@pytest.mark.parametrize("name", ["a..example.org", "x" * 64 + ".org", ""])
def test_name_that_cannot_be_is_not_asked(name_server: dict[str, Any], name: str) -> None:
    with pytest.raises(NoAnswer):
        text_records(name)


def test_broken_answer_is_no_answer(name_server: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    whole = answer_to(dns.asked(7, "a.example.org"), ["v=spf1 -all"])
    monkeypatch.setattr(dns.secrets, "randbelow", lambda _: 7)
    # A record of which less is there than it says is told for as far as it goes.
    for length in range(len(whole) - len("v=spf1 -all") - 1):
        monkeypatch.setattr(dns, "over_udp", lambda _, length=length: whole[:length])
        with pytest.raises(NoAnswer):
            text_records("a.example.org")


def test_records_are_judged(name_server: dict[str, Any], settings: Any) -> None:
    settings.BOUNCE_ADDRESS = ""
    name_server["records"] = {
        "example.org": ["iets anders", "v=spf1 mx ~all"],
        "s1._domainkey.example.org": ["v=DKIM1; p=AAAA"],
        "_dmarc.example.org": ["v=DMARC1; p=none", "v=DMARC1; p=reject"],
    }

    found = {record.title: record for record in records_of("example.org", "s1").records}

    assert [(title, record.is_right) for title, record in found.items()] == [
        ("SPF", True),
        ("DKIM", True),
        ("DMARC", False),
    ]
    assert found["SPF"].found == ("v=spf1 mx ~all",)
    assert "er mag er maar één zijn" in found["DMARC"].verdict


def test_missing_records_are_told_apart_from_a_silent_server(
    name_server: dict[str, Any], settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    settings.BOUNCE_ADDRESS = "terug@post.example.org"
    spf, dkim, dmarc = records_of("example.org").records
    assert (spf.name, spf.is_right, spf.verdict) == ("post.example.org", False, "Dit record is er nog niet.")
    assert (dkim.is_right, dmarc.is_right) == (None, False)

    monkeypatch.setattr(dns, "RESOLVERS", tmp_path / "none")

    assert {record.is_right for record in records_of("example.org", "s1").records} == {None}
