"""What the worker does with requests: decide who gets which mail, and send it.

A request is decided on in one short transaction, together with all others of its kind for the same address, so that
two workers give one mail. Its link gets its secret there; the database keeps the hash alone.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from smtplib import SMTPRecipientsRefused
from typing import Any

from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.template.loader import render_to_string
from django.utils import timezone
from wagtail.models import Site

from association.base.site_settings import SiteSettings
from association.newsletters.models import ConsentEvent, MailingList, Subscriber, SubscriberRequest, Subscription
from association.newsletters.rules import addresses, terms
from association.newsletters.rules.tokens import hashed, new_token
from association.newsletters.sending.release import may_send
from association.newsletters.subscribing.events import SITE, is_barred, note

logger = logging.getLogger(__name__)
CLAIM = timedelta(minutes=5)
LONGEST_PAUSE = 6  # as a power of two, in minutes: about an hour
MOST_TRIES = 60  # more than two days
MOST_AT_ONCE = 200
CLIENT_PAUSE = timedelta(minutes=15)
HEADERS = {"Auto-Submitted": "auto-generated"}
NOTICE = "notice"
PERMANENT = 500  # RFC 5321, section 4.2.1: the first digit 5 is a refusal for good
Kind = SubscriberRequest.Kind


@dataclass(frozen=True)
class Answer:
    """A mail to who asked: the name of its template, its subject, the address of its link and the lists it names."""

    template: str
    subject: str
    path: str
    lists: tuple[MailingList, ...] = ()


def send_request_mail() -> int:
    """Answer what people asked; returns how many mails went out. Safe to run twice at once.

    After a failure a mail is tried again, ever later. No transaction is open while the mail server takes its time.
    Nothing goes out of a copy, or of what was restored: there requests wait for as long as they are kept.
    """
    if not may_send():
        return 0
    due = waiting_requests().filter(next_try_at__lte=timezone.now()).values_list("pk", flat=True)
    return sum(answer_request(number) for number in list(due[:MOST_AT_ONCE]))


def waiting_requests() -> QuerySet[SubscriberRequest]:
    """What people asked that is not answered yet and not given up."""
    found: QuerySet[SubscriberRequest] = SubscriberRequest.objects.filter(answered_at=None, tries__lt=MOST_TRIES)
    return found


def answer_request(number: int) -> int:
    """Decide on a request that waits and send its mail; 1 when the mail server took one."""
    try:
        decided = decide(number, timezone.now())
        return send(*decided) if decided else 0
    except Exception:  # whatever is wrong with one request, the others are due as well
        logger.exception("Request %s of a reader failed", number)
        later = timezone.now() + timedelta(hours=1)
        SubscriberRequest.objects.filter(pk=number).update(next_try_at=later, tries=F("tries") + 1)
        return 0


@transaction.atomic
def decide(number: int, now: datetime) -> tuple[SubscriberRequest, Answer] | None:
    """The mail for a request that is due, claimed for five minutes; None when there is none to send now."""
    row = SubscriberRequest.objects.select_related("association", "subscriber").filter(pk=number).first()
    if row is None:
        return None
    open_rows = {one.pk: one for one in alike(row).filter(answered_at=None).select_for_update().order_by("pk")}
    fresh = open_rows.get(number)
    if fresh is None or fresh.next_try_at > now:
        return None
    if was_mailed_lately(row, now):
        SubscriberRequest.objects.filter(pk__in=open_rows).update(answered_at=now)
        return None
    if is_client_busy(row, now):
        SubscriberRequest.objects.filter(pk=number).update(next_try_at=now + CLIENT_PAUSE)
        return None
    token = new_token()
    answer = answer_for(row, token)
    others = [pk for pk in open_rows if pk != number]
    SubscriberRequest.objects.filter(pk__in=others).update(answered_at=now)
    if answer is None:
        SubscriberRequest.objects.filter(pk=number).update(answered_at=now)
        return None
    SubscriberRequest.objects.filter(pk=number).update(
        token_hash=hashed(token), expires_at=now + terms.LINK, next_try_at=now + CLAIM, tries=F("tries") + 1
    )
    row.refresh_from_db(fields=["tries"])
    return row, answer


def alike(row: SubscriberRequest) -> Any:
    """All requests of the same kind for the same address."""
    found = SubscriberRequest.objects.filter(
        association=row.association_id, email_key=row.email_key, kind=row.kind, subscriber=row.subscriber_id
    )
    return found.filter(details__has_key=NOTICE) if NOTICE in row.details else found.exclude(details__has_key=NOTICE)


def mailed_since(moment: datetime) -> Q:
    """The condition that the mail of a request went out after a moment."""
    return Q(expires_at__gt=moment + terms.LINK)


def was_mailed_lately(row: SubscriberRequest, now: datetime) -> bool:
    """Whether the address had such a mail in the last day that it did not use; this request itself does not count."""
    lately = alike(row).filter(mailed_since(now - terms.MAIL_AGAIN_AFTER), used_at=None)
    return bool(lately.exclude(pk=row.pk).exists())


def is_client_busy(row: SubscriberRequest, now: datetime) -> bool:
    """Whether the place that a request came from caused enough mails in the last hour."""
    if not row.client_hash:
        return False
    found = SubscriberRequest.objects.filter(mailed_since(now - timedelta(hours=1)), client_hash=row.client_hash)
    return found.exclude(pk=row.pk).count() >= terms.CLIENT_MAILS_AN_HOUR


def answer_for(row: SubscriberRequest, token: str) -> Answer | None:
    """The mail that belongs to a request; None for an address that gets none."""
    if NOTICE in row.details:
        return Answer("address_changed", "Uw adres voor de nieuwsbrief is gewijzigd", path_of(addresses.SUBSCRIBE))
    if is_barred(row.association_id, row.email):
        return None
    if row.kind == Kind.SUBSCRIBE:
        return answer_to_subscribing(row, token)
    if row.kind == Kind.ADDRESS:
        return Answer("address_confirm", "Bevestig uw nieuwe adres", path_of(addresses.CONFIRM, token))
    known = known_as(row)
    path = path_of(addresses.PREFERENCES, known.token) if known else ""
    return Answer("preferences_link", "Uw voorkeuren voor de nieuwsbrief", path) if known else None


def path_of(name: str, token: str = "") -> str:
    """The path of one of our addresses."""
    return addresses.address_of(name, token)


def known_as(row: SubscriberRequest) -> Subscriber | None:
    """The subscriber with the address of a request."""
    return Subscriber.objects.filter(association=row.association_id, email_key=row.email_key).first()


def answer_to_subscribing(row: SubscriberRequest, token: str) -> Answer | None:
    """The question whether it was them; or that nothing needs to be done, to who is on all of the lists."""
    wanted = tuple(MailingList.objects.filter(association=row.association_id, is_open=True, pk__in=row.lists))
    if not wanted:
        return None
    known = known_as(row)
    if known is not None and not missing(known, wanted):
        path = path_of(addresses.PREFERENCES, known.token)
        return Answer("subscribe_known", "U bent al aangemeld voor de nieuwsbrief", path, wanted)
    keep_pending(row, known, wanted)
    return Answer("subscribe_confirm", "Bevestig uw aanmelding", path_of(addresses.CONFIRM, token), wanted)


def missing(subscriber: Subscriber, wanted: tuple[MailingList, ...]) -> bool:
    """Whether there is a list among the wanted ones from which somebody gets no mail yet."""
    active = subscriber.subscriptions.filter(state=Subscription.State.ACTIVE, mailing_list__in=wanted)
    return bool(active.count() < len(wanted))


def keep_pending(row: SubscriberRequest, known: Subscriber | None, wanted: tuple[MailingList, ...]) -> None:
    """Write down that somebody asked for lists; what they are on, or left, stays as it is until they confirm."""
    subscriber = known or Subscriber.objects.create(association_id=row.association_id, email=row.email)
    for one in wanted:
        _, is_new = Subscription.objects.get_or_create(subscriber=subscriber, mailing_list=one)
        # A second try of the same mail adds no second event.
        if is_new or not row.tries:
            note(subscriber, ConsentEvent.Kind.ASKED, SITE, mailing_list=one, text_version=row.text_version)


def send(row: SubscriberRequest, answer: Answer) -> int:
    """Send a mail that was decided on; 1 when the mail server took it. What it refuses for good is not tried again."""
    site = Site.objects.filter(sitesettings__association=row.association_id).order_by("pk").first()
    bureau = SiteSettings.of(site).email if site else ""
    context = {
        "association": row.association,
        "lists": answer.lists,
        "url": (site.root_url if site else "") + answer.path,
        "bureau": bureau,
    }
    text = render_to_string(f"email/{answer.template}.txt", context)
    subject = f"{answer.subject} ({row.association.abbreviation or row.association.name})"
    message = EmailMessage(subject, text, to=[row.email], reply_to=[bureau] if bureau else [], headers=HEADERS)
    mine = SubscriberRequest.objects.filter(pk=row.pk)
    try:
        message.send()
    except SMTPRecipientsRefused as error:
        if all(code >= PERMANENT for code, _ in error.recipients.values()):
            mine.update(answered_at=timezone.now())
        else:
            put_off(row)
        return 0
    except OSError:
        put_off(row)
        return 0
    mine.update(answered_at=timezone.now())
    return 1


def put_off(row: SubscriberRequest) -> None:
    """Let a request whose mail was not taken wait, ever longer; its link was seen by nobody."""
    later = timezone.now() + timedelta(minutes=2 ** min(row.tries, LONGEST_PAUSE))
    # Another worker may have held it as answered, with a later request for the same address.
    SubscriberRequest.objects.filter(pk=row.pk).update(
        answered_at=None, next_try_at=later, token_hash="", expires_at=None
    )
