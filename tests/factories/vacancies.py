"""Vacancies and candidates."""

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from association.memberships.actions.vacancies import start_vacancy
from association.memberships.models import Candidate, Post, Vacancy
from association.organizations.models import Organization, OrganizationMember
from home.actions import SiteSetUp
from tests.factories.register import make_post

numbers = count(1)


def make_town(setup: SiteSetUp, name: str = "") -> Organization:
    """A municipality that is a member of the association."""
    name = name or f"Plaats {next(numbers)}"
    slug = f"gemeente-{name.lower().replace(' ', '-')}"
    found = Organization.objects.create(name=name, slug=slug, classification="municipality")
    OrganizationMember.objects.create(organization=setup.association, member=found)
    return found


def make_committee(setup: SiteSetUp, name: str = "Commissie Water", **fields: Any) -> Post:
    """A seat for the association in a committee of the VNG, which nobody keeps."""
    committee = Organization.objects.create(
        name=name, slug=f"vng-commissie-{next(numbers)}", classification="vng_committee"
    )
    return make_post(committee, for_whom=setup.association, is_personal=True, **fields)


def make_vacancy(setup: SiteSetUp, post: Post | None = None, **fields: Any) -> Vacancy:
    """A vacancy that is open for a week more."""
    values: dict[str, Any] = {
        "title": f"Vacature {next(numbers)}", "status": Vacancy.Status.OPEN,
        "opens": timezone.localdate() - timedelta(days=1), "closes_at": timezone.now() + timedelta(days=7), **fields,
    }  # fmt: skip
    return start_vacancy(association=setup.association, post=post or make_committee(setup), **values)


def make_candidate(vacancy: Vacancy, name: str = "", at: datetime | None = None, **fields: Any) -> Candidate:
    """Somebody who applied."""
    number = next(numbers)
    values = {
        "name": name or f"A. Naam{number}", "office": "wethouder", "email": f"naam{number}@example.org",
        "motivation": "Water is mijn vak.", **fields,
    }  # fmt: skip
    return Candidate.objects.create(vacancy=vacancy, at=at or timezone.now(), **values)
