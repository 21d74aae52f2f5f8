"""What is kept of a version besides its content, and of a publication that failed."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from wagtail.models import Page, Revision


class PublishFailure(models.Model):
    """A version that was to go live by itself and could not: why, how often, and whether its author knows."""

    revision = models.OneToOneField(
        Revision, models.CASCADE, primary_key=True, related_name="publish_failure", verbose_name="versie"
    )
    page = models.ForeignKey(Page, models.CASCADE, null=True, related_name="publish_failures", verbose_name="pagina")
    reason = models.CharField("reden", max_length=300)
    attempts = models.PositiveIntegerField("pogingen", default=1)
    failed_at = models.DateTimeField("mislukt op", default=timezone.now)
    reported_at = models.DateTimeField("gemeld op", null=True, blank=True)

    class Meta:
        verbose_name = "mislukte plaatsing"
        verbose_name_plural = "mislukte plaatsingen"
        ordering: ClassVar = ["-failed_at"]

    def __str__(self) -> str:
        return self.reason
