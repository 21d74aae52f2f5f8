"""Storing what a table says, all of it or nothing."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from association.newsletters.importing.plan import Known, Outcome, Plan, Row, make_plan
from association.newsletters.importing.table import Table
from association.newsletters.models import ConsentEvent, MailingList, Subscriber, Subscription
from association.newsletters.rules.tokens import address_hash
from association.newsletters.subscribing.events import FILE
from association.organizations.models import Organization

AT_ONCE = 500
State = Subscription.State


@transaction.atomic
def bring_in(
    *,
    table: Table,
    columns: Mapping[str, int],
    lists: list[MailingList],
    association: Organization,
    basis: str,
    user: Any,
) -> Plan:
    """Put the readers of a table on lists, on a stated basis that is kept with each; the plan as it was carried out.

    It is made anew here, so that somebody who unsubscribed or was blocked since the report stays off.
    """
    # Of two who press the button at once, one waits for the other.
    Organization.every.select_for_update().get(pk=association.pk)
    plan = make_plan(table, columns, lists, association)
    emails = {row.email.lower() for row in plan.stored}
    known = Known.of(association, lists, emails)
    people = keep_people(plan, association)
    now = timezone.now()
    waiting = Subscription.objects.filter(state=State.PENDING, mailing_list__in=lists, subscriber__in=people.values())
    pending = set(waiting.values_list("subscriber_id", "mailing_list_id"))
    places = [(people[email], number) for email in sorted(emails) for number in sorted(known.places(email))]
    waiting.update(state=State.ACTIVE, confirmed_at=now)
    Subscription.objects.bulk_create(
        [
            Subscription(subscriber=person, mailing_list_id=number, state=State.ACTIVE, confirmed_at=now)
            for person, number in places
            if (person.pk, number) not in pending
        ],
        batch_size=AT_ONCE,
    )
    ConsentEvent.objects.bulk_create(
        [
            ConsentEvent(
                association=association, subscriber=person, address_hash=address_hash(person.email),
                mailing_list_id=number, kind=ConsentEvent.Kind.IMPORTED, channel=FILE, reason=basis, user=user, at=now,
            )
            for person, number in places
        ],
        batch_size=AT_ONCE,
    )  # fmt: skip
    return plan


def keep_people(plan: Plan, association: Organization) -> dict[str, Subscriber]:
    """The readers of the rows that are stored, by address; new ones are made, of known ones nothing is changed."""
    new = [make_person(row, association) for row in plan.stored if row.outcome == Outcome.NEW]
    Subscriber.objects.bulk_create(new, batch_size=AT_ONCE)
    emails = [row.email.lower() for row in plan.stored]
    found: dict[str, Subscriber] = {}
    for start in range(0, len(emails), AT_ONCE):
        piece = emails[start : start + AT_ONCE]
        rows = Subscriber.objects.filter(association=association, email_key__in=piece)
        found.update({person.email_key: person for person in rows})
    return found


def make_person(row: Row, association: Organization) -> Subscriber:
    """A new reader, not stored yet."""
    return Subscriber(
        association=association, email=row.email, email_key=row.email.lower(), name=row.name, role=row.role,
        municipality=row.municipality,
    )  # fmt: skip
