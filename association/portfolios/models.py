"""The register of portfolios; websites and documents are views on it."""

from typing import ClassVar

from django.contrib.auth.models import Group
from django.db import models
from wagtail.search import index

from association.organizations.models import Organization

ICONS = [
    ("shield-check", "schild"), ("briefcase", "koffer"), ("heart-handshake", "hart en handen"), ("school", "school"),
    ("home", "huis"), ("home-heart", "huis met hart"), ("bolt", "energie"), ("leaf", "blad"), ("coins", "munten"),
    ("trophy", "beker"), ("ball-football", "bal"), ("building-community", "buurt"), ("building-bank", "bestuur"),
    ("building-skyscraper", "bedrijven"), ("book-2", "boek"), ("masks-theater", "maskers"), ("users-group", "groep"),
    ("users", "mensen"), ("messages", "gesprek"), ("world", "wereld"), ("chart-bar", "cijfers"), ("map-2", "kaart"),
    ("device-desktop", "scherm"), ("beach", "strand"), ("bike", "fiets"), ("checklist", "lijst"), ("flag", "vlag"),
]  # fmt: skip


class Portfolio(index.Indexed, models.Model):
    """A field of policy that an association divides its work by."""

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

    team = models.OneToOneField(
        Group,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="portfolio",
        verbose_name="groep van de procesregie",
    )

    search_fields: ClassVar = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.SearchField("abbreviation"),
        index.FilterField("association"),
    ]

    class Meta:
        verbose_name = "portefeuille"
        verbose_name_plural = "portefeuilles"
        ordering: ClassVar = ["association", "order", "name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["association", "slug"], name="portfolio_slug_once"),
            models.UniqueConstraint(fields=["association", "name"], name="portfolio_name_once"),
        ]

    def __str__(self) -> str:
        return self.name
