"""Organizations: the associations, municipalities and partners, and every body inside them."""

from typing import ClassVar

from django.db import models


class Organization(models.Model):
    """A legal body or a body inside one, in the sense of W3C ORG and Popolo."""

    class Classification(models.TextChoices):
        ASSOCIATION = "association", "vereniging"
        MUNICIPALITY = "municipality", "gemeente"
        PROVINCE = "province", "provincie"
        WATER_BOARD = "water_board", "waterschap"
        VNG = "vng", "VNG"
        SAFETY_REGION = "safety_region", "veiligheidsregio"
        PARTNER = "partner", "partner"
        PROGRAMME = "programme", "programma"

    classification = models.CharField("soort", max_length=30, choices=Classification.choices)
    name = models.CharField("naam", max_length=200)
    abbreviation = models.CharField("afkorting", max_length=40, blank=True)
    slug = models.SlugField("adres", max_length=80, unique=True)
    website = models.URLField("website", blank=True)
    managed_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="managed", verbose_name="beheerd door"
    )
    members: "models.ManyToManyField[Organization, OrganizationMember]" = models.ManyToManyField(
        "self", through="OrganizationMember", symmetrical=False, related_name="member_of", verbose_name="leden"
    )

    class Meta:
        verbose_name = "organisatie"
        verbose_name_plural = "organisaties"
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


class OrganizationMember(models.Model):
    """That one organization is a member of another, such as a municipality of its association."""

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="membership_links", verbose_name="organisatie"
    )
    member = models.ForeignKey(Organization, models.PROTECT, related_name="belongs_to_links", verbose_name="lid")

    class Meta:
        verbose_name = "lid"
        verbose_name_plural = "leden"
        ordering: ClassVar = ["member__name"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["organization", "member"], name="member_once")]

    def __str__(self) -> str:
        return str(self.member)
