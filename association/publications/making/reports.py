"""An annual report from a work plan: what is known of the year, in its place."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from association.activities.queries import missing, rows_of
from association.activities.rules import FIRST_YEAR, LAST_YEAR, Period
from association.base.queries import Viewer
from association.base.site_settings import SiteSettings
from association.news.queries import latest_news
from association.portfolios.models import Portfolio
from association.publications.importing.build import series_for
from association.publications.importing.stored import Stored, stored
from association.publications.making.kinds import chapters_for
from association.publications.making.sketch import Ground, Sketch, ground_of
from association.publications.making.store import keep_privacy, make_volume
from association.publications.making.volumes import chapters_of_editor
from association.publications.models import PublicationSeries
from association.publications.pages import ChapterPage, PublicationIndexPage, PublicationPage
from association.publications.queries import latest_edition
from association.publications.rules import Volume, volume_of

Kind = PublicationSeries.Kind
MOST_PHOTOS = 24
LONGEST_CAPTION = 200


@dataclass(frozen=True)
class Photo:
    """A picture of the year's news that may stand in a report: described, with its maker, and open to everybody."""

    image: Any
    caption: str
    portfolio: Portfolio | None

    @property
    def block(self) -> Stored:
        """The picture as a figure."""
        return stored("figure", {"image": self.image.pk, "decorative": False, "caption": self.caption, "wide": False})


@dataclass(frozen=True)
class ReportPlan:
    """What comes in an annual report: its chapters, the photos to choose from, and how far the activities are."""

    volume: Volume
    ground: Ground
    chapters: tuple[Sketch, ...]
    photos: tuple[Photo, ...]
    activities: int
    untold: int


def can_become_report(plan: PublicationPage) -> bool:
    """Whether an annual report can be made of a volume: a work plan of a year, adopted or published."""
    is_plan = plan.series.kind == Kind.WORK_PLAN and FIRST_YEAR <= (plan.year or 0) <= LAST_YEAR
    return bool(is_plan and (plan.live or latest_edition(plan.pk) is not None))


def report_series(plan: PublicationPage) -> PublicationSeries | None:
    """The series of annual reports of a work plan's association, or None as long as there is none."""
    found = PublicationSeries.objects.filter(association=plan.series.association_id, kind=Kind.ANNUAL_REPORT)
    return found.first()


def report_volume(plan: PublicationPage) -> Volume:
    """The annual report of a work plan's year."""
    series = report_series(plan)
    name = series.name if series else str(Kind.ANNUAL_REPORT.label).capitalize()
    return volume_of(Kind.ANNUAL_REPORT, name, plan.year or 0)


def plan_report(plan: PublicationPage, settings: SiteSettings, user: Any) -> ReportPlan:
    """What an annual report of a work plan would hold for who makes it; a fixed number of queries."""
    volume = report_volume(plan)
    ground = ground_of(volume, settings)
    rows = rows_of(settings.association_id or 0, volume.year)
    return ReportPlan(
        volume=volume,
        ground=ground,
        chapters=tuple(with_sources(chapters_for(ground), chapters_of_editor(plan, user))),
        photos=tuple(photos_of(Viewer.anonymous(settings.site), volume.year)),
        activities=len(rows),
        untold=len(missing(rows, Period.YEAR)),
    )


def photos_of(public: Viewer, year: int) -> list[Photo]:
    """The pictures of a year's public news that have a description and a maker, each once, the oldest first."""
    items = latest_news(public).filter(date__year=year).exclude(image=None).exclude(image__description="")
    items = items.exclude(image__credit="").select_related("image__collection").prefetch_related("portfolios")
    found: dict[int, Photo] = {}
    for item in items.order_by("date", "pk"):
        if item.image_id not in found and public.may_use(item.image) and len(found) < MOST_PHOTOS:
            caption = (item.caption or item.title)[:LONGEST_CAPTION]
            found[item.image_id] = Photo(item.image, caption, next(iter(item.portfolios.all()), None))
    return list(found.values())


def with_sources(chapters: Iterable[Sketch], earlier: Iterable[ChapterPage]) -> list[Sketch]:
    """Chapters of which the work plan has one of the same name, with that one's text beside their fields."""
    known = {page.title.casefold(): page for page in earlier}
    return [replace(chapter, source=known.get(chapter.title.casefold())) for chapter in chapters]


def with_photos(chapters: Iterable[Sketch], photos: Iterable[Photo]) -> list[Sketch]:
    """Chapters with each photo below the activities of its portfolio, and the others in a chapter of their own."""
    left = list(photos)
    placed = [placed_in(chapter, left) for chapter in chapters]
    if left:
        placed.insert(len(placed) - 1, Sketch("Het jaar in beeld", tuple(photo.block for photo in left)))
    return placed


def placed_in(chapter: Sketch, left: list[Photo]) -> Sketch:
    """A chapter with the photos of the portfolios of its parts, which are taken out of `left`."""
    parts = []
    for part in chapter.parts:
        own = [photo for photo in left if part.portfolio is not None and photo.portfolio == part.portfolio]
        left[:] = [photo for photo in left if photo not in own]
        parts.append(replace(part, blocks=(*part.blocks, *(photo.block for photo in own))))
    return replace(chapter, parts=tuple(parts))


@transaction.atomic
def make_report(
    *,
    plan: PublicationPage,
    index: PublicationIndexPage,
    settings: SiteSettings,
    photos: Iterable[int],
    user: Any,
) -> PublicationPage:
    """A draft annual report of a work plan's year; `photos` are the numbers of the pictures that come along.

    AlreadyMade when there is one; PermissionDenied for who may not change the plan or add to the index.
    """
    if settings.association is None or not plan.permissions_for_user(user).can_edit():
        raise PermissionDenied
    wanted = set(photos)
    found = plan_report(plan, settings, user)
    chosen = [photo for photo in found.photos if photo.image.pk in wanted]
    made = make_volume(
        index=index,
        series=series_for(settings.association, Kind.ANNUAL_REPORT),
        volume=found.volume,
        chapters=with_photos(found.chapters, chosen),
        user=user,
        source=plan,
    )
    keep_privacy(plan, made, user)
    return made
