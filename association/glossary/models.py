"""A term: an abbreviation or word with what it means."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from association.glossary.rules import Entry, letter_of, lines
from association.organizations.models import Organization
from association.portfolios.models import Portfolio

SAY_SOMETHING = "Schrijf de volle vorm of een uitleg, of allebei."
BEGIN = "Begin met een letter of een cijfer."


class Term(models.Model):
    """An abbreviation or a word of an association, explained wherever a text of its site uses it."""

    association = models.ForeignKey(
        Organization,
        models.PROTECT,
        related_name="terms",
        verbose_name="vereniging",
        limit_choices_to={"classification": Organization.Classification.ASSOCIATION},
    )
    abbreviation = models.CharField("afkorting of woord", max_length=40)
    full_form = models.CharField("volle vorm", max_length=200, blank=True)
    explanation = models.TextField("uitleg", max_length=400, blank=True)
    portfolio = models.ForeignKey(
        Portfolio, models.SET_NULL, null=True, blank=True, related_name="terms", verbose_name="portefeuille"
    )
    other_names = models.TextField("andere schrijfwijzen", max_length=400, blank=True)
    slug = models.SlugField("adres in de lijst", max_length=80)
    updated_at = models.DateTimeField("gewijzigd op", auto_now=True)

    class Meta:
        verbose_name = "begrip"
        verbose_name_plural = "begrippen"
        ordering: ClassVar = ["association", "abbreviation", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["association", "abbreviation"], name="term_once"),
            models.UniqueConstraint(fields=["association", "slug"], name="term_slug_once"),
            models.CheckConstraint(
                condition=~Q(full_form="", explanation=""), name="term_explained", violation_error_message=SAY_SOMETHING
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["association", "updated_at"], name="term_changed")]

    def __str__(self) -> str:
        return f"{self.abbreviation} ({self.full_form})" if self.full_form else self.abbreviation

    def clean(self) -> None:
        """Refuse what no text could hold as a word, and a portfolio of another association."""
        super().clean()
        errors = {}
        if any(not word[:1].isalnum() for word in self.words if word):
            name = "abbreviation" if not self.abbreviation[:1].isalnum() else "other_names"
            errors[name] = BEGIN
        if self.portfolio and self.portfolio.association_id != self.association_id:
            errors["portfolio"] = "Deze portefeuille is van een andere vereniging."
        if errors:
            raise ValidationError(errors)

    @property
    def words(self) -> list[str]:
        """The word and the other ways in which it is written."""
        return [self.abbreviation, *lines(self.other_names)]

    @property
    def letter(self) -> str:
        """Under which letter it stands in the list."""
        return letter_of(self.abbreviation)

    @property
    def entry(self) -> Entry:
        """What is told of it in texts."""
        return Entry(self.slug, self.abbreviation, self.full_form, self.explanation)
