"""From a document to frozen texts: the inside of each chapter's article, without anything that changes by itself."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bs4 import BeautifulSoup
from django.template.loader import get_template

from association.base.links import address_of
from association.publications.models import Edition
from association.publications.pages import WholeDocument

FRONT, WHOLE = "", "volledig"
OWN = re.compile(r'(?<=\shref=")(/[^"#?]*)')


@dataclass(frozen=True)
class FrozenText:
    """A text as it is kept: its address below the publication, its place in the contents, and its HTML."""

    path: str
    order: int
    level: int
    number: str
    label: str
    title: str
    summary: str
    html: str
    page: int | None
    is_restricted: bool = False

    @property
    def sha256(self) -> str:
        """The hash of its HTML."""
        return hashlib.sha256(self.html.encode()).hexdigest()

    @property
    def text(self) -> str:
        """Its words alone, to search in."""
        return " ".join(BeautifulSoup(self.html, "html.parser").get_text(" ").split())


def frozen_texts(document: WholeDocument, edition: Edition) -> Iterator[FrozenText]:
    """The front, every chapter and the whole of a document. Render inside `keeping` so that pictures are copied."""
    publication, viewer = document.publication, document.viewer
    own = address_of(publication, viewer)
    reference = {"reference": edition.reference, "dates": [{"label": "Versie van", "date": edition.dated}]}
    front = {"page": publication, "body": document.front, "is_front": True, **reference}
    yield FrozenText(
        path=FRONT, order=0, level=1, number="", label="", title=publication.title, summary=publication.summary,
        html=text_of(front, own, FRONT), page=publication.pk,
    )  # fmt: skip
    for order, chapter in enumerate(document.chapters, start=1):
        entry, page = chapter.entry, chapter.entry.page
        path = chapter.anchor.rstrip(".").replace(".", "/")
        context = {**page.article(entry, viewer, document.facts), **reference}
        yield FrozenText(
            path=path, order=order, level=chapter.level, number=entry.number, label=entry.label, title=entry.title,
            summary=page.summary, html=text_of(context, own, path), page=page.pk, is_restricted=entry.restricted,
        )  # fmt: skip
    whole = get_template("publications/frozen_whole.html").render({"document": document, "body": document.intro})
    yield FrozenText(
        path=WHOLE, order=len(document.chapters) + 1, level=1, number="", label="", title=publication.title,
        summary="", html=relative(whole, own, WHOLE), page=None,
    )  # fmt: skip


def text_of(context: dict[str, Any], own: str, path: str) -> str:
    """The inside of an article, with links within the document that hold at every address of it."""
    return relative(get_template("publications/article.html").render(context), own, path)


def relative(html: str, own: str, path: str) -> str:
    """HTML of a text at a path below an address, in which links to that address and below it are relative.

    So they lead to the same edition, at the address of the newest one and at that of the edition itself.
    """
    up = "../" * (len(path.split("/")) if path else 0)

    def shortened(found: re.Match[str]) -> str:
        address = found[1]
        if not address.startswith(own):
            return address
        return f"{up}{address.removeprefix(own)}" or "./"

    return OWN.sub(shortened, html).strip()
