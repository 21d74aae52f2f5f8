"""Issues of the demonstration that were sent: made and frozen as any other, with what happened to each recipient."""

import json
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from association.newsletters.composing.rendering import variants_of
from association.newsletters.composing.starting import block, picked
from association.newsletters.models import Delivery, Mailing, Newsletter
from association.newsletters.pages import NewsletterIndexPage, NewsletterIssuePage
from association.newsletters.sending.preparing import prepare

MORNING = time(10)
STEP = timedelta(milliseconds=110)
# What came back of every hundred mails or so, at these places in the row.
RETURNED = {
    57: (Delivery.State.HARD, 550, "5.1.1 onbekend adres"),
    101: (Delivery.State.SOFT, 452, "4.2.2 postvak vol"),
    133: (Delivery.State.FAILED, 550, "5.1.1 onbekend adres"),
}


def load_issues(index: NewsletterIndexPage, entries: list[dict[str, Any]], addresses: dict[str, int]) -> int:
    """The issues that are missing; returns how many. `addresses` are numbers of pages by path on the site."""
    known = set(index.get_children().values_list("slug", flat=True))
    missing = [entry for entry in entries if entry["slug"] not in known]
    for entry in missing:
        load_issue(index, entry, addresses)
    return len(missing)


@transaction.atomic
def load_issue(index: NewsletterIndexPage, entry: dict[str, Any], addresses: dict[str, int]) -> Mailing:
    """One issue as it was sent on its day."""
    association = index.get_site().sitesettings.association
    newsletter = Newsletter.objects.get(association=association, slug=entry["series"])
    page = NewsletterIssuePage(
        title=entry["title"],
        slug=entry["slug"],
        newsletter=newsletter,
        number=entry["number"],
        preheader=entry["preheader"],
        opening=entry["opening"],
        live=False,
    )
    page.body = json.dumps(body_of(entry, addresses))  # type: ignore[assignment]  # stored form
    page.lists = list(newsletter.lists.all())
    made: NewsletterIssuePage = index.add_child(instance=page)
    mailing = prepare(made, variants_of(made, page.lists.all()), by=None)
    tell_as_sent(mailing, entry["date"])
    return mailing


def body_of(entry: dict[str, Any], addresses: dict[str, int]) -> list[dict[str, Any]]:
    """The stored form of an issue's content."""
    button = entry["button"]
    target = {"label": button["label"], "page": addresses[button["url"]], "address": ""}
    groups = [
        block("picks", {"title": group["title"], "items": [picked(addresses[url]) for url in group["pages"]]})
        for group in entry["groups"]
    ]
    return [block("button", target), *groups]


def tell_as_sent(mailing: Mailing, day: date) -> None:
    """Have a mailing be one of that day, of which nearly everything arrived."""
    start = timezone.make_aware(datetime.combine(day, MORNING))
    rows = list(mailing.deliveries.filter(state=Delivery.State.QUEUED).order_by("pk"))
    for place, row in enumerate(rows):
        row.state, row.code, row.answer = RETURNED.get(place, (Delivery.State.SENT, 250, "2.0.0 OK"))
        row.sent_at, row.tries = start + STEP * place, 1
    Delivery.objects.bulk_update(rows, ["state", "code", "answer", "sent_at", "tries"], batch_size=200)
    Mailing.objects.filter(pk=mailing.pk).update(
        state=Mailing.State.DONE,
        prepared_at=start,
        send_at=start,
        started_at=start,
        finished_at=start + STEP * len(rows),
    )
    Page.objects.filter(pk=mailing.issue_id).update(first_published_at=start, last_published_at=start)
