"""What the pages of portfolios and of the register show of the agenda: what comes next."""

from django.db.models import Q
from django.utils import timezone

from association.base.queries import Viewer
from association.base.registry import Section, register_section
from association.meetings.pages.coming import Coming, coming_for_portfolio, coming_up
from association.meetings.pages.filters import BODY, PORTFOLIO, TOWN
from association.meetings.queries import of_body, of_municipality
from association.memberships.pages import BodyPage, BodyView, MemberView, PersonView
from association.portfolios.pages import PortfolioPage

SHOWN = 4
# On the page of a portfolio: of its own consultation, and of other tables.
OWN_SHOWN, ALSO_SHOWN = 3, 2


def agenda_section(found: Coming | None, query: str) -> Section | None:
    """What comes next; `query` is what shows all of it in the agenda."""
    if found is None:
        return None
    context = {"rows": found.rows, "also": found.also, "also_label": "Ook over dit onderwerp", "file": found.file}
    more = {"more_url": f"{found.agenda}?{query}" if query else found.agenda, "more_label": "Meer in de agenda"}
    return Section("Agenda", "agenda", "components/agenda_next.html", context | more)


def of_portfolio_page(page: PortfolioPage, viewer: Viewer) -> Section | None:
    """What comes for a portfolio."""
    found = coming_for_portfolio(viewer, page.portfolio_id, timezone.localdate(), most=OWN_SHOWN, also=ALSO_SHOWN)
    return agenda_section(found, f"{PORTFOLIO}={page.portfolio.slug}")


def of_body_page(page: BodyPage | BodyView, viewer: Viewer) -> Section | None:
    """The next meetings of a body."""
    found = coming_up(viewer, SHOWN, of_body(page.organization.pk), names_body=False)
    return agenda_section(found, f"{BODY}={page.organization.site_slug}")


def of_person(view: PersonView, viewer: Viewer) -> Section | None:
    """The next meetings of the bodies in which somebody sits today."""
    today = timezone.localdate()
    bodies = {seat.post.organization_id for seat in view.seats if seat.holds_on(today) and not seat.post.is_office}
    if not bodies:
        return None
    return agenda_section(coming_up(viewer, SHOWN, Q(page__meetingpage__organization__in=bodies)), "")


def of_member(view: MemberView, viewer: Viewer) -> Section | None:
    """The next meetings of the bodies in which a municipality sits today."""
    town = view.organization
    found = coming_up(viewer, SHOWN, of_municipality(town.pk, timezone.localdate()))
    return agenda_section(found, f"{TOWN}={town.site_slug}")


def connect() -> None:
    """Show them; called once when the app is ready."""
    register_section(PortfolioPage, of_portfolio_page)
    register_section(BodyPage, of_body_page)
    register_section(BodyView, of_body_page)
    register_section(PersonView, of_person)
    register_section(MemberView, of_member)
