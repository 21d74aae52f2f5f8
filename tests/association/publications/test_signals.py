"""What makes the files of a publication out of date."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group
from wagtail.models import Collection, CollectionViewRestriction, Page, ReferenceIndex

from association.publications.models import FileJob
from association.publications.pages import ChapterPage, PublicationPage
from home.actions import SiteSetUp
from tests.factories.content import make_image, make_page, restrict
from tests.factories.publications import figure, make_chapter, make_publication

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(vdg: SiteSetUp) -> tuple[PublicationPage, PublicationPage]:
    """Two publications with a chapter each."""
    pages = make_publication(vdg, "Een"), make_publication(vdg, "Twee")
    for page in pages:
        make_chapter(page, "Hoofdstuk")
    return pages


Change = Callable[[SiteSetUp, PublicationPage, PublicationPage], Any]


def chapter(publication: PublicationPage) -> Page:
    """The chapter of a publication."""
    return ChapterPage.objects.child_of(PublicationPage.objects.get(pk=publication.pk)).get()


def fresh(page: Page) -> Page:
    """A page as it is stored."""
    return type(page).objects.get(pk=page.pk)


@pytest.mark.parametrize(
    ("change", "renewed"),
    [
        (lambda _vdg, a, _b: chapter(a).save_revision().publish(), "a"),
        (lambda _vdg, _a, b: fresh(b).save_revision().publish(), "b"),
        (lambda _vdg, a, _b: chapter(a).save_revision(), ""),
        (lambda _vdg, a, _b: chapter(a).unpublish(), "a"),
        (lambda _vdg, a, _b: fresh(a).unpublish(), "a"),
        (lambda _vdg, a, _b: chapter(a).delete(), "a"),
        (lambda _vdg, a, b: chapter(a).move(fresh(b), "first-child"), "ab"),
        (lambda _vdg, a, _b: restrict(chapter(a)), "a"),
        (lambda vdg, _a, _b: restrict(Page.objects.get(pk=vdg.home.pk)), "ab"),
        (lambda vdg, _a, _b: vdg.brand.save(), "ab"),
        (lambda vdg, _a, _b: vdg.settings.save(), "ab"),
        (lambda vdg, _a, _b: make_page(vdg.home), ""),
    ],
    ids=[
        "chapter published", "publication published", "draft saved", "chapter withdrawn", "publication withdrawn",
        "chapter deleted", "chapter moved", "chapter closed", "site closed", "brand", "settings", "another page",
    ],
)  # fmt: skip
def test_change_asks_for_the_files_that_it_touches(
    vdg: SiteSetUp,
    two: tuple[PublicationPage, PublicationPage],
    change: Change,
    renewed: str,
    django_capture_on_commit_callbacks: Any,
) -> None:
    before = {job.publication_id: job.wanted for job in FileJob.objects.all()}

    with django_capture_on_commit_callbacks(execute=True):
        change(vdg, *two)

    after = {job.publication_id: job.wanted for job in FileJob.objects.all()}
    found = [name for name, page in zip("ab", two, strict=True) if after[page.pk] > before[page.pk]]
    assert "".join(found) == renewed


def test_privacy_that_is_lifted_or_gets_other_groups_asks_again(two: tuple[PublicationPage, PublicationPage]) -> None:
    setting = restrict(chapter(two[0]), "groups", "VDG bestuur")
    wanted = [FileJob.objects.get(publication=two[0]).wanted]

    setting.groups.add(Group.objects.get(name="VDG raadsleden"))
    wanted.append(FileJob.objects.get(publication=two[0]).wanted)
    setting.delete()
    wanted.append(FileJob.objects.get(publication=two[0]).wanted)

    assert wanted == sorted(set(wanted))


def test_collection_that_is_closed_asks_for_all(two: tuple[PublicationPage, PublicationPage]) -> None:
    before = [job.wanted for job in FileJob.objects.order_by("pk")]
    collection = Collection.get_first_root_node().add_child(name="Besloten")

    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")

    assert [job.wanted for job in FileJob.objects.order_by("pk")] == [number + 1 for number in before]


def test_deleted_publication_leaves_no_job(
    two: tuple[PublicationPage, PublicationPage], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        fresh(two[0]).delete()

    assert [job.publication_id for job in FileJob.objects.all()] == [two[1].pk]


def test_other_description_of_a_picture_renews_the_documents_that_show_it(vdg: SiteSetUp) -> None:
    image = make_image()
    shown, other = make_publication(vdg), make_publication(vdg)
    make_chapter(shown, body=[figure(image)])
    make_chapter(other)
    ReferenceIndex.create_or_update_for_object(ChapterPage.objects.child_of(shown).get())
    before = [FileJob.objects.get(publication=page).wanted for page in (shown, other)]

    image.description = "Een brug over het kanaal"
    image.save()

    after = [FileJob.objects.get(publication=page).wanted for page in (shown, other)]
    assert [new - old for new, old in zip(after, before, strict=True)] == [1, 0]


@pytest.mark.parametrize("change", ["deleted picture", "unpublished page", "deleted page"])
def test_what_a_document_shows_or_links_to_and_goes_renews_it(vdg: SiteSetUp, change: str) -> None:
    image, target = make_image(), make_page(vdg.home, "Elders")
    shown, other = make_publication(vdg), make_publication(vdg)
    link = f'<p><a linktype="page" id="{target.pk}">elders</a></p>'
    make_chapter(shown, body=[figure(image), {"type": "paragraph", "value": link}])
    make_chapter(other)
    ReferenceIndex.create_or_update_for_object(ChapterPage.objects.child_of(shown).get())
    before = [FileJob.objects.get(publication=page).wanted for page in (shown, other)]

    if change == "deleted picture":
        image.delete()
    elif change == "deleted page":
        fresh(target).delete()
    else:
        fresh(target).unpublish()

    after = [FileJob.objects.get(publication=page).wanted for page in (shown, other)]
    assert [new > old for new, old in zip(after, before, strict=True)] == [True, False]
