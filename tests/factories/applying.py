"""Filled-in forms of who applies for a vacancy, and who sits in a seat then."""

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from association.memberships.forms.vacancies import closing_moment
from association.memberships.models import Membership, Post, Vacancy
from association.organizations.models import Organization
from association.people.models import Person
from tests.factories.register import make_person

ZONE = ZoneInfo("Europe/Amsterdam")
TODAY = timezone.localdate
SAME_ORIGIN = {"sec-fetch-site": "same-origin"}
START = "/organisatie/vacatures/"


def answers(town: Organization, **fields: Any) -> dict[str, Any]:
    """A filled-in form."""
    return {
        "name": "mw. J. Achternaam", "municipality": town.pk, "office": "wethouder", "email": "jo@example.org",
        "phone": "", "motivation": "Water is mijn vak.", "agreed": "on", "website": "", **fields,
    }  # fmt: skip


def send(vacancy: Vacancy, data: dict[str, Any], host: str = "localhost", **headers: str) -> Any:
    """Send the form as a browser without any cookie does."""
    client = Client(enforce_csrf_checks=True, headers={"host": host})
    return client.post(f"{START}{vacancy.slug}/aanmelden/", data, headers=headers or SAME_ORIGIN)


def read(response: Any) -> Any:
    """The page of an answer."""
    return BeautifulSoup(response.content, "html.parser")


def sitting(post: Post, day: date | None = None) -> list[tuple[str, str]]:
    """Who sits in a seat on a day, and how."""
    rows = Membership.objects.active_on(day or TODAY()).filter(post=post).order_by("pk")
    return [(row.who, row.capacity) for row in rows]


def person_for(name: str = "Achternaam") -> Person:
    """Somebody in the register."""
    return make_person(name, initials="J.")


def closing(day: str, at: str = "") -> datetime:
    """The moment at which a vacancy closes."""
    return closing_moment(date.fromisoformat(day), time.fromisoformat(at) if at else None)
