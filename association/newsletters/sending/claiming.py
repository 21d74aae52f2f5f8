"""Taking deliveries to send, each by one worker, and writing down what became of them.

A claim is a batch under a name of its own, with a lease. Its rows are sent in the order of their numbers and each is
marked as soon as the server has answered. So when a lease runs out, only the first row that is still claimed can have
gone out without being marked: that one is uncertain and never sent again by itself; the later ones wait again.
"""

import random
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from association.newsletters.models import Delivery, Mailing, Subscription, Suppression
from association.newsletters.rules.tokens import new_token
from association.newsletters.sending.audience import is_suppressed
from association.newsletters.sending.connection import Answer, Fate
from association.newsletters.sending.message import Recipient

LEASE = timedelta(minutes=5)
# No mail is begun with less than this left: longer than a hanging server can hold up one mail.
MARGIN = timedelta(seconds=200)
MOST_TRIES = 20
LONGEST_PAUSE = 60.0  # minutes
State = Delivery.State
Reason = Delivery.Reason
REASONS = {
    Subscription.State.PENDING: Reason.PENDING,
    Subscription.State.STOPPED: Reason.BOUNCED,
    Subscription.State.ENDED: Reason.UNSUBSCRIBED,
}
COLUMNS = (
    "pk", "variant_id", "subscriber__email", "subscriber__name", "token", "subscription__token", "subscriber__token",
    "subscription__state", "subscriber__paused_until", "subscriber_id",
)  # fmt: skip
MARK_SENT = """
UPDATE association_delivery
SET state = 'sent', code = %s, answer = %s, sent_at = %s, claimed_by = '', lease_until = NULL, tries = tries + 1
WHERE id = %s AND claimed_by = %s AND state = %s
"""


class Claimed(NamedTuple):
    """A delivery that a worker holds."""

    number: int
    variant: int
    to: Recipient
    subscriber: int


class Row(NamedTuple):
    """A delivery with what is asked again at the last moment; in the order of `COLUMNS`."""

    number: int
    variant: int | None
    email: str | None
    name: str | None
    token: str
    unsubscribe: str | None
    preferences: str | None
    state: str | None
    paused_until: date | None
    subscriber: int | None


def write_for_good() -> None:
    """Let each commit be on the disk before it is believed: SQLite waits for that only when it is asked to.

    A mark that a power failure took back would send a mail twice.
    """
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=FULL")


def is_due(mailing: Mailing) -> bool:
    """Whether a delivery of a mailing waits that may be tried now."""
    waiting = Delivery.objects.filter(mailing=mailing.pk, state=State.QUEUED, next_try_at__lte=timezone.now())
    return bool(waiting.exists())


@transaction.atomic
def claim(mailing: Mailing, limit: int, name: str) -> list[Claimed]:
    """Take the next rows of a mailing that is being sent, under a name that no other claim has.

    Who unsubscribed, paused, was blocked or erased since the mailing was frozen is left out here, with the reason.
    """
    if not Mailing.objects.filter(pk=mailing.pk, state=Mailing.State.SENDING).exists():
        return []
    now = timezone.now()
    waiting = Delivery.objects.select_for_update(skip_locked=True)
    due = waiting.filter(mailing=mailing.pk, state=State.QUEUED, next_try_at__lte=now).order_by("pk")
    numbers = list(due.values_list("pk", flat=True)[:limit])
    rows = [Row._make(row) for row in Delivery.objects.filter(pk__in=numbers).order_by("pk").values_list(*COLUMNS)]
    blocked = suppressed(mailing.association_id)
    against = {row.number: reason_now(row, blocked, timezone.localdate(now)) for row in rows}
    taken = [row for row in rows if not against[row.number]]
    Delivery.objects.filter(pk__in=[row.number for row in taken]).update(
        state=State.CLAIMED, claimed_by=name, lease_until=now + LEASE
    )
    for reason in set(against.values()) - {""}:
        left_out = [number for number, why in against.items() if why == reason]
        Delivery.objects.filter(pk__in=left_out).update(state=State.EXCLUDED, reason=reason)
    return [as_claimed(row) for row in taken]


def as_claimed(row: Row) -> Claimed:
    """A row that passed, whose parts are all there."""
    to = Recipient(row.email or "", row.name or "", row.token, row.unsubscribe or "", row.preferences or "")
    return Claimed(row.number, row.variant or 0, to, row.subscriber or 0)


def suppressed(association: int) -> frozenset[str]:
    """The keyed hashes of addresses that an association never mails."""
    return frozenset(Suppression.objects.filter(association=association).values_list("address_hash", flat=True))


