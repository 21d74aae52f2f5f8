"""What people travel in: a barge, a train, a bus and a fire engine."""

from home.demonstration.drawing.canvas import Outline
from home.demonstration.drawing.sketch import Sketch


def boat(sketch: Sketch, x: float, base: float, length: float) -> None:
    """A flat barge with a light cabin."""
    canvas, palette = sketch.canvas, sketch.palette
    high = length * 0.17
    canvas.rectangle(x - length * 0.3, base - high - length * 0.13, length * 0.46, length * 0.15, palette.wall)
    for share in (-0.25, -0.1, 0.04):
        canvas.rectangle(x + share * length, base - high - length * 0.095, length * 0.08, length * 0.055, palette.glass)
    canvas.polygon(
        [
            (x - length / 2, base - high),
            (x + length / 2, base - high),
            (x + length * 0.4, base),
            (x - length * 0.38, base),
        ],
        palette.dark,
    )
    canvas.polygon(
        [
            (x - length / 2, base - high),
            (x + length / 2, base - high),
            (x + length * 0.47, base - high * 0.7),
            (x - length * 0.462, base - high * 0.7),
        ],
        palette.accent,
    )


def train(sketch: Sketch, x: float, base: float, length: float) -> None:
    """A local train of two cars that runs to the right."""
    canvas, palette = sketch.canvas, sketch.palette
    high = length * 0.15
    left = x - length / 2
    for number in range(8):
        canvas.ellipse(
            left + length * (0.07 + 0.122 * number), base - high * 0.06, high * 0.12, high * 0.12, palette.dark
        )
    for number, shift in enumerate((0.0, 0.505)):
        start, end, top = left + shift * length, left + (shift + 0.495) * length, base - high * 1.05
        nose = length * 0.07
        car = Outline(start, base - high * 0.1)
        if number:
            car.to(start, top).to(end - nose, top).bend(end - nose * 0.25, top, end, base - high * 0.36)
            car.to(end, base - high * 0.1)
        else:
            car.to(start, base - high * 0.36).bend(start + nose * 0.25, top, start + nose, top).to(end, top)
            car.to(end, base - high * 0.1)
        canvas.shape(car, palette.white)
        canvas.rectangle(start + length * 0.002, base - high * 0.3, length * 0.493, high * 0.2, palette.accent)
        for window in range(5):
            canvas.rectangle(
                start + length * (0.065 + 0.076 * window), base - high * 0.82, length * 0.055, high * 0.32, palette.dark
            )
    canvas.rectangle(x - length * 0.022, base - high * 1.05, length * 0.048, high * 0.95, palette.dark)


def bus(sketch: Sketch, x: float, base: float, length: float) -> None:
    """A small bus that drives to the right, seen from the side without doors."""
    canvas, palette = sketch.canvas, sketch.palette
    high, left = length * 0.42, x - length / 2
    top, floor = base - high, base - length * 0.08
    body = Outline(left, floor).to(left, top + length * 0.05).bend(left, top, left + length * 0.05, top)
    body.to(left + length * 0.86, top).bend(left + length * 0.95, top, left + length * 0.98, base - high * 0.45)
    canvas.shape(body.to(left + length, floor), palette.white)
    canvas.polygon(
        [
            (left, base - high * 0.38),
            (left + length * 0.985, base - high * 0.38),
            (left + length, floor),
            (left, floor),
        ],
        palette.accent,
    )
    for share in (0.05, 0.235, 0.42, 0.605):
        canvas.rectangle(left + share * length, top + high * 0.16, length * 0.155, high * 0.36, palette.dark)
    front = Outline(left + length * 0.79, top + high * 0.16).to(left + length * 0.87, top + high * 0.16)
    front.bend(left + length * 0.93, top + high * 0.2, left + length * 0.95, top + high * 0.52)
    canvas.shape(front.to(left + length * 0.79, top + high * 0.52), palette.dark)
    canvas.ellipse(left + length * 0.965, floor - high * 0.16, length * 0.02, length * 0.02, palette.spark)
    _wheels(sketch, base, length * 0.085, (left + length * 0.19, left + length * 0.83))


def fire_engine(sketch: Sketch, x: float, base: float, length: float) -> None:
    """A fire engine with its ladder on the roof, driving to the right."""
    canvas, palette = sketch.canvas, sketch.palette
    red, left, high = palette.emergency, x - length / 2, length * 0.36
    top, floor = base - high, base - length * 0.08
    canvas.rectangle(left, top + high * 0.12, length * 0.71, high * 0.88 - length * 0.08, red)
    cab = Outline(left + length * 0.7, floor).to(left + length * 0.7, top).to(left + length * 0.91, top)
    canvas.shape(
        cab.bend(left + length * 0.98, top + high * 0.3, left + length, top + high * 0.5).to(left + length, floor), red
    )
    pane = Outline(left + length * 0.86, top + high * 0.14).to(left + length * 0.9, top + high * 0.14)
    canvas.shape(
        pane.to(left + length * 0.97, top + high * 0.48).to(left + length * 0.86, top + high * 0.48), palette.dark
    )
    canvas.rectangle(left + length * 0.73, top + high * 0.14, length * 0.1, high * 0.34, palette.dark)
    for share in (0.04, 0.26, 0.48):
        canvas.rectangle(left + share * length, top + high * 0.22, length * 0.17, high * 0.3, palette.stones[2])
    canvas.rectangle(left, base - high * 0.42, length * 0.998, high * 0.12, palette.white)
    canvas.rectangle(
        left + length * 0.76,
        top - high * 0.1,
        length * 0.09,
        high * 0.11,
        palette.leaves[0] if not sketch.is_round else palette.dark,
    )
    ladder = top - high * 0.04
    for dy in (0.0, 0.14):
        canvas.rectangle(left - length * 0.04, ladder - high * dy, length * 0.7, high * 0.035, palette.stones[0])
    for number in range(12):
        canvas.rectangle(
            left + length * (0.056 * number - 0.02), ladder - high * 0.14, length * 0.01, high * 0.16, palette.stones[0]
        )
    _wheels(sketch, base, length * 0.08, (left + length * 0.2, left + length * 0.83))


def _wheels(sketch: Sketch, base: float, radius: float, places: tuple[float, ...]) -> None:
    for place in places:
        sketch.canvas.ellipse(place, base - radius, radius, radius, sketch.palette.dark)
        sketch.canvas.ellipse(place, base - radius, radius * 0.42, radius * 0.42, sketch.palette.stones[2])
