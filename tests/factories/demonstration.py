"""The demonstration in the test database: one process of a run loads it, the others copy what came of that."""

import fcntl
import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from home.demonstration.load import PLACES, Loader
from home.demonstration.read import read_content


def make_loaders() -> list[Loader]:
    """What loads each association, in the order of PLACES, with small pictures; the sites are there afterwards."""
    loaders = [Loader(place, read_content(place.key), 80, shrink=10) for place in PLACES]
    for loader in loaders:
        loader.prepare()
    return loaders


def load_all() -> tuple[int, ...]:
    """Load both associations as the demonstration does; gives the number of pages made for each."""
    return tuple(loader.load() for loader in make_loaders())


@contextmanager
def demonstration(folder: Path) -> Iterator[tuple[int, ...]]:
    """Both sites with all their content within the block; gives the number of pages that each got.

    `folder` is the same one for all processes of a run. No transaction may be open.
    """
    if connection.vendor != "sqlite":
        with transaction.atomic():
            yield load_all()
            transaction.set_rollback(True)
        return
    connection.ensure_connection()
    with closing(sqlite3.connect(":memory:")) as before:
        connection.connection.backup(before)
        try:
            yield load_or_copy(folder)
        finally:
            before.backup(connection.connection)


def load_or_copy(folder: Path) -> tuple[int, ...]:
    """Fill this process's database and folders of files; gives the number of pages that each association got."""
    folder.mkdir(exist_ok=True)
    database, made = folder / "demonstration.sqlite3", folder / "made.json"
    files = {Path(settings.MEDIA_ROOT): folder / "media", Path(settings.PRIVATE_MEDIA_ROOT): folder / "private"}
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if made.exists():
            with closing(sqlite3.connect(database)) as source:
                source.backup(connection.connection)
            for own, shared in files.items():
                shutil.copytree(shared, own, dirs_exist_ok=True)
            numbers: list[int] = json.loads(made.read_text())
            return tuple(numbers)
        with transaction.atomic():
            found = load_all()
            # What waits for the end of a transaction never comes in other tests either.
            connection.run_on_commit.clear()
        with closing(sqlite3.connect(database)) as target:
            connection.connection.backup(target)
        for own, shared in files.items():
            own.mkdir(parents=True, exist_ok=True)
            shutil.copytree(own, shared)
        made.write_text(json.dumps(found))
        return found
