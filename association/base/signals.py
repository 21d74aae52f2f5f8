"""What follows from publishing and from a change of privacy.

A note on a version gets its day. Renditions are made anew where they now belong, and passed passwords lapse.
"""

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_save
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction, Revision
from wagtail.signals import page_published

from association.base.models import Image, Rendition, VersionNote, is_restricted


def connect() -> None:
    """Listen; called once when the app is ready."""
    post_save.connect(renew_collection, sender=CollectionViewRestriction, dispatch_uid="renew-restricted")
    post_delete.connect(renew_collection, sender=CollectionViewRestriction, dispatch_uid="renew-opened")
    post_save.connect(renew_moved_collection, sender=Collection, dispatch_uid="renew-moved-collection")
    pre_save.connect(renew_moved_image, sender=Image, dispatch_uid="renew-moved-image")
    page_published.connect(date_note, dispatch_uid="date-version-note")
    for kind in (PageViewRestriction, CollectionViewRestriction):
        pre_save.connect(number_anew, sender=kind, dispatch_uid=f"number-{kind.__name__}-anew")
        post_save.connect(drop_old_number, sender=kind, dispatch_uid=f"drop-old-{kind.__name__}")


def date_note(instance: Page, revision: Revision, **kwargs: Any) -> None:
    """A version went live: the note on it gets its day; one that is only planned waits."""
    if instance.live and instance.live_revision_id == revision.pk:
        VersionNote.objects.filter(revision=revision, published_at=None).update(published_at=timezone.now())


def renew_collection(instance: CollectionViewRestriction, **kwargs: Any) -> None:
    """A collection became private or public: its renditions, and those below it, are deleted with their files."""
    collection = Collection.objects.filter(pk=instance.collection_id).first()
    if collection:
        delete_renditions(image__collection__in=collection.get_descendants(inclusive=True))


def renew_moved_collection(instance: Collection, created: bool, **kwargs: Any) -> None:
    """A collection was saved, and may be moved next: afterwards, renditions in the wrong folder are deleted."""
    if not created:
        transaction.on_commit(partial(delete_misplaced, instance.pk))


def delete_misplaced(collection_id: int) -> None:
    """Delete the renditions of a collection, and of those below it, that lie where they no longer belong."""
    collection = Collection.objects.filter(pk=collection_id).first()
    for inner in collection.get_descendants(inclusive=True) if collection else ():
        restricted = is_restricted(inner.pk)
        for rendition in Rendition.objects.filter(image__collection=inner):
            if rendition.is_private != restricted:
                rendition.delete()


def number_anew(instance: PageViewRestriction | CollectionViewRestriction, **kwargs: Any) -> None:
    """A new password gets a new row: sessions remember the number of the row whose password they passed."""
    old = type(instance).objects.filter(pk=instance.pk).first() if instance.pk else None
    if old is not None and old.password != instance.password:
        instance.replaced_number = old.pk
        instance.pk = None
        instance._state.adding = True


def drop_old_number(instance: PageViewRestriction | CollectionViewRestriction, **kwargs: Any) -> None:
    """Delete the row that a new password replaced."""
    if number := instance.__dict__.pop("replaced_number", None):
        type(instance).objects.filter(pk=number).delete()


def renew_moved_image(instance: Image, **kwargs: Any) -> None:
    """A picture moved to another collection: its renditions are deleted with their files."""
    if instance.pk and Image.objects.filter(pk=instance.pk).exclude(collection_id=instance.collection_id).exists():
        delete_renditions(image=instance)


def delete_renditions(**condition: Any) -> None:
    """Delete renditions one by one, so that Wagtail deletes their files and cache entries too."""
    for rendition in Rendition.objects.filter(**condition):
        rendition.delete()
