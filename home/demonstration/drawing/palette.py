"""The colours and the hand of each brand, by what they paint."""

from dataclasses import dataclass
from enum import Enum


class Hand(Enum):
    """The way of drawing of a brand: round and waving, or straight and slanted."""

    ROUND = "round"
    STRAIGHT = "straight"


class UnknownBrand(ValueError):
    """Somebody asked for a brand that has no palette."""


@dataclass(frozen=True)
class Palette:
    """All colours of one brand, as ``#rrggbb``; tuples run from dark to light unless said otherwise."""

    brand: str
    hand: Hand
    sky: tuple[str, str]  # above, and just over the horizon
    spark: str
    accent: str
    deep: str
    far: tuple[str, str]  # the far line, and what lies behind it or on it
    fields: tuple[str, str, str, str]  # from the horizon to the foot of the picture
    grass: str
    leaves: tuple[str, str, str]
    shade: str  # between the first two depths: trees and walls that stand back
    trunk: str
    path: str
    sand: str
    heath: tuple[str, str, str]
    water: str
    bank: str
    stones: tuple[str, str, str]
    wall: str
    brick: tuple[str, str]
    roofs: tuple[str, str, str, str]
    thatch: tuple[str, str]
    glass: str
    dark: str
    wood: str
    emergency: str
    coats: tuple[str, ...]  # for clothes and books, in an order that keeps neighbours apart
    white: str = "#ffffff"
    skins: tuple[str, ...] = ("#f0caa8", "#8a5a3c", "#e7b893", "#c98d62", "#6b4630")
    hairs: tuple[str, ...] = ("#6b4029", "#241813", "#c9a349", "#3b2a20", "#1b1310")
    grey_hair: str = "#b7b4ae"


VDG = Palette(
    brand="vdg",
    hand=Hand.ROUND,
    sky=("#e3ede2", "#f4ecd6"),
    spark="#f3c34b",
    accent="#8b3f7f",
    deep="#12392c",
    far=("#7fa98d", "#b5cdbb"),
    fields=("#d9cf9c", "#c3bf80", "#d9cf9c", "#c3bf80"),
    grass="#3f7a5e",
    leaves=("#1c5240", "#3f7a5e", "#7fa98d"),
    shade="#3f7a5e",
    trunk="#12392c",
    path="#efe6cd",
    sand="#e8dcb2",
    heath=("#8b3f7f", "#b77fae", "#d9b8d3"),
    water="#a9c8cc",
    bank="#c3bf80",
    stones=("#8b8880", "#a7a9a0", "#c9cac0"),
    wall="#f7f1e3",
    brick=("#a8643f", "#c98b5a"),
    roofs=("#a8643f", "#1c5240", "#c98b5a", "#8b3f7f"),
    thatch=("#a8643f", "#c98b5a"),
    glass="#a9c8cc",
    dark="#12392c",
    wood="#a8643f",
    emergency="#a3201c",
    coats=("#8b3f7f", "#1c5240", "#f3c34b", "#3f7a5e", "#b77fae", "#12392c"),
)

VGG = Palette(
    brand="vgg",
    hand=Hand.STRAIGHT,
    sky=("#d9e6f1", "#eef3f7"),
    spark="#f2cf3d",
    accent="#b23a23",
    deep="#0b2745",
    far=("#b4c9dc", "#84a5c4"),
    fields=("#c9cf8f", "#f2cf3d", "#a9b873", "#6c9a5b"),
    grass="#6c9a5b",
    leaves=("#123c69", "#6c9a5b", "#84a5c4"),
    shade="#4d7699",
    trunk="#0b2745",
    path="#e2ddd0",
    sand="#f2cf3d",
    heath=("#b23a23", "#d4735b", "#ecc3b6"),
    water="#8fb3cf",
    bank="#a9b873",
    stones=("#8493a0", "#a9b3bb", "#cfd6db"),
    wall="#f6efe6",
    brick=("#b23a23", "#d4735b"),
    roofs=("#b23a23", "#123c69", "#8c2c1a", "#b23a23"),
    thatch=("#b23a23", "#8c2c1a"),
    glass="#8fb3cf",
    dark="#0b2745",
    wood="#8c2c1a",
    emergency="#b23a23",
    coats=("#b23a23", "#123c69", "#f2cf3d", "#4d7699", "#d4735b", "#0b2745"),
)

_PALETTES = {palette.brand: palette for palette in (VDG, VGG)}


def palette_of(brand: str) -> Palette:
    """Return the palette of ``vdg`` or ``vgg``.

    Raises UnknownBrand for any other word.
    """
    try:
        return _PALETTES[brand]
    except KeyError as error:
        known = ", ".join(_PALETTES)
        raise UnknownBrand(f"There is no palette for brand {brand!r}; choose one of: {known}.") from error
