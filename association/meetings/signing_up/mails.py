"""Mails about sign-ups, written down for the worker, who sends them (see `association.meetings.mail`)."""

from collections.abc import Iterable

from association.meetings.models import SignUpMail, SignUpNotice


def write(kind: SignUpMail.Kind | str, sign_ups: Iterable[int], notice: SignUpNotice | None = None) -> None:
    """Write down a mail for each; an earlier one that did not go out yet and that says how things stand is dropped."""
    numbers = list(sign_ups)
    if not numbers:
        return
    if notice is None:
        SignUpMail.objects.filter(sign_up__in=numbers, sent_at=None, tries=0, notice=None).delete()
    SignUpMail.objects.bulk_create(
        [SignUpMail(sign_up_id=number, kind=kind, notice=notice) for number in numbers],
        ignore_conflicts=notice is not None,
    )
