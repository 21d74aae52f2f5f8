"""Beginning, pausing, resuming and ending mailings: by people and by the clock. Safe to run twice at once."""

import logging
from collections.abc import Callable
from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from association.base.actions import hold_tree
from association.newsletters.models import Delivery, Mailing
from association.newsletters.pages import NewsletterIssuePage
from association.newsletters.sending.claiming import State as DeliveryState
from association.newsletters.sending.claiming import recover

logger = logging.getLogger(__name__)
TOO_LATE = timedelta(hours=1)
State = Mailing.State
Reason = Delivery.Reason
UNSENT = (DeliveryState.QUEUED, DeliveryState.CLAIMED)
RESENDABLE = (DeliveryState.UNCERTAIN, DeliveryState.FAILED)


class NotPossible(Exception):
    """A mailing that does not allow what was asked, as it stands now; the text is for who asked."""


def run_due() -> None:
    """Begin what is planned, take up what a worker left, and close what is done."""
    now = timezone.now()
    recover()
    for mailing in list(Mailing.objects.filter(state=State.SCHEDULED, send_at__lte=now).order_by("send_at", "pk")):
        if mailing.send_at < now - TOO_LATE:
            Mailing.objects.filter(pk=mailing.pk, state=State.SCHEDULED).update(state=State.LATE)
        else:
            begin_or_note(mailing.pk)
    for number in list(Mailing.objects.filter(state=State.STOPPED).values_list("pk", flat=True)):
        leave_out_rest(number)
    finish_done()


def begin_or_note(number: int) -> None:
    """Begin a mailing; one whose page cannot be published is paused and says so."""
    try:
        begin(number, State.SCHEDULED)
    except Exception:  # whatever stops this page, the other mailings are due as well
        logger.exception("Mailing %s could not begin", number)
        notice = "De pagina van dit nummer kon niet geplaatst worden. Kijk de pagina na en hervat daarna."
        Mailing.objects.filter(pk=number, state=State.SCHEDULED).update(state=State.PAUSED, notice=notice)


@transaction.atomic
def begin(number: int, *states: str) -> bool:
    """Let a mailing that stands in one of these states be sent; False when it does not.

    The first time its page is published. What staff take off the site later stays off, whatever is done with the rest.
    """
    mailing = Mailing.objects.select_for_update(skip_locked=True).filter(pk=number, state__in=states).first()
    if mailing is None:
        return False
    now = timezone.now()
    if mailing.issue_id is not None and mailing.started_at is None:
        publish(mailing.issue_id)
    mailing.state, mailing.notice = State.SENDING, ""
    mailing.started_at = mailing.started_at or now
    mailing.save(update_fields=["state", "notice", "started_at"])
    return True


def publish(number: int) -> None:
    """Publish the page of an issue as it was frozen, unless readers have it already."""
    page = NewsletterIssuePage.objects.get(pk=number)
    if not page.live and page.latest_revision is not None:
        hold_tree()
        # The right to send was asked when it was planned; who planned it may have left by now.
        page.latest_revision.publish(user=page.latest_revision.user, skip_permission_checks=True)


def finish_done() -> int:
    """Close the mailings of which nothing waits; returns how many."""
    sending = Mailing.objects.filter(state=State.SENDING)
    busy = Delivery.objects.filter(state__in=UNSENT, mailing__state=State.SENDING).values("mailing")
    done = sending.exclude(pk__in=busy)
    if not done.exists():
        return 0
    return done.update(state=State.DONE, finished_at=timezone.now(), notice="")


def pause(mailing: Mailing, *, notice: str = "") -> None:
    """Hold a mailing; what a worker has in hand goes out within seconds. NotPossible unless it is being sent."""
    if not changed(mailing, [State.SENDING], State.PAUSED, notice):
        raise NotPossible("Deze verzending loopt niet, dus valt er niets te pauzeren.")


def resume(mailing: Mailing) -> None:
    """Go on with a mailing that is paused, or send one that was too late. NotPossible for others."""
    if not begin(mailing.pk, State.PAUSED, State.LATE):
        raise NotPossible("Deze verzending staat niet stil.")


def stop(mailing: Mailing) -> None:
    """End a mailing for good: who has no mail yet gets none. NotPossible when there is nothing left to stop."""
    if not changed(mailing, [State.SENDING, State.PAUSED], State.STOPPED, ""):
        raise NotPossible("Deze verzending is al klaar of gestopt.")
    leave_out_rest(mailing.pk)


@transaction.atomic
def cancel(mailing: Mailing) -> None:
    """Take back a mailing of which nothing was sent yet: its issue can be changed and sent again. NotPossible later."""
    planned = Mailing.objects.select_for_update().filter(pk=mailing.pk, state__in=[State.SCHEDULED, State.LATE])
    if not planned.exists():
        raise NotPossible("Deze verzending is al begonnen. U kunt haar wel pauzeren of stoppen.")
    mailing.deliveries.all().delete()
    mailing.variants.all().delete()
    planned.delete()
    for page in NewsletterIssuePage.objects.filter(pk=mailing.issue_id):
        page.locked, page.locked_at = False, None
        page.save(update_fields=["locked", "locked_at"])


def send_again(mailing: Mailing, numbers: list[int]) -> int:
    """Send to readers of whom it is uncertain, or who could not be reached; returns how many will be tried.

    The others of these deliveries are left as they are. NotPossible for a mailing that was stopped, or forgotten.
    """
    if mailing.state in {State.STOPPED, State.SCHEDULED, State.LATE}:
        raise NotPossible("Deze verzending is gestopt of nog niet begonnen.")
    if is_forgotten(mailing):
        raise NotPossible("De tekst van deze mail is gewist, omdat hij lang geleden verzonden is.")
    with transaction.atomic():
        rows = Delivery.objects.filter(mailing=mailing.pk, pk__in=numbers, state__in=RESENDABLE)
        # The name of the old claim goes: what its worker might still hear is no longer about this try.
        count = rows.update(state=DeliveryState.QUEUED, next_try_at=timezone.now(), claimed_by="", tries=0)
        if count:
            changed(mailing, [State.DONE], State.SENDING, "")
    return count


def is_forgotten(mailing: Mailing) -> bool:
    """Whether the texts of a mailing were emptied, as happens to welcome mails of long ago."""
    return mailing.issue_id is None and mailing.variants.filter(html="").exists()


def changed(mailing: Mailing, states: list[str], state: str, notice: str) -> bool:
    """Bring a mailing from one of these states to another; False when it stood elsewhere."""
    rows: QuerySet[Mailing] = Mailing.objects.filter(pk=mailing.pk, state__in=states)
    return bool(rows.update(state=state, notice=notice))


def leave_out_rest(number: int) -> None:
    """Whoever waits in a mailing that was stopped gets nothing, and it says so."""
    Delivery.objects.filter(mailing=number, state=DeliveryState.QUEUED).update(
        state=DeliveryState.EXCLUDED, reason=Reason.STOPPED
    )


STEPS: dict[str, Callable[[Mailing], None]] = {"pause": pause, "resume": resume, "stop": stop, "cancel": cancel}
