"""Who gets mail: lists, subscribers with what they asked for, proof of it, and addresses that never get any."""

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.db.models import Q
from django.utils import timezone

from association.newsletters.rules.tokens import TOKEN_LENGTH, new_token
from association.organizations.models import Organization
from association.portfolios.models import Portfolio

LONGEST_ADDRESS = 254  # RFC 5321, section 4.5.3.1.3


class MailingList(models.Model):
    """A list that people are on: of the public, of council members, of the association's members.

    `groups`: whose private pages the list may read, as somebody of these groups would. Such a list is not open, since
    anybody could put their own name on an open one.
    """

    class Audience(models.TextChoices):
        """For whom a list is."""

        PUBLIC = "public", "iedereen"
        COUNCILS = "councils", "raadsleden"
        MEMBERS = "members", "leden van de vereniging"

    association = models.ForeignKey(
        Organization, models.PROTECT, related_name="mailing_lists", verbose_name="vereniging"
    )
    name = models.CharField("naam", max_length=100)
    slug = models.SlugField("kort adres", max_length=60)
    audience = models.CharField("voor wie", max_length=10, choices=Audience.choices, default=Audience.PUBLIC)
    description = models.CharField(
        "wat krijgt men", max_length=250, blank=True, help_text="Eén zin: wat staat erin en hoe vaak komt het?"
    )
    is_open = models.BooleanField(
        "aanmelden op de site", default=True, help_text="Uit: alleen het bureau zet mensen op deze lijst."
    )
    groups = models.ManyToManyField(
        Group,
        blank=True,
        related_name="mailing_lists",
        verbose_name="leest mee als",
        help_text="Wat deze groepen op de site mogen lezen, mag ook in de mail aan deze lijst staan.",
    )
    order = models.PositiveSmallIntegerField("volgorde", default=0)

    class Meta:
        verbose_name = "verzendlijst"
        verbose_name_plural = "verzendlijsten"
        ordering: ClassVar = ["order", "name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["association", "slug"], name="mailing_list_slug_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Subscriber(models.Model):
    """An address of an association with what its reader wants; one for each address.

    `email_key` is the address in lower case, by which it is found. `token` opens the preferences, and nothing of
    anybody else. An address that was not confirmed has subscriptions that are all pending.
    """

    class Role(models.TextChoices):
        """What a reader is, in their own words."""

        COUNCILLOR = "raadslid", "raadslid"
        ALDERMAN = "wethouder", "wethouder"
        MAYOR = "burgemeester", "burgemeester"
        CLERK = "griffier", "griffier"
        OFFICIAL = "ambtenaar", "ambtenaar"
        OTHER = "anders", "iemand anders"

    association = models.ForeignKey(Organization, models.PROTECT, related_name="subscribers", verbose_name="vereniging")
    email = models.EmailField("e-mailadres", max_length=LONGEST_ADDRESS)
    email_key = models.CharField(max_length=LONGEST_ADDRESS, editable=False)
    name = models.CharField("naam", max_length=120, blank=True)
    role = models.CharField("rol", max_length=20, choices=Role.choices, blank=True)
    municipality = models.ForeignKey(
        Organization,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="subscribers_of_municipality",
        verbose_name="gemeente",
    )
    portfolios = models.ManyToManyField(Portfolio, blank=True, related_name="subscribers", verbose_name="onderwerpen")
    token = models.CharField(max_length=TOKEN_LENGTH, unique=True, default=new_token, editable=False)
    created_at = models.DateTimeField("sinds", default=timezone.now)
    # Until this day no mail goes out; then it does again by itself.
    paused_until = models.DateField("pauze tot en met", null=True, blank=True)
    hard_bounces = models.PositiveSmallIntegerField(default=0, editable=False)
    soft_bounces = models.PositiveSmallIntegerField(default=0, editable=False)
    bounced_at = models.DateTimeField("laatst teruggekomen", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "abonnee"
        verbose_name_plural = "abonnees"
        ordering: ClassVar = ["email_key", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["association", "email_key"], name="subscriber_address_once"),
        ]

    def __str__(self) -> str:
        return self.email

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the subscriber, found by the address in lower case."""
        self.email_key = self.email.lower()
        super().save(*args, **kwargs)


class SubscriptionQuerySet(models.QuerySet[Any]):
    """Who is on lists."""

    def receiving(self, today: date) -> Any:
        """Those that get mail on a day: confirmed, not paused, not stopped by bounces."""
        paused = Q(subscriber__paused_until__gte=today)
        return self.filter(state=Subscription.State.ACTIVE).exclude(paused)


class Subscription(models.Model):
    """A subscriber on a list. `token` is that of its unsubscribe link and touches this row alone."""

    class State(models.TextChoices):
        """Where it stands."""

        PENDING = "pending", "wacht op bevestiging"
        ACTIVE = "active", "aangemeld"
        ENDED = "ended", "afgemeld"
        STOPPED = "stopped", "gestopt: mail komt terug"

    subscriber = models.ForeignKey(Subscriber, models.CASCADE, related_name="subscriptions", verbose_name="abonnee")
    mailing_list = models.ForeignKey(
        MailingList, models.PROTECT, related_name="subscriptions", verbose_name="verzendlijst"
    )
    state = models.CharField("stand", max_length=10, choices=State.choices, default=State.PENDING)
    token = models.CharField(max_length=TOKEN_LENGTH, unique=True, default=new_token, editable=False)
    created_at = models.DateTimeField("gevraagd op", default=timezone.now)
    confirmed_at = models.DateTimeField("bevestigd op", null=True, blank=True)
    ended_at = models.DateTimeField("afgemeld op", null=True, blank=True)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = "aanmelding"
        verbose_name_plural = "aanmeldingen"
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subscriber", "mailing_list"], name="subscription_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["mailing_list", "state"], name="subscription_of_list")]

    def __str__(self) -> str:
        return f"{self.subscriber}: {self.mailing_list}"


class SubscriberRequest(models.Model):
    """What somebody asked on the site, written down the same way for every address; the worker does the rest.

    So the answer tells nobody who is known here, and takes equally long. `lists` are numbers of lists and `details`
    what was filled in beside them (name, role, municipality, portfolios). `token_hash` is that of the link that was
    mailed; a link is used once, before `expires_at`. `client_hash` is a keyed hash of where it came from, dropped soon.
    """

    class Kind(models.TextChoices):
        """What was asked."""

        SUBSCRIBE = "subscribe", "aanmelden"
        PREFERENCES = "preferences", "link naar voorkeuren"
        ADDRESS = "address", "ander adres"

    association = models.ForeignKey(Organization, models.CASCADE, related_name="+", verbose_name="vereniging")
    kind = models.CharField("soort", max_length=12, choices=Kind.choices)
    email = models.EmailField("e-mailadres", max_length=LONGEST_ADDRESS)
    email_key = models.CharField(max_length=LONGEST_ADDRESS, editable=False, db_index=True)
    subscriber = models.ForeignKey(
        Subscriber, models.CASCADE, null=True, related_name="requests", verbose_name="abonnee"
    )
    lists = models.JSONField(default=list)
    details = models.JSONField(default=dict)
    channel = models.CharField("waar", max_length=40, default="site")
    text_version = models.CharField("versie van de tekst", max_length=20)
    client_hash = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField("gevraagd op", default=timezone.now, db_index=True)
    token_hash = models.CharField(max_length=64, blank=True, editable=False)
    expires_at = models.DateTimeField("geldig tot", null=True)
    used_at: Any = models.DateTimeField("gebruikt op", null=True)
    # The mail: sent by the worker, tried again until the server takes it; `answered_at` also when none is needed.
    answered_at = models.DateTimeField("afgehandeld op", null=True, db_index=True)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "verzoek van een lezer"
        verbose_name_plural = "verzoeken van lezers"
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["token_hash"], condition=~Q(token_hash=""), name="request_secret_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk or ''}".strip()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the request, found by the address in lower case."""
        self.email_key = self.email.lower()
        super().save(*args, **kwargs)


class ConsentEvent(models.Model):
    """What somebody agreed to or took back, when, by which words: only ever added to.

    `address_hash` (keyed) still proves it after the subscriber was erased.
    """

    class Kind(models.TextChoices):
        """What happened."""

        ASKED = "asked", "aanmelding gevraagd"
        CONFIRMED = "confirmed", "aanmelding bevestigd"
        ENDED = "ended", "afgemeld"
        PAUSED = "paused", "pauze"
        RESUMED = "resumed", "pauze voorbij"
        ADDRESS = "address", "adres gewijzigd"
        IMPORTED = "imported", "overgenomen uit een bestand"
        ADDED = "added", "toegevoegd door het bureau"
        REMOVED = "removed", "afgemeld door het bureau"
        RESTORED = "restored", "teruggezet door het bureau"
        STOPPED = "stopped", "gestopt omdat mail terugkwam"
        COMPLAINED = "complained", "klacht"
        ERASED = "erased", "gegevens gewist"

    association = models.ForeignKey(Organization, models.PROTECT, related_name="+", verbose_name="vereniging")
    subscriber = models.ForeignKey(
        Subscriber, models.SET_NULL, null=True, related_name="events", verbose_name="abonnee"
    )
    address_hash = models.CharField(max_length=64, db_index=True)
    mailing_list = models.ForeignKey(
        MailingList, models.PROTECT, null=True, related_name="+", verbose_name="verzendlijst"
    )
    kind = models.CharField("wat", max_length=12, choices=Kind.choices)
    text_version = models.CharField("versie van de tekst", max_length=20, blank=True)
    channel = models.CharField("waar", max_length=40)
    reason = models.CharField("reden of grondslag", max_length=250, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="door"
    )
    at = models.DateTimeField("op", default=timezone.now)

    class Meta:
        verbose_name = "toestemming"
        verbose_name_plural = "toestemmingen"
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.at:%Y-%m-%d}"


