"""The drawing of a structure: everything is in it, and nothing lies over anything else."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from association.base.rules.charts import WIDTH, Box, Node, draw

titles = st.text(alphabet="abcdefg hijk-", min_size=1, max_size=80)
nodes = st.recursive(
    st.builds(Node, titles),
    lambda below: st.builds(Node, titles, below=st.lists(below, max_size=3).map(tuple)),
    max_leaves=8,
)
groups = st.lists(st.tuples(titles, st.lists(nodes, max_size=6)), max_size=4)


def count(node: Node) -> int:
    """A node with all below it."""
    return 1 + sum(count(one) for one in node.below)


def apart(one: Box, other: Box) -> bool:
    """Whether two boxes have no point in common."""
    beside = one.x + one.width <= other.x or other.x + other.width <= one.x
    return beside or one.y + one.height <= other.y or other.y + other.height <= one.y


@given(titles, groups)
def test_every_box_has_a_place_of_its_own(root: str, found: list[tuple[str, list[Node]]]) -> None:
    chart = draw(root, found)

    assert len(chart.boxes) == 1 + sum(1 + sum(count(node) for node in below) for _, below in found)
    assert all(apart(one, other) for one, other in combinations(chart.boxes, 2))
    assert all(box.x >= 0 and box.x + box.width <= WIDTH and box.y + box.height <= chart.height for box in chart.boxes)


@given(titles, groups)
def test_words_stay_inside_their_box(root: str, found: list[tuple[str, list[Node]]]) -> None:
    for box in draw(root, found).boxes:
        assert all(box.x < x and box.y < y < box.y + box.height for x, y, _ in box.lines)


def test_note_stands_behind_the_name() -> None:
    chart = draw("Vereniging", [("Overleggen", [Node("Sport", note="in ontwikkeling")])])

    assert " ".join(text for _, _, text in chart.boxes[-1].lines) == "Sport (in ontwikkeling)"
