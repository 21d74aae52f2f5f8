"""Servers to measure: ours on the demonstration, and a stock `wagtail start` project, both under granian."""

import http.client
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TICKS = os.sysconf("SC_CLK_TCK")
STOCK_SETTINGS = """
from .base import *
DEBUG = False
SECRET_KEY = "for-the-benchmark-only"
ALLOWED_HOSTS = ["*"]
LOGGING_CONFIG = None
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": BASE_DIR / "db.sqlite3", "CONN_MAX_AGE": 60}}
WHITENOISE_MANIFEST_STRICT = False
"""
STOCK_URLS = """
from django.http import HttpResponse
from django.urls import path
from .urls import urlpatterns as stock
urlpatterns = [path("bare/", lambda request: HttpResponse("ok")), *stock]
"""


@dataclass(frozen=True)
class Server:
    """A running server: its port and the id of its process group's leader."""

    port: int
    pid: int

    def cpu_seconds(self) -> float:
        """CPU time used so far by the server and its workers, in seconds."""
        total = 0.0
        for folder in Path("/proc").iterdir():
            if folder.name.isdigit():
                total += self._share_of(folder)
        return total

    def _share_of(self, folder: Path) -> float:
        try:
            fields = (folder / "stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            return 0.0
        return (int(fields[11]) + int(fields[12])) / TICKS if int(fields[2]) == self.pid else 0.0


@contextmanager
def granian(port: int, *, application: str, folder: Path, environment: dict[str, str]) -> Iterator[Server]:
    """A granian with one worker and one thread, gone afterwards."""
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
               "--workers", "1", "--blocking-threads", "1", "--no-log", application]  # fmt: skip
    process = subprocess.Popen(command, cwd=folder, env=os.environ | environment, start_new_session=True)
    try:
        wait_for(port)
        yield Server(port, process.pid)
    finally:
        process.terminate()
        process.wait(20)


def wait_for(port: int) -> None:
    """Wait until something answers on a port; TimeoutError after thirty seconds."""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/nothing-here/", headers={"Host": "localhost"})
            connection.getresponse().read()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise TimeoutError(f"Nothing answers on port {port}.")


def make_stock_project(folder: Path) -> None:
    """What `wagtail start` makes, with a database, settings without DEBUG and a bare view."""
    wagtail = Path(sys.executable).parent / "wagtail"
    run = {"cwd": folder, "check": True, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run([wagtail, "start", "stock", "."], **run)
    (folder / "stock" / "settings" / "bench.py").write_text(STOCK_SETTINGS + '\nROOT_URLCONF = "stock.bench_urls"\n')
    (folder / "stock" / "bench_urls.py").write_text(STOCK_URLS)
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "stock.settings.bench"}
    subprocess.run([sys.executable, "manage.py", "migrate"], env=environment, **run)
    subprocess.run([sys.executable, "manage.py", "collectstatic", "--noinput"], env=environment, **run)


def make_demonstration(folder: Path) -> None:
    """Our demonstration in a folder of its own."""
    environment = os.environ | {"DATA_FOLDER": str(folder), "DJANGO_SETTINGS_MODULE": "noaber.settings.demo"}
    for command in (["migrate"], ["load_demo", "--port", "80"], ["collectstatic", "--noinput"]):
        subprocess.run(
            [sys.executable, "manage.py", *command], cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL
        )
