"""When something is held: moments of pages, with what became of them; kinds of events; holidays."""

import uuid
from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable, Page

from association.base.validity import Validity, ValidityQuerySet
from association.organizations.models import Organization

LONGEST_NOTE = 200
# What readers with a calendar have to hear of: a change of one of these raises SEQUENCE (RFC 5545, 3.8.7.4).
TOLD = ("title", "start", "end", "is_all_day", "place", "status")


class MomentStatus(models.TextChoices):
    """What became of a moment; one that does not go on stays visible."""

    PLANNED = "planned", "gaat door"
    CANCELLED = "cancelled", "gaat niet door"
    MOVED = "moved", "verplaatst"


class Moment(Orderable):
    """When a page's meeting or event is held, or one evening of several: from `start` until `end`, both in UTC.

    What was moved stands twice, as the moment that was left (moved) and as the new one, under one `uid`; calendars
    get the new one (iCalendar UID and SEQUENCE, RFC 5545). Of a moment for the whole day the hours say nothing.
    """

    page = ParentalKey(Page, on_delete=models.CASCADE, related_name="moments", verbose_name="pagina")
    title = models.CharField(
        "naam", max_length=120, blank=True, help_text="Alleen bij meer dan één bijeenkomst, zoals Avond 2: geld."
    )
    start = models.DateTimeField("begint", db_index=True)
    end = models.DateTimeField("eindigt")
    is_all_day = models.BooleanField("hele dag, of tijd nog niet bekend", default=False)
    place = models.CharField("plaats", max_length=200, blank=True, help_text="Leeg: de plaats van de pagina.")
    status = models.CharField("stand", max_length=10, choices=MomentStatus.choices, default=MomentStatus.PLANNED)
    note = models.CharField(
        "reden of toelichting",
        max_length=LONGEST_NOTE,
        blank=True,
        help_text="Staat erbij als het niet doorgaat of verplaatst is.",
    )
    uid = models.UUIDField("kenmerk", default=uuid.uuid4, editable=False, db_index=True)
    sequence = models.PositiveIntegerField("volgnummer", default=0, editable=False)
    changed_at = models.DateTimeField("gewijzigd op", default=timezone.now, editable=False)

    class Meta(Orderable.Meta):
        verbose_name = "moment"
        verbose_name_plural = "momenten"
        ordering: ClassVar = ["start", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="moment_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.day:%d-%m-%Y}"

    @property
    def day(self) -> date:
        """The day on the clock of the association."""
        return timezone.localtime(self.start).date()

    @property
    def goes_on(self) -> bool:
        """Whether it is, or was, to be held at this moment."""
        return self.status == MomentStatus.PLANNED

    def clean(self) -> None:
        """Refuse an end that is not after the start, beside the field."""
        super().clean()
        if self.start and self.end and self.end <= self.start:
            raise ValidationError({"end": "Het einde ligt niet na het begin."})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store; what calendars must hear of raises the number of the change."""
        before = Moment.objects.filter(pk=self.pk).values(*TOLD, "sequence").first() if self.pk else None
        if before and any(before[name] != getattr(self, name) for name in TOLD):
            self.sequence = max(self.sequence, before["sequence"]) + 1
            self.changed_at = timezone.now()
        elif before:
            self.sequence = max(self.sequence, before["sequence"])
        super().save(*args, **kwargs)


class EventKind(models.Model):
    """What an association calls its events, such as Toogdag or leergang."""

    association = models.ForeignKey(
        Organization,
        models.CASCADE,
        related_name="event_kinds",
        verbose_name="vereniging",
        limit_choices_to={"classification": Organization.Classification.ASSOCIATION},
    )
    name = models.CharField("naam", max_length=60)
    order = models.PositiveSmallIntegerField("volgorde", default=100)

    class Meta:
        verbose_name = "soort bijeenkomst"
        verbose_name_plural = "soorten bijeenkomsten"
        ordering: ClassVar = ["association", "order", "name"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["association", "name"], name="event_kind_once")]

    def __str__(self) -> str:
        return self.name


class Holiday(Validity):
    """Days on which bodies do not meet, such as the school holidays of a region; shown in the calendar of a year."""

    association = models.ForeignKey(
        Organization,
        models.CASCADE,
        related_name="holidays",
        verbose_name="vereniging",
        limit_choices_to={"classification": Organization.Classification.ASSOCIATION},
    )
    name = models.CharField("naam", max_length=80)

    objects = ValidityQuerySet.as_manager()

    class Meta(Validity.Meta):
        abstract = False
        verbose_name = "vakantie"
        verbose_name_plural = "vakanties"
        ordering: ClassVar = ["start_date", "pk"]

    def __str__(self) -> str:
        return self.name
