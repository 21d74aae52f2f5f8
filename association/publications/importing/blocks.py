"""From the blocks of a Source to the blocks that a chapter or page stores."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from textwrap import shorten

from association.publications.importing import stored as make
from association.publications.importing.captions import Captioned, with_captions
from association.publications.importing.headings import number_before, plain, without_number
from association.publications.importing.notes import Notes
from association.publications.importing.report import ReportItem
from association.publications.importing.source import Block, Box, Heading, Listing, Paragraph, Picture, Table
from association.publications.importing.stored import Stored
from association.publications.importing.tables import columns_of, grid_of, inside_of, is_layout, without_empty_head
from association.publications.importing.texts import pictures_in, texts_of
from association.publications.importing.typed_numbers import counting

LONGEST_TEXT = 1_500  # words in one block of text
LONGEST_BOX = 80  # words in a box that stands out
LONGEST_QUOTE = 30
SHORT_EXCERPT = 120  # enough to know a table by
DEEPEST_STREAM = {True: 3, False: 4}
LONGEST_HEADING = {True: 150, False: 250}
UNDESCRIBED = "Deze afbeelding heeft geen beschrijving. Schrijf er een, of vink 'Alleen versiering' aan."
MARKED = "Deze afbeelding had geen beschrijving en is als versiering gemerkt. Schrijf er een en haal het vinkje weg."
TYPED_NUMBERS = "Getypte nummers voor koppen in de tekst; de site nummert zelf."
BORDER_WORDS = "Een tabel die alleen de opmaak regelde is gewone tekst geworden. Kijk of het goed leest."


@dataclass(frozen=True)
class PlacedPicture:
    """What a picture of the document became: an image, a document to download, or nothing (`reason` says why)."""

    image: int | None = None
    document: int | None = None
    described: bool = False
    reason: str = ""


@dataclass
class Writing:
    """What is kept while the text of one page is written.

    `strict`: the page refuses tables without caption or names of columns, and long quotes. `anchors` tells where the
    document's bookmarks ended up: an anchor of the page, or empty for the page itself. `counted` are the headings with
    a typed number that counts, `numbers` those numbers, `typed` others that were typed.
    """

    place: str
    notes: Notes
    pictures: Mapping[str, PlacedPicture]
    strict: bool = False
    blocks: list[Stored] = field(default_factory=list)
    items: list[ReportItem] = field(default_factory=list)
    typed: list[str] = field(default_factory=list)
    counted: frozenset[Heading] = frozenset()
    numbers: list[str] = field(default_factory=list)
    anchors: dict[str, str] = field(default_factory=dict)
    seen: set[str] = field(default_factory=make.taken_anchors)
    levels: list[int] = field(default_factory=list)
    last_heading: str = ""
    last_anchor: str = ""
    text: str = ""
    text_words: int = 0

    def tell(self, kind: str, text: str, excerpt: str = "") -> None:
        """Put something in the report."""
        self.items.append(ReportItem(kind, text, self.place, excerpt))

    def add_text(self, html: str) -> None:
        """Add formatted text to the block of text at hand, or to a new one when that is full."""
        words = make.words_in(html)
        if self.text and self.text_words + words > LONGEST_TEXT:
            self.end_text()
        self.text += html
        self.text_words += words

    def end_text(self) -> None:
        """Close the block of text at hand."""
        if self.text:
            self.blocks.append(make.stored("paragraph", self.text))
        self.text, self.text_words = "", 0

    def add(self, kind: str, value: object) -> None:
        """Add a block that is no text."""
        self.end_text()
        self.blocks.append(make.stored(kind, value))


def write(blocks: Iterable[tuple[int, Block]], writing: Writing) -> list[Stored]:
    """The stored blocks of one page, with its notes at the end."""
    opened = [(key, inner) for key, block in blocks for inner in unpacked(block, writing)]
    if not writing.strict:
        writing.counted = counted_headings([block for _, block in opened if isinstance(block, Heading)])
    quotes: list[Paragraph] = []
    for _, block in with_captions(opened):
        if isinstance(block, Paragraph) and block.role == "quote":
            remember_anchors(block.anchors, writing)
            quotes.append(block)
            continue
        write_quotes(quotes, writing)
        quotes = []
        write_block(block, writing)
    write_quotes(quotes, writing)
    writing.end_text()
    if writing.numbers:
        writing.tell("left_out", TYPED_NUMBERS, "; ".join(writing.numbers))
    writing.blocks += writing.notes.blocks(strict=writing.strict, seen=writing.seen)
    return writing.blocks


def counted_headings(headings: list[Heading]) -> frozenset[Heading]:
    """The headings of a chapter with a typed number that counts with the others of their level."""
    found: set[Heading] = set()
    for level in {heading.level for heading in headings}:
        same = [heading for heading in headings if heading.level == level]
        found |= {same[place] for place in counting([plain(heading.html) for heading in same]).places}
    return frozenset(found)


def unpacked(block: Block, writing: Writing) -> Iterator[Block]:
    """A block, or what is in it when it is a box or a table that only places things."""
    if isinstance(block, Table) and is_layout(block):
        inside = list(inside_of(block))
        if inside and sum(1 for row in block.rows for cell in row if cell.blocks) > 1:
            writing.tell("unsure", BORDER_WORDS, excerpt_of(inside))
        if len(block.rows) == 1 and len(block.rows[0]) == 1:
            yield from unpacked(Box(tuple(inside), block.anchors), writing)
        else:
            for inner in inside:
                yield from unpacked(inner, writing)
        if not inside:
            writing.tell("left_out", "Een tabel zonder tekst.")
    elif isinstance(block, Box) and not is_callout(block):
        for inner in block.blocks:
            yield from unpacked(inner, writing)
    else:
        yield block


def is_callout(box: Box) -> bool:
    """Whether a box is a short text that stands out."""
    plain_ones = all(isinstance(block, Paragraph) and block.role in {"", "title", "subtitle"} for block in box.blocks)
    words = sum(len(text.split()) for block in box.blocks for text in texts_of(block))
    return plain_ones and 0 < words <= LONGEST_BOX


def excerpt_of(blocks: Iterable[Block]) -> str:
    """The words of some blocks, on one line."""
    return " ".join(text for block in blocks for text in texts_of(block))


def write_block(block: Block | Captioned, writing: Writing) -> None:
    """Write one block."""
    if not isinstance(block, Captioned):
        remember_anchors(block.anchors, writing)
    if isinstance(block, Heading):
        write_heading(block, writing)
    elif isinstance(block, Paragraph):
        write_paragraph(block, writing)
    elif isinstance(block, Listing):
        write_listing(block, writing)
    elif isinstance(block, Box):
        html = "".join(
            make.paragraph(writing.notes.linked(inner.html)) for inner in block.blocks if isinstance(inner, Paragraph)
        )
        writing.add("callout", {"kind": "info", "text": html})
    elif isinstance(block, Captioned):
        remember_anchors(block.block.anchors, writing)
        if block.typed:
            writing.typed.append(block.typed)
        if not block.sure:
            writing.tell("unsure", "Een vette regel boven een tabel is haar bijschrift geworden.", block.caption)
        if isinstance(block.block, Table):
            write_table(block.block, block.caption, writing)
        else:
            write_picture(block.block, block.caption, writing)


def remember_anchors(names: tuple[str, ...], writing: Writing) -> None:
    """Bookmarks lead to the heading above them."""
    for name in names:
        writing.anchors.setdefault(name, writing.last_anchor)


def write_heading(block: Heading, writing: Writing) -> None:
    """A heading at a level that skips none; one that is too long becomes bold text."""
    written = plain(writing.notes.named(block.html))
    text = without_number(written, counted=block in writing.counted, inner=True)
    if text != written:
        writing.numbers.append(number_before(written, text))
    while writing.levels and writing.levels[-1] >= block.level:
        writing.levels.pop()
    writing.levels.append(block.level)
    level = min(1 + len(writing.levels), DEEPEST_STREAM[writing.strict])
    if len(text) > LONGEST_HEADING[writing.strict]:
        writing.levels.pop()
        writing.add_text(make.paragraph(f"<b>{writing.notes.linked(unbolded(block.html))}</b>"))
        writing.tell("unsure", "Een kop was te lang en is vette tekst geworden.", text)
        return
    writing.last_heading, writing.last_anchor = text, make.anchor_for(text, writing.seen)
    for name in block.anchors:
        writing.anchors[name] = writing.last_anchor
    writing.end_text()
    writing.blocks.append(make.heading(text, level, writing.last_anchor))
    if not block.sure:
        writing.tell("unsure", "Een regel die op een kop lijkt is een kop geworden.", text)


def unbolded(html: str) -> str:
    """Formatted text without weight of its own."""
    return html.replace("<b>", "").replace("</b>", "")


def write_paragraph(block: Paragraph, writing: Writing) -> None:
    """A paragraph of text; a title that is not the document's stays, in bold."""
    html = writing.notes.linked(block.html)
    if not html:
        return
    if block.role in {"title", "subtitle"}:
        html = f"<b>{writing.notes.linked(unbolded(block.html))}</b>"
    writing.add_text(make.paragraph(html))


