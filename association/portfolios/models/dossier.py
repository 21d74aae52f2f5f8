"""A dossier: something that goes on in portfolios, with its dated results."""

from functools import cached_property
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.text import slugify
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable
from wagtail.search import index

from association.base.models import Document
from association.base.rules.days import Precision, in_words
from association.base.validity import PRECISIONS, Validity, ValidityQuerySet
from association.organizations.models import Organization
from association.people.models import Person
from association.portfolios.models.portfolio import Portfolio

LONGEST_RESULT = 300
LONGEST_SLUG = 100  # with room for a number


class DossierKind(models.TextChoices):
    """What a dossier is."""

    FILE = "file", "dossier"
    AGREEMENT = "agreement", "overeenkomst of convenant"
    LOBBY = "lobby", "lobby"
    PROJECT = "project", "project of detachering"


class DossierState(models.TextChoices):
    """How far a dossier is."""

    CURRENT = "current", "loopt"
    ACHIEVED = "achieved", "behaald"
    AHEAD = "ahead", "op komst"
    DROPPED = "dropped", "vervallen"


class Dossier(index.Indexed, ClusterableModel, Validity):
    """Something that goes on in one or more portfolios, from a day until another; that day reminds people of it."""

    association = models.ForeignKey(
        Organization,
        models.PROTECT,
        related_name="dossiers",
        verbose_name="vereniging",
        limit_choices_to={"classification": Organization.Classification.ASSOCIATION},
    )
    portfolios: "models.ManyToManyField[Portfolio, Portfolio]" = models.ManyToManyField(
        Portfolio, related_name="dossiers", verbose_name="portefeuilles"
    )
    title = models.CharField("titel", max_length=120)
    slug = models.SlugField("adres", max_length=120, editable=False)
    kind = models.CharField("soort", max_length=20, choices=DossierKind.choices, default=DossierKind.FILE)
    state = models.CharField("stand", max_length=20, choices=DossierState.choices, default=DossierState.CURRENT)
    summary = models.TextField("samenvatting", max_length=400, help_text="Waar het over gaat, in één of twee zinnen.")
    participants: "models.ManyToManyField[Organization, Organization]" = models.ManyToManyField(
        Organization, blank=True, related_name="dossiers_joined", verbose_name="gemeenten die meedoen"
    )
    partners: "models.ManyToManyField[Organization, Organization]" = models.ManyToManyField(
        Organization, blank=True, related_name="dossiers_supported", verbose_name="partners"
    )
    lead = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="dossiers_led", verbose_name="trekker"
    )
    lead_label = models.CharField(
        "trekker, in woorden", max_length=120, blank=True, help_text="Zoals gemeente Emmen, of het bureau."
    )
    position = models.TextField(
        "standpunt", max_length=600, blank=True, help_text="Bij een lobby: wat de vereniging vraagt of vindt."
    )

    objects = ValidityQuerySet.as_manager()

    search_fields: ClassVar = [
        index.SearchField("title"),
        index.AutocompleteField("title"),
        index.SearchField("summary"),
        index.FilterField("association"),
    ]

    class Meta(Validity.Meta):
        abstract = False
        verbose_name = "dossier"
        verbose_name_plural = "dossiers"
        ordering: ClassVar = ["title", "pk"]
        constraints: ClassVar = [
            *Validity.Meta.constraints,
            models.UniqueConstraint(fields=["association", "slug"], name="dossier_slug_once"),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store, with an address made from the title once."""
        if not self.slug:
            self.slug = self.free_slug()
        super().save(*args, **kwargs)

    def free_slug(self) -> str:
        """The title as an address, with a number when another dossier of the association has it."""
        start = slugify(self.title)[:LONGEST_SLUG] or "dossier"
        others = Dossier.objects.filter(association=self.association_id, slug__startswith=start)
        taken = set(others.values_list("slug", flat=True))
        numbered = (start if number == 1 else f"{start}-{number}" for number in range(1, len(taken) + 2))
        return next(slug for slug in numbered if slug not in taken)

    @cached_property
    def participant_names(self) -> list[str]:
        """Who joins it, by name; one query, unless the names were fetched with it."""
        return sorted(self.participants.values_list("name", flat=True))

    @cached_property
    def partner_names(self) -> list[str]:
        """Who supports it, by name; one query, unless the names were fetched with it."""
        return sorted(self.partners.values_list("name", flat=True))

    @property
    def lead_words(self) -> str:
        """Who leads it; empty when nobody was recorded."""
        return self.lead.full_name if self.lead else self.lead_label


class DossierResult(models.Model):
    """What a dossier brought about on a day, in one sentence: the material of every looking-back."""

    dossier = ParentalKey(Dossier, on_delete=models.PROTECT, related_name="results", verbose_name="dossier")
    day = models.DateField("dag", default=timezone.localdate)
    precision = models.CharField("precies tot op", max_length=5, choices=PRECISIONS, default=Precision.DAY)
    text = models.CharField("resultaat", max_length=LONGEST_RESULT)

    class Meta:
        verbose_name = "resultaat"
        verbose_name_plural = "resultaten"
        ordering: ClassVar = ["-day", "-pk"]

    def __str__(self) -> str:
        return self.text

    @property
    def day_words(self) -> str:
        """The day as precisely as it is known: "mei 2025"."""
        return in_words(self.day, self.precision)


class DossierLink(Orderable):
    """A letter or another document, or a page elsewhere, that belongs to a dossier."""

    dossier = ParentalKey(Dossier, on_delete=models.CASCADE, related_name="links", verbose_name="dossier")
    title = models.CharField("tekst", max_length=120)
    address = models.URLField("webadres", blank=True)
    document: Any = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="document"
    )

    class Meta(Orderable.Meta):
        verbose_name = "link of brief"
        verbose_name_plural = "links en brieven"

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Ask for one thing that the link leads to."""
        super().clean()
        if bool(self.address) == bool(self.document_id):
            raise ValidationError({"address": "Geef een webadres, of kies een document."})
