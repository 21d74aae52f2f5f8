"""The list of persons in the admin: as many questions to the database for many as for one, and who may do what."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from home.actions import SiteSetUp
from tests.factories.posting import staff_client
from tests.factories.register import make_person


@pytest.mark.parametrize("address", ["personen:index", "organisaties:index"])
def test_list_asks_as_much_for_one_as_for_thirty(vdg: SiteSetUp, vgg: SiteSetUp, statements: Any, address: str) -> None:
    client = staff_client("redacteur", "VDG eindredactie")
    make_person(managed_by=vdg.association)
    client.get(reverse(address))
    with statements() as few:
        client.get(reverse(address))

    for number in range(30):
        make_person(managed_by=(vdg.association, vgg.association, None)[number % 3])
    with statements() as many:
        client.get(reverse(address))

    assert len(many) == len(few)


def test_list_links_to_the_form_of_who_may_be_changed_on_each_page(vdg: SiteSetUp, vgg: SiteSetUp) -> None:
    client = staff_client("redacteur", "VDG eindredactie")
    own = [make_person(f"Aa{number:02}", managed_by=vdg.association) for number in range(25)]
    other = make_person("Zz", managed_by=vgg.association)

    last = BeautifulSoup(client.get(reverse("personen:index"), {"p": 2}).content, "html.parser")

    links = {link["href"] for link in last.select("table a")}
    assert reverse("personen:edit", args=[own[24].pk]) in links
    assert reverse("person_seats", args=[other.pk]) in links
    assert reverse("personen:edit", args=[other.pk]) not in links
