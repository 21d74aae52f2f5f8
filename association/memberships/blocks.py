"""Blocks of the register: who sits where, in any text, as it is today or was on a fixed day."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from wagtail import blocks

from association.base.blocks.base import FactBlock
from association.base.blocks.choosers import RegisterChooser
from association.base.blocks.facts import day_folded, register_fact_block
from association.base.queries import Viewer
from association.base.rules.charts import Node, draw
from association.base.rules.days import in_words
from association.base.rules.tiles import Spot, lay_tiles
from association.base.site_settings import SiteSettings
from association.memberships.links import Addresses, addresses_for, start_of
from association.memberships.queries import (
    SeatRow,
    compositions,
    counts_on,
    name_in_list,
    seats_held_on,
    upper_first,
    vng_seats,
)
from association.memberships.rules import EMPTY_KINDS
from association.organizations.models import Organization
from association.organizations.queries import BODIES, counted_members, members_on, shown_bodies, tree_of
from association.people.models import Person


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


def count_words(rows: list[dict[str, Any]]) -> str:
    """How many seats, and how many of them wait for somebody: "13 zetels, 1 vacature"."""
    vacancies = sum(row["empty"] == "vacancy" for row in rows)
    seats = f"{len(rows)} {'zetel' if len(rows) == 1 else 'zetels'}"
    if not vacancies:
        return seats
    return f"{seats}, {vacancies} {'vacature' if vacancies == 1 else 'vacatures'}"


class BodyChooser(RegisterChooser):
    """A body of the register."""

    target_model = Organization
    window, words = "overleg-kiezen", "Kies een overleg of bestuur"

    class Meta:
        icon = "group"


class PersonChooser(RegisterChooser):
    """A person of the register."""

    target_model = Person
    window, words = "persoon-kiezen", "Kies een persoon"

    class Meta:
        icon = "user"


EXAMPLE_DAY = date(2022, 12, 31)
EXAMPLE_ROWS: tuple[dict[str, Any], ...] = (
    {"role": "Voorzitter", "name": "A. Achternaam", "office": "burgemeester", "on_behalf_of": "Gemeente 1"},
    {"role": "Lid", "name": "", "empty": "vacancy", "empty_label": "vacature", "on_behalf_of": "Gemeente 2"},
)


@dataclass(frozen=True)
class Place:
    """Where a viewer finds the register, and whose it is."""

    association: int
    to: Addresses
    members: frozenset[int]


def place_of(viewer: Viewer) -> Place | None:
    """The place on the viewer's site; None for a site without association. Three queries."""
    association = SiteSettings.of(viewer.site).association_id
    if association is None:
        return None
    start = start_of(viewer)
    members = members_on(association, None) if start else []
    return Place(association, addresses_for(start, viewer), frozenset(member.pk for member in members))


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
        found = iter(compositions([(body, day) for body, day in asked if body], place.association))
        return [self.one(next(found), place) if body else None for body, _ in asked]

    def one(self, found: Any, place: Place) -> SeatsFact | None:
        """One composition; None for one that nothing is known of."""
        rows = tuple(table_row(row, place.to, set(place.members)) for row in found.rows)
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
        return [self.one(self.day_of(value), found[self.day_of(value)], place) for value in values]

    def one(self, day: date, found: list[SeatRow], place: Place) -> SeatsFact | None:
        """The seats of a day; None when there are none."""
        rows = tuple(self.row(row, place) for row in found)
        return SeatsFact("Onze stem in VNG-commissies", day, rows, "", "Commissie") if rows else None

    def shown(self, fact: SeatsFact) -> dict[str, Any]:
        """As the component takes it."""
        return {
            "caption": fact.title,
            "note": f"Samenstelling per {in_words(fact.day, 'day')}",
            "rows": fact.rows,
            "first_column": fact.first_column,
        }

    def row(self, row: SeatRow, place: Place) -> dict[str, Any]:
        """A seat by its committee; who holds it says more by the own municipality than by the association."""
        shown = {**table_row(row, place.to, set(place.members)), "role": row.post.organization.name}
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


@dataclass(frozen=True)
class MembersFact:
    """The members of the association on a day."""

    day: date
    members: tuple[dict[str, str], ...]


class MembersBlock(FactBlock):
    """The municipalities that are a member."""

    def resolve(self, values: list[Any], viewer: Viewer) -> list[MembersFact | None]:
        """The members of each day."""
        place = place_of(viewer)
        days = {self.day_of(value) for value in values} if place else set()
        found = {day: self.one(day, place) for day in days if place}
        return [found.get(self.day_of(value)) for value in values]

    def one(self, day: date, place: Place) -> MembersFact | None:
        """The members of a day; None when there are none."""
        known, own = members_on(place.association, day), set(place.members)
        lines = tuple({"name": one.name, "url": place.to.represented(one, own)} for one in known)
        return MembersFact(day, lines) if lines else None

    def shown(self, fact: MembersFact) -> dict[str, Any]:
        """As the component takes it."""
        return {"title": f"{len(fact.members)} gemeenten", "members": fact.members, "more_label": "", "more_url": ""}

    def example(self) -> MembersFact:
        """Four municipalities."""
        return MembersFact(EXAMPLE_DAY, tuple({"name": f"Gemeente {number}", "url": ""} for number in range(1, 5)))

    class Meta:
        icon = "home"
        label = "Gemeenten"
        description = "Alle gemeenten die lid zijn, met een link naar wie hen waar vertegenwoordigt."
        template = "components/members.html"
        form_layout = day_folded()


