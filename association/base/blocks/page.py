"""The stream of every page."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.blocks import StreamBlockValidationError

from association.base.blocks import media, text
from association.base.blocks.facts import fact_blocks

# Ids that the templates give to their own parts.
TAKEN = frozenset(
    {"inhoud", "zoek", "zoek-kop", "zoek-menu", "wat-we-doen", "nieuws", "contact", "versie", "meenemen", "bronnen"}
)


class AnchoredStream(blocks.StreamBlock):
    """A stream whose headings have anchors of their own and skip no level.

    `start_level` is that of the heading above the stream: the page's title, or the part that the stream stands in.
    """

    start_level = 1

    def clean(self, value: Any) -> Any:
        """The value with anchors that differ from each other; ValidationError when a heading skips a level."""
        value = super().clean(value)
        seen = set(TAKEN)
        errors: dict[int, ValidationError] = {}
        level = self.start_level
        for number, child in enumerate(value):
            for place in self.places(child):
                place["anchor"] = unique(place["anchor"], seen)
            found = self.level_of(child)
            if found is None:
                continue
            if found > level + 1:
                errors[number] = ValidationError("Begin met een gewone kop; een tussenkop staat altijd onder een kop.")
            level = found
        if errors:
            raise StreamBlockValidationError(block_errors=errors)
        return value

    def places(self, child: Any) -> list[Any]:
        """The values in a block that have an `anchor`."""
        return [child.value] if child.block_type == "heading" else []

    def level_of(self, child: Any) -> int | None:
        """The level of a heading, None for any other block."""
        return int(child.value["level"]) if child.block_type == "heading" else None


class PageBody(AnchoredStream):
    """All blocks that a page may hold; names are stored with the content and never change.

    A page type names the class, not an instance of it: what higher topics register is there when it is first used.
    """

    paragraph = text.ParagraphBlock(features=text.TEXT_FEATURES)
    heading = text.HeadingBlock()
    figure = media.FigureBlock()
    table = text.TableBlock()
    callout = text.CalloutBlock()
    quote = text.QuoteBlock()
    accordion = text.AccordionBlock()
    video = media.VideoBlock()
    documents = media.DocumentsBlock()
    links = media.LinkCardsBlock()

    def __init__(self, local_blocks: Any = None, **kwargs: Any) -> None:
        super().__init__([*(local_blocks or ()), *fact_blocks()], **kwargs)

    class Meta:
        label = "Inhoud"


def unique(anchor: str, seen: set[str]) -> str:
    """The anchor, with a number behind it when it was taken; adds it to `seen`."""
    candidate, number = anchor, 2
    while candidate in seen:
        candidate, number = f"{anchor}-{number}", number + 1
    seen.add(candidate)
    return candidate


def table_of_contents(body: Any) -> list[dict[str, str]]:
    """Titles and anchors of the main headings of a stream."""
    return [
        {"title": child.value["text"], "anchor": child.value["anchor"]}
        for child in body
        if child.block_type == "heading" and str(child.value["level"]) == "2"
    ]


def words_in(body: Any) -> int:
    """Number of words in a stream, for the reading time."""
    return sum(len(part.split()) for part in body.stream_block.get_searchable_content(body))
