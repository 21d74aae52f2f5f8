"""An ODT document made simple, so that its converter loses nothing of it.

Paragraphs get a mark that says what they are, frames and notes become plain text with a mark at their place, covered
cells stay in the grid with a mark, and deletions, remarks and fields without text are gone.
"""

import posixpath
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from association.publications.importing.marks import mark, without_marks
from association.publications.importing.odt_styles import OpenStyle, style_named
from association.publications.importing.package import Package
from association.publications.importing.source import Finding, PictureFile, left_outside

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
LINK = "{http://www.w3.org/1999/xlink}href"
PARAGRAPHS = (f"{TEXT}p", f"{TEXT}h")
KEPT_INLINE = frozenset(
    f"{TEXT}{name}" for name in ("span", "a", "s", "tab", "line-break", "bookmark", "bookmark-start", "bookmark-end",
                                 "reference-mark", "reference-mark-start", "p", "h")
)  # fmt: skip
GONE = (
    f"{OFFICE}forms",
    f"{OFFICE}annotation",
    f"{OFFICE}annotation-end",
    *(f"{TEXT}{name}" for name in ("tracked-changes", "change", "change-start", "change-end", "sequence-decls",
                                   "variable-decls", "user-field-decls", "soft-page-break", "toc-mark",
                                   "toc-mark-start", "toc-mark-end", "alphabetical-index-mark")),
)  # fmt: skip
CONTENTS = tuple(f"{TEXT}{name}" for name in ("table-of-content", "illustration-index", "table-index", "object-index"))
OTHER_INDEXES = tuple(f"{TEXT}{name}" for name in ("alphabetical-index", "user-index", "bibliography"))
MOST_REPEATS = 64
READABLE = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".tif", ".tiff")


@dataclass
class OpenReading:
    """What is kept while an ODT document is made simple."""

    package: Package
    styles: dict[str, OpenStyle]
    pictures: dict[str, PictureFile] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    notes: list[Any] = field(default_factory=list)
    unknown_styles: Counter[str] = field(default_factory=Counter)

    def tell(self, kind: str, text: str, excerpt: str = "") -> None:
        """Remember something for the report."""
        self.findings.append(Finding(kind, text, excerpt))

    def tell_outside(self, text: str, excerpts: list[str]) -> None:
        """Remember for the report what was left out that is no part of the text; `{}` becomes how often."""
        self.findings.extend(left_outside(text, excerpts))


def simplify(body: Any, reading: OpenReading) -> None:
    """Change the text of an ODT document (the element `office:text`) in place."""
    clean_text(body)
    etree.strip_elements(body, *GONE, with_tail=False)
    open_indexes(body)
    take_notes(body, reading)
    for frame in [item for item in body.iter() if is_drawing(item) and not is_inside_drawing(item)]:
        take_drawing(frame, reading)
    for item in [item for item in body.iter() if is_field(item)]:
        replace_by_text(item, "".join(item.itertext()))
    for paragraph in list(body.iter(*PARAGRAPHS)):
        mark_paragraph(paragraph, reading)
    open_heading_lists(body)
    for table in list(body.iter(f"{TABLE}table")):
        mark_cells(table)
    take_inner_tables(body, reading)
    body.extend(reading.notes)


def clean_text(body: Any) -> None:
    """Take the characters that marks are made of out of the text."""
    for element in body.iter():
        element.text = without_marks(element.text) if element.text else None
        element.tail = without_marks(element.tail) if element.tail else None


def open_indexes(body: Any) -> None:
    """Put the paragraphs of a made list in its place, and say of those of a list of contents that they are."""
    for index in list(body.iter(*CONTENTS, *OTHER_INDEXES)):
        paragraphs = [item for part in index if not part.tag.endswith("-source") for item in part.iter(*PARAGRAPHS)]
        for paragraph in paragraphs if index.tag in CONTENTS else ():
            prepend(paragraph, mark(r="contents"))
        for paragraph in paragraphs:
            paragraph.tail = None
            index.addprevious(paragraph)
        index.getparent().remove(index)


def take_inner_tables(body: Any, reading: OpenReading) -> None:
    """Put a mark where a table stands in a table; the table itself waits for the end of the document."""
    inner = [
        table for table in body.iter(f"{TABLE}table") if next(table.iterancestors(f"{TABLE}table"), None) is not None
    ]
    for number, table in enumerate(inner, start=1):
        start, place = etree.Element(f"{TEXT}p"), etree.Element(f"{TEXT}p")
        start.text, place.text = mark(start=f"table-{number}"), mark(inner=f"table-{number}")
        table.getparent().replace(table, place)
        table.tail = None
        reading.notes += [start, table]


