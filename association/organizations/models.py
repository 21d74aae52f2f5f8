"""Organizations: the associations, municipalities and partners, and every body inside them."""

from datetime import date
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.search import index

from association.base.drafts import Drafted, PublishedManager
from association.base.validity import Validity, ValidityQuerySet

MAP_SIZE = 12


class Organization(Drafted, index.Indexed, ClusterableModel, Validity):
    """A legal body or a body inside one, in the sense of W3C ORG and Popolo.

    The slug of what an association keeps begins with the association's own ("vgg-dagelijks-bestuur"), that of a
    municipality with "gemeente-"; on a site the rest is the address.
    """

    class Classification(models.TextChoices):
        ASSOCIATION = "association", "vereniging"
        MUNICIPALITY = "municipality", "gemeente"
        PROVINCE = "province", "provincie"
        WATER_BOARD = "water_board", "waterschap"
        VNG = "vng", "VNG"
        SAFETY_REGION = "safety_region", "veiligheidsregio"
        PARTNER = "partner", "partner"
        PROGRAMME = "programme", "programma"
        GENERAL_ASSEMBLY = "general_assembly", "ledenvergadering"
        BOARD = "board", "bestuur"
        EXECUTIVE_BOARD = "executive_board", "dagelijks bestuur"
        BUREAU = "bureau", "bureau"
        CIRCLE = "circle", "kring"
        SOUNDING_BOARD = "sounding_board", "klankbordgroep"
        PORTFOLIO_CONSULTATION = "portfolio_consultation", "portefeuillehoudersoverleg"
        OFFICIALS_CONSULTATION = "officials_consultation", "ambtelijk overleg"
        CORE_GROUP = "core_group", "kerngroep"
        WORKING_GROUP = "working_group", "werkgroep"
        STEERING_GROUP = "steering_group", "stuurgroep"
        COALITION = "coalition", "coalitie"
        VNG_COMMITTEE = "vng_committee", "VNG-commissie"

    classification = models.CharField("soort", max_length=30, choices=Classification.choices)
    name = models.CharField("naam", max_length=200)
    abbreviation = models.CharField("afkorting", max_length=40, blank=True)
    slug = models.SlugField("adres", max_length=80, unique=True)
    website = models.URLField("website", blank=True)
    managed_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="managed", verbose_name="beheerd door"
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="bodies", verbose_name="hoort bij"
    )
    run_by = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="runs",
        verbose_name="wordt gehouden door",
        help_text="Alleen als een partner dit overleg organiseert.",
    )
    in_development = models.BooleanField("in ontwikkeling", default=False)
    cbs_code = models.CharField("CBS-code", max_length=10, blank=True, help_text="Zoals GM0014.")
    tooi_uri = models.URLField("TOOI-adres", blank=True)
    variants = models.TextField("ook geschreven als", blank=True, help_text="Elke andere naam op een eigen regel.")
    map_column = models.PositiveSmallIntegerField(
        "kolom op de kaart",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MAP_SIZE)],
        help_text="Geteld vanaf links, 1 tot en met 12.",
    )
    map_row = models.PositiveSmallIntegerField(
        "rij op de kaart",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MAP_SIZE)],
        help_text="Geteld vanaf boven, 1 tot en met 12.",
    )
    successors: "models.ManyToManyField[Organization, Organization]" = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="predecessors", verbose_name="opgegaan in"
    )
    members: "models.ManyToManyField[Organization, OrganizationMember]" = models.ManyToManyField(
        "self", through="OrganizationMember", symmetrical=False, related_name="member_of", verbose_name="leden"
    )

    # Also first drafts, for the screens in which these are made; all else asks for `objects`.
    every = ValidityQuerySet.as_manager()
    objects = PublishedManager.from_queryset(ValidityQuerySet)()

    columns = (
        "name", "classification", "abbreviation", "website", "slug", "managed_by", "parent", "variants", "cbs_code",
        "tooi_uri", "run_by", "in_development", "map_column", "map_row", "start_date", "end_date", "start_precision",
        "end_precision",
    )  # fmt: skip
    rows = ("names",)
    links = ("successors", "members")

    search_fields: ClassVar = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.SearchField("abbreviation"),
        index.AutocompleteField("abbreviation"),
        index.SearchField("variants"),
        index.FilterField("id"),
        index.FilterField("live"),
        index.FilterField("classification"),
        index.FilterField("managed_by"),
    ]

    class Meta(Validity.Meta):
        abstract = False
        verbose_name = "organisatie"
        verbose_name_plural = "organisaties"
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [*Validity.Meta.constraints, *Drafted.Meta.constraints]
        permissions: ClassVar = [("publish_organization", "Can publish organisatie")]

    def __str__(self) -> str:
        return self.name

    @property
    def site_slug(self) -> str:
        """The last part of the address on a site: the slug without what says whose it is."""
        if self.classification == self.Classification.MUNICIPALITY:
            return self.slug.removeprefix("gemeente-")
        keeper = self.managed_by.slug if self.managed_by else ""
        return self.slug.removeprefix(f"{keeper}-") if keeper else self.slug

    def name_on(self, day: date) -> str:
        """The name on a day; the present one where no other was recorded."""
        return next((former.name for former in self.names.all() if former.holds_on(day)), self.name)


class OrganizationName(Validity):
    """A name that an organization had for a while."""

    organization = ParentalKey(Organization, on_delete=models.PROTECT, related_name="names", verbose_name="organisatie")
    name = models.CharField("naam", max_length=200)
    abbreviation = models.CharField("afkorting", max_length=40, blank=True)

    class Meta(Validity.Meta):
        abstract = False
        verbose_name = "vroegere naam"
        verbose_name_plural = "vroegere namen"
        ordering: ClassVar = ["organization", "start_date"]

    def __str__(self) -> str:
        return self.name


class OrganizationMember(Validity):
    """That one organization is a member of another, such as a municipality of its association."""

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="membership_links", verbose_name="organisatie"
    )
    member = models.ForeignKey(Organization, models.PROTECT, related_name="belongs_to_links", verbose_name="lid")

    objects = ValidityQuerySet.as_manager()

    class Meta(Validity.Meta):
        abstract = False
        verbose_name = "lid"
        verbose_name_plural = "leden"
        ordering: ClassVar = ["member__name"]
        constraints: ClassVar = [
            *Validity.Meta.constraints,
            models.UniqueConstraint(fields=["organization", "member"], name="member_once"),
        ]

    def __str__(self) -> str:
        return str(self.member)
