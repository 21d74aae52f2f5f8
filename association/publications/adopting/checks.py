"""What keeps a text from being adopted: links that lead nowhere, and facts of which nothing is known."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from wagtail.models import Page

from association.base.blocks.base import facts_in, texts_in
from association.base.links import linked
from association.base.models import Document
from association.publications.actions import pages_to_publish
from association.publications.adopting.facts import kind_of
from association.publications.adopting.working import Form, Working
from association.publications.models import Edition
from association.publications.pages import ChapterPage, PublicationPage, WholeDocument
from association.publications.pages.whole import newest_version

HIDDEN = "Niemand mag dit document zien. Kijk naar de afscherming van de publicatie."


@dataclass(frozen=True)
class Obstacle:
    """Something that would be untrue in an edition: what it is, in Dutch, with the address of its place."""

    text: str
    url: str


def obstacles(publication: PublicationPage) -> list[Obstacle]:
    """The links in the newest text of a publication that lead to nothing that readers can open; four queries."""
    rows = [publication, *chapters_with_versions(publication)]
    texts = [(row, block) for row in rows for block in blocks_of(newest_version(row))]
    wanted: dict[str, set[int]] = {"page": set(), "document": set()}
    for _, block in texts:
        for kind, numbers in linked(texts_in(block["value"])).items():
            wanted[kind] |= numbers
    promised = {page.pk for page in pages_to_publish(publication)}
    live = set(Page.objects.filter(pk__in=wanted["page"], live=True).values_list("pk", flat=True)) | promised
    there = set(Document.objects.filter(pk__in=wanted["document"]).values_list("pk", flat=True))
    return [
        Obstacle(f"{row.title}: een link leidt naar een pagina of bestand dat er niet (meer) is.", place(row, block))
        for row, block in texts
        if any(
            numbers - known
            for numbers, known in zip(linked(texts_in(block["value"])).values(), (live, there), strict=True)
        )
    ]


def chapters_with_versions(publication: PublicationPage) -> Any:
    """The chapters of a publication, drafts included, with their newest version."""
    found = ChapterPage.objects.filter(path__startswith=publication.path).order_by("path")
    return found.select_related("latest_revision")


def blocks_of(page: Any) -> list[dict[str, Any]]:
    """The blocks of a text, outer ones only."""
    return list(page.body.raw_data)


def place(row: Any, block: dict[str, Any]) -> str:
    """The address of a block in the editor."""
    edit = reverse("wagtailadmin_pages:edit", args=[row.pk])
    return f"{edit}#block-{block['id']}-section" if block.get("id") else edit


def without_facts(publication: PublicationPage, day: date) -> list[Obstacle]:
    """What `unresolved` finds before a version is asked for: nobody may see it, or facts are not known on a day."""
    forms = Working(Edition(publication=publication, dated=day, reference_date=day)).forms()
    if not forms:
        return [Obstacle(HIDDEN, reverse("wagtailadmin_pages:edit", args=[publication.pk]))]
    return unresolved(forms)


def unresolved(forms: list[Form]) -> list[Obstacle]:
    """The blocks of facts that show nothing in the fullest form."""
    if not forms:
        return []
    document = forms[-1].document
    chapters = {chapter.anchor.rstrip(".").replace(".", "/"): chapter.entry for chapter in document.chapters}
    found = []
    for path, body in document.bodies.items():
        entry = chapters.get(path)
        title = entry.title if entry else "De tekst boven de inhoudsopgave"
        page = entry.page if entry else document.publication
        found += [
            Obstacle(words_of(title, block), place(page, outer)) for outer, block in blocks_without(document, body)
        ]
    return found


def blocks_without(document: WholeDocument, body: Any) -> Iterator[tuple[dict[str, Any], Any]]:
    """The blocks of facts of a text that show nothing, each with the outer block that it stands in."""
    for child in body:
        for block, value in facts_in(child.block, child.value):
            if document.facts.get(id(value)) is None:
                yield {"id": child.id}, block


def words_of(title: str, block: Any) -> str:
    """That a block of facts shows nothing, in a sentence."""
    return (
        f"{title}: van het blok '{label_of(block)}' is op de peildatum niets bekend. "
        "Kies iets anders, of haal het blok weg."
    )


def label_of(block: Any) -> str:
    """What editors call a block of facts."""
    return str(block.meta.label or kind_of(block))
