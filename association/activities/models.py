"""An activity, what it is to bring in a year, how that goes per period, and every text that somebody wrote."""

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from association.activities.rules import (
    CELLS,
    FIRST_YEAR,
    LAST_YEAR,
    LONGEST_REASON,
    Period,
    State,
    Stoplight,
    half_years_joined,
)
from association.organizations.models import Organization
from association.portfolios.models import Portfolio


class Activity(models.Model):
    """Something that an association does, the same one in every year in which it does it; a title is no key."""

    association = models.ForeignKey(
        Organization,
        models.PROTECT,
        related_name="activities",
        verbose_name="vereniging",
        limit_choices_to={"classification": Organization.Classification.ASSOCIATION},
    )
    bodies: "models.ManyToManyField[Organization, Organization]" = models.ManyToManyField(
        Organization, blank=True, related_name="activities_of_body", verbose_name="overleggen"
    )
    partners: "models.ManyToManyField[Organization, Organization]" = models.ManyToManyField(
        Organization, blank=True, related_name="activities_of_partner", verbose_name="partners"
    )
    predecessors: "models.ManyToManyField[Activity, Activity]" = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="successors", verbose_name="voortgekomen uit"
    )
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="activities",
        verbose_name="wie vult in",
    )

    class Meta:
        verbose_name = "activiteit"
        verbose_name_plural = "activiteiten"
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        newest = self.years.order_by("-year").first() if self.pk else None
        return newest.title if newest else f"activiteit {self.pk or ''}".strip()


class ActivityYearQuerySet(models.QuerySet[Any]):
    """Activities in a year."""

    def with_all(self) -> Any:
        """With all that a grid or a document shows of them; five queries more, whatever their number."""
        found = self.select_related("activity__association", "activity__responsible")
        return found.prefetch_related(
            "reports", "portfolios__names", "activity__bodies__names", "activity__partners__names"
        )


class ActivityYear(models.Model):
    """An activity in one year: its title then, its goal and what it is to bring.

    `portfolios` are those of that year, for portfolios are split and renamed. `heading` is the group of a work plan
    that an activity without portfolio stands in.
    """

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="years", verbose_name="activiteit")
    year = models.PositiveSmallIntegerField(
        "jaar", validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)]
    )
    order = models.PositiveSmallIntegerField("volgorde", default=0)
    title = models.CharField("titel", max_length=250)
    distinguisher = models.CharField(
        "onderscheid", max_length=150, blank=True, help_text="Alleen als meer activiteiten zo heten."
    )
    heading = models.CharField(
        "kopje", max_length=120, blank=True, help_text="Leeg: de naam van de eerste portefeuille."
    )
    portfolios: "models.ManyToManyField[Portfolio, Portfolio]" = models.ManyToManyField(
        Portfolio, blank=True, related_name="activity_years", verbose_name="portefeuilles"
    )
    goal = models.TextField("doel", blank=True)
    results = models.TextField("beoogde resultaten", blank=True)

    objects = ActivityYearQuerySet.as_manager()

    class Meta:
        verbose_name = "activiteit in een jaar"
        verbose_name_plural = "activiteiten per jaar"
        ordering: ClassVar = ["year", "order", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["activity", "year"],
                name="activity_once_a_year",
                violation_error_message="Deze activiteit staat al bij dat jaar.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.full_title} ({self.year})"

    @property
    def full_title(self) -> str:
        """The title, with what tells it from others of that title."""
        return f"{self.title}: {self.distinguisher}" if self.distinguisher else self.title

    @property
    def last_day(self) -> date:
        """The last day of the year, on which names are as the report has them."""
        return date(self.year, 12, 31)

    def report_of(self, period: str) -> "ActivityReport":
        """The report of a period; an empty one, not stored, when nobody wrote any. No query when prefetched."""
        found = next((report for report in self.reports.all() if report.period == period), None)
        return found or ActivityReport(activity_year=self, period=period)

    def value_of(self, cell: str) -> str:
        """What stands in a cell (see rules.CELLS), as text; "ja" for what is ticked. KeyError for no cell."""
        place = CELLS[cell]
        found = getattr(self.report_of(place.period) if place.period else self, place.column)
        if isinstance(found, bool):
            return "ja" if found else ""
        return str(found)

    @property
    def year_text_offered(self) -> str:
        """Both halves, as a start for the year's text."""
        halves = (self.report_of(period).text for period in (Period.FIRST_HALF, Period.SECOND_HALF))
        return half_years_joined(*halves)


class ActivityReport(models.Model):
    """How an activity went in a period. Without text and not marked as not held, it is not yet filled in."""

    activity_year = models.ForeignKey(
        ActivityYear, models.PROTECT, related_name="reports", verbose_name="activiteit in een jaar"
    )
    period = models.CharField("periode", max_length=2, choices=Period.choices)
    text = models.TextField("voortgang", blank=True)
    stoplight = models.CharField("stoplicht", max_length=10, choices=Stoplight.choices, blank=True)
    not_held = models.BooleanField("niet doorgegaan", default=False)
    reason = models.CharField("waarom niet", max_length=LONGEST_REASON, blank=True)

    class Meta:
        verbose_name = "voortgang"
        verbose_name_plural = "voortgang"
        ordering: ClassVar = ["activity_year", "period"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["activity_year", "period"], name="activity_report_once"),
            models.CheckConstraint(condition=Q(not_held=False) | Q(stoplight=""), name="activity_not_held_no_light"),
        ]

    def __str__(self) -> str:
        return f"{self.activity_year}, {self.get_period_display()}"

    @property
    def state(self) -> State:
        """Whether it was filled in, was not held, or waits."""
        if self.not_held:
            return State.NOT_HELD
        return State.REPORTED if self.text else State.EMPTY


