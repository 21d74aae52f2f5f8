"""The screens of versions: adopting with all that is wrong, correcting, withdrawing."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from association.publications.adopting import jobs
from association.publications.models import Edition, Erratum
from association.publications.pages import ChapterPage, PublicationPage
from home.actions import SiteSetUp
from tests.factories.content import make_image, paragraph
from tests.factories.publications import make_chapter
from tests.factories.staff import staff_client

pytestmark = pytest.mark.django_db
FORM = {"dated": "18 maart 2021", "reference_date": "18-03-2021", "decided_by": "het Dagelijks Bestuur"}


@pytest.fixture
def chief(vdg: SiteSetUp) -> Client:
    """The browser of a chief editor of the VDG."""
    return staff_client("VDG eindredactie")


def words(response: Any) -> str:
    """What was answered, with one space between words."""
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


def adopt_url(publication: PublicationPage) -> str:
    """The screen on which a version is adopted."""
    return reverse("adopt_edition", args=[publication.pk])


def test_version_is_adopted_with_one_form(publication: PublicationPage, chief: Client) -> None:
    response = chief.post(adopt_url(publication), FORM, follow=True)

    edition = Edition.objects.get()
    assert "De versie wordt vastgelegd." in words(response)
    jobs.adopt(edition.pk)
    edition.refresh_from_db()
    assert edition.status == Edition.Status.ADOPTED
    assert edition.decision_lines == ["Vastgesteld door het Dagelijks Bestuur op 18 maart 2021"]
    screen = words(chief.get(reverse("publication", args=[publication.pk])))
    assert "Versie van 18 maart 2021 geldt nu" in screen


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("dated", "", "Van welke dag is de versie? Zoals 18 maart 2026."),
        ("reference_date", "", "Op welke dag kloppen de feiten? Zoals 18 maart 2026."),
        ("dated", "31 november 2021", "31 november 2021"),
        ("dated", "maart 2021", "Schrijf de hele dag."),
        ("reference_date", "2021", "Schrijf de hele dag."),
    ],
)
def test_impossible_days_are_refused_beside_their_field(
    publication: PublicationPage, chief: Client, field: str, value: str, message: str
) -> None:
    response = chief.post(adopt_url(publication), FORM | {field: value})

    assert response.status_code == 200
    assert message in words(response)
    assert not Edition.objects.exists()


def test_dead_link_keeps_a_version_back(publication: PublicationPage, chief: Client) -> None:
    body = [{"type": "paragraph", "value": '<p>Zie <a linktype="page" id="999999">dit</a>.</p>'}]
    make_chapter(publication, "Stuk", slug="stuk", body=body)

    shown = words(chief.get(adopt_url(publication)))
    chief.post(adopt_url(publication), FORM)

    assert "Stuk: een link leidt naar een pagina of bestand dat er niet (meer) is." in shown
    assert not Edition.objects.exists()


def test_link_to_a_chapter_that_comes_along_is_no_dead_link(publication: PublicationPage, chief: Client) -> None:
    draft = make_chapter(publication, "Concept", slug="concept", live=False, body=[paragraph("Nog niet te lezen.")])
    body = [{"type": "paragraph", "value": f'<p>Zie <a linktype="page" id="{draft.pk}">dit</a>.</p>'}]
    make_chapter(publication, "Wijst", slug="wijst", body=body)

    chief.post(adopt_url(publication), FORM)
    edition = Edition.objects.get()
    jobs.adopt(edition.pk)

    article = edition.variants.get().articles.get(path="wijst")
    assert 'href="../concept/"' in article.html


def test_what_keeps_readers_out_asks_for_a_reason(publication: PublicationPage, chief: Client, vdg: SiteSetUp) -> None:
    image = make_image(description="")
    figure = {"image": image.pk, "decorative": False, "caption": "", "wide": False}
    make_chapter(publication, "Beeld", slug="beeld", body=[{"type": "figure", "value": figure}])

    refused = words(chief.post(adopt_url(publication), FORM))
    chief.post(adopt_url(publication), FORM | {"reason": "De tekst komt volgende week."})

    assert "Deze afbeelding heeft geen beschrijving." in refused
    assert "Waarom legt u de versie toch al vast?" in refused
    [accepted] = Edition.objects.get().accepted
    assert accepted["reason"] == "De tekst komt volgende week."
    assert len(accepted["tasks"]) == 1


def test_second_press_makes_no_second_version(publication: PublicationPage, chief: Client) -> None:
    chief.post(adopt_url(publication), FORM)

    response = chief.post(adopt_url(publication), FORM, follow=True)

    assert "Er wordt al een versie van dit document vastgelegd." in words(response)
    assert Edition.objects.count() == 1


def test_only_who_may_publish_adopts_corrects_and_withdraws(publication: PublicationPage, chief: Client) -> None:
    chief.post(adopt_url(publication), FORM)
    edition = Edition.objects.get()
    jobs.adopt(edition.pk)
    editor = staff_client("VDG redactie")
    names = ("edition_erratum", "edition_withdraw")
    places = [adopt_url(publication), *(reverse(name, args=[publication.pk, edition.pk]) for name in names)]

    answers = [editor.post(place, FORM | {"text": "x", "on": "1-6-2021", "reason": "x"}) for place in places]

    assert [answer.status_code for answer in answers] == [302] * 3
    assert all(answer.headers["Location"].startswith("/beheer/") for answer in answers)
    edition.refresh_from_db()
    assert (edition.status, Erratum.objects.count()) == (Edition.Status.ADOPTED, 0)


def test_erratum_and_withdrawal_have_a_form(publication: PublicationPage, chief: Client) -> None:
    chief.post(adopt_url(publication), FORM)
    edition = Edition.objects.get()
    jobs.adopt(edition.pk)
    args = [publication.pk, edition.pk]

    empty = words(chief.post(reverse("edition_erratum", args=args), {"text": "\u200b"}))
    chief.post(reverse("edition_erratum", args=args), {"text": "Lees twaalf.", "path": "wonen"})
    chief.post(reverse("edition_withdraw", args=args), {"on": "1 juni 2021", "reason": "Vervangen."})

    assert "Wat moet er staan?" in empty
    assert [(item.path, item.text) for item in Erratum.objects.all()] == [("wonen", "Lees twaalf.")]
    edition.refresh_from_db()
    assert (edition.status, edition.withdrawn_reason) == (Edition.Status.WITHDRAWN, "Vervangen.")
    assert ChapterPage.objects.filter(live=True).count() == 2
