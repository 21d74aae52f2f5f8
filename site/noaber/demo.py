"""`python -m noaber.demo --port 8000`: prepare the demonstration, then serve it until Ctrl-C.

What was prepared before and did not change since is skipped: beside the database lies a digest of the sources of
each step. On another database than the embedded one every step runs every time.
"""

import argparse
import hashlib
import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

from home.demonstration.names import ACCOUNT_NAMES, HOSTS, PASSWORD
from home.processes import StopRequest, follow_parent

SOURCE = Path(__file__).resolve().parent.parent.parent
FIRST_ANSWER = 60  # seconds
LAST_WORD = 20  # seconds
LISTEN = ("127.0.0.1", "::1")


def say(text: str = "") -> None:
    """A line for the person at the terminal."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def digest(files: Iterable[Path], *words: str) -> str:
    """A digest of the names and contents of files, and of some words."""
    total = hashlib.sha256("\n".join(words).encode())
    for file in sorted(files):
        if file.is_file() and "__pycache__" not in file.parts:
            total.update(str(file.relative_to(SOURCE)).encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def steps(port: int) -> Iterator[tuple[str, list[str], str]]:
    """Each step: what is said, the management command, and the digest of all that it depends on."""
    lock = SOURCE / "requirements" / "base.txt"
    apps = [SOURCE / "association", SOURCE / "home"]
    migrations = [file for app in apps for file in app.glob("migrations/*.py")]
    code = [file for app in apps for file in app.rglob("*") if file.suffix != ".css"]
    static = [
        *(SOURCE / "site" / "noaber" / "static").rglob("*"),
        *(file for app in apps for file in app.glob("static/**/*")),
    ]
    yield "De database wordt bijgewerkt", ["migrate", "--verbosity", "0"], digest([lock, *migrations])
    yield "De inhoud wordt geladen", ["load_demo", "--port", str(port)], digest(code, str(port))
    bundler = [SOURCE / "site" / "noaber" / "static_files.py", SOURCE / "association" / "base" / "stylesheets.py"]
    collect = ["collectstatic", "--no-input", "--clear", "--verbosity", "0"]
    yield "De vormgeving wordt klaargezet", collect, digest([lock, *bundler, *static])


def is_on_port(database: Path, port: int) -> bool:
    """Whether the embedded database is there and all its sites are on the port; somebody may have changed that."""
    if not database.exists():
        return False
    try:
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
            found = connection.execute("SELECT DISTINCT port FROM wagtailcore_site").fetchall()
    except sqlite3.Error:
        return False
    return found == [(port,)]


def prepare(folder: Path, port: int) -> None:
    """Run the steps that are needed. Django is started only when there is one."""
    file = folder / "prepared.json"
    embedded = not os.environ.get("DATABASE_URL")
    trusted = embedded and file.exists() and is_on_port(folder / "noaber.sqlite3", port)
    done: dict[str, str] = json.loads(file.read_text(encoding="utf-8")) if trusted else {}
    if not (folder / "static" / "staticfiles.json").exists():
        done.pop("collectstatic", None)
    for sentence, command, wanted in steps(port):
        if done.get(command[0]) == wanted:
            continue
        say(f"{sentence} …")
        manage(command)
        done[command[0]] = wanted
        file.write_text(json.dumps(done, indent=2), encoding="utf-8")


def manage(command: list[str]) -> None:
    """Run a management command in this process."""
    import django
    from django.apps import apps
    from django.core.management import call_command
    from django.db import connections

    if not apps.ready:
        django.setup()
    call_command(*command)
    connections.close_all()


def is_free(host: str, port: int) -> bool:
    """Whether a server can listen here; false too when the machine does not have the address."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError:
        return False
    return True