def reason_now(row: Row, blocked: frozenset[str], today: date) -> str:
    """Why somebody does not get the mail after all; empty for who does."""
    if row.email is None or row.state is None:
        return Reason.UNSUBSCRIBED
    if row.state != Subscription.State.ACTIVE:
        return REASONS[Subscription.State(row.state)]
    if is_suppressed(row.email, blocked):
        return Reason.SUPPRESSED
    return Reason.PAUSED if row.paused_until is not None and row.paused_until >= today else ""


def renew(name: str) -> bool:
    """Hold a claim for another lease; False when nothing of it is held any more."""
    held = Delivery.objects.filter(claimed_by=name, state=State.CLAIMED)
    return bool(held.update(lease_until=timezone.now() + LEASE))


def mark_sent(number: int, name: str, answer: Answer) -> bool:
    """Write down that the server has a mail: one quick statement. False when the claim was ended meanwhile.

    Then the answer counts all the same, but the later rows are no longer of this claim (a machine that slept).
    """
    with connection.cursor() as cursor:
        moment = connection.ops.adapt_datetimefield_value(timezone.now())
        values = [answer.code, answer.text, moment, number, name]
        cursor.execute(MARK_SENT, [*values, State.CLAIMED])
        if cursor.rowcount:
            return True
        cursor.execute(MARK_SENT, [*values, State.UNCERTAIN])
        return False


def mark(number: int, name: str, answer: Answer) -> None:
    """Write down what became of a mail that the server did not take; what was no fault of the reader waits again."""
    row = Delivery.objects.filter(pk=number, claimed_by=name, state=State.CLAIMED)
    free = {"claimed_by": "", "lease_until": None, "code": answer.code, "answer": answer.text}
    tries = row.values_list("tries", flat=True).first() or 0
    if answer.fate is Fate.UNCERTAIN:
        row.update(state=State.UNCERTAIN, **free)
    elif answer.fate is Fate.FAILED or (answer.fate is Fate.LATER and tries + 1 >= MOST_TRIES):
        row.update(state=State.FAILED, tries=F("tries") + 1, **free)
    elif answer.fate is Fate.LATER:
        row.update(state=State.QUEUED, tries=F("tries") + 1, next_try_at=after_pause(tries), **free)
    else:
        row.update(state=State.QUEUED, **free)


def after_pause(tries: int) -> datetime:
    """When to try again: ever later, up to about an hour, and not all at the same moment."""
    minutes = min(LONGEST_PAUSE, 2.0**tries) * random.uniform(0.75, 1.25)  # noqa: S311 - spreads, hides nothing
    return timezone.now() + timedelta(minutes=minutes)


def give_back(name: str, *, but: int | None = None) -> None:
    """Let what is left of a claim wait for another, but for the mail that may be on its way: its lease runs out."""
    Delivery.objects.filter(claimed_by=name, state=State.CLAIMED).exclude(pk__in=[but] if but else []).update(
        state=State.QUEUED, claimed_by="", lease_until=None
    )


def recover() -> int:
    """End the claims whose lease ran out, and returns how many: what may have gone out is uncertain, the rest waits."""
    late = Delivery.objects.filter(state=State.CLAIMED, lease_until__lt=timezone.now())
    return sum(end_claim(name) for name in sorted(set(late.values_list("claimed_by", flat=True))))


@transaction.atomic
def end_claim(name: str) -> int:
    """End one claim unless its worker renewed it or somebody else ended it; 1 when it was ended here."""
    rows = Delivery.objects.select_for_update().filter(claimed_by=name, state=State.CLAIMED)
    held = list(rows.order_by("pk").values_list("pk", "lease_until"))
    if not held or any(until is None or until >= timezone.now() for _, until in held):
        return 0
    words = "De verzender viel uit terwijl deze mail onderweg was."
    # Its name stays: when its worker lives after all and hears from the server, the answer still counts.
    Delivery.objects.filter(pk=held[0][0]).update(state=State.UNCERTAIN, lease_until=None, answer=words)
    queue(number for number, _ in held[1:])
    return 1


def queue(numbers: Iterable[int]) -> int:
    """Let deliveries wait again; returns how many."""
    return Delivery.objects.filter(pk__in=list(numbers)).update(
        state=State.QUEUED, claimed_by="", lease_until=None, next_try_at=timezone.now()
    )


def new_claim() -> str:
    """A name for a claim."""
    return new_token()
