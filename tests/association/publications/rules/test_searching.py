"""Which words are asked for, and where they stand."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from association.publications.rules.searching import (
    LONGEST_QUERY,
    SNIPPET,
    holds,
    marked,
    snippet,
    spans,
    terms_of,
)


def found(query: str, text: str) -> list[str]:
    """The pieces of a text that a query finds."""
    return [text[start:end] for start, end in spans(terms_of(query), text)]


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("wonen", "Wonen en WONEN", ["Wonen", "WONEN"]),
        ("cafe", "Een CAFÉ en een cafe\u0301.", ["CAFÉ", "cafe\u0301"]),
        ("café", "cafe", ["cafe"]),
        ("bouw", "woningbouw", ["bouw"]),
        ("H1", "In H1 niet in H12 of AH1", ["H1"]),
        ("van der", "Van der Tuuk", ["Van", "der"]),
        ('"het plan"', "het plan, het  plan en het planbureau", ["het plan"]),
        ("“het plan”", "Het plan", ["Het plan"]),
        ('"het plan', "het grote plan", ["het", "plan"]),
        ("'s-Gravenhage", "’s-Gravenhage", ["s-Gravenhage"]),
        ("straße", "STRASSE", ["STRASSE"]),
        ("ﬁets", "fietsen", ["fiets"]),
        ("a+b (c)", "a+b (c)", ["a+b", "c"]),
        ("50%", "50% van 50", ["50", "50"]),
        ("e.", "", []),
    ],
)
def test_terms_are_found_whatever_their_case_and_accents(query: str, text: str, expected: list[str]) -> None:
    assert found(query, text) == expected


@pytest.mark.parametrize(("query", "short"), [("", False), ("  ", False), ("a", True), ("?!", True), ('"."', True)])
def test_too_little_is_asked_for(query: str, short: bool) -> None:
    terms = terms_of(query)

    assert (bool(terms), terms.is_too_short) == (False, short)


def test_all_terms_are_needed_and_one_in_the_text_itself() -> None:
    terms = terms_of("wonen fiets")

    assert holds(terms, "De fiets staat er.", "Wonen")
    assert not holds(terms, "De fiets staat er.", "Zorg")
    assert not holds(terms, "Niets van dien aard.", "Wonen fiets")


def test_snippet_stands_around_the_first_term() -> None:
    text = f"{'voor ' * 60}het doel {'na ' * 200}"

    pieces = snippet(terms_of("doel"), text)

    shown = "".join(piece for piece, _ in pieces)
    assert [piece for piece, asked in pieces if asked] == ["doel"]
    assert shown.startswith("… voor ")
    assert shown.endswith("na …")
    assert len(shown) <= SNIPPET + 4


def test_snippet_without_the_term_is_the_beginning() -> None:
    assert snippet(terms_of("elders"), "Kort.") == (("Kort.", False),)
    assert snippet(terms_of("elders"), "") == ()


@given(st.text(max_size=300), st.text(max_size=600))
def test_pieces_are_the_text_itself(query: str, text: str) -> None:
    terms = terms_of(query)

    assert "".join(piece for piece, _ in marked(terms, text)) == text
    shown = "".join(piece for piece, _ in snippet(terms, text)).removeprefix("… ").removesuffix(" …")
    assert shown in text


def test_odd_queries_cost_little() -> None:
    start = time.perf_counter()

    for query in ('"' * 10_000, "a" * 10_000, "( " * 5_000, "\u0301" * 10_000, "é " * 5_000):
        spans(terms_of(query), "é" * 20_000)

    assert time.perf_counter() - start < 2
    assert len(terms_of(" ".join(f"w{number}" for number in range(4000))).patterns) == 12
    assert all(len(pattern.pattern) <= 2 * LONGEST_QUERY for pattern in terms_of("x" * 10_000).patterns)
