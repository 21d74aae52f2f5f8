"""The municipalities that are a member, as a list and on a map."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from association.base.blocks.base import FactBlock
from association.base.blocks.facts import day_folded
from association.base.queries import Viewer
from association.base.rules.tiles import Spot, lay_tiles
from association.memberships.blocks.place import EXAMPLE_DAY, Place, place_of
from association.organizations.queries import members_on


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
