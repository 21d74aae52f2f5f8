"""What the bureau does with sign-ups; each act asks for a reason, which is kept as long as the person is.

Changing what somebody filled in is in `association.meetings.signing_up.changing`.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from association.meetings.models import SignUp, SignUpChange, SignUpMail, SignUpNotice
from association.meetings.pages import EventPage
from association.meetings.signing_up.held import SignUpRefused, locked, places_at
from association.meetings.signing_up.leaving import STANDING, end
from association.meetings.signing_up.mails import write
from association.meetings.signing_up.placing import fill

State = SignUp.State
Kind = SignUpChange.Kind
TOLD_AGAIN_AFTER = timedelta(minutes=15)


class AlreadySignedUp(SignUpRefused):
    """The address has a sign-up that stands."""

    def __init__(self) -> None:
        super().__init__("Dit e-mailadres is al aangemeld voor deze bijeenkomst.")


class CannotChange(SignUpRefused):
    """The sign-up is not at the point at which this is done."""

    def __init__(self, row: SignUp) -> None:
        words = "de gegevens zijn gewist" if row.erased_at else str(row.get_state_display())
        super().__init__(f"Dit kan nu niet met deze aanmelding: {words}.")


class AlreadyTold(SignUpRefused):
    """The same mail went out a moment ago."""

    def __init__(self) -> None:
        super().__init__(
            "Deze mail is net al verstuurd. Wilt u hem toch nog een keer sturen? Wijzig dan het onderwerp of de tekst."
        )


def may_keep(user: Any, event: EventPage) -> bool:
    """Whether a user may see and change who signed up: who may change the event."""
    return bool(event.permissions_for_user(user).can_edit())


def check(user: Any, event: EventPage) -> None:
    """Raise PermissionDenied unless the user may change who signed up."""
    if not may_keep(user, event):
        raise PermissionDenied


@transaction.atomic
def add(*, event: EventPage, user: Any, reason: str, over: bool = False, **values: Any) -> SignUp:
    """Sign somebody up, also when people can no longer do so themselves; AlreadySignedUp for a known address.

    `over`: with a place, also when all are taken. The mail says how it stands.
    """
    check(user, event)
    with places_at(event.pk):
        refuse_double(event, values["email"])
        row = SignUp.objects.create(event=event, state=State.WAITING, queued_at=timezone.now(), **values)
        note(row, Kind.ADDED, reason, user)
        return settle(row, over=over)


@transaction.atomic
def restore(*, row: SignUp, user: Any, reason: str, over: bool = False) -> SignUp:
    """Take a cancellation back: a place when there is one, else the end of the waiting list."""
    check(user, row.event)
    with places_at(row.event_id):
        row = SignUp.objects.select_related("event").get(pk=row.pk)
        if row.state != State.CANCELLED or row.erased_at:
            raise CannotChange(row)
        refuse_double(row.event, row.email)
        row.state, row.queued_at, row.cancelled_at, row.placed_at = State.WAITING, timezone.now(), None, None
        row.save(update_fields=["state", "queued_at", "cancelled_at", "placed_at"])
        note(row, Kind.RESTORED, reason, user)
        return settle(row, over=over)


@transaction.atomic
def give_place(*, row: SignUp, user: Any, reason: str) -> SignUp:
    """Give somebody who waits a place, whether there is one or not."""
    check(user, row.event)
    with places_at(row.event_id):
        row = SignUp.objects.select_related("event").get(pk=row.pk)
        if row.state != State.WAITING:
            raise CannotChange(row)
        note(row, Kind.PLACED, reason, user)
        return settle(row, over=True, mail=SignUpMail.Kind.MOVED_UP)


@transaction.atomic
def cancel(*, row: SignUp, user: Any, reason: str) -> None:
    """Cancel for somebody, who gets a mail; the place goes to who waits."""
    check(user, row.event)
    if not end(row):
        row.refresh_from_db()
        raise CannotChange(row)
    note(row, Kind.CANCELLED, reason, user)
    write(SignUpMail.Kind.CANCELLED, [row.pk])


@transaction.atomic
def tell(*, event: EventPage, user: Any, subject: str, text: str, waiting: bool = True) -> tuple[SignUpNotice, int]:
    """Mail everybody who has a place, and who waits; the notice and how many get it, each once.

    AlreadyTold for the same words within some minutes: a button that is pressed twice sends one mail.
    """
    check(user, event)
    locked(event.pk)
    lately = SignUpNotice.objects.filter(event=event, at__gt=timezone.now() - TOLD_AGAIN_AFTER)
    if lately.filter(subject=subject, text=text).exists():
        raise AlreadyTold
    states = STANDING if waiting else (State.PLACED,)
    notice = SignUpNotice.objects.create(event=event, subject=subject, text=text, user=user)
    numbers = list(SignUp.objects.filter(event=event, state__in=states).values_list("pk", flat=True))
    write(SignUpMail.Kind.NOTICE, numbers, notice)
    return notice, len(numbers)


def refuse_double(event: EventPage, email: str, *, but: int = 0) -> None:
    """Raise AlreadySignedUp when the address has a sign-up that stands, or one that the worker is about to see.

    `but` is the number of a sign-up that does not count.
    """
    standing: Iterable[str] = (*STANDING, State.RECEIVED)
    if SignUp.objects.filter(event=event, email_key=email.lower(), state__in=standing).exclude(pk=but).exists():
        raise AlreadySignedUp


def settle(row: SignUp, *, over: bool, mail: SignUpMail.Kind = SignUpMail.Kind.PLACED) -> SignUp:
    """Give somebody who waits a place by the rules, or over them, and write the mail."""
    if over:
        SignUp.objects.filter(pk=row.pk).update(state=State.PLACED, placed_at=timezone.now())
    else:
        fill(row.event_id)
    row.refresh_from_db()
    # In place of what filling wrote: to whom it is done, no place "came free".
    write(SignUpMail.Kind.WAITING if row.state == State.WAITING else mail, [row.pk])
    return row


def note(row: SignUp, kind: Kind | str, reason: str, user: Any) -> None:
    """Write down what was done; `kind` is empty for a change that leaves the state."""
    SignUpChange.objects.create(sign_up=row, kind=kind, reason=reason, user=user)
