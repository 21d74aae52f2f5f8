"""The outline of a document: which of its headings make chapters and parts, and what is left out."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any

from association.publications.importing.contents_list import find_contents
from association.publications.importing.division import Section, divided
from association.publications.importing.headings import bare, is_portfolio, plain, without_number
from association.publications.importing.report import ReportItem
from association.publications.importing.source import Block, Heading, Paragraph, Source, Table
from association.publications.importing.tables import is_layout
from association.publications.importing.texts import texts_of

MOST_WORDS = 12
LONGEST = 100
NO_HEADING_ENDS = (".", ";", ":", ",")
WITHOUT_HEADINGS = ReportItem("unsure", "Geen koppen gevonden om hoofdstukken van te maken: alle tekst is er één.")
TITLE_REPEATED = "De titel van het document is hier herhaald."


@dataclass(frozen=True)
class LevelChoice:
    """A level of headings that could make the chapters: how many there are, and whether it is chosen."""

    level: int
    count: int
    chosen: bool


@dataclass(frozen=True)
class OutlineEntry:
    """A heading: its place in the document, its level there, and what it becomes.

    `becomes`: chapter, part, heading, title (left out) or contents (left out). `words`: how many stand below it.
    """

    key: int
    level: int
    title: str
    words: int
    becomes: str
    sure: bool


@dataclass(frozen=True)
class Outline:
    """What was recognised in a document."""

    title: str
    levels: tuple[LevelChoice, ...]
    entries: tuple[OutlineEntry, ...]

    def to_json(self) -> dict[str, Any]:
        """Plain data, for a JSON field."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Outline":
        """The outline that `to_json` wrote down; empty for none."""
        levels = tuple(LevelChoice(**item) for item in data.get("levels", ()))
        entries = tuple(OutlineEntry(**item) for item in data.get("entries", ()))
        return cls(data.get("title", ""), levels, entries)


@dataclass(frozen=True)
class Choices:
    """What somebody chose: the level of chapters (None: as found), headings that become parts, and bold lines that
    are no headings after all; both as keys of entries.
    """

    chapter_level: int | None = None
    parts: frozenset[int] = frozenset()
    plain: frozenset[int] = frozenset()

    def to_json(self) -> dict[str, Any]:
        """Plain data, for a JSON field."""
        return {"chapter_level": self.chapter_level, "parts": sorted(self.parts), "plain": sorted(self.plain)}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Choices":
        """The choices that `to_json` wrote down."""
        return cls(data.get("chapter_level"), frozenset(data.get("parts", ())), frozenset(data.get("plain", ())))


@dataclass(frozen=True)
class Plan:
    """The whole document as it will be: what stands above the first chapter, the chapters, and what to report.

    `left_out` holds in full the texts that are left out on purpose, `typed` the numbers in front of titles.
    """

    outline: Outline
    intro: tuple[tuple[int, Block], ...]
    chapters: tuple[Section, ...]
    items: tuple[ReportItem, ...]
    left_out: tuple[str, ...]
    typed: tuple[str, ...] = ()


def outline_of(source: Source, choices: Choices | None = None, title: str = "") -> Outline:
    """What is recognised in a document; `title` is the publication's, by default the document's own."""
    return plan_of(source, choices, title).outline


def page_plan(source: Source) -> Plan:
    """A document as one page: nothing is a chapter, only its title and its list of contents are left out."""
    title = own_title(source)
    contents = find_contents(source.blocks)
    titles = title_places(source, title, contents)
    blocks = with_bold_headings(source.blocks, contents | titles, Choices())
    text = tuple((key, block) for key, block in enumerate(blocks) if key not in contents | titles)
    return Plan(
        outline=Outline(title, (), ()),
        intro=text,
        chapters=(),
        items=tuple(left_out_items(blocks, contents, titles)),
        left_out=tuple(words for key in sorted(contents | titles) for words in texts_of(blocks[key])),
    )


