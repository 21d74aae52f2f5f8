"""What people ask on the site: written down the same way for every address, whoever it is of.

Nothing here looks an address up, so neither the answer nor the time that it takes says whether it is known.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.module_loading import import_string

from association.newsletters.models import Subscriber, SubscriberRequest
from association.newsletters.rules.consent import CURRENT
from association.newsletters.rules.terms import CLIENT_ADDRESSES_A_DAY, CLIENT_REQUESTS_A_DAY
from association.newsletters.rules.tokens import address_hash
from association.organizations.models import Organization

# The layer above this one, found as the worker finds it: by its name.
TASK = "association.newsletters.tasks.answer_requests"


def ask_to_subscribe(
    *, association: Organization | int, email: str, client: str, lists: Iterable[int], details: dict[str, Any]
) -> None:
    """Ask for lists (numbers); `details` may hold name, role, municipality and portfolios (numbers)."""
    write_down(association, SubscriberRequest.Kind.SUBSCRIBE, email, client, lists=sorted(lists), details=details)


def ask_for_preferences(*, association: Organization | int, email: str, client: str) -> None:
    """Ask for a mail with the link to one's own preferences."""
    write_down(association, SubscriberRequest.Kind.PREFERENCES, email, client)


def ask_for_address(*, subscriber: Subscriber, email: str, client: str) -> None:
    """Ask for mail at another address, which is to be confirmed from there."""
    kind = SubscriberRequest.Kind.ADDRESS
    write_down(subscriber.association_id, kind, email, client, subscriber=subscriber)


def write_down(
    association: Organization | int, kind: SubscriberRequest.Kind, email: str, client: str, **fields: Any
) -> None:
    """Keep a request for the worker, who starts at once; one too many from the same place in a day is not kept."""
    key = association.pk if isinstance(association, Organization) else association
    client_hash = address_hash(client) if client else ""
    if client_hash and is_flood(client_hash):
        return
    SubscriberRequest.objects.create(
        association_id=key, kind=kind, email=email, client_hash=client_hash, text_version=CURRENT, **fields
    )
    transaction.on_commit(start_worker)


def is_flood(client_hash: str) -> bool:
    """Whether too much came from one place in the last day; asks nothing about the address."""
    since = timezone.now() - timedelta(days=1)
    found = SubscriberRequest.objects.filter(client_hash=client_hash, created_at__gt=since)
    counts = found.aggregate(requests=Count("pk"), addresses=Count("email_key", distinct=True))
    return bool(counts["requests"] >= CLIENT_REQUESTS_A_DAY or counts["addresses"] >= CLIENT_ADDRESSES_A_DAY)


def start_worker() -> None:
    """Have the requests answered now, and not only with the next upkeep."""
    import_string(TASK).enqueue()
