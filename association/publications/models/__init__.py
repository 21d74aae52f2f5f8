"""Publications beside their pages: series, files, and the versions that were adopted."""

from association.publications.models.editions import (
    Edition,
    EditionArticle,
    EditionAsset,
    EditionFile,
    EditionVariant,
    Erratum,
    Frozen,
)
from association.publications.models.files import DocumentImport, FileJob, PublicationFile, file_path
from association.publications.models.leased import Leased
from association.publications.models.series import PublicationSeries

__all__ = [
    "DocumentImport",
    "Edition",
    "EditionArticle",
    "EditionAsset",
    "EditionFile",
    "EditionVariant",
    "Erratum",
    "FileJob",
    "Frozen",
    "Leased",
    "PublicationFile",
    "PublicationSeries",
    "file_path",
]