@dataclass(frozen=True)
class MapFact:
    """The members of a day, with those that have a place on the map."""

    day: date
    members: tuple[dict[str, str], ...]
    spots: tuple[Spot, ...]


class MapBlock(MembersBlock):
    """The members on a map of tiles."""

    def one(self, day: date, place: Place) -> MapFact | None:  # type: ignore[override]  # its own fact
        """The members of a day; None when there are none."""
        known, own = members_on(place.association, day), set(place.members)
        lines = tuple({"name": one.name, "url": place.to.represented(one, own)} for one in known)
        spots = tuple(
            Spot(one.name, place.to.represented(one, own), one.map_column, one.map_row)
            for one in known
            if one.map_column and one.map_row
        )
        return MapFact(day, lines, spots) if lines else None

    def shown(self, fact: MapFact) -> dict[str, Any]:  # type: ignore[override]  # as above
        """As the component takes it."""
        count = len(fact.members)
        title = f"De {count} gemeenten op de kaart" if fact.spots else f"De {count} gemeenten"
        return {"title": title, "map": lay_tiles(fact.spots), "members": fact.members}

    def example(self) -> MapFact:  # type: ignore[override]  # as above
        """Four municipalities."""
        spots = tuple(Spot(f"Gemeente {number}", "", number % 2 + 1, number // 2 + 1) for number in range(4))
        return MapFact(EXAMPLE_DAY, tuple({"name": spot.name, "url": ""} for spot in spots), spots)

    class Meta:
        icon = "site"
        label = "Kaart van de gemeenten"
        description = "De leden als tegels, ongeveer waar zij liggen, met dezelfde lijst in woorden."
        template = "components/member_map.html"
        form_layout = day_folded()


@dataclass(frozen=True)
class PersonFact:
    """Somebody with what they do on a day."""

    person: Person
    role: str
    office: str
    url: str


def still_known(person: Person | None) -> Person | None:
    """Who stayed, of one that was merged into another; nobody, of whose name was removed."""
    found = person.merged_into or person if person else None
    return None if found is None or found.is_nameless else found


class PersonBlock(FactBlock):
    """Somebody with a public office or a seat of the association."""

    person = PersonChooser(label="Persoon")

    def resolve(self, values: list[Any], viewer: Viewer) -> list[PersonFact | None]:
        """The seats of each person on the day; nobody without a seat that the site shows."""
        place = place_of(viewer)
        if place is None:
            return [None] * len(values)
        people = [still_known(value["person"]) for value in values]
        asked = [(getattr(person, "pk", 0), self.day_of(value)) for person, value in zip(people, values, strict=True)]
        found = seats_held_on([pair for pair in asked if pair[0]], place.association)
        return [
            self.one(person, found.get(pair, ([], None)), place) for person, pair in zip(people, asked, strict=True)
        ]

    def one(self, person: Person | None, seats: Any, place: Place) -> PersonFact | None:
        """One person."""
        rows, office = seats
        if person is None or not (rows or office):
            return None
        words = f"{upper_first(office.title)} van {office.organization.name}" if office else ""
        role = "; ".join(f"{row.post.words}, {row.post.organization.name}" for row in rows[:2])
        return PersonFact(
            person, upper_first(role), words, place.to.person(person) if office and place.to.start else ""
        )

    def shown(self, fact: PersonFact) -> dict[str, Any]:
        """As the component takes it."""
        name = fact.person.full_name
        return {
            "name": name,
            "role": fact.role,
            "office": fact.office,
            "url": fact.url,
            "picture": None,
            "initials": "".join(part[0] for part in (name.split()[0], fact.person.family_name) if part),
            "boxed": True,
        }

    def example(self) -> PersonFact:
        """Somebody without a name of their own."""
        person = Person(initials="A.", family_name="Achternaam")
        return PersonFact(person, "Voorzitter, Bestuur", "Wethouder van een gemeente", "")

    class Meta:
        icon = "user"
        label = "Persoon"
        description = "Een kaartje van een bestuurder, met ambt en plekken van die dag."
        template = "components/person_card.html"
        form_layout = day_folded("person")


NUMBERS = [
    ("members", "aantal gemeenten"), ("partners", "gemeenten, provincie en waterschappen samen"),
    ("bodies", "aantal overleggen"), ("seats", "plekken die bezet zijn"), ("vacancies", "vacatures"),
    ("vng", "plekken in VNG-commissies"),
]  # fmt: skip
WORDS = {
    "members": "Gemeenten", "partners": "Samen", "bodies": "Overleggen", "seats": "Bezette plekken",
    "vacancies": "Vacatures", "vng": "Plekken in VNG-commissies",
}  # fmt: skip


@dataclass(frozen=True)
class NumbersFact:
    """Numbers of a day, counted from the register, each with its words."""

    day: date
    numbers: tuple[tuple[str, str], ...]


class NumbersBlock(FactBlock):
    """The association in numbers."""

    chosen = blocks.MultipleChoiceBlock(
        label="Wat wilt u laten zien?", choices=NUMBERS, default=["members", "bodies", "seats"]
    )

    def resolve(self, values: list[Any], viewer: Viewer) -> list[NumbersFact | None]:
        """The numbers of each day."""
        place = place_of(viewer)
        if place is None:
            return [None] * len(values)
        days = {self.day_of(value) for value in values}
        known = {day: self.counted(day, place.association) for day in days}
        return [self.one(self.day_of(value), known[self.day_of(value)], value["chosen"]) for value in values]

    def counted(self, day: date, association: int) -> dict[str, str]:
        """All numbers of a day."""
        seats = {name: str(number) for name, number in counts_on(day, association).items()}
        return seats | counted_members(association, day)

    def one(self, day: date, known: dict[str, str], chosen: list[str]) -> NumbersFact | None:
        """The chosen numbers; those that are not known are left out."""
        numbers = tuple((WORDS[name], known[name]) for name in chosen if known.get(name))
        return NumbersFact(day, numbers) if numbers else None

    def shown(self, fact: NumbersFact) -> dict[str, Any]:
        """As the component takes it."""
        return {"facts": [{"label": label, "value": value} for label, value in fact.numbers]}

    def example(self) -> NumbersFact:
        """Three numbers."""
        return NumbersFact(EXAMPLE_DAY, (("Gemeenten", "12"), ("Samen", "12+1+4"), ("Vacatures", "2")))

    class Meta:
        icon = "table"
        label = "Vereniging in cijfers"
        description = "Hooguit zes getallen, geteld uit het register."
        template = "components/fact_panel.html"
        form_layout = day_folded("chosen")


@dataclass(frozen=True)
class StructureFact:
    """The bodies of a day below the association, by kind."""

    association: str
    day: date
    groups: tuple[tuple[str, tuple[Node, ...]], ...]


class StructureBlock(FactBlock):
    """How the bodies hang together, drawn and as a list."""

    def resolve(self, values: list[Any], viewer: Viewer) -> list[StructureFact | None]:
        """The bodies of each day."""
        place = place_of(viewer)
        days = {self.day_of(value) for value in values} if place else set()
        name = str(SiteSettings.of(viewer.site).association)
        found = {day: self.one(name, day, place) for day in days if place}
        return [found.get(self.day_of(value)) for value in values]

    def one(self, name: str, day: date, place: Place) -> StructureFact | None:
        """The bodies of a day; None when there are none."""
        tree = tree_of(place.association, day)
        groups = groupby(tree, key=lambda item: BODIES[item[0].classification])
        found = tuple((kind, tuple(self.node(item, place) for item in items)) for kind, items in groups)
        return StructureFact(name, day, found) if found else None

    def node(self, item: tuple[Organization, list[Any]], place: Place) -> Node:
        """A body with what is below it."""
        body, below = item
        note = "in ontwikkeling" if body.in_development else ""
        return Node(body.name, place.to.body(body), note, tuple(self.node(one, place) for one in below))

    def shown(self, fact: StructureFact) -> dict[str, Any]:
        """As the component takes it."""
        return {
            "title": f"Overlegstructuur van de {fact.association}",
            "day_words": in_words(fact.day, "day"),
            "chart": draw(fact.association, fact.groups),
            "groups": fact.groups,
        }

    def example(self) -> StructureFact:
        """Three bodies."""
        groups = (("Bestuur", (Node("Bestuur", below=(Node("Werkgroep"),)),)), ("Kringen", (Node("Kring"),)))
        return StructureFact("Vereniging", EXAMPLE_DAY, groups)

    class Meta:
        icon = "sitemap"
        label = "Overlegstructuur"
        description = "Alle overleggen, getekend zoals zij samenhangen, met dezelfde lijst in woorden."
        template = "components/structure_chart.html"
        form_layout = day_folded()


for name, block in {
    "seats": SeatsBlock, "vng_seats": VngSeatsBlock, "municipalities": MembersBlock, "person": PersonBlock,
    "map": MapBlock, "numbers": NumbersBlock, "structure": StructureBlock,
}.items():  # fmt: skip
    register_fact_block(name, block)
