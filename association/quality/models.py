"""What the checks found, and the links that the pages hold."""

from typing import ClassVar

from django.db import models
from wagtail.models import Page, Revision

from association.quality.rules.checks import KINDS, Kind


class Finding(models.Model):
    """Something to mend in a version of a page, as the checks said when it was published or saved."""

    page = models.ForeignKey(Page, models.CASCADE, related_name="findings", verbose_name="pagina")
    revision = models.ForeignKey(
        Revision, models.CASCADE, null=True, blank=True, related_name="findings", verbose_name="versie"
    )
    code = models.CharField("soort", max_length=40, db_index=True)
    detail = models.CharField("wat", max_length=300, blank=True)
    place = models.CharField("plaats", max_length=80, blank=True)

    class Meta:
        verbose_name = "aandachtspunt"
        verbose_name_plural = "aandachtspunten"
        ordering: ClassVar = ["page", "pk"]

    def __str__(self) -> str:
        return f"{self.code}: {self.detail}"

    @staticmethod
    def codes() -> list[str]:
        """The kinds of findings, in the order in which they are listed."""
        return list(KINDS)

    @property
    def kind(self) -> Kind:
        """What is said of findings of this kind."""
        return KINDS.get(self.code, Kind(self.code, self.code, ""))

    @property
    def name(self) -> str:
        """The kind in a few words."""
        return self.kind.name

    @property
    def advice(self) -> str:
        """How to mend it."""
        return self.kind.advice


class PageCheck(models.Model):
    """When the published version of a page was looked at, and by which rules; without it the page is still to be."""

    page = models.OneToOneField(
        Page, models.CASCADE, primary_key=True, related_name="quality_check", verbose_name="pagina"
    )
    checked_at = models.DateTimeField("nagekeken op")
    rules = models.PositiveSmallIntegerField("stand van de regels", default=0)

    class Meta:
        verbose_name = "controle van een pagina"
        verbose_name_plural = "controles van pagina's"

    def __str__(self) -> str:
        return f"{self.page_id}: {self.checked_at}"


class LinkTarget(models.Model):
    """An address outside the site to which pages link, and how it answered."""

    class State(models.TextChoices):
        NEW = "new", "nog niet bekeken"
        WORKS = "works", "werkt"
        BROKEN = "broken", "werkt niet"
        UNSURE = "unsure", "onzeker"
        SKIPPED = "skipped", "niet te bekijken"

    url = models.TextField("adres")
    url_hash = models.CharField(max_length=64, unique=True, editable=False)
    state = models.CharField("stand", max_length=10, choices=State.choices, default=State.NEW, db_index=True)
    status = models.PositiveSmallIntegerField("antwoord", null=True, blank=True)
    reason = models.CharField("reden", max_length=200, blank=True)
    failures = models.PositiveSmallIntegerField("keren mislukt", default=0)
    checked_at = models.DateTimeField("bekeken op", null=True, blank=True)
    next_check_at = models.DateTimeField("volgende keer", null=True, blank=True, db_index=True)

    class Meta:
        verbose_name = "adres buiten de site"
        verbose_name_plural = "adressen buiten de site"

    def __str__(self) -> str:
        return self.url


class PageLink(models.Model):
    """A link in the published version of a page: to another page, or to an address outside the site."""

    page = models.ForeignKey(Page, models.CASCADE, related_name="links_out", verbose_name="pagina")
    target_page = models.IntegerField("nummer van de pagina", null=True, blank=True, db_index=True)
    target = models.ForeignKey(
        LinkTarget, models.CASCADE, null=True, blank=True, related_name="links", verbose_name="adres"
    )
    text = models.CharField("woorden van de link", max_length=250, blank=True)

    class Meta:
        verbose_name = "link op een pagina"
        verbose_name_plural = "links op pagina's"

    def __str__(self) -> str:
        return self.text
