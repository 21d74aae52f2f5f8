"""People without faces: hair, head and coat, standing, riding and playing."""

from home.demonstration.drawing.canvas import Outline
from home.demonstration.drawing.sketch import Sketch


def person(
    sketch: Sketch, x: float, base: float, height: float, coat: str, look: int, *, long_hair: bool = False,
    grey: bool = False,
) -> None:  # fmt: skip
    """Somebody standing with the feet on ``base``; ``look`` chooses skin and hair."""
    canvas, palette = sketch.canvas, sketch.palette
    leg = height * 0.055
    trousers = palette.dark if coat != palette.dark else palette.leaves[0]
    for dx in (-1.5, 0.5):
        canvas.rectangle(x + dx * leg, base - height * 0.3, leg, height * 0.3, trousers)
    body = Outline(x - height * 0.15, base - height * 0.16)
    body.bend(x - height * 0.15, base - height * 0.78, x, base - height * 0.77)
    body.bend(x + height * 0.15, base - height * 0.78, x + height * 0.15, base - height * 0.16)
    canvas.shape(body, coat)
    head(sketch, x, base - height * 0.87, height * 0.1, look, long_hair=long_hair, grey=grey)


def sitter(sketch: Sketch, x: float, base: float, height: float, coat: str, look: int, *, grey: bool = False) -> None:
    """Somebody behind a table: shoulders and head, ``height`` units above the table top at ``base``."""
    body = Outline(x - height * 0.27, base).bend(x - height * 0.29, base - height * 0.58, x, base - height * 0.58)
    body.bend(x + height * 0.29, base - height * 0.58, x + height * 0.27, base)
    sketch.canvas.shape(body, coat)
    head(sketch, x, base - height * 0.76, height * 0.19, look, long_hair=look % 5 in (0, 2), grey=grey)


def head(
    sketch: Sketch, x: float, y: float, radius: float, look: int, *, long_hair: bool = False, grey: bool = False
) -> None:
    """A head around (x, y) with hair above it or, when long, also beside it."""
    canvas, palette = sketch.canvas, sketch.palette
    skin = palette.skins[look % len(palette.skins)]
    hair = palette.grey_hair if grey else palette.hairs[look % len(palette.hairs)]
    if long_hair:
        canvas.ellipse(x, y - radius * 0.08, radius * 1.18, radius * 1.16, hair)
        canvas.rectangle(x - radius * 1.18, y - radius * 0.1, radius * 2.36, radius * 1.25, hair)
    canvas.ellipse(x, y + radius * 0.08, radius * 0.92, radius * 1.08, skin)
    canvas.half(x, y - radius * 0.08, radius * 1.04, radius * 1.08, hair)


def cyclist(sketch: Sketch, x: float, base: float, height: float, coat: str, look: int, *, facing: int = 1) -> None:
    """Somebody on a bicycle; ``facing`` is 1 for right and -1 for left."""
    canvas, palette = sketch.canvas, sketch.palette
    wheel = height * 0.17
    reach = height * 0.3

    def at(dx: float, dy: float) -> tuple[float, float]:
        return (x + facing * dx * height, base - dy * height)

    for hub in (x - reach, x + reach):
        canvas.ring(hub, base - wheel, wheel, height * 0.028, palette.dark)
    frame = palette.accent
    for tube in (
        (at(-0.3, 0.17), at(-0.12, 0.42), at(0.2, 0.42), at(0.3, 0.17)),
        (at(-0.3, 0.17), at(0, 0.17), at(0.2, 0.42)),
        (at(-0.12, 0.42), at(0, 0.17)),
        (at(0.2, 0.42), at(0.19, 0.5), at(0.11, 0.52)),
    ):
        canvas.line(tube, height * 0.03, frame)
    canvas.polygon([at(-0.2, 0.5), at(-0.02, 0.5), at(0.09, 0.12), at(0, 0.1), at(-0.06, 0.34)], palette.dark)
    body = Outline(*at(-0.21, 0.46)).bend(*at(-0.2, 0.84), *at(-0.02, 0.84)).bend(*at(0.06, 0.82), *at(0.15, 0.56))
    body.to(*at(0.1, 0.53)).to(*at(0.02, 0.66)).to(*at(-0.01, 0.46))
    canvas.shape(body, coat)
    head(sketch, x, base - height * 0.92, height * 0.085, look)


def player(sketch: Sketch, x: float, base: float, height: float, coat: str, look: int, *, facing: int = 1) -> None:
    """Somebody running in shorts, one leg forward."""
    canvas, palette = sketch.canvas, sketch.palette
    skin = palette.skins[look % len(palette.skins)]

    def at(dx: float, dy: float) -> tuple[float, float]:
        return (x + facing * dx * height, base - dy * height)

    canvas.line([at(-0.03, 0.4), at(-0.08, 0.2), at(-0.26, 0.1)], height * 0.07, skin)
    canvas.line([at(0.03, 0.4), at(0.14, 0.24), at(0.14, 0.02)], height * 0.07, skin)
    canvas.line([at(0.11, 0.02), at(0.22, 0.02)], height * 0.05, palette.dark)
    canvas.line([at(-0.06, 0.7), at(-0.2, 0.56), at(-0.1, 0.5)], height * 0.055, skin)
    canvas.line([at(0.06, 0.7), at(0.2, 0.58), at(0.26, 0.66)], height * 0.055, skin)
    canvas.polygon([at(-0.1, 0.5), at(0.1, 0.5), at(0.13, 0.32), at(0.02, 0.3), at(-0.11, 0.33)], palette.dark)
    shirt = Outline(*at(-0.1, 0.46)).bend(*at(-0.14, 0.8), *at(0.03, 0.79)).bend(*at(0.16, 0.78), *at(0.1, 0.46))
    canvas.shape(shirt, coat)
    head(sketch, x + facing * height * 0.04, base - height * 0.89, height * 0.095, look)