class Suppression(models.Model):
    """An address that gets no mail of an association any more, kept as a keyed hash: it outlives the subscriber."""

    class Reason(models.TextChoices):
        """Why."""

        ERASED = "erased", "wilde alles gewist hebben"
        BOUNCED = "bounced", "adres bestaat niet"
        COMPLAINED = "complained", "klaagde over de mail"
        STAFF = "staff", "door het bureau"

    association = models.ForeignKey(Organization, models.CASCADE, related_name="+", verbose_name="vereniging")
    address_hash = models.CharField(max_length=64)
    reason = models.CharField("reden", max_length=12, choices=Reason.choices)
    at = models.DateTimeField("op", default=timezone.now)

    class Meta:
        verbose_name = "geblokkeerd adres"
        verbose_name_plural = "geblokkeerde adressen"
        ordering: ClassVar = ["-at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["association", "address_hash"], name="suppression_once"),
        ]

    def __str__(self) -> str:
        return self.get_reason_display()


class Segment(models.Model):
    """A saved choice among the readers of lists: by role, municipality and portfolio; empty means everyone."""

    association = models.ForeignKey(Organization, models.CASCADE, related_name="segments", verbose_name="vereniging")
    name = models.CharField("naam", max_length=100)
    roles = models.JSONField("rollen", default=list, blank=True)
    municipalities = models.ManyToManyField(Organization, blank=True, related_name="+", verbose_name="gemeenten")
    portfolios = models.ManyToManyField(Portfolio, blank=True, related_name="+", verbose_name="onderwerpen")

    class Meta:
        verbose_name = "doelgroep"
        verbose_name_plural = "doelgroepen"
        ordering: ClassVar = ["name", "pk"]

    def __str__(self) -> str:
        return self.name
