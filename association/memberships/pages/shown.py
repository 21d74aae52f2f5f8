"""What the register shows below the overview: a body, a member, a person."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from association.base.links import address_of
from association.base.pages import BasePage
from association.base.queries import Viewer
from association.base.registry import sections_for
from association.base.rules.days import in_words
from association.base.site_settings import SiteSettings
from association.memberships.links import Addresses, addresses_for
from association.memberships.models import Membership
from association.memberships.pages.tables import body_context
from association.memberships.queries import SeatRow, held_for
from association.memberships.rules import EMPTY_KINDS
from association.organizations.models import Organization
from association.people.models import Person


class BodyView:
    """A body, below the overview."""

    def __init__(self, page: BasePage, organization: Organization, slug: str) -> None:
        self.page, self.organization = page, organization
        self.title, self.rest = organization.name, f"{slug}/"

    def __call__(self, request: HttpRequest, viewer: Viewer) -> dict[str, Any]:
        """The variables of the template."""
        start = address_of(self.page, viewer)
        found = body_context(self.organization.pk, request, viewer, f"{start}{self.rest}", start)
        return {**found, "sections": list(sections_for(self, viewer))}

    def data(self, address: str) -> dict[str, Any]:
        """The body as schema.org says it."""
        found: dict[str, Any] = {"@type": "Organization", "name": self.title, "url": address}
        if self.organization.managed_by:
            found["parentOrganization"] = {"@type": "Organization", "name": self.organization.managed_by.name}
        return found


class MemberView:
    """A member of the association."""

    def __init__(self, page: BasePage, organization: Organization) -> None:
        self.page, self.organization = page, organization
        self.title, self.rest = f"Gemeente {organization.name}", f"gemeenten/{organization.site_slug}/"

    def __call__(self, request: HttpRequest, viewer: Viewer) -> dict[str, Any]:
        """The variables of the template."""
        start, today = address_of(self.page, viewer), timezone.localdate()
        association = SiteSettings.of(viewer.site).association_id
        to = addresses_for(start, viewer)
        held = held_for(self.organization, today, association)
        to.look_for_vacancies(held.on_behalf, association)
        return {
            "organization": self.organization,
            "title": self.title,
            "office_rows": [
                {"title": row.role, "name": row.person.full_name, "url": to.person(row.person)}
                for row in held.officers
                if row.person
            ],
            "tables": [
                {"caption": caption, "rows": [self.line(row, to) for row in rows]}
                for caption, rows in (
                    (f"Namens {self.organization.name}", held.on_behalf),
                    ("Voor alle gemeenten, of op eigen titel", held.for_all),
                )
                if rows
            ],
            "day_words": in_words(today, "day"),
            "file": f"{start}{self.rest.rstrip('/')}.csv",
            "sections": list(sections_for(self, viewer)),
        }

    def line(self, row: SeatRow, to: Addresses) -> dict[str, str]:
        """A seat as a row of its table."""
        return {
            "body": row.post.organization.name,
            "url": to.body(row.post.organization),
            "role": row.role,
            "name": row.person.full_name if row.person else "",
            "empty": EMPTY_KINDS.get(row.membership.empty, ""),
            "empty_label": row.name,
            "vacancy_url": to.vacancy(row, timezone.localdate()),
            "person_url": to.person(row.person) if row.office else "",
            "capacity": row.capacity,
        }

    def data(self, address: str) -> dict[str, Any]:
        """The municipality as schema.org says it."""
        return {"@type": "GovernmentOrganization", "name": self.title, "url": self.organization.website or address}


class PersonView:
    """Somebody with a public office."""

    def __init__(self, page: BasePage, person: Person, seats: list[Membership]) -> None:
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
            "sections": list(sections_for(self, viewer)),
            "day_words": in_words(today, "day"),
        }

    def data(self, address: str) -> dict[str, Any]:
        """The person as schema.org says it: today's offices and the bodies that they sit in."""
        present = [seat for seat in self.seats if seat.holds_on(timezone.localdate())]
        offices = [seat for seat in present if seat.post.is_office]
        found: dict[str, Any] = {"@type": "Person", "name": self.title, "url": address}
        if offices:
            found["jobTitle"] = ", ".join(dict.fromkeys(seat.post.words for seat in offices))
            found["worksFor"] = [
                {"@type": "GovernmentOrganization", "name": name}
                for name in dict.fromkeys(seat.post.organization.name for seat in offices)
            ]
        if len(offices) < len(present):
            names = dict.fromkeys(seat.post.organization.name for seat in present if not seat.post.is_office)
            found["memberOf"] = [{"@type": "Organization", "name": name} for name in names]
        return found
