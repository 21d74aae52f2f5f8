"""Trees, stones and animals; every object stands on ``base`` at ``x`` and is ``height`` units tall."""

from home.demonstration.drawing.canvas import Outline
from home.demonstration.drawing.sketch import Sketch


def oak(sketch: Sketch, x: float, base: float, height: float, colour: str) -> None:
    """A broad tree of three round crowns."""
    canvas = sketch.canvas
    canvas.rectangle(x - height * 0.035, base - height * 0.42, height * 0.07, height * 0.42, sketch.palette.trunk)
    for dx, dy, radius in ((-0.2, 0.5, 0.19), (0.2, 0.5, 0.19), (0, 0.68, 0.3), (0, 0.5, 0.17)):
        canvas.ellipse(x + dx * height, base - dy * height, radius * height, radius * height, colour)


def birch(sketch: Sketch, x: float, base: float, height: float, colours: tuple[str, str]) -> None:
    """A slender tree with a spotted white trunk and two crowns, of which the second colour is the lower."""
    canvas, palette = sketch.canvas, sketch.palette
    thick = height * 0.034
    canvas.ellipse(x, base - height * 0.76, height * 0.155, height * 0.235, colours[0])
    canvas.rectangle(x - thick / 2, base - height * 0.54, thick, height * 0.54, palette.wall)
    canvas.ellipse(x + height * 0.075, base - height * 0.64, height * 0.115, height * 0.15, colours[1])
    for share, side in ((0.17, 0), (0.3, 1), (0.44, 0)):
        canvas.rectangle(
            x - thick / 2 + side * thick * 0.4, base - height * share, thick * 0.6, height * 0.022, palette.dark
        )


def pine(sketch: Sketch, x: float, base: float, height: float, colour: str) -> None:
    """A fir of three tiers."""
    canvas = sketch.canvas
    canvas.rectangle(x - height * 0.03, base - height * 0.14, height * 0.06, height * 0.14, sketch.palette.trunk)
    for wide, low, top in ((0.25, 0.1, 0.52), (0.2, 0.33, 0.76), (0.15, 0.56, 1.0)):
        tier = [
            (x - wide * height, base - low * height),
            (x + wide * height, base - low * height),
            (x, base - top * height),
        ]
        canvas.polygon(tier, colour)


def poplar(sketch: Sketch, x: float, base: float, height: float, colour: str) -> None:
    """A tall narrow tree."""
    canvas = sketch.canvas
    canvas.rectangle(x - height * 0.018, base - height * 0.3, height * 0.036, height * 0.3, sketch.palette.trunk)
    canvas.ellipse(x, base - height * 0.56, height * 0.1, height * 0.44, colour)


def bush(sketch: Sketch, x: float, base: float, width: float, colour: str) -> None:
    """A low round shrub of two humps."""
    sketch.canvas.half(x - width * 0.16, base, width * 0.34, width * 0.42, colour)
    sketch.canvas.half(x + width * 0.2, base, width * 0.3, width * 0.3, colour)


def reed(sketch: Sketch, x: float, base: float, height: float) -> None:
    """A tuft of reed with two plumes."""
    canvas, palette = sketch.canvas, sketch.palette
    for dx, share in ((-0.16, 0.8), (0.02, 1.0), (0.2, 0.7)):
        top = (x + dx * height * 1.6, base - share * height)
        canvas.line([(x + dx * height, base), top], 0.5, palette.leaves[0])
        canvas.ellipse(top[0], top[1], 0.55, height * 0.13, palette.wood)


def upright(sketch: Sketch, x: float, base: float, height: float, colour: str) -> None:
    """A standing stone, a little wider below."""
    wide = height * 0.39
    stone = Outline(x - wide, base).bend(x - wide * 1.08, base - height * 0.6, x - wide * 0.62, base - height)
    stone.to(x + wide * 0.62, base - height).bend(x + wide * 1.08, base - height * 0.6, x + wide, base)
    sketch.canvas.shape(stone, colour)


