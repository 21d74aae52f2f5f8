"""A choice of the chapters of a whole document, to read or print those alone."""

import re
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

PARAMETER = "hoofdstuk"
SECTION = re.compile(r'(?=<section class="document-chapter)')
OF_CHAPTER = re.compile(r'<section class="document-chapter[^>]*\saria-labelledby="([^"]*)"')
CONTENTS = re.compile(r'<nav class="document-contents".*?</nav>', re.DOTALL)
LINE = re.compile(r'\s*<li class="document-contents__item[^>]*><a href="#([^"]*)">.*?</li>', re.DOTALL)


@dataclass(frozen=True)
class Words:
    """What a form calls the parts that can be chosen: its parameter, its sentences, and one or several of them."""

    parameter: str
    summary: str
    legend: str
    button: str
    missed: str
    everything: str
    many: str
    piece: str = ""
    hint: str = "Daarna drukt u de pagina af met uw browser: Ctrl+P, of Cmd+P op een Mac."


CHAPTERS = Words(
    parameter=PARAMETER,
    summary="Kies hoofdstukken om af te drukken",
    legend="Welke hoofdstukken? Delen van een hoofdstuk komen mee.",
    button="Toon deze hoofdstukken",
    missed="Een hoofdstuk dat u koos, staat niet in dit document. Wij lieten het weg.",
    everything="Toon het hele document",
    many="hoofdstukken",
    piece="een deel van een hoofdstuk",
)


@dataclass(frozen=True)
class Choosable:
    """A chapter in the form: its address below the document and its place in the contents."""

    path: str
    title: str
    number: str


@dataclass(frozen=True)
class Selection:
    """The chapters of a document that a reader asked for by their addresses; with a chapter come its parts.

    Without any that is known it is no selection: all chapters are shown.
    """

    asked: tuple[str, ...]
    chapters: tuple[Choosable, ...]
    words: Words = CHAPTERS

    @cached_property
    def paths(self) -> frozenset[str]:
        """The addresses of what is shown; empty for everything."""
        known = {chapter.path for chapter in self.chapters}
        wanted = known & {path.strip("/") for path in self.asked}
        return frozenset(path for path in known if path in wanted or path.split("/")[0] in wanted)

    @property
    def missed(self) -> bool:
        """Whether something was asked for that is not there."""
        return not {path.strip("/") for path in self.asked if path} <= {chapter.path for chapter in self.chapters}

    @property
    def top(self) -> list[Choosable]:
        """The chapters that have a box of their own."""
        return [chapter for chapter in self.chapters if "/" not in chapter.path]

    def __bool__(self) -> bool:
        return bool(self.paths)

    def has(self, path: str) -> bool:
        """Whether a chapter or part is shown."""
        return not self or path in self.paths

    def context(self, name: str, url: str) -> dict[str, Any]:
        """What components/chapter_choice.html shows; `name` is the document, `url` its address with all chapters."""
        boxes = [{**asdict(chapter), "chosen": chapter.path in self.paths} for chapter in self.top]
        return {"url": url, "boxes": boxes, "line": self.line(name), "missed": self.missed, "words": self.words}

    def line(self, name: str) -> str:
        """That it is a selection, and of what; empty when everything is shown."""
        if not self:
            return ""
        chosen = sum(chapter.path in self.paths for chapter in self.top)
        if not chosen:
            return f"Dit is een keuze uit {name}: {self.words.piece}."
        return f"Dit is een keuze uit {name}: {chosen} van de {len(self.top)} {self.words.many}."


def path_of(anchor: str) -> str:
    """The address of a chapter by its anchor on the whole page."""
    return anchor.rstrip(".").replace(".", "/")


def cut(html: str, selection: Selection) -> str:
    """A frozen whole with the chosen chapters only, and their lines of the contents; all of it for no selection."""
    if not selection:
        return html
    head, *sections = SECTION.split(html)
    kept = [text for text in sections if (found := OF_CHAPTER.match(text)) and selection.has(path_of(found[1]))]
    contents = CONTENTS.search(head)
    shown = LINE.sub(lambda line: line[0] if selection.has(path_of(line[1])) else "", contents[0]) if contents else ""
    return "\n".join([shown, *kept])
