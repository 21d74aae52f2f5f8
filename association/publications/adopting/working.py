"""The text that is adopted: the newest version of a publication and of every chapter that is to be public."""

import hashlib
from dataclasses import dataclass
from typing import Any

from wagtail.models import Page

from association.base.queries import Viewer
from association.publications.actions import pages_to_publish
from association.publications.adopting.facts import canonical, plain, stored_facts
from association.publications.models import Edition
from association.publications.pages import PublicationPage, WholeDocument
from association.publications.pages.whole import newest_version
from association.publications.render.variants import variants


@dataclass(frozen=True)
class Form:
    """One form of an edition: its document and what its readers have to fulfil ([{kind, groups, id}])."""

    document: WholeDocument
    restrictions: list[dict[str, Any]]


class Working:
    """The newest text of a publication, in a form for every group of readers. Read once; makes nothing public."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.row = PublicationPage.objects.select_related("latest_revision").get(pk=edition.publication_id)
        self.drafts = pages_to_publish(self.row)

    def prepared(self, viewer: Viewer) -> tuple[PublicationPage, Edition]:
        """The publication as it will be, for a viewer to whom the drafts exist already."""
        viewer.promise(self.row.path, [page.pk for page in self.drafts])
        page = newest_version(PublicationPage.objects.select_related("series", "image").get(pk=self.row.pk))
        page.reference_date, page.reference_wording = self.edition.reference_date, self.edition.reference_wording
        return page, self.edition

    def forms(self) -> list[Form]:
        """Every form, the one with least first; the facts of each are resolved."""
        found = []
        for viewer in variants(self.row, self.prepared):
            page, edition = self.prepared(viewer)
            document = page.document(viewer, edition)
            shown = [page, *(chapter.entry.page for chapter in document.chapters)]
            linked = Page.objects.filter(pk__in=document.linked)
            found.append(Form(document, restrictions_of(viewer, [*shown, *linked])))
        return found


def restrictions_of(viewer: Viewer, pages: list[Any]) -> list[dict[str, Any]]:
    """The privacy settings that hold for any of some pages, as plain data."""
    holding = [item for item in viewer.restrictions if any(page.path.startswith(item.path) for page in pages)]
    rows = {item.id: {"id": item.id, "kind": item.kind, "groups": sorted(item.groups)} for item in holding}
    return [rows[number] for number in sorted(rows)]


def facts_of_form(form: Form) -> list[dict[str, Any]]:
    """The facts of a form as plain data."""
    return stored_facts(form.document.bodies, form.document.facts)


def fingerprint_of(forms: list[Form]) -> str:
    """A hash that stays the same as long as texts, pictures, privacy and facts do, whether or not they are public."""
    return hashlib.sha256(canonical([state_of(form) for form in forms]).encode()).hexdigest()


def state_of(form: Form) -> list[Any]:
    """All that a form is made of, as plain data."""
    document = form.document
    publication = document.publication
    return [
        form.restrictions,
        [publication.title, publication.summary, publication.image_id, publication.cover_id],
        [[path, plain(body.get_prep_value())] for path, body in document.bodies.items()],
        [[chapter.entry.page.pk, chapter.anchor, chapter.entry.number, chapter.entry.title, chapter.summary]
         for chapter in document.chapters],
        sorted(thing_state(thing) for found in publication.body.fetched.values() for thing in found.values()),
        list(document.linked),
        facts_of_form(form),
    ]  # fmt: skip


def thing_state(thing: Any) -> list[str]:
    """What a text shows of something that was chosen in it: a picture, a document, a page, a person."""
    names = ("description", "credit", "file_hash", "url_path")
    return [type(thing).__name__, str(thing.pk), str(thing), *(str(getattr(thing, name, "")) for name in names)]
