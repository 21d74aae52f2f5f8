"""The association in numbers."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from wagtail import blocks

from association.base.blocks.base import FactBlock
from association.base.blocks.facts import day_folded
from association.base.queries import Viewer
from association.memberships.blocks.place import EXAMPLE_DAY, place_of
from association.memberships.queries import counts_on
from association.organizations.queries import counted_members

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
