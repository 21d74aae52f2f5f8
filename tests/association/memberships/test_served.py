"""What the register serves is found: by the site's search, on its map, and by search engines."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from association.memberships.pages import BodyPage, OrganizationIndexPage
from association.organizations.models import Organization, OrganizationMember
from home.actions import SiteSetUp, ensure_child
from tests.factories.content import restrict
from tests.factories.register import make_body, make_membership, make_person, make_post
from tests.factories.vacancies import make_vacancy


@pytest.fixture
def overview(vdg: SiteSetUp) -> OrganizationIndexPage:
    """The overview, with a body, a municipality and its alderman."""
    town = Organization.objects.create(name="Dorpstad", slug="gemeente-dorpstad", classification="municipality")
    OrganizationMember.objects.create(organization=vdg.association, member=town)
    person = make_person("Wünker", slug="wunker")
    make_membership(make_post(town, "alderman"), person)
    make_membership(make_post(make_body(vdg.association, "Kerngroep energie", slug="vdg-kerngroep")), person)
    return ensure_child(vdg.home, OrganizationIndexPage, title="Wie zit waar", slug="organisatie")


def results(client: Client, words: str, host: str = "localhost") -> list[str]:
    """The addresses that a search finds."""
    answer = client.get("/zoeken/", {"q": words}, headers={"host": host})
    return [link["href"] for link in BeautifulSoup(answer.content, "html.parser").select(".search-results a")]


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("wunker", "/organisatie/personen/wunker/"),
        ("A. Wünker", "/organisatie/personen/wunker/"),
        ("dorpstad", "/organisatie/gemeenten/dorpstad/"),
        ("energie kerngroep", "/organisatie/kerngroep/"),
    ],
)
def test_search_finds_the_register(client: Client, overview: OrganizationIndexPage, words: str, address: str) -> None:
    assert address in results(client, words)
    assert client.get(address).status_code == 200


def test_search_finds_open_vacancies_only(client: Client, vdg: SiteSetUp, overview: OrganizationIndexPage) -> None:
    shown = make_vacancy(vdg, title="Commissielid Zee")
    make_vacancy(vdg, title="Commissielid Duin", status="draft")

    assert results(client, "commissielid") == [f"/organisatie/vacatures/{shown.slug}/"]


def test_search_finds_a_body_with_an_own_page_once(
    client: Client, vdg: SiteSetUp, overview: OrganizationIndexPage
) -> None:
    body = Organization.objects.get(name="Kerngroep energie")
    ensure_child(overview, BodyPage, title="Kerngroep energie", slug="kerngroep", organization=body)

    assert results(client, "kerngroep").count("/organisatie/kerngroep/") <= 1


def test_another_site_does_not_find_it(client: Client, vgg: SiteSetUp, overview: OrganizationIndexPage) -> None:
    ensure_child(vgg.home, OrganizationIndexPage, title="Wie zit waar", slug="organisatie")

    assert results(client, "wunker", "vgg.localhost") == []
    assert results(client, "kerngroep", "vgg.localhost") == []


def test_nothing_of_a_register_that_is_kept_to_members(client: Client, overview: OrganizationIndexPage) -> None:
    restrict(overview)

    assert results(client, "wunker") == []
    assert "kerngroep" not in client.get("/sitemap.xml").content.decode()


def test_maps_hold_the_register(client: Client, overview: OrganizationIndexPage) -> None:
    machine, people = client.get("/sitemap.xml").content.decode(), client.get("/sitemap/").content.decode()

    for address in ("/organisatie/kerngroep/", "/organisatie/gemeenten/dorpstad/"):
        assert f"{address}</loc>" in machine
        assert f'href="{address}"' in people
    assert "/organisatie/personen/wunker/</loc>" in machine


def test_search_asks_as_much_for_one_as_for_thirty(
    client: Client, vdg: SiteSetUp, overview: OrganizationIndexPage, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(30) as few:
        results(client, "kerngroep")
    for number in range(30):
        make_body(vdg.association, f"Kerngroep {number}")
    with django_assert_max_num_queries(len(few)):
        assert len(results(client, "kerngroep")) == 10
