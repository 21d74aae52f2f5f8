"""Houses, farms, churches and other buildings; every building stands on ``base`` with its middle at ``x``."""

import math

from home.demonstration.drawing.canvas import Outline
from home.demonstration.drawing.sketch import Sketch


def house(sketch: Sketch, x: float, base: float, width: float, roof: str, door: str, *, tall: float = 0.62) -> None:
    """A house with a pointed roof; ``tall`` is the height of its walls as a share of its width."""
    canvas, palette = sketch.canvas, sketch.palette
    wall = width * tall
    canvas.rectangle(x - width / 2, base - wall, width, wall, palette.wall)
    eaves = width * 0.6
    canvas.polygon([(x - eaves, base - wall), (x + eaves, base - wall), (x, base - wall - width * 0.44)], roof)
    canvas.rectangle(x + width * 0.13, base - width * 0.42, width * 0.21, width * 0.42, door)
    canvas.rectangle(x - width * 0.33, base - width * 0.44, width * 0.24, width * 0.23, palette.glass)
    if tall > 0.9:
        canvas.rectangle(x - width * 0.33, base - wall + width * 0.14, width * 0.24, width * 0.23, palette.glass)
        canvas.rectangle(x + width * 0.1, base - wall + width * 0.14, width * 0.24, width * 0.23, palette.glass)


def gabled(
    sketch: Sketch, x: float, base: float, width: float, height: float, wall: str, gable: str, door: str
) -> None:
    """A narrow town house with a straight, stepped or pointed ``gable`` and two rows of windows."""
    canvas, palette = sketch.canvas, sketch.palette
    left, top = x - width / 2, base - height
    canvas.rectangle(left, top, width, height, wall)
    if gable == "stepped":
        for step in range(1, 4):
            canvas.rectangle(
                left + width * 0.14 * step, top - width * 0.15 * step, width * (1 - 0.28 * step), width * 0.16, wall
            )
    elif gable == "pointed":
        canvas.polygon([(left, top + 0.1), (x + width / 2, top + 0.1), (x, top - width * 0.5)], door)
    else:
        canvas.rectangle(left - width * 0.04, top - width * 0.09, width * 1.08, width * 0.13, door)
    canvas.rectangle(left + width * 0.58, base - width * 0.46, width * 0.24, width * 0.46, door)
    canvas.rectangle(left + width * 0.16, base - width * 0.42, width * 0.26, width * 0.24, palette.glass)
    y = top + width * 0.18
    while y < base - width * 0.75:
        canvas.rectangle(left + width * 0.17, y, width * 0.22, width * 0.28, palette.glass)
        canvas.rectangle(left + width * 0.6, y, width * 0.22, width * 0.28, palette.glass)
        y += width * 0.5


def farm(sketch: Sketch, x: float, base: float, width: float) -> None:
    """A long farmhouse under a deep roof of thatch or tiles, one slope of it in shade."""
    canvas, palette = sketch.canvas, sketch.palette
    wall, half, roof = width * 0.15, width / 2, width * 0.31
    canvas.rectangle(x - half * 0.88, base - wall, width * 0.88, wall, palette.wall)
    eaves = base - wall
    canvas.polygon(
        [(x - half, eaves), (x + half, eaves), (x + half * 0.62, eaves - roof), (x - half * 0.6, eaves - roof)],
        palette.thatch[0],
    )
    canvas.polygon([(x - half, eaves), (x - half * 0.6, eaves - roof), (x - half * 0.32, eaves)], palette.thatch[1])
    canvas.rectangle(x - half * 0.78, base - wall * 0.78, width * 0.07, wall * 0.78, palette.leaves[0])
    canvas.rectangle(x - half * 0.56, base - wall * 0.75, width * 0.07, wall * 0.4, palette.glass)
    canvas.rectangle(x - half * 0.02, base - wall * 0.92, width * 0.17, wall * 0.92, palette.dark)
    canvas.rectangle(x + half * 0.5, base - wall * 0.75, width * 0.07, wall * 0.4, palette.glass)


def church(sketch: Sketch, x: float, base: float, height: float) -> None:
    """A village church: a saddleback tower at the left with its nave at the right."""
    canvas, palette = sketch.canvas, sketch.palette
    tower, walls = height * 0.3, height * 0.77
    left = x - height * 0.45
    nave, low = height * 0.66, height * 0.4
    canvas.rectangle(left + tower, base - low, nave, low, palette.brick[1])
    foot, ridge = base - low, base - low - height * 0.23
    canvas.polygon(
        [
            (left + tower, foot),
            (left + tower + nave * 1.06, foot),
            (left + tower + nave * 0.94, ridge),
            (left + tower + nave * 0.13, ridge),
        ],
        palette.dark,
    )
    canvas.rectangle(left, base - walls, tower, walls, palette.brick[0])
    canvas.polygon(
        [
            (left - tower * 0.07, base - walls),
            (left + tower * 1.07, base - walls),
            (left + tower * 0.86, base - height),
            (left + tower * 0.14, base - height),
        ],
        palette.dark,
    )
    canvas.rounded(left + tower * 0.38, base - walls * 0.86, tower * 0.24, tower * 0.42, tower, palette.wall)
    _arch(sketch, left + tower * 0.34, base, tower * 0.32, tower * 0.56, palette.dark)
    for number in range(3):
        window = left + tower + nave * (0.16 + 0.26 * number)
        canvas.rounded(window, base - low * 0.72, nave * 0.11, low * 0.44, nave, palette.wall)


