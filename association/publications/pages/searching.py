"""Searching inside a publication: the places where words stand, per heading, for one viewer."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from association.base.blocks.explaining import words_bare
from association.base.links import address_of
from association.base.pagination import numbered_page, pagination
from association.base.queries import Viewer
from association.publications.pages.adopted import EditionView
from association.publications.queries import searched_articles
from association.publications.rules.searching import (
    LONGEST_QUERY,
    Terms,
    holds,
    marked,
    snippet,
    terms_of,
)
from association.publications.rules.texts import Place, places_in

SEARCH = "zoeken"
PER_PAGE = 20
TOO_SHORT = "Vul minstens twee letters of cijfers in."
FRONT_LABEL = "Vooraf"


@dataclass(frozen=True)
class Searched:
    """A text in which is searched: its place in the document, its address, and what its anchors start with."""

    title: str
    url: str
    html: str
    label: str = ""
    summary: str = ""
    restricted: bool = False
    prefix: str = ""

    def places(self) -> Iterator[Place]:
        """Its headings with what stands below them; what stands above the first belongs to the title."""
        first, *others = places_in(self.html)
        yield Place("", self.title, tuple(line for line in (self.summary, *first.lines) if line))
        for place in others:
            yield Place(place.anchor.removeprefix(self.prefix), place.title, place.lines)


@dataclass(frozen=True)
class Hit:
    """A place in a text where all terms stand."""

    text: Searched
    place: Place


@dataclass
class SearchView:
    """Where in a publication some words stand: in an edition, or in the chapters that were published without one."""

    publication: Any
    viewer: Viewer
    query: str
    number: str = "1"
    edition: EditionView | None = None
    template: str = "publications/search.html"
    path: str = SEARCH
    robots: str = "noindex"

    @property
    def permanent(self) -> bool:
        """Whether it is searched at the address of an edition."""
        return self.edition is not None and self.edition.permanent

    @property
    def name(self) -> str:
        """What is searched."""
        return str(self.edition.edition.title if self.edition else self.publication.title)

    @property
    def title(self) -> str:
        """What the place is called."""
        return f"Zoeken in {self.name}"

    @property
    def base(self) -> str:
        """The address of the front of what is searched."""
        return self.edition.base if self.edition else address_of(self.publication, self.viewer)

    @property
    def rest(self) -> str:
        """What stands behind the publication's address."""
        return f"{self.base.removeprefix(address_of(self.publication, self.viewer))}{SEARCH}/"

    @cached_property
    def terms(self) -> Terms:
        """What is asked for."""
        return terms_of(self.query)

    def texts(self) -> Iterator[Searched]:
        """Everything that the viewer may read of it, in reading order."""
        return self.frozen_texts(self.edition) if self.edition else self.published_texts()

    def frozen_texts(self, edition: EditionView) -> Iterator[Searched]:
        """The frozen texts of the form that the viewer gets; one query and those of the form itself."""
        for article in searched_articles(edition.variant):
            below = f"{article.path}/" if article.path else ""
            yield Searched(
                title=article.title,
                url=f"{edition.base}{below}",
                html=article.html,
                label=article.label if article.path else FRONT_LABEL,
                summary=article.summary,
                restricted=article.is_restricted,
            )

    def published_texts(self) -> Iterator[Searched]:
        """The chapters that exist for the viewer, as they are shown now."""
        with words_bare():
            document = self.publication.document(self.viewer)
        front = "".join(document.front)
        yield Searched(self.publication.title, self.base, front, FRONT_LABEL, self.publication.summary)
        for chapter in document.chapters:
            entry = chapter.entry
            yield Searched(
                title=entry.title,
                url=entry.url,
                html="".join(chapter.body),
                label=entry.label,
                summary=chapter.summary,
                restricted=entry.restricted,
                prefix=f"{chapter.anchor}--",
            )

    def hits(self) -> list[Hit]:
        """All places that hold the terms, in reading order."""
        if not self.terms:
            return []
        return [
            Hit(text, place)
            for text in self.texts()
            for place in text.places()
            if holds(self.terms, f"{place.title} {place.text}", text.title)
        ]

    def check(self) -> None:
        """Http404 for who may not see the edition, also when nothing is asked."""
        if self.edition is not None:
            _ = self.edition.variant

    def context(self) -> dict[str, Any]:
        """The variables of the template; Http404 for a page of hits that there is not."""
        self.check()
        found = self.hits()
        shown = numbered_page(found, self.number, PER_PAGE)
        return {
            "title": self.title,
            "name": self.name,
            "url": self.base,
            "search_url": f"{self.base}{SEARCH}/",
            "query": self.query,
            "error": TOO_SHORT if self.terms.is_too_short else "",
            "asked": bool(self.terms),
            "count_text": count_words(found),
            "groups": self.groups(list(shown.object_list)),
            "edition": self.edition.edition if self.edition else None,
            "site_search_url": f"/{SEARCH}/?{urlencode({'q': self.query})}",
            "versions_url": f"{address_of(self.publication, self.viewer)}versies/",
            **pagination(shown, urlencode({"q": self.query})),
        }

    def groups(self, shown: list[Hit]) -> list[dict[str, Any]]:
        """Hits by chapter, as components/document_hits.html shows them."""
        return [
            {
                "label": text.label,
                "title": marked(self.terms, text.title),
                "url": text.url,
                "restricted": text.restricted,
                "hits": [self.hit(hit) for hit in hits],
            }
            for text, hits in groupby(shown, key=lambda hit: hit.text)
        ]

    def hit(self, hit: Hit) -> dict[str, Any]:
        """One place: its heading, none for the beginning of a chapter, and the words around what was found."""
        anchor = hit.place.anchor
        return {
            "title": marked(self.terms, hit.place.title) if anchor else (),
            "url": f"{hit.text.url}#{anchor}" if anchor else hit.text.url,
            "snippet": snippet(self.terms, hit.place.text),
        }


def asked_in(query: str) -> str:
    """The words of an address, as they are shown in the field."""
    return " ".join(query.split())[:LONGEST_QUERY]


def count_words(found: list[Hit]) -> str:
    """How many places there are, in words."""
    return "1 plek gevonden" if len(found) == 1 else f"{len(found)} plekken gevonden"
