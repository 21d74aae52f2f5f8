"""What people build besides houses: bridges, turbines, panels and goals."""

import math

from home.demonstration.drawing.sketch import Sketch


def drawbridge(sketch: Sketch, x: float, deck: float, width: float) -> None:
    """A wooden drawbridge with its balance beam, the road at height ``deck``."""
    canvas, palette = sketch.canvas, sketch.palette
    half = width / 2
    post, beam = deck - width * 0.37, deck - width * 0.37
    for dx in (-0.02, 0.16):
        canvas.rectangle(x + dx * width, post, width * 0.035, width * 0.4, palette.wall)
    canvas.rectangle(x - half * 0.95, beam - width * 0.02, width * 0.92, width * 0.035, palette.accent)
    canvas.rectangle(x - half * 1.02, beam - width * 0.035, width * 0.13, width * 0.075, palette.dark)
    canvas.line([(x + half * 0.86, beam), (x + half * 0.9, deck)], width * 0.014, palette.dark)
    canvas.rectangle(x - half * 1.1, deck, width * 1.1, width * 0.022, palette.dark)
    for dx in (-0.9, -0.6, -0.3, 0.55, 0.85):
        canvas.rectangle(x + dx * half, deck - width * 0.065, width * 0.012, width * 0.07, palette.dark)
    canvas.rectangle(x - half * 1.05, deck - width * 0.07, width * 1.05, width * 0.012, palette.dark)


def turbine(sketch: Sketch, x: float, base: float, height: float, turn: float) -> None:
    """A wind turbine with its hub at ``height``; ``turn`` is the angle of the first blade in degrees."""
    canvas, palette = sketch.canvas, sketch.palette
    colour = palette.leaves[0]
    hub, blade = base - height, height * 0.52
    canvas.polygon(
        [
            (x - height * 0.018, base),
            (x + height * 0.018, base),
            (x + height * 0.01, hub),
            (x - height * 0.01, hub),
        ],
        colour,
    )
    for number in range(3):
        angle = math.radians(turn + 120 * number)
        dx, dy = math.cos(angle), math.sin(angle)
        thick = height * 0.03
        root = (x + dx * blade * 0.18 - dy * thick, hub + dy * blade * 0.18 + dx * thick)
        canvas.polygon([(x, hub), root, (x + dx * blade, hub + dy * blade)], colour)
    canvas.ellipse(x, hub, height * 0.026, height * 0.026, colour)


def panels(sketch: Sketch, x: float, y: float, columns: int, rows: int, size: float) -> None:
    """Rows of slanting solar panels, the first with its upper left corner at (x, y)."""
    palette = sketch.palette
    for row in range(rows):
        for column in range(columns):
            left = x + column * size * 1.18 + row * size * 0.3
            top = y + row * size * 0.5
            colour = palette.leaves[0] if row % 2 else palette.dark
            lean = size * 0.16
            sketch.canvas.polygon(
                [
                    (left + lean, top),
                    (left + lean + size, top),
                    (left + size, top + size * 0.34),
                    (left, top + size * 0.34),
                ],
                colour,
            )


def goal(sketch: Sketch, x: float, base: float, width: float) -> None:
    """A white goal, seen from the front, with the lines of its net."""
    canvas, palette = sketch.canvas, sketch.palette
    high = width * 0.4
    for number in range(1, 8):
        line = x - width / 2 + number * width / 8
        canvas.rectangle(line, base - high, 0.25, high, palette.far[1])
    for number in range(1, 4):
        canvas.rectangle(x - width / 2, base - high * number / 4, width, 0.25, palette.far[1])
    canvas.rectangle(x - width / 2 - 0.5, base - high, 1, high, palette.white)
    canvas.rectangle(x + width / 2 - 0.5, base - high, 1, high, palette.white)
    canvas.rectangle(x - width / 2 - 0.5, base - high - 0.5, width + 1, 1, palette.white)
