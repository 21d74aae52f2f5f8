"""What stands on floors and tables: benches, tables, papers, coins, books and plants."""

from home.demonstration.drawing.canvas import Outline
from home.demonstration.drawing.sketch import Sketch


def bench(sketch: Sketch, x: float, base: float, width: float) -> None:
    """A bench with a back."""
    canvas, palette = sketch.canvas, sketch.palette
    for share in (-0.4, 0.34):
        canvas.rectangle(x + share * width, base - width * 0.36, width * 0.06, width * 0.36, palette.dark)
    for y in (0.4, 0.26, 0.16):
        canvas.rectangle(x - width / 2, base - width * y, width, width * 0.075, palette.wood)


def table(sketch: Sketch, top: float, left: float, right: float, base: float) -> None:
    """A closed table from ``left`` to ``right``: a light top and a front down to ``base``."""
    canvas, palette = sketch.canvas, sketch.palette
    canvas.rectangle(left, top + 4, right - left, base - top - 4, palette.path)
    canvas.rectangle(left - 4, top, right - left + 8, 6, palette.wall)


def sheet(sketch: Sketch, x: float, y: float, width: float, colour: str) -> None:
    """A paper that lies on a table, seen aslant."""
    lean = width * 0.14
    sketch.canvas.polygon(
        [
            (x - width / 2 + lean, y),
            (x + width / 2 - lean, y),
            (x + width / 2, y + width * 0.2),
            (x - width / 2, y + width * 0.2),
        ],
        colour,
    )


def laptop(sketch: Sketch, x: float, base: float, width: float) -> None:
    """An open laptop, seen from behind its screen."""
    canvas, palette = sketch.canvas, sketch.palette
    canvas.rounded(x - width / 2, base - width * 0.62, width, width * 0.62, width * 0.05, palette.stones[1])
    canvas.ellipse(x, base - width * 0.32, width * 0.06, width * 0.06, palette.white)
    canvas.rectangle(x - width * 0.58, base - width * 0.04, width * 1.16, width * 0.05, palette.stones[0])


def coins(sketch: Sketch, x: float, base: float, width: float, number: int) -> None:
    """A stack of ``number`` coins."""
    canvas, palette = sketch.canvas, sketch.palette
    edge = palette.sand if sketch.is_round else palette.wall
    high = width * 0.2
    for count in range(number):
        top = base - (count + 1) * high
        shift = (count % 3 - 1) * width * 0.025
        canvas.rounded(x - width / 2 + shift, top, width, high, high * 0.3, palette.spark)
        canvas.rectangle(x - width / 2 + shift, top + high * 0.8, width, high * 0.2, edge)


def binders(sketch: Sketch, x: float, base: float, height: float, colours: tuple[str, ...]) -> None:
    """A row of standing files from ``x`` to the right, one for each colour."""
    canvas, palette = sketch.canvas, sketch.palette
    wide = height * 0.3
    for number, colour in enumerate(colours):
        left = x + number * wide * 1.06
        canvas.rectangle(left, base - height, wide, height, colour)
        canvas.rectangle(left + wide * 0.22, base - height * 0.84, wide * 0.56, height * 0.3, palette.white)
        canvas.ellipse(left + wide / 2, base - height * 0.2, wide * 0.2, wide * 0.2, palette.white)


def books(sketch: Sketch, left: float, right: float, base: float, height: float, shelf: int) -> None:
    """A row of books between two points, of which a few are lower, thicker or aslant."""
    canvas, palette, chance = sketch.canvas, sketch.palette, sketch.chance
    covers = (*palette.coats, palette.stones[1], palette.wall, palette.leaves[1])
    x, number = left, 0
    while x < right - height * 0.16:
        name = f"book {shelf}/{number}"
        wide = height * chance.between(f"{name} width", 0.14, 0.26)
        tall = height * chance.between(f"{name} height", 0.66, 0.92)
        wide = min(wide, right - x)
        cover = covers[(number * 4 + shelf * 3 + int(chance.share(f"{name} cover") * 2)) % len(covers)]
        canvas.rectangle(x, base - tall, wide * 0.94, tall, cover)
        canvas.rectangle(x, base - tall * 0.82, wide * 0.94, tall * 0.07, palette.wall)
        x += wide
        number += 1
        if chance.share(f"{name} gap") > 0.9:
            x += height * 0.3


def plant(sketch: Sketch, x: float, base: float, height: float) -> None:
    """A house plant in a pot."""
    canvas, palette = sketch.canvas, sketch.palette
    pot = height * 0.2
    stem = base - height * 0.3
    for number, (dx, dy) in enumerate(((-0.26, 0.68), (0.26, 0.7), (-0.14, 0.9), (0.12, 0.98), (0, 0.76))):
        tip = (x + dx * height, base - dy * height)
        middle = ((x + tip[0]) / 2, (stem + tip[1]) / 2)
        leaf = Outline(x, stem).bend(middle[0] - height * 0.14, middle[1] - height * 0.06, *tip)
        leaf.bend(middle[0] + height * 0.14, middle[1] + height * 0.06, x, stem)
        canvas.shape(leaf, palette.leaves[1 - number % 2])
    canvas.polygon([(x - pot, stem), (x + pot, stem), (x + pot * 0.7, base), (x - pot * 0.7, base)], palette.wood)
