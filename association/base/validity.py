"""From when until when a fact holds."""

from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from association.base.rules.days import ONE_DAY, Precision, holds_on, in_words, last_in_words, period_in_words

PRECISIONS = [(Precision.DAY.value, "dag"), (Precision.MONTH.value, "maand"), (Precision.YEAR.value, "jaar")]


def on_day(day: date, prefix: str = "") -> Q:
    """The condition that something holds on a day; `prefix` is the way to it, such as "post__"."""
    begun = Q(**{f"{prefix}start_date": None}) | Q(**{f"{prefix}start_date__lte": day})
    unfinished = Q(**{f"{prefix}end_date": None}) | Q(**{f"{prefix}end_date__gt": day})
    return begun & unfinished


def overlapping(start: date | None, end: date | None) -> Q:
    """The condition that something holds on a day of a half-open period."""
    found = Q()
    if end is not None:
        found &= Q(start_date=None) | Q(start_date__lt=end)
    if start is not None:
        found &= Q(end_date=None) | Q(end_date__gt=start)
    return found


class ValidityQuerySet(models.QuerySet[Any]):
    """Facts with a period."""

    def active_on(self, day: date) -> Any:
        """Those that hold on a day."""
        return self.filter(on_day(day))


class Validity(models.Model):
    """A fact that holds from `start_date` until, and not on, `end_date`; null is open.

    People enter and read the last day. A month or a year is stored as its first day; the end of one as the first day
    after it.
    """

    start_date = models.DateField("van", null=True, blank=True)
    end_date = models.DateField("tot", null=True, blank=True)
    start_precision = models.CharField("van, precies tot op", max_length=5, choices=PRECISIONS, default=Precision.DAY)
    end_precision = models.CharField("tot, precies tot op", max_length=5, choices=PRECISIONS, default=Precision.DAY)

    class Meta:
        abstract = True
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(start_date=None) | Q(end_date=None) | Q(start_date__lt=F("end_date")),
                name="%(class)s_ends_after_start",
            )
        ]

    def clean(self) -> None:
        """Refuse an end before the start (ValidationError beside the last day)."""
        super().clean()
        if self.start_date and self.end_date and self.end_date <= self.start_date:
            raise ValidationError({"end_date": "De laatste dag ligt vóór de eerste."})

    def holds_on(self, day: date) -> bool:
        """Whether it holds on a day."""
        return holds_on(self.start_date, self.end_date, day)

    @property
    def last_date(self) -> date | None:
        """The last day on which it holds; None for open."""
        return self.end_date - ONE_DAY if self.end_date else None

    @property
    def period(self) -> str:
        """The period in words; empty when both ends are open."""
        return period_in_words(self.start_date, self.end_date, self.start_precision, self.end_precision)

    @property
    def first_words(self) -> str:
        """The first day in words; empty when it is not known."""
        return in_words(self.start_date, self.start_precision) if self.start_date else ""

    @property
    def last_words(self) -> str:
        """The last day in words; empty when it is open."""
        return last_in_words(self.end_date, self.end_precision) if self.end_date else ""
