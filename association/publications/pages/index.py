"""The overview of publications."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest

from association.base.pages import BasePage
from association.base.pictures import prefetch_renditions
from association.base.queries import Viewer, viewable_pages
from association.publications.pages.publication import PublicationPage


class PublicationIndexPage(BasePage):
    """All publications of the site."""

    template = "publications/publication_index_page.html"
    max_count_per_parent = 1
    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar = ["association.PublicationPage"]
    page_description = "Alle documenten van de vereniging. Vult zichzelf."

    class Meta:
        verbose_name = "overzicht van publicaties"
        verbose_name_plural = "overzichten van publicaties"

    def page_context(self, request: HttpRequest, viewer: Viewer) -> dict[str, Any]:
        """The publications that the viewer may see, the newest volume of a series first."""
        found = viewable_pages(viewer, PublicationPage.objects.child_of(self)).select_related("series", "image")
        pages = list(found.order_by(models.F("year").desc(nulls_last=True), "-first_published_at", "-pk"))
        prefetch_renditions(page.image for page in pages)
        items = [{"item": page.item(viewer), "year": page.year} for page in pages]
        return {"lead_html": self.lead_html, "items": items}
