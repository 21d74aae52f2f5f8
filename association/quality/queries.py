"""What is left to mend, for who may mend it: links that lead nowhere, and counts for the first screen."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Case, CharField, F, OuterRef, Q, QuerySet, Subquery, TextField, Value, When
from django.db.models.functions import Cast, Coalesce, Substr
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, ReferenceIndex, Site
from wagtail.permissions import policy_registry

from association.base.models import Document, Image, PageMeta
from association.base.queries import Viewer

WORKING = ("add", "change", "publish")
FILE_RIGHTS = ("add", "change", "delete", "choose")
# Tree paths of pages of one site start with the same two steps.
SITE_STEPS = 2
GONE = "De pagina is er niet (meer), of is niet geplaatst"
PRIVATE = "De pagina is besloten, en deze pagina niet"
ELSEWHERE = "De pagina staat op een andere site"
SHOWN_REVIEWS = 10


@dataclass(frozen=True)
class Count:
    """How much there is to mend of one kind, in Dutch words, with the address of the list."""

    label: str
    number: int
    url: str


@dataclass(frozen=True)
class Review:
    """A page whose review date has come; `days_late` is 0 on the day itself."""

    page_id: int
    title: str
    edit_url: str
    date: date
    days_late: int


def pages_of(user: Any) -> QuerySet[Page]:
    """The pages that a user works on: may add to, change or publish."""
    found: QuerySet[Page] = policy_registry.get_by_type(Page).instances_user_has_any_permission_for(user, set(WORKING))
    return found


def files_of(user: Any, model: type[Image] | type[Document]) -> QuerySet[Any]:
    """The pictures or documents of the collections that a user works with."""
    policy = policy_registry.get_by_type(model)
    found: QuerySet[Any] = policy.instances_user_has_any_permission_for(user, list(FILE_RIGHTS))
    return found


def undescribed(images: QuerySet[Any]) -> QuerySet[Any]:
    """The pictures without description."""
    return images.filter(description="")


def unused(model: type[Image] | type[Document]) -> Q:
    """The condition of a file that nothing that was stored as it is now refers to; drafts are not looked at."""
    from django.contrib.contenttypes.models import ContentType

    kind = ContentType.objects.get_for_model(model)
    used = ReferenceIndex.objects.filter(to_content_type=kind).values("to_object_id")
    return ~Q(as_text__in=used)


def with_text_key(files: QuerySet[Any]) -> QuerySet[Any]:
    """The files with their key as text (`as_text`), as the index of references holds it."""
    return files.annotate(as_text=Cast("pk", CharField()))


def restricted_paths() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Tree paths of pages with a privacy setting, and of documents that are not public as a whole; one query."""
    anyone = Viewer.anonymous(Site())
    return tuple({item.path for item in anyone.restrictions}), anyone.closed_paths


def starts_with_any(field: str, paths: Iterable[str]) -> Q:
    """The condition that a tree path lies at or below any of some paths."""
    condition = Q(pk__in=())
    for path in paths:
        condition |= Q(**{f"{field}__startswith": path})
    return condition


def reachable() -> QuerySet[Page]:
    """The published pages that have not expired."""
    return Page.objects.filter(Q(expire_at=None) | Q(expire_at__gt=timezone.now()), live=True)


def broken_links(pages: QuerySet[Page] | None = None) -> QuerySet[Any]:
    """The links of published pages that lead a visitor nowhere, with `why`; of the given pages, or of all.

    One query for the privacy settings; what the links lead to is not shown, for whose it is, is not asked.
    """
    restricted, closed = restricted_paths()
    links = apps.get_model("association", "PageLink").objects.filter(page__live=True)
    if pages is not None:
        links = links.filter(page__in=pages.order_by().values("pk"))
    step = SITE_STEPS * Page.steplen
    target_path = Subquery(Page.objects.filter(pk=OuterRef("target_page")).values("path")[:1])
    links = links.annotate(own_site=Substr("page__path", 1, step), target_site=Substr(target_path, 1, step))
    # Each list of pages is asked once; a condition on the path of a link's target would ask for it link by link.
    answering = reachable().exclude(starts_with_any("path", closed)).order_by().values("pk")
    hidden = Page.objects.filter(starts_with_any("path", restricted)).order_by().values("pk")
    inside = Q(target_page__isnull=False)
    gone = inside & ~Q(target_page__in=answering)
    private = inside & Q(target_page__in=hidden) & ~starts_with_any("page__path", restricted)
    elsewhere = inside & ~Q(target_site=F("own_site"))
    outside = Q(target__state="broken")
    return links.filter(gone | private | elsewhere | outside).annotate(
        why=Case(
            When(outside, then=Coalesce(F("target__reason"), Value(""))),
            When(gone, then=Value(GONE)),
            When(private, then=Value(PRIVATE)),
            default=Value(ELSEWHERE),
            output_field=TextField(),
        )
    )


