"""Long lists in numbered pages."""

from typing import Any

from django.core.paginator import Page as PaginatorPage
from django.core.paginator import Paginator
from django.http import Http404


def numbered_page(items: Any, number: str, per_page: int) -> PaginatorPage[Any]:
    """One page of a list; Http404 for a number that is none or out of range."""
    if not (number.isdecimal() and number.isascii() and len(number) < 7):
        raise Http404
    paginator = Paginator(items, per_page)
    value = int(number)
    if not 1 <= value <= paginator.num_pages:
        raise Http404
    return paginator.page(value)


def pagination(shown: PaginatorPage[Any], query: str) -> dict[str, Any]:
    """Variables of components/pagination.html; none when everything fits on one page."""
    if shown.paginator.num_pages < 2:
        return {}

    def url(number: int) -> str:
        parts = [part for part in (query, f"pagina={number}" if number > 1 else "") if part]
        return "?" + "&".join(parts)

    pages = [
        {"gap": True}
        if str(number) == str(Paginator.ELLIPSIS)
        else {"number": number, "url": url(int(number)), "current": number == shown.number, "gap": False}
        for number in shown.paginator.get_elided_page_range(shown.number, on_each_side=1, on_ends=1)
    ]
    return {
        "pages": pages,
        "previous_url": url(shown.number - 1) if shown.has_previous() else "",
        "next_url": url(shown.number + 1) if shown.has_next() else "",
        "summary": f"{shown.start_index()} tot en met {shown.end_index()} van {shown.paginator.count}",
    }
