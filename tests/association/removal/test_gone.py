"""Addresses that answer 410, those that never do, and what moving and renaming leave behind."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from association.removal.actions.bin import delete_to_bin
from association.removal.models import GoneAddress
from home.actions import SiteSetUp
from home.pages import StandardPage
from tests.factories.content import make_news, make_page, make_user, restrict
from tests.factories.hidden import STATES
from tests.factories.publications import make_chapter, make_publication

WORD = "zwanenzang"


def boss() -> Any:
    """A superuser."""
    return make_user(is_superuser=True)


def test_public_address_is_gone_and_says_nothing_of_what_stood_there(vdg: SiteSetUp, client: Client) -> None:
    section = make_page(vdg.home, "Afdeling", slug="afdeling")
    page = make_page(section, f"De {WORD}", slug="weg")
    Redirect.add_redirect("/vroeger", redirect_to=page)
    Redirect.add_redirect("/vroeger.html", redirect_to=page)
    # A route of a page without address is what Wagtail's middleware cannot work out.
    Redirect.objects.create(old_path="/met-route", redirect_page=page, redirect_page_route_path="/x/")
    restrict(make_page(page, slug="geheim"))
    make_page(page, slug="kladje", live=False)
    delete_to_bin(page=page, user=boss())

    addresses = [
        "/afdeling/weg/", "/afdeling/weg/?a=1", "/vroeger/", "/vroeger.html", "/met-route/", "/afdeling/weg/geheim/",
        "/afdeling/weg/kladje/", "/afdeling/WEG/", "/afdeling/weg/niets/", "/prullenbak/", f"/prullenbak-{page.pk}/",
    ]  # fmt: skip
    found = {
        address: client.get(address, follow=address.endswith(("vroeger/", "route/"))).status_code
        for address in addresses
    }
    text = client.get("/afdeling/weg/").content.decode()
    head = client.head("/afdeling/weg/")
    bare = client.get("/afdeling/weg")

    gone = {"/afdeling/weg/", "/afdeling/weg/?a=1", "/vroeger/", "/vroeger.html", "/met-route/"}
    assert found == {address: 410 if address in gone else 404 for address in addresses}
    assert "Deze pagina is weggehaald" in text
    assert "Naar Afdeling" in text
    assert WORD not in text
    assert (head.status_code, bare.status_code, bare.headers["location"]) == (410, 301, "/afdeling/weg/")


@pytest.mark.parametrize("state", STATES)
def test_hidden_page_was_never_there(vdg: SiteSetUp, client: Client, state: str) -> None:
    page = make_page(vdg.home, slug="stil")
    STATES[state](page)

    delete_to_bin(page=Page.objects.get(pk=page.pk), user=boss())

    assert client.get("/stil/").status_code == 404


def test_later_page_or_redirect_takes_the_address(vdg: SiteSetUp, client: Client) -> None:
    user = boss()
    for slug in ("een", "twee"):
        delete_to_bin(page=make_page(vdg.home, slug=slug), user=user)

    new = make_page(vdg.home, slug="een")
    Redirect.add_redirect("/twee", redirect_to="/een/", site=vdg.site)
    answers = [client.get("/een/").status_code, client.get("/twee/").headers["location"]]
    new.unpublish()

    assert answers == [200, "/een/"]
    assert client.get("/een/").status_code == 404
    assert list(GoneAddress.objects.values_list("path", flat=True)) == ["/twee/"]


def test_renamed_page_leaves_a_redirect_only_when_it_was_public(
    vdg: SiteSetUp, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    draft, live = make_page(vdg.home, slug="klad", live=False), make_page(vdg.home, slug="oud")

    for page, slug in ((draft, "klad-nieuw"), (live, "nieuw")):
        page.slug = slug
        with django_capture_on_commit_callbacks(execute=True):
            page.save()
    left = set(Redirect.objects.values_list("old_path", flat=True))
    moved = client.get("/oud/").headers["location"]
    live = StandardPage.objects.get(pk=live.pk)
    live.slug = "oud"
    with django_capture_on_commit_callbacks(execute=True):
        live.save()

    assert left == {"/oud"}
    assert moved == "/nieuw/"
    assert client.get("/oud/").status_code == 200
    assert client.get("/nieuw/").headers["location"] == "/oud/"


def test_page_moved_into_a_restricted_section_is_closed_at_once(vdg: SiteSetUp, client: Client) -> None:
    section = make_page(vdg.home, slug="leden")
    restrict(section)
    page = make_page(vdg.home, f"Over {WORD}", slug=WORD)
    news = make_news(vdg, f"Bericht {WORD}")
    staff = Client(headers={"host": "localhost"})
    staff.force_login(boss())
    lists = [f"/zoeken/?q={WORD}", "/sitemap/", "/sitemap.xml"]
    before = [WORD in client.get(address).content.decode() for address in lists]

    asked = staff.get(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, section.pk])).content.decode()
    staff.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, section.pk]))
    news.delete()

    assert before == [True, True, True]
    assert "niet iedereen die de pagina nu leest" in asked
    assert client.get(f"/leden/{WORD}/").status_code == 302
    found = {
        address: client.get(address).content.decode().replace(f'value="{WORD}"', "")
        for address in [*lists, "/nieuws/feed/"]
    }
    assert [address for address, text in found.items() if f"/leden/{WORD}" in text or f"Over {WORD}" in text] == []


def test_404_costs_one_query_more_at_most(vdg: SiteSetUp, client: Client, statements: Any) -> None:
    client.get("/niets/")

    with statements() as found:
        client.get("/niets-anders/")

    assert len([sql for sql in found if "goneaddress" in sql]) == 1


def test_file_and_whole_text_of_a_document_are_gone_with_it(vdg: SiteSetUp, client: Client) -> None:
    publication = make_publication(vdg)
    chapter = make_chapter(publication)
    addresses = [publication.url, f"{publication.url}volledig/", f"{publication.url.rstrip('/')}.pdf", chapter.url]

    delete_to_bin(page=Page.objects.get(pk=publication.pk), user=boss())

    assert {address: client.get(address).status_code for address in addresses} == dict.fromkeys(addresses, 410)
    assert client.get(f"{publication.url}anders/").status_code == 404
