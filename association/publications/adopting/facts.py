"""What blocks of facts showed, as plain data: to keep beside an edition."""

import json
from collections.abc import Mapping
from dataclasses import asdict, is_dataclass
from datetime import date
from typing import Any

from association.base.blocks.base import facts_in
from association.publications.rules.facts import Fact


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
