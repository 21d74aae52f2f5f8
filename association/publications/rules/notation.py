"""Formatted text as people write it in a plain field, and back again, without losing anything on the way.

An empty line starts a paragraph, a dash or `1.` an item of a list; `**words**` are bold, `[words](address)` is a link.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape

from django.utils.html import escape

from association.activities.rules import as_html, paragraphs, tidy

TAG = re.compile(r"<[^>]*>")
BLOCKS = re.compile(r"\s*(</?(?:p|ul|ol|li)>|<br/>)\s*")
# The same text is stored in more ways than one: by the editor, by the import, by us.
SAME = (
    (re.compile(r"(?:&nbsp;|\s)+"), " "),
    (re.compile(r" data-block-key=\"[^\"]*\""), ""),
    (re.compile(r"<(/?)strong>"), r"<\1b>"),
    (re.compile(r"<br ?/?>"), "<br/>"),
    (re.compile(r"<b>(\s*)(.*?)(\s*)</b>", re.DOTALL), r"\1<b>\2</b>\3"),
    (re.compile(r"<b></b>"), ""),
    (BLOCKS, r"\1"),
    (re.compile(r"<p></p>"), ""),
)
# What stands for each tag in a plain field.
PLAIN = (
    (re.compile(r"<br/>"), "\n"),
    (re.compile(r"<p>|<ul>|<ol>"), ""),
    (re.compile(r"</p>"), "\n\n"),
    (re.compile(r"</ul>|</ol>"), "\n"),
    (re.compile(r"<li>"), "- "),
    (re.compile(r"</li>"), "\n"),
    (re.compile(r"</?b>"), "**"),
)
NUMBERED_LIST = re.compile(r"<ol>(.*?)</ol>", re.DOTALL)
ANCHOR = re.compile(r"(<a [^>]*>)(.*?)</a>", re.DOTALL)
ATTRIBUTE = re.compile(r"([\w-]+)=\"([^\"]*)\"")
INTERNAL = {"page": "pagina", "document": "bestand"}
LINK = re.compile(r"\[([^\[\]\n\0]+)\]\(([^()\n\0]+)\)")
OUTSIDE = re.compile(r"(?:https?://|mailto:)[^\s<>\"'\\]+", re.IGNORECASE)
# Not endless, so that no text takes long to read.
BOLD = re.compile(r"\*\*(?=\S)(.{1,1000}?)(?<=\S)\*\*")
HELD = re.compile(r"\0(\d+)\0")
ITEM = re.compile(r"(\d{1,3})\.(?: (.*))?")


def plain_of(html: str) -> str | None:
    """Formatted text as it stands in a plain field; None when something of it would be lost on the way back."""
    same = neat(html)
    text = NUMBERED_LIST.sub(counted, same)
    text = ANCHOR.sub(lambda found: f"[{found[2]}]({address_of(found[1])})", text)
    for pattern, plain in PLAIN:
        text = pattern.sub(plain, text)
    if TAG.search(text):
        return None
    plain_text = tidy(unescape(text))
    return plain_text if told(html_of(plain_text, known_links(same))) == told(same) else None


def formatted(text: str, before: str = "") -> str:
    """A plain field as formatted text; all in it is escaped.

    Links lead outside (http, https, mailto) or where a link in `before`, the text that stood there, led already.
    """
    tidied = tidy(text.replace("\0", ""))
    html = html_of(tidied, known_links(neat(before)))
    # Signs that mean something else on the way back are left as they were typed.
    return html if plain_of(html) is not None else str(as_html(tidied))


def neat(html: str) -> str:
    """Formatted text in the one way in which we store it."""
    for pattern, same in SAME:
        html = pattern.sub(same, html)
    return html.strip()


def told(html: str) -> list[str]:
    """What a neat text says, to compare: its tags, and the words between them as they read."""
    found = []
    for part in re.split(r"(<[^>]*>)", html):
        if part.startswith("<a "):
            found.append(str(sorted((name, unescape(value)) for name, value in ATTRIBUTE.findall(part))))
        elif part:
            found.append(part if part.startswith("<") else f" {' '.join(unescape(part).split(' '))}")
    return found


def counted(found: re.Match[str]) -> str:
    """The items of a numbered list with their numbers; a list in a list keeps its tags."""
    items = found[1].split("<li>")[1:]
    return "".join(f"{number}. {item}" for number, item in enumerate(items, 1)) + "</ol>"


def address_of(tag: str) -> str:
    """Where a link leads, in words for a page or a file of our own."""
    values = {name: unescape(value) for name, value in ATTRIBUTE.findall(tag)}
    kind = INTERNAL.get(values.get("linktype", ""))
    return f"{kind} {values.get('id', '')}" if kind else values.get("href", "")


def known_links(html: str) -> dict[str, str]:
    """The opening tags of the links in a neat text, by where they lead."""
    return {address_of(tag): tag for tag, _ in ANCHOR.findall(html)}


def html_of(text: str, known: Mapping[str, str]) -> str:
    """A tidy plain text as formatted text."""
    return "".join(part_of(kind, [inline(line, known) for line in lines]) for kind, lines in parts(text))


def parts(text: str) -> Iterator[tuple[str, list[str]]]:
    """The parts of a plain text, as those of activities, and ("ol", items) for lines that count from one."""
    for kind, lines in paragraphs(text):
        if kind == "ul":
            yield kind, lines
        else:
            yield from with_numbered_lists(lines)


def with_numbered_lists(lines: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    """The lines of a paragraph, apart where a list begins or ends; a one begins another list."""
    now, held = "p", list[str]()
    for line in lines:
        item = ITEM.fullmatch(line)
        counts = item is not None and int(item[1]) in {1, len(held) + 1 if now == "ol" else 1}
        kind = "ol" if counts else "p"
        if held and (kind != now or (item is not None and counts and int(item[1]) == 1)):
            yield now, held
            held = []
        now = kind
        held.append((item[2] or "") if item is not None and counts else line)
    if held:
        yield now, held


def part_of(kind: str, lines: Iterable[str]) -> str:
    """A paragraph or a list of lines that are safe already."""
    if kind == "p":
        return f"<p>{'<br/>'.join(lines)}</p>"
    return f"<{kind}>{''.join(f'<li>{line}</li>' for line in lines)}</{kind}>"


def inline(line: str, known: Mapping[str, str]) -> str:
    """A line with its links and bold words; the rest is escaped. Nothing begins inside a link and ends after it."""
    links: list[str] = []

    def hold(found: re.Match[str]) -> str:
        tag = opening(found[2].strip(), known)
        if not tag:
            return found[0]
        links.append(f"{tag}{bold(found[1])}</a>")
        return f"\0{len(links) - 1}\0"

    return HELD.sub(lambda found: links[int(found[1])], bold(LINK.sub(hold, line)))


def bold(words: str) -> str:
    """Words, escaped, with what stands between two stars bold."""
    return BOLD.sub(r"<b>\1</b>", str(escape(words)))


def opening(address: str, known: Mapping[str, str]) -> str:
    """The opening tag of a link; empty for an address that it may not lead to."""
    if address in known:
        return known[address]
    return f'<a href="{escape(address)}">' if OUTSIDE.fullmatch(address) else ""
