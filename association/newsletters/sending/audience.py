"""Who gets a mailing: every reader of the chosen lists, and of who does not get it the reason."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.db.models import prefetch_related_objects

from association.newsletters.models import Delivery, MailingList, Segment, Subscriber, Subscription, Suppression
from association.newsletters.rules.tokens import address_hashes

Reason = Delivery.Reason
State = Subscription.State
# Of somebody on several lists the one counts on which they stand best.
BEST_FIRST = [State.ACTIVE, State.PENDING, State.STOPPED, State.ENDED]
REASONS = {State.PENDING: Reason.PENDING, State.STOPPED: Reason.BOUNCED, State.ENDED: Reason.UNSUBSCRIBED}
COLUMNS = (
    "pk", "mailing_list_id", "state", "subscriber_id", "subscriber__email_key", "subscriber__paused_until",
    "subscriber__role", "subscriber__municipality_id",
)  # fmt: skip


class Row(NamedTuple):
    """A subscription with what is asked of its subscriber; in the order of `COLUMNS`."""

    number: int
    mailing_list: int
    state: str
    subscriber: int
    email: str
    paused_until: date | None
    role: str
    municipality: int | None


@dataclass(frozen=True)
class Counts:
    """How many readers were found, get the mailing, and do not, by reason (a `Delivery.Reason`): it adds up."""

    candidates: int
    prepared: int
    excluded: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Reader:
    """A subscriber of the chosen lists, once: by which subscription, reading as which groups, or why left out."""

    subscriber: int
    subscription: int
    groups: tuple[int, ...]
    reason: str = ""


def count(lists: Iterable[MailingList], segment: Segment | None, today: date) -> Counts:
    """How many would get a mailing that goes out on a day."""
    return counts_of(readers(lists, segment, today))


def counts_of(found: Sequence[Reader]) -> Counts:
    """The numbers of a chosen audience."""
    excluded = Counter(reader.reason for reader in found if reader.reason)
    return Counts(len(found), len(found) - excluded.total(), dict(excluded))


def readers(lists: Iterable[MailingList], segment: Segment | None, today: date) -> list[Reader]:
    """Every subscriber of the lists, each once, in the order of their addresses.

    Somebody on several lists gets the mailing by the one that may read most, then by the first in order.
    """
    chosen = list(lists)
    groups = groups_of(chosen)
    blocked = suppressed(chosen)
    wanted = Wanted.by(segment)
    return [
        Reader(row.subscriber, row.number, groups[row.mailing_list], reason_against(row, wanted, blocked, today))
        for row in best_rows(chosen, groups)
    ]


def best_rows(lists: Sequence[MailingList], groups: Mapping[int, tuple[int, ...]]) -> list[Row]:
    """Of each subscriber of the lists the subscription that counts, in the order of their addresses; one query."""
    rank = {one.pk: (-len(groups[one.pk]), one.order, one.pk) for one in lists}
    rows = Subscription.objects.filter(mailing_list__in=lists).values_list(*COLUMNS).order_by("subscriber__email_key")
    best: dict[int, Row] = {}
    for row in map(Row._make, rows):
        other = best.get(row.subscriber)
        if other is None or standing(row, rank) < standing(other, rank):
            best[row.subscriber] = row
    return list(best.values())


def count_segments(segments: Sequence[Segment], today: date) -> dict[int, int]:
    """How many readers of all lists of its association get mail as part of each segment, by its number.

    As many queries for one segment as for a hundred of the same associations.
    """
    counts = {}
    wanted = Wanted.by_all(segments)
    for association in {segment.association_id for segment in segments}:
        lists = list(MailingList.objects.filter(association=association))
        rows, blocked = best_rows(lists, groups_of(lists)), suppressed(lists)
        for segment in segments:
            if segment.association_id == association:
                against = (reason_against(row, wanted[segment.pk], blocked, today) for row in rows)
                counts[segment.pk] = sum(not reason for reason in against)
    return counts


def standing(row: Row, rank: Mapping[int, tuple[int, ...]]) -> tuple[int, tuple[int, ...]]:
    """By which of two subscriptions of one reader the better one is the lesser."""
    return BEST_FIRST.index(State(row.state)), rank[row.mailing_list]


def groups_of(lists: Sequence[MailingList]) -> dict[int, tuple[int, ...]]:
    """The numbers of the groups as which each list reads, in order."""
    found: dict[int, list[int]] = {one.pk: [] for one in lists}
    links = MailingList.groups.through.objects.filter(mailinglist__in=lists)
    for mailing_list, group in links.values_list("mailinglist_id", "group_id").order_by("group_id"):
        found[mailing_list].append(group)
    return {number: tuple(groups) for number, groups in found.items()}


def suppressed(lists: Sequence[MailingList]) -> frozenset[str]:
    """The keyed hashes of addresses that the association of these lists never mails."""
    associations = {one.association_id for one in lists}
    return frozenset(Suppression.objects.filter(association__in=associations).values_list("address_hash", flat=True))


def is_suppressed(email: str, blocked: frozenset[str]) -> bool:
    """Whether an address is among those that are never mailed."""
    return bool(blocked) and not blocked.isdisjoint(address_hashes(email))


def reason_against(row: Row, wanted: "Wanted", blocked: frozenset[str], today: date) -> str:
    """Why a reader is left out; empty for who gets the mailing."""
    if row.state != State.ACTIVE:
        return REASONS[State(row.state)]
    if is_suppressed(row.email, blocked):
        return Reason.SUPPRESSED
    if row.paused_until is not None and row.paused_until >= today:
        return Reason.PAUSED
    return "" if wanted.has(row) else Reason.SEGMENT


@dataclass(frozen=True)
class Wanted:
    """A segment as sets of values; None where it asks nothing. A reader fits when they fit each part."""

    roles: frozenset[str] | None = None
    municipalities: frozenset[int | None] | None = None
    subscribers: frozenset[int] | None = None

    @classmethod
    def by(cls, segment: Segment | None) -> "Wanted":
        """What a segment asks; everyone without one."""
        return cls() if segment is None else cls.by_all([segment])[segment.pk]

    @classmethod
    def by_all(cls, segments: Sequence[Segment]) -> "dict[int, Wanted]":
        """What each of some segments asks, by its number; three queries."""
        prefetch_related_objects(segments, "municipalities", "portfolios")
        chosen = {one.pk: {portfolio.pk for portfolio in one.portfolios.all()} for one in segments}
        interested: dict[int, set[int]] = {number: set() for numbers in chosen.values() for number in numbers}
        links = Subscriber.portfolios.through.objects.filter(portfolio__in=interested)
        for portfolio, subscriber in links.values_list("portfolio_id", "subscriber_id"):
            interested[portfolio].add(subscriber)
        return {
            one.pk: cls(
                frozenset(one.roles) or None,
                frozenset(town.pk for town in one.municipalities.all()) or None,
                frozenset().union(*(interested[number] for number in chosen[one.pk])) if chosen[one.pk] else None,
            )
            for one in segments
        }

    def has(self, row: Row) -> bool:
        """Whether a reader belongs to it."""
        return (
            (self.roles is None or row.role in self.roles)
            and (self.municipalities is None or row.municipality in self.municipalities)
            and (self.subscribers is None or row.subscriber in self.subscribers)
        )
