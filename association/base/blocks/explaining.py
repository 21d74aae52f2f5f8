"""Words that a text explains where it uses them first: a higher topic says which, and how.

Nothing is explained outside `words_explained`: what is frozen, compared or searched is the text alone.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum
from functools import cached_property
from html import escape

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from association.base.queries import Viewer


class Manner(StrEnum):
    """How a word is explained: a note that opens on the screen, or in brackets behind the word."""

    SCREEN = "screen"
    PRINT = "print"


Explain = Callable[[str], str]
Explainer = Callable[[Viewer, Manner], Explain | None]
_explainers: list[Explainer] = []


class Whole:
    """A page or document: what is explained in one of its texts is not explained again in another."""

    def __init__(self, viewer: Viewer, manner: Manner) -> None:
        self.viewer, self.manner = viewer, manner

    @cached_property
    def explains(self) -> list[Explain]:
        """What explains the words, asked when there is a text."""
        found = (explainer(self.viewer, self.manner) for explainer in _explainers)
        return [explain for explain in found if explain is not None]


_whole: ContextVar[Whole | None] = ContextVar("whole", default=None)


def register_explainer(explainer: Explainer) -> None:
    """Explain words in texts: for a viewer and a manner it gives what turns harmless HTML into the same with notes.

    It gives None where nothing is to be explained, and remembers itself what it explained before.
    """
    if explainer not in _explainers:
        _explainers.append(explainer)


@contextmanager
def words_explained(viewer: Viewer, manner: Manner = Manner.SCREEN) -> Iterator[None]:
    """Explain words in the texts that are made inside, once for all of them; inside another it changes nothing."""
    if _whole.get() is not None:
        yield
        return
    token = _whole.set(Whole(viewer, manner))
    try:
        yield
    finally:
        _whole.reset(token)


@contextmanager
def words_bare() -> Iterator[None]:
    """Explain nothing in the texts that are made inside."""
    token = _whole.set(None)
    try:
        yield
    finally:
        _whole.reset(token)


def explained(html: SafeString) -> SafeString:
    """Harmless HTML with the notes that belong in it."""
    whole = _whole.get()
    for explain in whole.explains if whole else ():
        html = mark_safe(explain(html))  # notes are components
    return html


def explained_text(text: str) -> SafeString:
    """Plain text as HTML, with the notes that belong in it; without any it is what a template makes of the text."""
    html = mark_safe(escape(text, quote=False))
    found = explained(html)
    return conditional_escape(text) if found == html else found


CELL, NAME, END = "<td>", "<th>", "</th>"


def explained_row(cells: list[str], *, is_named: bool) -> list[str]:
    """The cells of a row of a table, each plain text or safe HTML, with the notes that belong in them.

    They are read as one text: what one cell says of a word, as in a list of abbreviations, needs no note in another.
    The name of a row, its first cell, gets none.
    """
    first, *others = (cell if isinstance(cell, SafeString) else escape(cell, quote=False) for cell in cells)
    html = mark_safe(CELL.join([f"{NAME}{first}{END}" if is_named else first, *others]))
    found = explained(html)
    parts = found.split(CELL) if found != html else []
    if len(parts) != len(cells):
        return cells
    return [mark_safe(part.removeprefix(NAME).removesuffix(END) if is_named else part) for part in parts]
