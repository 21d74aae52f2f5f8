"""The depths behind the subject: sky, sun and clouds, the far line and the fields."""

from home.demonstration.drawing.canvas import HEIGHT, Outline
from home.demonstration.drawing.sketch import Sketch

HORIZON = 57.0
_SUN = 11.2


def sky(sketch: Sketch, *, horizon: float = HORIZON, sun: tuple[float, float] | None = None) -> None:
    """Paint two bands, the sun and two clouds.

    ``sun`` is the stretch, in shares of the width, in which the sun may stand; without it the sun
    keeps left or right of the middle.
    """
    canvas, colours = sketch.canvas, sketch.palette
    canvas.rectangle(0, 0, sketch.width, horizon + 3, colours.sky[1])
    canvas.rectangle(0, 0, sketch.width, horizon * 0.64, colours.sky[0])
    side = sun or sketch.chance.pick("sun side", ((0.2, 0.36), (0.62, 0.8)))
    x = sketch.across(sketch.chance.between("sun", *side))
    y = sketch.chance.between("sun height", 30.5, 35)
    canvas.ellipse(x, y, _SUN, _SUN, colours.spark)
    near = x + sketch.chance.between("near cloud", -6, 8)
    _cloud(sketch, near, y - sketch.chance.between("near cloud height", 8, 13), 17)
    away = sketch.across(sketch.chance.between("far cloud", 0.12, 0.3))
    other = away if x > sketch.middle else sketch.width - away
    _cloud(sketch, other, sketch.chance.between("far cloud height", 21, 26), 23)
    if sketch.is_wide:
        between = (x + other) / 2 + sketch.chance.between("third cloud", -12, 12)
        _cloud(sketch, between, sketch.chance.between("third cloud height", 9, 13), 15)


def _cloud(sketch: Sketch, x: float, y: float, width: float) -> None:
    canvas, white = sketch.canvas, sketch.palette.white
    if sketch.is_round:
        tall = width * 0.23
        canvas.rounded(x - width * 0.27, y - tall * 1.62, width * 0.56, tall * 1.5, tall * 0.75, white)
        canvas.rounded(x - width / 2, y - tall, width, tall, tall / 2, white)
        return
    bar = width * 0.095
    for number, (left, right) in enumerate(((-0.22, 0.3), (-0.46, 0.5), (-0.62, 0.02))):
        canvas.rectangle(x + left * width, y + (number - 2) * bar, (right - left) * width, bar + 0.05, white)


def far_line(sketch: Sketch, *, horizon: float = HORIZON) -> None:
    """Paint what closes the view: a waving wood with a hill behind it, or a dead straight line with silhouettes."""
    if sketch.is_round:
        _wood(sketch, horizon)
    else:
        _silhouettes(sketch, horizon)


def _wood(sketch: Sketch, horizon: float) -> None:
    canvas, colours, chance = sketch.canvas, sketch.palette, sketch.chance
    hill = sketch.across(chance.between("hill", 0.1, 0.9))
    canvas.ellipse(hill, horizon + 4, 55, 9.5, colours.far[1])
    canvas.rectangle(0, horizon - 1, sketch.width, 8, colours.far[0])
    x, number = -4.0, 0
    while x < sketch.width + 6:
        wide = chance.between(f"crown {number}", 6, 11)
        tall = chance.between(f"top {number}", 2.2, 4.4)
        canvas.ellipse(x, horizon, wide, tall, colours.far[0])
        x += wide * chance.between(f"gap {number}", 0.85, 1.25)
        number += 1


def _silhouettes(sketch: Sketch, horizon: float) -> None:
    canvas, colours, chance = sketch.canvas, sketch.palette, sketch.chance
    canvas.rectangle(0, horizon - 1.4, sketch.width, 9, colours.far[0])
    x, number = chance.between("first silhouette", 2, 12), 0
    while x < sketch.width:
        kind = chance.pick(f"silhouette {number}", ("farm", "trees", "tree", "village", "church", "silo", "farm"))
        x += _SILHOUETTES[kind](sketch, x, horizon - 1.4) + chance.between(f"silhouette gap {number}", 7, 17)
        number += 1


def _farm(sketch: Sketch, x: float, base: float) -> float:
    roof = [(x, base), (x, base - 1), (x + 1.6, base - 2.8), (x + 7.5, base - 2.8), (x + 9, base - 1), (x + 9, base)]
    sketch.canvas.polygon(roof, sketch.palette.far[0])
    return 9


