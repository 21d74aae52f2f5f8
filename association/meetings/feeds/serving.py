"""Handing out calendars: programs ask for them every few hours, so "nothing changed" costs next to nothing."""

import hashlib
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from association.base.models import ContentVersion
from association.base.queries import Viewer
from association.base.site_settings import SiteSettings
from association.meetings.feeds.choosing import calendar_moments, first_day, parse_calendar
from association.meetings.feeds.ical import calendar_bytes
from association.meetings.queries import visible_moments

CALENDAR_TYPE = "text/calendar; charset=utf-8"
KEPT_SECONDS = 24 * 3600
LARGEST = 400_000
# Two versions within one second would have one time of change.
SETTLED = timedelta(seconds=2)
Moments = Callable[[], Iterable[Any]]


@dataclass(frozen=True)
class Stamp:
    """The state of a calendar for anybody without account: its key, and since when this was so."""

    key: str
    since: datetime

    @property
    def etag(self) -> str:
        """The entity tag (RFC 9110, 8.8.3)."""
        return f'"{self.key}"'

    @property
    def is_settled(self) -> bool:
        """Whether no other version can have begun in the same second."""
        return timezone.now() - self.since > SETTLED

    @property
    def last_modified(self) -> int:
        """In seconds; one too few while another version may have begun in that second, so that it is asked again."""
        return int(self.since.timestamp()) - (not self.is_settled)


def stamp_of(request: HttpRequest, viewer: Viewer, *, is_of_a_day: bool) -> Stamp | None:
    """The state of the address that is asked for; None when something changed by itself and nobody noted it yet.

    What is of a day is in another state each day: who sits where begins and ends without anybody changing it.
    """
    row = ContentVersion.objects.filter(pk=1).values_list("number", "next_change").first()
    number, next_change = row or (0, None)
    if next_change is not None and next_change <= timezone.now():
        return None
    today = timezone.localdate()
    since_day = (today if is_of_a_day else first_day(today)).isoformat()
    parts = (str(number), since_day, viewer.site.root_url, request.path)
    key = hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]
    since = cache.get_or_set(f"calendar-since:{key}", timezone.now, KEPT_SECONDS)
    return Stamp(key, since or timezone.now())


def serve_page_calendar(page: Any, request: HttpRequest) -> HttpResponseBase:
    """All moments of a meeting or event."""
    viewer: Viewer = page.viewer_of(request)
    found = visible_moments(viewer).defer(None).filter(page=page.pk)
    return calendar_response(request, viewer, page.title, page.slug, lambda: found)


def serve_calendar_below(page: Any, request: HttpRequest, rest: str) -> HttpResponseBase:
    """A calendar of the agenda at an address below it; Http404 for one that is not there."""
    viewer: Viewer = page.viewer_of(request)
    own = SiteSettings.of(viewer.site)
    chosen = parse_calendar(rest, own.association_id, timezone.localdate()) if own.association_id else None
    if chosen is None:
        raise Http404
    name = f"{chosen.name} – {own.name_line} {own.name_main}"
    return calendar_response(
        request,
        viewer,
        name,
        rest.replace("/", "-"),
        lambda: calendar_moments(viewer, chosen.condition),
        is_of_a_day=chosen.is_of_a_day,
    )


def calendar_response(
    request: HttpRequest, viewer: Viewer, name: str, filename: str, moments: Moments, *, is_of_a_day: bool = False
) -> HttpResponseBase:
    """A calendar as a file: 304 without asking for moments when nothing changed; what is personal is never kept."""
    if viewer.is_member or viewer.passed:
        response = as_file(calendar_bytes(name, moments(), viewer), filename)
        response["Cache-Control"] = "private, no-store"
        return response
    stamp = stamp_of(request, viewer, is_of_a_day=is_of_a_day)
    if stamp is None:
        return as_file(calendar_bytes(name, moments(), viewer), filename)
    unchanged = get_conditional_response(
        request, etag=stamp.etag, last_modified=stamp.last_modified if stamp.is_settled else None
    )
    if unchanged is not None:
        return with_state(unchanged, stamp)
    return with_state(as_file(kept_bytes(stamp, lambda: calendar_bytes(name, moments(), viewer)), filename), stamp)


def kept_bytes(stamp: Stamp, make: Callable[[], bytes]) -> bytes:
    """What was made before in this state, else made now and kept, packed, unless it is very large.

    Nothing is kept where no pages are.
    """
    key = f"calendar:{stamp.key}"
    packed: bytes | None = cache.get(key) if settings.PAGE_CACHE_SECONDS else None
    if packed is not None:
        return zlib.decompress(packed)
    made = make()
    packed = zlib.compress(made)
    if settings.PAGE_CACHE_SECONDS and len(packed) <= LARGEST:
        cache.set(key, packed, KEPT_SECONDS)
    return made


def as_file(content: bytes, filename: str) -> HttpResponse:
    """The bytes of a calendar as an answer that is asked for anew each time."""
    response = HttpResponse(content, content_type=CALENDAR_TYPE)
    response["Content-Disposition"] = f'inline; filename="{filename[:80]}.ics"'
    response["Cache-Control"] = "no-cache"
    return response


def with_state(response: HttpResponseBase, stamp: Stamp) -> HttpResponseBase:
    """An answer that says in which state the calendar is."""
    response["ETag"], response["Last-Modified"] = stamp.etag, http_date(stamp.last_modified)
    return response
