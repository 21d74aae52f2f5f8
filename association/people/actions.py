"""Finding persons however their name is written, and adding them to the register."""

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q

from association.people.models import Person
from association.people.rules import Name, full_name, parse_name, plain

if TYPE_CHECKING:
    from association.organizations.models import Organization


MOST = 8


def people() -> Any:
    """All persons that were not merged into another."""
    return Person.objects.present()


def same_name(name: Name) -> list[Person]:
    """The persons whose name, or another way of writing it, is this one; the number of queries is one."""
    wanted = {plain(name.full)}
    if name.initials or name.given_name:
        wanted.add(plain(full_name("", name.initials or f"{name.given_name[:1]}.", name.prefix, name.family_name)))
    found = Q()
    for word in wanted:
        found |= Q(search_names__contains=word)
    candidates = people().filter(found)
    exact = [person for person in candidates if plain(name.full) in person.search_names.split()]
    return exact or [person for person in candidates if could_be(person, name)]


def could_be(person: Person, name: Name) -> bool:
    """Whether a person known by initials only, or typed so, may be the one: "A. de Boer" and "Anna de Boer"."""
    if plain(person.family_name) != plain(name.family_name) or plain(person.prefix) != plain(name.prefix):
        return False
    first, other = person.given_name or person.initials, name.given_name or name.initials
    both_given = bool(person.given_name and name.given_name)
    return not both_given and first[:1].casefold() == other[:1].casefold()


def suggestions(text: str) -> list[Person]:
    """Persons in whose name a text occurs, for who is still typing; one query."""
    word = plain(text)
    return list(people().filter(search_names__contains=word)[:MOST]) if word else []


class NameUnclear(Exception):
    """A text that is no name, or one that several persons have; `people` are these."""

    def __init__(self, text: str, people: list[Person]) -> None:
        self.people = people
        found = ", ".join(person.full_name for person in people)
        super().__init__(
            f"Er zijn er meer die zo heten: {found}. Schrijf de naam voluit."
            if people
            else f"'{text.strip()[:60]}' is geen naam. Schrijf bijvoorbeeld: mw. A. van Achternaam."
        )


def known_person(text: str) -> Person | None:
    """The person with a name as it was typed, or None; NameUnclear for no name, and for one that several have."""
    name = parse_name(text)
    if not name.family_name:
        raise NameUnclear(text, [])
    known = same_name(name)
    if len(known) > 1:
        raise NameUnclear(text, known)
    return known[0] if known else None


@transaction.atomic
def person_named(text: str, *, managed_by: "Organization | None") -> Person:
    """The person with a name as it was typed; made when nobody has it. NameUnclear when that cannot be said."""
    return known_person(text) or make_person(parse_name(text), managed_by=managed_by)


def make_person(name: Name, *, managed_by: "Organization | None") -> Person:
    """A new person, at an address of their own."""
    return Person.objects.create(
        form_of_address=name.form_of_address,
        given_name=name.given_name,
        initials=name.initials,
        prefix=name.prefix,
        family_name=name.family_name,
        slug=Person.objects.free_slug(name.full),
        managed_by=managed_by,
    )
