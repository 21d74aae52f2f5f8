"""What of a Word document does not come along, told item by item."""

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Any

from association.publications.importing.marks import MARK
from association.publications.importing.word_drawings import A, R, V
from association.publications.importing.word_reading import Reading
from association.publications.importing.word_styles import W
from association.publications.importing.words import is_skipped, word_paragraphs

DELETED = "Doorgehaalde tekst uit bijgehouden wijzigingen: {} keer."
MOVED = "Verplaatste tekst op de oude plek, uit bijgehouden wijzigingen: {} keer."
DEAD_LINKS = "Links naar een adres dat op een site niet werkt: {}. De woorden staan er wel."
HEAD_TEXT = "Kop- en voetteksten van de bladzijden."
HEAD_PICTURES = "Het beeld in de kop- of voettekst van de bladzijden: {}."
REMARKS = "Opmerkingen in de kantlijn."


def report_what_is_left(roots: Iterable[Any], reading: Reading) -> None:
    """Tell what does not come along; `roots` are the text and the notes."""
    relations = reading.package.relations(reading.part).values()
    heads = [item.target for item in relations if item.kind in {"header", "footer"} and not item.external]
    reading.tell_outside(HEAD_TEXT, [text for name in heads for text in texts_of(name, reading)])
    pictures = [file for name in heads for file in pictures_of(name, reading)]
    reading.tell_outside(HEAD_PICTURES, list(dict.fromkeys(pictures)))
    reading.tell_outside("Verborgen tekst.", [" ".join(MARK.sub("", text).split()) for text in reading.hidden])
    remarks = [item.target for item in relations if item.kind == "comments" and not item.external]
    reading.tell_outside(REMARKS, [text for name in remarks for text in texts_of(name, reading)])
    changed = [root for root in roots if root is not None]
    reading.tell_outside(DELETED, [text for root in changed for text in changes(root, f"{W}del")])
    reading.tell_outside(MOVED, [text for root in changed for text in changes(root, f"{W}moveFrom")])
    reading.tell_outside(DEAD_LINKS, [f"{words} ({address})" for address, words in reading.dead_links.items()])
    if reading.shapes:
        reading.tell("left_out", f"Getekende vormen zonder tekst, zoals lijnen en pijlen: {reading.shapes}.")
    for name, count in sorted(reading.unknown_styles.items()):
        text = f"Het opmaakprofiel '{name}' ({count} keer) kennen wij niet: het is gewone tekst geworden."
        reading.tell("unknown_style", text)


def changes(root: Any, tag: str) -> Iterator[str]:
    """The texts of tracked changes of one kind, each once."""
    for element in root.iter(tag):
        if not is_skipped(element):
            yield "".join(item.text or "" for item in element.iter(f"{W}t", f"{W}delText"))


def texts_of(name: str, reading: Reading) -> list[str]:
    """The paragraphs of a part as plain text, without those that are only a number."""
    root = reading.package.tree(name)
    return [] if root is None else [text for text in word_paragraphs(root) if not re.fullmatch(r"[\d\W]*", text)]


def pictures_of(name: str, reading: Reading) -> Iterator[str]:
    """The file names of the pictures in a part."""
    root = reading.package.tree(name)
    relations = reading.package.relations(name)
    for element in () if root is None else root.iter(f"{A}blip", f"{V}imagedata"):
        relation = relations.get(element.get(f"{R}embed") or element.get(f"{R}id") or element.get(f"{R}link") or "")
        yield PurePosixPath(relation.target).name if relation is not None else "zonder naam"
