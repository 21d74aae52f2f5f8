"""The vacancies of an association that its site shows."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.apps import apps
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


def places_to_apply(rows: "Iterable[Membership]", association: int, now: datetime) -> dict[int, str]:
    """The open vacancies for the vacant seats of some rows: the slug of the one that closes first, by seat.

    One query; none when no seat is vacant.
    """
    vacant = {row.post_id for row in rows if row.empty == "vacant"}
    if not vacant:
        return {}
    found = open_vacancies(association, now).filter(post__in=vacant).values_list("post_id", "slug")
    slugs: dict[int, str] = {}
    for post, slug in found:
        slugs.setdefault(post, slug)
    return slugs
