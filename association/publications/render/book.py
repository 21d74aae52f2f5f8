"""The leaves of an e-book: cover, text before the chapters, a chapter each, and the contents that lead to them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, cast

from bs4 import BeautifulSoup
from bs4.element import Tag
from django.template.loader import get_template

from association.publications.pages import WholeDocument
from association.publications.render.addresses import quoted
from association.publications.render.document import surroundings, variables_of
from association.publications.render.paper import HEADING, Paper
from association.publications.render.screen import BOOK
from association.publications.render.xhtml import as_xhtml

COVER, FRONT, CHAPTER, ANNEX = "cover", "front", "chapter", "annex"
# Structural Semantics Vocabulary, and DPUB-ARIA 1.1 for who reads by ear.
SEMANTICS = {
    COVER: {"epub:type": "titlepage"},
    FRONT: {"epub:type": "preface", "role": "doc-preface"},
    CHAPTER: {"epub:type": "chapter", "role": "doc-chapter"},
    ANNEX: {"epub:type": "appendix", "role": "doc-appendix"},
}
PARTS = {COVER: "frontmatter", FRONT: "frontmatter", CHAPTER: "bodymatter", ANNEX: "backmatter"}
LOWEST_IN_CONTENTS = 3


@dataclass(frozen=True)
class Leaf:
    """One file of text: its name and title, what kind of text it is, and the element that holds it."""

    name: str
    title: str
    kind: str
    text: Tag

    @property
    def has_drawing(self) -> bool:
        """Whether there is a drawing (SVG) in it, which the list of files has to tell."""
        return self.text.find("svg") is not None

    def xhtml(self) -> bytes:
        """The file itself."""
        page = BeautifulSoup(get_template("epub/leaf.html").render({"title": self.title}), "html.parser")
        body = cast("Tag", page.body)  # stands in the template
        body["epub:type"] = PARTS[self.kind]
        body.append(self.text)
        return as_xhtml(str(page))


@dataclass
class Line:
    """A line of the contents with those below it; `is_heading` for what is no chapter or part."""

    title: str
    address: str
    is_heading: bool = False
    children: "list[Line]" = field(default_factory=list)

    @property
    def is_folded(self) -> bool:
        """Whether what is below it stands in the contents of the reading system only, not on the page of contents."""
        return all(child.is_heading for child in self.children)


@dataclass(frozen=True)
class Book:
    """The text of an e-book: its leaves in reading order, its contents, and its pictures: name by image."""

    leaves: tuple[Leaf, ...]
    lines: tuple[Line, ...]
    pictures: dict[int, str]


def book_of(document: WholeDocument) -> Book:
    """A document as an e-book; a query for its site's settings, and one for renditions shown in it."""
    paper = book_text(document)
    annexes = {chapter.anchor for chapter in document.chapters if chapter.entry.label.startswith("Bijlage")}
    leaves = tuple(leaves_of(paper, annexes))
    link_leaves(leaves)
    lines = tuple(line for leaf in leaves for line in lines_of(leaf))
    pictures = {number: f"beelden/{place}.jpg" for place, number in enumerate(sorted(paper.images), start=1)}
    return Book(leaves, lines, pictures)


def book_text(document: WholeDocument) -> Paper:
    """The whole text, ready to be divided."""
    html = get_template("epub/book.html").render(variables_of(document))
    return Paper(html, steps=BOOK, **surroundings(document))


def leaves_of(paper: Paper, annexes: set[str]) -> Iterator[Leaf]:
    """The leaves; a chapter takes its parts along."""
    yield new_leaf("omslag", "Omslag", COVER, paper.soup.select_one(".cover"))
    front = paper.soup.select_one(".front")
    if front is not None:
        yield new_leaf("vooraf", "Vooraf", FRONT, front)
    sections = paper.soup.select(".document-chapter")
    for number, group in enumerate(grouped(sections), start=1):
        chapter, anchor = group[0], str(group[0].get("aria-labelledby"))
        for part in group[1:]:
            chapter.append(part)
        raise_headings(chapter)
        title = chapter.find(id=anchor)
        words = str(title.get("data-bookmark") or title.get_text()) if isinstance(title, Tag) else ""
        kind = ANNEX if anchor in annexes else CHAPTER
        yield new_leaf(f"hoofdstuk-{number:02}", words.strip() or f"Hoofdstuk {number}", kind, chapter)


def new_leaf(name: str, title: str, kind: str, text: Any) -> Leaf:
    """A leaf whose element says what kind of text it is."""
    text.attrs |= SEMANTICS[kind]
    return Leaf(f"{name}.xhtml", title, kind, text)


def grouped(sections: list[Tag]) -> list[list[Tag]]:
    """Chapters, each with the parts that follow it."""
    found: list[list[Tag]] = []
    for section in sections:
        if not found or "document-chapter--2" in section.get_attribute_list("class"):
            found.append([])
        found[-1].append(section)
    return found


def raise_headings(chapter: Tag) -> None:
    """A chapter begins with a heading of the first level, as every leaf does."""
    for heading in chapter.find_all(HEADING):
        heading.name = f"h{max(1, int(heading.name[1]) - 1)}"


def link_leaves(leaves: tuple[Leaf, ...]) -> None:
    """Links to another leaf name its file."""
    places = {str(element["id"]): leaf.name for leaf in reversed(leaves) for element in leaf.text.select("[id]")}
    for leaf in leaves:
        for link in leaf.text.select('a[href^="#"]'):
            anchor = str(link["href"])[1:]
            name = places.get(anchor, leaf.name)
            link["href"] = place_in(name if name != leaf.name else "", anchor)


def place_in(name: str, anchor: str) -> str:
    """The address of a place in a file of the book; without a name in the file itself."""
    return f"{name}#{quoted(anchor)}"


def lines_of(leaf: Leaf) -> list[Line]:
    """The line of a leaf in the contents, with its parts and headings below it."""
    top = Line(leaf.title, leaf.name)
    above = {1: top}
    for heading in leaf.text.find_all(HEADING):
        level, anchor = int(heading.name[1]), heading.get("id")
        if not 1 < level <= LOWEST_IN_CONTENTS or not anchor or leaf.kind == COVER:
            continue
        title = str(heading.get("data-bookmark") or " ".join(heading.get_text(" ").split()))
        line = Line(title, place_in(leaf.name, str(anchor)), is_heading=not heading.get("data-bookmark"))
        above[max(step for step in above if step < level)].children.append(line)
        above = {step: found for step, found in above.items() if step < level} | {level: line}
    return [top]
