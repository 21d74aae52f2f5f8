"""What is wrong with the HTML of a mail: what a strict parser says of it, and the standard rules of html-validate."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from bs4 import BeautifulSoup
from tinyhtml5.parser import HTMLParser

CLOSED = re.compile(r"<(/?)(p|div|td|tr|th|li|ul|ol|table|tbody|thead|a|strong|b|span|h[1-3])\b[^>]*?>")
QUOTED = re.compile(r'"[^"<>]*"')
UNQUOTED = re.compile(r"<[a-z][^<>]*?\s[a-z-]+=[^\"'\s>]")


def markup_faults(html: str) -> Iterator[str]:
    """One line for each fault of a whole document."""
    parser = HTMLParser()
    parser._parse(html)
    yield from (f"parser: {place} {code} {data}" for place, code, data in parser.errors)
    document = BeautifulSoup(html, "html.parser")
    ids = Counter(str(tag["id"]) for tag in document.find_all(id=True))
    yield from (f"id twice: {name}" for name, number in ids.items() if number > 1)
    yield from (f"address that is empty: {tag}" for tag in document.find_all(href="") + document.find_all(src=""))
    yield from (f"no words in {tag.name}" for tag in document.find_all(["a", "h1", "h2", "h3"]) if not is_said(tag))
    yield from (f"value without quotes: {found[0]}" for found in UNQUOTED.finditer(QUOTED.sub('""', html)))
    yield from heading_faults([int(tag.name[1]) for tag in document.find_all(re.compile("^h[1-6]$"))])
    yield from unclosed(html)


def is_said(tag: object) -> bool:
    """Whether an element says something, by its text or the words of a picture."""
    assert hasattr(tag, "get_text")
    assert hasattr(tag, "find_all")
    return bool(tag.get_text().strip() or any(image.get("alt") for image in tag.find_all("img")))


def heading_faults(levels: list[int]) -> Iterator[str]:
    """One heading of the first level, at the start, and no level left out."""
    if levels.count(1) != 1 or levels[:1] != [1]:
        yield f"headings {levels}"
    yield from (f"heading {after} after {before}" for before, after in pairwise(levels) if after > before + 1)


def unclosed(html: str) -> Iterator[str]:
    """Elements that a browser closes by itself, and a mail program perhaps not."""
    numbers: Counter[str] = Counter()
    for end, name in CLOSED.findall(html):
        numbers[name] += -1 if end else 1
    yield from (f"{name} opened {number} times more than closed" for name, number in numbers.items() if number)
