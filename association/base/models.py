"""Accounts, files, brand, site settings and what is kept beside each page."""

import hashlib
from datetime import date
from pathlib import PurePosixPath
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractUser, Group
from django.core.files.base import ContentFile
from django.db import models
from django.urls import reverse
from django.utils import timezone
from modelcluster.fields import ParentalKey
from taggit.managers import TaggableManager
from wagtail.documents.models import AbstractDocument
from wagtail.fields import RichTextField
from wagtail.images.models import (
    AbstractImage,
    AbstractRendition,
    WagtailImageFieldFile,
    get_rendition_upload_to,
    get_upload_to,
)
from wagtail.images.models import WagtailImageField as ImageFileField
from wagtail.models import CollectionViewRestriction, Orderable, Page, Revision

from association.base.images import cleaned
from association.base.keeping import keeper
from association.base.rules import brands
from association.base.rules.files import safe_file_name
from association.base.storage import PRIVATE_PREFIX, private_storage, random_name, rendition_storage


class User(AbstractUser):
    """An account of the bureau, of a board member or of a council member."""

    class Meta:
        verbose_name = "account"
        verbose_name_plural = "accounts"


class Role(models.TextChoices):
    """The groups of an association; the values are the codes that the rest of the product relies on."""

    MANAGER = "beheer", "beheerder"
    EDITOR = "redactie", "redacteur"
    CHIEF_EDITOR = "eindredactie", "eindredacteur"
    PROCESS_LEAD = "procesregie", "procesregisseur"
    BOARD = "bestuur", "bestuurslid"
    COUNCIL_MEMBER = "raadsleden", "raadslid"


class AssociationGroup(models.Model):
    """Which group holds a role in an association: `VDG redactie` is the VDG's group of editors."""

    association = models.ForeignKey(
        "association.Organization", models.PROTECT, related_name="role_groups", verbose_name="vereniging"
    )
    role = models.CharField("rol", max_length=20, choices=Role.choices)
    group = models.OneToOneField(Group, models.CASCADE, related_name="association_role", verbose_name="groep")

    class Meta:
        verbose_name = "groep van een vereniging"
        verbose_name_plural = "groepen van verenigingen"
        constraints: ClassVar = [models.UniqueConstraint(fields=["association", "role"], name="one_group_per_role")]

    def __str__(self) -> str:
        return self.group.name


def is_restricted(collection_id: int) -> bool:
    """Whether files of a collection are kept from the public, by itself or by a collection above it."""
    from wagtail.models import Collection

    collection = Collection.objects.get(pk=collection_id)
    return CollectionViewRestriction.objects.filter(collection__in=collection.get_ancestors(inclusive=True)).exists()


class CleanImageFile(WagtailImageFieldFile):
    """The file of a picture: whatever way it comes in, it is stored upright and without metadata."""

    def save(self, name: str, content: Any, save: bool = True) -> None:
        """Store the picture after it was cleaned; a damaged one raises ValidationError and stores nothing."""
        content.open()
        content.seek(0)
        data, extension = cleaned(content.read())
        super().save(f"beeld.{extension}", ContentFile(data, name=f"beeld.{extension}"), save)