def plan_of(source: Source, choices: Choices | None = None, title: str = "") -> Plan:
    """The document divided into chapters and parts; the same file and choices always give the same."""
    choices = choices or Choices()
    title = title.strip() or own_title(source)
    contents = find_contents(source.blocks)
    titles = title_places(source, title, contents)
    blocks = with_bold_headings(source.blocks, contents | titles, choices)
    usable = [
        (key, block) for key, block in enumerate(blocks) if isinstance(block, Heading) and key not in contents | titles
    ]
    level = choices.chapter_level or chapter_level(usable)
    titles |= near_titles(blocks, usable, level, title)
    usable = [(key, block) for key, block in usable if key not in titles]
    becomes = roles(usable, level, choices)
    for key in contents | titles:
        becomes[key] = ("contents" if key in contents else "title", True)
    parts = divided(blocks, becomes)
    items = (*left_out_items(blocks, contents, titles), *parts.items)
    if not parts.chapters:
        # Without headings to divide by, all text is one chapter.
        parts = replace(parts, intro=(), chapters=(Section(-1, title, 0, parts.intro),) if parts.intro else ())
        items += (WITHOUT_HEADINGS,)
    return Plan(
        outline=Outline(title, level_choices(usable, level), tuple(entries(blocks, becomes))),
        intro=parts.intro,
        chapters=parts.chapters,
        items=items,
        left_out=tuple(text for key in sorted(contents | titles) for text in texts_of(blocks[key])),
        typed=parts.typed,
    )


def own_title(source: Source) -> str:
    """The document's title: the paragraph with that style, the one in its properties, or its first heading."""
    for block in source.blocks:
        if isinstance(block, Paragraph) and block.role == "title":
            return plain(block.html)
    if source.title:
        return source.title
    for block in source.blocks:
        if isinstance(block, Heading):
            return without_number(plain(block.html))
    return source.name.rpartition(".")[0] or source.name


def title_places(source: Source, title: str, contents: set[int]) -> set[int]:
    """Where the title is repeated: headings anywhere, other lines above the first heading that is not the title."""
    styled = {
        bare(plain(block.html)) for block in source.blocks if isinstance(block, Paragraph) and block.role == "title"
    }
    known = {bare(title), *(styled if len(styled) == 1 else ()), bare(source.title)} - {""}
    found: set[int] = set()
    at_top = True
    for key, block in enumerate(source.blocks):
        if isinstance(block, Heading):
            repeats = bare(plain(block.html)) in known
            at_top = at_top and (repeats or key in contents)
            found |= {key} if repeats else set()
        elif isinstance(block, Paragraph) and at_top and bare(plain(block.html)) == bare(title):
            found.add(key)
    return found - contents


def near_titles(blocks: tuple[Block, ...], usable: list[tuple[int, Heading]], level: int, title: str) -> set[int]:
    """A single heading above the level of chapters at the start, of which the title holds all words, or the reverse."""
    if not usable or usable[0][1].level >= level:
        return set()
    key, heading = usable[0]
    words, wanted = set(plain(heading.html).casefold().split()), set(title.casefold().split())
    if len([item for _, item in usable if item.level == heading.level]) > 1 or not (words <= wanted or wanted <= words):
        return set()
    return {key} if len(words & wanted) > 1 else set()


def with_bold_headings(blocks: tuple[Block, ...], taken: set[int], choices: Choices) -> tuple[Block, ...]:
    """The blocks in which bold lines that look like headings are headings, one level below the heading before them.

    In a document without headings they are its headings; otherwise those above its first heading are just bold, and one
    right above a table is its caption.
    """
    real = [key for key, block in enumerate(blocks) if isinstance(block, Heading) and key not in taken]
    made: list[Block] = list(blocks)
    last = 0
    for key, block in enumerate(blocks):
        if isinstance(block, Heading) and key not in taken:
            last = block.level
        elif key in taken | choices.plain or not is_like_heading(blocks, key):
            continue
        elif not real or (last and not is_above_table(blocks, key)):
            text = plain(block.html)  # type: ignore[union-attr]  # a paragraph, says is_like_heading
            level = last + 1 if real else typed_level(text)
            made[key] = Heading(level, block.html, block.anchors, sure=False)  # type: ignore[union-attr]  # the same
    return tuple(made)


def is_like_heading(blocks: tuple[Block, ...], key: int) -> bool:
    """Whether a bold line with text below it looks like a heading."""
    block = blocks[key]
    if not isinstance(block, Paragraph) or block.role or not block.bold:
        return False
    text = plain(block.html)
    below = blocks[key + 1] if key + 1 < len(blocks) else None
    short = len(text) <= LONGEST and len(text.split()) <= MOST_WORDS and "<br/>" not in block.html
    fits = short and any(char.isalpha() for char in text) and not text.endswith(NO_HEADING_ENDS)
    return fits and below is not None and not isinstance(below, Heading) and "note:" not in block.html


