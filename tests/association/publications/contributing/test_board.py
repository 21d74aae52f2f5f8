"""The board: how full each chapter is, who writes, who is late; asking, withdrawing, and texts that were kept."""

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from association.publications.models import Contribution, KeptText
from association.publications.pages import ChapterPage, PublicationPage
from association.publications.rules import places_in
from home.actions import SiteSetUp
from tests.factories.content import make_user, paragraph
from tests.factories.publications import heading, make_chapter, make_publication
from tests.factories.staff import staff_client
from tests.home.test_admin_language import english

pytestmark = pytest.mark.django_db


@pytest.fixture
def publication(vdg: SiteSetUp) -> PublicationPage:
    """A publication in the making."""
    return make_publication(vdg, "Overdracht 2030", live=False)


@pytest.fixture
def chapter(publication: PublicationPage) -> ChapterPage:
    """A chapter of which one of three places is filled."""
    empty = {"type": "paragraph", "value": ""}
    body = [paragraph("Gevuld."), heading("Missie"), empty, heading("Visie"), empty]
    return make_chapter(publication, "Introductie", live=False, body=body)


def board(publication: PublicationPage) -> str:
    """The board."""
    return reverse("contributions", args=[publication.pk])


def form(chapter: Any, **fields: str) -> dict[str, Any]:
    """A filled-in form."""
    day = (timezone.localdate() + timedelta(days=7)).isoformat()
    return {"chapters": [str(chapter.pk)], "colleague": "", "name": "", "email": "", "due_on": day, **fields}


def test_board_says_how_full_and_who_is_late(publication: PublicationPage, chapter: ChapterPage) -> None:
    client = staff_client("VDG redactie")
    client.post(board(publication), form(chapter, name="Jo Schrijver", email="jo@example.org", message="Graag."))
    Contribution.objects.update(due_on=timezone.localdate() - timedelta(days=1))

    html = client.get(board(publication)).content.decode()

    text = " ".join(BeautifulSoup(html, "html.parser").get_text(" ").split())
    assert "1 van 3" in text
    assert "Leeg: Missie, Visie" in text
    assert "Jo Schrijver te laat" in text
    assert "1 bijdrage is te laat" in text
    assert english(html) == []


def test_field_of_the_last_day_brings_its_calendar_along(publication: PublicationPage, chapter: ChapterPage) -> None:
    html = staff_client("VDG redactie").get(board(publication)).content.decode()

    assert html.count("date-time-chooser.js") == 1


def test_link_without_address_is_shown_once(publication: PublicationPage, chapter: ChapterPage) -> None:
    client = staff_client("VDG redactie")

    shown = client.post(board(publication), form(chapter, name="Jo Schrijver"))
    after = client.get(board(publication)).content.decode()

    assert "http://localhost/meeschrijven/" in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    assert "/meeschrijven/" not in after


def test_colleague_is_asked_by_account(publication: PublicationPage, chapter: ChapterPage) -> None:
    board_member = make_user("bestuurder", "VDG bestuur", first_name="Bea", last_name="Bestuurder")
    stranger = make_user("vreemde", "VGG redactie")
    client = staff_client("VDG redactie")

    client.post(board(publication), form(chapter, colleague=str(board_member.pk)))
    refused = client.post(board(publication), form(chapter, colleague=str(stranger.pk))).content.decode()

    made = Contribution.objects.get()
    assert (made.user, made.name, made.email) == (board_member, "Bea Bestuurder", board_member.email)
    assert "error-message" in refused
    assert stranger.email not in refused


def test_what_somebody_typed_is_text_everywhere(publication: PublicationPage, chapter: ChapterPage) -> None:
    odd = '"><img src=x onerror=alert(1)>'
    client = staff_client("VDG redactie")
    client.post(board(publication), form(chapter, name=odd, message=odd, email="jo@example.org"))
    contribution = Contribution.objects.get()
    KeptText.objects.create(contribution=contribution, title=odd, block="x", text=odd)

    pages = [
        client.get(address).content.decode()
        for address in (board(publication), reverse("wagtailadmin_pages:history", args=[chapter.pk]))
    ]

    assert [page for page in pages if "<img src=x" in page] == []
    assert all("&lt;img src=x" in page for page in pages)


