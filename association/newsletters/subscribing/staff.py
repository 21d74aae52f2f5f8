"""What the bureau does with readers; each act asks for a reason, which is kept as proof."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from association.newsletters.models import ConsentEvent, MailingList, Subscriber, Subscription, Suppression
from association.newsletters.subscribing.choosing import Details
from association.newsletters.subscribing.events import STAFF, Refused, note, suppress, suppressions_of
from association.organizations.models import Organization

State = Subscription.State
Kind = ConsentEvent.Kind
BLOCKED = (
    "Dit adres krijgt geen mail van ons: {reason}. Vroeg deze lezer u zelf om weer mail te krijgen? "
    "Kruis dat dan hieronder aan."
)
SOMEBODY = Details()


@transaction.atomic
def add_subscriber(
    *,
    association: Organization,
    email: str,
    lists: Iterable[MailingList],
    reason: str,
    user: Any,
    details: Details = SOMEBODY,
    asked_themselves: bool = False,
) -> Subscriber:
    """Put somebody on lists, known or new; Refused for an address that gets no mail, unless its reader asked for it."""
    blocked = suppressions_of(association, email)
    if found := blocked.first():
        if not asked_themselves:
            raise Refused(BLOCKED.format(reason=found.get_reason_display()))
        blocked.delete()
    subscriber, is_new = Subscriber.objects.get_or_create(
        association=association, email_key=email.lower(), defaults={"email": email}
    )
    if is_new or details != SOMEBODY:
        describe(subscriber=subscriber, details=details)
    for one in lists:
        row, _ = Subscription.objects.get_or_create(subscriber=subscriber, mailing_list=one)
        activate(row, Kind.ADDED, reason, user)
    return subscriber


def activate(row: Subscription, kind: Kind, reason: str, user: Any) -> None:
    """Let somebody get mail from a list, for a reason."""
    if row.state == State.ACTIVE:
        return
    row.state, row.confirmed_at, row.ended_at = State.ACTIVE, timezone.now(), None
    row.save(update_fields=["state", "confirmed_at", "ended_at"])
    note_of(row, kind, reason, user)


@transaction.atomic
def describe(*, subscriber: Subscriber, details: Details) -> None:
    """Keep who somebody is."""
    subscriber.name, subscriber.role = details.name, details.role
    subscriber.municipality = details.municipality
    subscriber.save(update_fields=["name", "role", "municipality"])
    subscriber.portfolios.set(details.portfolios)


@transaction.atomic
def remove(*, row: Subscription, reason: str, user: Any) -> None:
    """Take somebody off a list."""
    mine = Subscription.objects.filter(pk=row.pk).exclude(state=State.ENDED)
    if mine.update(state=State.ENDED, ended_at=timezone.now()):
        note_of(row, Kind.REMOVED, reason, user)


def note_of(row: Subscription, kind: Kind, reason: str, user: Any) -> None:
    """Write down what the bureau did with a subscription."""
    note(row.subscriber, kind, STAFF, mailing_list=row.mailing_list, text_version="", reason=reason, user=user)


@transaction.atomic
def restore(*, row: Subscription, reason: str, user: Any) -> None:
    """Put somebody back on a list, and lift what kept the address from mail."""
    subscriber = row.subscriber
    suppressions_of(subscriber.association_id, subscriber.email).delete()
    subscriber.hard_bounces = subscriber.soft_bounces = 0
    subscriber.bounced_at = None
    subscriber.save(update_fields=["hard_bounces", "soft_bounces", "bounced_at"])
    activate(row, Kind.RESTORED, reason, user)


@transaction.atomic
def block(*, subscriber: Subscriber, reason: str, user: Any) -> None:
    """Send an address no mail any more, from no list, also when somebody asks for it on the site."""
    for row in subscriber.subscriptions.select_related("subscriber", "mailing_list"):
        remove(row=row, reason=reason, user=user)
    suppress(subscriber.association_id, subscriber.email, Suppression.Reason.STAFF)