def start_server(host: str, port: int, workers: int) -> subprocess.Popen[bytes]:
    """granian on one address: so many processes with one thread each."""
    options = ["--interface", "wsgi", "--host", host, "--port", str(port), "--workers", str(workers)]
    # A process that still loads the application does not hear that it must end.
    ending = ["--workers-kill-timeout", str(LAST_WORD // 4)]
    quiet = ["--blocking-threads", "1", "--no-ws", "--log-level", "warning"]
    return start(["-m", "granian", *options, *ending, *quiet, "noaber.wsgi:application"])


def start(arguments: list[str]) -> subprocess.Popen[bytes]:
    """A Python process in a group of its own, so that Ctrl-C reaches it through us, once; it ends when we end."""
    return subprocess.Popen(
        [sys.executable, *arguments],
        stdin=subprocess.DEVNULL,
        process_group=0,
        preexec_fn=follow_parent,  # noqa: PLW1509 - this program has no other threads
    )


def answers(port: int) -> bool:
    """Whether the site says that it is well."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/status/", timeout=5) as response:
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def introduce(port: int) -> None:
    """Addresses, accounts and password."""
    say()
    for name, host in HOSTS.items():
        say(f"  {name.upper():<10} http://{host}:{port}/")
    say(f"  {'Beheer':<10} http://{HOSTS['vdg']}:{port}/beheer/")
    say(f"  {'Postvak':<10} http://{HOSTS['vdg']}:{port}/beheer/postvak/")
    say(f"  {'Accounts':<10} {', '.join(ACCOUNT_NAMES)}")
    say(f"  {'Wachtwoord':<10} {PASSWORD}")
    say()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server((LISTEN[0], 0)) as probe:
        return int(probe.getsockname()[1])


def start_mailbox(folder: Path) -> list[subprocess.Popen[bytes]]:
    """The mail server of the demonstration, to which all mail goes; none when the environment names another."""
    if os.environ.get("EMAIL_URL"):
        return []
    port = free_port()
    os.environ["EMAIL_URL"] = f"smtp://{LISTEN[0]}:{port}"
    return [start(["-m", "noaber.mailbox", "--port", str(port), "--folder", str(folder / "postvak")])]


def serve(port: int, folder: Path) -> int:
    """Web server, mailbox and worker until a signal; 1 when the web server ends by itself."""
    stop = StopRequest()
    mailbox = start_mailbox(folder)
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    servers = [start_server(LISTEN[0], port, cores)]
    worker: subprocess.Popen[bytes] | None = None
    limit = time.monotonic() + FIRST_ANSWER
    try:
        while not answers(port) and servers[0].poll() is None and time.monotonic() < limit:
            if stop.wait(0.2):
                return 0
        say("De sites staan klaar. Stoppen: Ctrl-C.")
        if is_free(LISTEN[1], port):
            servers.append(start_server(LISTEN[1], port, 1))
        while not stop.wait(0 if worker is None else 1):
            if any(server.poll() is not None for server in servers):
                say("De webserver is gestopt; waarom staat hierboven.")
                return 1
            if worker is None or worker.poll() is not None:
                worker = start(["-m", "noaber", "worker"])
        return 0
    finally:
        end([*servers, *([worker] if worker else []), *mailbox])


def end(processes: list[subprocess.Popen[bytes]]) -> None:
    """Ask all to stop and wait for them; one that does not listen is stopped."""
    for process in processes:
        process.send_signal(signal.SIGTERM)
    limit = time.monotonic() + LAST_WORD
    for process in processes:
        try:
            process.wait(max(0.1, limit - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def main() -> int:
    """Prepare and serve; the exit code."""
    parser = argparse.ArgumentParser(prog="noaber.demo", description="De demonstratie van Noaber.")
    parser.add_argument("--port", type=int, default=8000, help="poort (standaard 8000)")
    port: int = parser.parse_args().port
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "noaber.settings.demo")
    os.environ.setdefault("ADMIN_BASE_URL", f"http://{HOSTS['vdg']}:{port}")
    if not is_free(LISTEN[0], port):
        say(f"Poort {port} is al in gebruik. Kies een andere, bijvoorbeeld: make demo PORT={port + 1}")
        return 1
    folder = Path(os.environ.get("DATA_FOLDER") or SOURCE / "var" / "demo").resolve()
    folder.mkdir(parents=True, exist_ok=True)
    try:
        prepare(folder, port)
    except KeyboardInterrupt:
        say("Gestopt tijdens het klaarzetten; de volgende keer gaat het verder.")
        return 0
    introduce(port)
    return serve(port, folder)


if __name__ == "__main__":
    sys.exit(main())
