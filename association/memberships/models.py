"""Seats and who sits in them, the log of what was done to them, and vacancies with who applied."""

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from wagtail.fields import RichTextField

from association.base.rules.days import ONE_DAY, in_words
from association.base.validity import Validity, ValidityQuerySet
from association.memberships.rules import CAPACITIES, EMPTY_WORDS, ROLES, Capacity, takes_the_seat
from association.organizations.models import Organization
from association.people.models import Person
from association.people.rules import OFFICES


class Post(Validity):
    """A seat, or several alike, of a role in a body (Popolo: Post)."""

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="posts", verbose_name="overleg of bestuur"
    )
    role = models.CharField("rol", max_length=30, choices=ROLES)
    second_role = models.CharField("en ook", max_length=30, choices=ROLES, blank=True)
    label = models.CharField(
        "woorden",
        max_length=120,
        blank=True,
        help_text="Leeg: het woord van de rol. Anders zoals het in lijsten staat.",
    )
    for_whom = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="posts_for", verbose_name="voor"
    )
    for_whom_label = models.CharField(
        "voor, in woorden",
        max_length=150,
        blank=True,
        help_text="Zoals plattelandsgemeenten; leeg bij één organisatie.",
    )
    order = models.PositiveSmallIntegerField("volgorde", default=100)
    seats = models.PositiveSmallIntegerField("aantal stoelen", null=True, blank=True, default=1)
    is_personal = models.BooleanField(
        "op persoonlijke titel",
        default=False,
        help_text="De stoel hoort bij de persoon, zoals in een commissie van de VNG. "
        "Een wissel in het college raakt haar niet.",
    )

    objects = ValidityQuerySet.as_manager()

    class Meta(Validity.Meta):
        abstract = False
        verbose_name = "functie"
        verbose_name_plural = "functies"
        ordering: ClassVar = ["organization", "order", "pk"]

    def __str__(self) -> str:
        return f"{self.words}, {self.organization}"

    @property
    def words(self) -> str:
        """What the seat is called: its own words, or those of its roles."""
        roles = [self.get_role_display(), self.get_second_role_display()]
        return self.label or " en ".join(filter(None, roles))

    @property
    def is_office(self) -> bool:
        """Whether the seat is a public office, such as mayor."""
        return self.role in OFFICES

    @property
    def for_words(self) -> str:
        """For whom the seat is; empty for a seat of the body itself."""
        return self.for_whom_label or (self.for_whom.name if self.for_whom else "")


class MembershipQuerySet(ValidityQuerySet):
    """Who sits where."""

    def with_names(self) -> Any:
        """With what a list shows, in the same query."""
        return self.select_related(
            "person", "post__organization__managed_by", "post__for_whom", "on_behalf_of", "stands_in_for"
        )

    def taking_the_seat(self) -> Any:
        """Those that leave no room for another: see `takes_the_seat`."""
        return self.filter(Q(capacity=Capacity.APPOINTED) | ~Q(empty=""))


