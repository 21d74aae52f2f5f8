"""Links inside a document: to a heading on the same page, to another chapter, or to nothing."""

import json
import re
from collections.abc import Callable
from typing import Any

from association.publications.importing.stored import WAITING, Stored

LINK = re.compile(rf'<a href="{re.escape(WAITING)}([^"]*)">(.*?)</a>', re.DOTALL)
Target = Callable[[str], str]


def waits(blocks: list[Stored]) -> bool:
    """Whether there are links in stored blocks that lead to a bookmark of the document."""
    return WAITING in json.dumps(blocks)


def resolved(value: Any, target: Target) -> Any:
    """Stored blocks with every such link as `target` says: the opening tag for a bookmark, empty to leave the text."""
    if isinstance(value, str):
        return LINK.sub(lambda found: linked(found, target), value) if WAITING in value else value
    if isinstance(value, dict):
        return {name: resolved(item, target) for name, item in value.items()}
    if isinstance(value, list):
        return [resolved(item, target) for item in value]
    return value


def linked(found: re.Match[str], target: Target) -> str:
    """One link."""
    opening = target(found[1])
    return f"{opening}{found[2]}</a>" if opening else found[2]
