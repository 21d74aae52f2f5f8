"""What a page says of a visit to it: a mark on the answer, which the page cache keeps along with the page."""

from typing import Any

from django.http.response import HttpResponseBase

MARK = "noaber_visit"


def mark_visit(response: HttpResponseBase, number: int | None) -> None:
    """Say of what an answer is a visit; None for nothing that is counted. No header: readers see nothing of it."""
    setattr(response, MARK, number)


def mark_of(response: HttpResponseBase) -> int | None:
    """Of what an answer is a visit, or None."""
    found: Any = getattr(response, MARK, None)
    return found if isinstance(found, int) else None
