"""The numbering of a Word document: which number a paragraph has."""

from dataclasses import dataclass, field
from typing import Any

from association.publications.importing.word_styles import Style, Styles, W, value

SIMPLE_ENDS = ".):-–— \t\xa0"
DEEPEST_LIST = 8
ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
         (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


@dataclass(frozen=True)
class Level:
    """How one level of a list is numbered: `style` is bullet, none, decimal, lowerLetter, …; `text` such as `%1.%2`."""

    style: str = "decimal"
    text: str = ""
    start: int = 1
    paragraph_style: str = ""


@dataclass(frozen=True)
class Place:
    """A paragraph's place in a list. `label` is what Word prints where a plain number does not say it."""

    list: str
    level: int
    ordered: bool
    number: int
    style: str
    label: str = ""


@dataclass
class Numbering:
    """The lists of a document, and how far each has counted."""

    lists: dict[str, dict[int, Level]] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    restarts: dict[str, dict[int, int]] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    started: set[str] = field(default_factory=set)

    def place(self, number: str, level: int | None, style: Style) -> Place | None:
        """The place of the next paragraph of a list; None for a list that does not exist or shows nothing."""
        kind = self.kinds.get(number)
        if number == "0" or kind is None:
            return None
        levels = self.lists[kind]
        if level is None:
            level = next((depth for depth, item in levels.items() if item.paragraph_style == style.id), 0)
        level = min(level, DEEPEST_LIST)
        own = levels.get(level, Level("bullet"))
        if own.style == "none" and not own.text:
            return None
        count = self.advance(number, kind, level)
        ordered = own.style not in {"bullet", "none"}
        label = self.label(kind, level) if ordered or own.style == "none" else ""
        return Place(number, level, ordered, count, own.style, label)

    def advance(self, number: str, kind: str, level: int) -> int:
        """The next number at a level; deeper levels start again."""
        counts = self.counts.setdefault(kind, {})
        levels = self.lists[kind]
        if number not in self.started:
            self.started.add(number)
            for depth, start in self.restarts.get(number, {}).items():
                counts[depth] = start - 1
        counts[level] = counts.get(level, levels.get(level, Level()).start - 1) + 1
        for depth in [depth for depth in counts if depth > level]:
            del counts[depth]
        return counts[level]

    def label(self, kind: str, level: int) -> str:
        """What Word prints before the text, empty when that is one number with a dot or bracket behind it."""
        levels, counts = self.lists[kind], self.counts[kind]
        text = levels.get(level, Level()).text
        own = f"%{level + 1}"
        if not text or (text.startswith(("(", own)) and not text.lstrip("(").removeprefix(own).strip(SIMPLE_ENDS)):
            return ""
        for depth in range(level + 1):
            item = levels.get(depth, Level())
            text = text.replace(f"%{depth + 1}", written(counts.get(depth, item.start), item.style))
        return text.strip()


def written(number: int, style: str) -> str:
    """A number as a list writes it: 3, c, iii."""
    if style in {"lowerLetter", "upperLetter"} and number > 0:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if style == "upperLetter" else letter
    if style in {"lowerRoman", "upperRoman"}:
        text = ""
        for amount, letters in ROMAN:
            while number >= amount:
                text, number = text + letters, number - amount
        return text.upper() if style == "upperRoman" else text
    return str(number)


def read_numbering(root: Any, styles: Styles) -> Numbering:
    """The lists of a document from its numbering part, which may be missing."""
    numbering = Numbering()
    if root is None:
        return numbering
    linked: dict[str, str] = {}
    for item in root.iter(f"{W}abstractNum"):
        kind = item.get(f"{W}abstractNumId", "")
        numbering.lists[kind] = dict(map(read_level, item.iter(f"{W}lvl")))
        if style := value(item, "numStyleLink"):
            linked[kind] = style
    for item in root.iter(f"{W}num"):
        add_list(numbering, item)
    for kind, style in linked.items():
        target = numbering.kinds.get(styles.get(style).number, "")
        if target in numbering.lists:
            numbering.lists[kind] = numbering.lists[target]
    return numbering


def read_level(element: Any) -> tuple[int, Level]:
    """One level of a list, and how deep it is."""
    start = value(element, "start") or "1"
    level = Level(
        style=value(element, "numFmt") or "decimal",
        text=value(element, "lvlText") or "",
        start=int(start) if start.isdigit() else 1,
        paragraph_style=value(element, "pStyle") or "",
    )
    return depth_of(element), level


def depth_of(element: Any) -> int:
    """The depth that an element is about; 0 is the highest."""
    depth = element.get(f"{W}ilvl", "0")
    return int(depth) if depth.isdigit() else 0


def add_list(numbering: Numbering, element: Any) -> None:
    """Add one list, with the levels and the starts that are its own."""
    number, kind = element.get(f"{W}numId", ""), value(element, "abstractNumId") or ""
    restarts: dict[int, int] = {}
    levels = dict(numbering.lists.get(kind, {}))
    own = False
    for override in element.iter(f"{W}lvlOverride"):
        start = value(override, "startOverride") or ""
        if start.isdigit():
            restarts[depth_of(override)] = int(start)
        for level in override.iter(f"{W}lvl"):
            depth, found = read_level(level)
            levels[depth], own = found, True
    if own:
        kind = f"{kind}/{number}"
        numbering.lists[kind] = levels
    numbering.lists.setdefault(kind, {})
    numbering.kinds[number] = kind
    numbering.restarts[number] = restarts
