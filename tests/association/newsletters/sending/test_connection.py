"""The line to the mail server: quick, held, and encrypted where the settings ask for it."""

import os
import socket
import ssl
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings

from association.newsletters.sending.connection import Answer, BackendLine, Fate, SmtpLine, open_line, said
from association.newsletters.sending.pace import Pace
from tests.factories.mail_server import MailServer, mail_server, use_server

MAIL = b"Subject: Nieuws\r\n\r\nTekst\r\n"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for localhost, with its key, in one folder."""
    folder = tmp_path_factory.mktemp("certificate")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
         "-addext", "subjectAltName=DNS:localhost", "-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")],
        check=True, capture_output=True,
    )  # fmt: skip
    return folder


@pytest.fixture
def tls_server(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MailServer]:
    """A server that offers STARTTLS, with a certificate that is trusted here."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
    monkeypatch.setitem(os.environ, "SSL_CERT_FILE", str(certificate / "cert.pem"))
    with mail_server(tls=context) as server, override_settings(EMAIL_HOST="localhost", EMAIL_TIMEOUT=10):
        yield server


def send(line: Any, number: int = 1) -> list[Answer]:
    """Send some mails."""
    return [line.send("terug@example.org", f"lezer{one}@example.org", MAIL) for one in range(number)]


def no_delay(line: SmtpLine) -> bool:
    """Whether small packets go out at once."""
    return bool(line.server.sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))


def test_connection_is_quick_and_held() -> None:
    with mail_server() as server:
        line = SmtpLine()
        answers = send(line, 5)
        assert no_delay(line)
        line.close()

    assert {answer.fate for answer in answers} == {Fate.SENT}
    assert len(server.connections) == 1
    assert server.arrived[0][2] == MAIL


def test_encrypted_connection_is_quick_and_held(tls_server: MailServer) -> None:
    line = SmtpLine()

    answers = send(line, 5)

    assert isinstance(line.server.sock, ssl.SSLSocket)
    assert no_delay(line)
    line.close()
    assert {answer.fate for answer in answers} == {Fate.SENT}
    assert len(tls_server.connections) == 1


def test_server_that_nobody_vouches_for_gets_no_mail(tls_server: MailServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(os.environ, "SSL_CERT_FILE")

    (answer,) = send(SmtpLine())

    assert answer.fate is Fate.REFUSED
    assert tls_server.arrived == []


def test_server_without_encryption_gets_no_mail_when_it_is_asked_for() -> None:
    with mail_server() as server, override_settings(EMAIL_USE_TLS=True):
        (answer,) = send(SmtpLine())

    assert answer.fate is Fate.REFUSED
    assert server.arrived == []


def test_wrong_password_is_a_matter_for_people() -> None:
    with mail_server() as server, override_settings(EMAIL_HOST_USER="iemand", EMAIL_HOST_PASSWORD="fout"):
        (answer,) = send(SmtpLine())

    assert answer.fate is Fate.REFUSED
    assert server.arrived == []


def test_address_that_nobody_answers_at_is_tried_later() -> None:
    with use_server(1):
        (answer,) = send(SmtpLine())

    assert (answer.fate, answer.code) == (Fate.LOST, None)


def test_kind_of_line_follows_the_settings(settings: Any, tmp_path: Path) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path)
    line = open_line()
    assert isinstance(line, BackendLine)

    (answer,) = send(line)

    line.close()
    assert answer.fate is Fate.SENT
    (file,) = tmp_path.iterdir()
    assert "Subject: Nieuws" in file.read_text(encoding="utf-8")
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    assert isinstance(open_line(), SmtpLine)


def test_words_of_a_server_are_kept_short_and_plain() -> None:
    assert said(b"5.1.1\r\nno\x00 such\xff user") == "5.1.1 no such\ufffd user"
    assert len(said("x" * 9000)) == 500


def test_pace_keeps_mails_apart() -> None:
    pace = Pace(10)

    assert [round(pace.pause_before("example.org", 100), 6) for _ in range(3)] == [0, 0.1, 0.2]
    assert pace.pause_before("example.org", 200) == 0


def test_pace_of_a_domain_is_its_own() -> None:
    pace = Pace(10, {"gmail.com": 1})

    found = [pace.pause_before(domain, 0) for domain in ("gmail.com", "example.org", "gmail.com")]

    assert [round(pause, 6) for pause in found] == [0, 0.1, 1]