def _arch(sketch: Sketch, x: float, base: float, width: float, height: float, colour: str) -> None:
    sketch.canvas.half(x + width / 2, base - height + width / 2, width / 2, width / 2, colour)
    sketch.canvas.rectangle(x, base - height + width / 2 - 0.05, width, height - width / 2 + 0.05, colour)


def tower(sketch: Sketch, x: float, base: float, height: float) -> None:
    """A high town tower in three tiers with a spire."""
    canvas, palette = sketch.canvas, sketch.palette
    wide = height * 0.145
    canvas.rectangle(x - wide / 2, base - height * 0.58, wide, height * 0.58, palette.wall)
    canvas.rectangle(x - wide * 0.56, base - height * 0.6, wide * 1.12, height * 0.025, palette.stones[2])
    canvas.rectangle(x - wide * 0.38, base - height * 0.74, wide * 0.76, height * 0.14, palette.stones[2])
    canvas.rectangle(x - wide * 0.28, base - height * 0.85, wide * 0.56, height * 0.11, palette.stones[1])
    canvas.polygon(
        [(x - wide * 0.34, base - height * 0.85), (x + wide * 0.34, base - height * 0.85), (x, base - height)],
        palette.leaves[1] if sketch.is_round else palette.far[1],
    )
    for share in (0.16, 0.29, 0.42):
        canvas.rounded(
            x - wide * 0.13, base - height * share - wide * 0.5, wide * 0.26, wide * 0.56, wide, palette.dark
        )
    canvas.ellipse(x, base - height * 0.67, wide * 0.2, wide * 0.2, palette.white)


def school(sketch: Sketch, x: float, base: float, width: float) -> None:
    """A broad building with a hipped roof, six tall windows and a door in the middle."""
    canvas, palette = sketch.canvas, sketch.palette
    wall, half = width * 0.34, width / 2
    canvas.rectangle(x - half, base - wall, width, wall, palette.wall)
    canvas.polygon(
        [
            (x - half * 1.05, base - wall),
            (x + half * 1.05, base - wall),
            (x + half * 0.72, base - wall - width * 0.13),
            (x - half * 0.72, base - wall - width * 0.13),
        ],
        palette.roofs[0],
    )
    for share in (-0.9, -0.6, -0.3, 0.14, 0.44, 0.74):
        canvas.rectangle(x + half * share, base - wall * 0.8, width * 0.09, wall * 0.36, palette.glass)
    canvas.rectangle(x - width * 0.05, base - wall * 0.56, width * 0.1, wall * 0.56, palette.leaves[0])
    canvas.rectangle(x - width * 0.07, base - wall * 0.6, width * 0.14, wall * 0.05, palette.accent)


def town_hall(sketch: Sketch, x: float, base: float, width: float) -> None:
    """A brick town hall: a stepped gable with a clock over the steps, and a flag on the roof."""
    canvas, palette = sketch.canvas, sketch.palette
    wall, half, bay = width * 0.31, width / 2, width * 0.28
    top = base - wall
    canvas.rectangle(x - half, top, width, wall, palette.brick[1])
    canvas.polygon(
        [
            (x - half * 1.04, top),
            (x + half * 1.04, top),
            (x + half * 0.84, top - width * 0.14),
            (x - half * 0.84, top - width * 0.14),
        ],
        palette.roofs[1],
    )
    for row in (0.56, 0.12):
        for share in (-0.86, -0.64, -0.42, 0.34, 0.56, 0.78):
            canvas.rectangle(x + half * share, base - wall * (row + 0.3), width * 0.04, wall * 0.3, palette.wall)
    flag(sketch, x, top - width * 0.2, width * 0.16)
    canvas.rectangle(x - bay / 2, top, bay, wall, palette.brick[0])
    for step in range(4):
        wide = bay * (1 - 0.22 * step)
        canvas.rectangle(x - wide / 2, top - width * 0.05 * (step + 1), wide, width * 0.052, palette.brick[0])
    canvas.ellipse(x, top - width * 0.055, width * 0.038, width * 0.038, palette.white)
    canvas.rectangle(x - width * 0.004, top - width * 0.08, width * 0.008, width * 0.028, palette.dark)
    canvas.rectangle(x - width * 0.004, top - width * 0.058, width * 0.022, width * 0.007, palette.dark)
    for share in (-0.33, -0.07, 0.19):
        canvas.rectangle(x + bay * share, base - wall * 0.88, bay * 0.14, wall * 0.3, palette.wall)
    _arch(sketch, x - bay * 0.14, base - 2, bay * 0.28, wall * 0.42, palette.dark)
    for step in range(3):
        wide = bay * (0.7 + 0.2 * step)
        canvas.rectangle(x - wide / 2, base - 2.4 + step * 1.2, wide, 1.25, palette.stones[2 - step % 2])


