"""What readers said of a step."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from association.guides.rules import LONGEST_REMARK


class GuideOpinion(models.Model):
    """Whether a step was useful to somebody, and why: nothing of who it was.

    `client_hash` is a keyed hash of the place on the internet that it came from; it is dropped after a day.
    """

    step = models.ForeignKey("association.GuideStepPage", models.CASCADE, related_name="opinions", verbose_name="stap")
    is_useful = models.BooleanField("nuttig")
    remark = models.TextField("toelichting", max_length=LONGEST_REMARK, blank=True)
    created_at = models.DateTimeField("gezegd op", default=timezone.now, db_index=True)
    client_hash = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = "mening over een stap"
        verbose_name_plural = "meningen over stappen"
        ordering: ClassVar = ["-created_at"]

    def __str__(self) -> str:
        return "ja" if self.is_useful else "nee"
