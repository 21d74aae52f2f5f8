"""Who leads a portfolio, as schema.org says it: https://schema.org/OrganizationRole."""

from typing import Any
from urllib.parse import urljoin

from association.memberships.pages import Addresses
from association.memberships.queries import SeatRow
from association.memberships.rules import Capacity
from association.organizations.models import Organization
from association.portfolios.pages.people import NoAddresses
from association.portfolios.queries import PortfolioSeats


def led_by(seats: PortfolioSeats, to: Addresses | NoAddresses, address: str) -> list[dict[str, Any]]:
    """The bodies in which a portfolio is led, each with who leads it on the day; addresses begin with the page's own.

    Who is only nominated does not lead yet; a name that was removed stays away.
    """
    bodies: dict[int, tuple[Organization, list[SeatRow]]] = {}
    for body in (*seats.consultations, *seats.others):
        rows = [row for row in body.rows if row in seats.leads and leads(row)]
        if rows:
            bodies.setdefault(body.organization.pk, (body.organization, []))[1].extend(rows)
    return [organization(body, rows, to, address) for body, rows in bodies.values()]


def leads(row: SeatRow) -> bool:
    """Whether somebody who may be named leads by this seat."""
    return bool(row.person and not row.person.is_nameless and row.membership.capacity != Capacity.NOMINATED)


def organization(body: Organization, rows: list[SeatRow], to: Addresses | NoAddresses, address: str) -> dict[str, Any]:
    """A body with its roles."""
    found: dict[str, Any] = {"@type": "Organization", "name": body.name}
    if url := to.body(body):
        found["url"] = urljoin(address, url)
    if body.managed_by:
        found["parentOrganization"] = {"@type": "Organization", "name": body.managed_by.name}
    found["member"] = [role(row, to, address) for row in rows]
    return found


def role(row: SeatRow, to: Addresses | NoAddresses, address: str) -> dict[str, Any]:
    """A person in a role: since when as far as the day is known, and the public office."""
    person = row.person
    assert person is not None  # noqa: S101 - asked before, see `leads`
    who: dict[str, Any] = {"@type": "Person", "name": person.full_name}
    if row.office:
        if url := to.person(person):
            who["url"] = urljoin(address, url)
        who["jobTitle"] = row.office.title
        who["worksFor"] = {"@type": "GovernmentOrganization", "name": row.office.organization.name}
    words = f"{row.role} ({row.capacity})" if row.capacity else row.role
    found: dict[str, Any] = {"@type": "OrganizationRole", "roleName": words, "member": who}
    start, precision = row.membership.start_date, row.membership.start_precision
    if start:
        found["startDate"] = start.isoformat()[: {"year": 4, "month": 7}.get(precision, 10)]
    return found
