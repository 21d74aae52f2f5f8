"""The rules: what there is to mend in a page."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from association.quality.rules.content import Content, Heading, Link, Picture, Table, Text
from association.quality.rules.words import abbreviations, long_sentences

# To be raised with every change of a rule: pages that were looked at under an older number are looked at again.
VERSION = 1
MOST_NOTES = 60
ABBREVIATION, WITHOUT = "abbreviation", " staat er zonder uitleg"
SHOWN = 120


@dataclass(frozen=True)
class Kind:
    """A kind of finding: its name in lists, what the dashboard counts, and how to mend it; all in Dutch."""

    name: str
    counted: str
    advice: str


KINDS = {
    "picture": Kind(
        "Beeld zonder beschrijving",
        "beelden zonder beschrijving",
        "Schrijf bij de afbeelding in één zin wat er te zien is, of vink 'Alleen versiering' aan.",
    ),
    "heading_order": Kind(
        "Kop slaat een niveau over",
        "koppen die een niveau overslaan",
        "Kies een kop die één niveau lager is dan de kop erboven.",
    ),
    "heading_empty": Kind("Lege kop", "lege koppen", "Schrijf een kop, of haal het blok weg."),
    "link_text": Kind(
        "Link die niet zegt waarheen",
        "links die niet zeggen waarheen",
        "Maak een link van de woorden die zeggen wat de lezer daar vindt.",
    ),
    "table_headers": Kind(
        "Tabel zonder namen boven de kolommen",
        "tabellen zonder namen boven de kolommen",
        "Geef elke kolom een naam.",
    ),
    "table_caption": Kind(
        "Tabel zonder bijschrift", "tabellen zonder bijschrift", "Zeg in een paar woorden wat de tabel laat zien."
    ),
    ABBREVIATION: Kind(
        "Afkorting zonder uitleg",
        "afkortingen zonder uitleg",
        "Schrijf de eerste keer de hele naam, met de afkorting tussen haakjes. Of zet haar in de begrippenlijst.",
    ),
    "long_sentence": Kind("Lange zin", "lange zinnen", "Maak er twee zinnen van."),
    "file_link": Kind(
        "Bestand zonder soort en grootte",
        "links naar bestanden zonder soort en grootte",
        "Zet achter de woorden van de link wat het is, zoals (pdf, 240 kB), of neem het blok 'Bestanden'.",
    ),
    "summary": Kind(
        "Geen samenvatting",
        "pagina's zonder samenvatting",
        "Vat de pagina in één of twee zinnen samen. Lijsten en zoekmachines tonen die.",
    ),
}
DEAD_LINK = Kind(
    "Link die nergens heen leidt",
    "gebroken links",
    "Kies een andere pagina, of haal de link weg.",
)


@dataclass(frozen=True)
class Note:
    """One finding: its kind (a key of KINDS), what it is about, and the id of the block or the name of the field."""

    code: str
    detail: str
    place: str


Rule = Callable[["Question"], Iterator[Note]]


@dataclass(frozen=True)
class Question:
    """A page to look at, with what the rules cannot know of themselves.

    `undescribed` are the numbers of images without description; `known` abbreviations without capitals (casefold).
    """

    content: Content
    undescribed: frozenset[int] = frozenset()
    known: frozenset[str] = frozenset()


def notes_on(question: Question) -> list[Note]:
    """What there is to mend, rule by rule, at most MOST_NOTES of them."""
    return [note for rule in RULES for note in rule(question)][:MOST_NOTES]


def check_summary(question: Question) -> Iterator[Note]:
    """A page without summary."""
    if question.content.lacks_summary:
        yield Note("summary", "Deze pagina heeft geen samenvatting", "summary")


def check_pictures(question: Question) -> Iterator[Note]:
    """A picture that says nothing to who cannot see it."""
    for part in question.content.parts:
        if isinstance(part, Picture) and part.image in question.undescribed:
            yield Note("picture", "Deze afbeelding heeft geen beschrijving", part.place)


def check_headings(question: Question) -> Iterator[Note]:
    """Empty headings, and those that skip a level."""
    level = 1
    for part in question.content.parts:
        if not isinstance(part, Heading):
            continue
        if not part.text:
            yield Note("heading_empty", "Deze kop is leeg", part.place)
            continue
        if part.level > level + 1:
            yield Note("heading_order", f"'{short(part.text)}' slaat een niveau over", part.place)
        level = part.level


VAGUE = frozenset(
    {
        "hier", "klik hier", "klik", "klikken", "lees hier", "lees meer", "lees verder", "lees hier meer", "meer",
        "meer lezen", "meer weten", "meer info", "meer informatie", "verder", "verder lezen", "deze link", "de link",
        "link", "deze pagina", "deze website", "website", "de website", "site", "download", "downloaden",
        "download hier", "bekijk", "bekijk hier", "bekijk meer", "zie hier", "kijk hier", "ga naar", "via deze link",
        "klik hier voor meer informatie", "lees dit", "pdf", "document", "bestand", "dit document", "open", "openen",
    }
)  # fmt: skip
BARE_ADDRESS = re.compile(r"(?:https?://|www\.)\S*", re.IGNORECASE)
AROUND_WORDS = " .,:;!?…>»›→-–'\"“”‘’()[]"


def check_link_words(question: Question) -> Iterator[Note]:
    """Links whose words say nothing of where they lead."""
    for part in question.content.links:
        words = part.text.strip(AROUND_WORDS)
        if not part.is_text:
            continue
        if not words:
            yield Note("link_text", "Deze link heeft geen woorden", part.place)
        elif words.casefold() in VAGUE or BARE_ADDRESS.fullmatch(words):
            yield Note("link_text", f"'{short(part.text)}' zegt niet waar de link heen gaat", part.place)


FILES = r"pdf|docx?|odt|xlsx?|ods|pptx?|odp|csv|zip|epub|txt|ics|mp4|mp3|vtt"
FILE_ADDRESS = re.compile(rf"\.({FILES})(?:[?#].*)?$", re.IGNORECASE)
FILE_KIND = re.compile(rf"\b(?:{FILES}|word|excel|powerpoint|film|filmpje|video)\b", re.IGNORECASE)
FILE_SIZE = re.compile(r"\d\s?(?:bytes|kb|mb|gb|kib|mib)\b", re.IGNORECASE)


def check_files(question: Question) -> Iterator[Note]:
    """Files in running text whose words say no kind or, of our own files, no size."""
    for part in question.content.links:
        tail = "/" + part.address.rsplit("/", 1)[-1] if part.address else ""
        if not part.is_text or not (part.document is not None or FILE_ADDRESS.search(tail)):
            continue
        if not FILE_KIND.search(part.text) or (part.document is not None and not FILE_SIZE.search(part.text)):
            yield Note("file_link", f"'{short(part.text)}' zegt niet wat voor bestand het is en hoe groot", part.place)


def check_tables(question: Question) -> Iterator[Note]:
    """Tables without caption, and without names above their columns."""
    for part in question.content.parts:
        if not isinstance(part, Table):
            continue
        if not part.caption:
            yield Note("table_caption", "Deze tabel heeft geen bijschrift", part.place)
        if not part.heads or not all(part.heads):
            yield Note("table_headers", "Niet elke kolom van deze tabel heeft een naam", part.place)


def check_abbreviations(question: Question) -> Iterator[Note]:
    """Abbreviations that are not explained where they come first."""
    seen: set[str] = set()
    for part in question.content.parts:
        if not isinstance(part, Text):
            continue
        for word, is_explained in abbreviations(part.text):
            if word not in seen and not is_explained and word.casefold() not in question.known:
                yield Note(ABBREVIATION, f"'{word}'{WITHOUT}", part.place)
            seen.add(word)


def unexplained(detail: str) -> str:
    """The abbreviation that a finding is about; empty for a finding of another kind."""
    return detail.removeprefix("'").removesuffix(f"'{WITHOUT}") if detail.endswith(f"'{WITHOUT}") else ""


def check_sentences(question: Question) -> Iterator[Note]:
    """Sentences that are too long."""
    for part in question.content.parts:
        if isinstance(part, Text):
            for sentence, words in long_sentences(part.text):
                yield Note("long_sentence", f"'{short(sentence)}' telt {words} woorden", part.place)


RULES: tuple[Rule, ...] = (
    check_summary,
    check_pictures,
    check_headings,
    check_link_words,
    check_files,
    check_tables,
    check_abbreviations,
    check_sentences,
)


def short(text: str) -> str:
    """The first words of a text, short enough for a list."""
    return text if len(text) <= SHOWN else f"{text[:SHOWN].rsplit(' ', 1)[0]}…"


def is_external(link: Link) -> bool:
    """Whether a link leads to an address on the web outside this site."""
    return link.address.lower().startswith(("http://", "https://", "//"))
