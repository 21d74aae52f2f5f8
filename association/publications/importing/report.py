"""What became of a document, item by item, in words for the person who brought it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

KINDS = {
    "recognised": "Herkend",
    "unsure": "Kijk dit na",
    "left_out": "Weggelaten",
    "unknown_style": "Onbekende opmaak",
    "todo": "Nog te doen",
}
LONGEST_EXCERPT = 300


@dataclass(frozen=True)
class ReportItem:
    """One thing to know: its kind (a key of KINDS), what it is, in which chapter, and the words that it is about."""

    kind: str
    text: str
    place: str = ""
    excerpt: str = ""


@dataclass(frozen=True)
class Report:
    """Everything to know of one import, in the order of the document."""

    items: tuple[ReportItem, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Plain data, for a JSON field."""
        return {"items": [asdict(item) for item in self.items]}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Report":
        """The report that `to_json` wrote down; empty for none."""
        return cls(tuple(ReportItem(**item) for item in data.get("items", ())))

    def count(self) -> dict[str, int]:
        """How many items there are of each kind; kinds without are left out."""
        counts = Counter(item.kind for item in self.items)
        return {kind: counts[kind] for kind in KINDS if counts[kind]}

    def of_kind(self, kind: str) -> tuple[ReportItem, ...]:
        """The items of one kind."""
        return tuple(item for item in self.items if item.kind == kind)

    def lines(self) -> list[str]:
        """The report as lines of text, grouped by kind with the number of items."""
        found = []
        for kind, count in self.count().items():
            found.append(f"{KINDS[kind]} ({count})")
            found += [f"  - {line(item)}" for item in self.of_kind(kind)]
        return found


def line(item: ReportItem) -> str:
    """An item as one line."""
    place = f" [{item.place}]" if item.place else ""
    words = " ".join(item.excerpt.split())
    if len(words) > LONGEST_EXCERPT:
        words = f"{words[:LONGEST_EXCERPT].rstrip()}…"
    return f"{item.text}{place}{f' “{words}”' if words else ''}"


def in_order(items: Iterable[ReportItem]) -> Report:
    """A report of these items, each once."""
    return Report(tuple(dict.fromkeys(items)))
