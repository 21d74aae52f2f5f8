"""Who writes which chapter, until when, by which links, and texts that were kept aside."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone


class Contribution(models.Model):
    """A chapter that somebody, with or without account, was asked to write by a personal link.

    `due_on` is the last day; `expires_at` the first moment at which the link opens nothing any more.
    """

    chapter = models.ForeignKey(
        "association.ChapterPage", models.CASCADE, related_name="contributions", verbose_name="hoofdstuk"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="contributions",
        verbose_name="collega",
    )
    # With the account its link closes; what was written stays.
    is_of_account = models.BooleanField("met account", default=False)
    name = models.CharField("naam", max_length=120)
    email = models.EmailField("e-mailadres", blank=True)
    message = models.TextField("bericht", blank=True, max_length=1000)
    due_on = models.DateField("uiterlijk op")
    expires_at = models.DateTimeField("geldig tot")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="gevraagd door"
    )
    created_at = models.DateTimeField("gevraagd op", default=timezone.now)
    revoked_at = models.DateTimeField("ingetrokken op", null=True, blank=True)
    saved_at = models.DateTimeField("bewaard op", null=True, blank=True)
    done_at = models.DateTimeField("klaar op", null=True, blank=True)

    class Meta:
        verbose_name = "bijdrage"
        verbose_name_plural = "bijdragen"
        ordering: ClassVar = ["chapter", "created_at", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_late(self) -> bool:
        """Whether the last day is past and the work is not done."""
        return self.done_at is None and self.revoked_at is None and self.due_on < timezone.localdate()


class ContributionLink(models.Model):
    """A secret that opens a contribution; only its hash is kept. Each mail has one, so that earlier ones still work."""

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="links", verbose_name="bijdrage")
    token_hash = models.CharField(max_length=64, unique=True, editable=False)

    class Meta:
        verbose_name = "link om mee te schrijven"
        verbose_name_plural = "links om mee te schrijven"

    def __str__(self) -> str:
        return str(self.contribution)


class ContributionMail(models.Model):
    """A mail about a contribution: that it is asked, a reminder, or that it is late. Each is sent once."""

    class Kind(models.TextChoices):
        FIRST = "first", "uitnodiging"
        SOON = "soon", "herinnering"
        LATE = "late", "te laat"

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="mails", verbose_name="bijdrage")
    kind = models.CharField("soort", max_length=10, choices=Kind.choices)
    at = models.DateTimeField("verstuurd op", default=timezone.now)

    class Meta:
        verbose_name = "mail over een bijdrage"
        verbose_name_plural = "mails over bijdragen"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contribution", "kind"], name="contribution_mail_once")
        ]

    def __str__(self) -> str:
        return f"{self.contribution}: {self.get_kind_display()}"


class KeptText(models.Model):
    """A contributor's text that was not put in place, since another wrote there meanwhile or the chapter was locked.

    It waits until an editor has dealt with it (`settled_at`).
    """

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="kept", verbose_name="bijdrage")
    title = models.CharField("kop", max_length=250, blank=True)
    block = models.CharField(max_length=40)
    text = models.TextField("tekst")
    at = models.DateTimeField("op", default=timezone.now)
    settled_at: Any = models.DateTimeField("verwerkt op", null=True, blank=True)

    class Meta:
        verbose_name = "apart bewaarde tekst"
        verbose_name_plural = "apart bewaarde teksten"
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return self.title
