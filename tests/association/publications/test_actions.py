"""Publishing a whole publication."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.utils import timezone

from association.publications.actions import OwnWork, forget_imports, publish_publication
from association.publications.models import DocumentImport
from association.publications.pages import ChapterPage, PublicationPage
from home.actions import SiteSetUp
from tests.factories.content import make_user
from tests.factories.publications import make_chapter, make_publication, paragraph

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(vdg: SiteSetUp) -> PublicationPage:
    """A publication of which nothing is public: a chapter with a part."""
    publication = make_publication(vdg, "Werkplan 2027", slug="werkplan-2027", live=False)
    chapter = make_chapter(publication, "Doelen", slug="doelen", live=False, body=[paragraph("Oud.")])
    make_chapter(chapter, "Wonen", slug="wonen", live=False)
    return publication


def test_publishing_a_publication_publishes_all_its_drafts(draft: PublicationPage) -> None:
    placed = publish_publication(publication=draft, user=make_user("chef", "VDG eindredactie"))

    assert placed.pages == 3
    assert set(ChapterPage.objects.values_list("slug", "live", "has_unpublished_changes")) == {
        ("doelen", True, False),
        ("wonen", True, False),
    }


def test_publishing_again_takes_only_what_changed(draft: PublicationPage) -> None:
    chief = make_user("chef", "VDG eindredactie")
    publish_publication(publication=draft, user=chief)
    chapter = ChapterPage.objects.get(slug="doelen")
    chapter.title = "Doelen van dit jaar"
    chapter.save_revision()

    placed = publish_publication(publication=PublicationPage.objects.get(pk=draft.pk), user=chief)

    assert placed.pages == 1
    assert ChapterPage.objects.get(slug="doelen").title == "Doelen van dit jaar"


def test_who_may_not_publish_changes_nothing(draft: PublicationPage) -> None:
    with pytest.raises(PermissionDenied):
        publish_publication(publication=draft, user=make_user("redacteur", "VDG redactie"))

    assert not ChapterPage.objects.filter(live=True).exists()


def test_nobody_places_what_they_wrote_where_two_pairs_of_eyes_are_asked(
    draft: PublicationPage, vdg: SiteSetUp
) -> None:
    vdg.settings.four_eyes = ["association.chapterpage"]
    vdg.settings.save()
    writer = make_user("schrijver", "VDG eindredactie")
    chapter = ChapterPage.objects.get(slug="doelen")
    chapter.title = "Doelen van dit jaar"
    chapter.save_revision(user=writer)

    with pytest.raises(OwnWork):
        publish_publication(publication=PublicationPage.objects.get(pk=draft.pk), user=writer)

    assert not ChapterPage.objects.filter(live=True).exists()
    assert publish_publication(publication=draft, user=make_user("chef", "VDG eindredactie")).pages == 3


def test_a_locked_chapter_holds_up_all(draft: PublicationPage) -> None:
    ChapterPage.objects.filter(slug="wonen").update(locked=True)

    with pytest.raises(PermissionDenied):
        publish_publication(publication=draft, user=make_user("chef", "VDG eindredactie"))

    assert not ChapterPage.objects.filter(live=True).exists()


def test_what_is_scheduled_keeps_its_day(draft: PublicationPage) -> None:
    chapter = ChapterPage.objects.get(slug="doelen")
    chapter.go_live_at = timezone.now() + timedelta(days=3)
    chapter.save_revision(approved_go_live_at=chapter.go_live_at)

    publish_publication(publication=draft, user=make_user("chef", "VDG eindredactie"))

    assert not ChapterPage.objects.get(slug="doelen").live
    assert ChapterPage.objects.get(slug="wonen").live


def test_file_that_was_brought_in_is_forgotten_after_a_month(vdg: SiteSetUp) -> None:
    def bring(name: str, days: int, publication: PublicationPage | None = None) -> DocumentImport:
        brought = DocumentImport(association=vdg.association, file_name=name, publication=publication)
        brought.created_at = timezone.now() - timedelta(days=days)
        brought.file.save(name, ContentFile(b"inhoud"))
        return brought

    old, fresh = bring("oud.docx", 31), bring("vers.docx", 29)
    used = bring("gebruikt.docx", 31, make_publication(vdg))

    assert (forget_imports(), forget_imports()) == (2, 0)
    assert set(DocumentImport.objects.values_list("file_name", flat=True)) == {"vers.docx", "gebruikt.docx"}
    kept = [item.file.storage.exists(str(item.file.name)) for item in (old, used, fresh)]
    assert kept == [False, False, True]


def test_what_was_taken_down_or_has_had_its_day_stays_away(draft: PublicationPage) -> None:
    chief = make_user("chef", "VDG eindredactie")
    publish_publication(publication=draft, user=chief)
    ChapterPage.objects.get(slug="wonen").unpublish()
    ChapterPage.objects.filter(slug="doelen").update(
        expire_at=timezone.now() - timedelta(hours=1), has_unpublished_changes=True
    )

    placed = publish_publication(publication=PublicationPage.objects.get(pk=draft.pk), user=chief)

    assert placed.pages == 0
    assert not ChapterPage.objects.get(slug="wonen").live


def test_alias_follows_its_source(draft: PublicationPage) -> None:
    source = ChapterPage.objects.get(slug="wonen")
    alias = source.create_alias(parent=draft, update_slug="wonen-elders")

    publish_publication(publication=draft, user=make_user("chef", "VDG eindredactie"))

    alias.refresh_from_db()
    assert alias.live