def prepend(element: Any, text: str) -> None:
    """Put text before the text of an element."""
    element.text = text + (element.text or "")


def replace_by_text(element: Any, text: str) -> None:
    """Put text where an element stands; what follows it stays."""
    parent, before = element.getparent(), element.getprevious()
    text += element.tail or ""
    if before is None:
        parent.text = (parent.text or "") + text
    else:
        before.tail = (before.tail or "") + text
    parent.remove(element)


def take_notes(body: Any, reading: OpenReading) -> None:
    """Put a mark where each note hangs; their texts wait for the end of the document."""
    for number, note in enumerate(list(body.iter(f"{TEXT}note")), start=1):
        content = note.find(f"{TEXT}note-body")
        start = etree.Element(f"{TEXT}p")
        start.text = mark(start=f"note-{number}")
        reading.notes += [start, *(list(content) if content is not None else [])]
        replace_by_text(note, mark(note=f"note-{number}"))
    for element in reading.notes:
        for paragraph in element.iter(*PARAGRAPHS):
            paragraph.attrib.pop(f"{TEXT}style-name", None)


def is_drawing(element: Any) -> bool:
    """Whether an element is a frame, shape or group."""
    return isinstance(element.tag, str) and element.tag.startswith(DRAW) and element.tag != f"{DRAW}a"


def is_inside_drawing(element: Any) -> bool:
    """Whether an element stands in a frame, shape or group."""
    return any(is_drawing(parent) for parent in element.iterancestors())


def take_drawing(drawing: Any, reading: OpenReading) -> None:
    """Put marks for pictures where a drawing stands; its texts come in a frame behind the paragraph."""
    text = "".join(picture_mark(frame, reading) for frame in drawing.iter(f"{DRAW}frame"))
    texts = [item for item in drawing.iter(*PARAGRAPHS, f"{TEXT}list", f"{TABLE}table") if is_outermost(item, drawing)]
    paragraph = next((item for item in drawing.iterancestors() if item.tag in PARAGRAPHS), None)
    place = drawing if paragraph is None else paragraph
    if texts:
        place.addnext(box_of(texts))
    if paragraph is not None:
        replace_by_text(drawing, text)
    else:
        holder = etree.Element(f"{TEXT}p")
        holder.text = text
        holder.tail = drawing.tail
        drawing.getparent().replace(drawing, holder)


def is_outermost(element: Any, drawing: Any) -> bool:
    """Whether between a drawing and an element there is no other text."""
    for parent in element.iterancestors():
        if parent is drawing:
            return True
        if parent.tag in (*PARAGRAPHS, f"{TEXT}list", f"{TABLE}table"):
            # A picture with its caption: a frame in the paragraph of a frame.
            return False
    return False


def box_of(texts: list[Any]) -> Any:
    """A table of one cell, with the mark of a frame."""
    table = etree.Element(f"{TABLE}table")
    etree.SubElement(table, f"{TABLE}table-column")
    cell = etree.SubElement(etree.SubElement(table, f"{TABLE}table-row"), f"{TABLE}table-cell")
    first = etree.SubElement(cell, f"{TEXT}p")
    first.text = mark(box=1)
    for item in texts:
        for frame in [child for child in item.iter() if is_drawing(child)]:
            replace_by_text(frame, "") if frame.getparent() is not None else None
        item.tail = None
        cell.append(item)
    return table


def picture_mark(frame: Any, reading: OpenReading) -> str:
    """The mark of the picture in a frame; empty without."""
    links = [item.get(LINK, "") for item in frame.findall(f"{DRAW}image")]
    drawn = frame.find(f"{DRAW}object")
    if drawn is not None:
        if formula := formula_in(drawn, reading):
            return formula
        reading.tell("unsure", "Een ingesloten tekening of grafiek staat er als afbeelding. Kijk of zij te zien is.")
    if not links:
        return ""
    inside = [posixpath.normpath(link) for link in links if posixpath.normpath(link) in reading.package.names]
    if not inside:
        reading.tell("left_out", "Een afbeelding staat niet in het bestand.", links[0])
        return ""
    best = next((link for link in inside if link.lower().endswith(READABLE)), inside[0])
    if best not in reading.files:
        reading.files[best] = str(len(reading.pictures) + 1)
        reading.pictures[reading.files[best]] = PictureFile(posixpath.basename(best), reading.package.read(best))
    alt = ""
    for name in ("desc", "title"):
        found = frame.find(f"{SVG}{name}")
        alt = alt or (" ".join((found.text or "").split()) if found is not None else "")
    return mark(picture=reading.files[best], decorative=0, alt=without_marks(alt).replace(";", ","))


