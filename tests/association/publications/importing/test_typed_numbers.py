"""Which numbers in front of headings count."""

import pytest

from association.publications.importing.typed_numbers import Counting, counting


def counted(*places: int, doubtful: tuple[int, ...] = (), is_clean: bool = True) -> Counting:
    """What is found of headings, by their places."""
    return Counting(frozenset(places), frozenset(doubtful), is_clean)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["1 Inleiding", "2 Ambities", "3 Lijsten"], counted(0, 1, 2)),
        (["1 Inleiding", "Tussendoor", "2 Ambities", "Meer", "Nog meer"], counted(0, 2)),
        (["1. Bestuur", "2. Wonen", "1. Sport", "2. Cultuur"], counted(0, 1, 2, 3)),
        (["1 Inleiding", "2 Ambities", "3 Lijsten", "Volledig", "Versies", "3 Lijsten"],
         counted(0, 1, 2, 5, is_clean=False)),
        (["1 Inleiding", "2 Ambities", "4 Lijsten", "Voorwoord", "Bijlage A", "Bijlage B"],
         counted(0, 1, 2, is_clean=False)),
        (["3 Wonen", "4 Sport", "5 Cultuur"], counted(0, 1, 2, is_clean=False)),
        (["1 Inleiding", "12 gemeenten", "2 Ambities", "3 oktober", "3 Slot"], counted(0, 2, 4, doubtful=(1, 3))),
        (["1 Inleiding", "2 Ambities", "4 wegen naar werk", "3 Slot"], counted(0, 1, 3, doubtful=(2,))),
        (["1 Inleiding", "44 Ideeën", "2 Ambities"], counted(0, 2, doubtful=(1,))),
        (["1 inleiding", "2 ambities"], counted(0, 1)),
        (["3 oktober", "12 mei"], counted(doubtful=(0, 1))),
        (["1 jaar verder", "2 jaar verder"], counted(doubtful=(0, 1))),
        (["1 loket", "1 team"], counted(doubtful=(0, 1))),
        (["3. Los", "Ander"], counted(doubtful=(0,))),
        (["100 jaar VGG", "2026 in cijfers", "Wonen", "1.2 Diep"], counted()),
        ([], counted()),
    ],
)  # fmt: skip
def test_numbers_that_count_are_told_from_those_that_say_something(texts: list[str], expected: Counting) -> None:
    assert counting(texts) == expected
