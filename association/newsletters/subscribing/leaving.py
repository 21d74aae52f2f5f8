"""Leaving a list by the link of a mail, and taking that back."""

from django.db import transaction
from django.utils import timezone

from association.newsletters.models import ConsentEvent, Subscription
from association.newsletters.rules.terms import BACK_WITHIN
from association.newsletters.rules.tokens import TOKEN_LENGTH
from association.newsletters.subscribing.confirming import join
from association.newsletters.subscribing.events import MAIL, is_barred, note

State = Subscription.State


def subscription_by(token: str) -> Subscription | None:
    """The subscription that a link to unsubscribe belongs to; None for an unknown or erased one."""
    rows = Subscription.objects.select_related("subscriber", "mailing_list__association")
    return rows.filter(token=token).first() if len(token) == TOKEN_LENGTH else None


@transaction.atomic
def unsubscribe(*, token: str, channel: str = MAIL) -> None:
    """Take somebody off the one list that a link was mailed for; nothing happens when they are off it already."""
    row = subscription_by(token)
    if row is not None:
        end(row, channel)


def end(row: Subscription, channel: str) -> bool:
    """End a subscription, at the wish of its reader; False when it had ended before."""
    mine = Subscription.objects.filter(pk=row.pk).exclude(state=State.ENDED)
    if not mine.update(state=State.ENDED, ended_at=timezone.now()):
        return False
    note(row.subscriber, ConsentEvent.Kind.ENDED, channel, mailing_list=row.mailing_list)
    return True


def may_return(row: Subscription) -> bool:
    """Whether somebody unsubscribed just now from a list that they were on, and may take that back by the same link."""
    is_fresh = row.ended_at is not None and row.ended_at > timezone.now() - BACK_WITHIN
    was_on = row.confirmed_at is not None
    barred = is_barred(row.subscriber.association_id, row.subscriber.email)
    return row.state == State.ENDED and is_fresh and was_on and not barred


@transaction.atomic
def resubscribe(*, token: str) -> bool:
    """Take an unsubscription back; False when that is too late."""
    row = subscription_by(token)
    if row is None or not may_return(row):
        return False
    # They are not new on the list: since when they were on it stays.
    since = row.confirmed_at or timezone.now()
    join(row.subscriber, row.mailing_list, MAIL, since, text_version="")
    return True
