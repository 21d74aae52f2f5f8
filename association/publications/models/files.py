"""The files made of a document, the work of making them, and the Word files that came in."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from wagtail.models import Page

from association.base.storage import private_storage, random_name
from association.organizations.models import Organization
from association.publications.models.leased import Leased


class FileKind(models.TextChoices):
    """The kinds of files in which a publication can be taken along; the best known first."""

    PDF = "pdf", "pdf"
    EPUB = "epub", "epub"
    HTML = "html", "webpagina in één bestand"


def file_path(instance: Any, filename: str) -> str:
    """A random name in the private folder: a view hands the file out to who may see every chapter in it."""
    return random_name("publications", filename)


class OfferedFile(models.Model):
    """A text as one file, for everybody who may see all chapters in it.

    `chapters` holds the ids of the chapters in reading order, `collections` the tree paths of the collections whose
    pictures and files stand in it, `linked` the ids of the pages that it points to; `pages` counts pages of paper, 0
    where there are none.
    """

    Kind = FileKind

    kind = models.CharField("soort", max_length=5, choices=FileKind.choices, default=FileKind.PDF)
    chapters = models.JSONField("hoofdstukken", default=list)
    collections = models.JSONField("collecties", default=list)
    linked = models.JSONField("pagina's waarnaar verwezen wordt", default=list)
    file = models.FileField("bestand", upload_to=file_path, storage=private_storage)
    size = models.PositiveBigIntegerField("grootte in bytes")
    pages = models.PositiveIntegerField("aantal pagina's", default=0)
    sha256 = models.CharField("controlegetal", max_length=64)
    made_at = models.DateTimeField("gemaakt op", default=timezone.now)

    class Meta:
        abstract = True


class PublicationFile(OfferedFile):
    """A document as one file.

    `publication` is the page of the document: a publication, or what a higher topic registered (register_document).
    """

    publication = models.ForeignKey(Page, models.CASCADE, related_name="document_files", verbose_name="publicatie")

    class Meta(OfferedFile.Meta):
        abstract = False
        verbose_name = "bestand van een publicatie"
        verbose_name_plural = "bestanden van publicaties"
        ordering: ClassVar = ["publication", "kind", "-made_at"]

    def __str__(self) -> str:
        return f"{self.publication} ({self.kind})"


class FileJob(Leased):
    """The work of making a document's files: one row per document, leased by the worker that does it.

    `publication` is the page of the document, as of its files. `wanted` rises with every
    change of the document; `done` is the value of `wanted` that the files were made for.
    A lease that has run out belongs to a worker that was killed: the job is then taken up again.
    """

    publication = models.OneToOneField(Page, models.CASCADE, related_name="file_job", verbose_name="publicatie")
    wanted = models.PositiveBigIntegerField(default=1)
    done = models.PositiveBigIntegerField(default=0)
    requested_at = models.DateTimeField(default=timezone.now)

    class Meta(Leased.Meta):
        abstract = False
        verbose_name = "taak voor bestanden"
        verbose_name_plural = "taken voor bestanden"

    def __str__(self) -> str:
        return f"{self.publication}: {self.get_state_display()}"


class Excerpt(Leased):
    """Some chapters of a document that a reader asked for as files, and the work of making these.

    `parts` are the ids of the pages, `choice` is what else the reader chose in the address, and `key`
    says the same in short (excerpt_key): what is asked for again was made already. It goes when the document changes.
    `client_hash` is a keyed hash of the place on the internet that asked; it is dropped after a day.
    """

    publication = models.ForeignKey(Page, models.CASCADE, related_name="excerpts", verbose_name="document")
    key = models.CharField(max_length=64)
    parts = models.JSONField("hoofdstukken", default=list)
    choice = models.CharField("keuze van de lezer", max_length=400, blank=True)
    requested_at = models.DateTimeField("gevraagd op", default=timezone.now, db_index=True)
    client_hash = models.CharField(max_length=64, blank=True, editable=False)

    class Meta(Leased.Meta):
        abstract = False
        verbose_name = "keuze uit een document"
        verbose_name_plural = "keuzes uit documenten"
        constraints: ClassVar = [models.UniqueConstraint(fields=["publication", "key"], name="excerpt_once")]

    def __str__(self) -> str:
        return f"{self.publication}: {self.get_state_display()}"


class ExcerptFile(OfferedFile):
    """Some chapters of a document as one file."""

    excerpt = models.ForeignKey(Excerpt, models.CASCADE, related_name="files", verbose_name="keuze")

    class Meta(OfferedFile.Meta):
        abstract = False
        verbose_name = "bestand van een keuze"
        verbose_name_plural = "bestanden van keuzes"
        ordering: ClassVar = ["excerpt", "kind", "-made_at"]

    def __str__(self) -> str:
        return f"{self.excerpt} ({self.kind})"


class DocumentImport(models.Model):
    """A Word or ODT file that somebody brings in: what was recognised in it, and what became of it.

    `outline` and `report` are the plain data of association.publications.importing (Outline, Report).
    """

    association = models.ForeignKey(Organization, models.PROTECT, related_name="+", verbose_name="vereniging")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="gebracht door"
    )
    file = models.FileField("bestand", upload_to=file_path, storage=private_storage)
    file_name = models.CharField("bestandsnaam", max_length=200)
    created_at = models.DateTimeField("gebracht op", default=timezone.now)
    outline = models.JSONField(default=dict)
    report = models.JSONField(default=dict)
    publication = models.ForeignKey(
        "association.PublicationPage",
        models.SET_NULL,
        null=True,
        related_name="imports",
        verbose_name="publicatie",
    )

    class Meta:
        verbose_name = "ingelezen document"
        verbose_name_plural = "ingelezen documenten"
        ordering: ClassVar = ["-created_at"]

    def __str__(self) -> str:
        return self.file_name
