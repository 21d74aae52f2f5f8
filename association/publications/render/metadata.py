"""What an e-book says of itself: who made it, which version it is, and for whom it can be read."""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils import timezone

from association.base.models import Image
from association.publications.pages import WholeDocument
from association.publications.render.document import last_change, variables_of
from association.publications.rules import find_problems

BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)
ALWAYS = ("structuralNavigation", "tableOfContents", "readingOrder", "displayTransformability")
READABLE = (
    "Alle tekst is te lezen met een voorleesstem of brailleregel, en te vergroten. Koppen, lijsten en tabellen zijn "
    "als zodanig te herkennen; de inhoudsopgave leidt naar elk hoofdstuk."
)
PICTURES = {
    "none": "Er staan geen beelden in de tekst.",
    "described": "Beelden hebben een beschrijving, of zijn alleen versiering.",
    "undescribed": "Niet elk beeld heeft een beschrijving.",
}


@dataclass(frozen=True)
class Metadata:
    """The metadata of an e-book; `accessibility` are pairs of a property of schema.org and its value."""

    identifier: str
    title: str
    publisher: str
    description: str
    address: str
    day: str
    modified: str
    accessibility: tuple[tuple[str, str], ...]


def metadata_of(document: WholeDocument, *, has_pictures: bool) -> Metadata:
    """The metadata of a document; a query for its site's settings."""
    variables, moment = variables_of(document), moment_of(document)
    edition, publication = document.edition, document.publication
    title = edition.title if edition else publication.title
    title = f"{title} ({document.selection})" if document.selection else title
    return Metadata(
        identifier=f"urn:uuid:{identifier_of(document)}",
        title=title,
        publisher=variables["author"],
        description=edition.summary if edition else publication.summary,
        address=variables["lasting_url"],
        day=(edition.dated if edition else timezone.localdate(moment)).isoformat(),
        modified=moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        accessibility=accessibility_of(document, has_pictures=has_pictures),
    )


def identifier_of(document: WholeDocument) -> uuid.UUID:
    """What a book is known by: the same for every making of a publication, or of one edition of it.

    What only some readers get is another book, and so is each choice of chapters.
    """
    restricted = [chapter.anchor for chapter in document.chapters if chapter.entry.restricted]
    label = document.edition.label if document.edition else ""
    words = " ".join([label, *restricted, *filter(None, [document.selection])])
    return uuid.uuid5(document.publication.translation_key, words)


def moment_of(document: WholeDocument) -> datetime:
    """The moment at which an edition was asked for, or at which the text was last published."""
    if document.edition:
        asked: datetime = document.edition.requested_at
        return asked
    return last_change(document) or document.publication.latest_revision_created_at or BEGINNING


def accessibility_of(document: WholeDocument, *, has_pictures: bool) -> tuple[tuple[str, str], ...]:
    """Accessibility metadata in the vocabulary of schema.org; nothing is claimed that nobody looked at."""
    state = pictures_of(document) if has_pictures else "none"
    features = [*ALWAYS, *(["alternativeText"] if state == "described" else [])]
    modes = ["textual", *(["visual"] if has_pictures else [])]
    return (
        *(("accessMode", mode) for mode in modes),
        ("accessModeSufficient", "textual,visual" if state == "undescribed" else "textual"),
        *(("accessibilityFeature", feature) for feature in features),
        ("accessibilityHazard", "none"),
        ("accessibilitySummary", f"{READABLE} {PICTURES[state]}"),
    )


def pictures_of(document: WholeDocument) -> str:
    """Whether every picture in the text is described or decoration: "described" or "undescribed"."""
    images = next(iter(document.bodies.values())).fetched.get(Image, {}) if document.bodies else {}
    bare = frozenset(number for number, image in images.items() if not image.description.strip())
    problems = (problem for body in document.bodies.values() for problem in find_problems(body.raw_data, bare))
    return "undescribed" if any(problem.kind == "description" for problem in problems) else "described"
