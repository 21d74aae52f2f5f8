"""What somebody who cannot see gets of a PDF: its tags in reading order, each with its words."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2
from pypdfium2 import raw


@dataclass
class Tag:
    """A tag: its kind ("P"), its words and the tags below it in their order, its description, its scope, its links."""

    kind: str
    kids: "list[Tag | str]" = field(default_factory=list)
    description: str = ""
    scope: str = ""
    links: list[str] = field(default_factory=list)

    @property
    def inner(self) -> "list[Tag]":
        """The tags right below this one."""
        return [kid for kid in self.kids if isinstance(kid, Tag)]

    @property
    def words(self) -> str:
        """The words that stand right in it."""
        return " ".join(" ".join(kid for kid in self.kids if isinstance(kid, str)).split())

    def walk(self) -> "Iterator[Tag]":
        """This tag and all below it."""
        yield self
        for tag in self.inner:
            yield from tag.walk()

    def all(self, *kinds: str) -> "list[Tag]":
        """The tags of some kinds, in reading order."""
        return [tag for tag in self.walk() if tag.kind in kinds]

    @property
    def text(self) -> str:
        """All words at and below it."""
        return " ".join(" ".join(kid if isinstance(kid, str) else kid.text for kid in self.kids).split())


def read(data: bytes) -> Tag:
    """The tags of a PDF, the document at the top."""
    words = marked_words(data)
    with pikepdf.open(BytesIO(data)) as pdf:
        pages = {page.objgen: number for number, page in enumerate(pdf.pages)}
        return read_tag(pdf.Root.StructTreeRoot.K[0], pages, words)


def read_tag(element: Any, pages: dict[Any, int], words: dict[tuple[int, int], str]) -> Tag:
    """One tag with all below it."""
    tag = Tag(str(element.S)[1:], description=str(element.get("/Alt", "")))
    tag.scope = str(element.get("/A", {}).get("/Scope", ""))[1:]
    for kid in element.get("/K", ()):
        if isinstance(kid, int):
            tag.kids.append(words.get((pages[element.Pg.objgen], kid), ""))
        elif kid.get("/Type") == "/MCR":
            tag.kids.append(words.get((pages[kid.Pg.objgen], int(kid.MCID)), ""))
        elif kid.get("/Type") == "/OBJR":
            tag.links.append(str(kid.Obj.get("/Contents", "")))
        else:
            tag.kids.append(read_tag(kid, pages, words))
    return tag


def marked_words(data: bytes) -> dict[tuple[int, int], str]:
    """The words of each piece of content by page and number; what is marked as artefact is left out."""
    found: dict[tuple[int, int], str] = {}
    document = pypdfium2.PdfDocument(data)
    for number in range(len(document)):
        page = document[number]
        text = page.get_textpage()
        for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
            mark = raw.FPDFPageObj_GetMarkedContentID(item)
            if mark >= 0:
                found[(number, mark)] = found.get((number, mark), "") + object_words(item, text)
        text.close()
        page.close()
    document.close()
    return found


def object_words(item: Any, text: Any) -> str:
    """The words of one piece of text on a page."""
    size = raw.FPDFTextObj_GetText(item, text, None, 0)
    buffer = ctypes.create_string_buffer(size)
    raw.FPDFTextObj_GetText(item, text, ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), size)
    return buffer.raw.decode("utf-16-le").rstrip("\0")


def page_texts(data: bytes) -> list[str]:
    """The text of each page as it is seen, running heads and feet included."""
    document = pypdfium2.PdfDocument(data)
    texts = []
    for number in range(len(document)):
        page = document[number]
        text = page.get_textpage()
        texts.append(text.get_text_bounded())
        text.close()
        page.close()
    document.close()
    return texts
