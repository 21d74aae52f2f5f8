"""What pages use without explanation, with one press to explain it."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.generic import TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Site
from wagtail.permissions import policy_registry

from association.base.rights import associations_granting
from association.base.site_settings import SiteSettings
from association.base.viewsets import ANY, LARGEST_KEY
from association.glossary.actions import call_known
from association.glossary.models import Term
from association.glossary.viewsets import FROM_REPORT, WORD
from association.quality.models import Finding
from association.quality.queries import SITE_STEPS, pages_of
from association.quality.rules.checks import ABBREVIATION, unexplained
from association.quality.views.report import edit_address, title_of
from association.quality.views.reports import anchor_of

MOST_WORDS = 200
MOST_PAGES = 5


@dataclass
class Unexplained:
    """An abbreviation that pages of a site use without explanation: on how many pages, and the first of them."""

    word: str
    site: Site
    add_url: str
    number: int = 0
    pages: list[tuple[str, str | None]] = field(default_factory=list)

    @property
    def rest(self) -> int:
        """On how many more pages."""
        return self.number - len(self.pages)


def sites_for(user: Any) -> dict[str, Site]:
    """The sites for whose association the user may add terms, by the place of their start page; two queries."""
    rows = SiteSettings.objects.select_related("site__root_page").exclude(association=None)
    if not user.is_superuser:
        rows = rows.filter(association__in=associations_granting(user, Term, ["add"]))
    return {row.site.root_page.path: row.site for row in rows}


def noted(user: Any, sites: dict[str, Site]) -> list[Unexplained]:
    """What the checks noted on the pages that the user works on, what most pages use first; a few queries."""
    own = pages_of(user).order_by().values("pk")
    rows = Finding.objects.filter(code=ABBREVIATION, page__live=True, page__in=own).select_related("page")
    found: dict[tuple[str, int], Unexplained] = {}
    for row in rows.order_by("page__title", "page_id", "pk"):
        word, site = unexplained(row.detail), sites.get(row.page.path[: SITE_STEPS * row.page.steplen])
        if not word or site is None:
            continue
        query = urlencode({WORD: word, FROM_REPORT: "1"})
        item = found.setdefault((word, site.pk), Unexplained(word, site, f"{reverse('begrippen:add')}?{query}"))
        item.number += 1
        if len(item.pages) < MOST_PAGES:
            address = edit_address(row.page, user)
            item.pages.append((title_of(row.page), f"{address}{anchor_of(row.place)}" if address else None))
    return sorted(found.values(), key=lambda item: (-item.number, item.word, item.site.pk))


class UnexplainedView(WagtailAdminTemplateMixin, TemplateView):
    """The abbreviations that nobody explained."""

    template_name = "glossary/admin/unexplained.html"
    page_title = "Afkortingen zonder uitleg"
    header_icon = "warning"
    request: HttpRequest

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The path to this screen."""
        return [
            {"url": reverse("wagtailadmin_home"), "label": "Beheer"},
            {"url": reverse("begrippen:index"), "label": "Begrippen"},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The words, each with its pages."""
        user = self.request.user
        if not policy_registry.get_by_type(Term).user_has_any_permission(user, ANY):
            raise PermissionDenied
        sites = sites_for(user)
        words = noted(user, sites)
        return {
            **super().get_context_data(**kwargs),
            "words": words[:MOST_WORDS],
            "rest": max(len(words) - MOST_WORDS, 0),
            "has_sites": len(sites) > 1,
        }


class KnownView(View):
    """One press: everybody knows this abbreviation."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, number: int) -> HttpResponseBase:
        """Back to the report; PermissionDenied for another association's site, Http404 for none."""
        site = get_object_or_404(Site, pk=min(number, LARGEST_KEY))
        sites = sites_for(request.user)
        if site.pk not in {one.pk for one in sites.values()}:
            raise PermissionDenied
        word = request.POST.get("word", "")
        if any(item.word == word and item.site.pk == site.pk for item in noted(request.user, sites)):
            call_known(site=site, word=word)
            messages.success(request, f"Bewaard: {word} hoeft geen uitleg meer.")
        else:
            messages.error(request, "Deze afkorting staat niet meer in de lijst.")
        return redirect("unexplained")
