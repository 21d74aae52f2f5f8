"""Two editions beside each other, for one viewer: facts, chapters, words, and how many activities stood how."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from http import HTTPStatus
from typing import Any

from django.http import Http404

from association.base.links import address_of
from association.base.queries import Viewer
from association.publications.models import Edition
from association.publications.pages.adopted import VERSIONS, withdrawn_words
from association.publications.queries import (
    articles_of_variants,
    facts_of_editions,
    known_editions,
    variants_of,
    volume_before,
)
from association.publications.rules.comparing import changes, matched
from association.publications.rules.facts import differences, name_of, place_of
from association.publications.rules.texts import lines_in

COMPARE = "vergelijken"
FROM, WITH = "van", "met"
MOST_SHOWN = 150  # changed lines of a chapter
SUMMARY = "StoplightSummary"
FRONT_TITLE = "Vooraf"
UNKNOWN = "Deze versie is er niet. Kies een andere."
SAME = "U koos twee keer dezelfde versie. Kies er twee die verschillen."
ONE = "Er is nog één versie. Vergelijken kan zodra er een tweede is."


@dataclass(frozen=True)
class Side:
    """An edition that a viewer may see, in the form that they get; of the publication itself or of another volume."""

    edition: Edition
    variant: Any
    publication: Any
    value: str
    base: str

    @property
    def words(self) -> str:
        """What it is called in a list of choices."""
        return f"{self.edition.title}, {self.edition.words}"

    @property
    def is_withdrawn(self) -> bool:
        """Whether nobody reads it any more."""
        return self.edition.status == Edition.Status.WITHDRAWN


def sides(publication: Any, viewer: Viewer) -> list[Side]:
    """The editions that a viewer may see, the newest first; then the newest of the volume before. Four queries."""
    before = volume_before(publication, viewer)
    owners = {found.pk: found for found in (publication, before) if found is not None}
    editions = known_editions(list(owners))
    variants = variants_of(editions, viewer)
    found: list[Side] = []
    for edition in sorted(editions, key=lambda edition: edition.publication_id != publication.pk):
        owner = owners[edition.publication_id]
        if edition.pk not in variants:
            continue
        elsewhere = owner.pk != publication.pk
        if elsewhere and (edition.withdrawn_on or any(side.publication.pk == owner.pk for side in found)):
            continue
        value = f"{owner.slug}/{edition.label}" if elsewhere else edition.label
        base = f"{address_of(owner, viewer)}{VERSIONS}/{edition.label}/"
        found.append(Side(edition, variants[edition.pk], owner, value, base))
    return found


@dataclass
class CompareView:
    """Two editions that a reader chose; without a choice the newest two."""

    publication: Any
    viewer: Viewer
    asked_from: str = ""
    asked_with: str = ""
    title: str = "Versies vergelijken"
    rest: str = f"{VERSIONS}/{COMPARE}/"
    template: str = "publications/compare.html"
    path: str = COMPARE
    permanent: bool = True
    robots: str = "noindex"

    @cached_property
    def sides(self) -> list[Side]:
        """What may be chosen, withdrawn ones too; Http404 when the viewer may see no edition."""
        found = sides(self.publication, self.viewer)
        if not any(side.publication.pk == self.publication.pk for side in found):
            raise Http404
        return found

    @property
    def standing(self) -> list[Side]:
        """Those that were not withdrawn."""
        return [side for side in self.sides if not side.is_withdrawn]

    @cached_property
    def pair(self) -> tuple[Side | None, Side | None]:
        """What was asked for, or the newest and the one before it; None for what is not there."""
        known = {side.value: side for side in self.sides}
        others = [side for side in self.standing if side.value != self.asked_from]
        after = known.get(self.asked_with) if self.asked_with else next(iter(others), None)
        # They stand in the order of their age.
        older = self.standing[self.standing.index(after) + 1 :] if after in self.standing else []
        rest = older or [side for side in self.standing if side != after]
        before = known.get(self.asked_from) if self.asked_from else next(iter(rest), None)
        return before, after

    @property
    def status(self) -> HTTPStatus:
        """404 for an edition that is not there, 410 for one that was withdrawn."""
        if any(side is not None and side.is_withdrawn for side in self.pair):
            return HTTPStatus.GONE
        asked = zip((self.asked_from, self.asked_with), self.pair, strict=True)
        return HTTPStatus.NOT_FOUND if any(name and side is None for name, side in asked) else HTTPStatus.OK

    @property
    def message(self) -> str:
        """Why there is nothing to compare; empty when there is."""
        before, after = self.pair
        gone = next((side.edition for side in (before, after) if side is not None and side.is_withdrawn), None)
        if gone is not None:
            return f"De {gone.words} is niet meer te lezen. {withdrawn_words(gone)}"
        if self.status == HTTPStatus.NOT_FOUND:
            return UNKNOWN
        if before is None or after is None or len(self.standing) < 2:
            return ONE
        return SAME if before == after else ""

    def context(self) -> dict[str, Any]:
        """The variables of the template."""
        before, after = self.pair
        message = self.message
        found = Comparison(before, after).context() if before and after and not message else {}
        return {
            "title": self.title,
            "fields": [self.field(FROM, "Vergelijk", before), self.field(WITH, "Met", after)],
            "choices": len(self.standing),
            "message": message,
            "before": before,
            "after": after,
            "versions_url": f"{address_of(self.publication, self.viewer)}{VERSIONS}/",
            **found,
        }

    def field(self, name: str, label: str, chosen: Side | None) -> dict[str, Any]:
        """A choice of an edition, as components/filter_form.html shows it."""
        options = [
            {"value": side.value, "label": capital(self.words(side)), "chosen": side == chosen}
            for side in self.standing
        ]
        return {"name": name, "label": label, "options": options}

    def words(self, side: Side) -> str:
        """An edition of this publication by its day, one of another volume with its title."""
        return side.edition.words if side.publication.pk == self.publication.pk else side.words


def capital(text: str) -> str:
    """A text that begins with a capital."""
    return text[:1].upper() + text[1:]


class Comparison:
    """What differs between two editions, as far as the viewer may see both."""

    def __init__(self, before: Side, after: Side) -> None:
        self.before, self.after = before, after
        self.is_one_document = before.publication.pk == after.publication.pk
        articles = articles_of_variants([before.variant, after.variant])
        self.old, self.new = articles[before.variant.pk], articles[after.variant.pk]

    def context(self) -> dict[str, Any]:
        """Facts, chapters that came and went, texts, and stoplights; two queries."""
        pairs = [
            (None if old is None else self.old[old], None if new is None else self.new[new])
            for old, new in matched(outline(self.old), outline(self.new))
        ]
        texts = [found for old, new in pairs if old and new and (found := self.text(old, new))]
        return {
            "is_one_document": self.is_one_document,
            "facts": self.facts(),
            "stoplights": (stoplights := self.stoplights()),
            "lights": stoplights[0]["parts"] if stoplights else (),
            "came": [line(new, self.after) for old, new in pairs if old is None and new],
            "went": [line(old, self.before) for old, new in pairs if new is None and old],
            "kept": [line(new, self.after) for old, new in pairs if old and new and new.path],
            "texts": texts if self.is_one_document else [],
        }

    @cached_property
    def stored(self) -> tuple[list[Any], list[Any]]:
        """The facts of both in texts that the viewer gets; of one document only in texts that are in both."""
        found = facts_of_editions([self.before.edition.pk, self.after.edition.pk])
        old, new = ({article.path for article in articles} for articles in (self.old, self.new))
        if self.is_one_document:
            old = new = old & new
        return (
            [fact for fact in found[self.before.edition.pk] if fact["at"] in old],
            [fact for fact in found[self.after.edition.pk] if fact["at"] in new],
        )

    def facts(self) -> list[str]:
        """The differences in facts, a sentence each."""
        return differences(*self.stored, key=place_of if self.is_one_document else name_of)

    def stoplights(self) -> list[dict[str, Any]]:
        """Every count of stoplights in both, as components/stoplight_years.html shows it, the older edition first."""
        found = {}
        for side, facts in zip((self.before, self.after), self.stored, strict=True):
            for fact in facts:
                if fact["kind"] == SUMMARY and fact["fact"]:
                    told = fact["fact"]
                    label = f"{told['title'].removeprefix('Stoplichten ')} ({side.edition.words})"
                    found[label] = {"label": label, "total": told["total"], "parts": told["parts"]}
        return list(found.values())

    def text(self, old: Any, new: Any) -> dict[str, Any] | None:
        """The lines of a chapter that differ, as components/text_changes.html shows them; None without any."""
        if not self.is_one_document or not (found := changes(list(lines_of(old)), list(lines_of(new)))):
            return None
        return {
            **line(new, self.after),
            "changes": [{"kind": change.kind, "words": change.words} for change in found[:MOST_SHOWN]],
            "more": max(len(found) - MOST_SHOWN, 0),
        }


def outline(articles: list[Any]) -> list[tuple[str, str]]:
    """Address and title of each; fronts are each other's whatever they are called."""
    return [(article.path, article.title if article.path else "") for article in articles]


def lines_of(article: Any) -> Iterator[str]:
    """All that a chapter says; of a front without the title of the document, which says itself."""
    yield from filter(None, (article.title if article.path else "", article.summary))
    yield from lines_in(article.html)


def line(article: Any, side: Side) -> dict[str, Any]:
    """A chapter as a link."""
    below = f"{article.path}/" if article.path else ""
    return {
        "title": article.title if article.path else FRONT_TITLE,
        "number": article.number,
        "url": f"{side.base}{below}",
    }
