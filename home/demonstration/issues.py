"""Issues of the demonstration that were sent: made and frozen as any other, with what happened to each recipient."""

import json
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks import task
from wagtail.models import Page

from association.newsletters.composing.rendering import variants_of
from association.newsletters.composing.starting import block, picked
from association.newsletters.models import Delivery, Mailing, Newsletter
from association.newsletters.pages import NewsletterIndexPage, NewsletterIssuePage
from association.newsletters.sending.preparing import prepare
from home.demonstration.read import read_content

MORNING = time(10)
STEP = timedelta(milliseconds=110)
# What came back of every hundred mails or so, at these places in the row.
RETURNED = {
    57: (Delivery.State.HARD, 550, "5.1.1 onbekend adres"),
    101: (Delivery.State.SOFT, 452, "4.2.2 postvak vol"),
    133: (Delivery.State.FAILED, 550, "5.1.1 onbekend adres"),
}


def ask_for_issues(home: Page, key: str, entries: list[dict[str, Any]]) -> bool:
    """Have the worker send the issues of a site that are missing, with its style sheets in place; whether any is."""
    is_asked = bool(missing(NewsletterIndexPage.objects.child_of(home).get(), entries))
    if is_asked:
        transaction.on_commit(partial(send_all.enqueue, key, home.pk))
    return is_asked


def missing(index: NewsletterIndexPage, entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What the content tells of and the archive does not have."""
    known = set(index.get_children().values_list("slug", flat=True))
    return [entry for entry in entries if entry["slug"] not in known]


@task(backend="noaber", queue_name="mail")
def send_all(key: str, home: int) -> None:
    """Make the issues of the site with this start page that are missing; what is there is left as it is."""
    index = NewsletterIndexPage.objects.child_of(Page.objects.get(pk=home)).get()
    root = index.get_parent().url_path
    pages = Page.objects.filter(url_path__startswith=root).values_list("url_path", "pk")
    addresses = {"/" + path[len(root) :]: number for path, number in pages}
    for entry in missing(index, read_content(key).newsletters["issues"]):
        load_issue(index, entry, addresses)


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
    mailing = prepare(made, variants_of(made, page.lists.all(), day=entry["date"]), by=None)
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
