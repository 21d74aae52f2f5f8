"""What somebody does with the link of a mail: give their place back, or have their data erased."""

from django.db import transaction
from django.utils import timezone

from association.base.rules.tokens import TOKEN_LENGTH, hashed
from association.meetings.models import SignUp, SignUpChange, SignUpMail
from association.meetings.signing_up.held import places_at
from association.meetings.signing_up.placing import fill

State = SignUp.State
STANDING = (State.PLACED, State.WAITING)


def sign_up_by(token: str) -> SignUp | None:
    """The sign-up that a link belongs to; None for an unknown or erased one."""
    if len(token) != TOKEN_LENGTH:
        return None
    found = SignUpMail.objects.select_related("sign_up__event").filter(token_hash=hashed(token)).first()
    return found.sign_up if found else None


@transaction.atomic
def give_up(*, token: str) -> bool:
    """Cancel by the link of a mail; False when it was cancelled already or there is no such link.

    The place goes to who waits.
    """
    row = sign_up_by(token)
    return row is not None and end(row)


@transaction.atomic
def end(row: SignUp) -> bool:
    """Cancel a sign-up that stands, and give its place away; False when it did not stand (any more)."""
    with places_at(row.event_id):
        mine = SignUp.objects.filter(pk=row.pk, state__in=STANDING)
        if not mine.update(state=State.CANCELLED, cancelled_at=timezone.now()):
            return False
        SignUpMail.objects.filter(sign_up=row, sent_at=None, tries=0, notice=None).delete()
        fill(row.event_id)
    return True


@transaction.atomic
def erase_own(*, token: str) -> bool:
    """Erase what is personal by the link of a mail, and cancel what stands; False when there is no such link."""
    row = sign_up_by(token)
    if row is None:
        return False
    end(row)
    erase([row.pk])
    return True


@transaction.atomic
def erase(numbers: list[int]) -> int:
    """Erase what is personal of some sign-ups: name, addresses, wishes, mails and what the bureau wrote; how many.

    That somebody signed up, for which sessions and what became of it stays, without a trace of whom.
    """
    mine = SignUp.objects.filter(pk__in=numbers)
    SignUpMail.objects.filter(sign_up__in=mine).delete()
    SignUpChange.objects.filter(sign_up__in=mine).delete()
    return int(
        mine.update(name="", email="", email_key="", organization="", diet="", client_hash="", erased_at=timezone.now())
    )
