"""Numbers, fixed addresses and what is still to be done."""

import pytest

from association.publications.queries import letter
from association.publications.rules import count_numbered, find_problems, is_fixed_below_publication
from tests.factories.publications import heading, paragraph, table


@pytest.mark.parametrize(("number", "expected"), [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (53, "BA")])
def test_annexes_have_letters(number: int, expected: str) -> None:
    assert letter(number) == expected


@pytest.mark.parametrize(("slug", "fixed"), [("volledig", True), ("Versies", True), ("volledige-lijst", False)])
def test_fixed_addresses(slug: str, fixed: bool) -> None:
    assert is_fixed_below_publication(slug) is fixed


def test_tables_and_figures_are_counted_wherever_they_stand() -> None:
    inside = {"heading": "Deel", "anchor": "deel", "content": [table("Binnen"), paragraph("Tekst.")]}
    cooperation = {**inside, "representation": [{"type": "item", "value": {"body": "Overleg"}, "id": "1"}]}
    stream = [
        table("Boven"),
        {"type": "figure", "value": {"image": 1, "decorative": False}},
        {"type": "figure", "value": {"image": 2, "decorative": True}},
        {"type": "free", "value": inside},
        {"type": "cooperation", "value": cooperation},
    ]

    assert count_numbered(stream) == (4, 1)


def test_problems_name_the_block_and_what_to_do() -> None:
    bare = table("", columns=("Overleg", ""))
    stream = [
        {**bare, "id": "t"},
        {"type": "figure", "id": "f", "value": {"image": 3, "decorative": False}},
        {"type": "figure", "id": "d", "value": {"image": 3, "decorative": True}},
        {"type": "figure", "id": "g", "value": {"image": 4, "decorative": False}},
        {"type": "quote", "id": "q", "value": {"text": "woord " * 31}},
        {**table("Goed"), "id": "ok"},
        heading("Kop"),
    ]

    found = [(problem.block, problem.kind) for problem in find_problems(stream, frozenset({3}))]

    assert found == [("t", "caption"), ("t", "columns"), ("f", "description"), ("q", "quote")]


def test_text_that_nobody_wrote_is_to_be_done() -> None:
    part = {"heading": "Terugblik", "anchor": "terugblik", "content": []}
    body = [
        {"type": "paragraph", "value": "", "id": "a"},
        {"type": "looking_back", "value": part, "id": "b"},
        {"type": "portfolio_results", "value": {}, "id": "c"},
        {"type": "looking_ahead", "value": part, "id": "d"},
        {"type": "paragraph", "value": "<p>Er staat iets.</p>", "id": "e"},
    ]

    assert [(found.block, found.kind, found.text.partition(".")[0]) for found in find_problems(body, frozenset())] == [
        ("a", "empty", "Bovenaan staat nog geen tekst"),
        ("d", "empty", "Onder 'Terugblik' staat nog geen tekst"),
    ]


def test_chapter_without_text_has_no_problem() -> None:
    assert list(find_problems([], frozenset())) == []
