"""Which persons may be one, and taking a name out of a text."""

import json
import time
from itertools import product

import pytest

from association.people.rules import NO_NAME, Name, parse_name, plain
from association.people.rules.alike import REASONS, Known, Pair, likely_pairs, same_person
from association.people.rules.scrub import Scrubber


def known(text: str, number: int = 1, variants: str = "") -> Known:
    """A person by the name as people type it."""
    name = parse_name(text)
    return Known(number, name, frozenset({plain(name.full), *(plain(word) for word in variants.split(";") if word)}))


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Anna de Boer", "anna De Boer", "dezelfde naam"),
        ("Anna de Boer", "A. de Boer", "de voorletters passen bij de roepnaam"),
        ("A. de Boer", "A.B. de Boer", "de voorletters passen bij de roepnaam"),
        ("Anna de Boer", "Anna Boer", "de voorletters passen bij de roepnaam"),
        ("E. Wünker", "E. Wücker", "bijna dezelfde achternaam"),
        ("Erich Wünker", "E. Wünkers", "bijna dezelfde achternaam"),
        ("Jan Visser", "Jan Vissre", "bijna dezelfde achternaam"),
        ("Anna Bakker", "Anna Bakker-de Vries", "dubbele achternaam"),
        ("Van Schie", "van schie", "dezelfde naam"),
        ("Anna de Boer", "Arie de Boer", ""),
        ("A.B. de Boer", "A.C. de Boer", ""),
        ("mw. A. de Boer", "dhr. A. de Boer", ""),
        ("A. van den Berg", "A. van der Berg", ""),
        ("J. Bos", "J. Vos", ""),
        ("J. Mulder", "J. Meulder", "bijna dezelfde achternaam"),
        ("J. Mulder", "J. Muldersma", ""),
        ("J. Mulder", "K. Mulder", ""),
        ("J. Mulder", "Mulder", ""),
        ("A. Bakker", "A. Bakker-de Vries", ""),
    ],
)
def test_why_two_names_may_be_of_one(one: str, other: str, reason: str) -> None:
    first, second = known(one), known(other, 2)

    assert (same_person(first, second), same_person(second, first)) == (reason, reason)
    assert list(likely_pairs([first, second])) == ([Pair(1, 2, reason)] if reason else [])


def test_other_way_of_writing_is_known() -> None:
    one, other = known("Erich Wünker", 7, "E. Wijkert"), known("E. Wijkert", 3)

    assert list(likely_pairs([one, other])) == [Pair(3, 7, "staat er als andere schrijfwijze")]


def test_surest_pairs_come_first() -> None:
    people = [known("E. Wünker", 1), known("E. Wücker", 2), known("Anna Bakker", 3), known("Anna Bakker", 4)]

    assert [pair.reason for pair in likely_pairs(people)] == [REASONS[0], REASONS[-1]]


def test_ten_thousand_people_are_not_compared_with_each_other() -> None:
    words = ["".join(letters) for letters in product("bdklmr", "aeo", "ntrs", "bdkm", "ers")]
    firsts = ["".join(f"{letter}." for letter in letters) for letters in product("ABCDEFGH", "JKLM")]
    names = [Name(initials=first, family_name=f"{word}stra") for word, first in product(words[:320], firsts)]
    people = [Known(number, name, frozenset({plain(name.full)})) for number, name in enumerate(names[:10_000])]
    begin = time.perf_counter()

    list(likely_pairs(people))

    assert time.perf_counter() - begin < 10


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Dank, Anna de Boer!", f"Dank, {NO_NAME}!"),
        ("ANNA  DE\u00a0BOER", NO_NAME),
        ("Anna&nbsp;de Boer", NO_NAME),
        ("A de Boer, A.de Boer", f"{NO_NAME}, {NO_NAME}"),
        ("Boer, Anna de", NO_NAME),
        ("Jan de Boer, Anna de Vries", "Jan de Boer, Anna de Vries"),
        ("Anna de Boer-Smit", "Anna de Boer-Smit"),
        ("Johanna de Boer", "Johanna de Boer"),
        ("Anna de Boers", "Anna de Boers"),
        ("Jan van &#x27;t Hof", NO_NAME),
        ("Jan van ’t Hof", NO_NAME),
    ],
)
def test_name_is_taken_out_of_a_text(text: str, left: str) -> None:
    scrubber = Scrubber.of(["Anna de Boer", "A. de Boer", "Boer, Anna de", "Jan van 't Hof"])

    assert scrubber.text(text) == left
    assert scrubber.finds(text) == (text != left)


def test_json_inside_json_stays_json() -> None:
    inner = [{"type": "paragraph", "value": '<p class="x">Erich Wünker komt.</p>', "id": "1"}]
    value = {
        "title": "Over Erich Wünker",
        "body": json.dumps(inner),
        "number": 3,
        "none": None,
        "list": ["Erich Wünker"],
    }
    assert "u00fc" in value["body"]  # type: ignore[operator]  # a text

    clean = Scrubber.of(["Erich Wünker"]).value(value)

    inner[0]["value"] = f'<p class="x">{NO_NAME} komt.</p>'
    assert json.loads(clean["body"]) == inner
    assert {**clean, "body": ""} == {
        "title": f"Over {NO_NAME}", "body": "", "number": 3, "none": None, "list": [NO_NAME],
    }  # fmt: skip


def test_without_names_nothing_is_taken_out() -> None:
    assert Scrubber.of(["", " "]).text("Anna de Boer") == "Anna de Boer"
    assert Scrubber.of([]).value({"a": "b"}) == {"a": "b"}


def test_fragments_find_what_escaping_leaves() -> None:
    assert Scrubber.of(["Erich Wünker"]).fragments == ["Erich"]
    assert Scrubber.of(["Ö. Ü"]).fragments == [""]
