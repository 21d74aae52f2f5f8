"""Pictures and files of a text that is kept for good: who keeps it says under which address each is found."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Protocol


class Keeper(Protocol):
    """Takes copies of what a text shows and links to."""

    def picture(self, image: Any, spec: str) -> str:
        """The address of a copy of a rendition, by Wagtail's filter."""
        ...

    def document(self, document: Any) -> str:
        """The address of a copy of a document."""
        ...


_keeper: ContextVar[Keeper | None] = ContextVar("keeper", default=None)


def keeper() -> Keeper | None:
    """Who keeps what is being rendered now; None for what is only shown."""
    return _keeper.get()


@contextmanager
def keeping(found: Keeper) -> Iterator[None]:
    """Have all that is rendered inside kept by somebody."""
    token = _keeper.set(found)
    try:
        yield
    finally:
        _keeper.reset(token)
