"""The page cache: quick for visitors, never stale, never personal."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from association.base.models import ContentVersion
from association.base.page_cache import page_cache, raise_version
from home.actions import SiteSetUp
from tests.factories.content import make_news, make_page, make_user, make_vdg, make_vgg, paragraph, restrict

Committed = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def caching(settings: Any) -> None:
    """The page cache, switched on."""
    settings.PAGE_CACHE_SECONDS = 60


@contextmanager
def _committed() -> Iterator[None]:
    connection.run_on_commit.clear()
    yield
    waiting, connection.run_on_commit = connection.run_on_commit, []
    for _, callback, _ in waiting:
        callback()


@pytest.fixture
def committed() -> Committed:
    """`with committed():` does after the block what a commit would do, since a test's transaction never commits."""
    return _committed


@pytest.fixture
def site(caching: None, db: None) -> SiteSetUp:
    """The VDG's site."""
    return make_vdg()


def queries_of(client: Client, address: str, statements: Callable[[], Any], **headers: str) -> int:
    """How many queries one request takes."""
    with statements() as found:
        assert client.get(address, headers=headers).status_code == 200
    return len(found)


def test_second_visit_takes_one_query(site: SiteSetUp, client: Client, statements: Callable[[], Any]) -> None:
    page = make_page(site.home, "Wonen")
    client.get(f"/{page.slug}/")

    count = queries_of(client, f"/{page.slug}/", statements)

    assert count == 1


def test_kept_page_is_the_same_with_the_same_headers(site: SiteSetUp, client: Client) -> None:
    first = client.get("/")

    second = client.get("/")

    assert second.content == first.content
    assert dict(second.headers) == dict(first.headers)


def test_published_change_shows_at_the_next_visit(site: SiteSetUp, client: Client, committed: Committed) -> None:
    page = make_page(site.home, "Wonen", body=[paragraph("Oude tekst")])
    assert "Oude tekst" in client.get(f"/{page.slug}/").content.decode()

    with committed():
        page.body = [("paragraph", "<p>Nieuwe tekst</p>")]
        page.save_revision().publish()

    assert "Nieuwe tekst" in client.get(f"/{page.slug}/").content.decode()


def test_listing_shows_a_new_item_and_forgets_an_unpublished_one(
    site: SiteSetUp, client: Client, committed: Committed
) -> None:
    item = make_news(site, "Eerste bericht")
    assert "Eerste bericht" in client.get("/nieuws/").content.decode()
    with committed():
        make_news(site, "Tweede bericht")
    assert "Tweede bericht" in client.get("/nieuws/").content.decode()

    with committed():
        item.unpublish()

    assert "Eerste bericht" not in client.get("/nieuws/").content.decode()


def test_page_that_becomes_private_is_closed_at_once(site: SiteSetUp, client: Client, committed: Committed) -> None:
    page = make_page(site.home, "Geheim plan")
    assert client.get(f"/{page.slug}/").status_code == 200

    with committed():
        restrict(page)

    assert client.get(f"/{page.slug}/").status_code == 302


def test_page_moved_into_a_private_section_is_gone_at_once(
    site: SiteSetUp, client: Client, committed: Committed
) -> None:
    section, page = make_page(site.home, "Besloten", slug="besloten"), make_page(site.home, "Plan", slug="plan")
    restrict(section)
    assert client.get("/plan/").status_code == 200

    with committed():
        page.move(Page.objects.get(pk=section.pk), pos="last-child")

    assert client.get("/plan/")["Location"] == "/besloten/plan/"
    assert client.get("/besloten/plan/").status_code == 302


def test_deleted_page_is_gone_at_once(site: SiteSetUp, client: Client, committed: Committed) -> None:
    page = make_page(site.home, "Oud")
    client.get(f"/{page.slug}/")

    with committed():
        page.delete()

    assert client.get(f"/{page.slug}/").status_code == 404


