"""The chapters of a document as they will be stored, before there are pages."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from association.publications.importing.blocks import PlacedPicture, Writing, write
from association.publications.importing.division import Section
from association.publications.importing.headings import number_before, numbering_of
from association.publications.importing.links import resolved
from association.publications.importing.missing import missing, stored_texts
from association.publications.importing.notes import Notes
from association.publications.importing.outline import OutlineEntry, Plan
from association.publications.importing.report import Report, ReportItem, in_order
from association.publications.importing.source import Source
from association.publications.importing.stored import Stored, paragraph

LONGEST_TITLE = 255
INTRO = "boven de inhoudsopgave"
CLIPPED = "De titel van dit hoofdstuk was te lang en is ingekort; hij staat in zijn geheel in de tekst."

ODD = "Deze kop staat op een ander niveau dan de andere hoofdstukken, of is alleen vet. Is het een hoofdstuk?"
EMPTY = "Er staat geen tekst onder deze kop. Hoort hij erbij?"
EMPTY_ODD = (
    "Deze kop is een hoofdstuk zonder tekst geworden: hij staat op een ander niveau dan de andere hoofdstukken, of is "
    "alleen vet. Hoort hij erbij?"
)


@dataclass
class Draft:
    """A chapter or part as it will be stored; `number` tells drafts apart, 0 is the publication itself.

    `key` is that of the heading in the document, -1 without.
    """

    title: str
    numbering: str
    writing: Writing
    blocks: list[Stored]
    children: list["Draft"] = field(default_factory=list)
    number: int = 0
    key: int = -1

    def all(self) -> Iterator["Draft"]:
        """This draft and those below it."""
        yield self
        for child in self.children:
            yield from child.all()


def draft_of(title: str, plan: Plan, source: Source, pictures: Mapping[str, PlacedPicture]) -> Draft:
    """A publication with its chapters, each with the number of its place in reading order."""
    writing = Writing(INTRO, Notes(source.notes, strict=True), pictures, strict=True)
    whole = Draft(title, "", writing, write(plan.intro, writing))
    whole.children = [chapter_draft(section, source, pictures) for section in plan.chapters]
    for number, draft in enumerate(whole.all()):
        draft.number = number
    return whole


def chapter_draft(section: Section, source: Source, pictures: Mapping[str, PlacedPicture]) -> Draft:
    """A chapter with its parts."""
    numbering, title = numbering_of(section.title)
    shown = title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1].rstrip()}…"
    writing = Writing(shown, Notes(source.notes), pictures)
    if title != section.title:
        writing.typed.append(number_before(section.title, title))
    if shown != title:
        writing.tell("unsure", CLIPPED, title)
        writing.add_text(paragraph(f"<b>{title}</b>"))
    for name in section.anchors:
        writing.anchors[name] = ""
    for key in section.note_keys:
        writing.notes.number(key)
    draft = Draft(shown, numbering, writing, write(section.blocks, writing), key=section.key)
    draft.children = [chapter_draft(part, source, pictures) for part in section.parts]
    return draft


def report_of(draft: Draft, plan: Plan, source: Source) -> Report:
    """What became of the document, with everything of it that is nowhere to be found."""
    drafts = list(draft.all())
    items = [*recognised(draft), *unsure_chapters(draft, plan.outline.entries)]
    items += [ReportItem(finding.kind, finding.text, "", finding.excerpt) for finding in source.findings]
    items += plan.items
    items += [item for each in drafts for item in each.writing.items]
    typed = [*plan.typed, *(text for each in drafts for text in each.writing.typed)]
    if typed:
        text = "Getypte nummers voor koppen en bijschriften; de site nummert zelf."
        items.append(ReportItem("left_out", text, "", "; ".join(typed)))
    left_out = [*plan.left_out, *typed, *told_inside(source, drafts)]
    made = [text for each in drafts for text in (each.title, *stored_texts(each.blocks))]
    items += lost_items(source.words, made, left_out)
    return in_order(items)


def told_inside(source: Source, drafts: Iterable[Draft]) -> Iterator[str]:
    """Words of the text itself that the report says were left out."""
    yield from (item.excerpt for item in source.findings if item.kind == "left_out" and not item.is_outside)
    yield from (item.excerpt for each in drafts for item in each.writing.items if item.kind == "left_out")


def lost_items(words: Iterable[str], made: list[str], left_out: list[str]) -> Iterator[ReportItem]:
    """What is nowhere to be found."""
    for text in missing(words, made, left_out):
        yield ReportItem("left_out", "Deze tekst is niet overgenomen. Zet hem er zelf bij.", "", text)


def recognised(draft: Draft) -> Iterator[ReportItem]:
    """What was recognised, chapter by chapter."""
    if draft.blocks:
        above = "Tekst boven de inhoudsopgave" if draft.children else "Tekst"
        yield ReportItem("recognised", f"{above}: {counted(draft.blocks)}.")
    for child in draft.children:
        for each in child.all():
            kind = "Deel" if each is not child else "Bijlage" if each.numbering == "annex" else "Hoofdstuk"
            yield ReportItem("recognised", f"{kind}: {counted(each.blocks)}.", each.title)


def counted(blocks: list[Stored]) -> str:
    """What some blocks hold, in words."""
    words = sum(len(text.split()) for text in stored_texts(blocks))
    parts = ["1 woord" if words == 1 else f"{words} woorden"]
    for kind, one, many in (
        ("heading", "kop", "koppen"),
        ("table", "tabel", "tabellen"),
        ("figure", "afbeelding", "afbeeldingen"),
        ("quote", "citaat", "citaten"),
        ("callout", "opvallend blok", "opvallende blokken"),
    ):
        count = sum(block["type"] == kind for block in blocks)
        if count:
            parts.append(f"{count} {one if count == 1 else many}")
    notes = sum(len(block["value"]["items"]) for block in blocks if block["type"] == "sources")
    return ", ".join([*parts, *([f"{notes} noten" if notes > 1 else "1 noot"] if notes else [])])


def unsure_chapters(draft: Draft, entries: Iterable[OutlineEntry]) -> Iterator[ReportItem]:
    """Chapters and parts of which it is not sure that they are one, each once."""
    unsure = {entry.key: entry.title for entry in entries if entry.becomes == "chapter" and not entry.sure}
    for each in draft.all():
        if each is not draft and not each.blocks and not each.children:
            yield ReportItem("unsure", EMPTY_ODD if each.key in unsure else EMPTY, each.title)
        elif each.key in unsure:
            yield ReportItem("unsure", ODD, unsure[each.key])


def page_draft(title: str, plan: Plan, source: Source, pictures: Mapping[str, PlacedPicture]) -> Draft:
    """A whole document as the text of one page, with links inside it resolved."""
    writing = Writing(title, Notes(source.notes, strict=True), pictures, strict=True)
    draft = Draft(title, "", writing, write(plan.intro, writing))
    anchors = writing.anchors
    draft.blocks = resolved(draft.blocks, lambda name: f'<a href="#{anchors[name]}">' if anchors.get(name) else "")
    return draft
