"""The mailbox of the demonstration: what was sent can be read, safely, and only there."""

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from association.newsletters.models import Mailing
from association.newsletters.sending.mailbox import mail, mails
from association.newsletters.sending.worker import Sender
from home.actions import SiteSetUp
from noaber.demo import free_port, is_free
from tests.factories.mail_server import use_server
from tests.factories.mailings import make_list, make_mailing, make_reader
from tests.factories.staff import staff_client

ROOT = Path(__file__).resolve().parents[4]


@pytest.fixture
def mailbox(vdg: SiteSetUp, settings: Any, tmp_path: Path) -> Path:
    """A mailbox in which one newsletter arrived, through the demonstration's own server."""
    settings.DEMO_MAILBOX = tmp_path / "postvak"
    one = make_list(vdg)
    make_reader(vdg, one, email="jikke@example.org", name="Jikke")
    make_mailing(vdg, one, title="Nieuws van de buren")
    port = free_port()
    command = [sys.executable, "-m", "noaber.mailbox", "--port", str(port), "--folder", str(settings.DEMO_MAILBOX)]
    server = subprocess.Popen(command, cwd=ROOT, env={"PYTHONPATH": f"{ROOT / 'site'}:{ROOT}", "PATH": ""})
    try:
        limit = time.monotonic() + 60
        while is_free("127.0.0.1", port) and time.monotonic() < limit:
            time.sleep(0.1)
        with use_server(port):
            sender = Sender()
            sender.run_once()
            sender.close()
    finally:
        server.terminate()
        assert server.wait(30) == 0
    return tmp_path / "postvak"


def test_newsletter_can_be_read(mailbox: Path) -> None:
    assert Mailing.objects.get().state == Mailing.State.DONE
    client = staff_client("VDG redactie")
    (kept,) = mails()
    listed = client.get(reverse("mailbox")).content.decode()
    assert "Nieuws van de buren" in listed
    assert "jikke@example.org" in listed

    shown = BeautifulSoup(client.get(reverse("mailbox_mail", args=[kept.name])).content, "html.parser")

    frame = shown.find("iframe")
    assert frame is not None
    assert "allow-scripts" not in str(frame["sandbox"])
    assert "Dag Jikke," in shown.get_text()
    page = client.get(str(frame["src"]))
    assert "Dag Jikke, nieuws uit café en raad" in page.content.decode()
    assert page["Content-Security-Policy"].startswith("sandbox ")
    assert "allow-scripts" not in page["Content-Security-Policy"]


@pytest.mark.parametrize("name", ["..", "../secret-key", "niets", ".hidden", "a/b"])
def test_other_files_are_no_mail(mailbox: Path, name: str) -> None:
    (mailbox / "new" / ".hidden").write_text("Subject: x\n\nx", encoding="utf-8")

    assert mail(name) is None


def test_mailbox_is_only_in_a_demonstration(vdg: SiteSetUp, settings: Any) -> None:
    client = staff_client("VDG redactie")
    assert client.get(reverse("mailbox")).status_code == 200
    settings.DEMO = False

    for address in (reverse("mailbox"), reverse("mailbox_mail", args=["x"]), reverse("mailbox_page", args=["x"])):
        assert client.get(address).status_code == 404


def test_newest_mail_comes_first(settings: Any, tmp_path: Path) -> None:
    settings.DEMO_MAILBOX = tmp_path
    for number, place in enumerate(("new", "cur")):
        (tmp_path / place).mkdir()
        file = tmp_path / place / f"{number}.x"
        file.write_text(f"Subject: {number}\n\nTekst", encoding="utf-8")
        os.utime(file, (number + 1, number + 1))

    assert [found.subject for found in mails()] == ["1", "0"]
