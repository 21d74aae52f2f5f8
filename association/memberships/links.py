"""Where a site shows who sits where."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from association.base.links import address_of
from association.base.queries import Viewer, viewable_pages
from association.memberships.queries import SeatRow, places_to_apply
from association.organizations.models import Organization
from association.people.models import Person

VACANCIES = "vacatures/"


def start_of(viewer: Viewer) -> str:
    """The address of the overview of who sits where; empty when the viewer has none."""
    found = viewable_pages(viewer).filter(organizationindexpage__isnull=False).first()
    return address_of(found, viewer) if found else ""


class Addresses:
    """Where a site shows organizations and persons, from the address of its overview; nowhere without one."""

    def __init__(self, start: str, own_pages: dict[int, str]) -> None:
        self.start, self.own_pages = start, own_pages
        self.places: dict[int, str] = {}

    def body(self, organization: Organization) -> str:
        """A body: its own page when it has one, else the page that the register makes."""
        made = f"{self.start}{organization.site_slug}/" if self.start else ""
        return self.own_pages.get(organization.pk) or made

    def represented(self, organization: Organization | None, members: set[int]) -> str:
        """A municipality that is a member; nothing for another."""
        known = organization is not None and organization.pk in members
        return f"{self.start}gemeenten/{organization.site_slug}/" if known and organization and self.start else ""

    def person(self, person: Person | None) -> str:
        """Somebody with a public office; nothing for whose name was removed."""
        return f"{self.start}personen/{person.slug}/" if person and self.start and not person.is_nameless else ""

    def look_for_vacancies(self, rows: Iterable[SeatRow], association: int | None) -> None:
        """Find where people may apply for the vacant seats among these; one query, none without a vacant seat."""
        if self.start and association:
            self.places = places_to_apply((row.membership for row in rows), association, timezone.now())

    def vacancy(self, row: SeatRow, day: date | None) -> str:
        """Where people may apply for a vacant seat, on the list of today; nothing on one of another day."""
        slug = self.places.get(row.post.pk) if row.membership.empty == "vacant" else None
        return f"{self.start}{VACANCIES}{slug}/" if slug and day == timezone.localdate() else ""


def addresses_for(start: str, viewer: Viewer) -> Addresses:
    """The addresses on the viewer's site; one query for the bodies with a page of their own."""
    found = viewable_pages(viewer).filter(bodypage__isnull=False).values_list("bodypage__organization_id", "url_path")
    root = len(viewer.site.root_page.url_path) - 1
    return Addresses(start, {number: str(url_path)[root:] for number, url_path in found})
