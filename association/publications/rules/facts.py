"""What differs between the facts of two editions, in sentences."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

Fact = dict[str, Any]


def place_of(fact: Fact) -> tuple[Any, ...]:
    """Which fact is which in two editions of one document: its text, its kind and its number there."""
    return fact["at"], fact["kind"], fact["number"]


def name_of(fact: Fact) -> tuple[Any, ...]:
    """Which fact is which in two documents: its kind and title; without a title it is like no other."""
    title = (fact["fact"] or {}).get("title")
    return (fact["kind"], title) if title else place_of(fact)


def differences(before: list[Fact], after: list[Fact], key: Callable[[Fact], Any] = place_of) -> list[str]:
    """What changed between the facts of two editions, a sentence each; facts that are not in both say nothing."""
    old = {key(fact): fact["fact"] for fact in before}
    lines: list[str] = []
    for fact in after:
        earlier = old.get(key(fact))
        if earlier is not None and fact["fact"] is not None and earlier != fact["fact"]:
            lines.extend(line for line in changes_between(earlier, fact["fact"]) if line not in lines)
    return lines


def changes_between(before: Fact, after: Fact) -> Iterator[str]:
    """Sentences about one fact: rows of people that came, went or changed; else that it changed."""
    title = str(after.get("title") or before.get("title") or "")
    old, new = by_seat(before), by_seat(after)
    if not old and not new:
        yield f"{title}: gewijzigd." if title else "Een overzicht is gewijzigd."
        return
    for seat in dict.fromkeys([*old, *new]):
        was, now = old.get(seat, []), new.get(seat, [])
        gone = [name for name in was if name not in now]
        come = [name for name in now if name not in was]
        where = ", ".join(part for part in (title, seat) if part)
        for left, right in zip(gone, come, strict=False):
            yield f"{where}: {right} in plaats van {left}."
        for name in gone[len(come) :]:
            yield f"{where}: {name} niet meer."
        for name in come[len(gone) :]:
            yield f"{where}: {name} nieuw."


def by_seat(fact: Fact) -> dict[str, list[str]]:
    """Who sits in each seat of a fact with rows of seats: role and for whom, with the names or words there."""
    found: dict[str, list[str]] = {}
    for row in fact.get("rows") or ():
        if not isinstance(row, Mapping) or "role" not in row:
            return {}
        seat = " ".join(str(part) for part in (row["role"], behalf_of(row)) if part)
        found.setdefault(seat, []).append(holder_in(row))
    return found


def holder_in(row: Mapping[str, Any]) -> str:
    """Who sits in a row, or its words: "A. Jansen", "A. Jansen (voorgedragen)", "vacature"."""
    capacity = f" ({row['capacity']})" if row.get("name") and row.get("capacity") else ""
    return f"{row.get('name') or row.get('empty_label') or 'niet vastgelegd'}{capacity}"


def behalf_of(row: Mapping[str, Any]) -> str:
    """For whom a row sits there."""
    return f"({row['on_behalf_of']})" if row.get("on_behalf_of") else ""
