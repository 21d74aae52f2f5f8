"""What keeps a text from being adopted: links that lead nowhere, and facts of which nothing is known."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from wagtail.models import Page

from association.base.blocks.base import facts_in, texts_in
from association.base.links import linked
from association.base.models import Document
from association.publications.actions import pages_to_publish
from association.publications.adopting.facts import kind_of
from association.publications.adopting.working import Form
from association.publications.pages import ChapterPage, PublicationPage
from association.publications.pages.publication import newest_version


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


def unresolved(forms: list[Form]) -> list[str]:
    """The blocks of facts that show nothing in the fullest form, a sentence each."""
    if not forms:
        return []
    document = forms[-1].document
    titles = {chapter.anchor.rstrip(".").replace(".", "/"): chapter.entry.title for chapter in document.chapters}
    return [
        f"{titles.get(path, 'De tekst boven de inhoudsopgave')}: van het blok '{label_of(block)}' is op de peildatum "
        "niets bekend. Kies iets anders, of haal het blok weg."
        for path, body in document.bodies.items()
        for block, value in facts_in(body.stream_block, body)
        if document.facts.get(id(value)) is None
    ]


def label_of(block: Any) -> str:
    """What editors call a block of facts."""
    return str(block.meta.label or kind_of(block))
