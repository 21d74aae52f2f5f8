"""The archive of newsletters."""

from typing import Any, ClassVar

from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from wagtail.contrib.routable_page.models import path

from association.base.links import address_of
from association.base.pages import RoutedPage
from association.base.pagination import numbered_page, pagination
from association.base.pictures import prefetch_renditions
from association.base.queries import Viewer
from association.base.site_settings import SiteSettings
from association.newsletters.feeds import FeedFormat, issues_feed
from association.newsletters.models import MailingList
from association.newsletters.pages.issue import NewsletterIssuePage
from association.newsletters.pages.rights import IndexPermissions
from association.newsletters.rules.addresses import SUBSCRIBE
from association.newsletters.rules.addresses import address_of as fixed_address

PER_PAGE = 20


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
        found = (
            found.annotate(went_public=Exists(everybody))
            .select_related("mailing", "newsletter", "image")
            .defer("body", "opening")
        )
        return found.order_by("-mailing__send_at", "-pk")

    def page_context(self, request: HttpRequest, viewer: Viewer) -> dict[str, Any]:
        """One page of issues, where to subscribe and the feeds."""
        shown = numbered_page(self.issues(viewer), request.GET.get("pagina", "1"), PER_PAGE)
        pages = list(shown.object_list)
        prefetch_renditions(page.image for page in pages)
        here = address_of(self, viewer)
        association = SiteSettings.of(viewer.site).association_id
        is_open = MailingList.objects.filter(association=association, is_open=True, groups=None).exists()
        return {
            "items": [page.item(viewer) for page in pages],
            "subscribe_url": fixed_address(SUBSCRIBE) if is_open else "",
            "feeds": [
                {"label": "Nieuwsbrieven als RSS", "url": f"{here}feed/", "type": "application/rss+xml"},
                {"label": "Nieuwsbrieven als Atom", "url": f"{here}feed/atom/", "type": "application/atom+xml"},
            ],
            **pagination(shown, ""),
        }
