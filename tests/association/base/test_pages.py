"""What holds for every page: where it may stand, and what is kept beside it."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.models import Page

from association.base.models import PageMeta
from home.actions import SiteSetUp
from home.pages import StandardPage
from tests.factories.content import make_page, make_user
from tests.factories.posting import post_page, staff_client

FIXED = [
    "beheer", "documents", "zoeken", "sitemap", "inloggen", "uitloggen", "status", "media", "static", "huisstijl", "beeld", "_util",
]  # fmt: skip


def posted(title: str, slug: str, **fields: Any) -> dict[str, Any]:
    """The form of a page of text as a browser sends it."""
    return {
        "title": title, "slug": slug, "summary": "", "image": "", "body-count": 0, "related_links-TOTAL_FORMS": 0,
        "related_links-INITIAL_FORMS": 0, "comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0, "audience": "everyone",
        "responsible": "", "review_date": "", "seo_title": "", "search_description": "", **fields,
    }  # fmt: skip


def create(browser: Client, parent: Page, **fields: Any) -> Any:
    """Ask for a new page of text."""
    return browser.post(f"/beheer/pages/add/home/standardpage/{parent.pk}/", posted(**fields))


@pytest.mark.parametrize("slug", FIXED)
def test_page_cannot_take_an_address_of_the_site(vdg: SiteSetUp, slug: str) -> None:
    with pytest.raises(ValidationError) as refused:
        make_page(vdg.home, slug=slug)

    assert refused.value.message_dict == {"slug": ["Dit adres is van de site zelf. Kies een ander."]}


@pytest.mark.parametrize("slug", FIXED)
def test_page_deeper_in_the_site_may_have_any_address(vdg: SiteSetUp, client: Client, slug: str) -> None:
    make_page(make_page(vdg.home, slug="deel"), slug=slug)

    assert client.get(f"/deel/{slug}/").status_code == 200


def test_form_refuses_an_address_of_the_site(vdg: SiteSetUp) -> None:
    browser = staff_client()

    free, taken = (
        create(browser, vdg.home, title="Vrij", slug="vrij"),
        create(browser, vdg.home, title="Zoek", slug="zoeken"),
    )

    assert (free.status_code, taken.status_code) == (302, 200)
    assert "Dit adres is van de site zelf. Kies een ander." in taken.content.decode()
    assert not StandardPage.objects.filter(slug="zoeken").exists()


def deepest(setup: SiteSetUp) -> StandardPage:
    """A page as deep as pages may stand."""
    page: Any = setup.home
    while page.depth < 20:
        page = make_page(page, slug=f"niveau-{page.depth + 1}")
    return page


def test_page_at_the_limit_answers_with_its_whole_path(vdg: SiteSetUp, client: Client) -> None:
    page = deepest(vdg)

    html = client.get(page.url_path.removeprefix("/vdg")).content.decode()

    titles = [item.title for item in page.get_ancestors().filter(depth__gt=2)]
    nav = html[html.index('class="breadcrumb') :]
    assert len(titles) == 17
    assert [title for title in titles if title not in nav] == []


def test_page_beyond_the_limit_is_refused_by_the_form(vdg: SiteSetUp) -> None:
    page = deepest(vdg)
    browser = staff_client()

    answer = create(browser, page, title="Te diep", slug="te-diep")

    assert answer.status_code == 200
    assert "Deze pagina zou te diep in de site komen." in answer.content.decode()
    assert not page.get_children().exists()


def test_page_beyond_the_limit_is_refused_by_the_model(vdg: SiteSetUp) -> None:
    page = deepest(vdg)

    with pytest.raises(ValidationError) as refused:
        make_page(page, slug="te-diep")

    assert "title" in refused.value.message_dict


def test_new_page_keeps_what_staff_wrote_beside_it(vdg: SiteSetUp) -> None:
    browser = staff_client()
    keeper = make_user("maria", "VDG redactie")

    create(
        browser,
        vdg.home,
        title="Nieuw",
        slug="nieuw",
        responsible=keeper.pk,
        review_date="2027-03-01",
        audience="councils",
    )

    meta = PageMeta.objects.get(page__slug="nieuw")
    assert (meta.responsible, meta.review_date, meta.audience) == (keeper, date(2027, 3, 1), "councils")


def test_what_stands_beside_a_page_goes_with_it(vdg: SiteSetUp) -> None:
    keeper = make_user("maria")
    page = make_page(vdg.home)
    PageMeta.objects.update_or_create(page_id=page.pk, defaults={"responsible": keeper})

    keeper.delete()
    without = PageMeta.objects.get(page=page).responsible
    page.delete()

    assert without is None
    assert not PageMeta.objects.exists()


@pytest.mark.parametrize("title", ["\u200b\u200b", "\u00a0", " ", "\u2060\ufeff"])
def test_page_without_a_readable_title_is_refused(vdg: SiteSetUp, title: str) -> None:
    answer = create(staff_client(), vdg.home, title=title, slug="leeg")

    assert answer.status_code == 200
    assert not StandardPage.objects.filter(slug="leeg").exists()


@pytest.mark.parametrize(
    ("title", "slug"), [("Nieuwe brug", "nieuwe-brug-2"), ("Zoeken", "zoeken-2"), ("???", "pagina")]
)
def test_new_page_without_address_gets_it_from_its_title(vdg: SiteSetUp, title: str, slug: str) -> None:
    make_page(vdg.home, slug="nieuwe-brug")

    answer = create(staff_client(), vdg.home, title=title, slug="", **{"action-publish": "nu"})

    assert answer.status_code == 302
    assert StandardPage.objects.get(title=title).slug == slug


def test_page_whose_address_was_emptied_keeps_it(vdg: SiteSetUp) -> None:
    page = make_page(vdg.home, slug="brug")

    post_page(staff_client(), page, {"slug": "", "title": "Tunnel"})

    found = StandardPage.objects.get(pk=page.pk)
    assert (found.title, found.slug) == ("Tunnel", "brug")
