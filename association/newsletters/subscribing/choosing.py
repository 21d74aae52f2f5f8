"""What readers choose on the screen of their preferences, which opens with the secret of their mails."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from association.newsletters.models import ConsentEvent, MailingList, Subscriber, Subscription
from association.newsletters.rules.consent import CURRENT
from association.newsletters.rules.terms import LONGEST_PAUSE
from association.newsletters.rules.tokens import TOKEN_LENGTH
from association.newsletters.subscribing.confirming import join, welcome_back
from association.newsletters.subscribing.events import PREFERENCES, Refused, is_barred, note
from association.newsletters.subscribing.leaving import end
from association.organizations.models import Organization

State = Subscription.State
BARRED = "Dit adres krijgt geen mail meer van ons. Neem contact op met het bureau als u dat wilt veranderen."


@dataclass(frozen=True)
class Details:
    """What readers tell about themselves."""

    name: str = ""
    role: str = ""
    municipality: Organization | None = None
    portfolios: tuple[Any, ...] = ()


def subscriber_by(token: str, association: Organization | int | None) -> Subscriber | None:
    """The subscriber whose preferences a link opens."""
    rows = Subscriber.objects.select_related("association", "municipality")
    found = rows.filter(token=token, association=association) if len(token) == TOKEN_LENGTH and association else None
    return found.first() if found is not None else None


def lists_for(subscriber: Subscriber) -> Any:
    """The lists that somebody chooses among: the open ones, and those of the bureau that they are on."""
    own = Q(subscriptions__subscriber=subscriber, subscriptions__state=State.ACTIVE)
    return MailingList.objects.filter(Q(is_open=True) | own, association=subscriber.association_id).distinct()


def lists_on(subscriber: Subscriber) -> list[int]:
    """Numbers of the lists that somebody is on."""
    return list(subscriber.subscriptions.filter(state=State.ACTIVE).values_list("mailing_list_id", flat=True))


@transaction.atomic
def choose(*, subscriber: Subscriber, lists: Iterable[MailingList], details: Details) -> None:
    """Join and leave lists and keep what somebody tells of themselves; Refused for an address that gets no mail."""
    now, wanted = timezone.now(), {one.pk: one for one in lists}
    offered = {one.pk: one for one in lists_for(subscriber)}
    on = set(lists_on(subscriber))
    new = [one for key, one in wanted.items() if key in offered and key not in on]
    if new and is_barred(subscriber.association_id, subscriber.email):
        raise Refused(BARRED)
    for one in new:
        join(subscriber, one, PREFERENCES, now, text_version=CURRENT)
    if new:
        pause = subscriber.paused_until
        welcome_back(subscriber)
        subscriber.paused_until = pause
    for row in subscriber.subscriptions.filter(state=State.ACTIVE).select_related("subscriber", "mailing_list"):
        if row.mailing_list_id not in wanted:
            end(row, PREFERENCES)
    subscriber.name, subscriber.role = details.name, details.role
    subscriber.municipality = details.municipality
    subscriber.save(update_fields=["name", "role", "municipality", "paused_until"])
    subscriber.portfolios.set(details.portfolios)


@transaction.atomic
def pause(*, subscriber: Subscriber, until: date | None) -> None:
    """Send no mail up to and with a day, or again from now; Refused for a day in the past or more than a year away."""
    today = timezone.localdate()
    if until is not None and not today <= until <= today + LONGEST_PAUSE:
        raise Refused("Kies een dag vanaf vandaag, hoogstens een jaar vooruit.")
    if subscriber.paused_until == until:
        return
    subscriber.paused_until = until
    subscriber.save(update_fields=["paused_until"])
    kind = ConsentEvent.Kind.RESUMED if until is None else ConsentEvent.Kind.PAUSED
    note(subscriber, kind, PREFERENCES, reason=f"t/m {until:%d-%m-%Y}" if until else "")
