"""What makes the files of a publication out of date: publishing, taking down, moving, privacy, brand and settings."""

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete
from wagtail.models import CollectionViewRestriction, GroupPagePermission, Page, PageViewRestriction, ReferenceIndex
from wagtail.signals import page_published, page_unpublished, post_page_move

from association.base.models import Brand, Document, Image
from association.base.registry import register_stay
from association.base.site_settings import SiteSettings
from association.portfolios.actions import let_team_edit
from association.publications.models import Edition, ExcerptFile, OfferedFile, PublicationFile
from association.publications.pages import ChapterPage, PublicationPage, document_types
from association.publications.queries import editions, holds, latest_edition
from association.publications.render.jobs import request_files


def connect() -> None:
    """Listen; called once when the app is ready."""
    register_stay(adopted_below)
    for kind in {*document_types(), *document_types().values()}:
        page_published.connect(page_changed, sender=kind, dispatch_uid=f"files-published-{kind.__name__}")
        page_unpublished.connect(page_changed, sender=kind, dispatch_uid=f"files-unpublished-{kind.__name__}")
    for signal, name in ((page_published, "published"), (page_unpublished, "unpublished")):
        signal.connect(linked_page_changed, dispatch_uid=f"files-linked-{name}")
    pre_delete.connect(linked_page_changed, dispatch_uid="files-linked-deleted", sender=Page)
    post_save.connect(chapter_saved, sender=ChapterPage, dispatch_uid="chapter-rights")
    for part in document_types().values():
        post_delete.connect(chapter_deleted, sender=part, dispatch_uid=f"files-deleted-{part.__name__}")
    post_page_move.connect(page_moved, dispatch_uid="files-moved")
    for signal, name in ((post_save, "saved"), (post_delete, "deleted")):
        signal.connect(privacy_changed, sender=PageViewRestriction, dispatch_uid=f"files-privacy-{name}")
        signal.connect(all_changed, sender=CollectionViewRestriction, dispatch_uid=f"files-collection-{name}")
    m2m_changed.connect(groups_changed, sender=PageViewRestriction.groups.through, dispatch_uid="files-groups")
    m2m_changed.connect(
        all_changed, sender=CollectionViewRestriction.groups.through, dispatch_uid="files-collection-groups"
    )
    for kind in (Image, Document):
        post_save.connect(file_changed, sender=kind, dispatch_uid=f"files-shown-{kind.__name__}")
        pre_delete.connect(file_goes, sender=kind, dispatch_uid=f"files-gone-{kind.__name__}")
    post_save.connect(brand_changed, sender=Brand, dispatch_uid="files-brand")
    post_save.connect(settings_changed, sender=SiteSettings, dispatch_uid="files-settings")
    for stored in (PublicationFile, ExcerptFile):
        post_delete.connect(file_deleted, sender=stored, dispatch_uid=f"files-stored-{stored.__name__}")


def adopted_below(page: Page) -> str:
    """A publication of which a version was adopted stays, wherever below a page it stands."""
    adopted = editions().exclude(status=Edition.Status.MAKING).values("publication")
    found = PublicationPage.objects.filter(path__startswith=page.path, pk__in=adopted).first()
    if found is None:
        return ""
    return (
        f"Van '{found.get_admin_display_title()}' is een versie vastgelegd, en die blijft. "
        "Mag niemand het document meer lezen? Haal het dan van de site, of trek de versie in."
    )


def chapter_saved(instance: ChapterPage, raw: bool = False, **kwargs: Any) -> None:
    """A chapter belongs to a portfolio, or no longer: the group of that portfolio may change it."""
    known = GroupPagePermission.objects.filter(page=instance).values_list("group__portfolio", flat=True)
    wanted = {instance.portfolio_id} - {None}
    if not raw and set(known) - {None} != wanted:
        let_team_edit(page=instance, portfolio=instance.portfolio)


def request_at(path: str) -> None:
    """Ask for the files of the documents at, below and right above a tree path that are live, or ever were."""
    request_where(Q(path__startswith=path) | Q(path__in=above(path)))


