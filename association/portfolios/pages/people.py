"""Who works on a portfolio, as its page shows it: cards of people, and facts about its bodies."""

from datetime import date
from typing import Any

from django.db.models import Q

from association.base.pictures import picture, prefetch_renditions
from association.base.queries import Viewer, viewable_pages
from association.base.validity import Validity
from association.memberships.forms import QUERY_NAME
from association.memberships.pages import Addresses
from association.memberships.queries import SeatRow, name_in_list, upper_first
from association.memberships.rules import EMPTY_KINDS, EmptySeat
from association.organizations.models import Organization
from association.portfolios.models import Portfolio, PortfolioBody
from association.portfolios.queries import PortfolioSeats

Card = dict[str, Any]
Fact = dict[str, Any]
NOT_RECORDED = "niet vastgelegd"


class NoAddresses:
    """A site without an overview of who sits where: names without links."""

    def body(self, organization: Organization) -> str:
        """Nothing."""
        return ""

    def person(self, person: Any) -> str:
        """Nothing."""
        return ""

    def look_for_vacancies(self, rows: Any, association: int | None) -> None:
        """Nothing to find."""

    def vacancy(self, row: SeatRow, day: date | None) -> str:
        """Nothing."""
        return ""


def register_addresses(viewer: Viewer) -> Addresses | NoAddresses:
    """Where the viewer's site shows bodies and persons; one query."""
    shown = Q(bodypage__isnull=False) | Q(organizationindexpage__isnull=False)
    root = len(viewer.site.root_page.url_path) - 1
    own: dict[int, str] = {}
    start = ""
    for organization, url_path in (
        viewable_pages(viewer).filter(shown).values_list("bodypage__organization_id", "url_path")
    ):
        if organization is None:
            start = str(url_path)[root:]
        else:
            own[organization] = str(url_path)[root:]
    return Addresses(start, own) if start else NoAddresses()


def people_context(seats: PortfolioSeats, to: Addresses | NoAddresses, facts: list[Fact]) -> dict[str, Any] | None:
    """What components/portfolio_people.html shows; None when there is nothing to tell. `facts` come last."""
    cards = [*lead_cards(seats, to), *committee_cards(seats, to)]
    tables = seat_lines(seats, to)
    shown = [item for item in [*body_facts(seats, to), *facts] if item["items"]]
    if not (cards or tables or shown):
        return None
    bodies = [*(body.link for body in seats.consultations), *seats.former]
    return {
        "cards": cards,
        "tables": tables,
        "facts": shown,
        "day": seats.day,
        "earlier_url": to.body(bodies[0].organization) if bodies else "",
    }


def lead_cards(seats: PortfolioSeats, to: Addresses | NoAddresses) -> list[Card]:
    """Who leads the portfolio; a consultation of which no chair was recorded says so."""
    cards = [{**card(row, lead_role(row), to, seats.day), "large": row in seats.chairs} for row in seats.leads]
    if seats.consultations and not seats.chairs:
        return [empty_card("Voorzitter"), *cards]
    return cards


def lead_role(row: SeatRow) -> str:
    """What somebody leads: "Voorzitter", "Trekker, Zorg en Veiligheid"."""
    return f"{row.role}, {row.post.for_whom_label}" if row.post.role == "lead" and row.post.for_whom_label else row.role


def committee_cards(seats: PortfolioSeats, to: Addresses | NoAddresses) -> list[Card]:
    """Who speaks for the association in each committee."""
    found: list[Card] = []
    for body in seats.committees:
        rows = [card(row, body.organization.name, to, seats.day) for row in body.rows]
        found += rows or [empty_card(body.organization.name)]
    return found + [card(row, "Commissie van de VNG", to, seats.day) for row in seats.without_committee]


def card(row: SeatRow, role: str, to: Addresses | NoAddresses, day: date) -> Card:
    """A seat as a card on a day: a person, or the words for an empty seat."""
    person = row.person
    return {
        "role": f"{role}, {row.capacity}" if row.capacity else role,
        "name": person.full_name if person else "",
        "initials": initials(person.given_name or person.initials, person.family_name) if person else "",
        "picture": picture(person.portrait, "portrait", alt="") if person else None,
        "url": to.person(person) if row.office else "",
        "office": office_words(row),
        "empty": EMPTY_KINDS.get(row.membership.empty, ""),
        "empty_label": upper_first(row.name) if not person else "",
        "vacancy_url": to.vacancy(row, day),
        "since": row.membership.first_words if not person else "",
    }


def empty_card(role: str) -> Card:
    """A seat of which nothing was recorded."""
    kind = EMPTY_KINDS[EmptySeat.NOT_YET_KNOWN.value]
    return {"role": role, "name": "", "empty": kind, "empty_label": upper_first(NOT_RECORDED)}


def initials(first: str, family: str) -> str:
    """What stands in place of a portrait: "BK"."""
    return f"{first[:1]}{family[:1]}".upper()


