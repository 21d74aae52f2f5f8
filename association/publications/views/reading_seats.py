"""A table of seats as an address reads it: which table, what its columns hold, in which body and on which day."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import Http404
from django.utils import timezone

from association.activities.rules import FIRST_YEAR, LAST_YEAR
from association.memberships.rights import bodies_for
from association.organizations.models import Organization
from association.publications.forms.tables import Answer, columns_chosen, day_typed, number_in, typed
from association.publications.importing.found_tables import FoundTable, cell_text, found_tables
from association.publications.importing.replacing import Offer, seats_offer
from association.publications.importing.seat_columns import COLUMNS, guess
from association.publications.importing.seat_plan import SeatPlan, body_names, consultations_of, plan_seats
from association.publications.importing.seat_tables import (
    SeatLine,
    body_in,
    compositions_in,
    days_in,
    lines_of,
)
from association.publications.models import PublicationSeries
from association.publications.pages import PublicationPage
from association.publications.views.desk import newest_body
from association.publications.views.tables import TablesScreen, place_names, texts_of_publication

# The fields in which a row is put right, by the cell that they are for.
TYPED = {"name": "naam", "role": "functie", "body": "overleg", "behalf": "namens"}
LABELS = {"name": "Wie", "role": "Functie", "body": "Overleg", "behalf": "Namens"}
SAMPLES, LONGEST_SAMPLE = 3, 120


class ReadSeats:
    """A table of a publication, with what the address (`query`) says of it and what was written in its rows."""

    def __init__(
        self,
        table: FoundTable,
        publication: PublicationPage,
        user: Any,
        query: Mapping[str, Any],
        corrected: Mapping[int, Mapping[str, str]],
    ) -> None:
        self.table, self.user = table, user
        self.association: Organization = publication.series.association
        self.publication = publication
        self.columns = columns_of(table, query, self.association)
        self.compositions = compositions_in(table, frozenset(), self.columns)
        part = number_in(typed(query, "deel")) or 1
        first = self.compositions[0] if self.compositions else None
        self.composition = next((one for one in self.compositions if one.part == part), first)
        self.day: Answer = day_typed(query, suggested_day(table, publication))
        self.bodies = list(bodies_for(user).filter(managed_by=self.association).order_by("name"))
        self.body = self.body_of(query)
        self.lines = self.rows(corrected)

    def body_of(self, query: Mapping[str, Any]) -> Organization | None:
        """The body that is meant where a row names none: as chosen, else as the words above the table say."""
        if "overleg" in query:
            wanted = number_in(typed(query, "overleg"))
        else:
            texts = (self.table.caption, self.table.heading, self.table.title)
            wanted = body_in(filter(None, texts), body_names(self.user, self.association))
        return next((body for body in self.bodies if body.pk == wanted), None)

    def rows(self, corrected: Mapping[int, Mapping[str, str]]) -> list[SeatLine]:
        """The rows for the register; none without a day."""
        if self.composition is None or self.day.value is None:
            return []
        return lines_of(self.composition, consultations_of(self.association, self.day.value), corrected)

    @property
    def chosen(self) -> dict[str, Any]:
        """What holds for all rows."""
        return {"user": self.user, "keeper": self.association, "body": self.body, "day": self.day.value}

    def plan(self) -> SeatPlan | None:
        """What would happen; None without rows."""
        return plan_seats(self.lines, **self.chosen) if self.lines else None

    @property
    def column_rows(self) -> list[dict[str, Any]]:
        """Each column: number, name, the first things that stand in it, and what it holds."""
        return [
            {
                "number": number,
                "words": self.table.head[number] or f"Kolom {number + 1}",
                "sample": sample([row[number] for row in self.table.rows]),
                "holds": holds,
            }
            for number, holds in self.columns.items()
        ]

    def offer(self, plan: SeatPlan | None) -> Offer | None:
        """The block that can take the place of the table, when the register has all of it; None when there is none."""
        if plan is None or not plan.is_done or len(self.compositions) != 1:
            return None
        bodies = [row.planned.body for row in plan.rows]
        vng = all(body is not None and body.classification == "vng_committee" for body in bodies)
        day = None if self.publication.reference_date == self.day.value else self.day.value
        return seats_offer(self.table, plan.bodies, vng=vng, day=day)


def sample(cells: list[str]) -> str:
    """The first different things that stand in a column."""
    found = dict.fromkeys(" ".join(cell.split()) for cell in cells if cell)
    return "; ".join(list(found)[:SAMPLES])[:LONGEST_SAMPLE]


def columns_of(table: FoundTable, query: Mapping[str, Any], association: Organization) -> dict[int, str]:
    """What every column holds: as chosen, else as guessed; empty for one that is not used."""
    guessed = guess(table, place_names(association))
    chosen = columns_chosen(query, COLUMNS)
    return {number: chosen.get(number, guessed.get(number, "")) for number in range(table.width)}


def suggested_day(table: FoundTable, publication: PublicationPage) -> date:
    """The day that stands above a table, else that of the publication, else one in its year, else today."""
    above = days_in(table.caption, table.above, table.heading)
    if above:
        return above[0]
    if publication.reference_date:
        return publication.reference_date
    year = publication.year or 0
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return timezone.localdate()
    if publication.series.kind == PublicationSeries.Kind.ANNUAL_REPORT:
        return date(year, 12, 31)
    # A plan says in front when it was adopted, and when it was last brought up to date.
    front = [cell_text(block["value"]) for block in newest_body(publication) if block["type"] == "paragraph"]
    told = [day for day in days_in(*front) if day.year == year]
    return max(told, default=date(year, 1, 1))


def read_seats(
    screen: TablesScreen, query: Mapping[str, Any], corrected: Mapping[int, Mapping[str, str]]
) -> ReadSeats | None:
    """The table of an address, the first of seats without one; None when there is none, Http404 for an unknown one."""
    key = typed(query, "tabel")
    if not key:
        table = screen.tables.seats[0].table if screen.tables.seats else None
    else:
        every = found_tables(texts_of_publication(screen.publication, screen.desk))
        table = next((table for table in every if table.key == key), None)
        if table is None:
            raise Http404
    return ReadSeats(table, screen.publication, screen.request.user, query, corrected) if table is not None else None
