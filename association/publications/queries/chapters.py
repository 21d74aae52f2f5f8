"""Reads of publications: the chapters that somebody may see, with their numbers, and a document's own files."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.apps import apps
from django.db.models import CharField, ExpressionWrapper, F, OuterRef, Q, Subquery
from wagtail.models import Page

from association.base.queries import Viewer

NUMBERED, ANNEX = "numbered", "annex"


@dataclass(frozen=True)
class Entry:
    """A chapter, or a part of one, in the contents of a publication as one viewer sees them.

    `number` is "6", "5.1" or "A", and empty for a chapter without; `label` says it in words ("Hoofdstuk 6").
    `tables` and `figures` count those in the chapters before this one.
    """

    page: Any
    title: str
    url: str
    number: str = ""
    label: str = ""
    tables: int = 0
    figures: int = 0
    restricted: bool = False
    children: tuple["Entry", ...] = ()


def chapters_of(publication: Any, viewer: Viewer, *, preview: Any = None, full: bool = False) -> list[Any]:
    """The chapters and parts of a publication that exist for the viewer, in reading order; one query.

    A part whose chapter does not exist for the viewer is left out. `preview`: a page that is shown whatever its state.
    `full` loads whole pages; without it only what a list of contents needs.
    """
    model = apps.get_model("association", "ChapterPage")
    shown = viewer.visible()
    if preview is not None and preview.pk:
        shown |= Q(pk=preview.pk)
    rows = model.objects.filter(shown, path__startswith=publication.path).order_by("path")
    if not full:
        rows = rows.defer("body", "summary", "search_description", "draft_title")
    known = {publication.path}
    found = []
    for chapter in rows:
        if chapter.path[: -chapter.steplen] in known:
            known.add(chapter.path)
            found.append(chapter)
    return found


def chapter_numbers(chapters: Iterable[Any], depth: int) -> dict[int, str]:
    """The number of each chapter and part by id, for chapters in reading order of a publication at a depth.

    "6" for a chapter, "5.1" for a part, "A" for an annex, and nothing for a chapter without number and its parts.
    """
    numbers: dict[int, str] = {}
    numbered = annexes = parts = 0
    above = ""
    for chapter in chapters:
        number = ""
        if chapter.depth > depth + 1:
            if chapter.numbering == NUMBERED and above:
                parts += 1
                number = f"{above}.{parts}"
            numbers[chapter.pk] = number
            continue
        if chapter.numbering == NUMBERED:
            numbered += 1
            number = str(numbered)
        elif chapter.numbering == ANNEX:
            annexes += 1
            number = letter(annexes)
        numbers[chapter.pk], above, parts = number, number, 0
    return numbers


def label_of(chapter: Any, number: str, *, is_part: bool) -> str:
    """A number in words: "Hoofdstuk 6", "Deel 5.1", "Bijlage A"; empty without number."""
    if not number:
        return ""
    if is_part:
        return f"Deel {number}"
    return f"Bijlage {number}" if chapter.numbering == ANNEX else f"Hoofdstuk {number}"


def contents(publication: Any, viewer: Viewer, chapters: Iterable[Any]) -> tuple[Entry, ...]:
    """The chapters as numbered entries, with their parts below them; no query."""
    chapters = list(chapters)
    base = publication.url_path
    address = base[len(viewer.site.root_page.url_path) - 1 :]
    numbers = chapter_numbers(chapters, publication.depth)
    top: list[Entry] = []
    tables = figures = 0
    for chapter in chapters:
        is_part = chapter.depth > publication.depth + 1
        entry = Entry(
            page=chapter,
            title=chapter.title,
            url=address + chapter.url_path[len(base) :],
            number=numbers[chapter.pk],
            label=label_of(chapter, numbers[chapter.pk], is_part=is_part),
            tables=tables,
            figures=figures,
            restricted=viewer.is_restricted(chapter),
        )
        tables, figures = tables + chapter.table_count, figures + chapter.figure_count
        if is_part:
            top[-1] = replace(top[-1], children=(*top[-1].children, entry))
        else:
            top.append(entry)
    return tuple(top)


def letter(number: int) -> str:
    """A letter for an annex: 1 is A, 27 is AA."""
    name = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def in_reading_order(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Every entry, each chapter before its parts."""
    for entry in entries:
        yield entry
        yield from entry.children


