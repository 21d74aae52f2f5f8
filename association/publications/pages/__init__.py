"""The pages of publications: their overview, one per volume, and its chapters."""

from association.publications.pages.chapter import ChapterPage
from association.publications.pages.index import PublicationIndexPage
from association.publications.pages.publication import PublicationPage
from association.publications.pages.whole import (
    Chapter,
    Selected,
    WholeDocument,
    WholeText,
    document_types,
    register_document,
)

__all__ = [
    "Chapter",
    "ChapterPage",
    "PublicationIndexPage",
    "PublicationPage",
    "Selected",
    "WholeDocument",
    "WholeText",
    "document_types",
    "register_document",
]
