"""The indexes of words and of references are made when something asks for them, not at each time of saving.

Making them takes a fifth of what tests on the database cost, and few tests look. Whatever a statement asks of the
tables of the indexes finds them as they would have been; tests with transactions of their own index at once.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from django.db import connection
from django.db.backends.utils import CursorWrapper
from django_tasks.backends.immediate import ImmediateBackend

TABLES = ("referenceindex", "indexentry")
TASKS = ("insert_or_update_object_task", "update_reference_index_task")


@contextmanager
def lazily() -> Iterator[None]:
    """Within it, indexing waits until a statement names a table of the indexes."""
    waiting: dict[tuple[Any, ...], Callable[[], Any]] = {}
    is_busy = False
    enqueue, execute, execute_many = ImmediateBackend.enqueue, CursorWrapper.execute, CursorWrapper.executemany

    def put_off(self: Any, task: Any, args: Any, kwargs: Any) -> Any:
        if task.func.__name__ not in TASKS:
            return enqueue(self, task, args, kwargs)
        key = (task.func.__name__, *args)
        # What was saved again is indexed in the order of the last time.
        waiting.pop(key, None)
        waiting[key] = lambda: enqueue(self, task, args, kwargs)
        return None

    def catch_up() -> None:
        nonlocal is_busy
        logs, connection.force_debug_cursor = connection.force_debug_cursor, False
        is_busy = True
        try:
            while waiting:
                waiting.pop(next(iter(waiting)))()
        finally:
            connection.force_debug_cursor = logs
            is_busy = False

    def looking(run: Callable[..., Any]) -> Callable[..., Any]:
        def checked(self: Any, sql: Any, *rest: Any, **options: Any) -> Any:
            # Indexing looks at the tables too: at the rows of what it indexes.
            if waiting and not is_busy and any(name in str(sql) for name in TABLES):
                catch_up()
            return run(self, sql, *rest, **options)

        return checked

    with (
        patch.object(ImmediateBackend, "enqueue", put_off),
        patch.object(CursorWrapper, "execute", looking(execute)),
        patch.object(CursorWrapper, "executemany", looking(execute_many)),
    ):
        yield
