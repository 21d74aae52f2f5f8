"""What stands in a document and in a draft, read apart from the importer: straight from the XML, and from stored pages."""

import re
import unicodedata
import zipfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import etree, html

from association.publications.importing.report import Report
from association.publications.pages import ChapterPage, PublicationPage

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
T = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
TYPED = re.compile(r"^(?:\d+(?:\.\d+)*\.?|Figuur \d+:|Tabel \d+:)\s*")


@dataclass
class Contents:
    """Everything in a document or draft, as text without form."""

    headings: list[str] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)
    items: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    pictures: int = 0


def letters(text: str) -> str:
    """A text as letters and digits, to compare what was formatted in different ways."""
    text = re.sub(r"</?(?:b|sup)>", "", text)
    return "".join(char for char in unicodedata.normalize("NFKC", text).casefold() if char.isalnum())


def in_word(path: Path) -> Contents:
    """What stands in a Word document."""
    with zipfile.ZipFile(path) as package:
        body = etree.fromstring(package.read("word/document.xml"))
        notes = etree.fromstring(package.read("word/footnotes.xml"))
    found = Contents(pictures=len(list(body.iter(f"{A}blip"))))
    for paragraph in body.iter(f"{W}p"):
        text = "".join(item.text or "" for item in paragraph.iter(f"{W}t"))
        if not letters(text):
            continue
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        name = "" if style is None else style.get(f"{W}val", "")
        if name.startswith("Heading"):
            found.headings.append(text)
        elif next(paragraph.iterancestors(f"{W}tc"), None) is not None:
            found.cells.append(text)
        elif paragraph.find(f"{W}pPr/{W}numPr") is not None:
            found.items.append(text)
        else:
            found.paragraphs.append(text)
    for note in notes.iter(f"{W}footnote"):
        found.notes += [text for text in ["".join(item.text or "" for item in note.iter(f"{W}t"))] if letters(text)]
    return found


def in_open(path: Path) -> Contents:
    """What stands in an ODT document."""
    with zipfile.ZipFile(path) as package:
        body = etree.fromstring(package.read("content.xml"))
    found = Contents(pictures=len(list(body.iter(f"{DRAW}image"))))
    for paragraph in body.iter(f"{T}p", f"{T}h"):
        text = "".join(paragraph.itertext())
        if not letters(text):
            continue
        if paragraph.tag == f"{T}h":
            found.headings.append(text)
        elif next(paragraph.iterancestors(f"{TABLE}table-cell"), None) is not None:
            found.cells.append(text)
        elif next(paragraph.iterancestors(f"{T}list"), None) is not None:
            found.items.append(text)
        else:
            found.paragraphs.append(text)
    return found


def pages_of(publication: PublicationPage) -> list[Any]:
    """The publication and its chapters and parts, drafts or not, as their newest versions."""
    chapters = ChapterPage.objects.filter(path__startswith=publication.path).order_by("path")
    return [
        page.get_latest_revision_as_object() for page in (PublicationPage.objects.get(pk=publication.pk), *chapters)
    ]


def in_draft(publication: PublicationPage) -> Contents:
    """What stands in a draft publication."""
    found = Contents()
    for page in pages_of(publication):
        if isinstance(page, ChapterPage):
            found.headings.append(page.title)
        for block in page.body.raw_data:
            add_block(block["type"], block["value"], found)
    return found


def add_block(kind: str, value: Any, found: Contents) -> None:
    """Add what stands in a stored block."""
    if kind == "heading":
        found.headings.append(value["text"])
    elif kind == "figure":
        found.pictures += 1
        found.paragraphs.append(value["caption"])
    elif kind == "documents":
        found.pictures += len(value["documents"])
    elif kind == "table":
        found.paragraphs.append(value["caption"])
        found.cells += [column["heading"] for column in value["table"]["columns"] if column["heading"]]
        found.cells += [text for row in value["table"]["rows"] for cell in row["values"] for text in lines(cell)]
    elif kind == "sources":
        found.notes += [" ".join(lines(item["value"]["text"])) for item in value["items"]]
    elif kind == "quote":
        found.paragraphs.append(value["text"])
    else:
        text = value["text"] if isinstance(value, dict) else value
        tree = html.fragment_fromstring(text, "div")
        found.items += [own_text(item) for item in tree.iter("li")]
        found.paragraphs += [item.text_content() for item in tree.iter("p")]


def own_text(item: Any) -> str:
    """The text of an item of a list, without the lists below it."""
    parts = [item.text or ""]
    for child in item:
        if child.tag not in {"ul", "ol"}:
            parts.append(child.text_content())
        parts.append(child.tail or "")
    return "".join(parts)


def lines(cell: str) -> list[str]:
    """The paragraphs and items in a cell."""
    if "<" not in cell:
        return [cell] if cell else []
    tree = html.fragment_fromstring(cell, "div")
    return [own_text(item) for item in tree.iter("p", "li")] or [tree.text_content()]


def is_missing(document: Contents, draft: Contents, report: Report) -> list[str]:
    """What stands in a document and neither in the draft nor among what the report says was left out."""
    left_out = letters(" ".join(item.excerpt for item in report.of_kind("left_out")))
    found = [
        f"{kind}: {text}"
        for kind in ("headings", "items", "cells", "notes")
        for text in absent(getattr(document, kind), getattr(draft, kind))
        if letters(text) not in left_out
    ]
    # A bold paragraph may have become a heading, a long list items, a box a paragraph: any place will do.
    places = [*draft.paragraphs, *draft.headings, *draft.items, *draft.cells, *draft.notes]
    found += [f"paragraphs: {text}" for text in absent(document.paragraphs, places) if letters(text) not in left_out]
    if document.pictures != draft.pictures:
        found.append(f"pictures: {document.pictures} in the document, {draft.pictures} in the draft")
    return found


def absent(wanted: list[str], there: list[str]) -> list[str]:
    """Texts that are there less often than wanted, with and without a typed number in front."""
    counts = Counter(letters(text) for text in there)
    found = []
    for text in wanted:
        forms = (letters(text), letters(TYPED.sub("", text)))
        form = next((form for form in forms if counts[form] > 0), None)
        if form is None:
            found.append(text)
        else:
            counts[form] -= 1
    return found
