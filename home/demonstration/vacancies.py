"""The vacancies of the demonstration; nobody has applied for them."""

from datetime import datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from association.memberships.actions.vacancies import start_vacancy
from association.memberships.models import Post, Vacancy
from association.organizations.models import Organization
from home.demonstration.register import slug_of, table

OPENED_BEFORE = timedelta(days=14)


@transaction.atomic
def load_vacancies(association: Organization, entries: list[dict[str, Any]]) -> int:
    """Put open what the association has no vacancy for yet; returns how many. The register must be there."""
    slugs = {row["id"]: slug_of(row) for row in table("organizations")}
    known = set(Vacancy.objects.filter(association=association).values_list("title", flat=True))
    missing = [entry for entry in entries if entry["title"] not in known]
    for entry in missing:
        post = Post.objects.get(organization__slug=slugs[entry["organization"]], for_whom=association)
        put_open(association, post, entry)
    return len(missing)


def put_open(association: Organization, post: Post, entry: dict[str, Any]) -> Vacancy:
    """A vacancy that closes so many days from today, at the end of that day."""
    today = timezone.localdate()
    last = today + timedelta(days=entry["closes_in"])
    return start_vacancy(
        association=association,
        post=post,
        title=entry["title"],
        profile="".join(entry["profile"].splitlines()),
        advice_by=entry["advice_by"],
        opens=min(today, last) - OPENED_BEFORE,
        closes_at=timezone.make_aware(datetime.combine(last + timedelta(days=1), time())),
        status=Vacancy.Status.OPEN,
    )
