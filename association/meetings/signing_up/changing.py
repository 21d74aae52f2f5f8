"""The bureau changes what somebody filled in: name, address, organisation, wish and sessions."""

import hashlib
import json
from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from association.meetings.models import SignUp, SignUpMail
from association.meetings.models.signing import CHANGED, LONGEST_REASON
from association.meetings.pages import EventPage
from association.meetings.rules.signing import joined, moved, rounds_of
from association.meetings.signing_up.held import SignUpRefused, places_at, room_at
from association.meetings.signing_up.leaving import STANDING
from association.meetings.signing_up.mails import write
from association.meetings.signing_up.placing import fill
from association.meetings.signing_up.staff import CannotChange, check, note, refuse_double

State = SignUp.State
# What is kept in a field of its own, as it is called where the bureau reads what was changed.
FIELDS = {"name": "naam", "email": "e-mailadres", "organization": "organisatie", "diet": "dieetwens"}


class SessionsFull(SignUpRefused):
    """Chosen sessions have no place (any more); `rounds` are the keys of their rounds, with the title of each."""

    def __init__(self, rounds: dict[str, str]) -> None:
        self.rounds = rounds
        super().__init__(f"Geen plek meer in {joined([f'“{title}”' for title in rounds.values()])}.")


class ChangedMeanwhile(SignUpRefused):
    """Somebody else changed the sign-up since it was looked at."""

    def __init__(self, row: SignUp) -> None:
        self.row = row
        told = [row.name, row.email, row.organization, *row.titles, row.diet]
        super().__init__(
            f"Iemand anders wijzigde deze aanmelding intussen. Nu staat er: {', '.join(filter(None, told))}. "
            "Bewaart u nog een keer, dan geldt wat u hier invulde."
        )


@transaction.atomic
def change(
    *,
    row: SignUp,
    user: Any,
    seen: str,
    reason: str = "",
    over: bool = False,
    tell: bool | None = None,
    **values: Any,
) -> list[str]:
    """Change what somebody filled in (`values`); what was changed, in words, and nothing is done for none.

    In order: PermissionDenied, CannotChange for who has no place and does not wait, ChangedMeanwhile when the row is
    no longer as it was `seen` (see `mark_of`), AlreadySignedUp for an address that is known, and SessionsFull when a
    session that somebody with a place moves to has none left, unless `over`. Who sent the form before is seen first;
    a place that comes free goes to who waits. Who waits keeps the turn.

    `tell`: whether a mail goes out; None for when the sessions or the address changed. The links of mails to an
    earlier address stop working, and what that address refused goes to the new one when a mail goes out.
    """
    check(user, row.event)
    with places_at(row.event_id) as event:
        fill(row.event_id)
        row = SignUp.objects.select_related("event").get(pk=row.pk)
        if row.state not in STANDING or row.erased_at:
            raise CannotChange(row)
        if mark_of(row) != seen:
            raise ChangedMeanwhile(row)
        new = {name: value for name, value in values.items() if getattr(row, name) != value}
        if not new:
            return []
        if "email" in new:
            refuse_double(event, new["email"], but=row.pk)
        sessions = moved(row.choices, new.get("choices", row.choices))
        if row.state == State.PLACED and not over:
            refuse_full(event, new.get("choices", {}), sessions)
        words = words_of(new, event, row.choices)
        write_values(row, new)
        note_all(row, words, reason, user)
        tells = bool(sessions or "email" in new) if tell is None else tell
        if "email" in new:
            turn_mails(row, again=tells)
        fill(row.event_id)
        row.refresh_from_db()
        if tells and not has_news(row):
            write(CHANGED, [row.pk])
    return words


def mark_of(row: SignUp) -> str:
    """What a form keeps of a sign-up, to tell whether it is still as it was when the form was made."""
    told = json.dumps([row.name, row.email, row.organization, row.diet, row.choices], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()


def refuse_full(event: EventPage, choices: Mapping[str, Mapping[str, str]], sessions: Collection[str]) -> None:
    """Raise SessionsFull when one of the sessions that somebody moves to has no place."""
    free = room_at(event).sessions
    full = {
        key: one["title"]
        for key, one in choices.items()
        if one["session"] in sessions and free.get(one["session"], 1) <= 0
    }
    if full:
        raise SessionsFull(full)


def words_of(new: Mapping[str, Any], event: EventPage, before: Mapping[str, Mapping[str, str]]) -> list[str]:
    """What is changed: the fields by name alone, since these words outlive a wish; then each session that was."""
    fields = [words for name, words in FIELDS.items() if name in new]
    found = [joined(fields)] if fields else []
    titles = {part.key: f"{part.hours}, {part.title}" for part in rounds_of(event.programme)}
    for key, one in new.get("choices", {}).items():
        old = before.get(key, {})
        if old.get("session") != one["session"]:
            was = f"“{old['title']}” werd " if old else ""
            found.append(f"{titles.get(key, 'sessie')}: {was}“{one['title']}”")
    return found


def write_values(row: SignUp, new: Mapping[str, Any]) -> None:
    """Keep what is new."""
    for name, value in new.items():
        setattr(row, name, value)
    row.save(update_fields=[*new, "email_key"])


def note_all(row: SignUp, words: list[str], reason: str, user: Any) -> None:
    """Write down what was changed, a line for each, and why in the last one."""
    for line in words:
        note(row, CHANGED, line[:LONGEST_REASON], user)
    if reason:
        note(row, CHANGED, reason, user)


def turn_mails(row: SignUp, *, again: bool) -> None:
    """Let the links in mails to the earlier address stop, and send what it refused to the new one, or drop it."""
    mine = SignUpMail.objects.filter(sign_up=row)
    mine.exclude(sent_at=None).update(token_hash="")
    refused = mine.exclude(refused_at=None)
    if again:
        # Of those about the sign-up itself a new one says how it stands.
        refused.exclude(notice=None).update(refused_at=None, tries=0, next_try_at=timezone.now())
    refused.filter(refused_at__isnull=False).delete()


def has_news(row: SignUp) -> bool:
    """Whether a mail is still to go out that says how things stand, so with what was changed."""
    telling = (SignUpMail.Kind.PLACED, SignUpMail.Kind.WAITING, SignUpMail.Kind.MOVED_UP)
    return SignUpMail.objects.filter(sign_up=row, sent_at=None, tries=0, notice=None, kind__in=telling).exists()
