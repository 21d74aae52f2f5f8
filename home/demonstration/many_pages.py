"""Many pages of one type at once: a page at a time takes as long as all of these together."""

import uuid
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, ReferenceIndex
from wagtail.search.backends import get_search_backend


@transaction.atomic
def add_live_pages(parent: Page, pages: list[Any]) -> None:
    """Put pages of one type, with title and slug, live below a parent, and into the indexes of words and of references.

    They have no version yet, as pages have that were made by a program; the first change makes one.
    """
    if not pages:
        return
    parent = Page.objects.select_for_update().get(pk=parent.pk)
    last = parent.get_last_child()
    step = Page._str2int(last.path[-Page.steplen :]) if last else 0
    for number, page in enumerate(pages, start=step + 1):
        place_below(parent, page, number)
    rows = [Page(**{field.attname: getattr(page, field.attname) for field in Page._meta.fields}) for page in pages]
    for page, row in zip(pages, Page.objects.bulk_create(rows), strict=True):
        page.pk = page.page_ptr_id = row.pk
        # `raw` stores the row of the type itself and tells nobody: the row of the page is there already.
        page.save_base(raw=True, force_insert=True)
    Page.objects.filter(pk=parent.pk).update(numchild=parent.numchild + len(pages))
    get_search_backend().add_bulk(type(pages[0]), pages)
    for page in pages:
        ReferenceIndex.create_or_update_for_object(page)


def place_below(parent: Page, page: Any, number: int) -> None:
    """Give a page all that Wagtail fills in when it is added and published."""
    now = timezone.now()
    page.path = Page._get_path(parent.path, parent.depth + 1, number)
    page.depth, page.numchild = parent.depth + 1, 0
    page.url_path = f"{parent.url_path}{page.slug}/"
    page.content_type = ContentType.objects.get_for_model(type(page))
    page.locale_id, page.translation_key = parent.locale_id, uuid.uuid4()
    page.draft_title, page.live = page.title, True
    page.first_published_at = page.last_published_at = now
