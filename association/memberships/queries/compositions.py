"""Who sits in a body on a day: two queries, however many bodies, seats and years there are."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import Q
from django.utils import timezone

from association.memberships.queries.seats import ORDER, Offices, SeatRow, memberships
from association.memberships.queries.vacancies import place_to_apply

if TYPE_CHECKING:
    from association.memberships.models import Membership, Post
    from association.organizations.models import Organization

MOST_DAYS = 12


@dataclass(frozen=True)
class Composition:
    """A body on a day: its seats in order, the seats of other days, and the days on which something changed."""

    organization: "Organization"
    day: date
    rows: tuple[SeatRow, ...]
    other_days: tuple[SeatRow, ...]
    changed_on: tuple[date, ...]


def composition(organization: "Organization", day: date, *, association: int | None = None) -> Composition:
    """Who sits in a body on a day, in two queries; of a shared body only the seats for an association's side."""
    return compositions([(organization, day)], association)[0]


def compositions(asked: "list[tuple[Organization, date]]", association: int | None = None) -> list[Composition]:
    """The same for several bodies and days together, in two queries; of shared bodies only the association's side."""
    found = memberships().filter(post__organization__in={body.pk for body, _ in asked}).with_names()
    if association is not None:
        own = Q(post__organization__managed_by=association) | Q(post__for_whom=association)
        found = found.filter(own | Q(post__for_whom__belongs_to_links__organization=association)).distinct()
    found = found.annotate(apply_at=place_to_apply(association, timezone.now()))
    every: defaultdict[int, list[Membership]] = defaultdict(list)
    for row in found.order_by("post__order", "post_id", "seat", "start_date", "pk") if asked else ():
        every[row.post.organization_id].append(row)
    offices = Offices(row.person_id for body, day in asked for row in every[body.pk] if row.holds_on(day))
    return [composed(body, day, every[body.pk], offices) for body, day in asked]


def open_posts(found: Composition, association: int | None = None) -> "list[Post]":
    """The seats of a composition that nobody holds, not even an empty row; one query. Sides as in `compositions`."""
    posts = apps.get_model("association", "Post").objects.active_on(found.day).filter(organization=found.organization)
    posts = posts.exclude(pk__in={row.post.pk for row in found.rows}).select_related("for_whom")
    return list(posts if association is None else posts.filter(for_whom=association))


def composed(body: "Organization", day: date, every: "list[Membership]", offices: "Offices") -> Composition:
    """The composition of a day, from all that is known of a body."""
    present = [row for row in every if row.holds_on(day) and row.post.holds_on(day)]
    known = {row.pk for row in present}
    past = [row for row in every if row.pk not in known]
    return Composition(
        body,
        day,
        tuple(SeatRow(row, offices.on(day, row.person_id)) for row in sorted(present, key=place_in_list)),
        tuple(SeatRow(row, None) for row in reversed(past)),
        changes(every, day),
    )


def place_in_list(row: "Membership") -> tuple[int, int, int, int]:
    """Where a row stands in a list: by seat; its holder first, then who helps out, then who is only nominated."""
    return (row.post.order, row.post_id, row.seat, ORDER.index(row.capacity))


def changes(rows: Iterable["Membership"], day: date) -> tuple[date, ...]:
    """The days up to today or the day asked for on which somebody came or went, newest first."""
    days = {moment for row in rows for moment in (row.start_date, row.end_date) if moment is not None}
    return tuple(
        sorted((moment for moment in days if moment <= max(day, timezone.localdate())), reverse=True)[:MOST_DAYS]
    )
