"""What takes long to make is made once in each test process; after that its rows are put back as they were.

Nearly every test starts from a site, and setting one up costs more than most of them do afterwards.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from wagtail.models import Site

Row = tuple[Any, ...]
State = dict[str, list[Row]]

# SQLite's index of words: its rows have the number of an entry, which is no column.
FILLED_BY_TRIGGERS = {"wagtailsearch_indexentry_fts"}


@dataclass(frozen=True)
class Snapshot:
    """All rows after making something, which tables that changed by their columns, and how many rows these had before."""

    state: State
    changed: dict[str, list[str]]
    before: dict[str, int]


_made: dict[str, Snapshot] = {}


def remembered(name: str, make: Callable[[], Any], find: Callable[[], Any], *, upon: str = "") -> Any:
    """What `make` gives, or, when the rows of its first time could be put back, what `find` gives.

    Rows are kept when it is made in a database as the migrations left it, or as the snapshot `upon` left it; they are
    put back only where the tables that it changes hold as many rows as they did then.
    """
    known = _made.get(name)
    if known is not None:
        if counts(known.changed) != known.before:
            return make()
        put_back(known)
        return find()
    earlier = state()
    result = make()
    if is_fresh(earlier) if not upon else upon in _made and earlier == _made[upon].state:
        later = state()
        changed = {table: columns(table) for table in later if later[table] != earlier[table]}
        _made[name] = Snapshot(later, changed, {table: len(earlier[table]) for table in changed})
    return result


def is_fresh(rows: State) -> bool:
    """Whether nothing was made since the migrations: no account, no association, and Wagtail's two pages."""
    return not rows["association_user"] and not rows["association_organization"] and len(rows["wagtailcore_page"]) == 2


def state() -> State:
    """All rows of all tables, as they are stored; those that a trigger fills come with the ones that it looks at."""
    tables = set(connection.introspection.django_table_names(only_existing=True)) - FILLED_BY_TRIGGERS
    return {table: rows_of(table) for table in sorted(tables)}


def rows_of(table: str) -> list[Row]:
    """The rows of a table in the order of its first column, not turned into Python's own dates and the like."""
    # An expression has no declared type, by which SQLite's driver would convert it.
    sign = "+" if connection.vendor == "sqlite" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(sign + name for name in columns(table))} FROM {quoted(table)} ORDER BY 1")
        return list(cursor.fetchall())


def columns(table: str) -> list[str]:
    """The names of a table's columns, quoted."""
    with connection.cursor() as cursor:
        # Django's own description of a table takes a hundred times as long.
        cursor.execute(f"SELECT * FROM {quoted(table)} LIMIT 0")
        return [quoted(column[0]) for column in cursor.description]


def quoted(name: str) -> str:
    """A name as it stands in a statement."""
    return connection.ops.quote_name(name)


def counts(tables: Iterable[str]) -> dict[str, int]:
    """How many rows each of these tables has, in one query."""
    parts = [f"SELECT '{table}', COUNT(*) FROM {quoted(table)}" for table in tables]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts))
        return dict(cursor.fetchall())


@transaction.atomic
def put_back(snapshot: Snapshot) -> None:
    """Make the tables of a snapshot what they were; foreign keys are checked at the end of the transaction."""
    with connection.cursor() as cursor:
        # Asking the database for the columns takes longer than all else here, so they are remembered too.
        for table, names in snapshot.changed.items():
            cursor.execute(f"DELETE FROM {quoted(table)}")
            marks = ", ".join(["%s"] * len(names))
            cursor.executemany(
                f"INSERT INTO {quoted(table)} ({', '.join(names)}) VALUES ({marks})", snapshot.state[table]
            )
    Site.clear_site_root_paths_cache()
