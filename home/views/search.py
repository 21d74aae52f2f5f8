"""Search over the pages of a site, and over who sits where."""

from typing import Any
from urllib.parse import urlencode

from django.db import DatabaseError, transaction
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe
from wagtail.models import Page

from association.base.context import Crumb, PageHead
from association.base.links import address_of
from association.base.pagination import numbered_page, pagination
from association.base.queries import Viewer, viewable_pages
from association.base.rules.text import is_blank
from association.base.site_settings import SiteSettings
from association.glossary.pages import found_terms
from association.memberships.pages import ServedPage, served_pages
from association.portfolios.pages import PortfolioPage

PER_PAGE = 10
MAX_WORDS = 12
MAX_LENGTH = 200


def searchable(query: str) -> str:
    """The words that are looked for: letters and digits, at most twelve words of two hundred characters together."""
    kept = "".join(char if char.isalnum() else " " for char in query[: MAX_LENGTH * 2])
    return " ".join(kept.split()[:MAX_WORDS])[:MAX_LENGTH]


def find(words: str, viewer: Viewer) -> list[Page]:
    """The pages that hold all words and that the viewer may see, best first."""
    if not words or is_blank(words):
        return []
    pages = Page.objects.filter(
        pk__in=viewable_pages(viewer).exclude(pk=viewer.site.root_page_id).order_by().values_list("pk", flat=True)
    )
    try:
        with transaction.atomic():
            return list(pages.search(words, operator="and"))
    except DatabaseError:
        return []


def result(page: Any, viewer: Viewer, titles: dict[str, str]) -> dict[str, Any]:
    """One result as components/search_results.html shows it; `titles` are visible pages by their place in the tree."""
    step = page.steplen
    start = viewer.site.root_page.depth * step
    above = [page.path[:end] for end in range(start + step, len(page.path), step)]
    return {
        "title": page.title,
        "url": address_of(page, viewer),
        "kind": page.list_kind or kind_of(page, viewer),
        "path": " › ".join(titles[path] for path in above if path in titles),
        "summary": page.search_description or page.summary,
        "date": page.list_date,
        "restricted": viewer.is_restricted(page),
    }


def of_register(item: ServedPage) -> dict[str, Any]:
    """A page of the register as a result."""
    return {"title": item.title, "url": item.address, "kind": item.kind}


def kind_of(page: Any, viewer: Viewer) -> str:
    """What a page is, in the site's own words."""
    if isinstance(page, PortfolioPage):
        return SiteSettings.of(viewer.site).portfolio_word
    return "Overzicht" if page.max_count_per_parent == 1 else str(page._meta.verbose_name).capitalize()


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The search page; `q` holds the words, `pagina` the number of the page of results."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]  # our middleware
    query = " ".join(request.GET.get("q", "").split())[:MAX_LENGTH]
    words = searchable(query)
    register = [] if is_blank(words) else [*found_terms(viewer, words), *served_pages(viewer, words)]
    found = [*register, *find(words, viewer)]
    shown = numbered_page(found, request.GET.get("pagina", "1"), PER_PAGE)
    numbers = [page.pk for page in shown.object_list if isinstance(page, Page)]
    # With when something is held, for its day.
    shown_pages = Page.objects.filter(pk__in=numbers).prefetch_related("moments")
    specific = {page.pk: page for page in shown_pages.defer_streamfields().specific()}
    pages = [specific[number] for number in numbers]
    paths = {page.path[:end] for page in pages for end in range(page.steplen, len(page.path), page.steplen)}
    titles = dict(viewable_pages(viewer).filter(path__in=paths).values_list("path", "title")) if paths else {}
    count = len(found)
    context = {
        "query": query,
        "results": [
            *(of_register(item) for item in shown.object_list if isinstance(item, ServedPage)),
            *(result(page, viewer, titles) for page in pages),
        ],
        "count_text": "1 pagina gevonden" if count == 1 else f"{count} pagina's gevonden",
        "crumbs": [Crumb("Home", "/"), Crumb("Zoeken")],
        "page_meta": PageHead(title=f"Zoeken: {query}" if query else "Zoeken", robots="noindex"),
        **pagination(shown, urlencode({"q": query})),
    }
    return TemplateResponse(request, "home/search.html", context)
