"""Scenes of villages and towns: streets, public buildings and the people in them."""

from home.demonstration.drawing import backdrop, buildings, furniture, nature, people, vehicles
from home.demonstration.drawing.canvas import HEIGHT, Outline
from home.demonstration.drawing.sketch import Sketch


def _square(sketch: Sketch, y: float) -> None:
    sketch.canvas.rectangle(0, y, sketch.width, HEIGHT + 1 - y, sketch.palette.path)


def village(sketch: Sketch) -> None:
    """A farmhouse on the green with old trees and two cyclists on the road."""
    canvas, colours, chance = sketch.canvas, sketch.palette, sketch.chance
    backdrop.landscape(sketch)
    nature.oak(sketch, sketch.across(0.92), 80, 32, colours.leaves[2])
    middle = sketch.across(0.47)
    buildings.farm(sketch, middle, 78, 72)
    nature.oak(sketch, middle - 46, 81, 38, colours.leaves[0])
    nature.oak(sketch, middle + 46, 79, 34, colours.leaves[1])
    road = Outline(0, 87).bend(sketch.across(0.3), 79, sketch.width, 83).to(sketch.width, 92)
    canvas.shape(road.bend(sketch.across(0.4), 92, 0, 101), colours.path)
    look = int(chance.share("look") * 5)
    rider = middle + chance.between("rider", 18, 30)
    people.cyclist(sketch, rider, 91, 25, colours.accent, look)
    people.cyclist(sketch, rider + 24, 90, 23, colours.leaves[0], look + 1)
    furniture.bench(sketch, middle - 26, 84, 14)