def dead_pages(page: Page, numbers: Iterable[int]) -> dict[int, str]:
    """Why links from a page to others lead a visitor nowhere, by the number of the other; two queries."""
    wanted = set(numbers)
    if not wanted:
        return {}
    restricted, closed = restricted_paths()
    paths = dict(reachable().filter(pk__in=wanted).values_list("pk", "path"))
    own = page.path[: SITE_STEPS * Page.steplen]
    found = {}
    for number in wanted:
        path = paths.get(number, "")
        if not path or path.startswith(closed):
            found[number] = GONE
        elif path.startswith(restricted) and not page.path.startswith(restricted):
            found[number] = PRIVATE
        elif not path.startswith(own):
            found[number] = ELSEWHERE
    return found


def unchecked_pages(rules: int) -> QuerySet[Page]:
    """The published pages that were not looked at since, or by older rules."""
    fresh = Q(quality_check__rules=rules) & (
        Q(last_published_at=None) | Q(quality_check__checked_at__gte=F("last_published_at"))
    )
    return Page.objects.filter(live=True, depth__gt=1).exclude(pk__in=Page.objects.filter(fresh).values("pk"))


def within(site: Site | None, field: str = "page__path") -> Q:
    """The condition that a page belongs to a site; none without a site."""
    return Q(**{f"{field}__startswith": site.root_page.path}) if site is not None else Q()


def quality_counts(user: Any, site: Site | None = None) -> list[Count]:
    """What there is to mend on the pages (of a site) and pictures that a user works on; kinds without any left out.

    One query for the privacy settings and one for all counts, beside what Wagtail asks once for a user's rights.
    """
    finding = apps.get_model("association", "Finding")
    own = pages_of(user).order_by().values("pk")
    findings = finding.objects.filter(within(site), page__in=own, page__live=True).order_by()
    late = PageMeta.objects.filter(within(site), page__in=own, review_date__lte=timezone.localdate()).order_by()
    pictures = undescribed(files_of(user, Image)).order_by()
    parts = [
        counted("links", broken_links(pages_of(user)).filter(within(site)).order_by()),
        counted("images", pictures),
        counted("review", late),
    ]
    rows = (
        findings.annotate(word=F("code"))
        .values("word")
        .annotate(number=models.Count("pk"))
        .values_list("word", "number")
    )
    numbers = dict(rows.union(*parts, all=True))
    return [count for count in counts(numbers, finding) if count.number]


def counted(kind: str, rows: QuerySet[Any]) -> QuerySet[Any]:
    """One row: a word, and how many rows there are; none for no rows."""
    named = rows.annotate(word=Value(kind, output_field=CharField(max_length=40)))
    return named.values("word").annotate(number=models.Count("pk")).values_list("word", "number")


def counts(numbers: dict[str, int], finding: Any) -> Iterable[Count]:
    """The counts with their words and addresses; a picture is counted once, however many pages show it."""
    yield Count("gebroken links", numbers.pop("links", 0), reverse("quality_links"))
    images, late = numbers.pop("images", 0), numbers.pop("review", 0)
    yield Count("beelden zonder beschrijving", images, f"{reverse('quality_images')}?what=undescribed")
    numbers.pop("picture", 0)
    for code in finding.codes():
        yield Count(finding(code=code).kind.counted, numbers.get(code, 0), f"{reverse('quality_texts')}?code={code}")
    yield Count("pagina's om na te lezen", late, reverse("quality_review"))


def to_check_again(user: Any, on: date | None = None) -> list[Review]:
    """The pages that a user works on whose review date has come, the user's own first, then the oldest."""
    day = on or timezone.localdate()
    rows = (
        PageMeta.objects.filter(page__in=pages_of(user).order_by().values("pk"), review_date__lte=day)
        .select_related("page")
        .annotate(mine=Case(When(responsible_id=user.pk, then=Value(0)), default=Value(1)))
        .order_by("mine", "review_date", "pk")
    )
    return [
        Review(
            page_id=row.page_id,
            title=row.page.draft_title or row.page.title,
            edit_url=reverse("wagtailadmin_pages:edit", args=[row.page_id]),
            date=row.review_date,
            days_late=(day - row.review_date).days,
        )
        for row in rows[:SHOWN_REVIEWS]
        if row.review_date
    ]