def write_listing(block: Listing, writing: Writing) -> None:
    """A list; numbering that the web cannot show is said in the report."""
    writing.add_text(writing.notes.linked(make.listing_html(block)))
    if block.ordered and block.start != 1:
        text = f"Een genummerde lijst begint bij {block.start}; de nummers staan in de tekst."
        writing.tell("unsure", text, excerpt_of([block]))
    if lettered(block):
        writing.tell(
            "unsure", "Een lijst met letters of Romeinse cijfers heeft nu gewone cijfers.", excerpt_of([block])
        )


def lettered(block: Listing) -> bool:
    """Whether a list, or one in it, counts in letters or Roman figures."""
    own = block.ordered and block.style not in {"decimal", "decimalZero"}
    return own or any(lettered(child) for entry in block.items for child in entry.children)


def write_quotes(quotes: list[Paragraph], writing: Writing) -> None:
    """Paragraphs of one quotation: a quote when it is one without links, else text."""
    if not quotes:
        return
    words = sum(make.words_in(quote.html) for quote in quotes)
    single = len(quotes) == 1 and "href=" not in quotes[0].html
    if single and not (writing.strict and words > LONGEST_QUOTE):
        text = plain(quotes[0].html)
        writing.add("quote", {"text": text.strip("“”„\"'‘’ ") if text[:1] in '“„"' else text, "source": ""})
        if words > LONGEST_QUOTE:
            writing.tell("todo", "Dit citaat is langer dan dertig woorden. Kort het in of maak er tekst van.", text)
        return
    for quote in quotes:
        writing.add_text(make.paragraph(writing.notes.linked(quote.html)))
    writing.tell("unsure", "Een citaat van meer alinea's is gewone tekst geworden.", excerpt_of(quotes))


