"""The frame of the admin: first screen, gallery, own colours, and nothing of Wagtail's first installation."""

import re

import pytest
from django.contrib.auth.models import Group
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse
from wagtail.blocks import Block
from wagtail.models import Collection, Page, Task, Workflow

from association.base.blocks.page import PageBody
from association.news.pages import NewsIndexPage
from association.publications.pages import PublicationIndexPage
from home.actions import SiteSetUp
from tests.factories.content import make_user
from tests.factories.staff import staff_client

EVERYDAY = ("Nieuws plaatsen", "Pagina wijzigen", "Document publiceren", "Nieuwe publicatie", "Pagina maken")


def links(page: str) -> list[str]:
    """The labels of the large buttons."""
    return re.findall(r'noaber-task__link" href="[^"]+">([^<]+)<', page)


@pytest.mark.parametrize(
    ("group", "labels"),
    [
        ("VDG redactie", [*EVERYDAY]),
        ("VDG eindredactie", [*EVERYDAY]),
        ("VDG procesregie", ["Bestand plaatsen"]),
    ],
)
def test_first_screen_offers_what_somebody_may_do(vdg: SiteSetUp, group: str, labels: list[str]) -> None:
    page = staff_client(group).get(reverse("wagtailadmin_home")).content.decode()

    assert links(page) == labels


def test_first_screen_of_a_site_without_publications_offers_something_else(vdg: SiteSetUp) -> None:
    PublicationIndexPage.objects.child_of(vdg.home).get().delete()
    everyday = ["Nieuws plaatsen", "Pagina wijzigen", "Pagina maken", "Bestand plaatsen"]

    found = [
        links(staff_client(group).get(reverse("wagtailadmin_home")).content.decode())
        for group in ("VDG redactie", "VDG eindredactie")
    ]

    assert found == [everyday, [*everyday, "Portefeuilles bijhouden"]]


@pytest.mark.parametrize("host", ["localhost", "vgg.localhost"])
def test_first_screen_leads_to_ones_own_site(vdg: SiteSetUp, vgg: SiteSetUp, host: str) -> None:
    own, other = (NewsIndexPage.objects.child_of(setup.home).get() for setup in (vgg, vdg))
    page = staff_client("VGG redactie", host=host).get(reverse("wagtailadmin_home")).content.decode()

    address = "/beheer/pages/add/association/newspage/{}/"
    assert (address.format(own.pk) in page, address.format(other.pk) in page) == (True, False)


def test_first_screen_names_the_sites_of_who_works_for_two(vdg: SiteSetUp, vgg: SiteSetUp) -> None:
    client = Client(headers={"host": "vgg.localhost"})
    client.force_login(make_user("beide", "VDG redactie", "VGG redactie"))

    page = client.get(reverse("wagtailadmin_home")).content.decode()

    assert re.findall(r'noaber-tasks__site">(\w+)<', page) == ["VGG", "VDG"]


def test_gallery_is_for_who_may_enter_the_admin(vdg: SiteSetUp) -> None:
    address = reverse("gallery")

    editor = staff_client("VDG redactie")
    answers = [editor.get(address + query).status_code for query in ("", "?merk=vgg", "?merk=geen")]

    assert address == "/beheer/bouwstenen/"
    assert answers == [200, 200, 404]
    assert Client(headers={"host": "localhost"}).get(address).status_code == 302
    assert staff_client("VDG raadsleden").get(address).status_code != 200


def test_admin_has_our_colours_and_mark(vdg: SiteSetUp) -> None:
    page = staff_client("VDG redactie").get(reverse("wagtailadmin_home")).content.decode()

    assert all(name in page for name in ("css/admin.css", "brand/noaber.svg", "<h1"))
    assert all(finders.find(name) for name in ("css/admin.css", "brand/noaber.svg"))


@pytest.mark.django_db
def test_fresh_installation_has_no_english_groups_or_workflow() -> None:
    assert not Group.objects.filter(name__in=["Editors", "Moderators"]).exists()
    assert (Workflow.objects.count(), Task.objects.count()) == (0, 0)
    assert Page.objects.get(depth=1).title == "Alle sites"
    assert Collection.objects.get(depth=1).name == "Alle bestanden"


def test_every_block_has_a_description_and_a_preview(vdg: SiteSetUp) -> None:
    editor = staff_client("VDG redactie")
    editor.get(reverse("wagtailadmin_pages:edit", args=[vdg.home.pk]))
    blocks = dict(PageBody().child_blocks)

    bare = [name for name, block in blocks.items() if not block.get_description() or not block.is_previewable]
    answers = {
        name: editor.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})
        for name, block in blocks.items()
    }

    assert bare == []
    assert {name: answer.status_code for name, answer in answers.items()} == dict.fromkeys(blocks, 200)
    assert all(b"css/noaber" in answer.content for answer in answers.values())
    assert isinstance(Block.definition_registry.get(blocks["figure"].definition_prefix), type(blocks["figure"]))
