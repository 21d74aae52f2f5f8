"""Open vacancies as RSS 2.0 and Atom (RFC 4287)."""

import hashlib
from collections.abc import Iterable
from datetime import datetime, time
from enum import Enum
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import feedgenerator, timezone
from django.utils.cache import get_conditional_response

from association.base.queries import Viewer
from association.base.site_settings import SiteSettings
from association.memberships.models import Vacancy


class FeedFormat(Enum):
    """A format with its generator."""

    RSS = feedgenerator.Rss201rev2Feed
    ATOM = feedgenerator.Atom1Feed


def vacancy_feed(
    vacancies: Iterable[Vacancy], start: str, request: HttpRequest, viewer: Viewer, kind: FeedFormat
) -> HttpResponse:
    """Some vacancies as a feed; `start` is the address of their list. Answers 304 when nothing changed."""
    base, own = viewer.site.root_url, SiteSettings.of(viewer.site)
    feed = kind.value(
        title=f"Open plekken – {own.name_line} {own.name_main}",
        link=base + start,
        description="Plekken waarvoor bestuurders zich kunnen aanmelden.",
        language="nl",
        feed_url=base + request.path,
    )
    for vacancy in vacancies:
        add_vacancy(feed, vacancy, base + start)
    text = feed.writeString("utf-8")
    etag = f'"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'
    response = HttpResponse(text, content_type=feed.content_type)
    response["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=response) or response


def add_vacancy(feed: Any, vacancy: Vacancy, start: str) -> None:
    """One vacancy of a feed, of the day on which it opened."""
    opened = timezone.make_aware(datetime.combine(vacancy.opens, time(8)))
    feed.add_item(
        title=vacancy.title,
        link=f"{start}{vacancy.slug}/",
        description=f"{vacancy.post.organization.name}. Aanmelden kan {vacancy.closes_words}.",
        pubdate=opened,
        updateddate=opened,
        unique_id=f"{start}{vacancy.pk}",
        unique_id_is_permalink=False,
    )
