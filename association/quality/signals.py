"""What follows from a change: what is published is looked at, what is taken down is forgotten."""

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_save
from wagtail.models import Page, ReferenceIndex
from wagtail.signals import page_published, page_unpublished

from association.base.models import Image
from association.base.site_settings import SiteSettings
from association.quality.actions import check_page, forget_page, look_again
from association.quality.links import NOWHERE


def connect() -> None:
    """Listen; called once when the app is ready."""
    page_published.connect(page_appeared, dispatch_uid="quality-published")
    page_unpublished.connect(page_went, dispatch_uid="quality-unpublished")
    post_save.connect(image_changed, sender=Image, dispatch_uid="quality-image")
    post_save.connect(settings_changed, sender=SiteSettings, dispatch_uid="quality-settings")


def page_appeared(instance: Page, **kwargs: Any) -> None:
    """A page went live or was renewed: once that is certain it is looked at, whatever comes of it."""
    transaction.on_commit(partial(after_publishing, instance.pk), robust=True)


def after_publishing(number: int) -> None:
    """Look at a page; links on other pages to an address that nothing answered to may lead here now."""
    check_page(number)
    look_again(page__links_out__target_page=NOWHERE)


def page_went(instance: Page, **kwargs: Any) -> None:
    """A page was taken down: nothing of it is left to mend for readers."""
    transaction.on_commit(partial(forget_page, instance.pk), robust=True)


def image_changed(instance: Image, created: bool, **kwargs: Any) -> None:
    """A picture may have got its description: the pages that show it are looked at again."""
    if created:
        return
    found = ReferenceIndex.get_references_to(instance).values_list("object_id", flat=True)
    look_again(page_id__in=[int(number) for number in found if str(number).isdigit()])


def settings_changed(instance: SiteSettings, created: bool, **kwargs: Any) -> None:
    """Other abbreviations may be known: the pages of the site are looked at again."""
    if not created:
        look_again(page__path__startswith=instance.site.root_page.path)
