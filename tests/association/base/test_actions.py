"""What holds when a part of the site is copied, moved, deleted or taken down."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction

from home.actions import SiteSetUp
from tests.factories.content import make_page, restrict
from tests.factories.hidden import GROUP
from tests.factories.publications import make_chapter, make_publication
from tests.factories.staff import staff_client

pytestmark = pytest.mark.django_db


def test_copied_tree_keeps_the_privacy_of_the_pages_in_it(vdg: SiteSetUp, client: Client) -> None:
    top = make_page(vdg.home, "Deel", slug="deel")
    inner = make_page(top, "Besloten", slug="besloten")
    make_page(top, "Open", slug="open")
    restrict(inner, PageViewRestriction.GROUPS, GROUP)
    form = {
        "new_title": "Kopie",
        "new_slug": "kopie",
        "new_parent_page": vdg.home.pk,
        "copy_subpages": "on",
        "publish_copies": "on",
    }

    staff_client("VDG eindredactie").post(reverse("wagtailadmin_pages:copy", args=[top.pk]), form)

    copied = Page.objects.get(slug="besloten", url_path__contains="/kopie/")
    setting = PageViewRestriction.objects.get(page=copied)
    assert (setting.restriction_type, [group.name for group in setting.groups.all()]) == ("groups", [GROUP])
    assert client.get("/kopie/besloten/").status_code == 302
    assert client.get("/kopie/open/").status_code == 200


@pytest.mark.parametrize("place", ["itself", "below"])
@pytest.mark.parametrize("action", ["delete", "unpublish", "move_confirm"])
def test_locked_page_stays(vdg: SiteSetUp, place: str, action: str) -> None:
    top = make_page(vdg.home, "Deel", slug="deel")
    inner = make_page(top, "Vast", slug="vast")
    other = make_page(vdg.home, "Elders", slug="elders")
    Page.objects.filter(pk=inner.pk if place == "below" else top.pk).update(locked=True)
    arguments = [top.pk, other.pk] if action == "move_confirm" else [top.pk]

    answer = staff_client("VDG eindredactie").post(
        reverse(f"wagtailadmin_pages:{action}", args=arguments), {"include_descendants": "on"}
    )

    kept = Page.objects.get(slug="vast")
    assert answer.status_code == 302
    assert (kept.url_path.endswith("/deel/vast/"), kept.live) == (True, True)


def test_locked_page_stays_when_several_are_deleted(vdg: SiteSetUp) -> None:
    pages = [make_page(vdg.home, slug=slug) for slug in ("een", "twee")]
    Page.objects.filter(pk=pages[1].pk).update(locked=True)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])

    staff_client("VDG eindredactie").post(f"{address}?id={pages[0].pk}&id={pages[1].pk}&next=/beheer/")

    assert Page.objects.filter(slug__in=("een", "twee")).count() == 2


@pytest.mark.parametrize(("live", "redirects"), [(True, 1), (False, 0)])
def test_only_what_readers_saw_leaves_a_redirect(
    vdg: SiteSetUp, django_capture_on_commit_callbacks: Any, live: bool, redirects: int
) -> None:
    page = make_page(vdg.home, slug="oud-adres", live=live)

    with django_capture_on_commit_callbacks(execute=True):
        page.slug = "nieuw-adres"
        page.save_revision()
        page.save()

    assert Redirect.objects.filter(old_path="/oud-adres").count() == redirects


def test_publication_with_another_address_is_found_at_its_old_ones(
    vdg: SiteSetUp, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    publication = make_publication(vdg, slug="oud-plan")
    make_chapter(publication, slug="doelen")

    with django_capture_on_commit_callbacks(execute=True):
        publication.slug = "nieuw-plan"
        publication.save_revision().publish()

    found = [
        client.get(f"/publicaties/oud-plan/{rest}").headers.get("Location") for rest in ("", "volledig/", "doelen/")
    ]
    assert found == [f"/publicaties/nieuw-plan/{rest}" for rest in ("", "volledig/", "doelen/")]
