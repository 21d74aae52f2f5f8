"""The vacancies of an association that its site shows."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Case, OuterRef, Subquery, Value, When
from django.utils import timezone

if TYPE_CHECKING:
    from association.memberships.models import Membership


def shown_vacancies(association: int, now: datetime) -> Any:
    """The vacancies of an association that its site shows at a moment, in the order in which they close."""
    found = apps.get_model("association", "Vacancy").objects.exclude(status="draft")
    return found.filter(association=association, opens__lte=timezone.localdate(now)).select_related(
        "post__organization"
    )


def open_vacancies(association: int, now: datetime) -> Any:
    """Those of them for which people may apply."""
    return shown_vacancies(association, now).filter(status="open", closes_at__gt=now)


def place_to_apply(association: int | None, now: datetime) -> Any:
    """For a query of memberships: the slug of the open vacancy for a vacant seat that closes first, else None.

    Without an association it is the vacancy of who keeps the body.
    """
    keeper = OuterRef("post__organization__managed_by") if association is None else Value(association)
    found = apps.get_model("association", "Vacancy").objects.filter(
        association=keeper, post=OuterRef("post"), status="open", opens__lte=timezone.localdate(now), closes_at__gt=now
    )
    first = found.order_by("closes_at", "pk").values("slug")[:1]
    return Case(When(empty="vacant", then=Subquery(first)), default=None)


def places_to_apply(rows: "Iterable[Membership]", association: int, now: datetime) -> dict[int, str]:
    """The open vacancies for the vacant seats of some rows: the slug of the one that closes first, by seat.

    One query; none when no seat is vacant, or when the rows came with it (see `place_to_apply`).
    """
    waiting = [row for row in rows if row.empty == "vacant"]
    known = {row.post_id: row.__dict__["apply_at"] for row in waiting if "apply_at" in row.__dict__}
    vacant = {row.post_id for row in waiting} - set(known)
    if not vacant:
        return {post: slug for post, slug in known.items() if slug}
    found = open_vacancies(association, now).filter(post__in=vacant).values_list("post_id", "slug")
    slugs: dict[int, str] = {post: slug for post, slug in known.items() if slug}
    for post, slug in found:
        slugs.setdefault(post, slug)
    return slugs
