"""Well-formed XHTML from HTML: read by the algorithm of the HTML standard, written as XML."""

import re
from typing import Any

import tinyhtml5
from lxml import etree

XHTML = "http://www.w3.org/1999/xhtml"
OPS = "http://www.idpf.org/2007/ops"
# XML 1.0, "Char", without the characters that its authors discourage, and without what Unicode keeps for no text.
PLANES = "".join(f"{chr(plane << 16)}-{chr((plane << 16) + 0xFFFD)}" for plane in range(1, 17))
ILLEGIBLE = re.compile(f"[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd{PLANES}]")
PLAIN_NAME = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)
KEPT_DATA = "data-label"


def legible(text: str) -> str:
    """A text without the characters that XML does not know."""
    return ILLEGIBLE.sub("", text)


def as_xhtml(html: str) -> bytes:
    """An HTML document as XHTML in UTF-8; the same text gives the same bytes."""
    source = tinyhtml5.parse(legible(html))
    root = etree.Element(source.tag, nsmap={None: XHTML, "epub": OPS})
    fill(root, source, set())
    language = root.get("lang")
    if language:
        root.set("{http://www.w3.org/XML/1998/namespace}lang", language)
    written: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True, doctype="<!DOCTYPE html>")
    return written


def fill(target: Any, source: Any, known: set[str]) -> None:
    """Put in an element what stands in that of another tree; `known` are the ids that the document has already."""
    for name, value in source.attrib.items():
        set_attribute(target, name, value, known)
    target.text = source.text
    last = None
    for child in source:
        if not isinstance(child.tag, str):  # a comment: the words behind it stay
            add_words(target, last, child.tail or "")
            continue
        namespace = etree.QName(child.tag).namespace
        last = etree.SubElement(target, child.tag, nsmap={None: namespace} if namespace != XHTML else None)
        fill(last, child, known)
        last.tail = child.tail


def add_words(target: Any, last: Any, words: str) -> None:
    """Add words behind the last element of another, or behind its own first words when there is none yet."""
    if last is None:
        target.text = (target.text or "") + words
    else:
        last.tail = (last.tail or "") + words


def set_attribute(target: Any, name: str, value: str, known: set[str]) -> None:
    """Give an element an attribute, unless XML or a reading system has nothing to do with it."""
    if name == "epub:type":
        target.set(f"{{{OPS}}}type", value)
        return
    is_foreign = not PLAIN_NAME.fullmatch(name) or name.startswith("on") or name == "style"
    if is_foreign or (name.startswith("data-") and name != KEPT_DATA):
        return
    if name == "id":
        if not value or value in known or any(char.isspace() for char in value):
            return
        known.add(value)
    target.set(name, value)
