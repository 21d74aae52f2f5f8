"""The archive of newsletters."""

from typing import Any, ClassVar

from django.db.models import Count, Exists, OuterRef
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from wagtail.contrib.routable_page.models import path

from association.base.links import address_of
from association.base.pages import RoutedPage
from association.base.pagination import numbered_page, pagination
from association.base.queries import Viewer
from association.base.site_settings import SiteSettings
from association.newsletters.feeds import FeedFormat, issues_feed
from association.newsletters.models import MailingList
from association.newsletters.pages.issue import NewsletterIssuePage
from association.newsletters.pages.listed import listed
from association.newsletters.pages.rights import IndexPermissions
from association.newsletters.rules.addresses import SUBSCRIBE
from association.newsletters.rules.addresses import address_of as fixed_address

PER_PAGE = 13  # the newest above rows of three


class NewsletterIndexPage(RoutedPage):
    """The archive of what was sent, and where people subscribe and choose."""

    template = "newsletters/newsletter_index_page.html"
    max_count_per_parent = 1
    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar = ["association.NewsletterIssuePage"]
    page_description = "Het archief van nieuwsbrieven en de plek om u aan te melden. Vult zichzelf."

    class Meta:
        verbose_name = "overzicht van nieuwsbrieven"
        verbose_name_plural = "overzichten van nieuwsbrieven"

    def permissions_for_user(self, user: Any) -> IndexPermissions:
        """What a user may do with it in the admin."""
        return IndexPermissions(user, self)

    @path("feed/")
    def rss(self, request: HttpRequest) -> HttpResponseBase:
        """The newest issues as RSS 2.0."""
        return issues_feed(self, request, self.viewer_of(request), FeedFormat.RSS)

    @path("feed/atom/")
    def atom(self, request: HttpRequest) -> HttpResponseBase:
        """The newest issues as Atom (RFC 4287)."""
        return issues_feed(self, request, self.viewer_of(request), FeedFormat.ATOM)

    def issues(self, viewer: Viewer) -> Any:
        """The issues below it that the viewer may see, the newest first; `went_public`: whether to anybody at all."""
        everybody = MailingList.objects.filter(issues=OuterRef("pk"), groups=None)
        found = NewsletterIssuePage.objects.viewable_by(viewer).filter(path__startswith=self.path)
        found = found.annotate(went_public=Exists(everybody)).select_related("mailing", "newsletter__banner", "image")
        return found.order_by("-mailing__send_at", "-pk")

    def page_context(self, request: HttpRequest, viewer: Viewer) -> dict[str, Any]:
        """One page of issues, the series to choose from, where to subscribe and the feeds. Http404 for no series."""
        found, slug = self.issues(viewer), request.GET.get("reeks", "")
        series = series_among(found, slug)
        if slug and not any(one["current"] for one in series):
            raise Http404
        chosen = found.filter(newsletter__slug=slug) if slug else found
        shown = numbered_page(chosen, request.GET.get("pagina", "1"), PER_PAGE)
        items = listed(list(shown.object_list), viewer)
        lead = items.pop(0) if items and shown.number == 1 else None
        here = address_of(self, viewer)
        association = SiteSettings.of(viewer.site).association_id
        is_open = MailingList.objects.filter(association=association, is_open=True, groups=None).exists()
        return {
            "lead_html": self.lead_html,
            "lead": lead,
            "items": items,
            "series": series_chips(series, slug) if len(series) > 1 else [],
            "subscribe_url": fixed_address(SUBSCRIBE) if is_open else "",
            "feeds": [
                {"label": "Nieuwsbrieven als RSS", "url": f"{here}feed/", "type": "application/rss+xml"},
                {"label": "Nieuwsbrieven als Atom", "url": f"{here}feed/atom/", "type": "application/atom+xml"},
            ],
            **pagination(shown, f"reeks={slug}" if slug else ""),
        }


def series_among(issues: Any, chosen: str) -> list[dict[str, Any]]:
    """The series of which there are issues, as components/chips.html shows them; one query."""
    rows = issues.order_by("newsletter__title", "newsletter").values_list("newsletter__slug", "newsletter__title")
    return [
        {"label": title, "url": f"?reeks={slug}", "current": slug == chosen, "count": count}
        for slug, title, count in rows.annotate(count=Count("pk"))
    ]


def series_chips(series: list[dict[str, Any]], chosen: str) -> list[dict[str, Any]]:
    """The same with the choice of all before them."""
    return [{"label": "Alle nieuwsbrieven", "url": "./", "current": not chosen, "count": None}, *series]
