"""A portfolio: its names, the bodies in which its work is done, and what it came from."""

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import models
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable
from wagtail.search import index

from association.base.validity import Validity, ValidityQuerySet
from association.memberships.models import Post
from association.organizations.models import Organization
from association.portfolios.queries.seats import PortfolioSeats, seats_of_portfolios

if TYPE_CHECKING:
    from association.memberships.queries import SeatRow

ICONS = [
    ("shield-check", "schild"), ("briefcase", "koffer"), ("heart-handshake", "hart en handen"), ("school", "school"),
    ("home", "huis"), ("home-heart", "huis met hart"), ("bolt", "energie"), ("leaf", "blad"), ("coins", "munten"),
    ("trophy", "beker"), ("ball-football", "bal"), ("building-community", "buurt"), ("building-bank", "bestuur"),
    ("building-skyscraper", "bedrijven"), ("book-2", "boek"), ("masks-theater", "maskers"), ("users-group", "groep"),
    ("users", "mensen"), ("messages", "gesprek"), ("world", "wereld"), ("chart-bar", "cijfers"), ("map-2", "kaart"),
    ("device-desktop", "scherm"), ("beach", "strand"), ("bike", "fiets"), ("checklist", "lijst"), ("flag", "vlag"),
]  # fmt: skip


class Portfolio(index.Indexed, ClusterableModel, Validity):
    """A field of policy that an association divides its work by.

    Who leads it and who speaks for it elsewhere follows from the seats of its bodies on a day.
    """

    association = models.ForeignKey(
        Organization,
        models.PROTECT,
        related_name="portfolios",
        verbose_name="vereniging",
        limit_choices_to={"classification": Organization.Classification.ASSOCIATION},
    )
    name = models.CharField("naam", max_length=120)
    abbreviation = models.CharField("afkorting", max_length=20, blank=True)
    order = models.PositiveSmallIntegerField("volgorde", default=0)
    slug = models.SlugField("adres", max_length=80)
    icon = models.CharField("pictogram", max_length=40, choices=ICONS, default="users-group")
    predecessors: "models.ManyToManyField[Portfolio, Portfolio]" = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="successors", verbose_name="voortgekomen uit"
    )

    team = models.OneToOneField(
        Group,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="portfolio",
        verbose_name="groep van de procesregie",
    )

    objects = ValidityQuerySet.as_manager()

    search_fields: ClassVar = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.SearchField("abbreviation"),
        index.FilterField("id"),
        index.FilterField("association"),
    ]

    class Meta(Validity.Meta):
        abstract = False
        verbose_name = "portefeuille"
        verbose_name_plural = "portefeuilles"
        ordering: ClassVar = ["association", "order", "name"]
        constraints: ClassVar = [
            *Validity.Meta.constraints,
            models.UniqueConstraint(fields=["association", "slug"], name="portfolio_slug_once"),
            models.UniqueConstraint(fields=["association", "name"], name="portfolio_name_once"),
        ]

    def __str__(self) -> str:
        return self.name

    def name_on(self, day: date) -> str:
        """The name on a day; the present one where no other was recorded. One query, or none when prefetched."""
        return next((former.name for former in self.names.all() if former.holds_on(day)), self.name)

    def seats_on(self, day: date) -> PortfolioSeats:
        """All that is known of who works on it on a day; for many portfolios at once see `seats_of_portfolios`."""
        return seats_of_portfolios([self], day)[self.pk]

    def chair_on(self, day: date) -> "tuple[SeatRow, ...]":
        """Who chairs its consultation on a day, or why nobody does; who acts or helps out stands beside."""
        return self.seats_on(day).chairs

    def committees_on(self, day: date) -> tuple[Organization, ...]:
        """The committees of the VNG in which its subjects are discussed on a day."""
        return tuple(seats.organization for seats in self.seats_on(day).committees)

    def representatives_on(self, day: date) -> "tuple[SeatRow, ...]":
        """Who sits in those committees for the association on a day, or why nobody does."""
        return tuple(row for seats in self.seats_on(day).committees for row in seats.rows)


class PortfolioName(Validity):
    """A name that a portfolio had for a while."""

    portfolio = ParentalKey(Portfolio, on_delete=models.PROTECT, related_name="names", verbose_name="portefeuille")
    name = models.CharField("naam", max_length=120)
    abbreviation = models.CharField("afkorting", max_length=20, blank=True)

    class Meta(Validity.Meta):
        abstract = False
        verbose_name = "vroegere naam"
        verbose_name_plural = "vroegere namen"
        ordering: ClassVar = ["portfolio", "start_date", "pk"]

    def __str__(self) -> str:
        return self.name


class BodyKind(models.TextChoices):
    """What a body is to a portfolio."""

    CONSULTATION = "consultation", "overleg van de portefeuille"
    COMMITTEE = "committee", "commissie van de VNG"
    OTHER = "other", "andere tafel"


class PortfolioBody(Orderable, Validity):
    """A body in which the work of a portfolio is done, or where somebody speaks for it.

    One body may serve several portfolios, and a portfolio has several bodies, also of one kind.
    """

    portfolio = ParentalKey(Portfolio, on_delete=models.PROTECT, related_name="bodies", verbose_name="portefeuille")
    kind = models.CharField("soort", max_length=20, choices=BodyKind.choices, default=BodyKind.CONSULTATION)
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="portfolio_links", verbose_name="overleg of bestuur"
    )
    post = models.ForeignKey(
        Post, models.PROTECT, null=True, blank=True, related_name="portfolio_links", verbose_name="alleen deze functie"
    )

    objects = ValidityQuerySet.as_manager()

    class Meta(Validity.Meta):
        abstract = False
        verbose_name = "overleg of commissie van een portefeuille"
        verbose_name_plural = "overleggen en commissies van een portefeuille"
        ordering: ClassVar = ["sort_order", "pk"]

    def __str__(self) -> str:
        return str(self.organization)

    def clean(self) -> None:
        """Refuse a seat of another body."""
        super().clean()
        if self.post and self.organization_id and self.post.organization_id != self.organization_id:
            raise ValidationError({"post": "Deze functie hoort bij een ander overleg."})

    def holds_on(self, day: date) -> bool:
        """Whether the body works for the portfolio on a day, and exists."""
        return super().holds_on(day) and self.organization.holds_on(day)
