"""The pages on which readers see who sits where: bodies, municipalities and persons, served from the register."""

from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, TitleFieldPanel
from wagtail.contrib.routable_page.models import path
from wagtail.models import Page
from wagtail.search import index

from association.base.blocks.base import load_body, render_body
from association.base.blocks.page import PageBody
from association.base.context import Crumb, PageHead
from association.base.fields import BodyField
from association.base.links import address_of, link_to
from association.base.pages import BasePage, RoutedPage
from association.base.queries import Viewer, viewable_pages
from association.base.rules.days import in_words
from association.base.site_settings import SiteSettings
from association.memberships.forms import QUERY_NAME, ReferenceDateForm
from association.memberships.models import Membership
from association.memberships.queries import Composition, SeatRow, composition, has_public_office, held_for, seats_of
from association.memberships.rules import EMPTY_KINDS
from association.organizations.models import Organization
from association.organizations.queries import bodies_of, body_at, member_at, members_of
from association.people.models import Person

CHIPS = 4
BAD_REQUEST = 400


class Addresses:
    """Where a site shows organizations and persons, from the address of its overview."""

    def __init__(self, start: str, own_pages: dict[int, str]) -> None:
        self.start, self.own_pages = start, own_pages

    def body(self, organization: Organization) -> str:
        """A body: its own page when it has one, else the page that the register makes."""
        return self.own_pages.get(organization.pk) or f"{self.start}{organization.site_slug}/"

    def represented(self, organization: Organization | None, members: set[int]) -> str:
        """A municipality that is a member; nothing for another."""
        known = organization is not None and organization.pk in members
        return f"{self.start}gemeenten/{organization.site_slug}/" if known and organization else ""

    def person(self, person: Person | None) -> str:
        """Somebody with a public office."""
        return f"{self.start}personen/{person.slug}/" if person else ""


def addresses_for(start: str, viewer: Viewer) -> Addresses:
    """The addresses on the viewer's site; one query for the bodies with a page of their own."""
    found = viewable_pages(viewer).type(BodyPage).values_list("bodypage__organization_id", "url_path")
    root = len(viewer.site.root_page.url_path) - 1
    return Addresses(start, {number: str(url_path)[root:] for number, url_path in found})


def table_row(row: SeatRow, to: Addresses, members: set[int]) -> dict[str, Any]:
    """A seat as components/seats_table.html shows it."""
    person = row.person
    return {
        "role": row.role,
        "name": person.full_name if person else "",
        "url": to.person(person) if row.office else "",
        "empty": EMPTY_KINDS.get(row.membership.empty, ""),
        "empty_label": row.name if not person else "",
        "since": row.membership.first_words if not person else "",
        "capacity": row.capacity,
        "office": row.office.title if row.office else "",
        "on_behalf_of": row.on_behalf_of,
        "behalf_url": to.represented(row.represents, members) if not row.post.for_whom_label else "",
        "advising": row.post.role in {"advisory_member", "guest"},
    }


def seat_histories(found: Composition) -> list[dict[str, Any]]:
    """Who sat where on other days, per seat, newest first."""

    def key(row: SeatRow) -> tuple[int, int, int]:
        return (row.post.order, row.post.pk, row.membership.seat)

    groups = groupby(sorted(found.other_days, key=key), key=key)
    result = []
    for _, group in groups:
        rows = list(group)
        first = rows[0]
        result.append({"title": seat_title(first), "items": [history_line(row) for row in newest_first(rows)]})
    return result


def newest_first(rows: list[SeatRow]) -> list[SeatRow]:
    """Rows by their period; what has no end comes first."""
    return sorted(
        rows,
        key=lambda row: (row.membership.end_date or date.max, row.membership.start_date or date.min),
        reverse=True,
    )


def seat_title(row: SeatRow) -> str:
    """What a seat is called in the list of earlier holders: its role, and for whom when that tells it apart."""
    return f"{row.role}, {row.post.for_words}" if row.post.for_words else row.role


def history_line(row: SeatRow) -> dict[str, str]:
    """One holder on other days."""
    name = row.person.full_name if row.person else str(row.membership.get_empty_display())
    extra = f" ({row.capacity})" if row.capacity else ""
    return {"date": row.membership.period or "periode niet bekend", "text": f"{name}{extra}"}


def count_words(rows: list[dict[str, Any]]) -> str:
    """How many seats, and how many of them wait for somebody: "13 zetels, 1 vacature"."""
    vacancies = sum(row["empty"] == "vacancy" for row in rows)
    seats = f"{len(rows)} {'zetel' if len(rows) == 1 else 'zetels'}"
    if not vacancies:
        return seats
    return f"{seats}, {vacancies} {'vacature' if vacancies == 1 else 'vacatures'}"


def day_picker(form: ReferenceDateForm, here: str, days: tuple[date, ...]) -> dict[str, Any]:
    """The question for a day, with earlier compositions to choose from."""
    shown = form.day
    chips = [{"label": "Vandaag", "url": here, "current": shown == form.today, "count": None}]
    chosen = [shown] if shown and shown != form.today and shown not in days[:CHIPS] else []
    chips += [
        {
            "label": in_words(day, "day"),
            "url": f"{here}?{QUERY_NAME}={day.isoformat()}",
            "current": day == shown,
            "count": None,
        }
        for day in [*chosen, *days[:CHIPS]]
    ]
    return {"action": here, "value": form.value, "error": form.error, "chips": chips if len(chips) > 1 else []}


