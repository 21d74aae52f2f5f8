"""The archive of newsletters as RSS 2.0 and Atom (RFC 4287)."""

import hashlib
from enum import Enum
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import feedgenerator
from django.utils.cache import get_conditional_response

from association.base.links import address_of
from association.base.queries import Viewer
from association.base.site_settings import SiteSettings

ITEMS = 30


class FeedFormat(Enum):
    """A format with its generator."""

    RSS = feedgenerator.Rss201rev2Feed
    ATOM = feedgenerator.Atom1Feed


def issues_feed(page: Any, request: HttpRequest, viewer: Viewer, kind: FeedFormat) -> HttpResponse:
    """The newest issues for anyone, whoever asks: feed readers pass their copy on. Answers 304 when nothing changed.

    Http404 when the archive itself is not there for who asks.
    """
    if not viewer.may_view(page):
        raise Http404
    public = viewer if viewer.user is None and not viewer.passed else Viewer.anonymous(viewer.site)
    if not public.may_view(page):
        public = viewer
    base = viewer.site.root_url
    own = SiteSettings.of(viewer.site)
    feed = kind.value(
        title=f"Nieuwsbrieven – {own.name_line} {own.name_main}",
        link=base + address_of(page, viewer),
        description=page.summary,
        language="nl",
        feed_url=base + request.path,
    )
    for item in page.issues(public).defer("body", "opening")[:ITEMS]:
        feed.add_item(
            title=item.title,
            link=base + address_of(item, public),
            # Of an issue for members alone its own words are not public.
            description=item.preheader if item.went_public else "",
            pubdate=item.mailing.send_at,
            updateddate=item.mailing.send_at,
            unique_id=f"{base}/nieuwsbrieven/{item.translation_key}",
            unique_id_is_permalink=False,
        )
    text = feed.writeString("utf-8")
    etag = f'"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'
    response = HttpResponse(text, content_type=feed.content_type)
    response["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=response) or response
