"""What people send with the form: kept the same way for every address, whoever it is of.

Nothing here looks an address up, so neither the answer nor the time that it takes says who signed up.
"""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from association.base.rules.tokens import address_hash
from association.meetings.models import SignUp
from association.meetings.pages import EventPage
from association.meetings.rules.signing import CLIENT_A_DAY, CLIENT_AN_HOUR
from association.meetings.signing_up.held import SignUpClosed, SignUpRefused, closed_words


class TooMany(SignUpRefused):
    """More from one place on the internet than people send."""

    def __init__(self) -> None:
        super().__init__(
            "Er komen nu te veel aanmeldingen vanaf uw netwerk. Probeer het later opnieuw, of mail het bureau."
        )


@transaction.atomic
def ask(*, event: EventPage, client: str, **values: Any) -> SignUp:
    """Keep a sign-up for the worker; SignUpClosed when nobody can sign up now, TooMany for a flood from one place."""
    if why := closed_words(event):
        raise SignUpClosed(why)
    client_hash = address_hash(client) if client else ""
    if client_hash and is_flood(client_hash):
        raise TooMany
    return SignUp.objects.create(event=event, client_hash=client_hash, **values)


def is_flood(client_hash: str) -> bool:
    """Whether too much came from one place in the last hour or day; asks nothing about the address."""
    now = timezone.now()
    found = SignUp.objects.filter(client_hash=client_hash, created_at__gt=now - timedelta(days=1))
    counts = found.aggregate(day=Count("pk"), hour=Count("pk", filter=Q(created_at__gt=now - timedelta(hours=1))))
    return bool(counts["day"] >= CLIENT_A_DAY or counts["hour"] >= CLIENT_AN_HOUR)
