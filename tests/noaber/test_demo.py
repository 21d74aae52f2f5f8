"""The demonstration does what is needed and no more, and says what stands in its way."""

import json
import os
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from home.demonstration.names import ACCOUNT_NAMES, HOSTS, PASSWORD
from noaber.demo import digest, introduce, is_free, is_on_port, prepare, steps

ROOT = Path(__file__).resolve().parents[2]


def make_database(file: Path, *ports: int) -> Path:
    """A database with sites on these ports."""
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("CREATE TABLE wagtailcore_site (port integer)")
        connection.executemany("INSERT INTO wagtailcore_site VALUES (?)", [(port,) for port in ports])
    return file


def test_steps_come_in_order() -> None:
    commands = [command for _, command, _ in steps(8123)]

    assert [command[0] for command in commands] == ["migrate", "load_demo", "collectstatic"]
    assert commands[1] == ["load_demo", "--port", "8123"]


def test_another_port_asks_for_loading_only() -> None:
    first = {command[0]: wanted for _, command, wanted in steps(8000)}
    second = {command[0]: wanted for _, command, wanted in steps(8001)}

    assert [name for name in first if first[name] != second[name]] == ["load_demo"]


def test_digest_changes_with_content_and_name_only() -> None:
    files = [ROOT / "manage.py", ROOT / "pyproject.toml"]

    assert digest(files) == digest(reversed(files))
    assert len({digest(files), digest(files[:1]), digest(files, "8000"), digest([])}) == 4


@pytest.mark.parametrize(("ports", "expected"), [((8123, 8123), True), ((8123, 80), False), ((), False)])
def test_port_of_the_sites_is_read(tmp_path: Path, ports: tuple[int, ...], expected: bool) -> None:
    assert is_on_port(make_database(tmp_path / "noaber.sqlite3", *ports), 8123) is expected


def test_missing_or_empty_database_is_on_no_port(tmp_path: Path) -> None:
    (tmp_path / "empty.sqlite3").touch()

    assert not is_on_port(tmp_path / "absent.sqlite3", 8123)
    assert not is_on_port(tmp_path / "empty.sqlite3", 8123)


def test_what_was_prepared_is_not_done_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    make_database(tmp_path / "noaber.sqlite3", 8123, 8123)
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "staticfiles.json").touch()
    done = {command[0]: wanted for _, command, wanted in steps(8123)}
    (tmp_path / "prepared.json").write_text(json.dumps(done), encoding="utf-8")

    prepare(tmp_path, 8123)

    assert capsys.readouterr().out == ""


def test_introduction_tells_addresses_accounts_and_password(capsys: pytest.CaptureFixture[str]) -> None:
    introduce(8123)

    said = capsys.readouterr().out
    wanted = [
        *(f"http://{host}:8123/" for host in HOSTS.values()),
        "http://localhost:8123/beheer/",
        *ACCOUNT_NAMES,
        PASSWORD,
    ]
    assert [word for word in wanted if word not in said] == []


def test_port_in_use_is_said_in_plain_words(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'site'}:{ROOT}", "DATA_FOLDER": str(tmp_path / "demo")}
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        command = [sys.executable, "-m", "noaber.demo", "--port", str(port)]

        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

        assert not is_free("127.0.0.1", port)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout == f"Poort {port} is al in gebruik. Kies een andere, bijvoorbeeld: make demo PORT={port + 1}\n"
    assert not (tmp_path / "demo").exists()
