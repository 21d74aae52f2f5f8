"""A Word document written anew with little in it: paragraphs with marks, plain runs, links, bookmarks and tables.

Deletions, comments and doubles are gone, frames stand behind the paragraph that they hang on, symbols are letters.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any
from xml.sax.saxutils import quoteattr, unescape

from mammoth.docx.dingbats import dingbats

from association.publications.importing.inline import address_of
from association.publications.importing.marks import MARK, mark, without_marks
from association.publications.importing.word_drawings import MC, R, alternative, drawing_text
from association.publications.importing.word_lists import Place
from association.publications.importing.word_reading import OpenField, Reading
from association.publications.importing.word_styles import Style, W, is_on, value
from association.publications.importing.word_xml import cell_of, run

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
UNWRAPPED = frozenset(
    f"{W}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml", "dir", "bdo", "rubyBase")
)
DROPPED = frozenset(
    f"{W}{name}"
    for name in (
        "del", "moveFrom", "delText", "delInstrText", "pPr", "rPr", "tblPr", "trPr", "tcPr", "sdtPr", "sdtEndPr",
        "sectPr", "footnoteRef", "endnoteRef", "annotationRef", "commentReference", "softHyphen", "rubyPr",
        "customXmlPr", "smartTagPr", "tblGrid",
    )
)  # fmt: skip
SIGNS = {"tab": " ", "ptab": " ", "noBreakHyphen": "-", "cr": "\n"}
LINK = re.compile(r'HYPERLINK\s+(\\l\s+)?"([^"]*)"(?:\s+\\l\s+"([^"]*)")?', re.IGNORECASE)
TAG = re.compile(r"<[^>]*>")
# Signs that Word makes of typed arrows, in a form that usual fonts have.
ARROWS = {0xDF: "\u2190", 0xE0: "\u2192", 0xE1: "\u2191", 0xE2: "\u2193", 0xE8: "\u2192", 0xF3: "\u2194"}
SYMBOL_BULLET = "\u2022"
PRIVATE = range(0xE000, 0xF900)
PRIVATE_SIGNS = re.compile("[\ue002-\uf8ff]")


def children(element: Any) -> Iterator[Any]:
    """The parts of an element that count, with wrappers opened and deletions left out."""
    for child in element:
        if child.tag in DROPPED or not isinstance(child.tag, str):
            continue
        if child.tag in UNWRAPPED:
            yield from children(child)
        elif child.tag == f"{MC}AlternateContent":
            chosen = alternative(child)
            if chosen is not None:
                yield from children(chosen)
        else:
            yield child


def write_blocks(parent: Any, reading: Reading) -> Iterator[str]:
    """The paragraphs and tables of a body, cell, frame or note, one piece each."""
    for element in children(parent):
        if element.tag == f"{W}p":
            yield from write_paragraph(element, reading)
        elif element.tag == f"{W}tbl":
            yield write_table(element, reading)
        elif element.tag == f"{W}altChunk":
            reading.tell("left_out", "In het bestand zit een ander document. Importeer dat apart.")
        elif element.tag in {f"{W}bookmarkStart", f"{W}r", f"{W}hyperlink"}:
            reading.carried += write_inline(element, reading)
        elif len(element):
            yield from write_blocks(element, reading)


def write_paragraph(element: Any, reading: Reading) -> Iterator[str]:
    """A paragraph, and behind it the frames that hang on it."""
    properties = element.find(f"{W}pPr")
    style = reading.styles.get(value(properties, "pStyle"))
    outer, reading.lifted = reading.lifted, []
    text = "".join(write_inline(child, reading) for child in children(element))
    lifted, reading.lifted = reading.lifted, outer
    carried, reading.carried = reading.carried, ""
    if runs_on(properties):
        reading.carried = carried + text
        yield from lifted
        return
    first = run(mark(r="contents")) if element in reading.contents else opening(properties, style, reading)
    yield f"<w:p>{first}{carried}{text}</w:p>"
    yield from lifted


def runs_on(properties: Any) -> bool:
    """Whether a paragraph has no end of its own: a large first letter, or an end that was deleted."""
    if properties is None:
        return False
    frame = properties.find(f"{W}framePr")
    initial = frame is not None and frame.get(f"{W}dropCap") in {"drop", "margin"}
    return (
        initial or properties.find(f"{W}rPr/{W}del") is not None or properties.find(f"{W}rPr/{W}moveFrom") is not None
    )


def opening(properties: Any, style: Style, reading: Reading) -> str:
    """The mark at the start of a paragraph: what it is by its style, its level in the outline and its list."""
    place = place_of(properties, style, reading)
    in_contents = any(field.in_result and field.kind == "TOC" for field in reading.fields)
    outline = value(properties, "outlineLvl") or ""
    level = int(outline) + 1 if outline.isdigit() and int(outline) < 9 else style.level
    if in_contents or style.role:
        return run(mark(r="contents" if in_contents else style.role))
    if level and outline != "9":
        label = place.label if place and place.label[:1].isalpha() else ""
        return run(mark(h=level, u=int(not style.sure)) + (f"{label} " if label else ""))
    if not style.known and style.custom:
        reading.unknown_styles[style.name] += 1
    if place is None:
        return run(mark(b=1)) if style.bold else ""
    if place.label:
        return run(f"{place.label} ")
    kind = "o" if place.ordered else "u"
    return run(mark(list=kind, level=place.level + style.depth, number=place.number, style=place.style, key=place.list))


def place_of(properties: Any, style: Style, reading: Reading) -> Place | None:
    """The place of a paragraph in a list: its own, or that of its style."""
    number = value(properties, "numPr/numId")
    level = value(properties, "numPr/ilvl")
    if number is None:
        number = style.number
        level = level if level is not None else None if style.number_level is None else str(style.number_level)
    if not number:
        return None
    return reading.numbering.place(number, int(level) if level and level.isdigit() else None, style)


def write_inline(element: Any, reading: Reading) -> str:
    """Something inside a paragraph."""
    if element.tag == f"{W}r":
        return write_run(element, reading)
    if element.tag == f"{W}hyperlink":
        return write_link(element, reading)
    if element.tag == f"{W}bookmarkStart":
        return f"<w:bookmarkStart w:name={quoteattr(element.get(f'{W}name', ''))}/>"
    if element.tag in {f"{M}oMath", f"{M}oMathPara"}:
        text = "".join(item.text or "" for item in element.iter(f"{M}t"))
        reading.tell("unsure", "Een formule staat er als gewone tekst. Kijk of zij nog klopt.", text)
        return run(without_marks(text))
    if element.tag == f"{W}fldSimple":
        reading.fields.append(OpenField(element.get(f"{W}instr", ""), in_result=True))
        text = "".join(write_inline(child, reading) for child in children(element))
        reading.fields.pop()
        return text
    return "".join(write_inline(child, reading) for child in children(element)) if len(element) else ""


def write_link(element: Any, reading: Reading) -> str:
    """A link around its runs; one without a target is its text."""
    text = "".join(write_inline(child, reading) for child in children(element))
    relation = reading.relations.get(element.get(f"{R}id", ""))
    anchor = element.get(f"{W}anchor", "")
    if relation is not None and relation.external and relation.target:
        return link(text, f"{relation.target}#{anchor}" if anchor else relation.target, reading)
    return f"<w:hyperlink w:anchor={quoteattr(anchor)}>{text}</w:hyperlink>" if anchor else text


def link(text: str, address: str, reading: Reading) -> str:
    """Runs that link to an address outside the document; only the runs when the address cannot be used."""
    if not address_of(address):
        words = MARK.sub("", unescape(TAG.sub("", text)))
        reading.dead_links[address] = " ".join(f"{reading.dead_links.get(address, '')}{words}".split())
        return text
    return f"<w:hyperlink r:id={quoteattr(reading.link(address))}>{text}</w:hyperlink>"


def write_run(element: Any, reading: Reading) -> str:
    """A run with no more than weight, height and strike; inside a link field also the link."""
    text = "".join(read_content(child, reading) for child in children(element))
    if not text:
        return ""
    properties = element.find(f"{W}rPr")
    if is_on(properties, "vanish"):
        reading.hidden.append(text)
        return ""
    written = run(text, run_properties(properties, reading))
    for field in reversed(reading.fields):
        if field.kind == "HYPERLINK" and (found := LINK.search(field.code)):
            return write_field_link(written, found, reading)
    return written


def read_content(element: Any, reading: Reading) -> str:
    """What stands in a run, without what is the code of a field; the end of a field may give a sign."""
    in_code = any(not field.in_result for field in reading.fields)
    text = write_content(element, reading)
    return "" if in_code and any(not field.in_result for field in reading.fields) else text


def write_field_link(text: str, found: re.Match[str], reading: Reading) -> str:
    """A run that a field makes a link."""
    address, anchor = found[2], found[3] or ""
    if found[1]:
        return f"<w:hyperlink w:anchor={quoteattr(address)}>{text}</w:hyperlink>"
    return link(text, f"{address}#{anchor}" if anchor else address, reading)


def run_properties(properties: Any, reading: Reading) -> str:
    """The few properties of a run that matter."""
    if properties is None:
        return ""
    style = reading.styles.found.get(value(properties, "rStyle") or "")
    bold = is_on(properties, "b")
    if bold is None:
        bold = style is not None and style.bold
    height = value(properties, "vertAlign") or ""
    strike = is_on(properties, "strike") or is_on(properties, "dstrike")
    text = "<w:b/>" if bold else ""
    text += "<w:strike/>" if strike else ""
    return text + (f'<w:vertAlign w:val="{height}"/>' if height in {"superscript", "subscript"} else "")


def letters(element: Any) -> str:
    """The text of an element, without signs that only a symbol font shows."""
    return PRIVATE_SIGNS.sub(SYMBOL_BULLET, without_marks(element.text or "")).replace("\n", " ")


def line_break(element: Any) -> str:
    """A new line; the end of a page or column is no more than a space."""
    return "\n" if element.get(f"{W}type", "textWrapping") == "textWrapping" else " "


def note_mark(element: Any) -> str:
    """The place of a footnote or endnote."""
    kind = element.tag.removeprefix(W).removesuffix("Reference")
    return mark(note=f"{kind}-{element.get(f'{W}id', '')}")


def symbol(element: Any) -> str:
    """A sign of a symbol font as a letter that any font has; a dot for one that is unknown."""
    code = element.get(f"{W}char", "")
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    font = element.get(f"{W}font", "")
    if font == "Wingdings" and number - 0xF000 in ARROWS:
        return ARROWS[number - 0xF000]
    found = dingbats.get((font, number)) or dingbats.get((font, number - 0xF000))
    if found is not None:
        return chr(found)
    return SYMBOL_BULLET if number in PRIVATE else chr(number)


LEAVES: dict[str, Callable[[Any], str]] = {
    f"{W}t": letters,
    f"{W}br": line_break,
    f"{W}sym": symbol,
    f"{W}footnoteReference": note_mark,
    f"{W}endnoteReference": note_mark,
}


def write_content(element: Any, reading: Reading) -> str:
    """What stands in a run, as text; a line break is a newline."""
    name = element.tag.rpartition("}")[2]
    if name in SIGNS:
        return SIGNS[name]
    if element.tag in LEAVES:
        return LEAVES[element.tag](element)
    if name in {"drawing", "pict", "object"}:
        return write_drawing(element, reading)
    if name in {"fldChar", "instrText"}:
        return follow_field(element, name, reading)
    text = "".join(write_content(child, reading) for child in children(element)) if len(element) else ""
    return f"({text}) " if name == "rt" and text else text


def write_drawing(element: Any, reading: Reading) -> str:
    """The marks of a drawing's pictures; its frames wait until the paragraph is done."""
    text, frames = drawing_text(element, reading)
    for frame in frames:
        fields, reading.fields = reading.fields, []
        carried, reading.carried = reading.carried, ""
        outer, reading.lifted = reading.lifted, []
        inside = "".join(write_blocks(frame, reading))
        reading.lifted, reading.fields, reading.carried = outer, fields, carried
        reading.lifted.append(cell_of(inside))
    return text


