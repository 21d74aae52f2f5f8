"""A file that was made of a publication and may be offered."""

from dataclasses import dataclass

from association.base.models import Image
from association.publications.models import FileKind
from association.publications.pages import WholeDocument


@dataclass(frozen=True)
class Made:
    """A file: its kind, bytes and pages; which chapters and collections stand in it, and which pages it points to.

    `pages` counts pages of paper, 0 where there are none.
    """

    kind: FileKind
    data: bytes
    pages: int
    chapters: tuple[int, ...]
    collections: tuple[str, ...]
    linked: tuple[int, ...]


def made_of(document: WholeDocument, kind: FileKind, data: bytes, *, pages: int = 0) -> Made:
    """These bytes as the file of a kind of a document."""
    cover = cover_of(document)
    return Made(
        kind=kind,
        data=data,
        pages=pages,
        chapters=tuple(chapter.entry.page.pk for chapter in document.chapters),
        collections=tuple(sorted({*document.collections, *([cover.collection.path] if cover else [])})),
        linked=document.linked,
    )


def cover_of(document: WholeDocument) -> Image | None:
    """The picture on the cover; None without one, or when its collection is closed for the viewer."""
    image: Image | None = document.publication.cover or document.publication.image
    return image if image is not None and document.viewer.may_use(image) else None
