"""Scenes of the open land: stones, heath, mounds, fields and woods."""

from home.demonstration.drawing import backdrop, buildings, nature, people, structures
from home.demonstration.drawing.canvas import Outline
from home.demonstration.drawing.sketch import Sketch


def hunebed(sketch: Sketch) -> None:
    """Six uprights under three capstones, on grass between two strips of heath."""
    canvas, colours = sketch.canvas, sketch.palette
    backdrop.sky(sketch)
    backdrop.far_line(sketch)
    backdrop.wave(sketch, 61, 58.5, 63, colours.heath[2])
    backdrop.wave(sketch, 69, 66, 71, colours.fields[0])
    nature.oak(sketch, sketch.across(0.09), 74, 36, colours.leaves[1])
    nature.birch(sketch, sketch.across(0.2), 76, 32, (colours.leaves[2], colours.leaves[1]))
    nature.oak(sketch, sketch.across(0.93), 71, 26, colours.leaves[2])
    if sketch.is_wide:
        nature.birch(sketch, sketch.across(0.76), 74, 26, (colours.leaves[2], colours.leaves[1]))
        nature.oak(sketch, sketch.across(0.29), 71, 20, colours.leaves[2])
    middle = sketch.across(0.53)
    canvas.ellipse(middle, 83.5, 42, 2.8, colours.bank)
    dark, grey, light = colours.stones
    for dx, height, colour in (
        (-33.5, 14.0, light),
        (-19, 13, dark),
        (-5.5, 14, grey),
        (7.5, 14, light),
        (20, 13, dark),
        (33.5, 14, grey),
    ):
        nature.upright(sketch, middle + dx * 0.98, 83, height, colour)
    for dx, base, width, colour in ((-24.0, 70.2, 31, grey), (0.5, 70.4, 30, light), (25.0, 70.0, 31, grey)):
        nature.capstone(sketch, middle + dx, base, width, colour)
    nature.boulder(sketch, middle - 45, 84.5, 8, grey)
    nature.boulder(sketch, middle + 47, 85.5, 6, dark)
    backdrop.wave(sketch, 88.5, 90, 87, colours.heath[1])
    backdrop.wave(sketch, 95, 94.5, 96, colours.heath[0])


def heath(sketch: Sketch) -> None:
    """A heath in three shades with a sand path, a flock and its shepherd."""
    canvas, colours, chance = sketch.canvas, sketch.palette, sketch.chance
    backdrop.sky(sketch)
    backdrop.far_line(sketch)
    backdrop.wave(sketch, 63, 59.5, 61, colours.heath[2])
    backdrop.wave(sketch, 71, 72.5, 68.5, colours.heath[1])
    turn = sketch.across(chance.between("path", 0.48, 0.56))
    path = Outline(turn - 1.5, 71.5).bend(turn + 7, 76, turn, 81).bend(turn - 12, 89, turn - 9, 101)
    path.to(turn + 22, 101).bend(turn + 8, 92, turn + 13, 84).bend(turn + 17, 76, turn + 1.5, 71.5)
    canvas.shape(path, colours.sand)
    backdrop.wave(sketch, 93.5, 94.5, 91, colours.heath[0])
    nature.pine(sketch, sketch.across(0.1), 75, 30, colours.leaves[0])
    nature.pine(sketch, sketch.across(0.1) + 11, 76, 22, colours.leaves[1])
    nature.birch(sketch, sketch.across(0.82), 77, 30, (colours.leaves[2], colours.leaves[1]))
    nature.pine(sketch, sketch.across(0.9), 71, 20, colours.leaves[1])
    if sketch.is_wide:
        nature.pine(sketch, sketch.across(0.23), 72, 17, colours.leaves[1])
        for share, base in ((0.27, 80), (0.22, 86), (0.8, 85), (0.88, 81)):
            nature.sheep(sketch, sketch.across(share), base, 9, facing=1 if share < 0.5 else -1)
    people.person(sketch, turn - 33, 87, 17, colours.leaves[0], 3)
    canvas.rectangle(turn - 29.6, 70.5, 0.6, 16.5, colours.wood)
    for number, (dx, base) in enumerate(((-21, 82), (-14, 88), (-24, 91), (22, 82), (31, 86), (17, 89))):
        move = chance.between(f"sheep {number}", -1.8, 1.8)
        nature.sheep(sketch, turn + dx + move, base, 9, facing=1 if number % 3 else -1)


