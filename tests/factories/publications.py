"""Publications with chapters."""

import json
from typing import Any

from association.publications.models import PublicationSeries
from association.publications.pages import ChapterPage, PublicationIndexPage, PublicationPage
from home.actions import SiteSetUp
from tests.factories.content import add_page, numbers, paragraph

Blocks = list[dict[str, Any]]


def heading(text: str, *, level: int = 2, anchor: str = "") -> dict[str, Any]:
    """A heading in its stored form."""
    anchor = anchor or text.lower().replace(" ", "-")
    return {"type": "heading", "value": {"text": text, "level": str(level), "anchor": anchor}}


def table(caption: str, *, columns: tuple[str, ...] = ("Overleg", "Dag"), rows: int = 2) -> dict[str, Any]:
    """A table in its stored form."""
    cells = [{"values": [f"{name} {number}" for name in columns]} for number in range(1, rows + 1)]
    stored = {"columns": [{"type": "text", "heading": name} for name in columns], "rows": cells, "caption": ""}
    return {"type": "table", "value": {"caption": caption, "note": "", "row_headers": True, "table": stored}}


def figure(image: Any, *, caption: str = "", decorative: bool = False) -> dict[str, Any]:
    """A figure in its stored form."""
    return {
        "type": "figure",
        "value": {"image": image.pk, "decorative": decorative, "caption": caption, "wide": False},
    }


def make_series(setup: SiteSetUp, name: str = "Overdrachtsdocument", kind: str = "handover") -> PublicationSeries:
    """A series of the association; the same name gives the same one."""
    found, _ = PublicationSeries.objects.get_or_create(
        association=setup.association, name=name, defaults={"kind": kind}
    )
    return found


def make_publication(
    setup: SiteSetUp, title: str = "", *, live: bool = True, body: Blocks | None = None, **fields: Any
) -> PublicationPage:
    """A publication without chapters."""
    number = next(numbers)
    index = PublicationIndexPage.objects.child_of(setup.home).get()
    fields.setdefault("series", make_series(setup))
    page = PublicationPage(
        title=title or f"Publicatie {number}", slug=fields.pop("slug", f"publicatie-{number}"), **fields
    )
    page.body = json.dumps(body or [])
    return add_page(index, page, live=live)  # type: ignore[no-any-return]


def make_chapter(
    parent: Any, title: str = "", *, live: bool = True, body: Blocks | None = None, **fields: Any
) -> ChapterPage:
    """A chapter of a publication, or a part of a chapter."""
    number = next(numbers)
    page = ChapterPage(title=title or f"Hoofdstuk {number}", slug=fields.pop("slug", f"hoofdstuk-{number}"), **fields)
    page.body = json.dumps(body or [])
    return add_page(parent, page, live=live)  # type: ignore[no-any-return]


__all__ = ["figure", "heading", "make_chapter", "make_publication", "make_series", "paragraph", "table"]
