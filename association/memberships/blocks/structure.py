"""How the bodies hang together."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from association.base.blocks.base import FactBlock
from association.base.blocks.facts import day_folded
from association.base.queries import Viewer
from association.base.rules.charts import Node, draw
from association.base.rules.days import in_words
from association.base.site_settings import SiteSettings
from association.memberships.blocks.place import EXAMPLE_DAY, Place, place_of
from association.organizations.models import Organization
from association.organizations.queries import BODIES, tree_of


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
