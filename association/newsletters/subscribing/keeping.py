"""What is forgotten by itself, after the periods of `rules.terms`."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from association.newsletters.models import (
    ConsentEvent,
    Delivery,
    Mailing,
    MailingVariant,
    Subscriber,
    SubscriberRequest,
    Subscription,
)
from association.newsletters.rules import terms
from association.newsletters.sending.progress import keep_leaving
from association.newsletters.subscribing.erasing import erase, forget
from association.newsletters.subscribing.events import UPKEEP

# At this hour of the night the worker forgets what is over.
NIGHT = 4
State = Subscription.State


def forget_clients() -> int:
    """Drop from which place requests came, a day later; returns of how many."""
    old = SubscriberRequest.objects.filter(created_at__lt=timezone.now() - terms.CLIENT_KEPT)
    return int(old.exclude(client_hash="").update(client_hash=""))


def forget_readers_at_night() -> int:
    """What the worker does each minute: nothing by day, at night all that `forget_readers` does."""
    return sum(forget_readers().values()) if timezone.localtime().hour == NIGHT else 0


def forget_readers() -> dict[str, int]:
    """Forget all that is past its period; how many of each, in words for who runs the site. Safe to run twice."""
    now = timezone.now()
    return {
        "herkomst van verzoeken": forget_clients(),
        "verzoeken": forget_requests(now),
        "niet bevestigde aanmeldingen": forget_unconfirmed(now),
        "abonnees die nergens meer op staan": forget_gone(now),
        "namen bij verzendingen": forget_recipients(now),
        "teksten van welkomstmails": forget_welcomes(now),
        "bewijzen van toestemming": forget_consent(now),
    }


def forget_requests(now: datetime) -> int:
    """Delete requests; what came of those that were confirmed stands in the consent events."""
    return int(SubscriberRequest.objects.filter(created_at__lt=now - terms.UNCONFIRMED_KEPT).delete()[0])


def forget_unconfirmed(now: datetime) -> int:
    """Delete subscriptions that were never confirmed, and then the addresses that have nothing else."""
    old = now - terms.UNCONFIRMED_KEPT
    deleted, _ = Subscription.objects.filter(state=State.PENDING, created_at__lt=old).delete()
    for subscriber in Subscriber.objects.filter(subscriptions=None, created_at__lt=old):
        forget(subscriber)
    return int(deleted)


def forget_gone(now: datetime) -> int:
    """Erase who has been on no list for long, or got no mail for as long because it came back."""
    old = now - terms.GONE_KEPT
    mine = Subscription.objects.filter(subscriber=OuterRef("pk"))
    stays: Any = mine.filter(~Q(state__in=(State.ENDED, State.STOPPED)) | Q(ended_at=None) | Q(ended_at__gte=old))
    gone = list(Subscriber.objects.filter(Exists(mine), ~Exists(stays)))
    for subscriber in gone:
        erase(subscriber=subscriber, channel=UPKEEP)
    return len(gone)


def forget_recipients(now: datetime) -> int:
    """Take away who got an issue long ago, and what the mail server said of them; the states stay, to be counted."""
    before = now - terms.DELIVERIES_KEPT
    # What was stopped, or stands still, is never finished.
    still = Q(mailing__finished_at=None, mailing__send_at__lt=before)
    old = Delivery.objects.filter(Q(mailing__finished_at__lt=before) | still)
    named = old.filter(~Q(subscriber=None) | ~Q(subscription=None) | ~Q(answer=""))
    keep_leaving(named)
    return int(named.update(subscriber=None, subscription=None, answer=""))


def forget_welcomes(now: datetime) -> int:
    """Empty the texts of welcome mails that were sent long ago; the counts stay, and who wrote them keeps the step."""
    before = now - terms.WELCOMES_KEPT
    over = Q(state=Mailing.State.DONE, finished_at__lt=before) | Q(state=Mailing.State.STOPPED, send_at__lt=before)
    texts = MailingVariant.objects.filter(mailing__in=Mailing.objects.filter(over, issue=None))
    return int(texts.exclude(html="").update(html="", text="", article=""))


def forget_consent(now: datetime) -> int:
    """Delete the proof of consent of people whose data were erased, when nobody can ask for it any more."""
    old = ConsentEvent.objects.filter(subscriber=None, at__lt=now - terms.CONSENT_KEPT)
    return int(old.delete()[0])
