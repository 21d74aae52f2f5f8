"""What follows from a change of privacy: renditions are made anew where they now belong."""

from typing import Any

from django.db.models.signals import post_delete, post_save, pre_save
from wagtail.models import Collection, CollectionViewRestriction

from association.base.models import Image, Rendition


def connect() -> None:
    """Listen; called once when the app is ready."""
    post_save.connect(renew_collection, sender=CollectionViewRestriction, dispatch_uid="renew-restricted")
    post_delete.connect(renew_collection, sender=CollectionViewRestriction, dispatch_uid="renew-opened")
    pre_save.connect(renew_moved_image, sender=Image, dispatch_uid="renew-moved-image")


def renew_collection(instance: CollectionViewRestriction, **kwargs: Any) -> None:
    """A collection became private or public: its renditions, and those below it, are deleted with their files."""
    collection = Collection.objects.filter(pk=instance.collection_id).first()
    if collection:
        delete_renditions(image__collection__in=collection.get_descendants(inclusive=True))


def renew_moved_image(instance: Image, **kwargs: Any) -> None:
    """A picture moved to another collection: its renditions are deleted with their files."""
    if instance.pk and Image.objects.filter(pk=instance.pk).exclude(collection_id=instance.collection_id).exists():
        delete_renditions(image=instance)


def delete_renditions(**condition: Any) -> None:
    """Delete renditions one by one, so that Wagtail deletes their files and cache entries too."""
    for rendition in Rendition.objects.filter(**condition):
        rendition.delete()
