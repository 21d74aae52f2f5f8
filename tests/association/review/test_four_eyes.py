"""Nobody publishes alone what they wrote, where that is asked for; and agreeing is to what was read."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, TaskState

from association.base.site_settings import SiteSettings
from association.news.pages import NewsIndexPage, NewsPage
from home.actions import SiteSetUp
from tests.factories.content import make_news, make_user
from tests.factories.posting import edit_form, post_page
from tests.factories.rounds import NEWS, four_eyes, send_round, written_by
from tests.factories.staff import news_form

pytestmark = pytest.mark.django_db


def browser_of(user: Any) -> Client:
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    return client


@pytest.fixture
def author(vdg: SiteSetUp) -> Any:
    return make_user("schrijver", "VDG eindredactie")


@pytest.fixture
def other(vdg: SiteSetUp) -> Any:
    return make_user("ander", "VDG eindredactie")


def approve(user: Any, page: Any, step: TaskState, action: str = "approve") -> Any:
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, step.pk])
    return browser_of(user).post(address, {"comment": "Prima"}, follow=True)


def is_live(page: Any) -> bool:
    return NewsPage.objects.get(pk=page.pk).live


def create(client: Client, setup: SiteSetUp, **fields: Any) -> None:
    index = NewsIndexPage.objects.child_of(setup.home).get()
    address = reverse("wagtailadmin_pages:add", args=["association", "newspage", index.pk])
    client.post(address, news_form("Eigen werk", **fields) | {"action-publish": "1"})


def edit(client: Client, setup: SiteSetUp, **fields: Any) -> None:
    page = NewsPage.objects.get(slug="eigen-werk")
    post_page(client, page, {"title": "Eigen werk", **fields})


def schedule(client: Client, setup: SiteSetUp) -> None:
    edit(client, setup, go_live_at="2099-01-01 09:00")


def revert(client: Client, setup: SiteSetUp) -> None:
    page = NewsPage.objects.get(slug="eigen-werk")
    first = page.revisions.order_by("pk").first()
    form = edit_form(client, page) | {"title": "Terug", "action-publish": "1"}
    client.post(reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, first.pk]), form)


def bulk(client: Client, setup: SiteSetUp) -> None:
    page = NewsPage.objects.get(slug="eigen-werk")
    client.post(f"/beheer/bulk/wagtailcore/page/publish/?id={page.pk}")


def bulk_above(client: Client, setup: SiteSetUp) -> None:
    index = NewsIndexPage.objects.child_of(setup.home).get()
    client.post(f"/beheer/bulk/wagtailcore/page/publish/?id={index.pk}", {"include_descendants": "on"})


@pytest.mark.parametrize("door", [create, edit, schedule, revert, bulk, bulk_above])
def test_own_work_goes_through_no_door(vdg: SiteSetUp, author: Any, door: Any) -> None:
    four_eyes(vdg)
    client = browser_of(make_user("super", is_superuser=True) if door is bulk else author)
    if door is not create:
        index = NewsIndexPage.objects.child_of(vdg.home).get()
        address = reverse("wagtailadmin_pages:add", args=["association", "newspage", index.pk])
        client.post(address, news_form("Eigen werk"))

    door(client, vdg)

    page = NewsPage.objects.get(slug="eigen-werk")
    assert not page.live
    assert not page.revisions.filter(approved_go_live_at__isnull=False).exists()


def test_doors_are_open_where_four_eyes_are_off(vdg: SiteSetUp, author: Any) -> None:
    four_eyes(vdg, "home.standardpage")

    create(browser_of(author), vdg)
    page = NewsPage.objects.get(slug="eigen-werk")
    was_live = page.live
    page.unpublish()
    bulk(browser_of(author), vdg)

    assert was_live
    assert is_live(page)


@pytest.mark.parametrize("asked", [True, False])
def test_copy_starts_as_a_draft_where_others_read_first(vdg: SiteSetUp, author: Any, asked: bool) -> None:
    if asked:
        four_eyes(vdg)
    page = make_news(vdg, "Oud")
    form = {
        "new_title": "Kopie", "new_slug": "kopie", "new_parent_page": page.get_parent().pk, "publish_copies": "on"
    }  # fmt: skip

    browser_of(author).post(reverse("wagtailadmin_pages:copy", args=[page.pk]), form)

    assert NewsPage.objects.get(slug="kopie").live is not asked


def test_another_publishes_what_they_did_not_write(vdg: SiteSetUp, author: Any, other: Any) -> None:
    four_eyes(vdg)
    page = written_by(make_news(vdg, live=False), author)

    post_page(browser_of(other), page, {"body-count": 0}, publish=False)
    browser_of(other).post(f"/beheer/bulk/wagtailcore/page/publish/?id={page.pk}")

    assert is_live(page)


def test_who_wrote_sees_no_button_and_no_way_to_agree(vdg: SiteSetUp, author: Any, other: Any) -> None:
    four_eyes(vdg)
    page = written_by(make_news(vdg, live=False), author)
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    shown = {user.pk: browser_of(user).get(address).content.decode() for user in (author, other)}
    step = send_round(page, author).current_task_state

    said = approve(author, page, step)

    assert ["Nu plaatsen" in shown[user.pk] for user in (author, other)] == [False, True]
    assert not is_live(page)
    assert said.status_code == 200
    assert "messages" in said.content.decode()
    approve(other, page, step)
    assert is_live(page)


def test_own_work_may_be_approved_where_four_eyes_are_off(vdg: SiteSetUp, author: Any) -> None:
    page = written_by(make_news(vdg, live=False), author)

    approve(author, page, send_round(page, author).current_task_state)

    assert is_live(page)


@pytest.mark.parametrize("asked", [True, False])
def test_change_asks_again(vdg: SiteSetUp, author: Any, other: Any, asked: bool) -> None:
    if asked:
        four_eyes(vdg)
    page = make_news(vdg, live=False)
    state = send_round(page, author)
    step = state.current_task_state
    written_by(page, author, "Heel anders")

    said = approve(other, page, step).content.decode()

    state.refresh_from_db()
    assert "De tekst is gewijzigd sinds u haar las" in said
    assert not is_live(page)
    assert state.current_task_state.revision_id == NewsPage.objects.get(pk=page.pk).latest_revision_id
    approve(other, page, state.current_task_state)
    assert (is_live(page), NewsPage.objects.get(pk=page.pk).title) == (True, "Heel anders")


def test_saving_during_the_round_puts_the_new_version_before_readers(vdg: SiteSetUp, author: Any) -> None:
    page = make_news(vdg, live=False)
    state = send_round(page, author)

    post_page(browser_of(author), page, {"title": "Anders"}, publish=False)

    state.refresh_from_db()
    assert state.current_task_state.revision_id == NewsPage.objects.get(pk=page.pk).latest_revision_id


@pytest.mark.parametrize("end", ["cancel", "finish and start again"])
def test_approving_what_is_over_gives_a_message(vdg: SiteSetUp, author: Any, other: Any, end: str) -> None:
    page = make_news(vdg, live=False)
    state = send_round(page, author)
    step = state.current_task_state
    state.cancel(user=author)
    if end != "cancel":
        send_round(page, author)

    said = approve(other, page, step)

    assert said.status_code == 200
    assert not is_live(page)
    expected = "Het meelezen was al voorbij" if end != "cancel" else "messages"
    assert expected in said.content.decode()


def test_step_of_another_page_is_checked_for_that_page(vdg: SiteSetUp, author: Any, other: Any) -> None:
    four_eyes(vdg)
    mine = written_by(make_news(vdg, live=False), author)
    step = send_round(mine, other).current_task_state
    theirs = make_news(vdg, live=False)
    send_round(theirs, other)

    said = approve(author, theirs, step).content.decode()

    assert "geeft een ander akkoord" in said
    assert not is_live(mine)


def test_agreeing_in_the_editor_to_own_changes_is_refused(vdg: SiteSetUp, author: Any, other: Any) -> None:
    four_eyes(vdg)
    page = written_by(make_news(vdg, live=False), author)
    send_round(page, author)
    client = browser_of(other)
    form = edit_form(client, page) | {"title": "Even verbeterd", "workflow-action-name": "approve"}

    said = client.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]), form | {"action-workflow-action": "1"}, follow=True
    )

    assert not is_live(page)
    assert "geeft een ander akkoord" in said.content.decode()
    assert NewsPage.objects.get(pk=page.pk).draft_title == "Even verbeterd"


def test_switch_is_set_in_the_settings_of_the_site(vdg: SiteSetUp) -> None:
    client = browser_of(make_user("beheerder", "VDG beheer"))
    address = reverse("wagtailsettings:edit", args=["association", "sitesettings", vdg.site.pk])

    shown = client.get(address).content.decode()

    assert f'value="{NEWS}"' in shown
    assert "Nieuwsbericht" in shown
    assert SiteSettings.objects.get(site=vdg.site).four_eyes == []
    assert Page.objects.filter(pk=vdg.home.pk).exists()