def write_table(table: Table, caption: str, writing: Writing) -> None:
    """A table, and behind it the pictures that stood in it."""
    grid = without_empty_head(grid_of(table))
    words = excerpt_of([table])
    if not words.strip():
        writing.tell("left_out", "Een tabel zonder tekst.")
    else:
        stored = columns_of(grid, writing.notes.linked, lambda html: plain(writing.notes.named(html)))
        headings = [str(column["heading"]) for column in stored["columns"]]  # type: ignore[attr-defined]  # a list of columns
        report_table(
            caption, headings, grid.sure, grid.repeated, shorten(words, SHORT_EXCERPT, placeholder="…"), writing
        )
        if writing.strict:
            caption = caption or f"Tabel bij {writing.last_heading or writing.place}"[: make.LONGEST_CAPTION]
            for number, column in enumerate(stored["columns"], start=1):  # type: ignore[var-annotated,arg-type]  # the same
                column["heading"] = column["heading"] or f"Kolom {number}"
        writing.add("table", {"caption": caption, "note": "", "row_headers": grid.row_headers, "table": stored})
    for picture in grid.pictures:
        writing.tell("unsure", "Een afbeelding stond in een tabel en staat er nu onder.", picture.alt)
        write_picture(picture, "", writing)


def report_table(caption: str, headings: list[str], sure: bool, repeated: int, words: str, writing: Writing) -> None:
    """What to say of a table."""
    if not caption:
        writing.tell("todo", "Deze tabel heeft geen bijschrift. Zeg in een paar woorden wat erin staat.", words)
    if not all(headings):
        writing.tell("todo", "Niet elke kolom van deze tabel heeft een naam.", words)
    elif not sure:
        writing.tell(
            "unsure", "De eerste rij van een tabel is gebruikt als namen van de kolommen.", " | ".join(headings)
        )
    if repeated:
        text = "Samengevoegde cellen zijn uitgeschreven: namen van rijen en kolommen zijn herhaald, de rest is leeg."
        writing.tell("unsure", text, words)


def write_picture(picture: Picture, caption: str, writing: Writing) -> None:
    """A picture; one that cannot be shown as a file to download."""
    placed = writing.pictures.get(picture.key, PlacedPicture(reason="De afbeelding ontbreekt in het bestand."))
    if placed.image is not None:
        lacking = not (placed.described or picture.decorative)
        # A page takes no picture without description; one that says nothing is at least not read out as one.
        decorative = picture.decorative or (lacking and writing.strict)
        writing.add("figure", {"image": placed.image, "decorative": decorative, "caption": caption, "wide": False})
        if lacking:
            writing.tell("todo", MARKED if writing.strict else UNDESCRIBED, caption)
    elif placed.document is not None:
        writing.add("documents", {"title": caption[:150], "documents": [make.item(placed.document)]})
        writing.tell("unsure", placed.reason, caption or picture.alt)
    else:
        writing.tell("left_out", placed.reason, caption or picture.alt)
        if caption:
            writing.add_text(make.paragraph(f"<b>{caption}</b>"))


def pictures_of(blocks: Iterable[Block]) -> Iterator[tuple[Picture, str]]:
    """Every picture of a document with the caption beside it."""
    everything = list(enumerate(flat(blocks)))
    for _, block in with_captions(everything):
        if isinstance(block, Captioned) and isinstance(block.block, Picture):
            yield block.block, block.caption
        elif isinstance(block, Captioned):
            yield from ((picture, "") for picture in pictures_in(block.block))


def flat(blocks: Iterable[Block]) -> Iterator[Block]:
    """Blocks, with those in boxes and in tables that only place things."""
    for block in blocks:
        if isinstance(block, Box):
            yield from flat(block.blocks)
        elif isinstance(block, Table) and is_layout(block):
            yield from flat(inside_of(block))
        else:
            yield block
