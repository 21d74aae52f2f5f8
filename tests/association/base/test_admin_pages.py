"""The forms and previews of pages, as editors use them."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from association.base.models import PageMeta
from association.news.pages import NewsIndexPage, NewsPage
from association.portfolios.pages import PortfolioIndexPage, PortfolioPage
from association.publications.pages import PublicationIndexPage
from home.actions import SiteSetUp
from home.contact import ContactPage
from home.pages import HomePage, StandardPage
from tests.conftest import writes
from tests.factories.content import (
    add_page,
    make_document,
    make_image,
    make_news,
    make_page,
    make_portfolio,
    make_portfolio_page,
    make_user,
)
from tests.factories.staff import news_form, staff_client


def add_address(setup: SiteSetUp) -> str:
    """Where a new news item is made."""
    index = NewsIndexPage.objects.child_of(setup.home).get()
    return reverse("wagtailadmin_pages:add", args=["association", "newspage", index.pk])


def test_new_news_starts_with_today_and_kind_news(vdg: SiteSetUp) -> None:
    answer: Any = staff_client("VDG redactie").get(add_address(vdg))

    form = answer.context["form"]
    assert form["date"].value() == timezone.localdate()
    assert form["kind"].value() == "news"
    assert answer.context["form"]["responsible"].value() == answer.wsgi_request.user.pk


def test_news_offers_portfolios_of_its_own_site_only(vdg: SiteSetUp, vgg: SiteSetUp) -> None:
    mine, theirs = make_portfolio(vdg, "Brinken"), make_portfolio(vgg, "Wierden")
    client = staff_client("VDG redactie")

    page = client.get(add_address(vdg)).content.decode()
    client.post(add_address(vdg), news_form("Met een vreemde", portfolios=[str(mine.pk), str(theirs.pk)]))
    refused = [list(page.portfolios.all()) for page in NewsPage.objects.all()]
    client.post(add_address(vdg), news_form("Alleen van ons", portfolios=[str(mine.pk)]))

    assert ('type="checkbox" name="portfolios"' in page, "Brinken" in page, "Wierden" in page) == (True, True, False)
    assert refused == []
    assert list(NewsPage.objects.get().portfolios.all()) == [mine]


def test_portfolio_page_offers_own_portfolios_without_page(vdg: SiteSetUp, vgg: SiteSetUp) -> None:
    free, theirs = make_portfolio(vdg), make_portfolio(vgg)
    taken = make_portfolio_page(vdg).portfolio
    index = PortfolioIndexPage.objects.child_of(vdg.home).get()
    address = reverse("wagtailadmin_pages:add", args=["association", "portfoliopage", index.pk])

    answer: Any = staff_client("VDG redactie").get(address)

    offered = set(answer.context["form"].fields["portfolio"].queryset)
    assert (free in offered, taken in offered, theirs in offered) == (True, False, False)


@pytest.mark.parametrize("group", ["VDG redactie", "VDG eindredactie", "VDG beheer"])
def test_pages_of_another_association_are_refused(vdg: SiteSetUp, vgg: SiteSetUp, group: str) -> None:
    mine, theirs = make_news(vdg), make_news(vgg)
    client = staff_client(group)

    def status(page: NewsPage) -> int:
        return client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code

    assert (status(mine) == 200, status(theirs) == 200) == (True, False)
    assert client.get(add_address(vgg)).status_code != 200


def test_page_chooser_and_search_offer_own_pages_only(vdg: SiteSetUp, vgg: SiteSetUp) -> None:
    make_page(vdg.home, "Hunebed in zicht")
    make_page(vgg.home, "Hunebed uit zicht")
    client = staff_client("VDG redactie")

    for name in ("wagtailadmin_choose_page_search", "wagtailadmin_pages:search"):
        page = client.get(reverse(name) + "?q=hunebed").content.decode()

        assert ("in zicht" in page, "uit zicht" in page) == (True, False)


def test_care_of_a_page_is_kept_on_create_and_edit(vdg: SiteSetUp) -> None:
    client = staff_client("VDG redactie")
    colleague = make_user("collega", "VDG beheer")
    own = {"responsible": str(colleague.pk), "review_date": "01-03-2027", "audience": "councils"}

    client.post(add_address(vdg), news_form("Een bericht", **own))
    page = NewsPage.objects.get()
    made = PageMeta.objects.values_list("responsible__username", "review_date", "audience").get(page=page)
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    form: Any = client.get(edit)
    client.post(edit, news_form("Een bericht", **own | {"audience": "colleges"}))

    assert made == ("collega", date(2027, 3, 1), "councils")
    assert form.context["form"]["review_date"].value() == date(2027, 3, 1)
    assert PageMeta.objects.get(page=page).audience == "colleges"


def test_care_of_a_live_page_is_kept_with_a_draft(vdg: SiteSetUp) -> None:
    page = make_news(vdg)
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])

    staff_client("VDG redactie").post(edit, news_form("Nog niet openbaar", audience="staff"))

    page.refresh_from_db()
    assert (page.title == "Nog niet openbaar", page.has_unpublished_changes) == (False, True)
    assert PageMeta.objects.get(page=page).audience == "staff"


def test_responsible_is_somebody_of_the_association(vdg: SiteSetUp, vgg: SiteSetUp) -> None:
    mine, theirs = make_user("van-ons", "VDG redactie"), make_user("van-hen", "VGG redactie")
    reader = make_user("raadslid", "VDG raadsleden")

    answer: Any = staff_client("VDG eindredactie").get(add_address(vdg))

    offered = set(answer.context["form"].fields["responsible"].queryset)
    assert (mine in offered, theirs in offered, reader in offered) == (True, False, False)


def preview(client: Client, address: str, data: dict[str, Any] | None = None) -> Any:
    """What the preview panel shows for a form as it stands; without data, for the page as it is."""
    if data is not None:
        assert client.post(address, data).json() == {"is_valid": True, "is_available": True}
    return client.get(f"{address}?in_preview_panel=true")


def test_preview_of_an_unsaved_page_wears_its_own_site(vdg: SiteSetUp, vgg: SiteSetUp) -> None:
    index = NewsIndexPage.objects.child_of(vgg.home).get()
    address = reverse("wagtailadmin_pages:preview_on_add", args=["association", "newspage", index.pk])

    answer = preview(staff_client("VGG redactie", host="localhost"), address, news_form("Nog nergens"))

    page = answer.content.decode()
    assert answer.status_code == 200
    assert ("Nog nergens" in page, vgg.brand.css_hash in page, vdg.brand.css_hash in page) == (True, True, False)
    assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]
    assert NewsPage.objects.count() == 0


def test_preview_stores_nothing_beside_the_page(vdg: SiteSetUp) -> None:
    page = make_news(vdg)
    client = staff_client("VDG redactie")
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])

    answer = preview(client, address, news_form("Alleen bekeken", audience="councils"))

    assert "Alleen bekeken" in answer.content.decode()
    assert not PageMeta.objects.filter(page=page, audience="councils").exists()


@pytest.mark.parametrize(
    "kind", ["home", "standard", "news", "news_index", "portfolio", "portfolio_index", "publications", "form"]
)
def test_every_page_type_has_a_preview_in_its_frame(vdg: SiteSetUp, vgg: SiteSetUp, kind: str) -> None:
    makers: dict[str, Any] = {
        "home": lambda: HomePage.objects.get(pk=vgg.home.pk),
        "standard": lambda: make_page(vgg.home),
        "news": lambda: make_news(vgg),
        "news_index": lambda: NewsIndexPage.objects.child_of(vgg.home).get(),
        "portfolio": lambda: make_portfolio_page(vgg),
        "portfolio_index": lambda: PortfolioIndexPage.objects.child_of(vgg.home).get(),
        "publications": lambda: PublicationIndexPage.objects.child_of(vgg.home).get(),
        "form": lambda: add_page(vgg.home, ContactPage(title="Vraag het ons", slug="vraag")),
    }
    page = makers[kind]()
    client = staff_client("VGG redactie")

    for mode, _ in page.preview_modes:
        answer = client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]) + f"?mode={mode}")

        assert answer.status_code == 200
        assert vgg.brand.css_hash in answer.content.decode()


def test_page_types_say_what_they_are_for() -> None:
    kinds = [
        HomePage,
        StandardPage,
        ContactPage,
        NewsIndexPage,
        NewsPage,
        PortfolioIndexPage,
        PortfolioPage,
        PublicationIndexPage,
    ]

    assert [kind.__name__ for kind in kinds if not kind.get_page_description()] == []


def test_userbar_is_for_editors_only(vdg: SiteSetUp, client: Client, statements: Any) -> None:
    page = make_page(vdg.home)
    address = f"/{page.slug}/"

    visitor = client.get(address)
    editor = staff_client("VDG redactie").get(address)
    reader = staff_client("VDG raadsleden").get(address)
    with statements() as found:
        client.get(address)

    marks = [b"wagtail-userbar" in answer.content for answer in (visitor, editor, reader)]
    loose = ["unsafe-inline" in answer["Content-Security-Policy"] for answer in (visitor, editor, reader)]
    assert marks == loose == [False, True, False]
    assert (dict(visitor.cookies), writes(found)) == ({}, [])
    assert not [sql for sql in found if "association_user" in sql or "django_session" in sql]


def test_address_follows_the_title(vdg: SiteSetUp) -> None:
    page = staff_client("VDG redactie").get(add_address(vdg)).content.decode()

    assert 'data-w-sync-target-value="#id_slug"' in page


@pytest.mark.parametrize("group", ["VDG redactie", "VDG eindredactie", "VDG beheer", "VDG procesregie"])
def test_files_are_chosen_from_the_own_collection(vdg: SiteSetUp, vgg: SiteSetUp, group: str) -> None:
    make_image("Ons beeld", collection=vdg.collection)
    make_image("Hun beeld", collection=vgg.collection)
    make_document("Ons stuk", collection=vdg.collection)
    make_document("Hun stuk", collection=vgg.collection)
    client = staff_client(group)

    images = client.get(reverse("wagtailimages_chooser:choose")).json()["html"]
    documents = client.get(reverse("wagtaildocs_chooser:choose")).json()["html"]

    assert ("Ons beeld" in images, "Hun beeld" in images) == (True, False)
    assert ("Ons stuk" in documents, "Hun stuk" in documents) == (True, False)
