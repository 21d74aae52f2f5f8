"""From a volume that was thought out to draft pages."""

import json
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import Page, PageViewRestriction

from association.base.actions import hold_tree
from association.base.site_settings import SiteSettings
from association.publications.importing.build import free_slug, is_free_below, series_for
from association.publications.making.kinds import chapters_for
from association.publications.making.sketch import Sketch, ground_of
from association.publications.models import ChapterOrigin, PublicationSeries, VolumeOrigin
from association.publications.pages import ChapterPage, PublicationIndexPage, PublicationPage
from association.publications.rules import AlreadyMade, Volume, is_fixed_below_publication


def volume_at(index: PublicationIndexPage, series: PublicationSeries | None, year: int) -> PublicationPage | None:
    """The volume of a series and year that stands below an index, whatever its state, or None; one query."""
    found = PublicationPage.objects.filter(path__startswith=index.path, series=series, year=year)
    return found.order_by("pk").first() if series is not None else None


def years_taken(index: PublicationIndexPage) -> dict[str, set[int]]:
    """The years of which there are volumes below an index, by kind; one query."""
    found: dict[str, set[int]] = {}
    rows = PublicationPage.objects.filter(path__startswith=index.path, year__isnull=False)
    for kind, year in rows.values_list("series__kind", "year"):
        found.setdefault(kind, set()).add(year)
    return found


@transaction.atomic
def make_new(*, index: PublicationIndexPage, settings: SiteSettings, volume: Volume, user: Any) -> PublicationPage:
    """A draft of a kind with its chapters and blocks of facts; its series is made when there is none.

    AlreadyMade when the series has a volume of that year; PermissionDenied for who may not add to the index.
    """
    association = settings.association
    if association is None:
        raise PermissionDenied
    hold_tree()
    series = series_for(association, volume.kind)
    return make_volume(
        index=index, series=series, volume=volume, chapters=chapters_for(ground_of(volume, settings)), user=user
    )


@transaction.atomic
def make_volume(
    *,
    index: PublicationIndexPage,
    series: PublicationSeries,
    volume: Volume,
    chapters: Iterable[Sketch],
    user: Any,
    source: PublicationPage | None = None,
) -> PublicationPage:
    """A draft volume with its chapters, nothing published; AlreadyMade when the series has one of that year.

    PermissionDenied for who may not add to the index. `source` is the volume that it is made from.
    """
    if not index.permissions_for_user(user).can_add_subpage():
        raise PermissionDenied
    # Whoever presses twice waits here, and then finds the first one.
    hold_tree()
    if (known := volume_at(index, series, volume.year)) is not None:
        raise AlreadyMade(known)
    title = " ".join(volume.title.split())
    page = PublicationPage(
        title=title,
        slug=free_slug(title, "publicatie", lambda slug: not is_free_below(index, slug)),
        series=series,
        year=volume.year,
        term=volume.term,
        reference_date=volume.reference,
    )
    publication = add_draft(index, page, user)
    add_chapters(publication, chapters, user)
    if source is not None:
        VolumeOrigin.objects.create(publication=publication, source=source)
    log(instance=publication, action="wagtail.create", user=user)
    return publication


def add_draft(parent: Page, page: Any, user: Any) -> Any:
    """Store a page as a draft with its first version."""
    page.live, page.has_unpublished_changes, page.owner = False, True, user
    parent.add_child(instance=page)
    page.save_revision(user=user, clean=False)
    return page


def add_chapters(parent: Page, sketches: Iterable[Sketch], user: Any) -> None:
    """Store chapters, or the parts of a chapter, in their order; what was kept for some readers stays so."""
    seen: set[str] = set()
    for sketch in sketches:
        start = sketch.slug or sketch.title
        slug = free_slug(start, "hoofdstuk", lambda text: text in seen or is_fixed_below_publication(text))
        seen.add(slug)
        page = ChapterPage(
            title=sketch.title, slug=slug, numbering=sketch.numbering, portfolio=sketch.portfolio,
            body=json.dumps(list(sketch.blocks)),
        )  # fmt: skip
        chapter = add_draft(parent, page, user)
        if sketch.source is not None:
            ChapterOrigin.objects.create(chapter=chapter, source=sketch.source)
            keep_privacy(sketch.source, chapter, user)
        add_chapters(chapter, sketch.parts, user)


def keep_privacy(source: Page, chapter: Page, user: Any) -> None:
    """Keep a chapter from the readers from whom the chapter that it was made from is kept."""
    for setting in PageViewRestriction.objects.filter(page=source):
        same = PageViewRestriction(page=chapter, restriction_type=setting.restriction_type, password=setting.password)
        same.save(user=user)
        same.groups.set(setting.groups.all())
