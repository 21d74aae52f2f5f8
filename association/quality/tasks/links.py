"""A few addresses outside the site looked at each time, so that every link is looked at in the end."""

from datetime import timedelta
from time import monotonic
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from association.quality.actions import note_answer
from association.quality.models import LinkTarget
from association.quality.tasks.fetch import Fetcher

AT_ONCE = 20
CANDIDATES = 200
SECONDS = 15.0
# For so long an address is nobody else's; whoever was killed meanwhile leaves it to the next.
LEASE = timedelta(minutes=15)


def check_links(fetcher: Fetcher | None = None) -> int:
    """Ask addresses that are due whether they work, one per host, for some seconds; returns how many. For the upkeep.

    Two at once never ask the same address: each is claimed first.
    """
    if not settings.LINK_CHECK:
        return 0
    fetcher = fetcher or Fetcher(f"Noaber linkcheck (+{settings.WAGTAILADMIN_BASE_URL})")
    end, asked = monotonic() + SECONDS, 0
    for target in due():
        if monotonic() > end:
            break
        if claim(target):
            note_answer(target=target, answer=fetcher.ask(target.url))
            asked += 1
    return asked


def due() -> list[LinkTarget]:
    """Addresses whose time has come, the longest waiting first, at most one of each host."""
    rows = LinkTarget.objects.filter(next_check_at__lte=timezone.now()).order_by("next_check_at", "pk")[:CANDIDATES]
    first: dict[str, LinkTarget] = {}
    for target in rows:
        first.setdefault(host_of(target.url), target)
    return list(first.values())[:AT_ONCE]


def claim(target: LinkTarget) -> bool:
    """Whether an address is ours to ask; one to which no page links any more is forgotten instead."""
    now = timezone.now()
    mine = LinkTarget.objects.filter(pk=target.pk, next_check_at__lte=now)
    if not target.links.exists():
        mine.filter(links=None).delete()
        return False
    return bool(mine.update(next_check_at=now + LEASE))


def host_of(url: str) -> str:
    """The host of an address; what is no address is a host by itself."""
    try:
        return urlsplit(url).hostname or url
    except ValueError:
        return url
