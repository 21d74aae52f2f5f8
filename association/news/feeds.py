"""News as RSS 2.0 and Atom (RFC 4287)."""

import datetime
import hashlib
from enum import Enum
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import feedgenerator, timezone
from django.utils.cache import get_conditional_response

from association.base.links import address_of
from association.base.queries import Viewer
from association.base.site_settings import SiteSettings
from association.news.queries import latest_news, parse_filters

if TYPE_CHECKING:
    from association.news.pages import NewsIndexPage

ITEMS = 30


class FeedFormat(Enum):
    """A format with its generator."""

    RSS = feedgenerator.Rss201rev2Feed
    ATOM = feedgenerator.Atom1Feed


def news_feed(page: "NewsIndexPage", request: HttpRequest, viewer: Viewer, kind: FeedFormat) -> HttpResponse:
    """The newest items for anyone, whoever asks: feed readers pass their copy on. Answers 304 when nothing changed.

    Http404 when the index itself is not there for who asks.
    """
    if not viewer.may_view(page):
        raise Http404
    public = viewer if viewer.user is None and not viewer.passed else Viewer.anonymous(viewer.site)
    if not public.may_view(page):
        public = viewer
    base = viewer.site.root_url
    items = parse_filters(request.GET).apply(latest_news(public))[:ITEMS]
    own = SiteSettings.of(viewer.site)
    feed = kind.value(
        title=f"Nieuws – {own.name_line} {own.name_main}",
        link=base + address_of(page, viewer),
        description=page.summary,
        language="nl",
        feed_url=base + request.path,
    )
    for item in items:
        add_item(feed, item, base, public)
    text = feed.writeString("utf-8")
    etag = f'"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'
    response = HttpResponse(text, content_type=feed.content_type)
    response["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=response) or response


def add_item(feed: Any, item: Any, base: str, viewer: Viewer) -> None:
    """One item of a feed."""
    day = timezone.make_aware(datetime.datetime.combine(item.date, datetime.time(8)))
    feed.add_item(
        title=item.title,
        link=base + address_of(item, viewer),
        description=item.summary,
        pubdate=day,
        updateddate=item.last_published_at or day,
        unique_id=f"{base}/nieuws/{item.translation_key}",
        unique_id_is_permalink=False,
    )
