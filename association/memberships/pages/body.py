"""A body with a page of its own."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from wagtail.admin.panels import FieldPanel, TitleFieldPanel
from wagtail.models import Page
from wagtail.search import index

from association.base.blocks.base import load_body, render_body
from association.base.blocks.page import PageBody
from association.base.fields import BodyField
from association.base.links import address_of
from association.base.pages import BasePage
from association.base.queries import Viewer
from association.base.registry import sections_for
from association.base.site_settings import SiteSettings
from association.memberships.pages.tables import body_context
from association.organizations.models import Organization


class BodyPage(BasePage):
    """A page of its own for a body, with text and pictures beside its seats."""

    organization = models.OneToOneField(
        Organization, models.PROTECT, related_name="page", verbose_name="overleg of bestuur"
    )
    body = BodyField(PageBody, blank=True, verbose_name="tekst")

    template = "memberships/body_page.html"
    parent_page_types: ClassVar = ["association.OrganizationIndexPage"]
    subpage_types: ClassVar = ["home.StandardPage"]
    page_description = "Een overleg of bestuur: wie erin zit, op elke dag, met eigen tekst."
    content_panels: ClassVar = [
        TitleFieldPanel("title"),
        FieldPanel("organization"),
        FieldPanel("body"),
        FieldPanel("image"),
        FieldPanel("summary"),
        BasePage.related_panel,
    ]
    search_fields: ClassVar = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = "pagina van een overleg"
        verbose_name_plural = "pagina's van overleggen"

    def check_place(self, parent: Page) -> None:
        """As for every page, and refuse a body of another association than the site's."""
        super().check_place(parent)
        site = parent.get_site()
        own = SiteSettings.of(site).association_id if site and self.organization_id else None
        if own is not None and self.organization.managed_by_id not in {own, None}:
            raise ValidationError({"organization": "Dit overleg is van een andere vereniging."})

    def page_context(self, request: HttpRequest, viewer: Viewer) -> dict[str, Any]:
        """Text, and who sits there on the day that the reader asked for."""
        load_body(self, self.body)
        here = address_of(self, viewer)
        start = here.rstrip("/").rsplit("/", 1)[0] + "/"
        shown = body_context(self.organization_id, request, viewer, here, start)
        self.organization = shown["organization"]
        return {
            **shown,
            "lead_html": self.lead_html,
            "sections": list(sections_for(self, viewer)),
            "body": render_body(self.body, viewer),
            "related": self.related(viewer),
        }

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The page; a day that is none is a bad request with the question again."""
        response = super().serve(request, *args, **kwargs)
        response.status_code = getattr(response, "context_data", {}).get("status", 200)
        return response
