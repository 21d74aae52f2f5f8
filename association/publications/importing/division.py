"""The blocks of a document divided over its introduction, chapters and parts."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from association.publications.importing.headings import BARE, number_before, plain, without_number
from association.publications.importing.report import ReportItem
from association.publications.importing.source import Block, Heading
from association.publications.importing.typed_numbers import counting

NOTE = re.compile(r'<a href="note:([^"]*)"></a>')
NOT_CLEAN = "De getypte nummers voor deze koppen liepen niet door. Zij zijn weggelaten: kijk of de titels kloppen."
DOUBTFUL = "Een kop begint met een getal, en dat is blijven staan. Is het een nummer? Haal het dan weg."


@dataclass(frozen=True)
class Section:
    """A chapter or part as it will be: the key of its heading (-1 without), its title, its blocks with their keys."""

    key: int
    title: str
    level: int
    blocks: tuple[tuple[int, Block], ...] = ()
    parts: tuple["Section", ...] = ()
    anchors: tuple[str, ...] = ()
    note_keys: tuple[str, ...] = ()


@dataclass
class OpenSection:
    """A chapter or part to which blocks are still added."""

    key: int
    title: str
    heading: Heading
    blocks: list[tuple[int, Block]] = field(default_factory=list)
    parts: list["OpenSection"] = field(default_factory=list)

    def closed(self) -> Section:
        """The section as it is."""
        return Section(
            key=self.key,
            title=self.title,
            level=self.heading.level,
            blocks=tuple(self.blocks),
            parts=tuple(part.closed() for part in self.parts),
            anchors=self.heading.anchors,
            note_keys=tuple(NOTE.findall(self.heading.html)),
        )


@dataclass(frozen=True)
class Division:
    """The introduction, the chapters, the numbers typed in front of their titles, and what to report of those."""

    intro: tuple[tuple[int, Block], ...]
    chapters: tuple[Section, ...]
    typed: tuple[str, ...]
    items: tuple[ReportItem, ...]


def divided(blocks: tuple[Block, ...], becomes: Mapping[int, tuple[str, bool]]) -> Division:
    """The division of a document, by what each of its headings becomes."""
    intro: list[tuple[int, Block]] = []
    chapters: list[OpenSection] = []
    typed: list[str] = []
    titles = {
        key: block
        for key, block in enumerate(blocks)
        if isinstance(block, Heading) and becomes.get(key, ("", True))[0] in {"chapter", "part"}
    }
    counted, items = counted_titles(titles)
    current = intro
    for key, block in enumerate(blocks):
        kind = becomes.get(key, ("", True))[0]
        if key in titles:
            written = plain(titles[key].html)
            title = without_number(written, counted=key in counted)
            typed += [number_before(written, title)] if title != written else []
            section = OpenSection(key, title, titles[key])
            (chapters if kind == "chapter" else chapters[-1].parts).append(section)
            current = section.blocks
        elif kind not in {"contents", "title"}:
            current.append((key, block))
    return Division(tuple(intro), tuple(chapter.closed() for chapter in chapters), tuple(typed), tuple(items))


def counted_titles(titles: Mapping[int, Heading]) -> tuple[set[int], list[ReportItem]]:
    """Keys of the titles with a typed number without dot that counts, and what to report."""
    counted: set[int] = set()
    items: list[ReportItem] = []
    for level in sorted({heading.level for heading in titles.values()}):
        keys = [key for key, heading in titles.items() if heading.level == level]
        texts = [plain(titles[key].html) for key in keys]
        found = counting(texts)
        counted |= {keys[place] for place in found.places}
        items += unsure_items(texts, found.places if not found.is_clean else frozenset(), found.doubtful)
    return counted, items


def unsure_items(texts: list[str], not_clean: frozenset[int], doubtful: frozenset[int]) -> Iterator[ReportItem]:
    """What to look at of the numbers on one level; those with a dot are never in doubt."""
    for text, places in ((NOT_CLEAN, not_clean), (DOUBTFUL, doubtful)):
        bare = [texts[place] for place in sorted(places) if BARE.match(texts[place])]
        if bare:
            yield ReportItem("unsure", text, "", "; ".join(bare))
