"""The overview of who sits where, and what the register shows below it."""

from dataclasses import replace
from typing import Any, ClassVar

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase, HttpResponseRedirect
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
from association.memberships.feeds import FeedFormat
from association.memberships.links import addresses_for
from association.memberships.pages.body import BodyPage
from association.memberships.pages.shown import BodyView, MemberView, PersonView
from association.memberships.pages.vacancies import (
    ThanksView,
    VacancyListView,
    VacancyView,
    crumbs_above,
    feed_of,
    vacancy_at,
)
from association.memberships.queries import has_public_office, seats_of
from association.organizations.queries import bodies_of, body_at, member_at, members_of
from association.people.models import Person


class OrganizationIndexPage(RoutedPage):
    """Who sits where: all bodies of the association, its members, and a page for each of them."""

    body = BodyField(PageBody, blank=True, verbose_name="tekst")

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
            "lead_html": self.lead_html,
            "body": render_body(self.body, viewer),
            "groups": groups,
            "file": f"{here}gemeenten.csv",
            "members": [{"name": member.name, "url": f"{here}gemeenten/{member.site_slug}/"} for member in members],
            "pages": [
                *({"title": page.title, "url": link_to(page, viewer)} for page in pages),
                {"title": VacancyListView.title, "url": f"{here}{VacancyListView.rest}"},
            ],
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
        """The seats of somebody with a public office, as far as they are in bodies that this site shows.

        Who was merged into another leads there: not for good, as it may be taken back.
        """
        association = self.association_of(request)
        found = Person.objects.filter(slug=slug).select_related("portrait", "merged_into").first()
        shown = found.merged_into or found if found else None
        seats = seats_of(shown, association) if shown else []
        if found is None or shown is None or shown.is_nameless or not has_public_office(seats):
            raise Http404
        if shown != found:
            here = address_of(self, self.viewer_of(request))
            return HttpResponseRedirect(f"{here}personen/{shown.slug}/")
        return self.answer(request, "memberships/person.html", PersonView(self, found, seats))

    @path("vacatures/", name="vacancies")
    def vacancies(self, request: HttpRequest) -> HttpResponseBase:
        """The vacancies for which people may apply."""
        self.association_of(request)
        return self.answer(request, "memberships/vacancies.html", VacancyListView(self))

    @path("vacatures/feed/", name="vacancies_rss")
    def vacancies_rss(self, request: HttpRequest) -> HttpResponseBase:
        """The same as RSS 2.0."""
        return feed_of(self, request, self.viewer_of(request), self.association_of(request), FeedFormat.RSS)

    @path("vacatures/feed/atom/", name="vacancies_atom")
    def vacancies_atom(self, request: HttpRequest) -> HttpResponseBase:
        """The same as Atom (RFC 4287)."""
        return feed_of(self, request, self.viewer_of(request), self.association_of(request), FeedFormat.ATOM)

    @path("vacatures/<slug:slug>/", name="vacancy")
    def vacancy(self, request: HttpRequest, slug: str) -> HttpResponseBase:
        """One vacancy, with its form as long as it is open; what is sent goes to views.applying."""
        found = vacancy_at(self.association_of(request), slug)
        return self.answer(request, "memberships/vacancy.html", VacancyView(self, found))

    @path("vacatures/<slug:slug>/bedankt/", name="vacancy_thanks")
    def vacancy_thanks(self, request: HttpRequest, slug: str) -> HttpResponseBase:
        """The thanks to who applied."""
        found = vacancy_at(self.association_of(request), slug)
        return self.answer(request, "memberships/vacancy_thanks.html", ThanksView(self, found))

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
        here = address_of(self, viewer)
        return [*found[:-1], Crumb(self.title, here), *crumbs_above(self._shown, here), Crumb(self._shown.title)]

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
            robots=getattr(self._shown, "robots", "") or found.robots,
            data=self._shown.data(f"{found.canonical}{self._shown.rest}"),
        )
