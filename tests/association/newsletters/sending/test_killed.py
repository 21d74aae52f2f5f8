"""Senders that are killed at any moment, two at a time: nobody gets a mail twice, and nobody is forgotten."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from association.newsletters.models import Delivery, Mailing, SenderSettings
from home.actions import SiteSetUp
from tests.factories.content import make_vdg
from tests.factories.mail_server import HOST, MailServer, mail_server
from tests.factories.mailings import make_list, make_mailing, make_readers

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
ROOT = Path(__file__).resolve().parents[4]
WORKERS = 2
LONGEST = 0.6  # seconds that senders work before they are killed
# A process in which Django is loaded once; each line that it reads makes a sender, whose number it answers.
NURSERY = """
import os, signal, sys, time
import django
django.setup()
from association.newsletters.sending.worker import Sender
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
print("ready", flush=True)
for line in sys.stdin:
    number = os.fork()
    if not number:
        sender = Sender()
        while True:
            if not sender.round():
                time.sleep(0.01)
    print(number, flush=True)
"""


class Nursery:
    """Where senders are made that use the database and the mail server of the test."""

    def __init__(self, folder: Path, port: int) -> None:
        environment = os.environ | {
            "DATABASE_URL": database_url(),
            "DATA_FOLDER": str(folder),
            "DJANGO_SETTINGS_MODULE": "noaber.settings.demo",
            "EMAIL_URL": f"smtp://{HOST}:{port}",
            "PYTHONPATH": os.pathsep.join([str(ROOT / "site"), str(ROOT)]),
            "CACHE_URL": "",
        }
        self.process = subprocess.Popen(
            [sys.executable, "-c", NURSERY], env=environment, cwd=ROOT, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        assert self.said() == "ready"

    def said(self) -> str:
        """The next line of the process."""
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def sender(self) -> int:
        """The number of a new sender."""
        assert self.process.stdin is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        return int(self.said())

    def close(self) -> None:
        """End the process."""
        self.process.communicate()


def database_url() -> str:
    """The address of the database of this test."""
    kept = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{kept['NAME']}"
    account = f"{kept['USER']}:{kept['PASSWORD']}@" if kept["PASSWORD"] else f"{kept['USER']}@"
    return f"postgres://{account}{kept['HOST']}:{kept['PORT']}/{kept['NAME']}"


@pytest.fixture
def post(tmp_path: Path) -> Iterator[tuple[MailServer, Nursery]]:
    """A mail server and a place where senders for it are made."""
    with mail_server() as server:
        nursery = Nursery(tmp_path, server.port)
        try:
            yield server, nursery
        finally:
            nursery.close()


def prepared(setup: SiteSetUp, readers: int) -> Mailing:
    """A mailing to many readers, to be sent as fast as can be."""
    SenderSettings.objects.create(association=setup.association, per_second=1000)
    one = make_list(setup)
    make_readers(setup, one, readers)
    return make_mailing(setup, one)


def states(mailing: Mailing) -> Counter[str]:
    """How many deliveries stand where."""
    return Counter(mailing.deliveries.values_list("state", flat=True))


def kill(senders: list[int]) -> None:
    """Break processes off and wait until they are gone; their leases run out at once."""
    for number in senders:
        os.kill(number, signal.SIGKILL)
    while any(Path(f"/proc/{number}").exists() for number in senders):
        time.sleep(0.01)
    Delivery.objects.filter(state="claimed").update(lease_until=timezone.now() - timedelta(seconds=1))


def finish(mailing: Mailing, nursery: Nursery) -> None:
    """Let new senders do the rest."""
    senders = [nursery.sender() for _ in range(WORKERS)]
    limit = time.monotonic() + 120
    while not Mailing.objects.filter(pk=mailing.pk, state="done").exists():
        assert time.monotonic() < limit, states(mailing)
        time.sleep(0.1)
    kill(senders)


def break_off(post: tuple[MailServer, Nursery], tmp_path: Path, *, readers: int, kills: int) -> None:
    """Kill two senders so many times at random moments, and look each time at what is left."""
    server, nursery = post
    mailing = prepared(make_vdg(), readers)
    chance = random.Random(2026)  # moments, not secrets
    at_work = 0
    for round_ in range(1, kills + 1):
        senders = [nursery.sender() for _ in range(WORKERS)]
        time.sleep(chance.uniform(0.05, LONGEST))
        kill(senders)
        at_work += states(mailing)["claimed"] > 0

        found = states(mailing)
        assert found["sent"] + found["uncertain"] + found["queued"] + found["claimed"] == readers
        assert found["uncertain"] <= WORKERS * round_
        assert len(server.readers) == len(set(server.readers))
    finish(mailing, nursery)

    found = states(mailing)
    assert set(found) <= {"sent", "uncertain"}
    assert found["sent"] + found["uncertain"] == readers
    assert found["uncertain"] <= WORKERS * kills
    assert len(server.readers) == len(set(server.readers))
    sent = set(mailing.deliveries.filter(state="sent").values_list("subscriber__email", flat=True))
    uncertain = set(mailing.deliveries.filter(state="uncertain").values_list("subscriber__email", flat=True))
    assert sent <= set(server.readers) <= sent | uncertain
    assert at_work >= kills // 2


def test_killed_senders_send_nothing_twice(post: tuple[MailServer, Nursery], tmp_path: Path) -> None:
    post[0].seconds = 0.01
    break_off(post, tmp_path, readers=300, kills=3)


@pytest.mark.soak
def test_senders_killed_many_times_send_nothing_twice(post: tuple[MailServer, Nursery], tmp_path: Path) -> None:
    post[0].seconds = 0.003
    break_off(post, tmp_path, readers=2000, kills=20)


def test_many_senders_share_the_work(post: tuple[MailServer, Nursery]) -> None:
    server, nursery = post
    server.seconds = 0.005
    mailing = prepared(make_vdg(), 200)
    senders = [nursery.sender() for _ in range(3)]

    finish(mailing, nursery)

    kill(senders)
    assert Counter(server.readers) == dict.fromkeys(mailing.deliveries.values_list("subscriber__email", flat=True), 1)
    assert len(server.connections) >= 2
    assert states(mailing) == {"sent": 200}
