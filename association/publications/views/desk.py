"""What the screens of publications share: whose publications somebody works on, and what stands in them."""

import json
import re
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page, Site

from association.base.blocks.base import texts_in
from association.base.models import Image
from association.base.site_settings import SiteSettings
from association.publications.actions import pages_to_publish
from association.publications.models import FileJob, PublicationFile
from association.publications.pages import ChapterPage, PublicationIndexPage, PublicationPage
from association.publications.queries import chapter_numbers
from association.publications.rules import Problem, find_problems, stored_blocks

LARGEST_KEY = 2**63 - 1
TAGS = re.compile(r"<[^>]*>")


class DeskScreen(WagtailAdminTemplateMixin):
    """A screen below "Publicaties"."""

    header_icon = "doc-full"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The path to this screen."""
        return [
            {"url": reverse("wagtailadmin_home"), "label": "Beheer"},
            *({"url": url, "label": label} for label, url in self.above()),
            {"url": "", "label": self.get_page_title()},
        ]

    def above(self) -> list[tuple[str, str]]:
        """Label and address of the screens above this one."""
        return [("Publicaties", reverse("publications"))]


def indexes_for(user: Any) -> list[PublicationIndexPage]:
    """The indexes below which the user may put publications, of sites that have an association."""
    found = PublicationIndexPage.objects.order_by("path")
    allowed = (page for page in found if page.permissions_for_user(user).can_add_subpage())
    return [page for page in allowed if association_at(page) is not None]


def indexes_here(request: Any) -> list[PublicationIndexPage]:
    """The same for who asks; the site whose address is asked comes first, so that it is chosen already."""
    here = Site.find_for_request(request)
    root = here.root_page.path if here else ""
    return sorted(indexes_for(request.user), key=lambda index: not (root and index.path.startswith(root)))


def association_at(index: PublicationIndexPage) -> Any:
    """The association whose site an index belongs to, or None."""
    site = index.get_site()
    return SiteSettings.of(site).association if site else None


def fitting(number: int) -> int:
    """A number from an address that a database can hold; Http404 for a larger one."""
    if number > LARGEST_KEY:
        raise Http404
    return number


def publication_for(user: Any, number: int) -> PublicationPage:
    """A publication that the user may change; Http404 when there is none, PermissionDenied when they may not."""
    publication = get_object_or_404(PublicationPage.objects.select_related("series"), pk=fitting(number))
    if not publication.permissions_for_user(user).can_edit():
        raise PermissionDenied
    return publication


@dataclass(frozen=True)
class Task:
    """Something to do in a text, with the address of its place in the editor."""

    text: str
    url: str


@dataclass(frozen=True)
class Row:
    """A chapter in the outline of the admin, whatever its state: number, state in words and what is to be done."""

    page: Page
    number: str
    is_part: bool
    state: str
    words: int
    tasks: tuple[Task, ...]

    @property
    def edit_url(self) -> str:
        """Where the chapter is changed."""
        return reverse("wagtailadmin_pages:edit", args=[self.page.pk])


def state_of(page: Page) -> str:
    """In a word or two what readers get of a page."""
    if page.expired or (page.expire_at and page.expire_at <= timezone.now()):
        return "verlopen"
    if not page.live:
        if page.approved_schedule:
            return "ingepland"
        return "van de site gehaald" if page.first_published_at else "concept"
    return "geplaatst, met wijzigingen" if page.has_unpublished_changes else "geplaatst"


class Desk:
    """A publication as its editors see it: drafts included, the newest version of each text. Four queries."""

    def __init__(self, publication: PublicationPage) -> None:
        self.publication = publication

    @cached_property
    def chapters(self) -> list[ChapterPage]:
        """All chapters and parts, drafts included, in reading order."""
        rows = ChapterPage.objects.filter(path__startswith=self.publication.path).order_by("path")
        return list(rows.defer("body").select_related("latest_revision__user").annotate_approved_schedule())

    @cached_property
    def bodies(self) -> dict[int, list[Any]]:
        """The stored text of each chapter in its newest version."""
        return {chapter.pk: newest_body(chapter) for chapter in self.chapters}

    @cached_property
    def undescribed(self) -> frozenset[int]:
        """Pictures in the texts that have no description."""
        numbers = {
            block["value"].get("image")
            for body in self.bodies.values()
            for block in stored_blocks(body)
            if block["type"] == "figure"
        }
        return frozenset(Image.objects.filter(pk__in=numbers - {None}, description="").values_list("pk", flat=True))

    @cached_property
    def rows(self) -> list[Row]:
        """The outline, with numbers as they are when every chapter is public."""
        numbers = chapter_numbers(self.chapters, self.publication.depth)
        return [self.row(chapter, numbers[chapter.pk]) for chapter in self.chapters]

    def row(self, chapter: ChapterPage, number: str) -> Row:
        """One line of the outline."""
        body = self.bodies[chapter.pk]
        edit = reverse("wagtailadmin_pages:edit", args=[chapter.pk])
        problems = find_problems(body, self.undescribed)
        return Row(
            page=chapter,
            number=number,
            is_part=chapter.depth > self.publication.depth + 1,
            state=state_of(chapter),
            words=words_in_stored(body),
            tasks=tuple(Task(problem.text, place_of(problem, edit)) for problem in problems),
        )

    @property
    def tasks(self) -> int:
        """How many things are still to be done."""
        return sum(len(row.tasks) for row in self.rows)

    @cached_property
    def drafts(self) -> int:
        """How many pages publishing the whole would bring to readers."""
        return len(pages_to_publish(self.publication))


def newest_body(chapter: ChapterPage) -> list[Any]:
    """The stored stream of a chapter's newest version."""
    revision = chapter.latest_revision
    stored = revision.content.get("body") if revision else None
    return list(json.loads(stored)) if isinstance(stored, str) else list(stored or ())