def capstone(sketch: Sketch, x: float, base: float, width: float, colour: str) -> None:
    """A flat boulder that is one third as high as it is wide and rests on ``base``."""
    half, high = width / 2, width * 0.36
    stone = Outline(x - half, base - high * 0.12).bend(x - half * 0.82, base - high, x - half * 0.05, base - high)
    stone.bend(x + half, base - high, x + half, base - high * 0.2)
    stone.bend(x + half * 0.98, base - high * 0.08, x + half * 0.8, base - high * 0.05)
    stone.bend(x, base + high * 0.16, x - half, base - high * 0.12)
    sketch.canvas.shape(stone, colour)


def boulder(sketch: Sketch, x: float, base: float, width: float, colour: str) -> None:
    """A loose stone."""
    stone = Outline(x - width / 2, base).bend(
        x - width * 0.5, base - width * 0.5, x - width * 0.02, base - width * 0.52
    )
    stone.bend(x + width * 0.52, base - width * 0.46, x + width / 2, base)
    sketch.canvas.shape(stone, colour)


def sheep(sketch: Sketch, x: float, base: float, size: float, *, facing: int = 1) -> None:
    """A sheep of ``size`` units long; ``facing`` is 1 for right and -1 for left."""
    canvas, palette = sketch.canvas, sketch.palette
    for share in (-0.22, 0.2):
        canvas.rectangle(x + share * size, base - size * 0.26, size * 0.08, size * 0.26, palette.dark)
    canvas.ellipse(x, base - size * 0.4, size * 0.42, size * 0.28, palette.wall)
    canvas.ellipse(x + facing * size * 0.43, base - size * 0.5, size * 0.14, size * 0.18, palette.dark)


def cow(sketch: Sketch, x: float, base: float, size: float, *, facing: int = 1) -> None:
    """A spotted cow of ``size`` units long."""
    canvas, palette = sketch.canvas, sketch.palette
    for share in (-0.38, -0.24, 0.2, 0.34):
        canvas.rectangle(x + share * size - size * 0.03, base - size * 0.34, size * 0.07, size * 0.34, palette.dark)
    canvas.rounded(x - size * 0.44, base - size * 0.66, size * 0.88, size * 0.4, size * 0.13, palette.white)
    canvas.ellipse(x - facing * size * 0.2, base - size * 0.5, size * 0.16, size * 0.13, palette.dark)
    canvas.ellipse(x + facing * size * 0.16, base - size * 0.57, size * 0.12, size * 0.08, palette.dark)
    canvas.ellipse(x + facing * size * 0.5, base - size * 0.64, size * 0.15, size * 0.13, palette.dark)
    canvas.ellipse(x + facing * size * 0.6, base - size * 0.6, size * 0.08, size * 0.07, palette.wall)


def gull(sketch: Sketch, x: float, y: float, span: float) -> None:
    """A bird in the air, seen as two bent strokes."""
    wing = span * 0.09
    left = Outline(x - span / 2, y - span * 0.12).bend(x - span * 0.2, y - span * 0.3, x, y)
    right = Outline(x, y).bend(x + span * 0.2, y - span * 0.3, x + span / 2, y - span * 0.12)
    for stroke in (left, right):
        sketch.canvas.line(stroke.points, wing, sketch.palette.dark)


def seal(sketch: Sketch, x: float, base: float, length: float) -> None:
    """A seal at rest, with head and tail raised."""
    body = Outline(x - length / 2, base - length * 0.2).bend(x - length * 0.34, base + length * 0.02, x, base)
    body.to(x + length * 0.28, base).bend(
        x + length * 0.5, base - length * 0.06, x + length * 0.44, base - length * 0.3
    )
    body.bend(x + length * 0.32, base - length * 0.4, x + length * 0.26, base - length * 0.26)
    body.bend(x - length * 0.1, base - length * 0.3, x - length * 0.42, base - length * 0.06)
    sketch.canvas.shape(body, sketch.palette.stones[0])
