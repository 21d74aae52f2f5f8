"""That a second person agreed to an issue as it is; any change makes it void."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from association.base.models import Image
from association.base.rights import associations_granting
from association.newsletters.composing.rights import SEND, may_send, senders_of
from association.newsletters.models import Mailing, Segment, SenderSettings
from association.newsletters.pages import IssueAgreement, NewsletterIssuePage
from association.newsletters.rules.variants import Variant
from association.review.mail import store
from association.review.queries import name_of

CHANGED = "Het nummer of de lijst is gewijzigd sinds u het las. Lees de nieuwste versie."


class NotAgreed(Exception):
    """Somebody cannot agree; the message says why, in Dutch."""


def fingerprint(page: NewsletterIssuePage, variants: Iterable[Variant]) -> str:
    """The SHA-256 of all that would be sent, by whom and to whom.

    That is: words and links of every variant, pictures, sender and address for replies, lists, and what the segment
    asks.
    """
    series = page.newsletter
    content = {
        "subject": page.title,
        "preheader": page.preheader,
        "body": list(page.body.raw_data),
        "images": [file_of(page.image), file_of(series.banner)],
        "series": series.pk,
        "sender": [series.sender_name, series.sender_email, series.reply_to],
        "lists": sorted(one.pk for one in page.lists.all()),
        "segment": asked_by(page.segment),
        "clerks": page.for_clerks,
        "texts": sorted((variant.key, variant.text) for variant in variants),
    }
    return hashlib.sha256(json.dumps(content, sort_keys=True, default=str).encode()).hexdigest()


def file_of(image: Image | None) -> list[Any]:
    """Which picture it is, and which file: another file may take its place."""
    return [image.pk, image.file.name] if image is not None else []


def asked_by(segment: Segment | None) -> dict[str, Any] | None:
    """What a segment asks of readers; None without one."""
    if segment is None:
        return None
    return {
        "number": segment.pk,
        "roles": sorted(segment.roles),
        "municipalities": sorted(segment.municipalities.values_list("pk", flat=True)),
        "portfolios": sorted(segment.portfolios.values_list("pk", flat=True)),
    }


def needs_agreement(association: int) -> bool:
    """Whether a second person must agree; a bureau of one types the number of readers instead."""
    return not SenderSettings.objects.filter(association=association, small_bureau=True).exists()


def agreement_of(page: NewsletterIssuePage, mark: str) -> IssueAgreement | None:
    """The agreement, or else the newest question for one, with an issue as it is; None without any."""
    rows = IssueAgreement.objects.filter(issue=page.pk, fingerprint=mark).select_related("asked_by", "agreed_by")
    found = list(rows.order_by("-asked_at", "-pk"))
    return next((row for row in found if row.agreed_by_id is not None), found[0] if found else None)


@dataclass(frozen=True)
class Question:
    """An issue that somebody is asked to agree to: its subject, the screen on which they do, and who asks."""

    title: str
    url: str
    text: str


def asked_of(user: Any) -> list[Question]:
    """The issues that wait for the agreement of somebody who may send, by others' wish, the oldest question first.

    Those that were changed after the question are left out: it has to be asked anew.
    """
    rows = IssueAgreement.objects.filter(agreed_by=None, issue__mailing=None).exclude(asked_by=user.pk)
    rows = rows.filter(issue__latest_revision_created_at__lte=F("asked_at"))
    if not user.is_superuser:
        rows = rows.filter(issue__newsletter__association__in=associations_granting(user, Mailing, [SEND]))
    found = {row.issue_id: row for row in rows.select_related("issue", "asked_by").order_by("-asked_at", "-pk")}
    return [
        Question(
            title=row.issue.draft_title or row.issue.title,
            url=reverse("send_issue", args=[row.issue_id]),
            text=f"{name_of(row.asked_by) if row.asked_by else 'Een collega'} vraagt uw akkoord om te verzenden",
        )
        for row in reversed(found.values())
    ]


@transaction.atomic
def ask(*, page: NewsletterIssuePage, mark: str, by: Any) -> int:
    """Ask every other sender of the association to agree, once; returns how many were mailed."""
    association = page.newsletter.association_id
    NewsletterIssuePage.objects.select_for_update().get(pk=page.pk)
    if agreement_of(page, mark) is not None:
        return 0
    IssueAgreement.objects.create(issue_id=page.pk, fingerprint=mark, asked_by=by)
    site = page.get_site()
    address = (site.root_url if site else "") + reverse("send_issue", args=[page.pk])
    others = [user for user in senders_of(association).exclude(pk=by.pk) if user.email]
    for user in others:
        context = {"title": page.title, "name": name_of(user), "author": name_of(by), "url": address}
        store(user.email, "issue_agreement", context)
    return len(others)


@transaction.atomic
def agree(*, page: NewsletterIssuePage, mark: str, by: Any) -> IssueAgreement:
    """Agree to an issue as somebody else asked; raises NotAgreed for who asked, or when it changed since."""
    NewsletterIssuePage.objects.select_for_update().get(pk=page.pk)
    asked = agreement_of(page, mark)
    if asked is None:
        raise NotAgreed(CHANGED)
    if asked.asked_by_id == by.pk:
        raise NotAgreed("U vroeg zelf om akkoord. Een collega geeft het.")
    if not may_send(by, page.newsletter.association_id):
        raise NotAgreed("U mag geen akkoord geven voor deze vereniging.")
    if asked.agreed_by_id is None:
        asked.agreed_by, asked.agreed_at = by, timezone.now()
        asked.save(update_fields=["agreed_by", "agreed_at"])
    return asked