def _village(sketch: Sketch, x: float, base: float) -> float:
    for left, wide, tall in ((0, 15, 1.6), (3, 10, 2.6), (6, 4, 3.6)):
        sketch.canvas.rectangle(x + left, base - tall, wide, tall + 0.1, sketch.palette.far[0])
    return 15


def _tree(sketch: Sketch, x: float, base: float) -> float:
    sketch.canvas.ellipse(x + 0.7, base - 1.4, 0.75, 2.6, sketch.palette.far[1])
    return 1.5


def _trees(sketch: Sketch, x: float, base: float) -> float:
    for number in range(4):
        _tree(sketch, x + number * 2.6, base)
    return 9


def _church(sketch: Sketch, x: float, base: float) -> float:
    far = sketch.palette.far[1]
    sketch.canvas.polygon(
        [(x, base), (x, base - 4.2), (x + 0.8, base - 7), (x + 1.6, base - 4.2), (x + 1.6, base)], far
    )
    sketch.canvas.polygon(
        [(x, base), (x, base - 1.4), (x + 2, base - 2.8), (x + 5, base - 2.8), (x + 6, base - 1.4), (x + 6, base)], far
    )
    return 6


def _silo(sketch: Sketch, x: float, base: float) -> float:
    for left in (0.0, 1.9):
        sketch.canvas.rounded(x + left, base - 4.2, 1.6, 4.6, 0.8, sketch.palette.far[0])
    return 4


_SILHOUETTES = {
    "farm": _farm, "trees": _trees, "tree": _tree, "village": _village, "church": _church, "silo": _silo,
}  # fmt: skip


def fields(sketch: Sketch, *, horizon: float = HORIZON, vanish: float = 0.5) -> None:
    """Paint the land from the horizon to the foot: curved fields, or strips that run together.

    ``vanish`` is the share of the width towards which strips run.
    """
    if sketch.is_round:
        tilt = sketch.chance.pick("tilt", (-1, 1))
        first, second = sketch.palette.fields[:2]
        wave(sketch, horizon + 6 + 2 * tilt, horizon + 3.5, horizon + 6 - 2 * tilt, first)
        wave(sketch, horizon + 15 - 3 * tilt, horizon + 18, horizon + 14 + 4 * tilt, second)
    else:
        strips(sketch, horizon, vanish)


def wave(sketch: Sketch, left: float, middle: float, right: float, colour: str) -> None:
    """Paint land down to the foot, its upper edge a curve through three heights."""
    bend = 2 * middle - (left + right) / 2
    edge = Outline(0, left).bend(sketch.middle, bend, sketch.width, right)
    sketch.canvas.shape(edge.to(sketch.width, HEIGHT + 1).to(0, HEIGHT + 1), colour)


def strips(sketch: Sketch, horizon: float, vanish: float = 0.5) -> None:
    """Paint long narrow plots from the horizon to the foot, in four colours in turn."""
    canvas, colours = sketch.canvas, sketch.palette.fields
    canvas.rectangle(0, horizon, sketch.width, HEIGHT - horizon + 1, colours[0])
    towards = sketch.across(vanish)
    order = (0, 3, 2, 1, 0, 2)
    shift = int(sketch.chance.share("first strip") * len(order))
    step = 38.0
    for number in range(-14, 15):
        left, right = (number - 0.5) * step, (number + 0.5) * step
        colour = colours[order[(number + shift) % len(order)]]
        plot = [
            (towards + left * 0.3, horizon),
            (towards + right * 0.3, horizon),
            (towards + right, HEIGHT + 1),
            (towards + left, HEIGHT + 1),
        ]
        canvas.polygon(plot, colour)


def landscape(sketch: Sketch, *, horizon: float = HORIZON, sun: tuple[float, float] | None = None) -> None:
    """Paint sky, far line and fields: the ground on which most subjects stand."""
    sky(sketch, horizon=horizon, sun=sun)
    far_line(sketch, horizon=horizon)
    fields(sketch, horizon=horizon)


def water(sketch: Sketch, top: float, bottom: float = HEIGHT + 1) -> None:
    """Paint water over the full width with a few light strokes on it."""
    canvas, chance = sketch.canvas, sketch.chance
    canvas.rectangle(0, top, sketch.width, bottom - top, sketch.palette.water)
    for number in range(5):
        y = top + (bottom - top) * (0.25 + 0.16 * number)
        x = sketch.across(chance.between(f"stroke {number}", 0.05, 0.85))
        if y < bottom - 1.5:
            canvas.rounded(x, y, chance.between(f"stroke length {number}", 10, 20), 0.6, 0.3, sketch.palette.white)