def is_above_table(blocks: tuple[Block, ...], key: int) -> bool:
    """Whether right below a line stands a table, of which it then says what it shows."""
    below = blocks[key + 1] if key + 1 < len(blocks) else None
    return isinstance(below, Table) and not is_layout(below)


def typed_level(text: str) -> int:
    """The level that a typed number suggests: `1.` is 1, `1.2` is 2."""
    number = text.split(" ", 1)[0].rstrip(".")
    return 1 + number.count(".") if number.replace(".", "").isdigit() else 1


def chapter_level(usable: list[tuple[int, Heading]]) -> int:
    """The highest level that is used at least twice, bold lines only where nothing else is; 1 without headings."""
    for headings in ([item for _, item in usable if item.sure], [item for _, item in usable]):
        counts = Counter(heading.level for heading in headings)
        twice = [level for level, count in counts.items() if count > 1]
        if twice:
            return min(twice)
    return min((heading.level for _, heading in usable), default=1)


def level_choices(usable: list[tuple[int, Heading]], level: int) -> tuple[LevelChoice, ...]:
    """The levels that could make chapters."""
    counts = Counter(heading.level for _, heading in usable)
    return tuple(LevelChoice(number, counts[number], number == level) for number in sorted(counts))


def roles(usable: list[tuple[int, Heading]], level: int, choices: Choices) -> dict[int, tuple[str, bool]]:
    """What each heading becomes, and whether that is sure."""
    found: dict[int, tuple[str, bool]] = {}
    chapter: list[tuple[int, Heading]] = []
    for key, heading in usable:
        if heading.level <= level:
            found |= part_roles(chapter, choices)
            chapter = []
            found[key] = ("chapter", heading.sure and heading.level == level)
        elif not found:
            # Above the first chapter it is a heading of the introduction.
            found[key] = ("heading", False)
        else:
            chapter.append((key, heading))
    return found | part_roles(chapter, choices)


def part_roles(inside: list[tuple[int, Heading]], choices: Choices) -> dict[int, tuple[str, bool]]:
    """What the headings inside one chapter become.

    Portfolios are parts when from the first of them all headings of that level are. Behind a heading that was ticked
    all of its level are, because what follows would otherwise stand inside the wrong part.
    """
    found = {key: ("heading", heading.sure) for key, heading in inside}
    ticked = next((heading.level for key, heading in inside if key in choices.parts), None)
    highest = min((heading.level for _, heading in inside), default=0)
    level = ticked or highest
    same = [(key, without_number(plain(heading.html))) for key, heading in inside if heading.level == level]
    first = next(
        (
            place
            for place, (key, text) in enumerate(same)
            if key in choices.parts or (not ticked and is_portfolio(text))
        ),
        None,
    )
    if first is None or not (ticked or all(is_portfolio(text) for _, text in same[first:])):
        return found
    return found | {key: ("part", True) for key, _ in same[first:]}


def entries(blocks: tuple[Block, ...], becomes: dict[int, tuple[str, bool]]) -> Iterator[OutlineEntry]:
    """The outline's entries, in reading order."""
    current: OutlineEntry | None = None
    for key, block in enumerate(blocks):
        if key in becomes and isinstance(block, Heading):
            if current:
                yield current
            kind, sure = becomes[key]
            current = OutlineEntry(key, block.level, plain(block.html), 0, kind, sure and block.sure)
        elif current and key not in becomes:
            words = sum(len(text.split()) for text in texts_of(block))
            current = replace(current, words=current.words + words)
    if current:
        yield current


def left_out_items(blocks: tuple[Block, ...], contents: set[int], titles: set[int]) -> Iterator[ReportItem]:
    """What to report of what is left out: the list of contents and the title."""
    lines = [text for key in sorted(contents) for text in texts_of(blocks[key])]
    if lines:
        text = "De getypte inhoudsopgave; de site maakt er zelf een."
        yield ReportItem("left_out", text, "", "; ".join(lines))
    for key in sorted(titles):
        yield ReportItem("left_out", TITLE_REPEATED, "", " ".join(texts_of(blocks[key])))
