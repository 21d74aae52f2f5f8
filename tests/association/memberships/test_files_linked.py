"""Every table of the register that can be taken along is linked below it, and the link works."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from association.memberships.pages import OrganizationIndexPage
from association.organizations.models import Organization, OrganizationMember
from home.actions import SiteSetUp, ensure_child
from tests.factories.register import make_body, make_membership, make_person, make_post


@pytest.fixture
def overview(vdg: SiteSetUp) -> Any:
    """The overview, with a municipality that has somebody in a body."""
    town = Organization.objects.create(name="Dorpstad", slug="gemeente-dorpstad", classification="municipality")
    OrganizationMember.objects.create(organization=vdg.association, member=town)
    body = make_body(vdg.association, "Bestuur", slug="vdg-bestuur")
    make_membership(make_post(body), make_person("Bakker"), on_behalf_of=town)
    return ensure_child(vdg.home, OrganizationIndexPage, title="Wie zit waar", slug="organisatie")


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("/organisatie/", "Dorpstad"),
        ("/organisatie/bestuur/", "Bakker"),
        ("/organisatie/gemeenten/dorpstad/", "Bakker"),
    ],
)
def test_file_is_linked_and_holds_the_table(client: Client, overview: Any, page: str, words: str) -> None:
    links = BeautifulSoup(client.get(page).content, "html.parser").select("main a[href$='.csv']")
    answer = client.get(links[0]["href"])

    assert len(links) == 1
    assert answer.headers["content-type"].startswith("text/csv")
    assert words in b"".join(answer).decode("utf-8-sig")
