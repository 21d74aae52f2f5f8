"""Names as people type them, and who is meant."""

import pytest

from association.people.actions import NameUnclear, person_named
from association.people.models import Person
from association.people.rules import Name, parse_name
from home.actions import SiteSetUp
from tests.factories.register import make_person


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("dhr. A. van der Tuuk", Name("dhr.", "", "A.", "van der", "Tuuk")),
        ("Tuuk, Ard van der", Name("", "Ard", "", "van der", "Tuuk")),
        ("Mw. T.G. Sprenger", Name("mw.", "", "T.G.", "", "Sprenger")),
        ("Mariëtte De Visser", Name("", "Mariëtte", "", "de", "Visser")),
        ("H.J. Schmaal", Name("", "", "H.J.", "", "Schmaal")),
        ("Van Schie", Name("", "", "", "van", "Schie")),
        ("Kiena ten Brink", Name("", "Kiena", "", "ten", "Brink")),
        ("  Jan   Peter  Balk ", Name("", "Jan Peter", "", "", "Balk")),
        ("Bakker", Name("", "", "", "", "Bakker")),
        ("A. Bakker-de Vries", Name("", "", "A.", "", "Bakker-de Vries")),
        ("Anna Bakker-de Vries", Name("", "Anna", "", "", "Bakker-de Vries")),
        ("Anna de Boer-van Dijk", Name("", "Anna", "", "de", "Boer-van Dijk")),
        ("...", Name()),
        ("", Name()),
    ],
)
def test_name_falls_into_its_parts(text: str, name: Name) -> None:
    assert parse_name(text) == name


@pytest.mark.parametrize(
    "text", ["Ard van der Tuuk", "dhr. A. van der Tuuk", "Tuuk, Ard van der", "ard  VAN DER tuuk", "A van der Tuuk"]
)
def test_person_is_found_however_the_name_is_written(vdg: SiteSetUp, text: str) -> None:
    known = make_person("Tuuk", given_name="Ard", initials="A.", prefix="van der")

    assert person_named(text, managed_by=None) == known


def test_other_way_of_writing_leads_to_the_same_person(vdg: SiteSetUp) -> None:
    known = make_person("Wünker", given_name="Erich", initials="E.", variants="E. Wücker")

    assert person_named("E. Wücker", managed_by=None) == known
    assert person_named("Erich Wunker", managed_by=None) == known


def test_new_name_makes_one_person_at_an_address_of_its_own(vdg: SiteSetUp) -> None:
    first = person_named("Jan Bakker", managed_by=vdg.association)
    other = person_named("Jans Bakker", managed_by=vdg.association)
    Person.objects.filter(pk=first.pk).update(search_names="", given_name="Geert")
    again = person_named("Jan Bakker", managed_by=vdg.association)

    assert [person.slug for person in (first, other, again)] == ["jan-bakker", "jans-bakker", "jan-bakker-2"]
    assert first.managed_by == vdg.association


def test_name_of_two_persons_is_asked_for_in_full(vdg: SiteSetUp) -> None:
    make_person("Bakker", given_name="Anna", initials="A.")
    make_person("Bakker", given_name="Arie", initials="A.")

    with pytest.raises(NameUnclear, match="Anna Bakker, Arie Bakker"):
        person_named("A. Bakker", managed_by=None)
    assert person_named("Arie Bakker", managed_by=None).given_name == "Arie"
    with pytest.raises(NameUnclear, match="is geen naam"):
        person_named("?", managed_by=None)
