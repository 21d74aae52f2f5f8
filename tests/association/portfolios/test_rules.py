"""Which portfolios a text is about."""

from dataclasses import dataclass

import pytest

from association.portfolios.rules import portfolios_in


@dataclass(frozen=True)
class Field:
    """A portfolio as the rule sees it."""

    name: str
    abbreviation: str = ""


FIELDS = [
    Field("Ruimte en Wonen", "RW"), Field("Sport"), Field("Energie, Klimaat en Milieu"), Field("Onderwijs en Cultuur"),
    Field("Economische Zaken en Industrie", "EZI"), Field("Bestuur en Veiligheid"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", []),
        ("Het bureau is vrijdag dicht.", []),
        ("De portefeuille Ruimte en Wonen komt bijeen.", ["Ruimte en Wonen"]),
        ("Het overleg EZI ging over de haven.", ["Economische Zaken en Industrie"]),
        ("Een ezi is geen woord.", []),
        ("Er komen achthonderd flexwoningen en sociale huurwoningen bij de nieuwbouw.", ["Ruimte en Wonen"]),
        ("Het zonnepark levert minder dan de windmolens.", ["Energie, Klimaat en Milieu"]),
        ("Kinderen krijgen les over sport; de scholen en het museum doen mee.", ["Sport", "Onderwijs en Cultuur"]),
        ("De transportsector groeit.", []),
    ],
)
def test_portfolios_are_known_by_names_and_words(text: str, names: list[str]) -> None:
    assert sorted(field.name for field in portfolios_in(text, FIELDS)) == sorted(names)


def test_at_most_three_are_suggested_the_strongest_first() -> None:
    text = "Sporten, onderwijs, wonen, energie en veiligheid: woningen, huur en nieuwbouw gaan voor."

    found = [field.name for field in portfolios_in(text, FIELDS)]

    assert (len(found), found[0]) == (3, "Ruimte en Wonen")