def housing(sketch: Sketch) -> None:
    """A street of new houses with young trees, a cyclist, a parent and a child."""
    colours, chance = sketch.palette, sketch.chance
    backdrop.landscape(sketch)
    count = max(5, round(sketch.width / 24))
    step = sketch.width / count
    for number in range(count + 1):
        tall = 0.98 if number % 2 else 0.66
        width = 20.0
        x = (number + 0.08) * step
        roof = colours.roofs[(number + int(chance.share("roof") * 4)) % 4]
        buildings.house(sketch, x, 82, width, roof, colours.roofs[(number + 2) % 4], tall=tall)
    _square(sketch, 82)
    for number in range(count):
        x = (number + 0.58) * step
        if number % 2 == 0:
            nature.oak(sketch, x, 84, 20, colours.leaves[number // 2 % 3])
        else:
            nature.bush(sketch, x, 82, 9, colours.leaves[1])
    look = int(chance.share("look") * 5)
    people.cyclist(sketch, sketch.across(chance.between("rider", 0.2, 0.32)), 95, 25, colours.accent, look)
    walk = sketch.across(chance.between("walk", 0.62, 0.72))
    people.person(sketch, walk, 95, 23, colours.leaves[0], look + 1)
    people.person(sketch, walk + 9, 95.5, 14, colours.coats[2], look + 1)


def town(sketch: Sketch) -> None:
    """Town houses along a quay under a high tower, with a barge."""
    canvas, colours, chance = sketch.canvas, sketch.palette, sketch.chance
    backdrop.sky(sketch, sun=chance.pick("sun side", ((0.2, 0.32), (0.66, 0.8))))
    backdrop.far_line(sketch, horizon=60)
    canvas.rectangle(0, 62, sketch.width, 24, colours.grass if sketch.is_round else colours.far[1])
    for number in range(int(sketch.width // 16) + 1):
        height = chance.between(f"roof {number}", 10, 20)
        colour = (colours.far[1], colours.shade)[number % 2]
        canvas.rectangle(number * 16, 70 - height, 13, height + 14, colour)
    high = sketch.across(chance.between("tower", 0.44, 0.52))
    buildings.tower(sketch, high, 84, 76)
    walls = (colours.wall, colours.brick[1], colours.wall, colours.sand if sketch.is_round else colours.stones[2])
    count = max(6, round(sketch.width / 15))
    step = sketch.width / count
    for number in range(count):
        x = (number + 0.5) * step
        gable = chance.pick(f"gable {number}", ("pointed", "stepped", "pointed", "straight"))
        height = chance.between(f"front {number}", 17, 26)
        wall = colours.brick[1] if abs(x - high) < step else walls[number % 4]
        roof = colours.roofs[number % 4] if colours.roofs[number % 4] != wall else colours.roofs[1]
        buildings.gabled(sketch, x, 84, step * 0.94, height, wall, gable, roof)
    canvas.rectangle(0, 84, sketch.width, 2.4, colours.dark)
    backdrop.water(sketch, 86.4)
    vehicles.boat(sketch, sketch.across(chance.between("boat", 0.3, 0.7)), 96, 34)


def school(sketch: Sketch) -> None:
    """A village school with children in the yard."""
    colours, chance = sketch.palette, sketch.chance
    backdrop.landscape(sketch)
    _square(sketch, 82)
    middle = sketch.across(0.5)
    wide = min(96.0, sketch.width * 0.68)
    buildings.school(sketch, middle, 83, wide)
    nature.oak(sketch, middle - wide * 0.62, 85, 32, colours.leaves[1])
    nature.oak(sketch, middle + wide * 0.62, 86, 30, colours.leaves[0])
    look = int(chance.share("look") * 5)
    groups = ((-0.4, 0), (-0.28, 1), (0.18, 2), (0.29, 3), (0.4, 4))
    for share, number in groups:
        height = chance.between(f"child {number}", 14, 17)
        coat = colours.coats[number % len(colours.coats)]
        people.person(sketch, middle + share * wide, 95, height, coat, look + number, long_hair=number % 2 == 1)
    people.person(sketch, middle - 0.13 * wide, 94.5, 23, colours.leaves[0], look + 3)


def care(sketch: Sketch) -> None:
    """Two people side by side at a bench, with a farmhouse and trees behind them."""
    canvas, colours, chance = sketch.canvas, sketch.palette, sketch.chance
    backdrop.landscape(sketch)
    right = sketch.across(0.68)
    buildings.farm(sketch, right, 80, 56)
    nature.birch(sketch, sketch.across(0.09), 88, 46, (colours.leaves[2], colours.leaves[1]))
    nature.oak(sketch, right - 29, 80, 32, colours.leaves[1])
    nature.oak(sketch, sketch.across(0.95), 81, 40, colours.leaves[0])
    road = Outline(0, 92).bend(sketch.across(0.5), 83, sketch.width, 88).to(sketch.width, 101)
    canvas.shape(road.to(0, 101), colours.path)
    left = sketch.across(0.3)
    furniture.bench(sketch, left - 20, 95, 20)
    look = chance.pick("look", (0, 2, 3))
    people.person(sketch, left - 2, 96, 45, colours.accent, look, grey=True, long_hair=True)
    people.person(sketch, left + 12, 96, 48, colours.leaves[0], 1 + look)


def station(sketch: Sketch) -> None:
    """A local train at the platform, with travellers who wait."""
    canvas, colours, chance = sketch.canvas, sketch.palette, sketch.chance
    backdrop.landscape(sketch)
    for number in range(3):
        nature.poplar(sketch, sketch.across(0.05) + 10 * number, 68, 25, colours.leaves[number % 2])
    pole = sketch.width / 4
    for number in range(5):
        canvas.rectangle(number * pole + 4, 39, 0.9, 45, colours.stones[0])
        canvas.rectangle(number * pole + 4, 41, 9, 0.7, colours.stones[0])
    canvas.rectangle(0, 43.6, sketch.width, 0.35, colours.stones[0])
    canvas.rectangle(0, 79.6, sketch.width, 4, colours.stones[1])
    vehicles.train(sketch, sketch.across(chance.between("train", 0.42, 0.5)), 81, min(120, sketch.width * 0.86))
    _square(sketch, 84.5)
    canvas.rectangle(0, 83.6, sketch.width, 1.4, colours.white)
    look = int(chance.share("look") * 5)
    for number, (share, height) in enumerate(((0.16, 23), (0.22, 24), (0.56, 25), (0.68, 15), (0.74, 23))):
        coat = colours.coats[(4, 5, 0, 2, 3)[number]]
        people.person(sketch, sketch.across(share), 97, height, coat, look + number, long_hair=number in (1, 4))
    canvas.rounded(sketch.across(0.22) + 4, 91, 4.5, 6, 0.8, colours.wood)
    canvas.rectangle(sketch.across(0.9), 70, 1, 27, colours.dark)
    canvas.rectangle(sketch.across(0.9) - 7.5, 68, 16, 6, colours.leaves[0])
    canvas.ellipse(sketch.across(0.9) - 3.5, 71, 1.9, 1.9, colours.white)
    canvas.rectangle(sketch.across(0.9) + 0.5, 70.4, 6, 1.2, colours.white)


def town_hall(sketch: Sketch) -> None:
    """The town hall on its square, with visitors on the way in."""
    colours, chance = sketch.palette, sketch.chance
    backdrop.landscape(sketch)
    _square(sketch, 81)
    middle = sketch.across(0.5)
    wide = min(100.0, sketch.width * 0.68)
    buildings.town_hall(sketch, middle, 82, wide)
    nature.oak(sketch, middle - wide * 0.62, 85, 33, colours.leaves[0])
    nature.oak(sketch, middle + wide * 0.62, 86, 29, colours.leaves[1])
    look = int(chance.share("look") * 5)
    for number, (share, base, height) in enumerate(((-0.34, 94, 20), (-0.25, 94.5, 21), (0.22, 95, 21), (0.4, 93, 20))):
        coat = colours.coats[(number + 1) % len(colours.coats)]
        people.person(sketch, middle + share * wide, base, height, coat, look + number, long_hair=number % 2 == 0)
    people.cyclist(sketch, middle + wide * 0.03, 97, 21, colours.coats[4], look + 2, facing=-1)


def works(sketch: Sketch) -> None:
    """A workshop at the edge of the village, with staff in the yard and crates at the door."""
    canvas, colours, chance = sketch.canvas, sketch.palette, sketch.chance
    backdrop.landscape(sketch)
    middle = sketch.across(0.46)
    wide = min(92.0, sketch.width * 0.66)
    nature.oak(sketch, middle - wide * 0.6, 82, 28, colours.leaves[1])
    for number in range(3):
        nature.poplar(sketch, middle + wide * 0.6 + number * 9, 80, 30 - 4 * number, colours.leaves[number % 2])
    buildings.works(sketch, middle, 82, wide)
    _square(sketch, 82)
    for dx, dy, size in ((0.42, 0, 9), (0.53, 0, 9), (0.47, 9.2, 8)):
        canvas.rectangle(middle + dx * wide, 88 - dy - size, size, size, colours.wood)
        canvas.rectangle(
            middle + dx * wide,
            88 - dy - size * 0.6,
            size,
            size * 0.16,
            colours.thatch[1] if sketch.is_round else colours.heath[1],
        )
    look = int(chance.share("look") * 5)
    people.person(sketch, middle - wide * 0.3, 95, 24, colours.accent, look, long_hair=True)
    people.person(sketch, middle - wide * 0.19, 95.5, 25, colours.leaves[0], look + 1)
    people.person(sketch, middle + wide * 0.24, 93, 23, colours.coats[2], look + 3)


def bus(sketch: Sketch) -> None:
    """A small bus at its stop in the village, with travellers under a shelter."""
    canvas, colours, chance = sketch.canvas, sketch.palette, sketch.chance
    backdrop.landscape(sketch)
    right = sketch.across(0.8)
    nature.oak(sketch, sketch.across(0.06), 79, 32, colours.leaves[1])
    buildings.house(sketch, sketch.across(0.06) + 19, 79, 21, colours.roofs[0], colours.roofs[1])
    buildings.house(sketch, sketch.across(0.06) + 43, 79, 17, colours.roofs[2], colours.roofs[0], tall=0.98)
    nature.oak(sketch, sketch.across(0.96), 80, 36, colours.leaves[0])
    _square(sketch, 79)
    canvas.rectangle(0, 86, sketch.width, 15, colours.stones[1])
    for number in range(int(sketch.width // 24) + 1):
        canvas.rectangle(number * 24 + 4, 95.2, 12, 1, colours.white)
    half = min(19.0, sketch.width * 0.14)
    canvas.rectangle(right - half, 57, half * 2, 24.5, colours.glass)
    canvas.rectangle(right - half - 2, 55, half * 2 + 4, 2.6, colours.dark)
    for dx in (-half, half - 1.2):
        canvas.rectangle(right + dx, 57, 1.2, 26, colours.dark)
    look = int(chance.share("look") * 5)
    people.person(sketch, right - half * 0.4, 84, 22, colours.coats[2], look + 1, long_hair=True)
    people.person(sketch, right + half * 0.45, 84, 23, colours.leaves[0], look)
    vehicles.bus(sketch, sketch.across(chance.between("bus", 0.36, 0.42)), 93, 60)


def safety(sketch: Sketch) -> None:
    """A fire engine before its station, with two members of the crew."""
    canvas, colours, chance = sketch.canvas, sketch.palette, sketch.chance
    backdrop.landscape(sketch)
    middle = sketch.across(0.5)
    wide = min(104.0, sketch.width * 0.74)
    left = middle - wide / 2
    nature.oak(sketch, middle + wide * 0.6, 82, 30, colours.leaves[1])
    canvas.rectangle(left, 45, wide, 38, colours.wall)
    canvas.rectangle(left - 2, 42, wide + 4, 3.6, colours.dark)
    canvas.rectangle(left + wide * 0.82, 30, wide * 0.12, 53, colours.brick[1])
    canvas.rectangle(left + wide * 0.81, 28, wide * 0.14, 2.6, colours.dark)
    for share in (0.05, 0.31, 0.57):
        canvas.rectangle(left + share * wide, 54, wide * 0.22, 29, colours.leaves[0])
        for line in range(3):
            canvas.rectangle(left + (share + 0.015) * wide, 57 + line * 6, wide * 0.19, 2.4, colours.glass)
    canvas.rectangle(left + wide * 0.855, 38, wide * 0.05, 6, colours.white)
    nature.oak(sketch, middle - wide * 0.6, 83, 26, colours.leaves[0])
    _square(sketch, 83)
    engine = sketch.across(chance.between("engine", 0.42, 0.46))
    vehicles.fire_engine(sketch, engine, 95, min(66.0, sketch.width * 0.5))
    look = int(chance.share("look") * 5)
    crew = engine + min(66.0, sketch.width * 0.5) / 2
    people.person(sketch, crew + 9, 95.5, 24, colours.dark, look)
    people.person(sketch, crew + 19, 95, 23, colours.coats[2], look + 2, long_hair=True)
