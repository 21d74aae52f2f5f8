"""What changed between the facts of two versions, in sentences."""

from typing import Any

from association.publications.rules.facts import differences


def seats(*rows: dict[str, Any]) -> list[dict[str, Any]]:
    """A block of seats as an edition keeps it."""
    told = [{"role": "Lid", "on_behalf_of": "Gemeente Assen", **row} for row in rows]
    return [{"at": "bestuur", "number": 1, "kind": "Seats", "fact": {"title": "Bestuur", "rows": told}}]


def test_who_is_only_nominated_is_said_to_be() -> None:
    before, after = seats({"name": "A. Visser"}), seats({"name": "B. Bakker", "capacity": "voorgedragen"})

    assert differences(before, after) == [
        "Bestuur, Lid (Gemeente Assen): B. Bakker (voorgedragen) in plaats van A. Visser."
    ]


def test_empty_seat_is_named_by_its_words() -> None:
    before, after = seats({"name": "A. Visser"}), seats({"name": "", "empty_label": "vacature"})

    assert differences(before, after) == ["Bestuur, Lid (Gemeente Assen): vacature in plaats van A. Visser."]


def test_same_facts_differ_in_nothing() -> None:
    assert differences(seats({"name": "A. Visser"}), seats({"name": "A. Visser"})) == []
