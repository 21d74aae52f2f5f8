"""Where an organization is used: seats, what stands around it, records and pages, as far as somebody may see them."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from association.memberships.models import Post
from association.memberships.pages.index import OrganizationIndexPage
from association.organizations.models import Organization, OrganizationMember
from association.portfolios.models import PortfolioBody
from home.actions import SiteSetUp
from tests.factories.content import add_page, make_page, make_portfolio, make_portfolio_page
from tests.factories.portfolios import make_dossier
from tests.factories.posting import staff_client
from tests.factories.register import make_body, make_membership, make_person, make_post


@pytest.fixture
def chief(vdg: SiteSetUp) -> Client:
    """The browser of a chief editor of the VDG."""
    return staff_client("chef", "VDG eindredactie")


def make_town(name: str) -> Organization:
    """A municipality."""
    return Organization.objects.create(name=name, slug=f"gemeente-{name.lower()}", classification="municipality")


def screen(client: Client, organization: Organization) -> dict[str, str]:
    """The words of each part of the screen, by its heading."""
    answer = client.get(reverse("organization_places", args=[organization.pk]))
    assert answer.status_code == 200
    main = BeautifulSoup(answer.content, "html.parser").select_one("main")
    parts = {}
    for part in main.select("section.noaber-seats__kind"):
        heading = part.select_one("h2")
        words = " ".join(heading.extract().get_text(" ").split())
        parts[words] = " ".join(part.get_text(" ").split())
    return parts


def test_seats_in_it_and_for_it_are_those_of_today(vdg: SiteSetUp, chief: Client) -> None:
    town = make_town("Assen")
    OrganizationMember.objects.create(organization=vdg.association, member=town)
    body = make_body(vdg.association, "Overleg Wonen")
    post = make_post(body)
    make_membership(post, make_person("Nu"), "2021-03-01", on_behalf_of=town)
    make_membership(post, make_person("Vroeger"), "2015-01-01", "2021-03-01", on_behalf_of=town)
    make_membership(make_post(town, "mayor"), make_person("Ambt"), "2019-01-01")

    inside, of_town = screen(chief, body), screen(chief, town)

    assert inside["Wie zit hierin, vandaag (1)"] == "Lid: A. Nu namens Gemeente Assen vanaf 1 maart 2021"
    assert of_town["Wie zit er namens deze organisatie, vandaag (1)"] == (
        "Lid, Overleg Wonen : A. Nu vanaf 1 maart 2021"
    )
    assert "A. Ambt" in of_town["Wie zit hierin, vandaag (1)"]
    assert of_town["Is lid van (1)"] == vdg.association.name


def test_what_stands_around_it_is_told(vdg: SiteSetUp, chief: Client) -> None:
    body, below = make_body(vdg.association, "Boven"), make_body(vdg.association, "Onder")
    later, town = make_body(vdg.association, "Later"), make_town("Assen")
    Organization.objects.filter(pk=below.pk).update(parent=body)
    body.successors.add(later)
    OrganizationMember.objects.create(organization=body, member=town)
    parts = screen(chief, body)

    assert parts["Hoort bij (1)"] == vdg.association.name
    assert parts["Hieronder vallen (1)"] == "Onder"
    assert parts["Ging op in (1)"] == "Later"
    assert parts["Leden (1)"] == "Assen"
    assert screen(chief, later)["Kwam voort uit (1)"] == "Boven"


def test_portfolios_dossiers_and_pages_that_name_it_are_told(vdg: SiteSetUp, chief: Client) -> None:
    body = make_body(vdg.association, "Overleg Wonen")
    portfolio = make_portfolio(vdg, "Wonen")
    page = make_portfolio_page(vdg, portfolio)
    PortfolioBody.objects.create(portfolio=portfolio, organization=body)
    make_dossier(portfolio, title="Woondeal").partners.add(body)
    make_page(vdg.home, title="Wie wij zijn", body=[{"type": "seats", "value": {"organization": body.pk}}], slug="wie")
    parts = screen(chief, body)

    assert parts["Staat in deze pagina's en gegevens"].split() == (
        ["Wie", "wij", "zijn", "Pagina", "Woondeal", "Dossier", "Wonen", "Portefeuille"]
    )
    assert page.title in parts["Te zien op de site"]
    assert "Wie wij zijn" in parts["Te zien op de site"]


def test_pages_that_the_register_makes_of_it_are_told(vdg: SiteSetUp, chief: Client) -> None:
    body, town, elsewhere = make_body(vdg.association, "Overleg Wonen"), make_town("Assen"), make_town("Elders")
    OrganizationMember.objects.create(organization=vdg.association, member=town)
    without = screen(chief, body)["Te zien op de site"]
    add_page(vdg.home, OrganizationIndexPage(title="Organisatie", slug="organisatie"))

    assert "Overleg Wonen" not in without
    assert screen(chief, body)["Te zien op de site"] == "Overleg Wonen"
    assert screen(chief, town)["Te zien op de site"] == "Gemeente Assen"
    assert "Elders" not in screen(chief, elsewhere)["Te zien op de site"]


def test_nothing_of_another_association_is_told(vdg: SiteSetUp, vgg: SiteSetUp, chief: Client) -> None:
    town = make_town("Assen")
    for setup in (vdg, vgg):
        OrganizationMember.objects.create(organization=setup.association, member=town)
    body = make_body(vgg.association, "Geheim overleg")
    make_membership(make_post(body), make_person("Geheim"), on_behalf_of=town)
    make_dossier(make_portfolio(vgg), title="Geheim dossier").participants.add(town)
    other = " ".join(screen(staff_client("vreemde", "VGG eindredactie"), town).values())
    own = " ".join(screen(chief, town).values())

    assert "A. Geheim" in other
    assert "Geheim dossier" in other
    assert "Geheim" not in own


def test_another_associations_body_and_no_organization_are_refused(
    vdg: SiteSetUp, vgg: SiteSetUp, chief: Client
) -> None:
    body, draft = make_body(vgg.association), make_body(vdg.association, live=False)
    asked = {"x-requested-with": "XMLHttpRequest"}
    known = [
        chief.get(reverse("organization_places", args=[number]), headers=asked).status_code
        for number in (body.pk, draft.pk, 9_999_999, 2**63 + 5)
    ]

    assert known == [403, 404, 404, 404]


def test_form_and_list_lead_to_it_but_not_for_a_first_draft(vdg: SiteSetUp) -> None:
    manager = staff_client("beheerder", "VDG beheer")
    body, draft = make_body(vdg.association), make_body(vdg.association, live=False)
    pages = {one: manager.get(reverse("organisaties:edit", args=[one.pk])).content.decode() for one in (body, draft)}
    listed = manager.get(reverse("organisaties:index")).content.decode()

    for text in (pages[body], listed):
        assert reverse("organization_places", args=[body.pk]) in text
    for text in (pages[draft], listed):
        assert reverse("organization_places", args=[draft.pk]) not in text


def test_who_may_only_look_is_led_to_it(vdg: SiteSetUp) -> None:
    town = make_town("Assen")
    OrganizationMember.objects.create(organization=vdg.association, member=town)
    editor = staff_client("redacteur", "VDG redactie")
    page = editor.get(reverse("organisaties:inspect", args=[town.pk])).content.decode()

    assert f'href="{reverse("organization_places", args=[town.pk])}"' in page


def test_it_costs_the_same_with_more(vdg: SiteSetUp, chief: Client, statements: Any) -> None:
    body = make_body(vdg.association)

    def add(number: int) -> None:
        for _ in range(number):
            make_membership(make_post(body), make_person(), on_behalf_of=make_town(f"Plaats{Post.objects.count()}"))
            make_body(vdg.association).successors.add(body)
            portfolio = make_portfolio(vdg, f"Portefeuille {Post.objects.count()}", slug=f"p{Post.objects.count()}")
            PortfolioBody.objects.create(portfolio=portfolio, organization=body)
            make_dossier(portfolio).partners.add(body)

    add(1)
    screen(chief, body)
    with statements() as few:
        screen(chief, body)
    add(5)
    with statements() as many:
        screen(chief, body)

    assert len(many) == len(few)


def test_superuser_sees_it_of_an_association(vdg: SiteSetUp) -> None:
    make_portfolio(vdg, "Wonen")
    parts = screen(staff_client(), vdg.association)

    assert "Wonen Portefeuille" in parts["Staat in deze pagina's en gegevens"]
