"""The overview of who sits where, and what the register shows below it."""

from dataclasses import replace
from typing import Any, ClassVar

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, TitleFieldPanel
from wagtail.contrib.routable_page.models import path
from wagtail.search import index

from association.base.blocks.base import load_body, render_body
from association.base.blocks.page import PageBody
from association.base.context import Crumb, PageHead
from association.base.fields import BodyField
from association.base.links import address_of, link_to
from association.base.pages import RoutedPage
from association.base.queries import Viewer, viewable_pages
from association.base.site_settings import SiteSettings
from association.memberships.pages.body import BodyPage
from association.memberships.pages.shown import BodyView, MemberView, PersonView
from association.memberships.pages.tables import addresses_for
from association.memberships.queries import has_public_office, seats_of
from association.organizations.queries import bodies_of, body_at, member_at, members_of
from association.people.models import Person


class OrganizationIndexPage(RoutedPage):
    """Who sits where: all bodies of the association, its members, and a page for each of them."""

    body = BodyField(PageBody(), blank=True, verbose_name="tekst")

    template = "memberships/organization_index_page.html"
    max_count_per_parent = 1
    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar = ["association.BodyPage", "home.StandardPage"]
    page_description = "Alle overleggen, gemeenten en bestuurders uit het register. Vult zichzelf."
    content_panels: ClassVar = [
        TitleFieldPanel("title"),
        FieldPanel("body"),
        FieldPanel("image"),
        FieldPanel("summary"),
    ]
    search_fields: ClassVar = [*RoutedPage.search_fields, index.SearchField("body")]

    _shown: Any = None

    class Meta:
        verbose_name = "overzicht van wie waar zit"
        verbose_name_plural = "overzichten van wie waar zit"

    def page_context(self, request: HttpRequest, viewer: Viewer) -> dict[str, Any]:
        """What the address asks for: the overview, or one thing of the register."""
        if self._shown is not None:
            context: dict[str, Any] = self._shown(request, viewer)
            return context
        load_body(self, self.body)
        association = SiteSettings.of(viewer.site).association_id
        here = address_of(self, viewer)
        to = addresses_for(here, viewer)
        bodies = bodies_of(association, timezone.localdate()) if association else []
        groups = [
            {
                "title": title,
                "items": [{"title": item.name, "url": to.body(item), "text": item.abbreviation} for item in items],
            }
            for title, items in bodies
        ]
        members = members_of(association) if association else []
        pages = viewable_pages(viewer).child_of(self).not_type(BodyPage).order_by("path")
        return {
            "body": render_body(self.body, viewer),
            "groups": groups,
            "members": [{"name": member.name, "url": f"{here}gemeenten/{member.site_slug}/"} for member in members],
            "pages": [{"title": page.title, "url": link_to(page, viewer)} for page in pages],
        }

    def answer(self, request: HttpRequest, template: str, shown: Any) -> HttpResponseBase:
        """The page for one thing of the register."""
        self._shown = shown
        response: HttpResponseBase = self.render(request, template=template)
        response.status_code = getattr(response, "context_data", {}).get("status", 200)
        return response

    def association_of(self, request: HttpRequest) -> int:
        """The association of the site; Http404 without one."""
        found = SiteSettings.of(self.viewer_of(request).site).association_id
        if found is None:
            raise Http404
        return found

    @path("gemeenten/<slug:slug>/", name="member")
    def member(self, request: HttpRequest, slug: str) -> HttpResponseBase:
        """Who represents a municipality where."""
        association = self.association_of(request)
        found = member_at(association, slug)
        if found is None:
            raise Http404
        return self.answer(request, "memberships/member.html", MemberView(self, found))

    @path("personen/<slug:slug>/", name="person")
    def person(self, request: HttpRequest, slug: str) -> HttpResponseBase:
        """The seats of somebody with a public office, as far as they are in bodies that this site shows."""
        association = self.association_of(request)
        found = Person.objects.present().filter(slug=slug).select_related("portrait").first()
        seats = seats_of(found, association) if found else []
        if found is None or not has_public_office(seats):
            raise Http404
        return self.answer(request, "memberships/person.html", PersonView(self, found, seats))

    @path("<slug:slug>/", name="body")
    def one_body(self, request: HttpRequest, slug: str) -> HttpResponseBase:
        """A body without a page of its own."""
        found = body_at(self.association_of(request), slug)
        if found is None:
            raise Http404
        return self.answer(request, "memberships/body.html", BodyView(self, found, slug))

    def crumbs(self, viewer: Viewer) -> list[Crumb]:
        """As for every page, with what the register shows below it."""
        found = super().crumbs(viewer)
        if self._shown is None:
            return found
        return [*found[:-1], Crumb(self.title, address_of(self, viewer)), Crumb(self._shown.title)]

    def head(self, request: HttpRequest, viewer: Viewer) -> PageHead:
        """As for every page; what the register shows has an address and a title of its own."""
        found = super().head(request, viewer)
        if self._shown is None:
            return found
        return replace(
            found,
            title=self._shown.title,
            canonical=f"{found.canonical}{self._shown.rest}",
            description="",
            data=self._shown.data(f"{found.canonical}{self._shown.rest}"),
        )
