"""What formatted text may hold when it is shown: a few elements, and links that lead somewhere harmless."""

import re

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PreformattedString, Tag
from bs4.formatter import HTMLFormatter
from django.utils.html import escape

BLOCKS = frozenset({"p", "ul", "ol", "li", "h2", "h3", "h4"})
PLAIN = BLOCKS | {"b", "strong", "i", "em", "sup", "sub"}
EMPTY = frozenset({"br", "hr"})
# Their content is no text for readers, so it goes with them.
SILENT = frozenset(
    {"script", "style", "template", "noscript", "iframe", "object", "embed", "svg", "math", "title", "textarea", "xmp",
     "select", "noembed", "noframes", "plaintext", "head"}
)  # fmt: skip
CONTROLS = re.compile(r"[\x00-\x1f\x7f]+|^\s+|\s+$")
KEY = re.compile(r"[\w-]{1,40}")

_plain = "|".join(sorted(PLAIN))
_blocks = "|".join(sorted(BLOCKS))
# A path on this site starts with one slash; an entity behind it could stand for a second one.
_address = r"(?:https?://|mailto:|tel:|\#|/(?![/\\&]))[^\"<>\x00-\x1f]*+"
HARMLESS = re.compile(
    rf"""(?:
        [^<>]++
        | <(?:/?(?:{_plain})|/?a|(?:br|hr)/?|(?:{_blocks})\ data-block-key="[\w-]{{1,40}}"|a\ href="{_address}")>
    )*+""",
    re.VERBOSE,
)


def is_harmless(html: str) -> bool:
    """Whether formatted text holds nothing but the few elements and addresses that may be shown; quick."""
    return HARMLESS.fullmatch(html) is not None


def usable_address(address: str) -> str:
    """The address of a link as it may be shown: `//host` becomes https; empty for what runs code or is no address."""
    plain = CONTROLS.sub("", address)
    if plain.startswith("//"):
        plain = f"https:{plain}"
    scheme = plain.lower().startswith(("https://", "http://", "mailto:", "tel:"))
    local = plain.startswith(("/", "#")) and not plain.startswith("/\\")
    return plain if scheme or local else ""


def harmless(html: str) -> str:
    """Formatted text without anything else than what `is_harmless` allows; what is allowed already is not touched."""
    if is_harmless(html):
        return html
    document = BeautifulSoup(html, "html.parser")
    for node in list(document.descendants):
        if isinstance(node, PreformattedString):
            node.extract()
    for tag in document.find_all(list(SILENT)):
        tag.decompose()
    for tag in document.find_all(True):
        reduce_tag(tag)
    kept = document.decode(formatter=HTMLFormatter(entity_substitution=escape))
    # Whatever the parser made of it: as plain text it can do nothing.
    return kept if is_harmless(kept) else str(escape(text_of(document)))


def reduce_tag(tag: Tag) -> None:
    """Leave a tag its one attribute that matters, or only its content when it is not among the allowed."""
    name = tag.name
    if name not in PLAIN | EMPTY | {"a"}:
        tag.unwrap()
        return
    address, key = str(tag.get("href") or ""), str(tag.get("data-block-key") or "")
    tag.attrs.clear()
    if name == "a" and (usable := usable_address(address)):
        scheme, colon, rest = usable.partition(":")
        tag["href"] = f"{scheme.lower()}{colon}{rest}" if colon and "/" not in scheme else usable
    elif name in BLOCKS and KEY.fullmatch(key):
        tag["data-block-key"] = key


def text_of(document: BeautifulSoup) -> str:
    """The words of a document, without its tags."""
    return "".join(node for node in document.descendants if isinstance(node, NavigableString))