def test_link_is_withdrawn_and_text_put_away(publication: PublicationPage, chapter: ChapterPage) -> None:
    client = staff_client("VDG redactie")
    client.post(board(publication), form(chapter, name="Jo Schrijver"))
    contribution = Contribution.objects.get()
    kept = KeptText.objects.create(contribution=contribution, title="Missie", block="x", text="Mijn tekst.")
    before = client.get(board(publication)).content.decode()

    client.post(board(publication), {"intrekken": str(contribution.pk)})
    client.post(board(publication), {"verwerkt": str(kept.pk)})

    contribution.refresh_from_db()
    assert "Mijn tekst." in before
    assert contribution.revoked_at is not None
    after = client.get(board(publication)).content.decode()
    assert "Mijn tekst." not in after
    assert "ingetrokken" in after


@pytest.mark.parametrize("field", ["intrekken", "verwerkt"])
@pytest.mark.parametrize("value", ["x", "9" * 30, "0" * 20 + "9" * 5000, "-1", "", "1\0"])
def test_unknown_number_is_not_found(publication: PublicationPage, field: str, value: str) -> None:
    assert staff_client("VDG redactie").post(board(publication), {field: value}).status_code == 404


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"name": ""}, "Kies een collega, of vul in wie u vraagt."), ({"chapters": []}, "Kies een hoofdstuk."),
        ({"chapters": ["9" * 30]}, "Kies hoofdstukken uit de lijst."),
        ({"due_on": "2020-01-01"}, "Kies vandaag of een dag in het komende jaar."),
        ({"due_on": "31-11-2027"}, "geldige datum"), ({"email": "geen adres"}, "geldig e-mailadres"),
        ({"name": "x" * 121}, "120"),
    ],
)  # fmt: skip
def test_bad_input_comes_back_in_words(
    publication: PublicationPage, chapter: ChapterPage, fields: dict[str, Any], words: str
) -> None:
    html = (
        staff_client("VDG redactie").post(board(publication), form(chapter) | {"name": "Jo"} | fields).content.decode()
    )

    assert words in html
    assert not Contribution.objects.exists()


def test_chapter_of_another_publication_cannot_be_asked(
    vdg: SiteSetUp, publication: PublicationPage, chapter: ChapterPage
) -> None:
    other = make_chapter(make_publication(vdg, "Elders"), "Niet van hier")

    staff_client("VDG redactie").post(board(publication), form(other, name="Jo"))

    assert not Contribution.objects.exists()


@pytest.mark.parametrize("group", ["VDG raadsleden", "VGG eindredactie"])
def test_others_stay_out(
    vdg: SiteSetUp, vgg: SiteSetUp, publication: PublicationPage, chapter: ChapterPage, group: str
) -> None:
    client = staff_client(group)

    answers = [client.get(board(publication)), client.post(board(publication), form(chapter, name="Jo"))]

    assert {answer.status_code for answer in answers} <= {302, 403}
    assert not Contribution.objects.exists()


def test_queries_do_not_depend_on_chapters_or_writers(publication: PublicationPage, statements: Any) -> None:
    client = staff_client("VDG redactie")
    counts = []
    for _ in range(2):
        for _ in range(4):
            one = make_chapter(publication, live=False, body=[paragraph("Tekst.")])
            client.post(board(publication), form(one, name="Jo Schrijver"))
        client.get(board(publication))
        with statements() as found:
            client.get(board(publication))
        counts.append(len(found))

    assert counts[0] == counts[1]


def test_places_are_texts_and_parts_without_any() -> None:
    part = {"heading": "Terugblik", "anchor": "terugblik", "content": [], "priorities": ["Bouwen"]}
    body = [
        {"type": "paragraph", "value": "<p>&nbsp;</p>", "id": "a"},
        {"type": "looking_back", "value": part, "id": "b"},
        {"type": "free", "value": {"heading": "Slot", "anchor": "slot", "content": []}, "id": "c"},
        {"type": "portfolio_results", "value": {"day": None}, "id": "d"},
    ]

    assert [(place.block, place.title, place.is_empty, place.is_new, place.is_bare) for place in places_in(body)] == [
        ("a", "", True, False, True), ("c", "Slot", True, True, False),
    ]  # fmt: skip