def follow_field(element: Any, name: str, reading: Reading) -> str:
    """Keep track of fields, whose code is no text; a ticked box gives a sign."""
    if name == "instrText":
        if reading.fields and not reading.fields[-1].in_result:
            reading.fields[-1].code += element.text or ""
        return ""
    step = element.get(f"{W}fldCharType")
    if step == "begin":
        reading.fields.append(OpenField())
        box = element.find(f"{W}ffData/{W}checkBox")
        if box is not None:
            reading.fields[-1].code = "☒" if ticked(box) else "☐"
    elif step == "separate" and reading.fields:
        reading.fields[-1].in_result = True
    elif step == "end" and reading.fields:
        sign = reading.fields.pop().code[:1]
        return sign if sign in {"☒", "☐"} else ""
    return ""


def ticked(box: Any) -> bool:
    """Whether a box of a form is ticked."""
    found = is_on(box, "checked")
    return bool(is_on(box, "default") if found is None else found)


def write_table(element: Any, reading: Reading) -> str:
    """A table with its head and its merged cells."""
    rows = []
    for row in children(element):
        if row.tag != f"{W}tr":
            continue
        properties = row.find(f"{W}trPr")
        if properties is not None and properties.find(f"{W}del") is not None:
            continue
        head = is_on(properties, "tblHeader")
        before = value(properties, "gridBefore") or ""
        cells = [write_cell(cell, reading) for cell in children(row) if cell.tag == f"{W}tc"]
        if before.isdigit() and 0 < int(before) < 64:
            cells.insert(0, f'<w:tc><w:tcPr><w:gridSpan w:val="{before}"/></w:tcPr><w:p/></w:tc>')
        rows.append(f"<w:tr>{'<w:trPr><w:tblHeader/></w:trPr>' if head else ''}{''.join(cells)}</w:tr>")
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def write_cell(element: Any, reading: Reading) -> str:
    """A cell with the columns and rows that it spans."""
    properties = element.find(f"{W}tcPr")
    columns = value(properties, "gridSpan") or ""
    below = value(properties, "vMerge")
    text = f'<w:gridSpan w:val="{columns}"/>' if columns.isdigit() and int(columns) > 1 else ""
    if below is not None:
        text += f'<w:vMerge w:val="{"restart" if below == "restart" else "continue"}"/>'
    carried, reading.carried = reading.carried, ""
    inside = "".join(write_blocks(element, reading))
    inside += f"<w:p>{reading.carried}</w:p>" if reading.carried else ""
    reading.carried = carried
    return f"<w:tc><w:tcPr>{text}</w:tcPr>{inside or '<w:p/>'}</w:tc>"
