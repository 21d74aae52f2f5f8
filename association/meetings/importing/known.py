"""What the agenda has already of the days in a table, and what its user may change; a fixed number of queries."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q
from wagtail.models import Page
from wagtail.permissions import policy_registry

from association.meetings.forms.planning import bodies_for
from association.meetings.importing.given import Given
from association.meetings.models import Moment
from association.meetings.pages import AgendaIndexPage, MeetingPage
from association.meetings.queries import between
from association.memberships.importing.known import Bodies
from association.organizations.models import Organization
from association.review.queries import kind_needs_two

NOT_YOURS = "U mag deze vergadering niet wijzigen: de pagina is van een ander, of staat op slot."
READ_FIRST = "Bij deze pagina's leest een ander mee. Wijzig het moment in de pagina en vraag na te lezen."


class Known:
    """The bodies of an association that its user may see, and the meetings in its agenda around the rows."""

    def __init__(self, user: Any, index: AgendaIndexPage, association: Organization, rows: Sequence[Given]) -> None:
        self.bodies = Bodies(bodies_for(user, association.pk))
        self.moments = list(moments_around(index, rows))
        pages = {moment.page_id for moment in self.moments}
        self.editable, self.placeable = (self.may(user, action, pages) for action in ("change", "publish"))
        self.needs_two = kind_needs_two(MeetingPage, index)

    @staticmethod
    def may(user: Any, action: str, pages: set[int]) -> set[int]:
        """The keys of those pages with which the user may do something."""
        policy = policy_registry.get_by_type(Page)
        found = policy.instances_user_has_permission_for(user, action).filter(pk__in=pages)
        return set(found.order_by().values_list("pk", flat=True))

    def of(self, body: Organization, day: date) -> list[Moment]:
        """The moments of a body on a day, in their order."""
        return [moment for moment in self.moments if body_of(moment) == body.pk and moment.day == day]

    def marked(self, body: Organization, mark: UUID) -> Moment | None:
        """The moment of a body that goes on under a mark."""
        found = (one for one in self.moments if one.uid == mark and one.goes_on and body_of(one) == body.pk)
        return next(found, None)

    def against(self, moment: Moment) -> str:
        """Why the user may not change a moment; empty when that can be."""
        page = moment.page
        if page.pk not in self.editable or page.locked or (page.live and page.pk not in self.placeable):
            return NOT_YOURS
        return READ_FIRST if page.live and self.needs_two else ""


def body_of(moment: Moment) -> int:
    """The body whose meeting a moment is of."""
    return int(moment.page.meetingpage.organization_id)


def moments_around(index: AgendaIndexPage, rows: Sequence[Given]) -> Any:
    """The moments of meetings in an agenda on the days of some rows, and under their marks; each with its page."""
    days = sorted(row.day for row in rows if row.day)
    marks = {row.mark for row in rows if row.mark}
    near = between(days[0], days[-1]) if days else Q(pk__in=[])
    found = Moment.objects.filter(
        near | Q(uid__in=marks), page__path__startswith=index.path, page__meetingpage__isnull=False
    )
    return found.select_related("page__meetingpage").defer("page__meetingpage__body", "page__meetingpage__items")
