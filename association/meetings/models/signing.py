"""Who signed up for an event, what was changed by hand, and the mails about it."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from association.meetings.rules.signing import sessions_in

LONGEST_ADDRESS = 254
LONGEST_NAME = 120
LONGEST_DIET = 200
LONGEST_REASON = 250
# The kind of a change, and of the mail about it, when somebody's data or sessions were changed and nothing else.
CHANGED = ""
CHANGED_WORDS = "gewijzigd"


class SignUp(models.Model):
    """Somebody who signed up for an event.

    What the form sends is kept as it is (received); the worker gives places, in the order in which they came.
    `choices` are {key of the round: {"session": key, "title": what it was called}}. What is personal goes some time
    after the event (`erased_at`); the row stays, so that the counts do.
    """

    # Screens that say where a page is used name nobody who signed up.
    wagtail_reference_index_ignore = True

    class State(models.TextChoices):
        """How it stands."""

        RECEIVED = "received", "ontvangen"
        PLACED = "placed", "heeft een plek"
        WAITING = "waiting", "op de wachtlijst"
        CANCELLED = "cancelled", "afgemeld"
        DOUBLE = "double", "was al aangemeld"

    event = models.ForeignKey(
        "association.EventPage", models.CASCADE, related_name="sign_ups", verbose_name="bijeenkomst"
    )
    name = models.CharField("naam", max_length=LONGEST_NAME, blank=True)
    email = models.EmailField("e-mailadres", max_length=LONGEST_ADDRESS, blank=True)
    email_key = models.CharField(max_length=LONGEST_ADDRESS, blank=True, editable=False)
    organization = models.CharField("organisatie", max_length=LONGEST_NAME, blank=True)
    choices = models.JSONField("sessies", default=dict, blank=True)
    diet = models.CharField("dieetwens", max_length=LONGEST_DIET, blank=True)
    state = models.CharField("stand", max_length=10, choices=State.choices, default=State.RECEIVED)
    client_hash = models.CharField(max_length=64, blank=True, editable=False)
    created_at = models.DateTimeField("aangemeld op", default=timezone.now)
    # The place in the waiting list.
    queued_at: Any = models.DateTimeField(null=True, editable=False)
    placed_at: Any = models.DateTimeField("plek gekregen op", null=True, editable=False)
    cancelled_at: Any = models.DateTimeField("afgemeld op", null=True, editable=False)
    erased_at: Any = models.DateTimeField("gewist op", null=True, editable=False)

    class Meta:
        verbose_name = "aanmelding voor een bijeenkomst"
        verbose_name_plural = "aanmeldingen voor bijeenkomsten"
        ordering: ClassVar = ["queued_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["event", "email_key"],
                condition=Q(state__in=("placed", "waiting")) & ~Q(email_key=""),
                name="signs_up_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["event", "state"], name="sign_up_of_event"),
            models.Index(fields=["client_hash", "created_at"], name="sign_up_of_client"),
        ]

    def __str__(self) -> str:
        return self.name or "gegevens gewist"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store it, found by the address in lower case."""
        self.email_key = self.email.lower()
        super().save(*args, **kwargs)

    @property
    def sessions(self) -> list[str]:
        """The keys of the chosen sessions."""
        return sessions_in(self.choices)

    @property
    def titles(self) -> list[str]:
        """What was chosen, in words."""
        return [one["title"] for one in self.choices.values()]


class SignUpChange(models.Model):
    """What the bureau did with a sign-up, and why; it goes with what is personal of the sign-up.

    `kind` is what became of its state; CHANGED when that stayed as it was, and then `reason` says what was changed.
    """

    wagtail_reference_index_ignore = True

    class Kind(models.TextChoices):
        """What was done."""

        ADDED = "added", "toegevoegd"
        CANCELLED = "cancelled", "afgemeld"
        RESTORED = "restored", "teruggezet"
        PLACED = "placed", "plek gegeven"

    sign_up = models.ForeignKey(SignUp, models.CASCADE, related_name="changes", verbose_name="aanmelding")
    kind = models.CharField("wat", max_length=10, choices=Kind.choices)
    reason = models.CharField("reden", max_length=LONGEST_REASON)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="door"
    )
    at = models.DateTimeField("op", default=timezone.now)

    class Meta:
        verbose_name = "wijziging van een aanmelding"
        verbose_name_plural = "wijzigingen van aanmeldingen"
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return str(self.get_kind_display()) or CHANGED_WORDS


class SignUpNotice(models.Model):
    """A mail to everybody who signed up for an event, such as that it was moved."""

    wagtail_reference_index_ignore = True

    event = models.ForeignKey(
        "association.EventPage", models.CASCADE, related_name="notices", verbose_name="bijeenkomst"
    )
    subject = models.CharField("onderwerp", max_length=150)
    text = models.TextField("tekst", max_length=5000)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="door"
    )
    at = models.DateTimeField("op", default=timezone.now)

    class Meta:
        verbose_name = "bericht aan wie zich aanmeldde"
        verbose_name_plural = "berichten aan wie zich aanmeldde"
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return self.subject


class SignUpMail(models.Model):
    """A mail to somebody who signed up: the row is the work, until the mail server has taken it.

    Each mail has a link of its own to cancel, kept as a hash, so that no later mail or key takes an earlier link away;
    only another address does. `kind` is CHANGED for one that says what the bureau changed.
    """

    wagtail_reference_index_ignore = True

    class Kind(models.TextChoices):
        """What it says."""

        PLACED = "placed", "u hebt een plek"
        WAITING = "waiting", "u staat op de wachtlijst"
        MOVED_UP = "moved_up", "er kwam een plek vrij"
        KNOWN = "known", "u was al aangemeld"
        CANCELLED = "cancelled", "u bent afgemeld"
        NOTICE = "notice", "bericht van het bureau"

    sign_up = models.ForeignKey(SignUp, models.CASCADE, related_name="mails", verbose_name="aanmelding")
    kind = models.CharField("soort", max_length=10, choices=Kind.choices)
    notice = models.ForeignKey(
        SignUpNotice, models.CASCADE, null=True, blank=True, related_name="mails", verbose_name="bericht"
    )
    token_hash = models.CharField(max_length=64, blank=True, editable=False)
    created_at = models.DateTimeField("gevraagd op", default=timezone.now)
    sent_at: Any = models.DateTimeField("verstuurd op", null=True)
    # The mail server refused this address for good.
    refused_at: Any = models.DateTimeField("geweigerd op", null=True)
    tries = models.PositiveSmallIntegerField(default=0, editable=False)
    next_try_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = "mail over een aanmelding"
        verbose_name_plural = "mails over aanmeldingen"
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sign_up", "notice"], name="notice_once"),
            models.UniqueConstraint(fields=["token_hash"], condition=~Q(token_hash=""), name="sign_up_secret_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["next_try_at"], condition=Q(sent_at=None, refused_at=None), name="sign_up_mail_waits"),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display()) or f"uw aanmelding is {CHANGED_WORDS}"
