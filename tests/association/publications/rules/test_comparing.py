"""Two wordings of a text beside each other."""

from hypothesis import given
from hypothesis import strategies as st

from association.publications.rules.comparing import Change, changes, matched

LINES = st.lists(st.sampled_from(["a b c", "a b d", "e f g", "h", "a b c d e"]), max_size=8)


def test_same_texts_have_no_changes() -> None:
    assert changes(["een", "twee"], ["een", "twee"]) == []


def test_reworded_line_shows_its_words() -> None:
    found = changes(["Kop", "Wij bouwen tien huizen in 2021."], ["Kop", "Wij bouwen elf huizen in 2021."])

    words = (("same", "Wij bouwen"), ("removed", "tien"), ("added", "elf"), ("same", "huizen in 2021."))
    assert found == [Change("changed", words)]


def test_lines_come_and_go_in_reading_order() -> None:
    found = changes(["Een.", "Weg hiermee.", "Drie."], ["Een.", "Drie.", "Iets heel anders."])

    assert found == [
        Change("removed", (("removed", "Weg hiermee."),)),
        Change("added", (("added", "Iets heel anders."),)),
    ]


def test_very_long_texts_are_compared_roughly() -> None:
    before = [f"Regel {number} van de tabel" for number in range(4000)]
    after = ["Een nieuwe regel", *before[:-1], "En nog een"]

    assert [change.kind for change in changes(before, after)] == ["removed", "added", "added"]


@given(LINES, LINES)
def test_changes_hold_what_differs_and_nothing_else(before: list[str], after: list[str]) -> None:
    found = changes(before, after)

    kept = {"removed": list[str](), "added": list[str]()}
    for change in found:
        for side, lines in kept.items():
            words = " ".join(text for kind, text in change.words if kind in {"same", side})
            if change.kind in {side, "changed"}:
                lines.append(words)
    rest_before, rest_after = list(before), list(after)
    for line in kept["removed"]:
        rest_before.remove(line)
    for line in kept["added"]:
        rest_after.remove(line)
    # Lines that changed places stand in both.
    assert sorted(rest_before) == sorted(rest_after)
    assert (not found) == (before == after)


def test_chapters_are_matched_by_address_then_by_title() -> None:
    before = [("", ""), ("wonen", "Wonen"), ("zorg", "Zorg"), ("oud", "Sport"), ("weg", "Weg")]
    after = [("", ""), ("zorg", "Zorg en welzijn"), ("wonen", "Wonen"), ("nieuw", "sport"), ("erbij", "Erbij")]

    assert matched(before, after) == [(0, 0), (2, 1), (1, 2), (3, 3), (4, None), (None, 4)]


def test_chapters_of_one_title_are_each_matched_once() -> None:
    before, after = [("a", "Bijlage"), ("b", "Bijlage")], [("c", "Bijlage"), ("d", "Bijlage")]

    pairs = matched(before, after)

    assert sorted(old for old, _ in pairs if old is not None) == [0, 1]
    assert sorted(new for _, new in pairs if new is not None) == [0, 1]
