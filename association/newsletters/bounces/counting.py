"""What follows from mail that came back: counts that fade, and addresses that get no mail any more."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from association.newsletters.bounces.reports import Kind, Report
from association.newsletters.models import ConsentEvent, Delivery, Subscriber, Subscription, Suppression
from association.newsletters.subscribing.events import note, suppress
from association.newsletters.subscribing.leaving import unsubscribe

MOST_HARD = 2
MOST_SOFT = 5
# What came back longer ago than this says nothing about the address of today.
FADES = timedelta(days=90)
CHANNEL = "teruggekomen mail"
BY_MAIL = "mail aan afmeldadres"
State = Delivery.State
STATES = {Kind.HARD: State.HARD, Kind.SOFT: State.SOFT, Kind.COMPLAINT: State.COMPLAINED}
# What may be followed by what is reported: an uncertain mail that comes back did go out.
BEFORE = (State.SENT, State.UNCERTAIN)


def take(report: Report) -> bool:
    """Keep what a report says; False when it is about nothing that we know, or was taken already."""
    if report.kind is Kind.LEAVING:
        unsubscribe(token=report.token, channel=BY_MAIL)
        return True
    return report.kind in STATES and bool(report.token) and take_about_delivery(report)


@transaction.atomic
def take_about_delivery(report: Report) -> bool:
    """Mark the delivery, and count what happened at its reader; False when it was marked so already."""
    before = (*BEFORE, State.SOFT, State.HARD) if report.kind is Kind.COMPLAINT else BEFORE
    row = Delivery.objects.select_for_update().filter(token=report.token, state__in=before).first()
    if row is None:
        return False
    Delivery.objects.filter(pk=row.pk).update(state=STATES[report.kind], answer=report.text)
    if row.subscriber_id is not None:
        if report.kind is Kind.COMPLAINT:
            complain(row.subscriber_id)
        else:
            count(row.subscriber_id, hard=report.kind is Kind.HARD)
    return True


@transaction.atomic
def count(number: int, *, hard: bool) -> None:
    """Reckon one mail that came back from a reader; too many stop their subscriptions."""
    reader = Subscriber.objects.select_for_update().filter(pk=number).first()
    if reader is None:
        return
    now = timezone.now()
    if reader.bounced_at is None or reader.bounced_at < now - FADES:
        reader.hard_bounces = reader.soft_bounces = 0
    reader.hard_bounces += hard
    reader.soft_bounces += not hard
    reader.bounced_at = now
    reader.save(update_fields=["hard_bounces", "soft_bounces", "bounced_at"])
    if reader.hard_bounces >= MOST_HARD or reader.soft_bounces >= MOST_SOFT:
        stop(reader, Subscription.State.STOPPED, ConsentEvent.Kind.STOPPED)


def complain(number: int) -> None:
    """Never mail somebody again who called a mail unwanted."""
    reader = Subscriber.objects.filter(pk=number).first()
    if reader is not None:
        suppress(reader.association_id, reader.email, Suppression.Reason.COMPLAINED)
        stop(reader, Subscription.State.ENDED, ConsentEvent.Kind.COMPLAINED)


def stop(reader: Subscriber, state: Subscription.State, kind: ConsentEvent.Kind) -> None:
    """End the subscriptions of a reader, each with its record."""
    for row in reader.subscriptions.filter(state=Subscription.State.ACTIVE).select_related("mailing_list"):
        Subscription.objects.filter(pk=row.pk).update(state=state, ended_at=timezone.now())
        note(reader, kind, CHANNEL, mailing_list=row.mailing_list, text_version="")
