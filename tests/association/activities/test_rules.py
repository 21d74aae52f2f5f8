"""Plain texts, periods and bars, without a database."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from association.activities.rules import BAR_WIDTH, as_html, bars, half_years_joined, period_of, tidy


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 1, 31), (2025, "Y")),
        (date(2026, 2, 1), (2026, "H1")),
        (date(2026, 6, 30), (2026, "H1")),
        (date(2026, 7, 1), (2026, "H2")),
        (date(2026, 12, 31), (2026, "H2")),
    ],
)
def test_period_is_the_half_that_runs_and_in_january_the_year_before(day: date, expected: tuple[int, str]) -> None:
    assert period_of(day) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("Eén regel", "<p>Eén regel</p>"),
        ("Eén\ntwee\n\ndrie", "<p>Eén<br>twee</p><p>drie</p>"),
        ("Eerst:\n- een\n- twee\nDaarna", "<p>Eerst:</p><ul><li>een</li><li>twee</li></ul><p>Daarna</p>"),
        ("• punt", "<ul><li>punt</li></ul>"),
        ("-5 graden", "<p>-5 graden</p>"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ('- "><img onerror=x>', "<ul><li>&quot;&gt;&lt;img onerror=x&gt;</li></ul>"),
    ],
)
def test_plain_text_shows_its_paragraphs_and_lists(text: str, expected: str) -> None:
    assert as_html(text) == expected


def test_tidy_text_keeps_its_lines_and_loses_the_rest() -> None:
    assert tidy("  een \r\n\r\n\r\n\r\ntwee  \r drie\n") == "een\n\ntwee\n drie"


@pytest.mark.parametrize("text", ["", " \n ", "\u200b\u200b", "\u2060"])
def test_text_without_anything_to_read_is_empty(text: str) -> None:
    assert tidy(text) == ""


@given(st.text())
def test_tidy_text_stays_as_it_is(text: str) -> None:
    once = tidy(text)

    assert tidy(once) == once


def test_half_years_are_offered_one_below_the_other() -> None:
    assert half_years_joined("Eerst.", "Toen.") == "Eerst.\n\nToen."
    assert half_years_joined("", "Toen.") == "Toen."
    assert half_years_joined("", " ") == ""


def test_bar_has_a_part_for_each_number() -> None:
    assert bars([15, 5, 2, 2]) == [(0, 740), (745, 246), (996, 98), (1099, 98)]
    assert bars([0, 0]) == [(0, 0), (0, 0)]


@given(st.lists(st.integers(min_value=0, max_value=500), max_size=6))
def test_bar_never_grows_beyond_its_width(numbers: list[int]) -> None:
    assert all(left + width <= BAR_WIDTH for left, width in bars(numbers) if width)