def office_words(row: SeatRow) -> str:
    """The public office, or else for whom somebody sits there: "Wethouder van Assen"; empty when neither is known."""
    if row.office:
        return f"{row.title} van {row.office.organization.name}"
    return name_in_list(row.membership.on_behalf_of) if row.membership.on_behalf_of else ""


def load_portraits(seats: PortfolioSeats) -> None:
    """Fetch the pictures of all people on the page in one query."""
    rows = [*seats.leads, *(row for body in seats.committees for row in body.rows)]
    prefetch_renditions(row.person.portrait for row in rows if row.person)


def seat_lines(seats: PortfolioSeats, to: Addresses | NoAddresses) -> list[Card]:
    """Who speaks for the portfolio in other bodies, as rows of a table; who leads it by that seat has a card."""
    found: list[Card] = []
    for body in seats.others:
        place = {"body": body.organization.name, "body_url": to.body(body.organization)}
        cards = [card(row, "", to, seats.day) for row in body.rows if row not in seats.leads]
        found += [{**one, **place} for one in (cards if body.rows else [empty_card("")])]
    return found


def body_facts(seats: PortfolioSeats, to: Addresses | NoAddresses) -> list[Fact]:
    """The consultations and committees, with who holds them and since when; then the ones before."""
    committees = [linked(body.organization, to) for body in seats.committees]
    return [
        fact("Overleg", [consultation(body.link, to) for body in seats.consultations]),
        fact("Eerder overleg", earlier(seats, to)),
        fact("Commissie van de VNG" if len(committees) == 1 else "Commissies van de VNG", committees),
    ]


def fact(label: str, items: list[dict[str, str]]) -> Fact:
    """One fact; one without items is left out in the end."""
    return {"label": label, "items": items}


def linked(organization: Organization, to: Addresses | NoAddresses, note: str = "") -> dict[str, str]:
    """A body with its address."""
    return {"name": organization.name, "url": to.body(organization), "note": note}


def consultation(link: PortfolioBody, to: Addresses | NoAddresses) -> dict[str, str]:
    """A consultation of the day: since when, who holds it when it is a partner, and whether it is being set up."""
    own = link.organization
    notes = [
        f"sinds {link.first_words or own.first_words}" if link.start_date or own.start_date else "",
        f"wordt gehouden door {own.run_by.name}" if own.run_by else "",
        "in ontwikkeling" if own.in_development else "",
    ]
    return linked(own, to, ", ".join(filter(None, notes)))


def earlier(seats: PortfolioSeats, to: Addresses | NoAddresses) -> list[dict[str, str]]:
    """The consultations of before; each link leads to who sat there on its last day."""
    bodies = [(link.organization, link if link.end_date else link.organization) for link in seats.former]
    return [former(body, end, to) for body, end in [*bodies, *((body, body) for body in seats.replaced)]]


def former(organization: Organization, end: Validity, to: Addresses | NoAddresses) -> dict[str, str]:
    """A consultation of before, with its last day where that is known."""
    url, last = to.body(organization), end.last_date
    note = f"tot en met {end.last_words}" if last else ""
    return {
        "name": organization.name,
        "url": f"{url}?{QUERY_NAME}={last.isoformat()}" if url and last else url,
        "note": note,
    }


def relation_facts(portfolio: Portfolio, addresses: dict[int, str], day: date) -> list[Fact]:
    """What the portfolio came from and became, and how it was called; two queries."""
    links: Any = Portfolio.predecessors.through
    both = Q(from_portfolio=portfolio) | Q(to_portfolio=portfolio)
    came: list[Portfolio] = []
    became: list[Portfolio] = []
    for row in links.objects.filter(both).select_related("from_portfolio", "to_portfolio"):
        if row.from_portfolio_id == portfolio.pk:
            came.append(row.to_portfolio)
        else:
            became.append(row.from_portfolio)
    names = [
        {"name": former_name.name, "url": "", "note": former_name.period}
        for former_name in portfolio.names.all()
        if not former_name.holds_on(day)
    ]
    return [
        fact("Voortgekomen uit", [relative(other, addresses) for other in in_register_order(came)]),
        fact("Opgegaan in", [relative(other, addresses) for other in in_register_order(became)]),
        fact("Heette eerder", names),
        fact("Periode", [{"name": portfolio.period, "url": "", "note": ""}] if portfolio.end_date else []),
    ]


def in_register_order(portfolios: list[Portfolio]) -> list[Portfolio]:
    """Portfolios as the register has them."""
    return sorted(portfolios, key=lambda portfolio: (portfolio.order, portfolio.name))


def relative(portfolio: Portfolio, addresses: dict[int, str]) -> dict[str, str]:
    """Another portfolio, with the address of its page when the viewer may see one."""
    return {"name": portfolio.name, "url": addresses.get(portfolio.pk, ""), "note": ""}
