"""Seats and who sits in them, and the log of what was done to them."""

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone

from association.base.validity import Validity, ValidityQuerySet, on_day
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
            raise ValidationError({"person": "Kies een persoon, of zeg waarom de stoel leeg is."})
        if self.person is not None and self.empty:
            raise ValidationError({"empty": "Er zit iemand op deze stoel."})
        if self.stands_in_for_id and self.capacity != Capacity.STANDING_IN:
            raise ValidationError({"stands_in_for": "Alleen wie een ander vervangt, heeft hier een naam."})


class RegisterEntry(models.Model):
    """Something that was done to the register: what each row was before and is after, which is what undoing needs.

    Rows are added and never changed, but for the mark that it was undone.
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


def active_posts(day: date) -> Q:
    """The condition that a membership's seat exists on a day."""
    return on_day(day, "post__")
