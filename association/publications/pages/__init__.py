"""The pages of publications: their overview, one per volume, and its chapters."""

from association.publications.pages.chapter import ChapterPage
from association.publications.pages.index import PublicationIndexPage
from association.publications.pages.publication import PublicationPage
from association.publications.pages.whole import Chapter, WholeDocument

__all__ = ["Chapter", "ChapterPage", "PublicationIndexPage", "PublicationPage", "WholeDocument"]
