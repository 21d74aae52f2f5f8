"""The form of a page: its buttons, what it starts with, and what the text itself proposes."""

import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import rich_text, streamfield

from association.base.models import Image, User
from association.news.pages import NewsIndexPage, NewsPage
from home.actions import SiteSetUp
from home.pages import StandardPage
from tests.conftest import writes
from tests.factories.content import make_news, make_page, make_portfolio, picture_file
from tests.factories.staff import news_form, staff_client

TEXT = (
    "De twaalf gemeenten bouwen samen achthonderd flexwoningen. De eerste woningen staan er in het voorjaar. "
    "De wethouders tekenden daarvoor op de brink een afspraak met de provincie en met de woningcorporaties."
)


def add_address(setup: SiteSetUp) -> str:
    """Where a news item is made."""
    index = NewsIndexPage.objects.child_of(setup.home).get()
    return reverse("wagtailadmin_pages:add", args=["association", "newspage", index.pk])


def foot(page: str) -> list[str]:
    """The words of the plain buttons at the foot of the form."""
    part = page.split('class="noaber-foot"')[1].split('data-controller="w-dropdown"', maxsplit=1)[0]
    # The first is there for Enter in a field only.
    _, *buttons = re.findall(r"<button[^>]*>(.*?)</button>", part.split("</nav>")[0], re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", button).split()) for button in buttons]


def in_words(**shift: Any) -> str:
    """A moment from now, as the form takes it."""
    return timezone.localtime(timezone.now() + timedelta(**shift)).strftime("%d-%m-%Y %H:%M")


@pytest.mark.parametrize(
    ("group", "first", "never"),
    [("VDG eindredactie", ["Nu plaatsen", "Inplannen"], ""), ("VDG redactie", [], "Nu plaatsen")],
)
def test_foot_has_plain_buttons_by_role(vdg: SiteSetUp, group: str, first: list[str], never: str) -> None:
    client = staff_client(group)
    edit = reverse("wagtailadmin_pages:edit", args=[make_news(vdg).pk])

    for address in (add_address(vdg), edit):
        buttons = foot(client.get(address).content.decode())

        assert buttons[: len(first)] == first
        assert buttons[-1] == "Bewaar als concept"
        assert never not in buttons


def test_page_stays_open_after_placing(vdg: SiteSetUp) -> None:
    client = staff_client("VDG eindredactie")

    answer: Any = client.post(add_address(vdg), news_form("Vers", **{"action-publish": "nu"}), follow=True)
    page = NewsPage.objects.get()
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    again: Any = client.post(edit, news_form("Verser", **{"action-publish": "nu"}), follow=True)

    assert (answer.redirect_chain[-1][0], again.redirect_chain[-1][0]) == (edit, edit)
    assert all("Bekijk op de site" in found.content.decode() for found in (answer, again))
    page.refresh_from_db()
    assert (page.live, page.title) == (True, "Verser")


def test_now_does_not_wait_for_a_moment(vdg: SiteSetUp) -> None:
    form = news_form("Meteen", go_live_at=in_words(days=3), **{"action-publish": "nu"})

    staff_client("VDG eindredactie").post(add_address(vdg), form)

    page = NewsPage.objects.get()
    assert (page.live, page.go_live_at) == (True, None)


def test_planned_page_waits(vdg: SiteSetUp) -> None:
    form = news_form("Straks", go_live_at=in_words(days=3), **{"action-publish": "later"})

    staff_client("VDG eindredactie").post(add_address(vdg), form)

    page = NewsPage.objects.get()
    assert (page.live, page.status_string) == (False, "gepland")


@pytest.mark.parametrize(("moment", "words"), [("", "Kies een dag en een tijd"), ("-1", "Dit moment is al voorbij")])
def test_planning_asks_for_a_moment_ahead(vdg: SiteSetUp, moment: str, words: str) -> None:
    given = in_words(days=int(moment)) if moment else ""
    form = news_form("Straks", go_live_at=given, **{"action-publish": "later"})

    answer: Any = staff_client("VDG eindredactie").post(add_address(vdg), form)

    assert words in answer.context["form"].errors["go_live_at"][0]
    assert "De tekst van het bericht." in answer.content.decode()
    assert not NewsPage.objects.exists()


def test_editor_who_may_not_publish_places_nothing(vdg: SiteSetUp) -> None:
    staff_client("VDG redactie").post(add_address(vdg), news_form("Stiekem", **{"action-publish": "nu"}))

    assert [page.live for page in NewsPage.objects.all()] == [False]


def test_new_page_starts_with_a_text_and_leaves_an_empty_one_out(vdg: SiteSetUp) -> None:
    client = staff_client("VDG eindredactie")

    answer: Any = client.get(add_address(vdg))
    empty = streamfield([("paragraph", rich_text("<p></p>"))])
    client.post(add_address(vdg), news_form("Alleen een titel", body=empty, **{"action-publish": "nu"}))

    assert [block.block_type for block in answer.context["form"]["body"].value()] == ["paragraph"]
    assert [(page.live, len(page.body)) for page in NewsPage.objects.all()] == [(True, 0)]


def test_page_is_read_again_after_a_year_and_news_is_not(vdg: SiteSetUp) -> None:
    client = staff_client("VDG redactie")
    add_page = reverse("wagtailadmin_pages:add", args=["home", "standardpage", vdg.home.pk])
    known = make_page(vdg.home)

    def first(address: str) -> Any:
        answer: Any = client.get(address)
        return answer.context["form"]["review_date"].value()

    assert (first(add_page) - timezone.localdate()).days in {365, 366}
    assert first(add_address(vdg)) is None
    assert first(reverse("wagtailadmin_pages:edit", args=[known.pk])) is None
    assert StandardPage.is_read_again_yearly


def ask(client: Client, **posted: Any) -> Any:
    """What is suggested."""
    return client.post(reverse("suggestions"), json.dumps(posted), content_type="application/json")


def test_summary_and_portfolios_are_suggested(vdg: SiteSetUp, vgg: SiteSetUp, statements: Callable[[], Any]) -> None:
    mine = make_portfolio(vdg, "Ruimte en Wonen")
    make_portfolio(vdg, "Sport")
    make_portfolio(vgg, "Wonen en Woningbouw")
    client = staff_client("VDG redactie")
    index = NewsIndexPage.objects.child_of(vdg.home).get()

    with statements() as found:
        new = ask(client, text=TEXT, parent=index.pk)
    known = ask(client, text=TEXT, page=make_news(vdg).pk)

    wanted = {
        "summary": "De twaalf gemeenten bouwen samen achthonderd flexwoningen. De eerste woningen staan er in het voorjaar.",
        "portfolios": [{"id": mine.pk, "name": "Ruimte en Wonen"}],
    }
    assert (new.json(), known.json()) == (wanted, wanted)
    assert writes(found) == []


def test_suggestions_are_for_who_may_write_there(vdg: SiteSetUp, vgg: SiteSetUp) -> None:
    theirs, mine = make_news(vgg), make_news(vdg)
    client = staff_client("VDG redactie")
    odd: list[Any] = [
        {},
        {"page": "x"},
        {"page": True},
        {"page": 10**20},
        {"page": -1},
        {"page": None, "parent": 10**9},
    ]

    refused = [
        ask(client, text=TEXT, **where).status_code for where in ({"page": theirs.pk}, {"parent": vgg.home.pk}, *odd)
    ]
    unread = [
        client.post(reverse("suggestions"), body, content_type="application/json").status_code
        for body in ("", "[]", "{}", '{"text": 5}', "\ud800".encode("utf-8", "surrogatepass"), "[" * 5000)
    ]

    assert all(status in {302, 403} for status in refused)
    assert set(unread) == {400}
    assert client.get(reverse("suggestions")).status_code == 405
    assert ask(Client(headers={"host": "localhost"}), text=TEXT, page=mine.pk).status_code == 302


def test_maker_of_the_last_picture_is_remembered(vdg: SiteSetUp) -> None:
    client = staff_client("VDG redactie")
    address = reverse("wagtailimages_chooser:create")
    prefix = "image-chooser-upload-"
    form = {"title": "Markt", "description": "Kramen op de brink", "credit": "Anouk Hendriks", "tags": "", "focal_point_x": "20",
            "focal_point_y": "12", "focal_point_width": "4", "focal_point_height": "4"}  # fmt: skip

    before = client.get(address).json()["htmlFragment"]
    file = SimpleUploadedFile("markt.png", picture_file(), "image/png")
    stored = client.post(address, {f"{prefix}{name}": value for name, value in form.items()} | {f"{prefix}file": file})
    after = client.get(address).json()["htmlFragment"]
    colleague = staff_client("VDG beheer").get(address).json()["htmlFragment"]

    assert stored.json()["step"] == "chosen"
    assert ["Anouk Hendriks" in page for page in (before, after, colleague)] == [False, True, False]
    image = Image.objects.get(uploaded_by_user=User.objects.get(username="vdg-redactie"))
    assert (image.description, image.focal_point_x, image.collection) == ("Kramen op de brink", 20, vdg.collection)
