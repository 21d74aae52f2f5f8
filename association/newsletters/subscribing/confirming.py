"""Confirming by the link of a mail: that somebody wants lists, or reads mail at another address."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from association.newsletters.models import (
    ConsentEvent,
    Delivery,
    MailingList,
    Subscriber,
    SubscriberRequest,
    Subscription,
)
from association.newsletters.rules.terms import UNCONFIRMED_KEPT
from association.newsletters.rules.tokens import TOKEN_LENGTH, hashed, new_token
from association.newsletters.sending.progress import keep_leaving
from association.newsletters.subscribing.answering import NOTICE
from association.newsletters.subscribing.events import OWN_WISH, SITE, is_barred, note, suppressions_of
from association.organizations.models import Organization

Kind = SubscriberRequest.Kind


class LinkGone(Exception):
    """A link that confirms nothing: unknown, too old, or `used` before."""

    def __init__(self, *, used: bool = False) -> None:
        super().__init__("used" if used else "unknown")
        self.used = used


def request_by(token: str, association: Organization | int | None) -> SubscriberRequest:
    """The request that a link belongs to, as long as the link works; LinkGone when it does not. Changes nothing."""
    rows = SubscriberRequest.objects.filter(association=association, token_hash=hashed(token))
    row = rows.first() if len(token) == TOKEN_LENGTH and association else None
    if row is None:
        raise LinkGone
    if row.used_at:
        raise LinkGone(used=True)
    if row.expires_at is None or row.expires_at <= timezone.now() or is_barred(row.association_id, row.email):
        raise LinkGone
    return row


def wishes_of(row: SubscriberRequest, until: int | None = None) -> list[SubscriberRequest]:
    """The request of a link with what was asked for the same address since, up to a request by its number.

    One mail goes out for all of them; without `until` only its own request counts.
    """
    since = row.created_at - UNCONFIRMED_KEPT
    if until is None:
        return [row]
    since_then = Q(used_at=None, created_at__gt=since, pk__lte=until)
    alike = SubscriberRequest.objects.filter(
        Q(pk=row.pk) | since_then, association=row.association_id, email_key=row.email_key, kind=Kind.SUBSCRIBE
    )
    return list(alike.order_by("pk"))


def lists_of(wishes: Iterable[SubscriberRequest]) -> list[MailingList]:
    """The open lists that some requests ask for."""
    asked = list(wishes)
    numbers = {number for row in asked for number in row.lists}
    return list(MailingList.objects.filter(association=asked[0].association_id, is_open=True, pk__in=numbers))


@transaction.atomic
def confirm(*, token: str, association: Organization | int | None, until: int | None = None) -> Subscriber:
    """Do what a link was mailed for, once; the subscriber it is about. LinkGone when the link does not work (any more).

    `until` is the number of the last request whose lists were shown to who confirms.
    """
    row = request_by(token, association)
    now = timezone.now()
    # Of two who press the button at once, one changes this row.
    if not SubscriberRequest.objects.filter(pk=row.pk, used_at=None).update(used_at=now):
        raise LinkGone(used=True)
    if row.kind == Kind.ADDRESS:
        return move(row)
    wishes = wishes_of(row, until)
    SubscriberRequest.objects.filter(pk__in=[one.pk for one in wishes]).update(used_at=now, answered_at=now)
    subscriber, _ = Subscriber.objects.get_or_create(
        association_id=row.association_id, email_key=row.email_key, defaults={"email": row.email}
    )
    for one in wishes:
        fill_in(subscriber, one.details)
    for mailing_list in lists_of(wishes):
        join(subscriber, mailing_list, SITE, now, text_version=row.text_version)
    welcome_back(subscriber)
    return subscriber


def join(
    subscriber: Subscriber, mailing_list: MailingList, channel: str, now: datetime, *, text_version: str
) -> Subscription:
    """Put somebody on a list who said so from their own address."""
    row, _ = Subscription.objects.get_or_create(subscriber=subscriber, mailing_list=mailing_list)
    if row.state != Subscription.State.ACTIVE:
        row.state, row.confirmed_at, row.ended_at = Subscription.State.ACTIVE, now, None
        row.save(update_fields=["state", "confirmed_at", "ended_at"])
        kind = ConsentEvent.Kind.CONFIRMED
        note(subscriber, kind, channel, mailing_list=mailing_list, text_version=text_version)
    return row


def welcome_back(subscriber: Subscriber) -> None:
    """Lift what kept an address from mail, now that its reader asked for mail and got it there."""
    suppressions_of(subscriber.association_id, subscriber.email).filter(reason__in=OWN_WISH).delete()
    subscriber.hard_bounces = subscriber.soft_bounces = 0
    subscriber.bounced_at = subscriber.paused_until = None
    subscriber.save(update_fields=["hard_bounces", "soft_bounces", "bounced_at", "paused_until"])


def fill_in(subscriber: Subscriber, details: dict[str, Any]) -> None:
    """Take over what somebody told about themselves; what they left empty stays as it was."""
    subscriber.name = details.get("name") or subscriber.name
    subscriber.role = details.get("role") or subscriber.role
    town = Organization.objects.filter(pk=details.get("municipality") or 0).first()
    subscriber.municipality = town or subscriber.municipality
    subscriber.save(update_fields=["name", "role", "municipality"])
    own = subscriber.association.portfolios.filter(pk__in=details.get("portfolios") or [])
    subscriber.portfolios.add(*own)


def move(row: SubscriberRequest) -> Subscriber:
    """Take somebody's lists along to the address that they just confirmed, and tell the old one.

    When the new address has a subscriber already, that one gets the lists, and the old one goes.
    """
    old = row.subscriber
    if old is None:
        raise LinkGone
    tell_old_address(old)
    there = Subscriber.objects.filter(association=row.association_id, email_key=row.email_key).exclude(pk=old.pk)
    new = there.first()
    if new is None:
        # Links in mails at the old address open these preferences no more.
        old.email, old.token = row.email, new_token()
        old.save()
        new = old
    else:
        take_along(old, new)
    note(new, ConsentEvent.Kind.ADDRESS, SITE, text_version=row.text_version)
    pause = old.paused_until
    welcome_back(new)
    # Another address is no wish for mail during a pause.
    new.paused_until = pause
    new.save(update_fields=["paused_until"])
    return new


def take_along(old: Subscriber, new: Subscriber) -> None:
    """Put a subscriber on the lists that another one is on, and forget the other; its links to unsubscribe work on."""
    fill_in(new, {"name": new.name or old.name, "role": new.role or old.role,
                  "municipality": new.municipality_id or old.municipality_id,
                  "portfolios": list(old.portfolios.values_list("pk", flat=True))})  # fmt: skip
    known = {one.mailing_list_id: one for one in new.subscriptions.all()}
    for one in old.subscriptions.all():
        there = known.get(one.mailing_list_id)
        if there is None:
            Subscription.objects.filter(pk=one.pk).update(subscriber=new)
        elif one.state == Subscription.State.ACTIVE:
            join(new, one.mailing_list, SITE, timezone.now(), text_version="")
            Delivery.objects.filter(subscription=one).update(subscription=there)
    hand_over_deliveries(old, new)
    keep_leaving(Delivery.objects.filter(subscription__subscriber=old))
    ConsentEvent.objects.filter(subscriber=old).update(subscriber=new)
    old.delete()


def hand_over_deliveries(old: Subscriber, new: Subscriber) -> None:
    """Let a reader get what waits for another; each mailing once."""
    known = list(Delivery.objects.filter(subscriber=new).values_list("mailing", flat=True))
    Delivery.objects.filter(subscriber=old).exclude(mailing__in=known).update(subscriber=new)
    twice = Delivery.objects.filter(subscriber=old, state=Delivery.State.QUEUED)
    twice.update(state=Delivery.State.EXCLUDED, reason=Delivery.Reason.TWICE)


def tell_old_address(old: Subscriber) -> None:
    """Have the worker tell an address that it gets no more newsletters."""
    SubscriberRequest.objects.create(
        association_id=old.association_id, kind=Kind.ADDRESS, email=old.email, details={NOTICE: "moved"},
        text_version="", used_at=timezone.now(),
    )  # fmt: skip
