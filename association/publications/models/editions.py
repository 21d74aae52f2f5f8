"""Editions: publications as they were adopted, frozen for good, with what was corrected afterwards."""

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.template.defaultfilters import date as date_text
from django.utils import timezone

from association.base.storage import private_storage
from association.publications.models.files import FileKind, file_path
from association.publications.models.leased import Leased


class Frozen(Exception):
    """Something tried to change what was adopted."""

    def __init__(self, what: Any) -> None:
        super().__init__(f"Wat is vastgelegd, verandert niet meer: {what}.")


class FrozenRow(models.Model):
    """A row that is written once; saving it again is refused (Frozen)."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store it, once."""
        if self.pk is not None and not self._state.adding:
            raise Frozen(self)
        super().save(*args, **kwargs)


class Edition(Leased):
    """One version of a publication that was adopted, or is being made; a model of the publication, not a page.

    `label` is the end of its address. `facts` is what the blocks of facts showed, as JSON of schema SCHEMA.
    `fingerprint` tells whether texts and facts are still those that it was made from; until it is in force, which
    versions of its pages were the newest when it was asked for.
    """

    SCHEMA = 1

    class Status(models.TextChoices):
        MAKING = "making", "wordt vastgelegd"
        ADOPTED = "adopted", "vastgelegd"
        WITHDRAWN = "withdrawn", "ingetrokken"

    publication = models.ForeignKey(
        "association.PublicationPage", models.PROTECT, related_name="editions", verbose_name="publicatie"
    )
    status = models.CharField("stand", max_length=10, choices=Status.choices, default=Status.MAKING)
    dated = models.DateField("versie van")
    label = models.SlugField("adres", max_length=40)
    title = models.CharField("titel", max_length=255)
    summary = models.TextField("samenvatting", blank=True)
    reference_date = models.DateField("peildatum")
    reference_wording = models.CharField("woorden bij de peildatum", max_length=80, blank=True)
    decisions = models.JSONField("vastgesteld door", default=list, blank=True)
    signatory = models.CharField("ondertekend door", max_length=200, blank=True)
    place = models.CharField("plaats", max_length=120, blank=True)
    change_notes = models.TextField("wat er is gewijzigd", blank=True, max_length=2000)
    remark = models.CharField("opmerking bij deze versie", max_length=300, blank=True)
    differences = models.JSONField("verschillen in feiten", default=list, blank=True)
    accepted = models.JSONField("toch vastgelegd", default=list, blank=True)
    facts = models.JSONField("feiten", default=list, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    previous = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="next", verbose_name="vorige versie"
    )
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="vastgelegd door"
    )
    requested_at = models.DateTimeField("gevraagd op", default=timezone.now)
    adopted_at = models.DateTimeField("vastgelegd op", null=True, blank=True)
    withdrawn_on = models.DateField("ingetrokken op", null=True, blank=True)
    withdrawn_reason = models.CharField("waarom ingetrokken", max_length=300, blank=True)
    replacement = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaces", verbose_name="vervangen door"
    )

    class Meta(Leased.Meta):
        abstract = False
        verbose_name = "versie van een publicatie"
        verbose_name_plural = "versies van publicaties"
        ordering: ClassVar = ["publication", "-adopted_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["publication", "label"], name="edition_label_once"),
            models.UniqueConstraint(fields=["publication"], condition=Q(status="making"), name="edition_one_at_a_time"),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.words}"

    @property
    def words(self) -> str:
        """What it is called: "versie van 18 maart 2021"."""
        return f"versie van {date_text(self.dated, 'j F Y')}"

    @property
    def standing(self) -> str:
        """What may be said of it: that somebody adopted it only when it is recorded who."""
        return "Vastgesteld" if self.decisions else "Vastgelegd"

    @property
    def reference(self) -> str:
        """The reference date in words."""
        return f"{self.reference_wording} {date_text(self.reference_date, 'j F Y')}".strip()

    @property
    def tasks_left(self) -> int:
        """How many things were left to do when it was adopted."""
        return sum(len(item.get("tasks", ())) for item in self.accepted)

    @property
    def decision_lines(self) -> list[str]:
        """Who adopted it and when, and who signed it, one line each.

        "Vastgesteld door het Dagelijks Bestuur op 18 maart 2021 in Groningen", "Ondertekend door …".
        """
        lines = []
        for decision in self.decisions:
            day = decision.get("on")
            when = f" op {date_text(date.fromisoformat(day), 'j F Y')}" if day else ""
            where = f" in {decision['place']}" if decision.get("place") else ""
            lines.append(f"Vastgesteld door {decision['by']}{when}{where}")
        return [*lines, *([self.signed] if self.signed else [])]

    @property
    def signed(self) -> str:
        """Where and by whom it was signed, in words; empty when neither is known."""
        if not self.signatory:
            return f"Gedaan te {self.place}" if self.place else ""
        return f"Ondertekend{f' in {self.place}' if self.place else ''} door {self.signatory}"