class Image(AbstractImage):
    """A picture: the original is private, upright and without metadata; what visitors get are renditions."""

    file = ImageFileField(
        verbose_name="bestand",
        upload_to=get_upload_to,
        storage=private_storage,
        width_field="width",
        height_field="height",
    )
    # Set on the field instead of in a class of its own, so that migrations know Wagtail's field only.
    file.attr_class = CleanImageFile
    uploaded_by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="uploaded_images",
        verbose_name="geplaatst door",
    )
    uploaded_by_user.wagtail_reference_index_ignore = True  # type: ignore[attr-defined]  # as Wagtail's own
    tags = TaggableManager(blank=True, help_text=None, related_name="tagged_images", verbose_name="trefwoorden")
    credit = models.CharField(
        "maker", max_length=120, blank=True, help_text="Wie maakte het beeld? Komt klein onder het beeld te staan."
    )

    admin_form_fields = (
        "title",
        "file",
        "description",
        "credit",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = "afbeelding"
        verbose_name_plural = "afbeeldingen"

    @property
    def default_alt_text(self) -> str:
        """The description; a title is no description."""
        return str(self.description)

    def get_upload_to(self, filename: str) -> str:
        """A random name: a private picture's address tells nothing of its content."""
        return random_name("original_images", filename)

    def generate_rendition_file(self, filter: Any, *, source: Any = None) -> ContentFile[bytes]:  # noqa: A002 - Wagtail's name
        """Wagtail's rendition, with its temporary file closed."""
        if source is None:
            with self.open_file():
                pass  # A missing original is found out before Wagtail opens a temporary file.
        made = super().generate_rendition_file(filter, source=source)
        with made.file:
            made.file.seek(0)
            return ContentFile(made.file.read(), name=made.name)

    def _set_image_file_metadata(self) -> None:
        """Note size and hash of the file, and leave no stored file open behind."""
        super()._set_image_file_metadata()
        if self.file._committed:
            self.file.close()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store a new file, cleaned, with its size and hash; a damaged one raises ValidationError."""
        if self.file and not self.file._committed:
            self.file.save(self.file.name or "", self.file.file, save=False)
            self._set_image_file_metadata()
        super().save(*args, **kwargs)


class Rendition(AbstractRendition):
    """A picture in one size and format; of a restricted collection it lies in the private folder."""

    image = models.ForeignKey(Image, models.CASCADE, related_name="renditions")
    file = ImageFileField(
        upload_to=get_rendition_upload_to, storage=rendition_storage, width_field="width", height_field="height"
    )

    class Meta:
        verbose_name = "beeldformaat"
        verbose_name_plural = "beeldformaten"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_per_form")
        ]

    def get_upload_to(self, filename: str) -> str:
        """A random name, in the private folder when the picture's collection is restricted."""
        folder = f"{PRIVATE_PREFIX}images" if is_restricted(self.image.collection_id) else "images"
        return random_name(folder, filename)

    @property
    def is_private(self) -> bool:
        """Whether the file is handed out by a view that checks who asks."""
        return str(self.file.name).startswith(PRIVATE_PREFIX)

    @property
    def url(self) -> str:
        """Address of the file, or of the checking view for a private one."""
        if self.is_private:
            return reverse("image_rendition", args=[self.image_id, self.filter_spec])
        return str(self.file.url)

    @property
    def full_url(self) -> str:
        """The address as `url`; within a site addresses are root-relative."""
        return self.url


def document_path(document: "Document", filename: str) -> str:
    """A random name in the private folder; the reader's file name is kept beside it."""
    return random_name("documents", filename)


class NamedFile(models.fields.files.FieldFile):
    """The file of a document, under a random name; the row keeps the name that the editor gave, made safe."""

    instance: "Document"

    def save(self, name: str | None, content: Any, save: bool = True) -> None:
        """Store the file and note its name on the document."""
        self.instance.file_name = safe_file_name(name or "")
        super().save(name or "", content, save)


class Document(AbstractDocument):
    """A file to download: stored under a random name, handed out by a view that checks who asks."""

    file = models.FileField("bestand", upload_to=document_path, storage=private_storage)
    file.attr_class = NamedFile
    uploaded_by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="uploaded_documents",
        verbose_name="geplaatst door",
    )
    uploaded_by_user.wagtail_reference_index_ignore = True  # type: ignore[attr-defined]  # as Wagtail's own
    tags = TaggableManager(blank=True, help_text=None, related_name="tagged_documents", verbose_name="trefwoorden")
    file_name = models.CharField("bestandsnaam", max_length=200, blank=True, editable=False)

    admin_form_fields = ("title", "file", "collection", "tags")

    class Meta(AbstractDocument.Meta):
        verbose_name = "document"
        verbose_name_plural = "documenten"

    @property
    def url(self) -> str:
        """Where a reader finds it; in a text that is kept for good, its copy."""
        found = keeper()
        return found.document(self) if found else str(super().url)

    @property
    def filename(self) -> str:
        """The name under which a reader saves the file."""
        return self.file_name or PurePosixPath(str(self.file.name)).name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store a new file first, which tells the name that the editor gave it."""
        if self.file and not self.file._committed:  # type: ignore[attr-defined]  # no stub
            self.file.save(self.file.name or "", self.file.file, save=False)
        super().save(*args, **kwargs)


class Brand(models.Model):
    """How an association looks: its mark, its hand and its colours for light and dark."""

    name = models.CharField("naam", max_length=60)
    mark = models.CharField(
        "beeldmerk", max_length=10, blank=True, choices=brands.MARKS, help_text="Een van de meegeleverde beeldmerken."
    )
    logo = models.ForeignKey(
        Image,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="eigen logo",
        help_text="In plaats van een meegeleverd beeldmerk. Vierkant of liggend, minstens 120 beeldpunten hoog.",
    )
    shape = models.CharField("vormen", max_length=10, choices=brands.SHAPES, default="stone")
    header = models.CharField("kop van de pagina", max_length=10, choices=brands.HEADERS, default="light")
    weight = models.PositiveSmallIntegerField("dikte van koppen", choices=brands.WEIGHTS, default=700)
    light = models.JSONField("kleuren", default=brands.default_light)
    dark = models.JSONField("kleuren in het donker", default=brands.default_dark)
    css_hash = models.CharField(max_length=16, editable=False, db_index=True)

    class Meta:
        verbose_name = "huisstijl"
        verbose_name_plural = "huisstijlen"

    def __str__(self) -> str:
        return self.name

    @property
    def css(self) -> str:
        """The brand's own stylesheet: nothing but custom properties."""
        return brands.stylesheet(self.light, self.dark, weight=self.weight)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store with the hash of the stylesheet, which is part of its address."""
        self.css_hash = hashlib.sha256(self.css.encode()).hexdigest()[:16]
        super().save(*args, **kwargs)


class PageMeta(models.Model):
    """What staff keep beside a page of any type: who looks after it, when it is read again, for whom it is."""

    class Audience(models.TextChoices):
        EVERYONE = "everyone", "iedereen"
        COLLEGES = "colleges", "colleges"
        COUNCILS = "councils", "raden"
        STAFF = "staff", "ambtenaren"

    page = models.OneToOneField(Page, models.CASCADE, primary_key=True, related_name="meta", verbose_name="pagina")
    responsible = models.ForeignKey(
        User,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="pages_in_care",
        verbose_name="verantwoordelijk",
        help_text="Wie houdt deze pagina bij?",
    )
    review_date = models.DateField(
        "opnieuw nalezen op",
        null=True,
        blank=True,
        help_text="Vanaf deze dag staat de pagina op de lijst om na te lezen.",
    )
    audience = models.CharField("bedoeld voor", max_length=20, choices=Audience.choices, default=Audience.EVERYONE)

    class Meta:
        verbose_name = "beheer van een pagina"
        verbose_name_plural = "beheer van pagina's"

    def __str__(self) -> str:
        return str(self.page)


class VersionNote(models.Model):
    """What an editor says of a version: its name, and what changed in it, for readers when wished."""

    revision = models.OneToOneField(
        Revision, models.CASCADE, primary_key=True, related_name="note", verbose_name="versie"
    )
    page = models.ForeignKey(Page, models.CASCADE, related_name="version_notes", verbose_name="pagina")
    name = models.CharField("naam van de versie", max_length=80, blank=True)
    text = models.CharField("wat is er gewijzigd", max_length=300, blank=True)
    is_public = models.BooleanField("toon dit aan lezers", default=False)
    published_at = models.DateTimeField("geplaatst op", null=True, editable=False)

    class Meta:
        verbose_name = "notitie bij een versie"
        verbose_name_plural = "notities bij versies"

    def __str__(self) -> str:
        return self.name or self.text

    @property
    def day(self) -> date | None:
        """The local day on which the version went live."""
        return timezone.localdate(self.published_at) if self.published_at else None


class ContentVersion(models.Model):
    """One row: a number that rises with every change of content, and when a page next expires by itself."""

    number = models.PositiveBigIntegerField(default=1)
    next_change = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "stand van de inhoud"
        verbose_name_plural = "stand van de inhoud"

    def __str__(self) -> str:
        return str(self.number)


class RelatedPage(Orderable):
    """A page that an editor chose to show below another."""

    page = ParentalKey(Page, on_delete=models.CASCADE, related_name="related_links", verbose_name="pagina")
    target = models.ForeignKey(Page, models.CASCADE, related_name="+", verbose_name="verwante pagina")

    class Meta(Orderable.Meta):
        verbose_name = "verwante pagina"
        verbose_name_plural = "verwante pagina's"

    def __str__(self) -> str:
        return str(self.target)


INTRODUCTION_FEATURES = ["bold", "link"]


def introduction_field(label: str, **options: Any) -> RichTextField:
    """A short formatted text above a list or form."""
    return RichTextField(label, features=INTRODUCTION_FEATURES, blank=True, **options)
