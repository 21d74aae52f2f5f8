"""Footnotes and endnotes of one page: numbers in the text, and their texts at the end."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.text import slugify

from association.publications.importing import stored as make
from association.publications.importing.source import Block
from association.publications.importing.stored import NOTE, Stored
from association.publications.importing.tables import cell_html

SOURCES = "Bronnen en noten"


@dataclass
class Notes:
    """The notes of a document, and those that one page has used so far, in order."""

    texts: Mapping[str, tuple[Block, ...]]
    strict: bool = False
    used: list[str] = field(default_factory=list)

    def number(self, key: str) -> int:
        """The number of a note on this page; 0 for one that the document does not have."""
        if key not in self.texts:
            return 0
        if key not in self.used:
            self.used.append(key)
        return self.used.index(key) + 1

    def linked(self, html: str) -> str:
        """Formatted text in which notes are numbers that link to the sources."""
        html = html.replace('<a href="#', f'<a href="{make.WAITING}') if '<a href="#' in html else html
        return NOTE.sub(lambda found: self.reference(self.number(found[1])), html) if "note:" in html else html

    def reference(self, number: int) -> str:
        """A number in the text."""
        if not number:
            return ""
        anchor = slugify(SOURCES) if self.strict else f"bron-{number}"
        return f'<sup><a href="#{anchor}">{number}</a></sup>'

    def named(self, html: str) -> str:
        """Formatted text in which notes are numbers in brackets, for places that hold no links."""
        if "note:" not in html:
            return html
        return NOTE.sub(lambda found: f" [{self.number(found[1])}]" if found[1] in self.texts else "", html)

    def blocks(self, *, strict: bool, seen: set[str]) -> Iterator[Stored]:
        """The texts of the notes that were used: a block of sources, or on other pages a heading and a list."""
        texts = list(self.texts_in_order())
        if not texts:
            return
        if strict:
            yield make.heading(SOURCES, 2, make.anchor_for(SOURCES, seen))
            yield make.stored("paragraph", f"<ol>{''.join(f'<li>{in_line(text)}</li>' for text in texts)}</ol>")
        else:
            yield make.stored("sources", {"items": [make.item({"text": text}) for text in texts]})

    def texts_in_order(self) -> Iterator[str]:
        """The text of each note; a note in a note comes behind the others."""
        done = 0
        while done < len(self.used) and done < len(self.texts):
            html = self.linked(cell_html(self.texts[self.used[done]]))
            yield html or make.paragraph("–")
            done += 1


def in_line(html: str) -> str:
    """Paragraphs as lines of one item."""
    return html.replace("</p><p>", "<br/>").replace("<p>", "").replace("</p>", "")
