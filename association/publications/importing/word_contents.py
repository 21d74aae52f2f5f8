"""The list of contents that Word keeps in a box of its own, whatever the style of its lines."""

from typing import Any

from association.publications.importing.word_styles import Styles, W, value

GALLERY = "table of contents"


def contents_lines(body: Any, styles: Styles) -> frozenset[Any]:
    """The paragraphs in the content controls that Word made for a list of contents."""
    return frozenset(line for control in body.iter(f"{W}sdt") for line in lines_of(control, styles))


def lines_of(control: Any, styles: Styles) -> list[Any]:
    """The lines of one control; none when it holds something else.

    The first is its title. A heading further on was typed in the control by mistake, and so was what follows it.
    """
    content = control.find(f"{W}sdtContent")
    if content is None or (value(control, "sdtPr/docPartObj/docPartGallery") or "").casefold() != GALLERY:
        return []
    found: list[Any] = []
    seen_text = False
    for line in content.iter(f"{W}p"):
        if seen_text and is_heading(line, styles):
            break
        found.append(line)
        seen_text = seen_text or any((item.text or "").strip() for item in line.iter(f"{W}t"))
    return found


def is_heading(paragraph: Any, styles: Styles) -> bool:
    """Whether a paragraph has the style of a heading."""
    return bool(styles.get(value(paragraph.find(f"{W}pPr"), "pStyle")).level)