def formula_in(drawn: Any, reading: OpenReading) -> str:
    """The text of a formula in an object; empty for any other object."""
    tree = reading.package.tree(posixpath.normpath(f"{drawn.get(LINK, '')}/content.xml"))
    if tree is None or not tree.tag.endswith("}math"):
        return ""
    text = " ".join(item.text.strip() for item in tree.iter() if is_letter(item))
    reading.tell("unsure", "Een formule staat er als gewone tekst. Kijk of zij nog klopt.", text)
    return without_marks(text)


def is_letter(item: Any) -> bool:
    """Whether an element of a formula holds a letter, number or sign."""
    return isinstance(item.tag, str) and item.tag.endswith(("}mi", "}mn", "}mo", "}mtext")) and bool(item.text)


def is_field(element: Any) -> bool:
    """Whether an element inside a paragraph is a field, which is no more than its text."""
    parent = element.getparent()
    inside = parent is not None and parent.tag in (*PARAGRAPHS, f"{TEXT}span", f"{TEXT}a")
    return inside and isinstance(element.tag, str) and element.tag not in KEPT_INLINE


def mark_paragraph(paragraph: Any, reading: OpenReading) -> None:
    """Say at the start of a paragraph what it is, and take its style, of which converters make odd things."""
    style = style_named(reading.styles, paragraph.attrib.pop(f"{TEXT}style-name", ""))
    text = "".join(paragraph.itertext())
    if not text.strip() or "\ue000r=" in text[:4] or "\ue000start=" in text[:8]:
        paragraph.tag = f"{TEXT}p"
        return
    level = paragraph.get(f"{TEXT}outline-level", "")
    if paragraph.tag == f"{TEXT}h":
        paragraph.tag = f"{TEXT}p"
        prepend(paragraph, mark(h=int(level) if level.isdigit() else max(style.level, 1)))
    elif style.role:
        prepend(paragraph, mark(r=style.role))
    elif style.level:
        prepend(paragraph, mark(h=style.level, u=int(not style.sure)))
    elif style.bold:
        prepend(paragraph, mark(b=1))
    if not style.known:
        reading.unknown_styles[style.name] += 1


def open_heading_lists(body: Any) -> None:
    """Numbered headings stand in lists of their own: take the lists away."""
    for listing in list(body.iter(f"{TEXT}list")):
        if not any("\ue000h=" in (item.text or "")[:3] for item in listing.iter(f"{TEXT}p")):
            continue
        parent = listing.getparent()
        if parent is None:
            continue
        place = parent.index(listing)
        for number, item in enumerate(child for entry in list(listing) for child in list(entry)):
            parent.insert(place + 1 + number, item)
        parent.remove(listing)


def mark_cells(table: Any) -> None:
    """Write out repeated cells and rows, and say of each cell how far it reaches and whether it is in the head."""
    for row in list(table.iter(f"{TABLE}table-row")):
        if next(row.iterancestors(f"{TABLE}table")) is not table:
            continue
        repeat(row, f"{TABLE}number-rows-repeated")
    for row in list(table.iter(f"{TABLE}table-row")):
        if next(row.iterancestors(f"{TABLE}table")) is not table:
            continue
        in_head = int(row.getparent().tag == f"{TABLE}table-header-rows")
        for cell in list(row):
            repeat(cell, f"{TABLE}number-columns-repeated")
        for cell in list(row):
            mark_cell(cell, in_head)


def mark_cell(cell: Any, in_head: int) -> None:
    """The mark of one cell."""
    columns = cell.attrib.pop(f"{TABLE}number-columns-spanned", "1")
    rows = cell.attrib.pop(f"{TABLE}number-rows-spanned", "1")
    if cell.tag == f"{TABLE}covered-table-cell":
        cell.tag = f"{TABLE}table-cell"
        text = mark(covered=1)
    elif in_head or columns != "1" or rows != "1":
        text = mark(columns=columns, rows=rows, head=in_head)
    else:
        return
    first = etree.Element(f"{TEXT}p")
    first.text = text
    cell.insert(0, first)


def repeat(element: Any, name: str) -> None:
    """Write an element out as often as it says it is repeated."""
    count = element.attrib.pop(name, "1")
    if not "".join(element.itertext()).strip():
        times = min(int(count), 1 if element.tag == f"{TABLE}table-row" else MOST_REPEATS) if count.isdigit() else 1
    else:
        times = min(int(count), MOST_REPEATS) if count.isdigit() else 1
    for _ in range(times - 1):
        element.addnext(etree.fromstring(etree.tostring(element, with_tail=False)))
