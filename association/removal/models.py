"""The recycle bin, what lies in it, and the addresses that are gone."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from wagtail.models import Page, Site

from association.base.queries import ViewablePageManager


class RecycleBin(Page):
    """Holds what was deleted, with revisions, privacy and rights; stands outside every site, so nobody gets there."""

    parent_page_types: ClassVar[list[str]] = []
    subpage_types: ClassVar[list[str]] = []
    is_creatable = False

    objects = ViewablePageManager()

    class Meta:
        verbose_name = "prullenbak"
        verbose_name_plural = "prullenbakken"


class DeletedPage(models.Model):
    """A page in the recycle bin, with all that stood below it: where it came from, and what it was."""

    wagtail_reference_index_ignore = True

    page = models.OneToOneField(Page, models.CASCADE, primary_key=True, related_name="deletion", verbose_name="pagina")
    site = models.ForeignKey(Site, models.SET_NULL, null=True, related_name="+", verbose_name="site")
    parent = models.ForeignKey(
        Page, models.SET_NULL, null=True, related_name="deleted_children", verbose_name="stond onder"
    )
    parent_title = models.CharField("stond onder", max_length=255, blank=True)
    slug = models.CharField("adres", max_length=255)
    pages = models.PositiveIntegerField("aantal pagina's", default=1)
    # What restoring puts back: per page (by number) whether it was live, and when it was to go live or expire.
    states = models.JSONField("stand van de pagina's", default=dict)
    deleted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="verwijderd door"
    )
    deleted_at = models.DateTimeField("verwijderd op", default=timezone.now, db_index=True)

    class Meta:
        verbose_name = "verwijderde pagina"
        verbose_name_plural = "verwijderde pagina's"
        ordering: ClassVar = ["-deleted_at"]

    def __str__(self) -> str:
        return str(self.page)


class GoneAddress(models.Model):
    """An address that the public could read until its page was deleted; it answers 410 (RFC 9110, "410 Gone")."""

    wagtail_reference_index_ignore = True

    site = models.ForeignKey(Site, models.CASCADE, related_name="gone_addresses", verbose_name="site")
    path = models.CharField("adres", max_length=750)
    deletion = models.ForeignKey(
        DeletedPage, models.SET_NULL, null=True, related_name="addresses", verbose_name="verwijderde pagina"
    )
    gone_at = models.DateTimeField("weg sinds", default=timezone.now)

    class Meta:
        verbose_name = "vervallen adres"
        verbose_name_plural = "vervallen adressen"
        constraints: ClassVar = [models.UniqueConstraint(fields=["site", "path"], name="gone_address_once")]

    def __str__(self) -> str:
        return self.path
