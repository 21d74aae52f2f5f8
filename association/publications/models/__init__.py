"""Publications beside their pages: series, files, and the versions that were adopted."""

from association.publications.models.contributions import Contribution, ContributionLink, ContributionMail, KeptText
from association.publications.models.editions import (
    Edition,
    EditionArticle,
    EditionAsset,
    EditionFile,
    EditionVariant,
    Erratum,
    Frozen,
)
from association.publications.models.files import (
    DocumentImport,
    Excerpt,
    ExcerptFile,
    FileJob,
    FileKind,
    OfferedFile,
    PublicationFile,
    file_path,
)
from association.publications.models.leased import Leased
from association.publications.models.making import ChapterOrigin, DossierAnswer, VolumeOrigin
from association.publications.models.series import PublicationSeries

__all__ = [
    "ChapterOrigin",
    "Contribution",
    "ContributionLink",
    "ContributionMail",
    "DocumentImport",
    "DossierAnswer",
    "Edition",
    "EditionArticle",
    "EditionAsset",
    "EditionFile",
    "EditionVariant",
    "Erratum",
    "Excerpt",
    "ExcerptFile",
    "FileJob",
    "FileKind",
    "Frozen",
    "KeptText",
    "Leased",
    "OfferedFile",
    "PublicationFile",
    "PublicationSeries",
    "VolumeOrigin",
    "file_path",
]