def place_of(problem: Problem, edit: str) -> str:
    """The address of a block in the editor."""
    return f"{edit}#block-{problem.block}-section" if problem.block else edit


def words_in_stored(stored: Any) -> int:
    """About how many words stand in the stored form of a stream."""
    texts = " ".join(texts_in([block["value"] for block in stored])) if stored else ""
    return len(TAGS.sub(" ", texts).split())


@dataclass(frozen=True)
class FileState:
    """How the files of a publication stand: a word for the badge, a sentence, reasons, progress in percent."""

    badge: str
    text: str
    problems: tuple[str, ...] = ()
    percent: int | None = None
    remarks: tuple[str, ...] = ()


def file_state(publication: Page) -> FileState:
    """The state of the files of a document, for its editors."""
    job = FileJob.objects.filter(publication=publication).first()
    if not publication.live or job is None:
        return FileState("nog niet", "De pdf en de andere bestanden worden gemaakt zodra het document geplaatst is.")
    if job.state == FileJob.State.FAILED:
        others = PublicationFile.objects.filter(publication=publication).exists()
        text = (
            "De pdf wordt niet aangeboden, andere bestanden wel." if others else "De bestanden worden niet aangeboden."
        )
        return FileState("tegengehouden", text, tuple(job.problems), remarks=tuple(job.remarks))
    if job.state == FileJob.State.DONE:
        moment = timezone.localtime(job.finished_at) if job.finished_at else None
        when = f" op {moment:%d-%m-%Y} om {moment:%H:%M} uur" if moment else ""
        text = f"De bestanden zijn gemaakt{when}. De pdf voldoet aan de norm voor toegankelijkheid (PDF/UA)."
        return FileState("klaar", text, remarks=tuple(job.remarks))
    going = job.state == FileJob.State.RUNNING
    text = "De bestanden worden gemaakt." if going else "De bestanden staan in de wachtrij."
    return FileState("bezig", f"{text} {job.step}".strip(), percent=job.percent)
