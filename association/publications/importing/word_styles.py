"""What the styles of a Word document say of a paragraph or a run."""

import re
from dataclasses import dataclass, field
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HEADING = re.compile(r"(?:^|\b)(?:heading|kop)\s?([1-9])\b")
# Names that associations give to headings of their own, with the level that they suggest.
LIKE_HEADING = (
    (re.compile(r"hoofdstuk\s?(?:titel|kop)"), 1),
    (re.compile(r"paragraaf\s?(?:titel|kop)"), 2),
    (re.compile(r"tussen\s?kop|sub\s?kop|kopje"), 3),
)
ROLES = (
    (
        re.compile(r"toc ?\d|toc heading|inhopg ?\d|kop ?van ?inhoudsopgave|contents ?(?:heading|\d)|inhoud ?\d"),
        "contents",
    ),
    (re.compile(r"table ?of ?figures|lijst ?met ?afbeeldingen"), "contents"),
    (re.compile(r"title|titel"), "title"),
    (re.compile(r"subtitle|ondertitel"), "subtitle"),
    (re.compile(r"(?:image |table |figure )?caption|bijschrift|illustration|table|figure"), "caption"),
    (re.compile(r"(?:intense )?quote|(?:duidelijk ?)?citaat|block ?text|bloktekst|quotations"), "quote"),
)
PLAIN = re.compile(
    r"normal(?: \(web\))?|standaard(?:alinea)?|normaal(?: \(web\))?|default(?: style)?|body ?text.*|text body|"
    r"first ?paragraph|platte ?tekst.*|compact|no spacing|geen ?afstand|list.*|lijst.*|opsomming.*|plain ?text|"
    r"tekst zonder opmaak|"
    r"header|footer|koptekst|voettekst|footnote.*|voetnoot.*|endnote.*|eindnoot.*|table.*|tabel.*|captioned ?figure|"
    r"figure.*|date|datum|author|auteur|abstract|signature|handtekening|closing|salutation|aanhef|annotation text|"
    r"balloon text|revision|bibliography|index.*|macro.*|message header|envelope.*|frame ?contents|preformatted.*|"
    r"html .*|definition.*|source ?code.*|text",
)
# Word's own styles for lists at deeper levels: `List Bullet 2`.
DEEPER = re.compile(r"(?:list (?:bullet|number)|lijst ?(?:opsom\.?teken|nummering)) ?([2-5])")
OFF = frozenset({"0", "false", "off", "none"})


@dataclass
class Style:
    """A style with what it has from the styles that it is based on."""

    id: str
    name: str
    custom: bool = False
    level: int = 0
    role: str = ""
    sure: bool = True
    known: bool = True
    bold: bool = False
    number: str = ""
    number_level: int | None = None
    depth: int = 0


@dataclass
class Styles:
    """The styles of a document, by id."""

    found: dict[str, Style] = field(default_factory=dict)
    default: Style = field(default_factory=lambda: Style("", "normal"))

    def get(self, number: str | None) -> Style:
        """A style; the default for one that does not exist."""
        return self.found.get(number or "", self.default)


def value(element: Any, path: str, name: str = "val") -> str | None:
    """An attribute of an element below another; None when there is no such element, empty without the attribute."""
    found = element.find("/".join(f"{W}{part}" for part in path.split("/"))) if element is not None else None
    return None if found is None else str(found.get(f"{W}{name}", ""))


def is_on(element: Any, path: str) -> bool | None:
    """Whether a property such as bold is switched on; None when nothing is said."""
    found = value(element, path)
    return None if found is None else found.lower() not in OFF


def read_styles(root: Any) -> Styles:
    """The styles of a document from its styles part, which may be missing."""
    styles = Styles()
    if root is None:
        return styles
    elements = {item.get(f"{W}styleId", ""): item for item in root.iter(f"{W}style")}
    for number, element in elements.items():
        styles.found[number] = read_style(number, elements)
        if element.get(f"{W}default") and element.get(f"{W}type") == "paragraph":
            styles.default = styles.found[number]
    return styles


def read_style(number: str, elements: dict[str, Any]) -> Style:
    """One style; what it does not say itself, the style says that it is based on."""
    element = elements[number]
    style = Style(number, name_of(element), custom=bool(element.get(f"{W}customStyle")))
    style.depth = int(found[1]) - 1 if (found := DEEPER.fullmatch(style.name)) else 0
    style.known = False
    seen: set[str] = set()
    current: str | None = number
    while current in elements and current not in seen:
        seen.add(current)
        add_properties(style, elements[current], first=current == number)
        current = value(elements[current], "basedOn")
    return style


def name_of(element: Any) -> str:
    """The name of a style in lower case, without what Word adds for variants."""
    return (value(element, "name") or element.get(f"{W}styleId", "")).lower().split(",")[0].strip()


def add_properties(style: Style, element: Any, *, first: bool) -> None:
    """Add what one style of the chain says and nothing before it did."""
    bold = is_on(element, "rPr/b")
    style.bold = style.bold or bool(bold)
    level = value(element, "pPr/outlineLvl")
    if not style.number and (number := value(element, "pPr/numPr/numId")):
        style.number = number
        found = value(element, "pPr/numPr/ilvl")
        style.number_level = int(found) if found and found.isdigit() else None
    if style.level or style.role:
        return
    style.known = style.known or (first and PLAIN.fullmatch(style.name) is not None)
    style.level, style.role, style.sure = meaning(name_of(element), element.get(f"{W}styleId", "").lower())
    if not (style.level or style.role) and level and level.isdigit() and int(level) < 9:
        style.level = int(level) + 1
    style.known = style.known or bool(style.level or style.role)


def meaning(name: str, number: str) -> tuple[int, str, bool]:
    """Level of heading, role, and whether that is sure, from the name of a style or else from its id."""
    for text in (name, number):
        for rule, role in ROLES:
            if rule.fullmatch(text):
                return 0, role, True
        if found := HEADING.search(text):
            return min(int(found[1]), 9), "", True
    for rule, level in LIKE_HEADING:
        if rule.search(name):
            return level, "", False
    return 0, "", True
