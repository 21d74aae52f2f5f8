"""Who sits in a body, and in the committees of the VNG."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from association.base.blocks.base import FactBlock
from association.base.blocks.facts import day_folded
from association.base.queries import Viewer
from association.base.rules.days import in_words
from association.memberships.blocks.place import EXAMPLE_DAY, BodyChooser, Place, place_of
from association.memberships.links import Addresses
from association.memberships.queries import SeatRow, compositions, name_in_list, vng_seats
from association.memberships.rules import EMPTY_KINDS
from association.organizations.queries import shown_bodies


def table_row(row: SeatRow, to: Addresses, members: set[int], day: date | None = None) -> dict[str, Any]:
    """A seat as components/seats_table.html shows it, on the list of a day; without one as it stays."""
    person = row.person
    return {
        "place": (row.post.pk, row.membership.seat),
        "role": row.role,
        "name": person.full_name if person else "",
        "url": to.person(person) if row.office else "",
        "empty": EMPTY_KINDS.get(row.membership.empty, ""),
        "empty_label": row.name if not person else "",
        "vacancy_url": to.vacancy(row, day),
        "since": row.membership.first_words if not person else "",
        "capacity": row.capacity,
        "office": row.office.title if row.office else "",
        "on_behalf_of": row.on_behalf_of,
        "behalf_url": to.represented(row.represents, members) if not row.post.for_whom_label else "",
        "advising": row.post.role in {"advisory_member", "guest"},
    }


def one_per_seat(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Of each seat its first row: who acts or is nominated beside it is no seat more."""
    return list({row["place"]: row for row in reversed(rows)}.values())[::-1]


def count_words(rows: list[dict[str, Any]]) -> str:
    """How many seats, and how many of them wait for somebody: "13 zetels, 1 vacature"."""
    vacancies = sum(row["empty"] == "vacancy" for row in rows)
    count = len(one_per_seat(rows))
    seats = f"{count} {'zetel' if count == 1 else 'zetels'}"
    if not vacancies:
        return seats
    return f"{seats}, {vacancies} {'vacature' if vacancies == 1 else 'vacatures'}"


EXAMPLE_ROWS: tuple[dict[str, Any], ...] = (
    {"place": 1, "role": "Voorzitter", "name": "A. Achternaam", "office": "burgemeester", "on_behalf_of": "Gemeente 1"},
    {
        "place": 2,
        "role": "Lid",
        "name": "",
        "empty": "vacancy",
        "empty_label": "vacature",
        "on_behalf_of": "Gemeente 2",
    },
)


@dataclass(frozen=True)
class SeatsFact:
    """Who sits in a body, or in all committees of the VNG: rows as components/seats_table.html shows them."""

    title: str
    day: date
    rows: tuple[dict[str, Any], ...]
    note: str
    first_column: str = "Functie"


class SeatsBlock(FactBlock):
    """The seats of a body."""

    organization = BodyChooser(label="Overleg of bestuur")

    def resolve(self, values: list[Any], viewer: Viewer) -> list[SeatsFact | None]:
        """The compositions; nothing of a body that the site does not show."""
        place = place_of(viewer)
        if place is None:
            return [None] * len(values)
        wanted = {value["organization"].pk for value in values if value["organization"]}
        shown = {
            body.pk: body for body in shown_bodies(place.association).filter(pk__in=wanted).prefetch_related("names")
        }
        asked = [(shown.get(getattr(value["organization"], "pk", None)), self.day_of(value)) for value in values]
        known = compositions([(body, day) for body, day in asked if body], place.association)
        place.to.look_for_vacancies((row for one in known for row in one.rows), place.association)
        found = iter(known)
        return [
            self.one(next(found), place, stays=bool(value.get("day"))) if body else None
            for value, (body, _) in zip(values, asked, strict=True)
        ]

    def one(self, found: Any, place: Place, *, stays: bool) -> SeatsFact | None:
        """One composition; None for one that nothing is known of. What stays as it is leads to no vacancy."""
        day = None if stays else found.day
        rows = tuple(table_row(row, place.to, set(place.members), day) for row in found.rows)
        name = found.organization.name_on(found.day)
        return SeatsFact(name, found.day, rows, count_words(list(rows))) if rows else None

    def shown(self, fact: SeatsFact) -> dict[str, Any]:
        """As the component takes it."""
        return {
            "caption": f"{fact.title} per {in_words(fact.day, 'day')}",
            "note": fact.note,
            "rows": fact.rows,
            "first_column": fact.first_column,
        }

    def example(self) -> SeatsFact:
        """A chair and a vacancy."""
        return SeatsFact("Bestuur", EXAMPLE_DAY, EXAMPLE_ROWS, "2 zetels, 1 vacature")

    class Meta:
        icon = "group"
        label = "Wie zit in een overleg"
        description = "De samenstelling van een overleg of bestuur. Blijft vanzelf bij."
        template = "components/seats_table.html"
        form_layout = day_folded("organization")


class VngSeatsBlock(FactBlock):
    """Who sits in the committees of the VNG for the association."""

    def resolve(self, values: list[Any], viewer: Viewer) -> list[SeatsFact | None]:
        """The seats of each day."""
        place = place_of(viewer)
        if place is None:
            return [None] * len(values)
        found = vng_seats([self.day_of(value) for value in values], place.association)
        place.to.look_for_vacancies((row for rows in found.values() for row in rows), place.association)
        return [
            self.one(self.day_of(value), found[self.day_of(value)], place, stays=bool(value.get("day")))
            for value in values
        ]

    def one(self, day: date, found: list[SeatRow], place: Place, *, stays: bool) -> SeatsFact | None:
        """The seats of a day; None when there are none. What stays as it is leads to no vacancy."""
        rows = tuple(self.row(row, place, None if stays else day) for row in found)
        return SeatsFact("Onze stem in VNG-commissies", day, rows, "", "Commissie") if rows else None

    def shown(self, fact: SeatsFact) -> dict[str, Any]:
        """As the component takes it."""
        return {
            "caption": fact.title,
            "note": f"Samenstelling per {in_words(fact.day, 'day')}",
            "rows": fact.rows,
            "first_column": fact.first_column,
        }

    def row(self, row: SeatRow, place: Place, day: date | None) -> dict[str, Any]:
        """A seat by its committee; who holds it says more by the own municipality than by the association."""
        shown = {**table_row(row, place.to, set(place.members), day), "role": row.post.organization.name}
        if row.office:
            home = row.office.organization
            shown |= {
                "on_behalf_of": name_in_list(home),
                "behalf_url": place.to.represented(home, set(place.members)),
            }
        return shown

    def example(self) -> SeatsFact:
        """Two committees."""
        rows = tuple({**row, "role": f"Commissie {number}"} for number, row in enumerate(EXAMPLE_ROWS, 1))
        return SeatsFact("Onze stem in VNG-commissies", EXAMPLE_DAY, rows, "", "Commissie")

    class Meta:
        icon = "group"
        label = "Plekken in VNG-commissies"
        description = "Wie namens de vereniging in welke commissie van de VNG zit."
        template = "components/seats_table.html"
        form_layout = day_folded()
