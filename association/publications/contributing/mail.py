"""Mails to who was asked to write: the link, a reminder, and that it is late; sent by the worker, each once."""

import logging
from datetime import date, timedelta
from typing import Any

from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.utils import timezone
from wagtail.models import Site

from association.publications.contributing.asking import new_link
from association.publications.models import Contribution, ContributionLink, ContributionMail
from association.publications.queries.contributions import contributions, why_closed
from association.review.queries import name_of
from association.review.rules import hash_of

logger = logging.getLogger(__name__)
SOON = timedelta(days=3)
# Who is late hears so for a week; later than that nobody is waiting for a mail.
LATE = timedelta(days=7)
HEADERS = {"Auto-Submitted": "auto-generated"}
Kind = ContributionMail.Kind


def kind_on(contribution: Contribution, today: date) -> str:
    """Which mail is due on a day; empty for none."""
    sent = {mail.kind: timezone.localdate(mail.at) for mail in contribution.mails.all()}
    if Kind.FIRST not in sent:
        return Kind.FIRST.value
    if today > contribution.due_on:
        return Kind.LATE.value if today <= contribution.due_on + LATE and Kind.LATE not in sent else ""
    # Who was asked in the last days needs no reminder of it.
    soon = contribution.due_on - today <= SOON and sent[Kind.FIRST] < contribution.due_on - SOON
    return Kind.SOON.value if soon and Kind.SOON not in sent else ""


def send_contribution_mail() -> int:
    """Send what is due today; returns how many mails. Safe to run twice at once: each is noted before it goes.

    Who is done, was withdrawn or has no address gets none. A mail that the server did not take is tried again at the
    next turn.
    """
    now, today = timezone.now(), timezone.localdate()
    rows = contributions().filter(revoked_at=None, done_at=None, expires_at__gt=now).exclude(email="")
    due = [(row, kind_on(row, today)) for row in rows.prefetch_related("mails")]
    return sum(send(row, kind) for row, kind in due if kind)


def send(contribution: Contribution, kind: str) -> int:
    """Send one mail, unless another process does; 1 when it went."""
    site = contribution.chapter.get_site()
    if site is None or why_closed(contribution, site.root_page.path):
        return 0
    try:
        with transaction.atomic():
            mail = ContributionMail.objects.create(contribution=contribution, kind=kind)
    except IntegrityError:
        return 0
    address = new_link(contribution)
    subject, text = words_of(contribution, kind, address, site)
    try:
        EmailMessage(subject, text, to=[contribution.email], headers=HEADERS).send()
    except OSError:
        logger.warning("The mail server did not take a mail of contribution %s", contribution.pk)
        mail.delete()
        # Nobody knows the secret that did not go out.
        token = address.rstrip("/").rpartition("/")[2]
        ContributionLink.objects.filter(token_hash=hash_of(token)).delete()
        return 0
    return 1


def words_of(contribution: Contribution, kind: str, address: str, site: Site) -> tuple[str, str]:
    """Subject and text of a mail. Nothing is named but the chapter that its receiver may write."""
    chapter = contribution.chapter
    context: dict[str, Any] = {
        "contribution": contribution,
        "kind": kind,
        "chapter": chapter.draft_title or chapter.title,
        "asker": name_of(contribution.created_by),
        "site": site.site_name,
        "url": address,
    }
    subject, _, text = render_to_string("email/contribution.txt", context).strip().partition("\n")
    return subject[:250], text.strip() + "\n"