class ActivityChange(models.Model):
    """A text that somebody wrote in a cell, and what stood there before. Rows are added, never changed.

    `is_kept_aside` marks a text that was not put in place, because another wrote in the same cell meanwhile.
    """

    activity_year = models.ForeignKey(ActivityYear, models.CASCADE, related_name="changes", verbose_name="activiteit")
    cell = models.CharField("vak", max_length=20)
    before = models.TextField("eerst", blank=True)
    after = models.TextField("daarna", blank=True)
    is_kept_aside = models.BooleanField("apart bewaard", default=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="door"
    )
    at = models.DateTimeField("op", default=timezone.now, db_index=True)

    class Meta:
        verbose_name = "wijziging van een activiteit"
        verbose_name_plural = "wijzigingen van activiteiten"
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.activity_year}, {CELLS[self.cell].label}"


class ReportingRound(models.Model):
    """Until when an association's reports of a period are to be filled in; who is late is reminded."""

    association = models.ForeignKey(
        Organization, models.PROTECT, related_name="reporting_rounds", verbose_name="vereniging"
    )
    year = models.PositiveSmallIntegerField("jaar")
    period = models.CharField("periode", max_length=2, choices=Period.choices)
    due_on = models.DateField("uiterlijk op")
    message = models.TextField("bericht", max_length=1000, blank=True, help_text="Staat in de mail. Mag leeg blijven.")
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="gevraagd door"
    )

    class Meta:
        verbose_name = "invulronde"
        verbose_name_plural = "invulrondes"
        ordering: ClassVar = ["-due_on"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["association", "year", "period"], name="reporting_round_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_period_display()} {self.year}"


class RoundMail(models.Model):
    """A mail about a round to one person who fills in: the first, a reminder, or that it is late. Each is sent once."""

    class Kind(models.TextChoices):
        FIRST = "first", "uitnodiging"
        SOON = "soon", "herinnering"
        LATE = "late", "te laat"

    round = models.ForeignKey(ReportingRound, models.CASCADE, related_name="mails", verbose_name="invulronde")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="aan")
    kind = models.CharField("soort", max_length=10, choices=Kind.choices)
    at = models.DateTimeField("verstuurd op", default=timezone.now)

    class Meta:
        verbose_name = "mail van een invulronde"
        verbose_name_plural = "mails van invulrondes"
        constraints: ClassVar = [models.UniqueConstraint(fields=["round", "user", "kind"], name="round_mail_once")]

    def __str__(self) -> str:
        return f"{self.round}: {self.get_kind_display()}"
