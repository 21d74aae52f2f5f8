"""Series of publications: documents that appear again and again."""

from typing import ClassVar

from django.db import models

from association.organizations.models import Organization


class PublicationSeries(models.Model):
    """A kind of document that appears again and again, such as the work plan of every year."""

    class Kind(models.TextChoices):
        HANDOVER = "handover", "overdrachtsdocument"
        WORK_PLAN = "work_plan", "werkplan"
        ANNUAL_REPORT = "annual_report", "jaarverslag"
        STRATEGIC_AGENDA = "strategic_agenda", "strategische agenda"
        COOPERATION_AGENDA = "cooperation_agenda", "samenwerkingsagenda"
        INFORMATION_PACK = "information_pack", "informatiemap"

    class Audience(models.TextChoices):
        COLLEGES = "colleges", "colleges"
        COUNCILS = "councils", "raden"
        PUBLIC = "public", "iedereen"

    association = models.ForeignKey(
        Organization,
        models.PROTECT,
        related_name="publication_series",
        verbose_name="vereniging",
        limit_choices_to={"classification": Organization.Classification.ASSOCIATION},
    )
    name = models.CharField("naam", max_length=120, help_text="Zonder jaar. Bijvoorbeeld: Werkplan.")
    kind = models.CharField("soort", max_length=20, choices=Kind.choices)
    audience = models.CharField(
        "bedoeld voor",
        max_length=10,
        choices=Audience.choices,
        default=Audience.PUBLIC,
        help_text="Voor wie de reeks geschreven is. Dit schermt niets af.",
    )

    class Meta:
        verbose_name = "reeks"
        verbose_name_plural = "reeksen"
        ordering: ClassVar = ["association", "name"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["association", "name"],
                name="series_name_once",
                violation_error_message="Deze vereniging heeft al een reeks met deze naam.",
            )
        ]

    def __str__(self) -> str:
        return self.name
