"""A block for the statement on accessibility: what was adopted although not everybody can read it."""

from dataclasses import dataclass
from typing import Any

from association.base.blocks.base import FactBlock
from association.base.queries import Viewer
from association.publications.queries.accepted import Accepted, accepted_problems


@dataclass(frozen=True)
class AcceptedFact:
    """Editions in force in which something was left, each as components/accepted_problems.html shows it."""

    items: tuple[Accepted, ...]


class AcceptedBlock(FactBlock):
    """What stands in adopted documents that not everybody can read, with the reason."""

    day = None

    def resolve(self, values: list[Any], viewer: Viewer) -> list[AcceptedFact]:
        """The same for each; four queries, whatever their number and that of the documents."""
        return [AcceptedFact(tuple(accepted_problems(viewer)))] * len(values)

    def shown(self, fact: AcceptedFact) -> dict[str, Any]:
        """As the component takes it."""
        return {"items": fact.items}

    def example(self) -> AcceptedFact:
        """One document."""
        tasks = (("Deze afbeelding heeft geen beschrijving.", 2),)
        return AcceptedFact(
            (Accepted("Jaarverslag, versie van 1 mei 2026", "#", "De beschrijvingen volgen in de zomer.", tasks),)
        )

    class Meta:
        icon = "warning"
        label = "Wat in documenten nog niet goed is"
        description = "Voor de verklaring over toegankelijkheid: wat er in vastgelegde documenten nog mist, en waarom."
        template = "components/accepted_problems.html"
