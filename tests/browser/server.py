"""The demonstration on a port of its own: as users get it, collected, compressed and served by granian.

Loading the content takes half a minute, nearly all of it drawing. It is done once for every state of the sources, in
`build/browser/`; a server works on a copy.
"""

import fcntl
import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from home.demonstration.names import HOSTS
from noaber.demo import digest, steps
from tests.template_database import put_migrated_file

ROOT = Path(__file__).resolve().parents[2]
PREPARED = ROOT / "build" / "browser"
CONTENT = (
    "*/migrations/*.py",
    "home/demonstration/**/*",
    "home/management/commands/load_demo.py",
    "association/activities/actions.py",
    "association/newsletters/models/lists.py",
    "association/publications/adopting/*.py",
    "association/review/actions.py",
    "home/actions.py",
    "tests/browser/content.py",
    "tests/browser/publications.py",
    "tests/factories/activities.py",
    "tests/factories/content.py",
    "tests/factories/publications.py",
    "tests/factories/subscribing.py",
)
LAUNCH = (
    "import os, sys; from home.processes import follow_parent; follow_parent(); "
    "os.execv(sys.executable, [sys.executable, '-m', 'granian', *sys.argv[1:]])"
)
OPTIONS = ["--interface", "wsgi", "--host", "127.0.0.1", "--workers", "1", "--blocking-threads", "1", "--no-ws"]
FIRST_ANSWER = 60  # seconds


@dataclass(frozen=True)
class Server:
    """A running demonstration. `log` is what it said."""

    port: int
    folder: Path

    def url(self, brand: str, path: str = "/") -> str:
        """The address of a path on the site of `vdg` or `vgg`."""
        return f"http://{HOSTS[brand]}:{self.port}{path}"

    @property
    def log(self) -> str:
        """What the server wrote to its terminal."""
        return (self.folder / "server.log").read_text(encoding="utf-8", errors="replace")


def environment(folder: Path) -> dict[str, str]:
    """The environment of a process that serves or fills the demonstration in a folder, and no other settings."""
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "CACHE_URL", "EMAIL_URL"}}
    return kept | {
        "DJANGO_SETTINGS_MODULE": "tests.browser.settings",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "site"), str(ROOT)]),
        "DATA_FOLDER": str(folder),
    }


def run(folder: Path, *arguments: str) -> None:
    """Run Python; RuntimeError with what it said when it fails."""
    done = subprocess.run(
        [sys.executable, *arguments], env=environment(folder), cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(arguments)} failed:\n{done.stdout}\n{done.stderr}")


def prepare() -> Path:
    """The folder with everything in it, made anew where the sources changed; others wait meanwhile."""
    PREPARED.mkdir(parents=True, exist_ok=True)
    folder, stamp = PREPARED / "demo", PREPARED / "prepared.json"
    with (PREPARED / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done: dict[str, str] = json.loads(stamp.read_text()) if stamp.exists() else {}
        content = digest(file for pattern in CONTENT for file in ROOT.glob(pattern))
        *_, (_, collect, static) = steps(8000)
        if done.get("content") != content:
            stamp.unlink(missing_ok=True)
            shutil.rmtree(folder, ignore_errors=True)
            done = {}
        with ThreadPoolExecutor() as pool:
            collecting = pool.submit(run, folder, "manage.py", *collect) if done.get("static") != static else None
            if not done:
                put_migrated_file(folder / "noaber.sqlite3")
                run(folder, "manage.py", "load_demo")
            # Mails name the files that were collected.
            if collecting:
                collecting.result()
            if not done:
                run(folder, "-m", "tests.browser.content")
        stamp.write_text(json.dumps({"content": content, "static": static}))
    return folder


def copy(source: Path, folder: Path, port: int) -> None:
    """A copy of a prepared demonstration whose sites are on another port."""
    with (PREPARED / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_SH)
        shutil.copytree(source, folder)
    with closing(sqlite3.connect(folder / "noaber.sqlite3")) as connection, connection:
        connection.execute("UPDATE wagtailcore_site SET port = ?", [port])


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(port: int) -> bool:
    """Whether the site on the port says that it is well."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/status/", timeout=5) as response:
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


@contextmanager
def serve(folder: Path, port: int = 0) -> Iterator[Server]:
    """A running demonstration in a new folder below `folder`; RuntimeError when it does not start."""
    port = port or free_port()
    place = folder / f"demo-{port}"
    copy(prepare(), place, port)
    server = Server(port, place)
    with (place / "server.log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-c", LAUNCH, *OPTIONS, "--port", str(port), "noaber.wsgi:application"],
            env=environment(place), cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
        )  # fmt: skip
        try:
            limit = time.monotonic() + FIRST_ANSWER
            while not answers(port):
                if process.poll() is not None or time.monotonic() > limit:
                    raise RuntimeError(f"The server did not start:\n{server.log}")
                time.sleep(0.2)
            yield server
        finally:
            process.terminate()
            process.wait(20)