def wierde(sketch: Sketch) -> None:
    """A church on its mound between houses and trees, with a path and a cyclist in front."""
    canvas, colours = sketch.canvas, sketch.palette
    backdrop.landscape(sketch)
    middle = sketch.across(0.5)
    mound = Outline(middle - 62, 77.5).bend(middle - 40, 61, middle - 16, 60.5).to(middle + 16, 60.5)
    canvas.shape(mound.bend(middle + 40, 61, middle + 62, 77.5), colours.grass)
    if not sketch.is_round:
        canvas.polygon([(middle - 9, 77), (middle + 11, 77), (middle + 36, 101), (middle - 30, 101)], colours.grass)
    path = Outline(middle - 3, 72).to(middle + 3, 72).to(middle + 21, 101).to(middle - 19, 101)
    canvas.shape(path, colours.path)
    nature.oak(sketch, middle + 57, 71, 20, colours.leaves[2])
    buildings.church(sketch, middle - 2, 61.5, 41)
    buildings.house(sketch, middle - 37, 69.5, 11.5, colours.roofs[2], colours.roofs[0])
    buildings.house(sketch, middle + 36, 69.5, 13, colours.roofs[0], colours.accent)
    nature.oak(sketch, middle - 27, 67.5, 20, colours.leaves[0])
    nature.oak(sketch, middle + 45, 73, 18, colours.leaves[1])
    people.cyclist(sketch, middle + 1, 94, 21, colours.accent, int(sketch.chance.share("look") * 5))


def energy(sketch: Sketch) -> None:
    """Wind turbines over the fields, a house with a tree, and solar panels in front."""
    colours, chance = sketch.palette, sketch.chance
    backdrop.landscape(sketch, sun=(0.5, 0.76))
    first = chance.between("turn", 0, 120)
    for number, (share, base, height) in enumerate(((0.2, 78, 43), (0.38, 72, 33), (0.53, 68, 25))):
        structures.turbine(sketch, sketch.across(share), base, height, first + 35 * number)
    if sketch.is_wide:
        structures.turbine(sketch, sketch.across(0.68), 66, 22, first + 60)
    nature.oak(sketch, sketch.across(0.03), 90, 26, colours.leaves[0])
    buildings.house(sketch, sketch.across(0.03) + 20, 90, 19, colours.roofs[0], colours.accent)
    columns = 6 if sketch.is_wide else 4
    structures.panels(sketch, sketch.width - columns * 16.6 - 10, 76, columns, 3, 14)


def sport(sketch: Sketch) -> None:
    """A match on the village pitch: three players, a ball and a goal."""
    canvas, colours, chance = sketch.canvas, sketch.palette, sketch.chance
    backdrop.sky(sketch)
    backdrop.far_line(sketch)
    canvas.rectangle(0, 60, sketch.width, 41, colours.grass)
    light = colours.far[0] if sketch.is_round else colours.bank
    for number in range(-6, 7, 2):
        left = number * 26 - 13
        stripe = [(0.45 * left, 60), (0.45 * (left + 26), 60), (left + 26, 101), (left, 101)]
        canvas.polygon([(sketch.middle + x, y) for x, y in stripe], light)
    for number in range(7):
        nature.poplar(
            sketch, sketch.across(0.04 + 0.155 * number), 61, 17 + 4 * (number % 2), colours.leaves[number % 2]
        )
    structures.goal(sketch, sketch.across(0.76), 73, 36)
    canvas.rectangle(0, 73, sketch.width, 0.8, colours.white)
    middle = sketch.across(0.44)
    look = int(chance.share("look") * 5)
    people.player(sketch, middle - 32, 88, 27, colours.coats[1], look)
    people.player(sketch, middle, 94, 32, colours.accent, look + 1)
    people.player(sketch, middle + 40, 87, 25, colours.coats[1], look + 2, facing=-1)
    canvas.ellipse(middle + 17, 91.5, 2.7, 2.7, colours.white)
    canvas.ellipse(middle + 17, 91.5, 1, 1, colours.dark)


