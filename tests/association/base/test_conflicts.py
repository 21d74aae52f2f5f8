"""Two people in one page."""

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision

from association.news.pages import NewsPage
from home.actions import SiteSetUp
from tests.factories.content import make_news, make_user
from tests.factories.staff import news_form, staff_client
from tests.home.test_admin_language import english

pytestmark = pytest.mark.django_db


def opened(page: NewsPage) -> dict[str, str]:
    """What the editor's form knows of the version that it shows."""
    revision = NewsPage.objects.get(pk=page.pk).get_latest_revision()
    return {"loaded_revision_id": str(revision.pk), "loaded_revision_created_at": revision.created_at.isoformat()}


def save(client: Client, page: NewsPage, known: dict[str, str], **fields: Any) -> Any:
    """Send in the form of a page."""
    form = {**news_form("Markt", slug=page.slug, **fields), **known}
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form)


@pytest.fixture
def page_of_two(vdg: SiteSetUp) -> tuple[NewsPage, dict[str, str], Client]:
    """A page that somebody opened, and that a colleague changed in the meantime; the first one's client."""
    page = make_news(vdg, "Markt")
    known = opened(page)
    colleague = staff_client("VDG eindredactie")
    assert save(colleague, page, known, summary="Van de collega.").status_code == 302
    first = Client(headers={"host": "localhost"})
    first.force_login(make_user("eerste", "VDG eindredactie"))
    return page, known, first


@pytest.mark.parametrize("action", ["", "action-publish"])
def test_later_save_shows_both_versions_and_changes_nothing(
    page_of_two: tuple[NewsPage, dict[str, str], Client], action: str
) -> None:
    page, known, first = page_of_two
    fields = {action: "x"} if action else {}

    answer = save(first, page, known, summary="Van mij.", **fields)

    html = answer.content.decode()
    cells = BeautifulSoup(html, "html.parser").select(".noaber-conflict td")
    assert answer.status_code == 409
    words = [" ".join(cell.get_text().split()) for cell in cells]
    assert ("Van de collega.", "Van mij.") in zip(words[::2], words[1::2], strict=True)
    assert NewsPage.objects.get(pk=page.pk).get_latest_revision_as_object().summary == "Van de collega."
    assert english(html) == []


def test_own_version_can_be_kept_with_the_other_in_the_history(
    page_of_two: tuple[NewsPage, dict[str, str], Client],
) -> None:
    page, known, first = page_of_two
    shown = BeautifulSoup(save(first, page, known, summary="Van mij.").content, "html.parser")

    fields: dict[str, list[str]] = {}
    for field in shown.select(f'form[action$="/{page.pk}/edit/"] input[type=hidden]'):
        fields.setdefault(str(field["name"]), []).append(str(field.get("value", "")))
    answer = first.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), fields)

    fresh = NewsPage.objects.get(pk=page.pk)
    summaries = [revision.content["summary"] for revision in fresh.revisions.order_by("pk")]
    assert answer.status_code == 302
    assert summaries[-2:] == ["Van de collega.", "Van mij."]


def test_second_tab_of_one_person_is_warned_too(vdg: SiteSetUp) -> None:
    page = make_news(vdg, "Markt")
    known = opened(page)
    client = staff_client("VDG eindredactie")

    first = save(client, page, known, summary="Eén.").status_code
    Revision.objects.update(created_at=timezone.now() - timedelta(minutes=1))
    second = save(client, page, known, summary="Twee.").status_code

    assert (first, second) == (302, 409)


def test_what_the_editor_saved_by_itself_a_moment_ago_is_no_conflict(vdg: SiteSetUp) -> None:
    page = make_news(vdg, "Markt")
    known = opened(page)
    client = staff_client("VDG eindredactie")

    codes = [save(client, page, known, summary=text).status_code for text in ("Half.", "Half af.")]

    assert codes == [302, 302]


def test_form_that_says_nothing_of_its_version_is_taken(vdg: SiteSetUp) -> None:
    page = make_news(vdg, "Markt")
    client = staff_client("VDG eindredactie")

    assert [save(client, page, {}).status_code for _ in range(2)] == [302, 302]


def test_markup_in_either_version_stays_text(
    vdg: SiteSetUp,
) -> None:
    page = make_news(vdg, "Markt")
    known = opened(page)
    save(staff_client("VDG eindredactie"), page, known, summary='Van de collega <img src="x" onerror="alert(1)">.')
    first = Client(headers={"host": "localhost"})
    first.force_login(make_user("eerste", "VDG eindredactie"))

    answer = save(first, page, known, summary="Van mij </td><script>alert(1)</script>.")

    table = BeautifulSoup(answer.content, "html.parser").select_one(".noaber-conflict")
    assert table is not None
    assert table.select("img, script") == []
    assert ("onerror" in table.get_text(), "<script>" in table.get_text()) == (True, True)
