"""How a block becomes HTML: its value and the page's links give the variables of one component."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, cast

from django.template.loader import get_template
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from wagtail.blocks import Block, DateBlock, ListBlock, StreamBlock, StreamValue, StructBlock
from wagtail.models import Page, Site
from wagtail.rich_text import RichText

from association.base.blocks.choosers import chosen, sharing
from association.base.blocks.explaining import explained, explained_text
from association.base.links import Links, linked
from association.base.models import Document, Image
from association.base.pictures import prefetch_renditions
from association.base.queries import Viewer

_day: ContextVar[date | None] = ContextVar("day", default=None)
LOCAL_LINK = re.compile(r'(?<=<a href="#)(?=[^"])')


@dataclass
class Numbers:
    """The last numbers given to tables and figures, which run on through a document."""

    tables: int = 0
    figures: int = 0

    def table(self, caption: str) -> str:
        """The caption of the next table, with its number."""
        self.tables += 1
        return f"Tabel {self.tables}. {caption}" if caption else f"Tabel {self.tables}"

    def figure(self, caption: str) -> str:
        """The caption of the next figure, with its number."""
        self.figures += 1
        return f"Figuur {self.figures}. {caption}" if caption else f"Figuur {self.figures}"


@dataclass(frozen=True)
class Rendering:
    """What blocks need beside their value.

    Who looks, the links of the whole text, the next heading's level; and for a text that is part of a longer page:
    what its anchors start with, how much lower its headings stand, and the numbers of its tables and figures.
    """

    viewer: Viewer
    links: Links
    level: int = 3
    prefix: str = ""
    shift: int = 0
    numbers: Numbers | None = None
    # What blocks of facts show, by the identity of their value.
    facts: dict[int, Any] = field(default_factory=dict)

    def html(self, text: RichText | str) -> SafeString:
        """Rich text with its links resolved for this viewer, and its words explained where the whole page does so."""
        return explained(self.linked(text))

    def linked(self, text: RichText | str) -> SafeString:
        """Rich text with its links resolved for this viewer alone."""
        html = self.links.expand(text.source if isinstance(text, RichText) else text)
        # The prefix is a slug; nothing else is added to what was made harmless.
        return mark_safe(LOCAL_LINK.sub(self.prefix, html) if self.prefix else html)

    def text(self, text: str) -> SafeString:
        """Plain text, with its words explained where the whole page does so."""
        return explained_text(text)

    def anchor(self, name: str) -> str:
        """The id of a place in the text, as it is on the whole page."""
        return f"{self.prefix}{name}" if name else ""


class ComponentBlock(StructBlock):
    """A block shown by the component that `Meta.template` names, with the variables of `variables`."""

    def variables(self, value: Any, rendering: Rendering) -> dict[str, Any]:
        """The component's variables."""
        raise TypeError(f"{type(self).__name__} says no variables.")

    def is_hidden(self, value: Any, rendering: Rendering) -> bool:
        """Whether the whole block is left out for this viewer."""
        return False

    def render(self, value: Any, context: dict[str, Any] | None = None) -> SafeString:
        """The block's HTML; `context["rendering"]` is made by render_body, or here for a preview of one block."""
        rendering = (context or {}).get("rendering") or rendering_for(own_viewer(context), [self.get_prep_value(value)])
        if self.is_hidden(value, rendering):
            return SafeString("")
        return cast("SafeString", get_template(self.meta.template).render(self.variables(value, rendering)))


class FactBlock(ComponentBlock):
    """A block that shows facts; what it shows is resolved for all blocks of its type on a page together."""

    day = DateBlock(
        label="Vaste peildatum",
        required=False,
        help_text="Leeg: zoals het vandaag is, en altijd bij. Met een dag: zoals het op die dag was.",
    )

    def resolve(self, values: list[Any], viewer: Viewer) -> list[Any]:
        """A frozen dataclass (or None for nothing to show) for each value, in a fixed number of queries."""
        raise TypeError(f"{type(self).__name__} resolves nothing.")

    def shown(self, fact: Any) -> dict[str, Any]:
        """The component's variables, from the fact alone."""
        raise TypeError(f"{type(self).__name__} shows nothing.")

    def example(self) -> Any:
        """A fact for the editor's preview of the block."""
        raise TypeError(f"{type(self).__name__} has no example.")

    def get_preview_context(self, value: Any, parent_context: Any = None) -> Any:
        """As Wagtail's, with the example: the preview asks nothing of the register."""
        return {**super().get_preview_context(value, parent_context), "example": self.example()}

    def render(self, value: Any, context: dict[str, Any] | None = None) -> SafeString:
        """The block's HTML; in the editor's preview of the block that of its example."""
        example = (context or {}).get("example")
        if example is None:
            return super().render(value, context)
        return cast("SafeString", get_template(self.meta.template).render(self.shown(example)))

    def day_of(self, value: Any) -> date:
        """The day for which facts are shown."""
        return value.get("day") or _day.get() or timezone.localdate()

    def fact(self, value: Any, rendering: Rendering) -> Any:
        """What was resolved for a value; for one block alone it is resolved here."""
        if id(value) not in rendering.facts:
            rendering.facts[id(value)] = self.resolve([value], rendering.viewer)[0]
        return rendering.facts[id(value)]

    def is_hidden(self, value: Any, rendering: Rendering) -> bool:
        """Whether there is nothing to show."""
        return self.fact(value, rendering) is None

    def variables(self, value: Any, rendering: Rendering) -> dict[str, Any]:
        """The component's variables."""
        return self.shown(self.fact(value, rendering))