def above(path: str) -> list[str]:
    """The tree paths of the pages above a page."""
    return [path[:end] for end in range(Page.steplen, len(path), Page.steplen)]


def request_where(condition: Q) -> None:
    """The same for the documents of a condition."""
    known = Page.objects.type(*document_types()).filter(Q(live=True) | Q(file_job__isnull=False), condition)
    for publication in known:
        request_files(publication)


def request_naming(things: QuerySet[Any]) -> None:
    """Ask for the files of the documents that show or link to any of some objects."""
    # A site without documents is not searched for links.
    if not Page.objects.type(*document_types()).exists():
        return
    found = ReferenceIndex.get_references_to_in_bulk(things).values_list("object_id", flat=True)
    numbers = {int(number) for number in found if number.isdigit()}
    if numbers:
        pages = Page.objects.type(*document_types(), *document_types().values()).filter(pk__in=numbers)
        for path in pages.values_list("path", flat=True):
            request_at(path)


def linked_page_changed(instance: Page, **kwargs: Any) -> None:
    """A page appeared, changed or goes: documents that link to it, or to what lies below it, show that."""
    request_naming(Page.objects.filter(path__startswith=instance.path))


def page_changed(instance: Page, **kwargs: Any) -> None:
    """A document or a page of its text went live, was renewed or was taken down."""
    request_at(instance.path)
    if isinstance(instance, ChapterPage) and instance.live:
        wait_for_edition(instance)


def wait_for_edition(chapter: ChapterPage) -> None:
    """A chapter that the edition in force does not have is not shown before the next one."""
    edition = latest_edition(chapter.publication.pk)
    waits = edition is not None and not holds(edition, chapter.pk)
    if waits != chapter.awaits_edition:
        chapter.awaits_edition = waits
        ChapterPage.objects.filter(pk=chapter.pk).update(awaits_edition=waits)


def chapter_deleted(instance: Page, **kwargs: Any) -> None:
    """A page of a text is gone; so may its document be, which is known at the end of the transaction only."""
    transaction.on_commit(partial(request_at, instance.path))


def page_moved(instance: Page, parent_page_before: Page, **kwargs: Any) -> None:
    """A page, with all below it, stands elsewhere: the document that it left changed as well."""
    request_at(instance.path)
    linked_page_changed(instance)
    left = parent_page_before.path
    request_where(Q(path__in=[*above(left), left]) & ~Q(path__in=above(instance.path)))


def privacy_changed(instance: PageViewRestriction, **kwargs: Any) -> None:
    """A page, and all below it, became private or public, or gets another password."""
    page = Page.objects.filter(pk=instance.page_id).first()
    if page is not None:
        request_at(page.path)
        linked_page_changed(page)


def groups_changed(instance: Any, action: str, **kwargs: Any) -> None:
    """Other groups may see a page."""
    if action.startswith("post_") and isinstance(instance, PageViewRestriction):
        privacy_changed(instance)


def all_changed(action: str = "post_save", **kwargs: Any) -> None:
    """Who may see which pictures changed, and any document may show them."""
    if action.startswith("post_"):
        request_at("")


def file_changed(instance: Image | Document, created: bool, **kwargs: Any) -> None:
    """A picture got another description, a file another name: the documents that show it say something else."""
    if not created:
        file_goes(instance)


def file_goes(instance: Image | Document, **kwargs: Any) -> None:
    """A picture or file goes: the documents that show it are to do without."""
    request_naming(type(instance)._default_manager.filter(pk=instance.pk))


def brand_changed(instance: Brand, **kwargs: Any) -> None:
    """Documents of its sites look different."""
    for settings in SiteSettings.objects.filter(brand=instance).select_related("site__root_page"):
        request_at(settings.site.root_page.path)


def settings_changed(instance: SiteSettings, **kwargs: Any) -> None:
    """A site has another name, association or brand."""
    request_at(instance.site.root_page.path)


def file_deleted(instance: OfferedFile, **kwargs: Any) -> None:
    """A row went; its file goes when that is certain."""
    transaction.on_commit(partial(instance.file.storage.delete, str(instance.file.name)))