def forest(sketch: Sketch) -> None:
    """A wood in three depths with a path and two walkers."""
    canvas, colours, chance = sketch.canvas, sketch.palette, sketch.chance
    backdrop.sky(sketch, sun=(0.44, 0.56))
    backdrop.far_line(sketch)
    backdrop.wave(sketch, 60, 58.5, 60, colours.fields[0])
    gap = sketch.middle
    row = int(sketch.width // 9)
    for number in range(row + 1):
        x = number * sketch.width / row
        if abs(x - gap) > 13:
            nature.pine(sketch, x, 64, chance.between(f"back {number}", 26, 34), colours.leaves[2])
    backdrop.wave(sketch, 66, 64, 66, colours.bank if sketch.is_round else colours.grass)
    path = Outline(gap - 1.5, 64.2).bend(gap + 7, 69, gap - 4, 78).bend(gap - 14, 86, gap - 20, 101)
    path.to(gap + 22, 101).bend(gap + 8, 88, gap + 12, 79).bend(gap + 15, 70, gap + 1.5, 64.2)
    canvas.shape(path, colours.path)
    front = colours.leaves[0]
    second = colours.shade
    for share, base, height, colour in (
        (0.29, 74, 42, second), (0.73, 74, 44, second), (0.16, 80, 54, front), (0.86, 82, 58, front),
        (0.03, 88, 62, second), (0.98, 90, 60, second),
    ):  # fmt: skip
        nature.pine(sketch, sketch.across(share), base, height, colour)
    look = int(chance.share("look") * 5)
    people.person(sketch, gap - 5, 88, 19, colours.accent, look, long_hair=True)
    people.person(sketch, gap + 4, 88.5, 21, colours.coats[2], look + 2)


def farm(sketch: Sketch) -> None:
    """A farm behind a meadow with grazing cows and a ditch."""
    canvas, colours, chance = sketch.canvas, sketch.palette, sketch.chance
    backdrop.landscape(sketch)
    left = sketch.across(0.31)
    nature.oak(sketch, left - 37, 73, 30, colours.leaves[0])
    buildings.farm(sketch, left, 74, 62)
    nature.oak(sketch, left + 37, 74, 24, colours.leaves[1])
    for number in range(3):
        nature.poplar(sketch, sketch.across(0.82) + 9 * number, 67, 26 - 3 * number, colours.leaves[number % 2])
    backdrop.wave(sketch, 78, 76.5, 77, colours.leaves[2] if sketch.is_round else colours.grass)
    ditch = Outline(0, 95).bend(sketch.across(0.5), 91, sketch.width, 93)
    canvas.shape(ditch.to(sketch.width, 96.5).bend(sketch.across(0.5), 95.5, 0, 99.5), colours.water)
    for number, (share, base, size) in enumerate(((0.2, 89, 17), (0.47, 86, 14), (0.68, 90, 18), (0.87, 84, 12))):
        move = chance.between(f"cow {number}", -3, 3)
        nature.cow(sketch, sketch.across(share) + move, base, size, facing=chance.pick(f"way {number}", (-1, 1)))
    for share in (0.08, 0.36, 0.93):
        nature.reed(sketch, sketch.across(share), 99, 10)
