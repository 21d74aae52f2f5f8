"""Erasing what is known of somebody; a keyed hash of the address stays, so that it is not put on a list again."""

from typing import Any

from django.db import transaction

from association.newsletters.models import ConsentEvent, Delivery, Subscriber, SubscriberRequest, Suppression
from association.newsletters.sending.progress import keep_leaving
from association.newsletters.subscribing.events import note, suppress


@transaction.atomic
def erase(*, subscriber: Subscriber, channel: str, reason: str = "", user: Any = None) -> None:
    """Erase a subscriber with lists, choices and requests; proof of consent stays under a keyed hash, without name."""
    note(subscriber, ConsentEvent.Kind.ERASED, channel, reason=reason, user=user, text_version="")
    suppress(subscriber.association_id, subscriber.email, Suppression.Reason.ERASED)
    forget(subscriber)


def forget(subscriber: Subscriber) -> None:
    """Delete a subscriber and what names them elsewhere: requests, and answers of mail servers that hold an address."""
    mine = Delivery.objects.filter(subscriber=subscriber)
    mine.filter(state=Delivery.State.QUEUED).update(state=Delivery.State.EXCLUDED, reason=Delivery.Reason.UNSUBSCRIBED)
    keep_leaving(mine)
    mine.update(answer="")
    # What the bureau wrote beside a change may name the person; what happened and when stays.
    ConsentEvent.objects.filter(subscriber=subscriber).exclude(kind=ConsentEvent.Kind.IMPORTED).update(reason="")
    asked = SubscriberRequest.objects.filter(association=subscriber.association_id, email_key=subscriber.email_key)
    asked.delete()
    subscriber.delete()
