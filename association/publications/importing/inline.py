"""The text of one paragraph: from HTML with marks to the few elements that formatted text may hold."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html import escape
from typing import Any

from association.base.rules.markup import usable_address
from association.publications.importing.marks import MARK, values_of

SPACES = re.compile(r"[ \t\r\n\f\v\u2028\u2029]+")
UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\u200b\ufeff]")
BREAK = "\n"
# Codes that were typed, or that another program left behind, where formatting was meant.
TYPED = re.compile(r"</?(?:b|strong|i|em|u|sup|sub)>", re.IGNORECASE)
BOLD, HEIGHTS, STRUCK = frozenset({"b", "strong"}), frozenset({"sup", "sub"}), frozenset({"s", "strike", "del"})


@dataclass(frozen=True)
class Run:
    """A piece of text in one form; `height` is sup, sub or empty. A note has no text, a break is a newline."""

    text: str
    bold: bool = False
    height: str = ""
    href: str = ""
    struck: bool = False


@dataclass
class Inline:
    """What was read of one paragraph."""

    runs: list[Run] = field(default_factory=list)
    marks: dict[str, str] = field(default_factory=dict)
    pictures: list[dict[str, str]] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)
    typed: Run = Run("")

    @property
    def html(self) -> str:
        """The text as formatted text."""
        return serialise(self.runs)

    @property
    def bold(self) -> bool:
        """Whether all words are bold, by themselves or by the paragraph's style."""
        words = [run for run in self.runs if run.text.strip()]
        return bool(words) and (self.marks.get("b") == "1" or all(run.bold for run in words))

    @property
    def struck(self) -> str:
        """The words that are struck through."""
        return " ".join(run.text.strip() for run in self.runs if run.struck)


def read_inline(element: Any) -> Inline:
    """The text of an element with all inside it."""
    found = Inline()
    collect(element, Run(""), found)
    found.runs = tidy(found.runs)
    return found


def collect(element: Any, form: Run, found: Inline) -> None:
    """Add the pieces of an element's text."""
    add_text(element.text, form, found)
    for child in element:
        if isinstance(child.tag, str):
            collect_child(child, form, found)
        add_text(child.tail, form, found)


def collect_child(child: Any, form: Run, found: Inline) -> None:
    """Add the pieces of an element inside a paragraph."""
    tag = child.tag
    if anchor := child.get("id"):
        found.anchors.append(anchor)
    if tag == "br":
        found.runs.append(replace(form, text=BREAK))
        return
    if tag in BOLD:
        form = replace(form, bold=True)
    elif tag in HEIGHTS:
        form = replace(form, height=tag)
    elif tag in STRUCK:
        form = replace(form, struck=True)
    elif tag == "a" and (address := address_of(child.get("href", ""))):
        form = replace(form, href=address)
    elif tag in {"p", "div", "li", "tr"} and found.runs:
        found.runs.append(Run(BREAK))
    collect(child, form, found)


def address_of(address: str) -> str:
    """An address that a link may have; empty for any other."""
    address = address.strip()
    if address.lower().startswith("www."):
        address = f"https://{address}"
    usable = usable_address(address)
    return "" if any(sign in usable for sign in '<>"') else usable


def add_text(text: str | None, form: Run, found: Inline) -> None:
    """Add text in one form; marks in it are taken out."""
    if not text:
        return
    for number, piece in enumerate(MARK.split(text)):
        if number % 2:
            take_mark(values_of(piece), found)
        elif piece:
            add_typed(SPACES.sub(" ", UNSEEN.sub("", piece)), form, found)


def add_typed(text: str, form: Run, found: Inline) -> None:
    """Add text in which codes such as `<b>` may have been typed: they do what they say."""
    place = 0
    for code in TYPED.finditer(text):
        add_run(text[place : code.start()], form, found)
        name, is_end = code[0].strip("</>").lower(), code[0].startswith("</")
        if name in BOLD:
            found.typed = replace(found.typed, bold=not is_end)
        elif name in HEIGHTS:
            found.typed = replace(found.typed, height="" if is_end else name)
        place = code.end()
    add_run(text[place:], form, found)


def add_run(text: str, form: Run, found: Inline) -> None:
    """Add text in one form, and in that of the codes that are open."""
    if text:
        typed = found.typed
        form = replace(form, bold=form.bold or typed.bold, height=form.height or typed.height)
        found.runs.append(replace(form, text=text))


def take_mark(values: dict[str, str], found: Inline) -> None:
    """Keep what a mark says."""
    if "picture" in values:
        found.pictures.append({**values, "first": "" if any(run.text.strip() for run in found.runs) else "1"})
    elif "note" in values:
        found.runs.append(Run("", href=f"note:{values['note']}"))
    else:
        found.marks.update(values)


def tidy(runs: list[Run]) -> list[Run]:
    """Runs without spaces at the ends, beside breaks or twice, and with neighbours of one form made one."""
    joined: list[Run] = []
    for run in runs:
        text = run.text
        before = joined[-1].text if joined else BREAK
        if text and text != BREAK and before.endswith((" ", BREAK)):
            text = text.lstrip(" ")
        if not text and not run.href.startswith("note:"):
            continue
        if text == BREAK:
            strip_end(joined)
        if joined and text != BREAK and same_form(joined[-1], run):
            joined[-1] = replace(run, text=joined[-1].text + text)
        else:
            joined.append(replace(run, text=text))
    while joined and (joined[-1].text.strip() == "" and not joined[-1].href.startswith("note:")):
        joined.pop()
    while joined and joined[0].text == BREAK:
        joined.pop(0)
    strip_end(joined)
    return joined


def same_form(one: Run, other: Run) -> bool:
    """Whether two neighbours can be one run."""
    return one.text not in {"", BREAK} and replace(one, text="") == replace(other, text="")


def strip_end(runs: list[Run]) -> None:
    """Take the spaces from the end of the last run."""
    if runs and runs[-1].text != BREAK:
        runs[-1] = replace(runs[-1], text=runs[-1].text.rstrip(" "))


def serialise(runs: list[Run]) -> str:
    """Runs as formatted text."""
    return "".join(pieces(runs))


def pieces(runs: list[Run]) -> Iterator[str]:
    """The same in pieces: a link around all runs with its address."""
    number = 0
    while number < len(runs):
        href = runs[number].href
        end = number
        while end < len(runs) and runs[end].href == href and not (href.startswith("note:") and end > number):
            end += 1
        inside = "".join(plain(run) for run in runs[number:end])
        yield f'<a href="{escape(href)}">{inside}</a>' if href else inside
        number = end


def plain(run: Run) -> str:
    """A run without its link."""
    if run.text == BREAK:
        return "<br/>"
    text = escape(run.text, quote=False)
    if run.height:
        text = f"<{run.height}>{text}</{run.height}>"
    return f"<b>{text}</b>" if run.bold and run.text.strip() else text
