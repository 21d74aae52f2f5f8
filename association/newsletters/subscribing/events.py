"""What is written down about consent, and addresses that get no mail."""

from typing import Any

from association.newsletters.models import ConsentEvent, MailingList, Subscriber, Suppression
from association.newsletters.rules.consent import CURRENT
from association.newsletters.rules.tokens import address_hash, address_hashes
from association.organizations.models import Organization

Kind = ConsentEvent.Kind
SITE, PREFERENCES, MAIL, STAFF, FILE, UPKEEP = "site", "voorkeuren", "mail", "bureau", "bestand", "bewaartermijn"
# What somebody takes back by asking for mail themselves.
OWN_WISH = (Suppression.Reason.ERASED, Suppression.Reason.BOUNCED)


class Refused(Exception):
    """Something that cannot be done; its text says in plain Dutch why, and what to do."""


def note(
    subscriber: Subscriber,
    kind: Kind,
    channel: str,
    *,
    mailing_list: MailingList | None = None,
    text_version: str = CURRENT,
    reason: str = "",
    user: Any = None,
) -> ConsentEvent:
    """Write down what somebody agreed to or took back."""
    return ConsentEvent.objects.create(
        association_id=subscriber.association_id, subscriber=subscriber, address_hash=address_hash(subscriber.email),
        mailing_list=mailing_list, kind=kind, text_version=text_version, channel=channel, reason=reason, user=user,
    )  # fmt: skip


def suppressions_of(association: Organization | int, email: str) -> Any:
    """What keeps an address from getting mail of an association, by whatever key it was hashed."""
    return Suppression.objects.filter(association=association, address_hash__in=address_hashes(email))


def suppress(association: Organization | int, email: str, reason: Suppression.Reason) -> None:
    """Keep an address from mail; what keeps it from mail already stays as it is, but for a graver reason."""
    key = association.pk if isinstance(association, Organization) else association
    known = suppressions_of(key, email).first()
    if known is None:
        Suppression.objects.get_or_create(
            association_id=key, address_hash=address_hash(email), defaults={"reason": reason}
        )
    elif known.reason in OWN_WISH and known.reason != reason:
        known.reason = reason
        known.save(update_fields=["reason"])


def is_barred(association: Organization | int, email: str) -> bool:
    """Whether an address gets no mail, not even when somebody asks for it on the site: a complaint, or the bureau."""
    return bool(suppressions_of(association, email).exclude(reason__in=OWN_WISH).exists())
