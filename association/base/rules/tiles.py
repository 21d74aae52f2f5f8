"""A map of tiles: every municipality one tile, about where it lies, in whole units of an SVG view box."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT, GAP = 150, 92, 10
LINE, SIGNS, MOST_LINES = 24, 14, 3


@dataclass(frozen=True)
class Spot:
    """What stands on a map: a name, where it links to, and its column and row, counted from 1."""

    name: str
    url: str
    column: int
    row: int


@dataclass(frozen=True)
class Tile:
    """A tile: its place, its lines of text with the place of each, and where it links to."""

    x: int
    y: int
    lines: tuple[tuple[int, int, str], ...]
    name: str
    url: str


@dataclass(frozen=True)
class TileMap:
    """All tiles, with the size of the drawing."""

    width: int
    height: int
    tiles: tuple[Tile, ...]
    tile_width: int = WIDTH
    tile_height: int = HEIGHT


def lay_tiles(spots: Sequence[Spot]) -> TileMap | None:
    """The map; empty rows and columns around it are left out. None when there is nothing, or two stand on one spot."""
    if not spots or len({(spot.column, spot.row) for spot in spots}) < len(spots):
        return None
    left, top = min(spot.column for spot in spots), min(spot.row for spot in spots)
    tiles = tuple(tile_of(spot, left, top) for spot in sorted(spots, key=lambda spot: (spot.row, spot.column)))
    width = max(tile.x for tile in tiles) + WIDTH
    return TileMap(width, max(tile.y for tile in tiles) + HEIGHT, tiles)


def tile_of(spot: Spot, left: int, top: int) -> Tile:
    """One tile, its name in the middle."""
    x, y = (spot.column - left) * (WIDTH + GAP), (spot.row - top) * (HEIGHT + GAP)
    rows = textwrap.wrap(spot.name, SIGNS)[:MOST_LINES] or [spot.name]
    start = y + HEIGHT // 2 - (len(rows) - 1) * LINE // 2 + LINE // 3
    lines = tuple((x + WIDTH // 2, start + number * LINE, row) for number, row in enumerate(rows))
    return Tile(x, y, lines, spot.name, spot.url)
