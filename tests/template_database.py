"""Migrations run once for every state of the sources; each test process starts from a copy of the result.

On SQLite the copy is a file, on PostgreSQL a database made from a template. `python -m tests.template_database` makes
it beforehand, on the database that the environment names.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / "build" / "databases"


def use_template(database: dict[str, Any]) -> None:
    """Make the test database of Django's settings start from a migrated one, made when needed."""
    if database["ENGINE"].endswith("sqlite3"):
        put_migrated_file(Path(database["TEST"]["NAME"]))
    else:
        with alone("server"):
            database.setdefault("TEST", {})["TEMPLATE"] = template_on_server(database)


def put_migrated_file(target: Path) -> None:
    """Put a migrated SQLite file in place; files of earlier sources are thrown away."""
    with alone("file"):
        template = KEPT / f"{digest()}.sqlite3"
        if not template.exists():
            for old in KEPT.glob("*.sqlite3*"):
                old.unlink()
            unfinished = KEPT / "unfinished.sqlite3"
            migrate(f"sqlite:///{unfinished}")
            unfinished.rename(template)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(template, target)


@contextmanager
def alone(name: str) -> Iterator[None]:
    """One process at a time."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def digest() -> str:
    """A digest of all that decides what the migrations make."""
    files = [
        ROOT / "requirements" / "base.txt",
        *ROOT.glob("association/migrations/*.py"),
        *ROOT.glob("home/migrations/*.py"),
    ]
    total = hashlib.sha256()
    for file in sorted(files):
        total.update(file.name.encode() + hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def migrate(address: str) -> None:
    """Run all migrations on the database at an address; subprocess.CalledProcessError when one fails."""
    command = [
        sys.executable,
        str(ROOT / "manage.py"),
        "migrate",
        "--verbosity",
        "0",
        "--settings",
        "noaber.settings.test",
    ]
    subprocess.run(command, env={**os.environ, "DATABASE_URL": address}, stdin=subprocess.DEVNULL, check=True)


def template_on_server(database: dict[str, Any]) -> str:
    """The name of a migrated PostgreSQL database; its comment says from which sources it was made."""
    import psycopg
    from psycopg import sql

    name = f"test_{database['NAME']}_template"
    names = {"dbname": "postgres", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    options = {key: database.get(setting, setting) for key, setting in names.items()}
    with psycopg.connect(**{key: value for key, value in options.items() if value}, autocommit=True) as connection:
        found = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s"
        row = connection.execute(found, [name]).fetchone()
        if row is None or row[0] != digest():
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
            migrate(urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}")))
            comment = sql.SQL("COMMENT ON DATABASE {} IS {}")
            connection.execute(comment.format(sql.Identifier(name), sql.Literal(digest())))
    return name


if __name__ == "__main__":
    from noaber.settings import test

    use_template(test.DATABASES["default"])
