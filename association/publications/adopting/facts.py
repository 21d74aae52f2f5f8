"""What blocks of facts showed, as plain data: to keep beside an edition, and to compare with the one before."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, is_dataclass
from datetime import date
from typing import Any

from association.base.blocks.base import facts_in

Fact = dict[str, Any]


def plain(value: Any) -> Any:
    """A fact as JSON has it: dataclasses and mappings as objects, days as ISO text, other things as their words."""
    if is_dataclass(value) and not isinstance(value, type):
        return plain(asdict(value))
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, str | int | float | bool) or value is None else str(value)


def stored_facts(bodies: Mapping[str, Any], facts: Mapping[int, Any]) -> list[Fact]:
    """The facts of some texts by address: [{at, number, kind, fact}], in reading order.

    `number` counts the blocks of facts within a text. A block that had nothing to show has the fact None.
    """
    found: list[Fact] = []
    for path, body in bodies.items():
        for number, (block, value) in enumerate(facts_in(body.stream_block, body), start=1):
            fact = facts.get(id(value))
            found.append({"at": path, "number": number, "kind": kind_of(block), "fact": plain(fact)})
    return found


def kind_of(block: Any) -> str:
    """The name of a kind of fact: that of its block, without the word Block."""
    return type(block).__name__.removesuffix("Block")


def canonical(value: Any) -> str:
    """Plain data as the one text that stands for it."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def differences(before: list[Fact], after: list[Fact]) -> list[str]:
    """What changed between the facts of two editions, a sentence each; texts that are not in both say nothing."""
    old = {(fact["at"], fact["kind"], fact["number"]): fact["fact"] for fact in before}
    lines: list[str] = []
    for fact in after:
        earlier = old.get((fact["at"], fact["kind"], fact["number"]))
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
        found.setdefault(seat, []).append(str(row.get("name") or row.get("empty_label") or "niet vastgelegd"))
    return found


def behalf_of(row: Mapping[str, Any]) -> str:
    """For whom a row sits there."""
    return f"({row['on_behalf_of']})" if row.get("on_behalf_of") else ""
