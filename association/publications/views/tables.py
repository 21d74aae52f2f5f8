"""What the tables of a publication hold for activities and register: all of them, and what the screens share."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from association.activities.rights import associations_for
from association.activities.rules import Stoplight
from association.memberships.importing.known import names_of
from association.memberships.rights import keepers
from association.organizations.models import Organization
from association.people.rules import plain
from association.publications.forms.tables import typed
from association.publications.importing.activity_tables import (
    ActivityTable,
    GivenActivity,
    activities_in,
    activity_table,
    labels_of,
)
from association.publications.importing.found_tables import FoundTable, Text, found_tables
from association.publications.importing.seat_tables import Composition, compositions_in
from association.publications.pages import PublicationPage
from association.publications.views.desk import Desk, DeskScreen, newest_body, publication_for

NO_LIGHTS = dict(Stoplight.choices)


@dataclass(frozen=True)
class Tables:
    """What stands in the tables of a publication."""

    activities: tuple[ActivityTable, ...] = ()
    seats: tuple[Composition, ...] = ()
    others: tuple[FoundTable, ...] = ()

    @property
    def given(self) -> list[GivenActivity]:
        """The activities, as the words of the tables say."""
        return activities_in(self.activities, labels_of(self.activities, {}), NO_LIGHTS)

    @property
    def words(self) -> str:
        """What there is, in a sentence; empty for nothing."""
        amounts = [
            f"{number} {one if number == 1 else many}"
            for number, one, many in (
                (len(self.given), "activiteit", "activiteiten"),
                (len(self.seats), "samenstelling", "samenstellingen"),
            )
            if number
        ]
        return f"In dit document staan {' en '.join(amounts)}." if amounts else ""


def texts_of_publication(publication: PublicationPage, desk: Desk) -> list[Text]:
    """The newest texts of a publication, its own first."""
    own = Text(publication.pk, publication.draft_title or publication.title, newest_body(publication))
    return [own, *(Text(page.pk, page.draft_title or page.title, desk.bodies[page.pk]) for page in desk.chapters)]


def place_names(association: Organization) -> frozenset[str]:
    """The names, in letters, of the organizations that an association works with; one query."""
    own = Organization.objects.filter(Q(managed_by=association) | Q(managed_by=None)).exclude(pk=association.pk)
    return frozenset(plain(name) for one in own for name in names_of(one) if len(plain(name)) > 1)


def tables_of(publication: PublicationPage, desk: Desk) -> Tables:
    """What the tables of a publication hold; what is neither activities nor seats is among the others."""
    activities, seats, others = [], [], []
    found = found_tables(texts_of_publication(publication, desk))
    places = place_names(publication.series.association) if found else frozenset()
    for table in found:
        if (of_activities := activity_table(table)) is not None:
            activities.append(of_activities)
        elif of_seats := compositions_in(table, places, {}):
            seats += of_seats
        else:
            others.append(table)
    return Tables(tuple(activities), tuple(seats), tuple(others))


def said_of_tables(publication: PublicationPage, desk: Desk, user: Any) -> str:
    """What the screen of a publication says of its tables; empty when there is nothing that the user may take over."""
    association = publication.series.association
    tables = tables_of(publication, desk)
    may = {"activities": may_activities(user, association), "seats": may_seats(user, association)}
    return tables.words if (tables.activities and may["activities"]) or (tables.seats and may["seats"]) else ""


def may_activities(user: Any, association: Organization) -> bool:
    """Whether a user may add or change activities of an association."""
    return bool(associations_for(user, ("add", "change")).filter(pk=association.pk).exists())


def may_seats(user: Any, association: Organization) -> bool:
    """Whether a user may change seats for an association."""
    return bool(keepers(user).filter(pk=association.pk).exists())


class TablesScreen(DeskScreen):
    """A screen about the tables of one publication; only for who may change it."""

    request: HttpRequest
    header_icon = "table"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """PermissionDenied for who may not, Http404 for no publication."""
        self.publication = publication_for(request.user, kwargs["number"])
        if not self.is_allowed(request.user):
            raise PermissionDenied
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer

    def is_allowed(self, user: Any) -> bool:
        """Whether the user may take anything over."""
        return may_activities(user, self.association) or may_seats(user, self.association)

    @property
    def association(self) -> Organization:
        """Whose publication it is."""
        found: Organization = self.publication.series.association
        return found

    @cached_property
    def desk(self) -> Desk:
        """The publication with its newest texts."""
        return Desk(self.publication)

    @cached_property
    def tables(self) -> Tables:
        """What stands in its tables."""
        return tables_of(self.publication, self.desk)

    def above(self) -> list[tuple[str, str]]:
        """The publication, and its tables."""
        title = str(self.publication.draft_title or self.publication.title)
        return [*super().above(), (title, reverse("publication", args=[self.publication.pk]))]

    @property
    def page_number(self) -> str:
        """Which part of the rows is asked for, as it was typed."""
        data = self.request.POST if self.request.method == "POST" else self.request.GET
        return typed(data, "pagina") or typed(data, "op") or "1"

    @property
    def overview(self) -> str:
        """The address of all tables."""
        return reverse("publication_tables", args=[self.publication.pk])


class TablesView(TablesScreen, TemplateView):
    """All that was recognised in the tables of a publication, and what was not."""

    page_title = "Tabellen overnemen"
    template_name = "publications/admin/tables.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The activities, the compositions, and the other tables."""
        number = self.publication.pk
        seats_url = reverse("publication_seats", args=[number])
        return super().get_context_data(
            publication=self.publication,
            tables=self.tables,
            activities=len(self.tables.given),
            activities_url=reverse("publication_activities", args=[number]),
            may_activities=may_activities(self.request.user, self.association),
            may_seats=may_seats(self.request.user, self.association),
            seats=[(one, f"{seats_url}?tabel={one.table.key}&deel={one.part}") for one in self.tables.seats],
            others=[(one, f"{seats_url}?tabel={one.key}") for one in self.tables.others],
            back=reverse("publication", args=[number]),
            **kwargs,
        )
