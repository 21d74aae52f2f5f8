"""Which HTML and CSS the mail programs of our readers show: Outlook (Windows and new), Gmail, Apple Mail.

After the tables of https://www.caniemail.com (October 2026); each name is that of its page there. What is only partly
known, such as `border-radius` in Outlook for Windows, is here when leaving it out costs nothing but looks.
"""

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup
from bs4.element import Tag

ELEMENTS = frozenset(
    {
        "html", "head", "meta", "title", "style", "body", "div", "table", "tbody", "thead", "tr", "td", "th", "caption", "p",
        "h1", "h2", "h3", "a", "img", "br", "b", "strong", "ul", "ol", "li", "span",
    }
)  # fmt: skip
PROPERTIES = frozenset(
    {
        "margin", "padding", "padding-left", "padding-right", "padding-bottom", "background-color", "color", "font-family", "font-size",
        "font-weight", "line-height", "text-align", "text-decoration", "vertical-align", "width", "height", "max-width",
        "max-height", "display", "overflow", "border", "border-radius", "border-collapse", "border-top-width", "border-top-style",
        "border-top-color", "border-bottom-width", "border-bottom-style", "border-bottom-color", "box-sizing",
        "-webkit-text-size-adjust",
    }
)  # fmt: skip
DISPLAYS = frozenset({"none", "block", "inline-block"})
AT_RULES = frozenset({"@media (prefers-color-scheme: dark)", "@media (max-width: 480px)"})
# Gmail leaves out all styles of a mail with more than this in its head.
LARGEST_STYLE = 8192
DECLARATION = re.compile(r"([\w-]+)\s*:\s*([^;{}]+)")
UNKNOWN_VALUES = re.compile(r"var\(|calc\(|url\(|\brem\b|\bvh\b|\bvw\b|[\d.]rem")


def faults(html: str) -> Iterator[str]:
    """What a mail program would leave out, or what may not stand in a mail."""
    document = BeautifulSoup(html, "html.parser")
    for tag in document.find_all(True):
        if tag.name not in ELEMENTS:
            yield f"element {tag.name}"
        yield from declarations(str(tag.get("style") or ""))
        yield from (f"attribute {name}" for name in tag.attrs if name.startswith("on"))
        if tag.name == "table" and tag.get("role") != "presentation" and not tag.find("th"):
            yield "a table for looks that says so to nobody"
    yield from (fault for image in document.find_all("img") for fault in image_faults(image))
    yield from (fault for link in document.find_all("a") for fault in link_faults(link))
    for style in document.find_all("style"):
        yield from style_faults(style.get_text())


def image_faults(image: Tag) -> Iterator[str]:
    """A picture without words or size, or that counts who looks."""
    for name in ("alt", "width", "height"):
        if not image.has_attr(name):
            yield f"picture without {name}: {image}"
    if str(image.get("width")) in {"0", "1"} or "?" in str(image.get("src")):
        yield f"picture that counts: {image}"
    if not str(image.get("src")).startswith(("http://", "https://")):
        yield f"picture without full address: {image}"


def link_faults(link: Tag) -> Iterator[str]:
    """A link that leads nowhere from a mail."""
    if not str(link.get("href") or "").startswith(("http://", "https://", "mailto:", "tel:")):
        yield f"link without full address: {link}"


def declarations(style: str) -> Iterator[str]:
    """Declarations that somebody's mail program does not know."""
    for name, value in DECLARATION.findall(style):
        plain = value.replace("!important", "").strip()
        if name not in PROPERTIES:
            yield f"property {name}"
        if name == "display" and plain not in DISPLAYS:
            yield f"display {plain}"
        if UNKNOWN_VALUES.search(plain):
            yield f"value {plain}"


def style_faults(style: str) -> Iterator[str]:
    """What stands in the head and would not be read."""
    if len(style) > LARGEST_STYLE:
        yield f"{len(style)} characters of styles"
    for rule in re.findall(r"@[^{]+", style):
        if rule.strip() not in AT_RULES:
            yield f"rule {rule.strip()}"
    inner = re.sub(r"@[^{]+\{", "", style)
    for body in re.findall(r"\{([^{}]*)\}", inner):
        yield from declarations(body)
