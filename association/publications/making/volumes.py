"""The next volume of a series: chapters and parts as they were, with empty places where there were words."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any
from uuid import uuid4

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.models import Page
from wagtail.permissions import policy_registry

from association.publications.importing.stored import Stored
from association.publications.making.kinds import results
from association.publications.making.sketch import Sketch, fact, text
from association.publications.making.store import keep_privacy, make_volume
from association.publications.pages import ChapterPage, PublicationIndexPage, PublicationPage
from association.publications.rules import Volume

WORDS = ("paragraph", "figure", "table", "callout", "quote", "accordion", "video", "documents", "links", "sources")
OF_A_YEAR = ("activities", "stoplight_summary")
# What is written anew for every volume.
LEFT_OUT = ("signature", "portfolio_results", "portfolio_people")
TEXTS_OF_PART = ("heading", "anchor")


@transaction.atomic
def make_next(*, source: PublicationPage, index: PublicationIndexPage, volume: Volume, user: Any) -> PublicationPage:
    """A draft volume after another of its series: the public chapters that the user may change, without their words.

    Facts are those of the new reference date; results those since the old one. AlreadyMade when there is one of that
    year; PermissionDenied for who may not change the old volume or add to the index.
    """
    if not source.permissions_for_user(user).can_edit():
        raise PermissionDenied
    chapters = structure_of(source, volume, user)
    publication = make_volume(
        index=index, series=source.series, volume=volume, chapters=chapters, user=user, source=source
    )
    keep_privacy(source, publication, user)
    return publication


def chapters_of_editor(source: PublicationPage, user: Any) -> list[ChapterPage]:
    """The chapters of a volume that were published and that a user may change, in reading order; a few queries.

    What is kept for some readers is there for who works on it.
    """
    mine = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "change")
    found = ChapterPage.objects.filter(path__startswith=source.path, live=True, pk__in=mine.values("pk"))
    rows = list(found.select_related("portfolio").order_by("path"))
    # A part goes with its chapter: its privacy hangs on it.
    known = {source.path, *(row.path for row in rows)}
    return [row for row in rows if row.path[: -row.steplen] in known]


def structure_of(source: PublicationPage, volume: Volume, user: Any) -> list[Sketch]:
    """The chapters of a volume that a user may change, without their words, with their parts."""
    found: list[Sketch] = []
    for chapter in chapters_of_editor(source, user):
        sketch = emptied(chapter, source, volume)
        if chapter.depth > source.depth + 1 and found:
            found[-1] = replace(found[-1], parts=(*found[-1].parts, sketch))
        else:
            found.append(sketch)
    return found


def emptied(chapter: ChapterPage, source: PublicationPage, volume: Volume) -> Sketch:
    """A chapter without its words."""
    return Sketch(
        title=renamed(chapter.title, source, volume),
        blocks=tuple(empty_blocks(list(chapter.body.raw_data), chapter, source, volume)),
        numbering=chapter.numbering,
        portfolio=chapter.portfolio,
        source=chapter,
        slug=renamed(chapter.slug, source, volume),
    )


def renamed(title: str, source: PublicationPage, volume: Volume) -> str:
    """A title with the new year in place of the old one: "Activiteiten 2022"."""
    return title.replace(str(source.year), str(volume.year)) if source.year else title


def empty_blocks(
    stored: Sequence[Stored], chapter: ChapterPage, source: PublicationPage, volume: Volume
) -> Iterator[Stored]:
    """The blocks of a chapter without words: headings, parts and facts stay, one place for words where there were some.

    Who leads the portfolio, and what was achieved since the last time, come from the register.
    """
    if chapter.portfolio is not None and any(block["type"] in PORTFOLIO_BLOCKS for block in stored):
        yield fact("portfolio_people", portfolio=chapter.portfolio.pk)
    has_place = False
    for block in stored:
        kind = block["type"]
        if kind in LEFT_OUT or kind == "portfolio_head":
            continue
        if kind in WORDS:
            if not has_place:
                yield text()
            has_place = True
            continue
        has_place = False if kind == "heading" else has_place
        yield kept(block, source, volume)
        if kind == "looking_back" and chapter.portfolio is not None:
            yield results(chapter.portfolio, source.reference_date)


PORTFOLIO_BLOCKS = ("portfolio_head", "portfolio_people", "looking_back", "dossiers", "cooperation", "looking_ahead")


def kept(block: Stored, source: PublicationPage, volume: Volume) -> Stored:
    """A heading, part or block of facts of an old volume, as the new one has it."""
    value = dict(block["value"])
    if "content" in value and "heading" in value:
        lists: dict[str, Any] = {name: [] for name, found in value.items() if isinstance(found, list)}
        value = {**{name: value.get(name, "") for name in TEXTS_OF_PART}, **lists}
    elif "day" in value:
        # A day that an editor fixed was one of the old volume.
        value["day"] = None
    if block["type"] in OF_A_YEAR and value.get("year") == source.year:
        value["year"] = volume.year
    return {**block, "value": value, "id": str(uuid4())}
