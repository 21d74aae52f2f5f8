"""Scenes under a roof: a meeting, a library and a table with the books of account."""

from home.demonstration.drawing import furniture, people
from home.demonstration.drawing.canvas import HEIGHT
from home.demonstration.drawing.chance import Chance
from home.demonstration.drawing.scenes import land
from home.demonstration.drawing.sketch import Sketch

_FRAME = 2.4


def _room(sketch: Sketch, floor: float) -> None:
    canvas, colours = sketch.canvas, sketch.palette
    canvas.rectangle(0, 0, sketch.width, HEIGHT + 1, colours.sky[0])
    canvas.rectangle(0, floor, sketch.width, HEIGHT + 1 - floor, colours.sky[1])


def _window(sketch: Sketch, x: float, y: float, width: float, height: float, *, panes: int = 2) -> None:
    """A window of some panes on the landscape that belongs to the brand."""
    canvas, colours = sketch.canvas, sketch.palette
    canvas.rectangle(x - _FRAME, y - _FRAME, width + 2 * _FRAME, height + 2 * _FRAME, colours.white)
    view = canvas.part(width, height, colours.sky[0])
    inner = Sketch(view, colours, Chance(f"{sketch.chance.seed}/window"))
    if sketch.is_round:
        land.heath(inner)
    else:
        land.wierde(inner)
    canvas.inlay(view, x, y)
    for number in range(1, panes):
        canvas.rectangle(x + width * number / panes - 0.6, y - 0.2, 1.2, height + 0.4, colours.white)


def meeting(sketch: Sketch) -> None:
    """People round a table with papers, below a wide window on the landscape."""
    canvas, colours, chance = sketch.canvas, sketch.palette, sketch.chance
    _room(sketch, 68)
    _window(sketch, 14, 9, sketch.width - 28, 36, panes=max(3, round(sketch.width / 45)))
    seats = max(4, round((sketch.width - 30) / 25))
    step = (sketch.width - 30) / seats
    furniture.table(sketch, 80, 10, sketch.width - 10, HEIGHT + 1)
    look = int(chance.share("look") * 5)
    for number in range(seats):
        x = 15 + (number + 0.5) * step
        coat = colours.coats[(number + look) % len(colours.coats)]
        people.sitter(sketch, x, 80.2, 31, coat, look + number, grey=number % 5 == 3)
    canvas.rectangle(6, 80, sketch.width - 12, 6, colours.wall)
    for number in range(seats):
        x = 15 + (number + 0.5) * step
        furniture.sheet(sketch, x, 81.4, 13, colours.white if number % 2 else colours.spark)


def library(sketch: Sketch) -> None:
    """Shelves full of books, a window, and readers at a table."""
    canvas, colours, chance = sketch.canvas, sketch.palette, sketch.chance
    _room(sketch, 80)
    left, right = sketch.across(0.06), sketch.across(0.62)
    canvas.rectangle(left - 2.5, 9, right - left + 5, 71, colours.wood)
    for shelf in range(3):
        base = 30.5 + 22 * shelf
        canvas.rectangle(left, base - 19, right - left, 19, colours.sand if sketch.is_round else colours.path)
        furniture.books(sketch, left + 1, right - 1, base, 18, shelf)
    wide = sketch.width * 0.26
    _window(sketch, sketch.across(0.69), 14, wide, 36)
    furniture.plant(sketch, sketch.across(0.93), 84, 28)
    people.person(
        sketch, sketch.across(0.74), 93, 40, colours.leaves[0], chance.pick("look", (1, 3, 4)), long_hair=True
    )
    canvas.polygon(
        [
            (sketch.across(0.74) - 6, 68), (sketch.across(0.74), 69.5), (sketch.across(0.74) + 6, 68),
            (sketch.across(0.74) + 6, 75), (sketch.across(0.74), 76.5), (sketch.across(0.74) - 6, 75),
        ],
        colours.white,
    )  # fmt: skip
    middle = sketch.across(0.32)
    half = min(38.0, sketch.width * 0.25)
    look = int(chance.share("child") * 5)
    for number, share in enumerate((-0.5, 0.1, 0.62)):
        coat = (colours.accent, colours.coats[2], colours.coats[3])[number]
        people.sitter(sketch, middle + share * half, 84.2, 21, coat, look + number)
    furniture.table(sketch, 84, middle - half, middle + half, HEIGHT + 1)
    for share in (-0.5, 0.1, 0.62):
        furniture.sheet(sketch, middle + share * half, 85.2, 11, colours.white)


def money(sketch: Sketch) -> None:
    """Rising stacks of coins on a table, with a budget on paper and a window behind them."""
    canvas, colours, chance = sketch.canvas, sketch.palette, sketch.chance
    _room(sketch, 74)
    wide = sketch.width * 0.44
    _window(sketch, sketch.across(0.08), 12, wide, 38)
    board = sketch.across(0.62)
    canvas.rectangle(board, 12, sketch.width * 0.3, 36, colours.white)
    bars = 5
    step = sketch.width * 0.26 / bars
    for number in range(bars):
        tall = chance.between(f"bar {number}", 5, 9) + number * 3.6
        colour = colours.accent if number == bars - 1 else colours.leaves[1 if sketch.is_round else 0]
        canvas.rectangle(board + sketch.width * 0.02 + number * step, 44 - tall, step * 0.68, tall, colour)
    canvas.rectangle(board + sketch.width * 0.015, 44, sketch.width * 0.27, 0.6, colours.dark)
    canvas.rectangle(0, 74, sketch.width, 5, colours.wall)
    canvas.rectangle(0, 79, sketch.width, 22, colours.path)
    first = sketch.across(0.2)
    gap = min(21.0, sketch.width * 0.13)
    for number, count in enumerate((2, 4, 6, 9)):
        furniture.coins(sketch, first + number * gap, 76.6, gap * 0.78, count)
    furniture.binders(sketch, sketch.across(0.75), 76.6, 23, (colours.leaves[0], colours.stones[1]))
    furniture.plant(sketch, sketch.across(0.93), 76.6, 25)
    furniture.sheet(sketch, sketch.across(0.4), 88, 34, colours.white)
    furniture.sheet(sketch, sketch.across(0.62), 90, 26, colours.wall)


def digital(sketch: Sketch) -> None:
    """Two people at a counter with a laptop, who look something up together."""
    canvas, colours, chance = sketch.canvas, sketch.palette, sketch.chance
    _room(sketch, 72)
    _window(sketch, sketch.across(0.1), 11, sketch.width * 0.44, 36)
    board = sketch.across(0.64)
    canvas.rounded(board, 13, sketch.width * 0.26, 27, 1.5 if sketch.is_round else 0.2, colours.leaves[0])
    for number, share in enumerate((0.2, 0.15, 0.18)):
        canvas.rectangle(board + 4, 18.5 + number * 6.5, 3.4, 3.4, colours.spark if number == 0 else colours.far[1])
        canvas.rectangle(board + 10, 19 + number * 6.5, sketch.width * share - 8, 2.4, colours.white)
    middle = sketch.across(0.46)
    look = int(chance.share("look") * 5)
    people.sitter(sketch, middle - 15, 80.2, 40, colours.accent, look)
    people.sitter(sketch, middle + 15, 80.2, 41, colours.coats[3], look + 1, grey=True)
    furniture.table(sketch, 80, sketch.width * 0.08, sketch.width * 0.92, HEIGHT + 1)
    furniture.laptop(sketch, middle - 1, 81.6, 25)
    furniture.sheet(sketch, middle + 30, 81.4, 15, colours.white)
    furniture.plant(sketch, sketch.across(0.83), 81.5, 25)