def flag(sketch: Sketch, x: float, base: float, height: float) -> None:
    """A flag in white and the accent colour on a pole; it waves in a round hand."""
    canvas, palette = sketch.canvas, sketch.palette
    canvas.rectangle(x - 0.3, base - height, 0.6, height, palette.dark)
    wide, band = height * 0.62, height * 0.2
    wave = height * 0.09 if sketch.is_round else 0
    for number, colour in enumerate((palette.accent, palette.white)):
        top = base - height + number * band
        cloth = Outline(x, top).bend(x + wide / 2, top - wave, x + wide, top + wave / 2)
        cloth.to(x + wide, top + wave / 2 + band).bend(x + wide / 2, top - wave + band, x, top + band)
        canvas.shape(cloth, colour)


def lighthouse(sketch: Sketch, x: float, base: float, height: float) -> None:
    """A striped beacon with a lantern."""
    canvas, palette = sketch.canvas, sketch.palette
    low, high = height * 0.13, height * 0.08
    for band in range(5):
        below, above = band / 5, (band + 1) / 5
        wide, narrow = low + (high - low) * below, low + (high - low) * above
        y, top = base - height * 0.78 * below, base - height * 0.78 * above
        colour = palette.accent if band % 2 else palette.wall
        canvas.polygon([(x - wide, y), (x + wide, y), (x + narrow, top), (x - narrow, top)], colour)
    canvas.rectangle(x - high * 1.3, base - height * 0.81, high * 2.6, height * 0.03, palette.dark)
    canvas.rectangle(x - high * 0.7, base - height * 0.92, high * 1.4, height * 0.11, palette.spark)
    canvas.half(x, base - height * 0.92, high * 0.9, height * 0.07, palette.dark)


def windmill(sketch: Sketch, x: float, base: float, height: float, turn: float) -> None:
    """A Dutch mill with four sails around a hub at four fifths of ``height``; ``turn`` is in degrees."""
    canvas, palette = sketch.canvas, sketch.palette
    low, high, hub = height * 0.2, height * 0.11, base - height * 0.8
    canvas.polygon([(x - low, base), (x + low, base), (x + high, hub), (x - high, hub)], palette.wood)
    canvas.polygon(
        [
            (x - low, base),
            (x + low, base),
            (x + low * 0.86, base - height * 0.25),
            (x - low * 0.86, base - height * 0.25),
        ],
        palette.wall,
    )
    canvas.rectangle(x - height * 0.04, base - height * 0.17, height * 0.08, height * 0.17, palette.dark)
    canvas.rectangle(x - height * 0.25, base - height * 0.28, height * 0.5, height * 0.03, palette.dark)
    canvas.half(x, hub + 0.1, high * 1.12, height * 0.12, palette.dark)
    for number in range(4):
        angle = math.radians(turn + 90 * number)
        dx, dy = math.cos(angle), math.sin(angle)
        tip = (x + dx * height * 0.44, hub + dy * height * 0.44)
        root = (x + dx * height * 0.08, hub + dy * height * 0.08)
        wide = height * 0.065
        canvas.polygon(
            [root, tip, (tip[0] - dy * wide, tip[1] + dx * wide), (root[0] - dy * wide, root[1] + dx * wide)],
            palette.wall,
        )
        canvas.line([(x, hub), tip], height * 0.016, palette.dark)


def works(sketch: Sketch, x: float, base: float, width: float) -> None:
    """A workshop with a saw-tooth roof and a wide door."""
    canvas, palette = sketch.canvas, sketch.palette
    wall, tooth = width * 0.3, width / 4
    canvas.rectangle(x - width / 2, base - wall, width, wall, palette.wall)
    for number in range(4):
        left = x - width / 2 + number * tooth
        canvas.polygon(
            [(left, base - wall + 0.1), (left, base - wall - tooth * 0.62), (left + tooth, base - wall + 0.1)],
            palette.roofs[number % 2],
        )
        canvas.rectangle(left + tooth * 0.2, base - wall * 0.76, tooth * 0.6, wall * 0.28, palette.glass)
    canvas.rectangle(x - width * 0.42, base - wall * 0.36, width * 0.1, wall * 0.36, palette.leaves[0])
    canvas.rectangle(x + width * 0.08, base - wall * 0.4, width * 0.26, wall * 0.4, palette.dark)
