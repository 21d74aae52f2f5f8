"""Texts with tables, made by the tests."""

from itertools import count
from typing import Any

from association.publications.importing.found_tables import FoundTable, Text, found_tables
from association.publications.pages import PublicationPage
from home.actions import SiteSetUp
from tests.factories.publications import heading, make_chapter, make_publication, make_series

numbers = count(1)
Rows = list[list[str]]
CARD = [
    ["Doel", "Veilig fietsen"],
    ["Te bereiken resultaten 2031", "Een fietspad"],
    ["Eerste halfjaar 2031", "Getekend"],
]


def table(rows: Rows, *head: str, caption: str = "", key: str = "") -> dict[str, Any]:
    """A table in its stored form; without names of columns when none are given."""
    names = head or ("",) * len(rows[0])
    stored = {
        "columns": [{"type": "rich_text", "heading": name} for name in names],
        "rows": [{"values": row} for row in rows],
        "caption": "",
    }
    value = {"caption": caption, "note": "", "row_headers": False, "table": stored}
    return {"type": "table", "value": value, "id": key or f"tabel-{next(numbers)}"}


def kop(text: str) -> dict[str, Any]:
    """A heading with an id."""
    return {**heading(text), "id": f"kop-{next(numbers)}"}


def said(text: str) -> dict[str, Any]:
    """A paragraph with an id."""
    return {"type": "paragraph", "value": f"<p>{text}</p>", "id": f"alinea-{next(numbers)}"}


def read(*blocks: dict[str, Any], title: str = "Hoofdstuk") -> list[FoundTable]:
    """The tables of one text."""
    return found_tables([Text(1, title, list(blocks))])


def report_with(setup: SiteSetUp, *blocks: dict[str, Any], **fields: Any) -> PublicationPage:
    """A draft annual report of 2031 with one chapter."""
    fields = {"year": 2031, "series": make_series(setup, "Jaarverslag", "annual_report"), **fields}
    publication = make_publication(setup, "Verslag 2031", live=False, **fields)
    make_chapter(publication, "Wat wij deden", live=False, body=list(blocks))
    return publication
