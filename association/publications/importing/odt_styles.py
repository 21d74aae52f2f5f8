"""What the styles of an ODT document say of a paragraph."""

import re
from dataclasses import dataclass
from typing import Any

from association.publications.importing.word_styles import PLAIN, meaning

STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
CODED = re.compile(r"_([0-9a-f]{1,4})_")
DEEPEST = 20


@dataclass(frozen=True)
class OpenStyle:
    """A paragraph style: the name that people see, what it means, and whether it is bold and known to us."""

    name: str = "standard"
    level: int = 0
    role: str = ""
    sure: bool = True
    bold: bool = False
    known: bool = True


def read_open_styles(*roots: Any) -> dict[str, OpenStyle]:
    """The paragraph styles of the parts of an ODT document, by name."""
    elements = {
        item.get(f"{STYLE}name", ""): item
        for root in roots
        if root is not None
        for item in root.iter(f"{STYLE}style")
        if item.get(f"{STYLE}family") == "paragraph"
    }
    return {name: read_open_style(name, elements) for name in elements}


def style_named(styles: dict[str, OpenStyle], name: str) -> OpenStyle:
    """A style by name; one that is used without being written down means what its name says."""
    if name in styles or not name:
        return styles.get(name, OpenStyle())
    shown = shown_name(name)
    level, role, sure = meaning(shown, "")
    return OpenStyle(shown, level, role, sure, known=bool(level or role or PLAIN.fullmatch(shown)))


def read_open_style(name: str, elements: dict[str, Any]) -> OpenStyle:
    """One style; what it does not say itself, its parents say."""
    bold, shown, known = False, "", False
    current: str | None = name
    for _ in range(DEEPEST):
        element = elements.get(current or "")
        if element is None:
            # The application's own styles may be named without being written down.
            level, role, sure = meaning(shown_name(current or "standard"), "")
            return OpenStyle(shown or shown_name(current or ""), level, role, sure, bold, known or not shown)
        own = shown_name(element.get(f"{STYLE}display-name") or current or "")
        is_named = element.getparent().tag.endswith("}styles")
        shown = shown or (own if is_named else "")
        known = known or PLAIN.fullmatch(own) is not None
        bold = bold or is_bold(element)
        level, role, sure = meaning(own, "") if is_named else (0, "", True)
        outline = element.get(f"{STYLE}default-outline-level", "")
        if not (level or role) and outline.isdigit() and int(outline):
            level = int(outline)
        if level or role:
            return OpenStyle(shown, level, role, sure, bold)
        current = element.get(f"{STYLE}parent-style-name")
        if current is None:
            break
    return OpenStyle(shown or "standard", bold=bold, known=known or shown in {"", "standard"})


def shown_name(name: str) -> str:
    """A style's name as people see it, in lower case: `Text_20_body` is `text body`."""
    return CODED.sub(lambda found: chr(int(found[1], 16)), name).lower()


def is_bold(element: Any) -> bool:
    """Whether a style makes its text bold."""
    found = element.find(f"{STYLE}text-properties")
    weight = "" if found is None else found.get(f"{FO}font-weight", "")
    return weight == "bold" or (weight.isdigit() and int(weight) >= 600)