class EditionVariant(FrozenRow):
    """An edition as one group of readers gets it: who may see less has less chapters and other numbers.

    `restrictions` are the privacy settings that its readers had to pass when it was adopted: [{kind, groups, id}].
    `pages` are the chapters and linked pages in it that exist as pages: whoever may not see one of its chapters any
    more does not get it. `collections` are the tree paths of the collections whose pictures stand in it, `offered` its
    files in words: [{kind, size, pages}].
    """

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="variants", verbose_name="versie")
    position = models.PositiveSmallIntegerField("volgorde")
    restrictions = models.JSONField("afscherming", default=list)
    collections = models.JSONField("collecties", default=list)
    chapters = models.JSONField("hoofdstukken", default=list)
    offered = models.JSONField("bestanden", default=list)

    class Meta:
        verbose_name = "uitvoering van een versie"
        verbose_name_plural = "uitvoeringen van een versie"
        ordering: ClassVar = ["edition", "position"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["edition", "position"], name="edition_variant_once")]

    def __str__(self) -> str:
        return f"{self.edition}, {self.position}"


class EditionArticle(FrozenRow):
    """The frozen text of a chapter, or with an empty path that of the front: the inside of its article."""

    variant = models.ForeignKey(EditionVariant, models.PROTECT, related_name="articles", verbose_name="uitvoering")
    # The page may go; the text stays.
    page_id_then = models.PositiveBigIntegerField("pagina", null=True)
    order = models.PositiveSmallIntegerField("volgorde")
    path = models.CharField("adres", max_length=255, blank=True)
    level = models.PositiveSmallIntegerField("niveau", default=2)
    number = models.CharField("nummer", max_length=20, blank=True)
    label = models.CharField("nummer in woorden", max_length=40, blank=True)
    title = models.CharField("titel", max_length=255)
    summary = models.TextField("samenvatting", blank=True)
    html = models.TextField("tekst")
    text = models.TextField("tekst om in te zoeken", blank=True)
    sha256 = models.CharField("controlegetal", max_length=64)
    is_restricted = models.BooleanField("afgeschermd", default=False)

    class Meta:
        verbose_name = "hoofdstuk van een versie"
        verbose_name_plural = "hoofdstukken van een versie"
        ordering: ClassVar = ["variant", "order"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["variant", "path"], name="edition_article_once")]

    def __str__(self) -> str:
        return self.title


class EditionAsset(FrozenRow):
    """A picture or document that stands in an edition, by the hash of its bytes."""

    variant = models.ForeignKey(EditionVariant, models.PROTECT, related_name="assets", verbose_name="uitvoering")
    sha256 = models.CharField("controlegetal", max_length=64)
    media_type = models.CharField("soort", max_length=100)
    name = models.CharField("naam", max_length=255)
    file = models.FileField("bestand", upload_to=file_path, storage=private_storage)
    size = models.PositiveBigIntegerField("grootte in bytes")

    class Meta:
        verbose_name = "beeld of bestand in een versie"
        verbose_name_plural = "beelden en bestanden in een versie"
        ordering: ClassVar = ["variant", "sha256"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["variant", "sha256"], name="edition_asset_once")]

    def __str__(self) -> str:
        return self.name


class EditionFile(FrozenRow):
    """An edition as one file."""

    Kind = FileKind

    variant = models.ForeignKey(EditionVariant, models.PROTECT, related_name="files", verbose_name="uitvoering")
    kind = models.CharField("soort", max_length=5, choices=FileKind.choices)
    file = models.FileField("bestand", upload_to=file_path, storage=private_storage)
    size = models.PositiveBigIntegerField("grootte in bytes")
    pages = models.PositiveIntegerField("aantal pagina's", default=0)
    sha256 = models.CharField("controlegetal", max_length=64)

    class Meta:
        verbose_name = "bestand van een versie"
        verbose_name_plural = "bestanden van een versie"
        ordering: ClassVar = ["variant", "kind"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["variant", "kind"], name="edition_file_once")]

    def __str__(self) -> str:
        return f"{self.variant} ({self.kind})"


class Erratum(FrozenRow):
    """A correction to an adopted edition: dated, shown above the text, and there for good."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="errata", verbose_name="versie")
    path = models.CharField("hoofdstuk", max_length=255, blank=True)
    on_date = models.DateField("op", default=timezone.localdate)
    text = models.TextField("verbetering", max_length=1000)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="door"
    )

    class Meta:
        verbose_name = "erratum"
        verbose_name_plural = "errata"
        ordering: ClassVar = ["on_date", "pk"]

    def __str__(self) -> str:
        return self.text
