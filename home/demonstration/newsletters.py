"""The newsletters of the demonstration: lists with made-up readers, series, and issues that were sent."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth.models import Group
from django.db import transaction

from association.base.models import AssociationGroup, Image
from association.newsletters.models import ConsentEvent, MailingList, Newsletter, Subscriber, Subscription
from association.newsletters.rules.tokens import address_hash
from association.organizations.models import Organization
from association.people.models import Person
from home.demonstration.readers import Reader, readers

TEXT_VERSION = "demonstratie"
# Before the first issue of the demonstration.
BEGAN = datetime(2026, 9, 1, 9, tzinfo=ZoneInfo("Europe/Amsterdam"))
Scene = Callable[[str, str], Image]


@transaction.atomic
def load_newsletters(association: Organization, entry: dict[str, Any], scene: Scene) -> None:
    """Lists, series and readers that the association does not have yet."""
    lists = {item["slug"]: make_list(association, item, order) for order, item in enumerate(entry["lists"])}
    for item in entry["series"]:
        make_series(association, item, lists, scene)
    if not Subscriber.objects.filter(association=association).exists():
        shares = {lists[item["slug"]].pk: item["share"] for item in entry["lists"]}
        add_readers(association, entry["readers"], shares)


def make_list(association: Organization, item: dict[str, Any], order: int) -> MailingList:
    """A list, made when it is missing."""
    keys = ("name", "audience", "description", "is_open")
    defaults = {key: item[key] for key in keys if key in item} | {"order": order}
    made, is_new = MailingList.objects.get_or_create(association=association, slug=item["slug"], defaults=defaults)
    if is_new:
        roles = AssociationGroup.objects.filter(association=association, role__in=item.get("groups", ()))
        made.groups.set(Group.objects.filter(association_role__in=roles))
    return made


def make_series(
    association: Organization, item: dict[str, Any], lists: dict[str, MailingList], scene: Scene
) -> Newsletter:
    """A series, made when it is missing."""
    known = Newsletter.objects.filter(association=association, slug=item["slug"]).first()
    if known:
        return known
    keys = ("slug", "title", "description", "sender_name", "sender_email", "reply_to", "closing", "greets")
    fields = {key: item[key] for key in keys if key in item}
    banner = scene(item["scene"], item["slug"]) if "scene" in item else None
    made = Newsletter.objects.create(association=association, banner=banner, **fields)
    made.lists.set(lists[slug] for slug in item["lists"])
    return made


def add_readers(association: Organization, number: int, shares: dict[int, float]) -> None:
    """Made-up readers of the lists, each with the proof that goes with it."""
    members = association.membership_links.order_by("member__name").values_list("member", flat=True)
    found = readers(
        number,
        seed=association.slug,
        now=BEGAN,
        municipalities=list(members),
        portfolios=list(association.portfolios.order_by("order", "pk").values_list("pk", flat=True)),
        shares=shares,
        taken=frozenset(f"{person.given_name} {person.family_name}".lower() for person in Person.every.all()),
    )
    rows = Subscriber.objects.bulk_create([row_of(association, reader) for reader in found])
    pairs = list(zip(rows, found, strict=True))
    through = Subscriber.portfolios.through
    through.objects.bulk_create(
        through(subscriber_id=row.pk, portfolio_id=portfolio)
        for row, reader in pairs
        for portfolio in reader.portfolios
    )
    Subscription.objects.bulk_create(
        Subscription(
            subscriber=row,
            mailing_list_id=number,
            state=Subscription.State.ACTIVE,
            created_at=reader.since,
            confirmed_at=reader.since,
        )
        for row, reader in pairs
        for number in reader.lists
    )
    ConsentEvent.objects.bulk_create(
        ConsentEvent(
            association=association,
            subscriber=row,
            address_hash=address_hash(reader.email),
            mailing_list_id=number,
            kind=ConsentEvent.Kind.CONFIRMED,
            text_version=TEXT_VERSION,
            channel="site",
            at=reader.since,
        )
        for row, reader in pairs
        for number in reader.lists
    )


def row_of(association: Organization, reader: Reader) -> Subscriber:
    """A reader as a subscriber that is not stored yet."""
    return Subscriber(
        association=association,
        email=reader.email,
        email_key=reader.email,
        name=reader.name,
        role=reader.role,
        municipality_id=reader.municipality,
        created_at=reader.since,
    )
