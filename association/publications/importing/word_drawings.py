"""Pictures, frames, charts and diagrams in a Word document."""

import re
from typing import Any

from association.publications.importing.marks import mark, without_marks
from association.publications.importing.word_reading import Reading
from association.publications.importing.word_styles import W
from association.publications.importing.word_xml import cell_of, plain_paragraph

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
V = "{urn:schemas-microsoft-com:vml}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
SVG = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip"
FILE_NAME = re.compile(r"\S+\.(?:png|jpe?g|gif|bmp|tiff?|svg|emf|wmf|webp)", re.IGNORECASE)
SHOWN = (f"{W}txbxContent", f"{A}blip", f"{V}imagedata", f"{CHART}chart", f"{DIAGRAM}relIds", f"{V}textpath")


def alternative(element: Any) -> Any:
    """Of several forms of the same thing, the first that shows something; None when none does."""
    for choice in element:
        if any(next(choice.iter(tag), None) is not None for tag in (*SHOWN, f"{W}t")):
            return choice
    return None


def parts_of(element: Any) -> list[Any]:
    """The frames, pictures, charts and diagrams in a drawing, each once, in order."""
    found: list[Any] = []
    for child in element:
        if child.tag == f"{MC}AlternateContent":
            chosen = alternative(child)
            found += parts_of(chosen) if chosen is not None else []
        elif child.tag in SHOWN:
            found.append(child)
        else:
            found += parts_of(child)
    return found


def drawing_text(element: Any, reading: Reading) -> tuple[str, list[Any]]:
    """Marks for the pictures of a drawing, and its frames; charts and diagrams are put with the lifted paragraphs."""
    text, frames = "", []
    found = parts_of(element)
    for part in found:
        if part.tag == f"{V}textpath":
            text += without_marks(part.get("string", ""))
        elif part.tag == f"{W}txbxContent":
            frames.append(part)
        elif part.tag in {f"{A}blip", f"{V}imagedata"}:
            text += picture_mark(part, element, reading)
        else:
            add_diagram(part, reading)
    if not found and element.tag != f"{W}object":
        reading.shapes += 1
    return text, frames


def picture_mark(part: Any, drawing: Any, reading: Reading) -> str:
    """The mark of a picture; empty, with a word in the report, for one that lies outside the file."""
    number = part.get(f"{R}embed") or part.get(f"{R}id") or ""
    if not number and (drawn := next(part.iter(SVG), None)) is not None:
        number = drawn.get(f"{R}embed", "")
    number = number or part.get(f"{R}link", "")
    relation = reading.relations.get(number)
    if relation is None:
        return ""
    if relation.external:
        reading.tell("left_out", "Een afbeelding staat niet in het bestand maar op internet.", relation.target)
        return ""
    key = reading.picture(relation.target)
    if not key:
        reading.tell("left_out", "Een afbeelding ontbreekt in het bestand.", relation.target)
        return ""
    alt = without_marks(description(part, drawing)).replace(";", ",")
    return mark(picture=key, decorative=int(is_decorative(drawing)), alt=alt)


def description(part: Any, drawing: Any) -> str:
    """The alternative text of a picture, empty without."""
    frame = part.getparent()
    while frame is not None and frame is not drawing and not frame.tag.endswith(("}pic", "}shape")):
        frame = frame.getparent()
    places = [item for item in drawing.iter() if isinstance(item.tag, str) and item.tag.endswith("}docPr")]
    if frame is not None:
        own = [item for item in frame.iter() if isinstance(item.tag, str) and item.tag.endswith("}cNvPr")]
        places = [*(own if len(parts_of(drawing)) > 1 else []), *places, *own, frame]
    for place in places:
        for name in ("descr", "title", "alt"):
            text = " ".join((place.get(name) or "").split())
            if text and not FILE_NAME.fullmatch(text):
                return text
    return ""


def is_decorative(drawing: Any) -> bool:
    """Whether Word was told that a picture is only decoration."""
    return any(item.get("val") in {"1", "true"} for item in drawing.iter(DECORATIVE))


def add_diagram(part: Any, reading: Reading) -> None:
    """Put the words of a chart or diagram with the lifted paragraphs, as a frame."""
    is_chart = part.tag == f"{CHART}chart"
    relation = reading.relations.get(part.get(f"{R}id" if is_chart else f"{R}dm", ""))
    tree = reading.package.tree(relation.target) if relation and not relation.external else None
    lines = diagram_lines(tree) if tree is not None else []
    word = "grafiek" if is_chart else "schema"
    reading.tell(
        "unsure",
        f"Een {word} kan niet als tekening worden overgenomen; de woorden eruit staan er als tekst. "
        "Bewaar de tekening in Word als afbeelding en zet die erbij.",
        "; ".join(lines),
    )
    if lines:
        reading.lifted.append(frame(lines))


def diagram_lines(tree: Any) -> list[str]:
    """The words of a chart or a diagram, a line per text; of a chart also the names and values of its series."""
    lines = [text_of(item) for item in tree.iter(f"{A}p")]
    for series in tree.iter(f"{CHART}ser"):
        for name in ("tx", "cat", "val"):
            values = [item.text or "" for part in series.findall(f"{CHART}{name}") for item in part.iter(f"{CHART}v")]
            lines.append(", ".join(values))
    return [line for line in lines if line.strip()]


def text_of(paragraph: Any) -> str:
    """The text of a paragraph of a drawing."""
    return "".join(item.text or "" for item in paragraph.iter(f"{A}t"))


def frame(lines: list[str]) -> str:
    """Lines of text as a frame."""
    return cell_of("".join(plain_paragraph(line) for line in lines))