class Membership(Validity):
    """A person in a seat, or a seat that is empty and says why (Popolo: Membership)."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="memberships", verbose_name="functie")
    seat = models.PositiveSmallIntegerField("stoel", default=1)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="memberships", verbose_name="persoon"
    )
    empty = models.CharField("geen persoon, want", max_length=20, blank=True, choices=EMPTY_WORDS)
    capacity = models.CharField("hoe", max_length=20, blank=True, choices=CAPACITIES, default=Capacity.APPOINTED)
    on_behalf_of = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="represented_by", verbose_name="namens"
    )
    stands_in_for = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name="vervangt"
    )
    party = models.CharField("partij", max_length=60, blank=True)
    source = models.CharField("bron", max_length=200, blank=True, help_text="Waar dit staat, zoals een besluit.")

    objects = MembershipQuerySet.as_manager()

    class Meta(Validity.Meta):
        abstract = False
        verbose_name = "bezetting"
        verbose_name_plural = "bezettingen"
        ordering: ClassVar = ["post__order", "post", "seat", "start_date", "pk"]
        constraints: ClassVar = [
            *Validity.Meta.constraints,
            models.CheckConstraint(
                condition=Q(person=None, capacity="") & ~Q(empty="")
                | Q(person__isnull=False, empty="") & ~Q(capacity=""),
                name="membership_person_or_empty_seat",
            ),
            models.CheckConstraint(
                condition=Q(stands_in_for=None) | Q(capacity=Capacity.STANDING_IN),
                name="membership_stands_in_for_somebody",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["post", "seat", "start_date"], name="membership_by_seat"),
            models.Index(fields=["person", "start_date"], name="membership_by_person"),
        ]

    def __str__(self) -> str:
        return f"{self.who} – {self.post}"

    @property
    def who(self) -> str:
        """The name, or the words of an empty seat."""
        return self.person.full_name if self.person else str(self.get_empty_display())

    @property
    def takes_the_seat(self) -> bool:
        """Whether this leaves no room for another in the seat."""
        return takes_the_seat(self.capacity, self.empty)

    def clean(self) -> None:
        """Refuse what the constraints refuse, in words beside the field."""
        super().clean()
        if self.person is None and not self.empty:
            raise ValidationError({"person": "Kies een persoon, of zeg waarom de plek leeg is."})
        if self.person is not None and self.empty:
            raise ValidationError({"empty": "Er zit iemand op deze plek."})
        if self.stands_in_for_id and self.capacity != Capacity.STANDING_IN:
            raise ValidationError({"stands_in_for": "Alleen wie een ander vervangt, heeft hier een naam."})


class RegisterEntry(models.Model):
    """Something that was done to the register: what each row was before and is after, which is what undoing needs.

    Rows are added and never changed, but for the mark that it was undone, and a name that had to go (anonymise).
    """

    action = models.CharField("wat", max_length=30)
    label = models.CharField("omschrijving", max_length=300)
    association = models.ForeignKey(
        Organization, models.PROTECT, null=True, related_name="+", verbose_name="vereniging"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="door"
    )
    at = models.DateTimeField("op", default=timezone.now, db_index=True)
    # What happened to each row: model, pk, and its columns before and after (null for a row that was not there).
    changes = models.JSONField("wijzigingen", default=list)
    undone_by = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="undoes", verbose_name="ongedaan gemaakt door"
    )

    class Meta:
        verbose_name = "handeling in het register"
        verbose_name_plural = "handelingen in het register"
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.label


PROFILE_FEATURES = ["bold", "ul", "ol", "link"]


def today() -> Any:
    """The day on the clock of the association."""
    return timezone.localdate()


class Vacancy(models.Model):
    """A seat for which the members may put somebody forward, until a moment; then advice, nomination and outcome.

    How many are nominated and appointed is counted, so that acts are undone in the order in which they were done.
    """

    class Status(models.TextChoices):
        """How far it is; that it closed follows from the clock."""

        DRAFT = "draft", "concept"
        OPEN = "open", "open"
        NOMINATED = "nominated", "voorgedragen"
        APPOINTED = "appointed", "benoemd"
        NOT_APPOINTED = "not_appointed", "niet benoemd"
        WITHDRAWN = "withdrawn", "ingetrokken"

    association = models.ForeignKey(Organization, models.PROTECT, related_name="vacancies", verbose_name="vereniging")
    post = models.ForeignKey(Post, models.PROTECT, related_name="vacancies", verbose_name="functie")
    title = models.CharField("titel", max_length=200)
    slug = models.SlugField("adres", max_length=80, editable=False)
    profile = RichTextField(
        "profiel",
        features=PROFILE_FEATURES,
        blank=True,
        help_text="Wat houdt het werk in, wie zoekt u en hoeveel tijd kost het?",
    )
    opens = models.DateField("aanmelden kan vanaf", default=today)
    closes_at = models.DateTimeField("aanmelden kan tot", help_text="Het eerste moment waarop het niet meer kan.")
    wanted = models.PositiveSmallIntegerField("aantal plekken", default=1)
    advice_by = models.CharField(
        "adviescommissie", max_length=200, blank=True, help_text="Wie geeft advies over de kandidaten?"
    )
    status = models.CharField("stand", max_length=20, choices=Status.choices, default=Status.DRAFT)
    nominated = models.PositiveSmallIntegerField("aantal voorgedragen", default=0, editable=False)
    appointed = models.PositiveSmallIntegerField("aantal benoemd", default=0, editable=False)
    outcome = models.CharField("toelichting op de uitslag", max_length=300, blank=True)
    decided_on = models.DateField("uitslag op", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "vacature"
        verbose_name_plural = "vacatures"
        ordering: ClassVar = ["closes_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["association", "slug"], name="vacancy_address_once"),
            models.CheckConstraint(condition=Q(wanted__gte=1), name="vacancy_wants_somebody"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_decided(self) -> bool:
        """Whether there is an outcome."""
        return self.status in {self.Status.APPOINTED, self.Status.NOT_APPOINTED, self.Status.WITHDRAWN}

    def is_open(self, now: datetime) -> bool:
        """Whether people may apply at a moment; at the moment of closing they may not."""
        begun = self.opens <= timezone.localdate(now)
        return self.status == self.Status.OPEN and begun and now < self.closes_at

    @property
    def closes_words(self) -> str:
        """Until when people may apply: "tot en met 3 december 2026", or "tot 3 december 2026, 12.00 uur"."""
        moment = timezone.localtime(self.closes_at)
        if (moment.hour, moment.minute) == (0, 0):
            return f"tot en met {in_words(moment.date() - ONE_DAY, 'day')}"
        return f"tot {in_words(moment.date(), 'day')}, {moment:%H.%M} uur"

    def state_words(self, now: datetime) -> str:
        """How far it is at a moment, for staff."""
        if self.status != self.Status.OPEN or self.is_open(now):
            return str(self.get_status_display())
        return "gesloten" if now >= self.closes_at else "gaat nog open"


# So many days after the outcome, and at most so many after closing without any, nothing is left of who applied.
KEPT_AFTER_OUTCOME = timedelta(days=90)
KEPT_AFTER_CLOSING = timedelta(days=365)


class Candidate(models.Model):
    """Somebody who applied for a vacancy; what is personal is for who may change the seats, and is erased in time.

    The row itself stays, without anything personal: that somebody applied and what became of it.
    """

    # Screens that say where an organization or person is used name no candidates.
    wagtail_reference_index_ignore = True

    class Status(models.TextChoices):
        """What became of it."""

        RECEIVED = "received", "ontvangen"
        ADVISED = "advised", "positief advies"
        NOT_ADVISED = "not_advised", "geen positief advies"
        NOMINATED = "nominated", "voorgedragen"
        APPOINTED = "appointed", "benoemd"
        NOT_APPOINTED = "not_appointed", "niet benoemd"

    vacancy = models.ForeignKey(Vacancy, models.PROTECT, related_name="candidates", verbose_name="vacature")
    name = models.CharField("naam", max_length=120, blank=True)
    municipality = models.ForeignKey(Organization, models.PROTECT, null=True, related_name="+", verbose_name="gemeente")
    office = models.CharField("functie", max_length=120, blank=True)
    email = models.EmailField("e-mailadres", blank=True)
    phone = models.CharField("telefoon", max_length=30, blank=True)
    motivation = models.TextField("motivatie", max_length=3000, blank=True)
    agreed_at = models.DateTimeField("akkoord op", default=timezone.now)
    at = models.DateTimeField("ontvangen op", default=timezone.now)
    status = models.CharField("stand", max_length=20, choices=Status.choices, default=Status.RECEIVED)
    advice_note = models.TextField("advies", max_length=3000, blank=True)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="candidacies", verbose_name="persoon"
    )
    erased_at = models.DateTimeField("gewist op", null=True, editable=False)
    confirmed_at = models.DateTimeField(null=True, editable=False)
    notified_at = models.DateTimeField(null=True, editable=False)
    tries = models.PositiveSmallIntegerField(default=0, editable=False)
    next_try_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = "kandidaat"
        verbose_name_plural = "kandidaten"
        ordering: ClassVar = ["at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["vacancy", "email"], condition=~Q(email=""), name="candidate_applies_once")
        ]

    def __str__(self) -> str:
        return self.name or "gegevens gewist"
