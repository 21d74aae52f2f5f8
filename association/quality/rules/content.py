"""What a page says, piece by piece, as the rules look at it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Text:
    """Running text: a paragraph, item of a list, cell or caption. `place` is the id of its block, or a field's name."""

    text: str
    place: str


@dataclass(frozen=True)
class Heading:
    """A heading; the title of the page is level 1."""

    text: str
    level: int
    place: str


@dataclass(frozen=True)
class Link:
    """A link with its words: to a page, a document (by number) or an address. `is_text`: it stands in running text."""

    text: str
    place: str
    page: int | None = None
    document: int | None = None
    address: str = ""
    is_text: bool = True


@dataclass(frozen=True)
class Picture:
    """A picture that is no decoration, by the number of its image."""

    image: int
    place: str


@dataclass(frozen=True)
class Table:
    """A table: its caption and the names of its columns."""

    caption: str
    heads: tuple[str, ...]
    place: str


@dataclass(frozen=True)
class Content:
    """A whole page, in reading order. `lacks_summary`: there is a field for a summary, and nothing in it."""

    parts: tuple[Text | Heading | Link | Picture | Table, ...] = ()
    lacks_summary: bool = False

    @property
    def links(self) -> tuple[Link, ...]:
        """The links of the page."""
        return tuple(part for part in self.parts if isinstance(part, Link))

    @property
    def images(self) -> frozenset[int]:
        """Numbers of the images that need a description."""
        return frozenset(part.image for part in self.parts if isinstance(part, Picture))
