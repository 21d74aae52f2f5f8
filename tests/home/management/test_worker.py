"""manage.py worker: one process with its children, which starts, mends and stops."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import OperationalError

from association.base.models import ContentVersion
from association.base.page_cache import raise_version
from home.management.commands import worker as worker_command
from home.management.commands.worker import make_anew
from tests.template_database import put_migrated_file

ROOT = Path(__file__).resolve().parents[3]
PATIENCE = 40.0  # seconds, on a machine that does other things too


@pytest.fixture
def worker(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A worker on a database of its own."""
    environment = {
        **{key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", "CACHE_URL"}},
        "DATA_FOLDER": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "noaber.settings.demo",
    }
    command = [sys.executable, str(ROOT / "manage.py")]
    put_migrated_file(tmp_path / "noaber.sqlite3")
    with (tmp_path / "log").open("w") as log:
        process = subprocess.Popen([*command, "worker"], env=environment, stderr=log, text=True)
        yield process
        process.kill()
        process.wait()


def children(process: subprocess.Popen[str]) -> list[int]:
    """The process ids of a process's children."""
    text = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text(encoding="ascii")
    return [int(number) for number in text.split()]


def wait_until(condition: Callable[[], bool]) -> bool:
    """Whether a condition comes true in time."""
    limit = time.monotonic() + PATIENCE
    while not condition() and time.monotonic() < limit:
        time.sleep(0.1)
    return condition()


def is_running(number: int) -> bool:
    """Whether a process exists and is no zombie."""
    try:
        return Path(f"/proc/{number}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


needs_proc = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="no /proc to see child processes in")


@needs_proc
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_worker_stops_with_its_children(worker: subprocess.Popen[str], number: signal.Signals) -> None:
    assert wait_until(lambda: len(children(worker)) >= 2)
    started = children(worker)

    worker.send_signal(number)

    assert worker.wait(PATIENCE) == 0
    assert wait_until(lambda: not any(is_running(child) for child in started))


@needs_proc
def test_crashed_child_is_started_again(worker: subprocess.Popen[str], tmp_path: Path) -> None:
    assert wait_until(lambda: len(children(worker)) >= 2)
    lost = children(worker)[0]

    os.kill(lost, signal.SIGKILL)

    assert wait_until(lambda: "is started again" in (tmp_path / "log").read_text(encoding="utf-8"))
    assert wait_until(lambda: len(children(worker)) >= 2 and lost not in children(worker))


@needs_proc
def test_children_end_with_a_worker_that_was_killed(worker: subprocess.Popen[str]) -> None:
    assert wait_until(lambda: len(children(worker)) >= 2)
    started = children(worker)

    worker.kill()
    worker.wait()

    assert wait_until(lambda: not any(is_running(child) for child in started))


def test_kept_pages_are_made_anew_by_a_worker_that_starts(db: None) -> None:
    raise_version()
    before = ContentVersion.objects.get(pk=1).number

    make_anew()

    assert ContentVersion.objects.get(pk=1).number == before + 1


def test_worker_starts_without_a_database(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    def fail() -> None:
        raise OperationalError("no route to host")

    monkeypatch.setattr(worker_command, "raise_version", fail)

    make_anew()

    assert "No database" in caplog.text
