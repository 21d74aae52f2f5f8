"""Scenes along the water: canal, mudflats and dyke."""

from home.demonstration.drawing import backdrop, buildings, nature, people, structures, vehicles
from home.demonstration.drawing.canvas import HEIGHT, Outline
from home.demonstration.drawing.sketch import Sketch


def canal(sketch: Sketch) -> None:
    """A drawbridge over a canal with poplars, two houses and a barge."""
    canvas, colours, chance = sketch.canvas, sketch.palette, sketch.chance
    backdrop.landscape(sketch)
    for number in range(3):
        for share, way in ((0.05, 1), (0.95, -1)):
            x = sketch.across(share) + way * number * 10
            nature.poplar(sketch, x, 76, 29 - 2 * (number % 2), colours.leaves[number % 2])
    middle = sketch.across(0.52)
    spread = min(sketch.width * 0.25, 42)
    buildings.house(sketch, middle - spread, 75.5, 16, colours.roofs[0], colours.roofs[2])
    buildings.house(sketch, middle + spread, 75.5, 14, colours.roofs[1], colours.roofs[1])
    canvas.rectangle(0, 75, sketch.width, 1.8, colours.dark)
    backdrop.water(sketch, 76.8)
    structures.drawbridge(sketch, middle, 75.6, 62)
    vehicles.boat(sketch, sketch.across(chance.between("boat", 0.26, 0.7)), 92, 36)
    for share in (0.03, 0.97):
        nature.reed(sketch, sketch.across(share), HEIGHT, 13)


def mudflats(sketch: Sketch) -> None:
    """Shallow water with sand bars and turbines far off, and sheep on the foreland."""
    canvas, colours, chance = sketch.canvas, sketch.palette, sketch.chance
    backdrop.sky(sketch)
    backdrop.far_line(sketch)
    canvas.rectangle(0, 60, sketch.width, 41, colours.water)
    for number, (y, left, right) in enumerate(((66.5, 0.36, 0.62), (71, 0.0, 0.42), (76, 0.1, 0.42), (82, 0.0, 0.24))):
        move = chance.between(f"bar {number}", -0.03, 0.03) * sketch.width
        canvas.rounded(
            sketch.across(left) + move - (8 if left == 0 else 0),
            y,
            sketch.across(right - left),
            2.2,
            1.1,
            colours.stones[2],
        )
    first = chance.between("turn", 0, 120)
    for number, (share, base, height) in enumerate(((0.14, 62.5, 24), (0.24, 62, 20), (0.33, 61.5, 17))):
        structures.turbine(sketch, sketch.across(share), base, height, first + 40 * number)
    if sketch.is_round:
        nature.reed(sketch, sketch.across(0.05), 96, 20)
        nature.reed(sketch, sketch.across(0.12), 92, 14)
    else:
        nature.seal(sketch, sketch.across(0.2), 76.6, 12)
        nature.seal(sketch, sketch.across(0.31), 76.8, 9)
    land = Outline(sketch.across(0.1), 101).to(sketch.across(0.52), 76)
    land.bend(sketch.across(0.75), 69, sketch.width, 67).to(sketch.width, 101)
    canvas.shape(land, colours.bank)
    slope = Outline(sketch.across(0.34), 101).to(sketch.across(0.54), 78)
    slope.bend(sketch.across(0.76), 72, sketch.width, 70.5).to(sketch.width, 101)
    canvas.shape(slope, colours.fields[0])
    for number, (share, base) in enumerate(((0.64, 84), (0.79, 83), (0.7, 92), (0.89, 90))):
        move = chance.between(f"sheep {number}", -2, 2)
        nature.sheep(sketch, sketch.across(share) + move, base, 10, facing=1 if number % 2 else -1)
    for number, share in enumerate((0.44, 0.5, 0.47)):
        nature.gull(sketch, sketch.across(share), 40 + 4 * number, 5)


def dyke(sketch: Sketch) -> None:
    """Cyclists on top of a dyke, water and a beacon behind it."""
    canvas, colours, chance = sketch.canvas, sketch.palette, sketch.chance
    backdrop.sky(sketch)
    backdrop.far_line(sketch)
    canvas.rectangle(0, 59.6, sketch.width, 42, colours.water)
    for number in range(5):
        x = sketch.across(chance.between(f"stroke {number}", 0.02, 0.86))
        canvas.rounded(x, 61.5 + 1.9 * number, 12, 0.6, 0.3, colours.white)
    sail = sketch.across(chance.between("sail", 0.12, 0.22))
    canvas.polygon([(sail - 5, 64.6), (sail + 6, 64.6), (sail + 4, 67), (sail - 4, 67)], colours.dark)
    canvas.polygon([(sail, 49), (sail, 63.6), (sail + 6, 63.6)], colours.white)
    canvas.polygon([(sail - 0.7, 52), (sail - 0.7, 63.6), (sail - 4.5, 63.6)], colours.wall)
    if sketch.is_round:
        buildings.windmill(sketch, sketch.across(0.84), 74, 40, chance.between("sails", 20, 70))
    else:
        buildings.lighthouse(sketch, sketch.across(0.84), 75, 44)
    top = (75.0, 73.0) if sketch.is_round else (74.0, 74.0)
    crest = Outline(0, top[0]).bend(sketch.middle, top[1] - 2, sketch.width, top[0] - 1)
    if not sketch.is_round:
        crest = Outline(0, 74).to(sketch.width, 74)
    canvas.shape(crest.to(sketch.width, 101).to(0, 101), colours.grass)
    canvas.rectangle(0, 77, sketch.width, 3.4, colours.path)
    backdrop.wave(sketch, 88, 89.5, 86.5, colours.fields[0])
    look = int(chance.share("look") * 5)
    where = sketch.across(chance.between("riders", 0.36, 0.5))
    people.cyclist(sketch, where, 79, 23, colours.accent, look)
    people.cyclist(sketch, where + 24, 79, 21, colours.leaves[0], look + 1)
    for number, (share, base) in enumerate(((0.12, 88), (0.25, 96), (0.63, 96), (0.76, 91), (0.92, 95))):
        nature.sheep(sketch, sketch.across(share), base, 10, facing=1 if number % 2 else -1)
