"""The index of publications."""

from typing import Any, ClassVar

from django.http import HttpRequest

from association.base.pages import BasePage
from association.base.pictures import prefetch_renditions
from association.base.queries import Viewer, viewable_pages


class PublicationIndexPage(BasePage):
    """All publications of the site."""

    template = "publications/publication_index_page.html"
    max_count_per_parent = 1
    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    page_description = "Alle documenten van de vereniging. Vult zichzelf."

    class Meta:
        verbose_name = "overzicht van publicaties"
        verbose_name_plural = "overzichten van publicaties"

    def page_context(self, request: HttpRequest, viewer: Viewer) -> dict[str, Any]:
        """The publications that the viewer may see."""
        pages = list(viewable_pages(viewer).child_of(self).specific())
        prefetch_renditions(page.image for page in pages)
        return {"items": [page.item(viewer) for page in pages]}
