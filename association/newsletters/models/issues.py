"""Series of newsletters and their mailings: what was frozen for whom, and what happened to each recipient."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from wagtail.fields import RichTextField

from association.base.models import Image
from association.newsletters.models.lists import LONGEST_ADDRESS, MailingList, Subscriber, Subscription
from association.newsletters.rules.tokens import TOKEN_LENGTH, new_token
from association.organizations.models import Organization


class Newsletter(models.Model):
    """A series, such as "VGG nieuwsbrief": its sender, frame and the lists that its issues go to."""

    association = models.ForeignKey(Organization, models.PROTECT, related_name="newsletters", verbose_name="vereniging")
    title = models.CharField("naam", max_length=100)
    slug = models.SlugField("kort adres", max_length=60)
    description = models.CharField("waarover gaat hij", max_length=250, blank=True)
    sender_name = models.CharField("naam van de afzender", max_length=80)
    sender_email = models.EmailField("adres van de afzender")
    reply_to = models.EmailField("antwoord naar", blank=True, help_text="Leeg: naar het adres van de afzender.")
    banner = models.ForeignKey(
        Image, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="beeld bovenaan"
    )
    closing = RichTextField("afsluiting", blank=True, features=["bold", "link"], max_length=2000)
    lists = models.ManyToManyField(
        MailingList, blank=True, related_name="newsletters", verbose_name="gaat meestal naar"
    )
    in_archive = models.BooleanField(
        "op de site", default=True, help_text="Uit: nummers van deze reeks staan niet in het archief op de site."
    )
    greets = models.BooleanField("begroet lezers met hun naam", default=False)

    class Meta:
        verbose_name = "nieuwsbrief"
        verbose_name_plural = "nieuwsbrieven"
        ordering: ClassVar = ["title", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["association", "slug"], name="newsletter_slug_once"),
        ]

    def __str__(self) -> str:
        return self.title


class WelcomeStep(models.Model):
    """One of at most six mails to who is new on a list, some days after they confirmed; stopped by unsubscribing."""

    mailing_list = models.ForeignKey(
        MailingList, models.CASCADE, related_name="welcome_steps", verbose_name="verzendlijst"
    )
    newsletter = models.ForeignKey(Newsletter, models.CASCADE, related_name="+", verbose_name="opmaak van")
    days = models.PositiveSmallIntegerField("dagen na aanmelding", validators=[MaxValueValidator(365)])
    subject = models.CharField("onderwerp", max_length=150)
    text = RichTextField("tekst", features=["bold", "link", "ul", "ol", "h2"], max_length=10_000)

    class Meta:
        verbose_name = "welkomstmail"
        verbose_name_plural = "welkomstmails"
        ordering: ClassVar = ["mailing_list", "days", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["mailing_list", "days"], name="welcome_step_once_a_day"),
        ]

    def __str__(self) -> str:
        return self.subject


class Mailing(models.Model):
    """An issue as it is sent: subject, texts, audience and counts, frozen; never changed once it is prepared.

    `issue` is the page it was made of, or None for a mail of a welcome series (`step`). Counts of states are derived
    from the deliveries; `candidates` is what was found when it was frozen: prepared and excluded together.
    """

    class State(models.TextChoices):
        """Where it stands."""

        SCHEDULED = "scheduled", "ingepland"
        LATE = "late", "te laat: wacht op antwoord"
        SENDING = "sending", "wordt verzonden"
        PAUSED = "paused", "gepauzeerd"
        STOPPED = "stopped", "gestopt"
        DONE = "done", "verzonden"

    association = models.ForeignKey(Organization, models.PROTECT, related_name="mailings", verbose_name="vereniging")
    newsletter = models.ForeignKey(Newsletter, models.PROTECT, related_name="mailings", verbose_name="nieuwsbrief")
    # One mailing for an issue, whoever presses the button twice.
    issue = models.OneToOneField(
        "association.NewsletterIssuePage",
        models.PROTECT,
        null=True,
        related_name="mailing",
        verbose_name="nummer",
    )
    step = models.ForeignKey(
        WelcomeStep, models.SET_NULL, null=True, related_name="mailings", verbose_name="welkomstmail"
    )
    subject = models.CharField("onderwerp", max_length=250)
    sender = models.CharField("afzender", max_length=350)
    reply_to = models.CharField("antwoord naar", max_length=LONGEST_ADDRESS, blank=True)
    root_url = models.CharField(max_length=250)
    audience = models.JSONField("ontvangers", default=dict)
    state = models.CharField("stand", max_length=10, choices=State.choices, default=State.SCHEDULED)
    # Why it is paused, for who looks at it.
    notice = models.TextField("melding", blank=True)
    candidates = models.PositiveIntegerField("gevonden", default=0)
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="verzonden door"
    )
    prepared_at = models.DateTimeField("klaargezet op", default=timezone.now)
    send_at = models.DateTimeField("verzenden op", default=timezone.now, db_index=True)
    started_at = models.DateTimeField("begonnen op", null=True)
    finished_at: Any = models.DateTimeField("klaar op", null=True)
    visits = models.PositiveIntegerField("bezoeken aan het archief", default=0)

    class Meta:
        verbose_name = "verzending"
        verbose_name_plural = "verzendingen"
        ordering: ClassVar = ["-send_at", "-pk"]
        permissions: ClassVar = [("send_mailing", "Nieuwsbrieven verzenden")]

    def __str__(self) -> str:
        return self.subject


class MailingVariant(models.Model):
    """The frozen texts of a mailing for readers who may see the same: `groups` are those whose pages they may read.

    `key` is empty for the public. The texts hold `rules.places` where something personal comes. The public variant is
    what the archive shows.
    """

    mailing = models.ForeignKey(Mailing, models.CASCADE, related_name="variants", verbose_name="verzending")
    key = models.CharField(max_length=100, blank=True)
    groups = models.JSONField(default=list)
    html = models.TextField("HTML")
    text = models.TextField("tekst")
    # What the archive shows: the content of the mail alone, without head and foot.
    article = models.TextField("tekst op de site", blank=True)

    class Meta:
        verbose_name = "uitvoering van een verzending"
        verbose_name_plural = "uitvoeringen van een verzending"
        constraints: ClassVar = [models.UniqueConstraint(fields=["mailing", "key"], name="mailing_variant_once")]

    def __str__(self) -> str:
        return self.key or "openbaar"


class Delivery(models.Model):
    """One recipient of a mailing and what happened there; also who was found and left out, with the reason.

    A row is claimed by one worker at a time (`claimed_by`, until `lease_until`) and marked once the server answered.
    """

    class State(models.TextChoices):
        """Where it stands."""

        EXCLUDED = "excluded", "overgeslagen"
        QUEUED = "queued", "wacht"
        CLAIMED = "claimed", "onderweg"
        SENT = "sent", "verzonden"
        FAILED = "failed", "mislukt"
        UNCERTAIN = "uncertain", "onzeker"
        SOFT = "soft", "teruggekomen (tijdelijk)"
        HARD = "hard", "teruggekomen (adres bestaat niet)"
        COMPLAINED = "complained", "klacht"

    class Reason(models.TextChoices):
        """Why somebody is left out; beside a mail that went out: that its reader left after it and is forgotten."""

        TWICE = "twice", "staat al op een andere lijst"
        PAUSED = "paused", "pauze"
        SUPPRESSED = "suppressed", "geblokkeerd adres"
        SEGMENT = "segment", "hoort niet bij de doelgroep"
        PENDING = "pending", "nog niet bevestigd"
        BOUNCED = "bounced", "mail kwam terug"
        UNSUBSCRIBED = "unsubscribed", "afgemeld"
        STOPPED = "stopped", "verzending gestopt"

    mailing = models.ForeignKey(Mailing, models.CASCADE, related_name="deliveries", verbose_name="verzending")
    variant = models.ForeignKey(MailingVariant, models.PROTECT, null=True, related_name="+", verbose_name="uitvoering")
    subscription = models.ForeignKey(
        Subscription, models.SET_NULL, null=True, related_name="deliveries", verbose_name="aanmelding"
    )
    subscriber = models.ForeignKey(
        Subscriber, models.SET_NULL, null=True, related_name="deliveries", verbose_name="abonnee"
    )
    # The address of this delivery's envelope (VERP), and in its Message-ID.
    token = models.CharField(max_length=TOKEN_LENGTH, unique=True, default=new_token, editable=False)
    state = models.CharField("stand", max_length=10, choices=State.choices, default=State.QUEUED)
    reason = models.CharField("waarom niet", max_length=12, choices=Reason.choices, blank=True)
    claimed_by = models.CharField(max_length=40, blank=True)
    lease_until = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(default=timezone.now)
    code = models.PositiveSmallIntegerField("antwoord", null=True)
    answer = models.CharField("antwoord van de server", max_length=500, blank=True)
    sent_at: Any = models.DateTimeField("verzonden op", null=True)

    class Meta:
        verbose_name = "ontvanger"
        verbose_name_plural = "ontvangers"
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["mailing", "subscriber"], name="delivery_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["mailing", "next_try_at", "id"], condition=Q(state="queued"), name="delivery_waiting"),
            models.Index(fields=["lease_until"], condition=Q(state="claimed"), name="delivery_claimed"),
            models.Index(fields=["mailing", "state"], name="delivery_of_state"),
        ]

    def __str__(self) -> str:
        return f"{self.mailing_id}: {self.get_state_display()}"


class SenderSettings(models.Model):
    """How fast and when an association sends; defaults when there is no row."""

    association = models.OneToOneField(
        Organization, models.CASCADE, related_name="sender_settings", verbose_name="vereniging"
    )
    per_second = models.PositiveSmallIntegerField(
        "mails per seconde", default=10, validators=[MinValueValidator(1), MaxValueValidator(1000)]
    )
    per_domain = models.JSONField("mails per seconde per domein", default=dict, blank=True)
    from_hour = models.PositiveSmallIntegerField("niet voor (uur)", default=0, validators=[MaxValueValidator(23)])
    until_hour = models.PositiveSmallIntegerField(
        "niet na (uur)", default=24, validators=[MinValueValidator(1), MaxValueValidator(24)]
    )
    small_bureau = models.BooleanField(
        "bureau van één persoon",
        default=False,
        help_text="Dan bevestigt u een verzending zelf, door het aantal ontvangers te typen.",
    )

    class Meta:
        verbose_name = "instellingen voor verzenden"
        verbose_name_plural = "instellingen voor verzenden"

    def __str__(self) -> str:
        return str(self.association)


class SenderMark(models.Model):
    """That this database may send: its counterpart lies outside it, so that a copy or a restored one may not.

    There is one row. `key` and `count` also stand in a file beside the database; when that says something else, nothing
    is sent until somebody releases it (`asked_by`).
    """

    key = models.CharField(max_length=TOKEN_LENGTH, default=new_token)
    count = models.PositiveBigIntegerField(default=0)
    held_at: Any = models.DateTimeField("vastgehouden sinds", null=True)
    asked_at = models.DateTimeField("vrijgegeven op", null=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="vrijgegeven door"
    )

    class Meta:
        verbose_name = "kenmerk van de verzender"
        verbose_name_plural = "kenmerken van de verzender"

    def __str__(self) -> str:
        return self.key
