"""The documentation as text, and what is found in it."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
OPERATORS = ROOT / "docs" / "beheer"
EDITORS = ROOT / "docs" / "handleiding"
FIRST_CELL = re.compile(r"^\| `([^`]+)` \|", re.MULTILINE)
LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def pages() -> list[Path]:
    """Every page of documentation."""
    return sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def first_cells(text: str) -> list[str]:
    """The words in code type that stand alone in the first column of tables."""
    return FIRST_CELL.findall(text)


def local_links(page: Path) -> list[Path]:
    """The files that a page links to or shows, with `#…` cut off."""
    targets = (target.split("#")[0] for target in LINK.findall(page.read_text(encoding="utf-8")))
    return [(page.parent / target).resolve() for target in targets if target and "://" not in target]
