"""What readers see of an edition: its front, a chapter, the whole, with live navigation around the frozen text."""

from dataclasses import dataclass, field
from functools import cached_property
from http import HTTPStatus
from typing import Any

from django.http import Http404
from django.template.defaultfilters import date as date_text
from django.utils.safestring import SafeString, mark_safe

from association.base.links import address_of
from association.base.pictures import picture
from association.base.queries import Viewer
from association.publications.models import Edition, EditionArticle
from association.publications.pages.offers import offers
from association.publications.pages.selecting import Choosable, Selection, cut
from association.publications.queries import (
    Entry,
    adopted_editions,
    articles_of,
    fullest,
    known_editions,
    variant_for,
    variants_of,
)

FRONT, WHOLE = "", "volledig"
VERSIONS = "versies"


@dataclass(frozen=True)
class Frozen:
    """A chapter in the contents of an edition: what Entry asks of a page."""

    pk: int
    path: str


@dataclass
class EditionView:
    """A place in an edition: at the ordinary address (`permanent` is False) or at the edition's own, which stays."""

    publication: Any
    edition: Edition
    viewer: Viewer
    path: str = FRONT
    permanent: bool = False
    newest: Edition | None = None
    variants: list[Any] = field(default_factory=list)
    asked: tuple[str, ...] = ()

    @cached_property
    def variant(self) -> Any:
        """The form that this viewer gets; Http404 for who may see none."""
        found = fullest(self.variants, self.viewer) if self.variants else variant_for(self.edition, self.viewer)
        if found is None:
            raise Http404
        return found

    @cached_property
    def articles(self) -> list[EditionArticle]:
        """All texts of the form, of which this place has its HTML."""
        return articles_of(self.variant, self.path)

    @cached_property
    def article(self) -> Any:
        """The frozen text; Http404 when the edition has none at this address, for this viewer."""
        found = next((article for article in self.articles if article.path == self.path), None)
        if found is None:
            raise Http404
        return found

    @property
    def base(self) -> str:
        """The address of the edition's front."""
        own = address_of(self.publication, self.viewer)
        return f"{own}{VERSIONS}/{self.edition.label}/" if self.permanent else own

    @property
    def template(self) -> str:
        """The template of the place."""
        names = {FRONT: "edition_front", WHOLE: "edition_whole"}
        return f"publications/{names.get(self.path, 'edition_chapter')}.html"

    @property
    def title(self) -> str:
        """What the place is called."""
        if self.path == WHOLE:
            return f"{self.edition.title}: hele document"
        return self.article.title if self.path else self.edition.title

    @property
    def robots(self) -> str:
        """Search engines find the newest edition only, and no selection of it."""
        return "noindex" if self.permanent or self.asked else ""

    @property
    def rest(self) -> str:
        """What stands behind the publication's address."""
        below = f"{self.path}/" if self.path else ""
        return f"{VERSIONS}/{self.edition.label}/{below}" if self.permanent else below

    @cached_property
    def outline(self) -> list[EditionArticle]:
        """The chapters that this viewer gets, in reading order."""
        return [article for article in self.articles if article.path not in {FRONT, WHOLE}]

    @cached_property
    def entries(self) -> list[Entry]:
        """The contents, parts below their chapters."""
        found: list[Entry] = []
        for article in self.outline:
            entry = Entry(
                page=Frozen(article.pk, article.path),
                title=article.title,
                url=f"{self.base}{article.path}/",
                number=article.number,
                label=article.label,
                restricted=article.is_restricted,
            )
            if "/" in article.path and found:
                last = found[-1]
                found[-1] = Entry(
                    last.page, last.title, last.url, last.number, last.label, restricted=last.restricted,
                    children=(*last.children, entry),
                )  # fmt: skip
            else:
                found.append(entry)
        return found

    def context(self) -> dict[str, Any]:
        """The variables of the template; the frozen text is safe: it was rendered from our own templates."""
        return {
            "publication": self.publication,
            "publication_url": self.base,
            "edition": self.edition,
            "frozen": self.frozen_html(),
            "kind": self.publication.list_kind,
            "title": self.title,
            "summary": self.edition.summary,
            "notice": self.notice(),
            "errata": self.errata(),
            "navigation": self.navigation(),
            "entries": self.entries,
            "parts": self.parts(),
            "start": self.entries[0] if self.entries else None,
            "cover": picture(self.publication.image or self.publication.cover, "card", alt="")
            if self.path == FRONT
            else None,
            "versions_url": f"{address_of(self.publication, self.viewer)}{VERSIONS}/",
            "search_url": f"{self.base}zoeken/",
            "compare_url": self.compare_url,
            "choice": self.selection.context(f"{self.edition.title}, {self.edition.words}", f"{self.base}{WHOLE}/"),
            "downloads": self.downloads(),
            "citation": self.citation(),
            "newer": self.publication.newer(self.viewer),
            "previous": self.neighbour(-1),
            "next": self.neighbour(1),
        }

    @property
    def compare_url(self) -> str:
        """Where this edition stands beside the one before it; empty for a first one."""
        own = address_of(self.publication, self.viewer)
        return f"{own}{VERSIONS}/vergelijken/?met={self.edition.label}" if self.edition.previous_id else ""

    def frozen_html(self) -> SafeString:
        """The text as it was adopted, byte for byte; of a selection the chosen chapters only."""
        return mark_safe(cut(self.article.shown, self.selection))  # made by our own templates when it was adopted

    @cached_property
    def selection(self) -> Selection:
        """The chapters that were asked for."""
        known = (Choosable(article.path, article.title, article.number) for article in self.outline)
        return Selection(self.asked, tuple(known))

    def notice(self) -> dict[str, str] | None:
        """That there is a newer edition."""
        own = address_of(self.publication, self.viewer)
        if self.permanent and self.newest is not None and self.newest.pk != self.edition.pk:
            text = f"U leest de {self.edition.words}. De {self.newest.words} is nieuwer."
            return {"title": "Er is een nieuwere versie", "text": text, "url": own, "label": "Naar de nieuwste versie"}
        return None

    def errata(self) -> list[dict[str, Any]]:
        """The corrections that concern this place; all of them on the front and the whole."""
        found = list(self.edition.errata.all()) if getattr(self.variant, "has_errata", True) else []
        shown = found if self.path in {FRONT, WHOLE} else [item for item in found if item.path in {"", self.path}]
        return [{"day": item.on_date, "text": item.text} for item in shown]

    def navigation(self) -> list[dict[str, Any]]:
        """The contents as components/side_navigation.html shows them: parts only below the current chapter."""
        top = self.path.split("/")[0]
        return [
            {
                **line(entry, self.path),
                "children": [line(part, self.path) for part in entry.children if entry.page.path == top],
            }
            for entry in self.entries
        ]

    def parts(self) -> tuple[Entry, ...]:
        """The parts of the chapter of this place."""
        return next((entry.children for entry in self.entries if entry.page.path == self.path), ())

    def neighbour(self, step: int) -> dict[str, str] | None:
        """The chapter before or after this place."""
        paths = [article.path for article in self.outline]
        if self.path not in paths or not 0 <= (place := paths.index(self.path) + step) < len(paths):
            return None
        article = self.outline[place]
        return {"title": article.title, "url": f"{self.base}{article.path}/"}

    def downloads(self) -> list[dict[str, str]]:
        """What a reader can take along, as components/download_box.html shows it."""
        items = offers(self.variant, self.base)
        whole = "om te doorzoeken of af te drukken"
        page = {"title": "Alles op één webpagina", "url": f"{self.base}{WHOLE}/", "text": whole, "icon": "file-text"}
        return [*items, page]

    def citation(self) -> str:
        """How to refer to this place; always the address that stays."""
        return self.publication.citation_of_edition(self.viewer, self)


