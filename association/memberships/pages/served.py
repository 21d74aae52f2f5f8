"""The pages that the register serves without a page in the tree: for the site's search, its map and search engines."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils import timezone

from association.base.queries import Viewer
from association.base.site_settings import SiteSettings
from association.memberships.links import VACANCIES, addresses_for, start_of
from association.memberships.queries import open_vacancies, people_with_page
from association.organizations.models import Organization
from association.organizations.queries import members_of, shown_bodies
from association.people.models import Person
from association.people.rules import plain

BODY, TOWN, PERSON, VACANCY = "Overleg of bestuur", "Gemeente", "Bestuurder", "Vacature"


@dataclass(frozen=True)
class ServedPage:
    """A page of the register: its title, its address on the site, and what it is about, in words."""

    title: str
    address: str
    kind: str


def served_pages(viewer: Viewer, words: str = "") -> list[ServedPage]:
    """Open vacancies, bodies, municipalities and persons on the viewer's site.

    With words those in whose name all of them occur. Bodies with a page of their own are left out; seven queries.
    """
    association, start = SiteSettings.of(viewer.site).association_id, start_of(viewer)
    if not association or not start:
        return []
    to = addresses_for(start, viewer)
    parts = [part for part in (plain(word) for word in words.split()) if part]
    bodies = shown_bodies(association).exclude(pk__in=to.own_pages).order_by("name")
    members = members_of(association)
    numbers = {member.pk for member in members}
    people = Person.objects.present().filter(people_with_page(association)).order_by("family_name", "pk")
    for part in parts:
        people = people.filter(Q(search_names__contains=part))
    vacancies = open_vacancies(association, timezone.now())
    return [
        *(
            ServedPage(one.title, f"{start}{VACANCIES}{one.slug}/", VACANCY)
            for one in vacancies
            if all(part in plain(one.title) for part in parts)
        ),
        *(ServedPage(body.name, to.body(body), BODY) for body in bodies if is_named(body, parts)),
        *(
            ServedPage(f"Gemeente {one.name}", to.represented(one, numbers), TOWN)
            for one in members
            if is_named(one, parts)
        ),
        *(ServedPage(person.full_name, to.person(person), PERSON) for person in people),
    ]


def is_named(organization: Organization, parts: list[str]) -> Any:
    """Whether all words occur in the names of an organization."""
    name = plain(f"{organization.name} {organization.abbreviation} {organization.variants}")
    return all(part in name for part in parts)