def test_settings_and_brand_change_every_page_at_once(site: SiteSetUp, client: Client, committed: Committed) -> None:
    client.get("/")

    with committed():
        site.settings.name_main = "Andere Naam"
        site.settings.save()
        site.brand.light = site.brand.light | {"link": "#000080"}
        site.brand.save()

    text = client.get("/").content.decode()
    assert "Andere Naam" in text
    assert f"/huisstijl/{site.brand.css_hash}.css" in text


def test_member_and_visitor_never_get_each_others_page(site: SiteSetUp, client: Client) -> None:
    secret = make_news(site, "Alleen voor raadsleden")
    restrict(secret, PageViewRestriction.GROUPS, "VDG raadsleden")
    member = Client(headers={"host": "localhost"})
    member.force_login(make_user("raadslid", "VDG raadsleden"))

    for visitor, sees in ((member, True), (client, False), (member, True), (client, False)):
        assert ("Alleen voor raadsleden" in visitor.get("/nieuws/").content.decode()) is sees


def test_private_page_is_not_kept_for_a_visitor(site: SiteSetUp, client: Client) -> None:
    page = make_page(site.home, "Besloten")
    restrict(page, PageViewRestriction.PASSWORD, password="geheim")
    member = Client(headers={"host": "localhost"})
    member.force_login(make_user("beheer", is_superuser=True))
    member.get(f"/{page.slug}/")

    response = client.get(f"/{page.slug}/")

    assert "no-store" in response["Cache-Control"]
    assert 'type="password"' in response.content.decode()


def test_sites_do_not_share_pages(site: SiteSetUp, client: Client) -> None:
    make_vgg()
    client.get("/")

    other = client.get("/", headers={"host": "vgg.localhost"}).content.decode()

    assert "Groninger Gemeenten" in other
    assert "Drentse Gemeenten" not in other


def test_unknown_parameters_pass_the_cache_by(site: SiteSetUp, client: Client, statements: Callable[[], Any]) -> None:
    address = "/?utm=<script>alert(1)</script>"
    client.get(address)

    count = queries_of(client, address, statements)
    text = client.get(address).content.decode()

    assert count > 1
    assert "alert(1)" not in text


def test_forwarded_headers_do_not_reach_a_kept_page(site: SiteSetUp, client: Client) -> None:
    headers = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Prefix": "/evil", "X-Original-URL": "/beheer/"}
    client.get("/", headers=headers)

    text = client.get("/").content.decode()

    assert "evil" not in text


def test_expiring_page_is_kept_no_longer_than_it_lives(site: SiteSetUp, client: Client) -> None:
    page = make_page(site.home, "Kort")
    page.expire_at = timezone.now() + timedelta(milliseconds=500)
    page.save_revision().publish()
    raise_version()
    assert client.get(f"/{page.slug}/").status_code == 200

    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now())

    assert client.get(f"/{page.slug}/").status_code == 404


def test_post_and_search_are_never_kept(site: SiteSetUp, client: Client, statements: Callable[[], Any]) -> None:
    client.get("/zoeken/?q=wonen")

    count = queries_of(client, "/zoeken/?q=wonen", statements)

    assert count > 1


def test_version_is_raised_once_per_transaction(site: SiteSetUp, committed: Committed) -> None:
    raise_version()
    before = ContentVersion.objects.get(pk=1).number

    with committed():
        site.settings.save()
        site.brand.save()

    assert ContentVersion.objects.get(pk=1).number == before + 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_version_rises_when_a_change_is_really_committed(caching: None) -> None:
    site = make_vdg()
    before = ContentVersion.objects.get(pk=1).number

    site.settings.save()

    assert ContentVersion.objects.get(pk=1).number == before + 1


def test_switched_off_cache_keeps_nothing(settings: Any) -> None:
    settings.PAGE_CACHE_SECONDS = 0
    answers: list[object] = []
    middleware = page_cache(lambda request: answers.append(request) or "answer")  # type: ignore[arg-type,return-value,func-returns-value]  # no real view is needed

    assert middleware(object()) == "answer"  # type: ignore[arg-type,comparison-overlap]  # as above
    assert cache.get("page:") is None
