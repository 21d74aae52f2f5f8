"""Files of a restricted collection, in the text of a public page: for who may see them, and for nobody else."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import Collection, CollectionViewRestriction

from home.actions import SiteSetUp
from tests.factories.content import make_document, make_image, make_page, make_user, paragraph

WORDS = ("Geheim stuk", "Geheime beschrijving", "Geheim bijschrift", "Geheime film", "geheim.txt")


def closed_collection() -> Collection:
    """A collection for council members of the VDG, with one below it; gives the one below."""
    above = Collection.get_first_root_node().add_child(name="Besloten")
    restriction = CollectionViewRestriction.objects.create(collection=above, restriction_type="groups")
    restriction.groups.add(Group.objects.get(name="VDG raadsleden"))
    return above.add_child(name="Raadsstukken")


def make_text(collection: Collection) -> list[dict[str, Any]]:
    """Every way in which a text shows a file."""
    document = make_document("Geheim stuk", name="geheim.txt", collection=collection)
    image = make_image(description="Geheime beschrijving", collection=collection)
    film = {
        "title": "Geheime film", "length": "", "poster": None, "file": document.pk, "address": "", "transcript": "<p>x</p>",
    }  # fmt: skip
    figure = {"image": image.pk, "decorative": False, "caption": "Geheim bijschrift", "wide": False}
    items = [{"type": "item", "value": document.pk, "id": "3f2d9d3e-0000-4000-8000-000000000001"}]
    return [
        paragraph(f'Lees <a linktype="document" id="{document.pk}">verder</a> op de pagina.'),
        {"type": "figure", "value": figure},
        {"type": "documents", "value": {"title": "", "documents": items}},
        {"type": "video", "value": film},
    ]


@pytest.fixture
def address(vdg: SiteSetUp) -> str:
    """A public page with closed files in its text."""
    page = make_page(vdg.home, "Openbare pagina", body=make_text(closed_collection()))
    return f"/{page.slug}/"


def test_member_of_the_group_sees_the_files(address: str) -> None:
    member = Client(headers={"host": "localhost"})
    member.force_login(make_user("raadslid", "VDG raadsleden"))

    text = member.get(address).content.decode()

    assert [word for word in WORDS if word not in text] == []


@pytest.mark.parametrize("account", [None, "VDG bestuur"])
def test_nobody_else_learns_that_there_are_files(address: str, account: str | None) -> None:
    visitor = Client(headers={"host": "localhost"})
    if account:
        visitor.force_login(make_user("iemand", account))

    text = visitor.get(address).content.decode()

    assert "Lees <a>verder</a> op de pagina." in text
    assert [word for word in WORDS if word in text] == []
