"""All paragraphs of a document as plain text, read apart from everything else, so that nothing gets lost unseen."""

import re
from collections.abc import Iterator
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
WORD_SKIPPED = frozenset({f"{W}del", f"{W}moveFrom", f"{W}delText", f"{W}instrText", f"{W}rPr", f"{W}pPr"})
OPEN_SKIPPED = frozenset(
    {f"{TEXT}tracked-changes", f"{OFFICE}annotation", f"{TEXT}sequence-decls", f"{OFFICE}forms", f"{TEXT}note-citation"}
)
BREAKS = frozenset(
    {
        f"{W}tab",
        f"{W}br",
        f"{W}cr",
        f"{W}ptab",
        f"{TEXT}s",
        f"{TEXT}tab",
        f"{TEXT}line-break",
        f"{W}drawing",
        f"{W}pict",
    }
)
WORD = re.compile(r"\w+")
# Codes that were typed where formatting was meant are no words.
TYPED = re.compile(r"</?(?:b|strong|i|em|u|sup|sub)>", re.IGNORECASE)


def tokens(text: str) -> list[str]:
    """The words of a text in lower case; soft hyphens and signs do not count."""
    return WORD.findall(TYPED.sub("", text).replace("\u00ad", "").casefold())


def word_paragraphs(*roots: Any) -> Iterator[str]:
    """Every paragraph with words in it of the parts of a Word document, without deletions."""
    for root in roots:
        if root is not None:
            yield from paragraphs(root, f"{W}p", word_text)


def open_paragraphs(root: Any) -> Iterator[str]:
    """Every paragraph with words in it of an ODT document, without deletions and remarks."""
    yield from paragraphs(root, (f"{TEXT}p", f"{TEXT}h"), open_text)


def paragraphs(root: Any, tag: Any, text_of: Any) -> Iterator[str]:
    """The text of each paragraph, those inside another one after it."""
    for element in root.iter(tag):
        if is_skipped(element):
            continue
        text = " ".join("".join(text_of(element)).split())
        if tokens(text):
            yield text


def is_skipped(element: Any) -> bool:
    """Whether an element stands in something that is left out, or in the second form of the same thing."""
    for parent in element.iterancestors():
        if parent.tag in WORD_SKIPPED | OPEN_SKIPPED:
            return True
        if parent.tag == f"{MC}Fallback" and has_first_form(parent):
            return True
    return False


def has_first_form(fallback: Any) -> bool:
    """Whether the form before the second one has text."""
    before = fallback.getprevious()
    return before is not None and next(before.iter(f"{W}t"), None) is not None


def word_text(element: Any) -> Iterator[str]:
    """The pieces of text of a paragraph, without hidden ones and those of paragraphs inside it."""
    for child in element:
        if child.tag in {f"{W}t", f"{M}t"}:
            yield child.text or ""
        elif child.tag in BREAKS:
            yield " "
        elif child.tag == f"{W}noBreakHyphen":
            yield "-"
        elif child.tag not in WORD_SKIPPED and child.tag != f"{W}p" and len(child) and not is_hidden(child):
            yield from word_text(child)


def is_hidden(element: Any) -> bool:
    """Whether an element is a run of text that Word does not show or print."""
    found = element.find(f"{W}rPr/{W}vanish") if element.tag == f"{W}r" else None
    return found is not None and found.get(f"{W}val", "").lower() not in {"0", "false", "off", "none"}


def open_text(element: Any) -> Iterator[str]:
    """The same for ODT, where text also stands behind elements."""
    yield element.text or ""
    for child in element:
        if child.tag in BREAKS:
            yield " "
        elif child.tag not in OPEN_SKIPPED and child.tag not in {f"{TEXT}p", f"{TEXT}h"} and isinstance(child.tag, str):
            yield from open_text(child)
        yield child.tail or ""
