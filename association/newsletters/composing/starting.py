"""A new issue: the next number of a series, with everything that was published since the last one."""

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Q
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.models import Page, Site

from association.base.queries import Viewer, viewable_pages
from association.base.site_settings import SiteSettings
from association.memberships.pages.vacancies import open_seats
from association.news.queries import visible_news
from association.newsletters.blocks.agenda import comes_something
from association.newsletters.blocks.facts import changed_seats
from association.newsletters.composing.rendering import audiences_of
from association.newsletters.models import Mailing, MailingList, Newsletter
from association.newsletters.pages import NewsletterIndexPage, NewsletterIssuePage
from association.publications.models import Edition
from association.publications.pages import PublicationPage

# Of a series of which nothing was sent yet.
LOOKS_BACK = timedelta(days=31)
MOST = 40
NEWS, PUBLICATIONS = "Nieuws", "Nieuwe publicaties"


class NoPlace(Exception):
    """There is no archive to put an issue in, or the user may add nothing there; the message says so, in Dutch."""


@dataclass(frozen=True)
class Found:
    """What a new issue starts with: pages below each heading, and what the register has."""

    groups: tuple[tuple[str, tuple[int, ...]], ...]
    since: date
    has_seats: bool
    has_vacancies: bool
    has_agenda: bool


def archive_of(newsletter: Newsletter) -> NewsletterIndexPage | None:
    """The archive of the association that a series belongs to, on its first site that has one."""
    sites = Site.objects.filter(sitesettings__association=newsletter.association).order_by("-is_default_site", "pk")
    for site in sites:
        found = NewsletterIndexPage.objects.viewable_by(Viewer.anonymous(site)).order_by("path").first()
        if found is not None:
            return found
    return None


def last_sent(newsletter: Newsletter) -> datetime | None:
    """When the last issue of a series was sent, or is to be."""
    found: datetime | None = Mailing.objects.filter(newsletter=newsletter, issue__isnull=False).aggregate(
        last=Max("prepared_at")
    )["last"]
    return found


def published_since(site: Site, lists: list[MailingList], since: datetime) -> Found:
    """What was published since a moment that some reader of the lists may see; a fixed number of queries."""
    groups = {number for numbers in audiences_of(lists) for number in numbers}
    viewer = Viewer.for_list(site, groups)
    day = timezone.localdate(since)
    news = visible_news(viewer).filter(first_published_at__gt=since).order_by("-date", "-pk")
    publications = viewable_pages(viewer, PublicationPage.objects.filter(new_since(since)))
    association = SiteSettings.of(site).association_id
    return Found(
        groups=(
            (NEWS, tuple(news.values_list("pk", flat=True)[:MOST])),
            (PUBLICATIONS, tuple(publications.order_by("title").values_list("pk", flat=True).distinct()[:MOST])),
        ),
        since=day,
        has_seats=association is not None and bool(changed_seats(association, day)),
        has_vacancies=bool(open_seats(viewer)),
        has_agenda=comes_something(viewer),
    )


def new_since(since: datetime) -> Any:
    """The condition of a publication that came on the site, or of which a version was adopted, since a moment."""
    adopted = Edition.objects.filter(publication=OuterRef("pk"), status="adopted", adopted_at__gt=since)
    return Q(first_published_at__gt=since) | Exists(adopted)


def first_body(found: Found) -> list[dict[str, Any]]:
    """The stored form of an issue's content, everything ticked; parts without anything are left out."""
    blocks: list[dict[str, Any]] = [
        block("picks", {"title": title, "items": [picked(number) for number in numbers]})
        for title, numbers in found.groups
        if numbers
    ]
    if found.has_seats:
        blocks.append(block("seats", {"title": "Wie zit waar: nieuw", "since": found.since.isoformat()}))
    if found.has_vacancies:
        blocks.append(block("vacancies", {"title": "Open plekken"}))
    if found.has_agenda:
        blocks.append(block("agenda", {"title": "Agenda", "last": None, "closed": False}))
    return blocks


def block(kind: str, value: dict[str, Any]) -> dict[str, Any]:
    """One block of a stream in stored form."""
    return {"type": kind, "value": value, "id": str(uuid4())}


def picked(number: int) -> dict[str, Any]:
    """A ticked page in stored form."""
    value = {"shown": True, "page": number, "teaser": "", "picture": True, "public_text": ""}
    return {"type": "item", "value": value, "id": str(uuid4())}


@transaction.atomic
def start_issue(*, newsletter: Newsletter, user: Any) -> NewsletterIssuePage:
    """A draft of the next issue, filled; raises NoPlace where it cannot stand. Readers see nothing of it."""
    index = archive_of(newsletter)
    if index is None:
        raise NoPlace("De site heeft nog geen overzicht van nieuwsbrieven. Maak er eerst een, onder de startpagina.")
    if not index.permissions_for_user(user).can_add_subpage():
        raise NoPlace("U mag op deze site geen nummers toevoegen. Vraag het de beheerder.")
    # Two who press at once get two numbers.
    Newsletter.objects.select_for_update().get(pk=newsletter.pk)
    site = index.get_site()
    lists = list(newsletter.lists.all())
    since = last_sent(newsletter) or timezone.now() - LOOKS_BACK
    number = next_number(newsletter)
    page = NewsletterIssuePage(
        title=f"{newsletter.title} {date_format(timezone.localdate(), 'F Y')}",
        slug=free_slug(index, f"{newsletter.slug}-{number}"),
        newsletter=newsletter,
        number=number,
        live=False,
        has_unpublished_changes=True,
        owner=user,
    )
    page.body = json.dumps(first_body(published_since(site, lists, since)))  # type: ignore[assignment]  # stored form
    page.lists = lists
    made: NewsletterIssuePage = index.add_child(instance=page)
    made.save_revision(user=user, log_action=True)
    return made


def next_number(newsletter: Newsletter) -> int:
    """The number after the highest of a series."""
    highest = NewsletterIssuePage.objects.filter(newsletter=newsletter).aggregate(last=Max("number"))["last"]
    return (highest or 0) + 1


def free_slug(index: Page, wanted: str) -> str:
    """The slug, or the first one with a number behind it that nothing below the archive has."""
    taken = set(index.get_children().filter(slug__startswith=wanted).values_list("slug", flat=True))
    numbered = (wanted if number == 1 else f"{wanted}-{number}" for number in range(1, len(taken) + 2))
    return next(slug for slug in numbered if slug not in taken)
