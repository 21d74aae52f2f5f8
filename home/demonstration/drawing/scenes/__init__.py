"""All scenes by name."""

from collections.abc import Callable

from home.demonstration.drawing.scenes import indoors, land, town, waterside
from home.demonstration.drawing.sketch import Sketch

PAINTERS: dict[str, Callable[[Sketch], None]] = {
    "hunebed": land.hunebed,
    "heath": land.heath,
    "village": town.village,
    "canal": waterside.canal,
    "wierde": land.wierde,
    "mudflats": waterside.mudflats,
    "energy": land.energy,
    "housing": town.housing,
    "meeting": indoors.meeting,
    "town": town.town,
    "school": town.school,
    "care": town.care,
    "dyke": waterside.dyke,
    "library": indoors.library,
    "sport": land.sport,
    "money": indoors.money,
    "station": town.station,
    "forest": land.forest,
    "farm": land.farm,
    "townhall": town.town_hall,
    "works": town.works,
    "bus": town.bus,
    "safety": town.safety,
    "digital": indoors.digital,
}