def body_context(
    organization: Organization, request: HttpRequest, viewer: Viewer, here: str, start: str
) -> dict[str, Any]:
    """Who sits in a body on the day that the reader asked for (`status` 400 for one that is none)."""
    form = ReferenceDateForm(request.GET, timezone.localdate())
    association = SiteSettings.of(viewer.site).association_id
    shared = organization.managed_by_id != association
    day = form.day
    found = composition(organization, day or form.today, association=association if shared else None)
    to = addresses_for(start, viewer)
    members = {member.pk for member in members_of(association)} if association else set()
    rows = [table_row(row, to, members) for row in found.rows] if day else []
    return {
        "organization": organization,
        "name": organization.name_on(day) if day else organization.name,
        "day": day,
        "day_words": in_words(day, "day") if day else "",
        "rows": rows,
        "count_words": count_words(rows),
        "picker": day_picker(form, here, found.changed_on),
        "histories": seat_histories(found),
        "predecessors": [{"name": other.name, "url": to.body(other)} for other in organization.predecessors.all()],
        "successors": [{"name": other.name, "url": to.body(other)} for other in organization.successors.all()],
        "status": BAD_REQUEST if day is None else 200,
    }


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


class BodyView:
    """A body, below the overview."""

    def __init__(self, page: OrganizationIndexPage, organization: Organization, slug: str) -> None:
        self.page, self.organization = page, organization
        self.title, self.rest = organization.name, f"{slug}/"

    def __call__(self, request: HttpRequest, viewer: Viewer) -> dict[str, Any]:
        """The variables of the template."""
        start = address_of(self.page, viewer)
        return body_context(self.organization, request, viewer, f"{start}{self.rest}", start)

    def data(self, address: str) -> dict[str, Any]:
        """The body as schema.org says it."""
        return {"@type": "Organization", "name": self.title, "url": address}


class MemberView:
    """A member of the association."""

    def __init__(self, page: OrganizationIndexPage, organization: Organization) -> None:
        self.page, self.organization = page, organization
        self.title, self.rest = f"Gemeente {organization.name}", f"gemeenten/{organization.site_slug}/"

    def __call__(self, request: HttpRequest, viewer: Viewer) -> dict[str, Any]:
        """The variables of the template."""
        start, today = address_of(self.page, viewer), timezone.localdate()
        association = SiteSettings.of(viewer.site).association_id
        to = addresses_for(start, viewer)
        rows = held_for(self.organization, today, association)
        own = [row for row in rows if row.post.organization_id == self.organization.pk]
        return {
            "organization": self.organization,
            "title": self.title,
            "office_rows": [
                {"title": row.role, "name": row.person.full_name, "url": to.person(row.person)}
                for row in own
                if row.person
            ],
            "rows": [self.line(row, to) for row in rows if row not in own],
            "day_words": in_words(today, "day"),
        }

    def line(self, row: SeatRow, to: Addresses) -> dict[str, str]:
        """A seat that is held for the municipality."""
        return {
            "body": row.post.organization.name,
            "url": to.body(row.post.organization),
            "role": row.role,
            "name": row.person.full_name if row.person else "",
            "empty": EMPTY_KINDS.get(row.membership.empty, ""),
            "empty_label": row.name,
            "person_url": to.person(row.person) if row.office else "",
            "capacity": row.capacity,
        }

    def data(self, address: str) -> dict[str, Any]:
        """The municipality as schema.org says it."""
        return {"@type": "GovernmentOrganization", "name": self.title, "url": self.organization.website or address}


class PersonView:
    """Somebody with a public office."""

    def __init__(self, page: OrganizationIndexPage, person: Person, seats: list[Membership]) -> None:
        self.page, self.person, self.seats = page, person, seats
        self.title, self.rest = person.full_name, f"personen/{person.slug}/"

    def __call__(self, request: HttpRequest, viewer: Viewer) -> dict[str, Any]:
        """The variables of the template."""
        start, today = address_of(self.page, viewer), timezone.localdate()
        to = addresses_for(start, viewer)
        lines = [
            {
                "role": seat.post.words[:1].upper() + seat.post.words[1:], "body": seat.post.organization.name,
                "url": "" if seat.post.is_office else to.body(seat.post.organization), "period": seat.period,
                "capacity": SeatRow(seat, None).capacity,
                "on_behalf_of": seat.on_behalf_of.name if seat.on_behalf_of else "", "now": seat.holds_on(today),
            }
            for seat in self.seats
        ]  # fmt: skip
        return {
            "person": self.person,
            "title": self.title,
            "now": [line for line in lines if line["now"]],
            "earlier": [line for line in lines if not line["now"]],
            "day_words": in_words(today, "day"),
        }

    def data(self, address: str) -> dict[str, Any]:
        """The person as schema.org says it."""
        return {"@type": "Person", "name": self.title, "url": address}


class BodyPage(BasePage):
    """A page of its own for a body, with text and pictures beside its seats."""

    organization = models.OneToOneField(
        Organization, models.PROTECT, related_name="page", verbose_name="overleg of bestuur"
    )
    body = BodyField(PageBody(), blank=True, verbose_name="tekst")

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
        return {
            **body_context(self.organization, request, viewer, here, start),
            "body": render_body(self.body, viewer),
            "related": self.related(viewer),
        }

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The page; a day that is none is a bad request with the question again."""
        response = super().serve(request, *args, **kwargs)
        response.status_code = getattr(response, "context_data", {}).get("status", 200)
        return response
