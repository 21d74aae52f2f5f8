"""Where a volume came from, and what was answered about the dossiers of the volume before it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from association.portfolios.models import Dossier


class VolumeOrigin(models.Model):
    """The volume that another was made from: the last one of its series, or the work plan of an annual report."""

    publication = models.OneToOneField(
        "association.PublicationPage",
        models.CASCADE,
        primary_key=True,
        related_name="origin",
        verbose_name="publicatie",
    )
    source = models.ForeignKey(
        "association.PublicationPage", models.CASCADE, related_name="later_volumes", verbose_name="gemaakt van"
    )

    class Meta:
        verbose_name = "herkomst van een publicatie"
        verbose_name_plural = "herkomst van publicaties"

    def __str__(self) -> str:
        return f"{self.publication} van {self.source}"


class ChapterOrigin(models.Model):
    """The chapter whose text stands, as it was, beside the fields of another."""

    chapter = models.OneToOneField(
        "association.ChapterPage", models.CASCADE, primary_key=True, related_name="origin", verbose_name="hoofdstuk"
    )
    source = models.ForeignKey(
        "association.ChapterPage", models.CASCADE, related_name="later_chapters", verbose_name="gemaakt van"
    )

    class Meta:
        verbose_name = "herkomst van een hoofdstuk"
        verbose_name_plural = "herkomst van hoofdstukken"

    def __str__(self) -> str:
        return f"{self.chapter} van {self.source}"


class DossierAnswer(models.Model):
    """What somebody answered, for a new volume, to the question how a dossier of the last one stands."""

    class Answer(models.TextChoices):
        ACHIEVED = "achieved", "bereikt"
        CURRENT = "current", "loopt nog"
        DROPPED = "dropped", "vervallen"

    publication = models.ForeignKey(
        "association.PublicationPage", models.CASCADE, related_name="dossier_answers", verbose_name="publicatie"
    )
    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="answers", verbose_name="dossier")
    answer = models.CharField("antwoord", max_length=10, choices=Answer.choices)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="door"
    )
    at = models.DateTimeField("op", default=timezone.now)

    class Meta:
        verbose_name = "antwoord over een dossier"
        verbose_name_plural = "antwoorden over dossiers"
        ordering: ClassVar = ["publication", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["publication", "dossier"], name="dossier_answered_once")
        ]

    def __str__(self) -> str:
        return f"{self.dossier}: {self.get_answer_display()}"