def line(entry: Entry, path: str) -> dict[str, Any]:
    """A line of the contents."""
    return {"title": entry.title, "url": entry.url, "number": entry.number, "current": entry.page.path == path}


def withdrawn_words(edition: Edition) -> str:
    """Since when an edition is no longer in force, and why; empty for one that was not withdrawn."""
    if edition.withdrawn_on is None:
        return ""
    return f"Ingetrokken op {date_text(edition.withdrawn_on, 'j F Y')}. {edition.withdrawn_reason}".strip()


def replacement_line(edition: Edition, own: str, *, may_see: bool) -> dict[str, str] | None:
    """The edition that replaced a withdrawn one, as a link for who may see it."""
    other = edition.replacement
    if other is None or other.status != Edition.Status.ADOPTED or not may_see:
        return None
    return {"title": f"Vervangen door de {other.words}", "url": f"{own}{VERSIONS}/{other.label}/"}


@dataclass
class WithdrawnView:
    """What is left of an edition that was withdrawn: that it was, since when and why."""

    publication: Any
    edition: Edition
    viewer: Viewer
    template: str = "publications/edition_withdrawn.html"
    path: str = FRONT
    permanent: bool = True
    robots: str = "noindex"
    status: HTTPStatus = HTTPStatus.GONE

    @property
    def title(self) -> str:
        """What it is called."""
        return f"{self.edition.title}, {self.edition.words}"

    @property
    def rest(self) -> str:
        """What stands behind the publication's address."""
        return f"{VERSIONS}/{self.edition.label}/"

    def context(self) -> dict[str, Any]:
        """The variables of the template; Http404 for who could not see the edition."""
        if variant_for(self.edition, self.viewer) is None:
            raise Http404
        own = address_of(self.publication, self.viewer)
        words = withdrawn_words(self.edition)
        other = self.edition.replacement
        may_see = other is not None and variant_for(other, self.viewer) is not None
        instead = replacement_line(self.edition, own, may_see=may_see)
        return {"title": self.title, "text": words, "instead": instead, "url": own, "versions_url": f"{own}{VERSIONS}/"}


