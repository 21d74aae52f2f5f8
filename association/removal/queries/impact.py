"""What a removal, a move or a new address touches: counted for everything, named only as far as the user may see."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import PROTECT, CharField, Count, IntegerField, Q, QuerySet
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, ReferenceIndex, Revision, Site, WorkflowState, get_page_models
from wagtail.permissions import policy_registry

from association.base.site_settings import SiteSettings
from association.base.targets import page_numbers, stored_values
from association.removal.queries.bin import bin_path

NAMED = 10
FRAME = {"menu": "menu", "footer": "voet van de pagina", "footer_bottom": "onderste regel"}


@dataclass(frozen=True)
class Place:
    """Something that points to a page: its name, what it is, and where it is changed (empty when not by this user)."""

    title: str
    kind: str
    url: str = ""


@dataclass(frozen=True)
class Impact:
    """What hangs on some pages and all below them.

    `below` counts the pages below, `published` how many of all are on the site. `places` are pages elsewhere with a
    link, as far as the user may see them and at most NAMED; `more` are others that they may see, `hidden` the rest.
    `frame` are places in menus and settings. The others are counts.
    """

    below: int
    published: int
    places: tuple[Place, ...]
    more: int
    hidden: int
    frame: tuple[Place, ...]
    redirects: int
    scheduled: int
    reviews: int

    @property
    def links(self) -> int:
        """How many pages elsewhere point here."""
        return len(self.places) + self.more + self.hidden

    @property
    def is_empty(self) -> bool:
        """Whether nothing hangs on it but the page itself."""
        return not (self.below or self.links or self.frame or self.redirects or self.scheduled or self.reviews)


def impact_of(pages: Iterable[Page], user: Any) -> Impact:
    """What hangs on the pages and all below them; the number of queries does not depend on how many there are."""
    chosen = list(pages)
    inside = Q(pk__in=())
    for page in chosen:
        inside |= Q(path__startswith=page.path)
    tree = Page.objects.filter(inside).order_by()
    counts = tree.aggregate(all=Count("pk"), published=Count("pk", filter=Q(live=True)))
    sources = linking_pages(tree).exclude(inside).exclude(path__startswith=bin_path(user))
    theirs = Q(pk__in=policy_registry.get_by_type(Page).explorable_instances(user).values("pk"))
    found = sources.order_by().aggregate(all=Count("pk"), seen=Count("pk", filter=theirs))
    total, visible = found["all"], found["seen"]
    named = tuple(place_on(page, user) for page in sources.filter(theirs).order_by("path")[:NAMED])
    return Impact(
        below=max(0, counts["all"] - len(chosen)),
        published=counts["published"],
        places=named,
        more=visible - len(named),
        hidden=total - visible,
        frame=tuple(frame_places(tree, user)),
        redirects=Redirect.objects.filter(redirect_page__in=tree.values("pk")).count(),
        scheduled=scheduled_in(tree).count(),
        reviews=reviews_in(tree).count(),
    )


def as_text(tree: "QuerySet[Page]") -> Any:
    """The numbers of pages as the text in which the reference index and the log keep them."""
    return tree.order_by().annotate(text=Cast("pk", CharField())).values("text")


def page_type() -> ContentType:
    """The content type under which all pages are known."""
    return ContentType.objects.get_for_model(Page)


def references_to(tree: "QuerySet[Page]") -> Any:
    """The rows of the reference index that lead to pages of a query."""
    return ReferenceIndex.objects.filter(to_content_type=page_type(), to_object_id__in=as_text(tree))


def linking_pages(tree: "QuerySet[Page]") -> "QuerySet[Page]":
    """The pages, of any place, whose stored content points to a page of the query."""
    rows = references_to(tree).filter(base_content_type=page_type())
    numbers = rows.annotate(number=Cast("object_id", IntegerField())).values("number")
    return Page.objects.filter(pk__in=numbers)


def place_on(page: Page, user: Any) -> Place:
    """A page that points somewhere; with the address of its editor when the user may change it."""
    url = ""
    if page.permissions_for_user(user).can_edit():
        url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    kind = page.specific_class
    return Place(page.get_admin_display_title(), str(kind._meta.verbose_name) if kind else "", url)


def frames_with(tree: "QuerySet[Page]") -> list[tuple[SiteSettings, list[str]]]:
    """The settings of sites whose menu or footer leads to a page of the query, with the names of those fields.

    Wagtail's reference index does not know settings; there are as many as sites, so they are read.
    """
    chosen = {
        own: {name: set(page_numbers(stored_values(getattr(own, name)))) for name in FRAME}
        for own in SiteSettings.objects.select_related("site").order_by("pk")
    }
    wanted = {number for fields in chosen.values() for numbers in fields.values() for number in numbers}
    inside = set(tree.filter(pk__in=wanted).values_list("pk", flat=True)) if wanted else set()
    found = ((own, [name for name, numbers in fields.items() if numbers & inside]) for own, fields in chosen.items())
    return [(own, names) for own, names in found if names]


def frame_places(tree: "QuerySet[Page]", user: Any) -> Iterable[Place]:
    """The menus and footers that point to a page of the query; the frame of a site is known to everybody."""
    finder = AdminURLFinder(user)
    for own, names in frames_with(tree):
        for name in names:
            yield Place(
                f"{FRAME[name]} van {own.site.site_name or own.site.hostname}",
                "instellingen",
                finder.get_edit_url(own) or "",
            )


def scheduled_in(tree: "QuerySet[Page]") -> Any:
    """The versions of pages of the query that wait for their moment."""
    return Revision.objects.filter(
        base_content_type=page_type(), object_id__in=as_text(tree), approved_go_live_at__gt=timezone.now()
    )


def reviews_in(tree: "QuerySet[Page]") -> Any:
    """The workflows that run for pages of the query."""
    return WorkflowState.objects.active().filter(base_content_type=page_type(), object_id__in=as_text(tree))


def holds_start_page(page: Page) -> bool:
    """Whether the page is a site's start page or has one below it."""
    return Site.objects.filter(root_page__path__startswith=page.path).exists()


def filled_index(page: Page) -> Page | None:
    """The first page in this part of the site that is the one index of its kind and has pages below it, or None."""
    fixed = [kind for kind in get_page_models() if kind.max_count_per_parent == 1]
    kinds = ContentType.objects.get_for_models(*fixed).values()
    return Page.objects.filter(path__startswith=page.path, numchild__gt=0, content_type__in=kinds).first()


def names_in_use(page: Page, user: Any) -> list[str]:
    """The places that cannot do without the page or one below it: menus and footers, and what protects it."""
    tree = Page.objects.filter(path__startswith=page.path)
    names = [place.title for place in frame_places(tree, user)]
    rows = references_to(tree).exclude(base_content_type=page_type())
    protected = [row for row in rows if row.on_delete is PROTECT]
    return names + sorted({str(row.model_name) for row in protected})
