"""The screens of guides in the admin: which there are, what one holds, and what readers said."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from association.guides.actions import give_opinion
from association.guides.pages import GuidePage, GuideStepPage
from association.publications.models import FileJob
from home.actions import SiteSetUp
from tests.factories.guides import guides_index, make_guide, make_step
from tests.factories.staff import staff_client


@pytest.fixture
def editor(vdg: SiteSetUp) -> Client:
    """An editor of the VDG."""
    return staff_client("VDG redactie")


def screen(client: Client, name: str, *numbers: int) -> BeautifulSoup:
    """A screen of the admin."""
    response = client.get(reverse(name, args=numbers))
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def cells(document: Any) -> list[list[str]]:
    """The words of the rows of the first table."""
    rows = document.select_one(".noaber-outline").select("tbody tr")
    return [[cell.get_text(" ", strip=True) for cell in row.select("td")] for row in rows]


def test_list_has_the_own_guides_and_begins_a_new_one(editor: Client, vdg: SiteSetUp, vgg: SiteSetUp) -> None:
    make_guide(vdg, "Nieuw in de raad", role="raadslid", steps=2)
    make_guide(vdg, "Voor iedereen", live=False)
    make_guide(vgg, "Van de buren")

    document = screen(editor, "guides")
    answer = editor.post(reverse("guides"), {"index": guides_index(vdg).pk})

    assert cells(document) == [
        ["Nieuw in de raad", "Raadslid", "2", "geplaatst"],
        ["Voor iedereen", "iedereen", "0", "concept"],
    ]
    assert "Van de buren" not in document.get_text()
    made = GuidePage.objects.get(title="Nieuwe gids")
    assert answer["Location"] == reverse("wagtailadmin_pages:edit", args=[made.pk])
    assert editor.post(reverse("guides"), {"index": guides_index(vgg).pk}).status_code == 302
    assert GuidePage.objects.filter(title="Nieuwe gids").count() == 1


def test_guide_shows_its_steps_files_and_opinions(editor: Client, vdg: SiteSetUp) -> None:
    guide = make_guide(vdg, "Nieuw in de raad", slug="raad", steps=2)
    step = GuideStepPage.objects.get(slug="stap-1")
    for is_useful, remark in ((True, ""), (True, "Helder."), (False, "Te lang.")):
        give_opinion(step=step, is_useful=is_useful, remark=remark, client="")
    FileJob.objects.update(state=FileJob.State.FAILED, problems=["Een teken ontbreekt."])

    document = screen(editor, "guide", guide.pk)
    words = document.select_one("main").get_text(" ", strip=True)

    assert cells(document) == [["1. Stap nummer 1", "geplaatst", "2", "1"], ["2. Stap nummer 2", "geplaatst", "0", "0"]]
    assert all(text in words for text in ("Helder.", "Te lang.", "tegengehouden", "Een teken ontbreekt."))
    links = [str(link["href"]) for link in document.select(".noaber-desk a")]
    assert f"{reverse('wagtailadmin_explore', args=[guide.pk])}?ordering=ord" in links
    assert guide.full_url in links


def test_draft_of_a_guide_leads_to_no_page_on_the_site(editor: Client, vdg: SiteSetUp) -> None:
    guide = make_guide(vdg, live=False, slug="concept")

    document = screen(editor, "guide", guide.pk)
    answer = editor.post(reverse("guide", args=[guide.pk]))

    assert "Bekijk op de site" not in document.get_text()
    assert "zodra het document geplaatst is" in document.get_text()
    step = GuideStepPage.objects.get()
    assert (step.live, answer["Location"]) == (False, reverse("wagtailadmin_pages:edit", args=[step.pk]))


def test_guide_of_the_other_association_is_nobodys_business(editor: Client, vdg: SiteSetUp, vgg: SiteSetUp) -> None:
    guide = make_guide(vgg, steps=1)

    answers = [editor.get(reverse("guide", args=[guide.pk])), editor.post(reverse("guide", args=[guide.pk]))]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert GuideStepPage.objects.count() == 1
    assert editor.get(reverse("guide", args=[10**17])).status_code == 404


def test_screen_of_a_guide_asks_as_much_for_few_steps_as_for_many(
    editor: Client, vdg: SiteSetUp, django_assert_num_queries: Any
) -> None:
    guide = make_guide(vdg, steps=1)
    screen(editor, "guide", guide.pk)
    with CaptureQueriesContext(connection) as few:
        screen(editor, "guide", guide.pk)
    asked = len(few)
    for number in range(5):
        make_step(guide, slug=f"meer-{number}")

    with django_assert_num_queries(asked):
        assert len(cells(screen(editor, "guide", guide.pk))) == 6