@dataclass
class VersionsView:
    """All editions of a publication that a viewer may see."""

    publication: Any
    viewer: Viewer
    title: str = "Alle versies"
    rest: str = f"{VERSIONS}/"
    template: str = "publications/edition_list.html"
    path: str = VERSIONS
    permanent: bool = True
    robots: str = ""

    def context(self) -> dict[str, Any]:
        """The editions, the newest first, with what changed; Http404 when there are none for this viewer."""
        every = known_editions([self.publication.pk])
        variants = variants_of(every, self.viewer)
        known = [(edition, variants[edition.pk]) for edition in every if edition.pk in variants]
        if not known:
            raise Http404
        own = address_of(self.publication, self.viewer)
        newest = adopted_editions(self.publication.pk).first()
        return {
            "publication": self.publication,
            "publication_url": own,
            "title": f"Alle versies van {self.publication.title}",
            "compare_url": f"{own}{VERSIONS}/vergelijken/" if may_compare([edition for edition, _ in known]) else "",
            "versions": [
                {
                    "title": edition.words[:1].upper() + edition.words[1:],
                    "url": "" if edition.withdrawn_on else f"{own}{VERSIONS}/{edition.label}/",
                    "current": newest is not None and edition.pk == newest.pk,
                    "withdrawn": withdrawn_words(edition),
                    "instead": replacement_line(edition, own, may_see=edition.replacement_id in variants),
                    "lines": edition.decision_lines,
                    "reference": edition.reference,
                    "notes": edition.change_notes,
                    "differences": edition.differences,
                    "files": []
                    if edition.withdrawn_on
                    else offers(variant, f"{own}{VERSIONS}/{edition.label}/", short=True),
                }
                for edition, variant in known
            ],
        }


def may_compare(known: list[Edition]) -> bool:
    """Whether two of some editions can be read."""
    return sum(edition.withdrawn_on is None for edition in known) > 1
