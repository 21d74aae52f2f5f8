"""Writes that hold for pages of every type."""

from typing import Any

from django.db import transaction
from wagtail.models import Page, PageViewRestriction

from association.base.access_actions import lost_restrictions


def hold_tree() -> None:
    """Let nobody else change the page tree until the present transaction ends.

    Neither a slug nor a place in the tree has a constraint in the database, so what is checked must still hold when
    it is stored. SQLite writes one transaction at a time of itself (BEGIN IMMEDIATE).
    """
    list(Page.objects.select_for_update(no_key=True).filter(depth=1).values_list("pk"))


@transaction.atomic
def copy_privacy(*, source: Page, copy: Page, user: Any) -> int:
    """Keep from readers in a copied tree what is kept from them in the source; returns how many settings were added.

    Wagtail copies the setting of the page itself only. Pages are matched by their place below the two.
    """
    settings = PageViewRestriction.objects.filter(page__path__startswith=source.path).select_related("page")
    inside = {item.page.url_path[len(source.url_path) :]: item for item in settings if item.page_id != source.pk}
    for alias in Page.objects.filter(path__startswith=source.path, alias_of__isnull=False):
        if lost := lost_restrictions(alias, source, with_source=True):
            inside.setdefault(alias.url_path[len(source.url_path) :], lost[0])
    below = Page.objects.filter(path__startswith=copy.path, view_restrictions=None)
    added = 0
    for page in below:
        setting = inside.get(page.url_path[len(copy.url_path) :])
        if setting is not None:
            same = PageViewRestriction(page=page, restriction_type=setting.restriction_type, password=setting.password)
            same.save(user=user)
            same.groups.set(setting.groups.all())
            added += 1
    return added
