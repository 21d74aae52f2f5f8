"""Persons: what is public of somebody who holds a seat, and nothing else."""

from typing import Any, ClassVar

from django.db import models
from django.utils.text import slugify
from wagtail.search import index

from association.base.drafts import ON_RECORD, Drafted, PublishedManager
from association.people.rules import ADDRESS_WORDS, NO_NAME, formal_name, full_name, plain, sorted_name, unaccented

LONGEST_SLUG = 100  # with room for a number


class PersonQuerySet(models.QuerySet[Any]):
    """Persons."""

    def present(self) -> Any:
        """Those on record that were not merged into another, and whose name was not removed."""
        return self.filter(ON_RECORD, merged_into=None).exclude(family_name=NO_NAME)

    def free_slug(self, name: str) -> str:
        """A name as an address, with a number when another person has it."""
        start = slugify(unaccented(name))[:LONGEST_SLUG] or "persoon"
        taken = set(self.model.every.filter(slug__startswith=start).values_list("slug", flat=True))
        numbered = (start if number == 1 else f"{start}-{number}" for number in range(1, len(taken) + 2))
        return next(slug for slug in numbered if slug not in taken)


class Person(Drafted, index.Indexed, models.Model):
    """Somebody who holds or held a seat, in the sense of Popolo; sorted by family name, the prefix aside."""

    form_of_address = models.CharField("aanhef", max_length=10, blank=True, choices=ADDRESS_WORDS)
    given_name = models.CharField("roepnaam", max_length=80, blank=True)
    initials = models.CharField("voorletters", max_length=30, blank=True)
    prefix = models.CharField("tussenvoegsel", max_length=30, blank=True, help_text="Zoals van der.")
    family_name = models.CharField("achternaam", max_length=120)
    variants = models.TextField(
        "ook geschreven als", blank=True, help_text="Elke andere schrijfwijze op een eigen regel."
    )
    slug = models.SlugField("adres", max_length=120, unique=True)
    portrait = models.ForeignKey(
        "association.Image", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="foto"
    )
    email = models.EmailField("openbaar e-mailadres", blank=True)
    phone = models.CharField("openbaar telefoonnummer", max_length=30, blank=True)
    managed_by = models.ForeignKey(
        "association.Organization",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="managed_people",
        verbose_name="beheerd door",
    )
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="merged",
        verbose_name="samengevoegd met",
    )
    # Names without accents, dots and spaces, to find somebody however they are written.
    search_names = models.TextField(editable=False, default="", blank=True)

    # Also first drafts, for the screens in which these are made; all else asks for `objects`.
    every = PersonQuerySet.as_manager()
    objects = PublishedManager.from_queryset(PersonQuerySet)()

    columns = (
        "form_of_address", "given_name", "initials", "prefix", "family_name", "variants", "slug", "portrait", "email",
        "phone",
    )  # fmt: skip

    search_fields: ClassVar = [
        index.SearchField("full_name"),
        index.AutocompleteField("full_name"),
        index.SearchField("variants"),
        index.FilterField("id"),
        index.FilterField("live"),
        index.FilterField("family_name"),
        index.FilterField("managed_by"),
        index.FilterField("merged_into"),
    ]

    class Meta:
        verbose_name = "persoon"
        verbose_name_plural = "personen"
        ordering: ClassVar = ["family_name", "given_name", "initials", "pk"]
        constraints: ClassVar = [*Drafted.Meta.constraints]
        permissions: ClassVar = [("publish_person", "Can publish persoon")]

    def __str__(self) -> str:
        return self.full_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store, with the names to find this person by."""
        self.search_names = " ".join(dict.fromkeys(plain(name) for name in self.every_name()))
        super().save(*args, **kwargs)

    @property
    def is_nameless(self) -> bool:
        """Whether the name was removed (see memberships.actions.persons.anonymise)."""
        return self.family_name == NO_NAME

    def every_name(self) -> list[str]:
        """All ways in which the name is written; none once it was removed."""
        if self.is_nameless:
            return []
        other = [line.strip() for line in self.variants.splitlines() if line.strip()]
        short = full_name("", self.initials, self.prefix, self.family_name)
        return [self.full_name, short, self.sorted_name, *other]

    @property
    def full_name(self) -> str:
        """The given name, or else the initials, with the family name: "Ard van der Tuuk"."""
        return full_name(self.given_name, self.initials, self.prefix, self.family_name)

    @property
    def formal_name(self) -> str:
        """As official lists have it: "dhr. A. van der Tuuk"."""
        return formal_name(self.form_of_address, self.initials, self.given_name, self.prefix, self.family_name)

    @property
    def sorted_name(self) -> str:
        """As registers sort: "Tuuk, Ard van der"."""
        if self.is_nameless:
            return self.full_name
        return sorted_name(self.given_name, self.initials, self.prefix, self.family_name)

    sorted_name.fget.short_description = "naam"  # type: ignore[attr-defined]  # what lists in the admin call it