@contextmanager
def facts_on(day: date | None) -> Iterator[None]:
    """Show facts inside as they were on a day, where a block names none of its own; None is today."""
    token = _day.set(day)
    try:
        yield
    finally:
        _day.reset(token)


def own_viewer(context: dict[str, Any] | None) -> Viewer:
    """The viewer of a template context; the public at the default site where there is none."""
    request = (context or {}).get("request")
    viewer: Viewer | None = getattr(request, "viewer", None)
    return viewer or Viewer.anonymous(Site.objects.get(is_default_site=True))


def texts_in(data: Any) -> Iterator[str]:
    """Every text in the stored form of a stream."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for item in data.values():
            yield from texts_in(item)
    elif isinstance(data, list | tuple):
        for item in data:
            yield from texts_in(item)


def objects_in(block: Block, value: Any, kind: type) -> Iterator[Any]:
    """Every chosen object of one type in a stream, however deep."""
    if isinstance(value, kind):
        yield value
    elif isinstance(block, StreamBlock) and value is not None:
        for child in value:
            yield from objects_in(child.block, child.value, kind)
    elif isinstance(block, ListBlock) and value is not None:
        for item in value:
            yield from objects_in(block.child_block, item, kind)
    elif isinstance(block, StructBlock) and isinstance(value, dict):
        for name, child in block.child_blocks.items():
            yield from objects_in(child, value.get(name), kind)


def facts_in(block: Block, value: Any) -> Iterator[tuple[FactBlock, Any]]:
    """Every block of facts in a stream with its value, however deep."""
    if isinstance(block, FactBlock):
        yield block, value
    elif isinstance(block, StreamBlock) and value is not None:
        for child in value:
            yield from facts_in(child.block, child.value)
    elif isinstance(block, ListBlock) and value is not None:
        for item in value:
            yield from facts_in(block.child_block, item)
    elif isinstance(block, StructBlock) and isinstance(value, dict):
        for name, child in block.child_blocks.items():
            yield from facts_in(child, value.get(name))


def facts_of(viewer: Viewer, *streams: Any) -> dict[int, Any]:
    """What every block of facts in some streams shows, by the identity of its value; resolved type by type."""
    groups: dict[type, tuple[FactBlock, list[Any]]] = {}
    for stream in streams:
        for found, own in facts_in(stream.stream_block, stream):
            groups.setdefault(type(found), (found, []))[1].append(own)
    return {
        id(own): fact
        for found, values in groups.values()
        for own, fact in zip(values, found.resolve(values, viewer), strict=True)
    }


def everything(kind: type[Any]) -> Any:
    """All objects of a type; files with their collection, which says who may see them."""
    return kind.objects.select_related("collection") if kind in {Image, Document} else kind.objects.all()


def load_body(page: Any, *streams: StreamValue) -> None:
    """Fetch all that a page's texts chose and link to, with its own picture and all renditions, in a query per kind."""
    load_bodies([page], *streams)


def load_bodies(pages: Iterable[Any], *streams: StreamValue) -> None:
    """The same for the texts of several pages together: the number of queries does not depend on how many."""
    pages = list(pages)
    wanted: dict[type[Any], set[int]] = {
        Image: {page.image_id for page in pages} - {None},
        Document: set(),
        Page: set(),
    }
    for stream in streams:
        stored = list(stream.raw_data)
        numbers = linked(texts_in(stored))
        wanted[Page] |= numbers["page"]
        wanted[Document] |= numbers["document"]
        for kind, number in chosen(stream.stream_block, stored):
            wanted.setdefault(kind, set()).add(number)
    fetched = {kind: everything(kind).in_bulk(numbers) for kind, numbers in wanted.items()}
    with sharing(fetched):
        for stream in streams:
            stream.fetched = fetched
            for child in stream:
                _ = child.value
    for page in pages:
        if page.image_id:
            page.image = fetched[Image].get(page.image_id)
    prefetch_renditions(fetched[Image].values())


def rendering_for(viewer: Viewer, stored: list[Any], stream: StreamValue | None = None) -> Rendering:
    """The resolved links of stored values; those of a stream that was loaded (load_body) cost no query."""
    return Rendering(viewer, Links(viewer, texts_in(stored), getattr(stream, "fetched", None)))


def render_body(
    body: StreamValue,
    viewer: Viewer,
    *,
    prefix: str = "",
    shift: int = 0,
    numbers: Numbers | None = None,
    facts: dict[int, Any] | None = None,
) -> list[SafeString]:
    """One piece of HTML per block; the number of queries does not depend on the number of blocks.

    For a text that is part of a longer page, `prefix`, `shift` and `numbers` are those of its Rendering; `facts` are
    those of the whole page (facts_of), resolved before.
    """
    if not body:
        return []
    if not hasattr(body, "fetched"):
        prefetch_renditions(objects_in(body.stream_block, body, Image))
    below = rendering_for(viewer, list(body.raw_data), body)
    known = facts_of(viewer, body) if facts is None else facts
    below = replace(below, level=3 + shift, prefix=prefix, shift=shift, numbers=numbers, facts=known)
    return render_children(body, below)


def render_children(stream: StreamValue, below: Rendering, *, before: Rendering | None = None) -> list[SafeString]:
    """One piece of HTML per block of a stream, also of one inside another block.

    `below` holds behind the stream's first heading, and `before` in front of it.
    """
    # Before the first heading of the text, a block's own heading stands right below the page's title.
    rendering = before or replace(below, level=below.level - 1)
    pieces = []
    for child in stream:
        if child.block_type == "heading" or getattr(child.block, "is_section", False):
            rendering = below
        pieces.append(child.block.render(child.value, {"rendering": rendering}))
    return pieces
