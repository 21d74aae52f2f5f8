"""The process beside the web server sends newsletters by itself, and stops between two mails when it is told to."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from django.db import connection

from association.newsletters.models import Mailing, SenderSettings
from tests.association.newsletters.sending.test_killed import ROOT, database_url
from tests.factories.content import make_vdg
from tests.factories.mail_server import HOST, mail_server
from tests.factories.mailings import make_list, make_mailing, make_readers

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
PATIENCE = 90.0  # seconds, on a machine that does other things too
TELL = "from home.management.commands.worker import send_newsletters; send_newsletters()"


def start(folder: Path, port: int) -> subprocess.Popen[bytes]:
    """The part of the worker that sends, as a process of its own."""
    environment = os.environ | {
        "DATABASE_URL": database_url(), "DATA_FOLDER": str(folder), "DJANGO_SETTINGS_MODULE": "noaber.settings.demo",
        "EMAIL_URL": f"smtp://{HOST}:{port}", "CACHE_URL": "",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "site"), str(ROOT)]),
    }  # fmt: skip
    code = f"import django; django.setup(); {TELL}"
    return subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, env=environment)


def test_worker_sends_what_is_due_and_stops_between_two_mails(tmp_path: Path) -> None:
    setup = make_vdg()
    SenderSettings.objects.create(association=setup.association, per_second=20)
    one = make_list(setup)
    make_readers(setup, one, 60)
    mailing = make_mailing(setup, one)
    limit = time.monotonic() + PATIENCE
    with mail_server() as server:
        first = start(tmp_path, server.port)
        while len(server.arrived) < 5:
            assert time.monotonic() < limit
            time.sleep(0.05)
        first.send_signal(signal.SIGTERM)
        assert first.wait(PATIENCE) == 0

        states = Counter(mailing.deliveries.values_list("state", flat=True))
        assert set(states) == {"sent", "queued"}
        assert states["sent"] == len(server.arrived) < 60

        second = start(tmp_path, server.port)
        while not Mailing.objects.filter(pk=mailing.pk, state=Mailing.State.DONE).exists():
            assert time.monotonic() < limit
            time.sleep(0.1)
        second.send_signal(signal.SIGTERM)
        assert second.wait(PATIENCE) == 0
    connection.close()

    assert Counter(server.readers) == dict.fromkeys(mailing.deliveries.values_list("subscriber__email", flat=True), 1)