def files_for(publication: Any, viewer: Viewer, chapters: Iterable[Any]) -> list[Any]:
    """The largest file of each kind that holds nothing but what these chapters show this viewer; at most 2 queries.

    In the order of the kinds of files.
    """
    model = apps.get_model("association", "PublicationFile")
    files = list(model.objects.filter(publication=publication).order_by("kind", "-made_at"))
    return fitting(files, viewer, chapters)


def excerpt_of(publication: Any, key: str) -> Any:
    """The files of chosen chapters that were asked for, with the state of their making; None for none; one query."""
    return apps.get_model("association", "Excerpt").objects.filter(publication=publication, key=key).first()


def files_of_excerpt(excerpt: Any, viewer: Viewer, chapters: Iterable[Any]) -> list[Any]:
    """The largest file of each kind of chosen chapters that holds nothing hidden from this viewer; at most 2 queries.

    `chapters` are all of the document that the viewer may see, not only those chosen.
    """
    return fitting(list(excerpt.files.order_by("kind", "-made_at")), viewer, chapters)


def fitting(files: list[Any], viewer: Viewer, chapters: Iterable[Any]) -> list[Any]:
    """The largest of each kind of some files that holds nothing but what a viewer may see; at most one query."""
    visible = {chapter.pk for chapter in chapters}
    linked = {number for file in files for number in file.linked} - visible
    pages = Page.objects.filter(viewer.visible(), pk__in=linked) if linked else Page.objects.none()
    visible |= set(pages.values_list("pk", flat=True))
    best: dict[str, Any] = {}
    for file in files:
        fits = {*file.chapters, *file.linked} <= visible and not holds_hidden_files(file, viewer)
        if fits and (file.kind not in best or content_of(file) > content_of(best[file.kind])):
            best[file.kind] = file
    kinds = apps.get_model("association", "PublicationFile").Kind.values
    return [best[kind] for kind in kinds if kind in best]


def content_of(file: Any) -> tuple[int, int, int]:
    """How much is in a file: chapters, then links, then collections of pictures."""
    return len(file.chapters), len(file.linked), len(file.collections)


def holds_hidden_files(file: Any, viewer: Viewer) -> bool:
    """Whether pictures of a collection that is closed for the viewer stand in a file."""
    hidden = viewer.hidden_collections
    return bool(hidden) and any(path.startswith(hidden) for path in file.collections)


def newer_volume(publication: Any, viewer: Viewer) -> Any:
    """The newest volume of the same series that is newer than this one and exists for the viewer, or None."""
    if not publication.year:
        return None
    model = apps.get_model("association", "PublicationPage")
    rows = model.objects.filter(viewer.visible(), series=publication.series_id, year__gt=publication.year)
    return rows.order_by("-year").first()


def volume_before(publication: Any, viewer: Viewer) -> Any:
    """The newest volume of the same series that is older than this one and exists for the viewer, or None."""
    if not publication.year:
        return None
    model = apps.get_model("association", "PublicationPage")
    rows = model.objects.filter(viewer.visible(), series=publication.series_id, year__lt=publication.year)
    return rows.defer("body").order_by("-year").first()


def chapters_about(portfolio: int, viewer: Viewer) -> Any:
    """The chapters about a portfolio that exist for the viewer, newest first, with `document_title`; one query.

    A chapter exists for the viewer only when its publication does.
    """
    model = apps.get_model("association", "ChapterPage")
    publications = apps.get_model("association", "PublicationPage")
    above = publications.objects.filter(viewer.visible()).annotate(
        whole=ExpressionWrapper(OuterRef("path"), output_field=CharField())
    )
    above = above.filter(whole__startswith=F("path")).values("title")[:1]
    rows = model.objects.filter(viewer.visible(), portfolio=portfolio).annotate(document_title=Subquery(above))
    rows = rows.exclude(document_title=None).defer("body")
    return rows.order_by("-first_published_at", "-pk")
