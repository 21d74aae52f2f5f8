"""A chart of groups below one root, laid out in columns: boxes and lines in whole units of an SVG view box."""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

WIDTH, COLUMNS, GAP, MARGIN = 800, 3, 22, 1
LEFT = 24  # room for the trunk at the left of the rows
COLUMN = (WIDTH - 2 * MARGIN - (COLUMNS - 1) * GAP - LEFT) // COLUMNS
LINE, PADDING, BETWEEN, INDENT = 20, 10, 8, 16
SIGNS = 29  # of the chart's letters on a line of a column
DEEPEST = 2  # steps to the right
ROOT_WIDTH, ROOT_SIGNS = 420, 46


@dataclass(frozen=True)
class Node:
    """Something in a chart, with what belongs to it."""

    title: str
    url: str = ""
    note: str = ""
    below: "tuple[Node, ...]" = ()


@dataclass(frozen=True)
class Box:
    """A box: its place and size, its lines of text with the place of each, and where it links to."""

    kind: str
    x: int
    y: int
    width: int
    height: int
    lines: tuple[tuple[int, int, str], ...]
    url: str = ""


@dataclass
class Chart:
    """Boxes, and lines between them as (x1, y1, x2, y2)."""

    height: int = 0
    width: int = WIDTH
    boxes: list[Box] = field(default_factory=list)
    lines: list[tuple[int, int, int, int]] = field(default_factory=list)


def boxed(kind: str, node: Node, x: int, y: int, width: int, signs: int) -> Box:
    """A box as high as its text."""
    text = f"{node.title} ({node.note})" if node.note else node.title
    rows = textwrap.wrap(text, signs) or [""]
    places = tuple((x + PADDING, y + PADDING + LINE * number + LINE * 3 // 4, row) for number, row in enumerate(rows))
    return Box(kind, x, y, width, len(rows) * LINE + 2 * PADDING, places, node.url)


def flat(nodes: Sequence[Node], depth: int = 0) -> Iterator[tuple[int, Node]]:
    """Every node with its depth, in order."""
    for node in nodes:
        yield depth, node
        yield from flat(node.below, depth + 1)


def draw(root: str, groups: Sequence[tuple[str, Sequence[Node]]]) -> Chart:
    """The chart: the root on top; below it each group as a bar, with its boxes in columns of about equal height."""
    chart = Chart()
    top = boxed("root", Node(root), MARGIN, MARGIN, ROOT_WIDTH, ROOT_SIGNS)
    chart.boxes.append(top)
    trunk = MARGIN + LEFT // 2
    y = top.y + top.height
    joined = y
    for title, nodes in groups:
        bar = boxed("head", Node(title), MARGIN + LEFT, y + GAP, WIDTH - LEFT - 2 * MARGIN, 3 * SIGNS)
        joined = bar.y + bar.height // 2
        chart.boxes.append(bar)
        chart.lines.append((trunk, joined, bar.x, joined))
        ends = [bar.y + bar.height + BETWEEN] * COLUMNS
        for node in nodes:
            place = ends.index(min(ends))
            ends[place] = branch(chart, node, MARGIN + LEFT + place * (COLUMN + GAP), ends[place])
        y = max(ends)
    if groups:
        chart.lines.append((trunk, top.y + top.height, trunk, joined))
    chart.height = y + MARGIN
    return chart


def branch(chart: Chart, node: Node, x: int, y: int) -> int:
    """A box with what belongs to it below it, joined by lines; gives where it ends."""
    starts: list[int] = []
    for depth, one in flat([node]):
        step = min(depth, DEEPEST) * INDENT
        box = boxed("below" if depth else "body", one, x + step, y, COLUMN - step, SIGNS - 2 * min(depth, DEEPEST))
        if depth:
            middle, side = box.y + PADDING + LINE // 2, box.x - INDENT // 2
            chart.lines.append((side, middle, box.x, middle))
            chart.lines.append((side, starts[min(depth, DEEPEST) - 1], side, middle))
        del starts[min(depth, DEEPEST) :]
        starts.append(box.y + box.height)
        chart.boxes.append(box)
        y = box.y + box.height + BETWEEN
    return y
