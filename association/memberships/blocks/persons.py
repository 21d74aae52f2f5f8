"""Somebody with a public office or a seat of the association."""

from dataclasses import dataclass
from typing import Any

from association.base.blocks.base import FactBlock
from association.base.blocks.facts import day_folded
from association.base.queries import Viewer
from association.memberships.blocks.place import PersonChooser, Place, place_of
from association.memberships.queries import seats_held_on, upper_first
from association.people.models import Person


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
