"""Pieces of the simple Word document that ours are written anew in."""

from xml.sax.saxutils import escape

from association.publications.importing.marks import mark, without_marks


def run(text: str, properties: str = "") -> str:
    """A run of text."""
    inner = "<w:br/>".join(
        f'<w:t xml:space="preserve">{escape(piece)}</w:t>' if piece else "" for piece in text.split("\n")
    )
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{inner}</w:r>"


def plain_paragraph(text: str) -> str:
    """A paragraph of plain text."""
    return f"<w:p>{run(without_marks(text))}</w:p>"


def cell_of(inside: str) -> str:
    """A frame: a table of one cell with a mark."""
    first = f"<w:p>{run(mark(box=1))}</w:p>"
    return f"<w:tbl><w:tr><w:tc>{first}{inside}</w:tc></w:tr></w:tbl>"
