"""The screens of versions: adopting with all that is wrong, correcting, withdrawing."""

import json
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from association.organizations.models import Organization
from association.publications.adopting import jobs
from association.publications.models import Edition, Erratum
from association.publications.pages import ChapterPage, PublicationPage
from home.actions import SiteSetUp
from tests.factories.activities import make_activity
from tests.factories.content import make_image, paragraph
from tests.factories.publications import make_chapter, make_publication
from tests.factories.register import make_body, make_membership, make_person, make_post
from tests.factories.staff import staff_client

pytestmark = pytest.mark.django_db
FORM = {"dated": "18 maart 2021", "reference_date": "18-03-2021", "decided_by": "het Dagelijks Bestuur"}

MISSING = "Deze afbeelding heeft geen beschrijving. Schrijf er een, of vink 'Alleen versiering' aan."
SUGGESTED = ("besluiten", "ondertekenaars")
BLOCK = "4b0d8c7e-0f0d-4d8e-9d58-7b4c8a3f2e10"


@pytest.fixture
def board(vdg: SiteSetUp) -> Organization:
    """A board with a chair since 2020, and somebody who is only nominated."""
    body = make_body(vdg.association, "Dagelijks Bestuur")
    chair = make_post(body, "chair")
    make_membership(chair, make_person("Visser"), "2020-01-01")
    make_membership(chair, make_person("Bakker"), "2021-03-01", capacity="nominated")
    return body


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
    chapter = ChapterPage.objects.get(slug="beeld")
    assert accepted == {
        "reason": "De tekst komt volgende week.",
        "tasks": [{"page": chapter.pk, "text": MISSING}],
    }


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


def test_fact_of_which_nothing_is_known_is_told_before_adopting(publication: PublicationPage, chief: Client) -> None:
    body = [{"type": "activities", "value": {"year": 2031}, "id": BLOCK}]
    chapter = make_chapter(publication, "Plannen", slug="plannen", body=body)

    shown = chief.get(adopt_url(publication))
    chief.post(adopt_url(publication), FORM)

    place = f"{reverse('wagtailadmin_pages:edit', args=[chapter.pk])}#block-{BLOCK}-section"
    assert "Plannen: van het blok 'Activiteiten van een jaar' is op de peildatum niets bekend." in words(shown)
    assert f'href="{place}"' in shown.content.decode()
    assert not Edition.objects.exists()


def test_facts_are_looked_at_on_the_day_that_was_filled_in(
    publication: PublicationPage, chief: Client, board: Organization
) -> None:
    make_chapter(publication, "Bestuur", slug="bestuur", body=[{"type": "seats", "value": {"organization": board.pk}}])

    refused = words(chief.post(adopt_url(publication), FORM | {"reference_date": "1-1-1950"}))
    kept_back = Edition.objects.exists()
    chief.post(adopt_url(publication), FORM)

    assert "Bestuur: van het blok 'Wie zit in een overleg' is op de peildatum niets bekend." in refused
    assert not kept_back
    assert Edition.objects.count() == 1


def test_screen_asks_the_same_however_many_facts_there_are(
    publication: PublicationPage, chief: Client, vdg: SiteSetUp, statements: Any
) -> None:
    make_activity(vdg.association, "Toogdag", year=2026)
    blocks = [{"type": "activities", "value": {"year": 2026}}]
    make_chapter(publication, "Eerst", slug="eerst", body=blocks)
    chief.get(adopt_url(publication))
    with statements() as few:
        chief.get(adopt_url(publication))
    for number in range(4):
        make_chapter(publication, f"Meer {number}", slug=f"meer-{number}", body=blocks * 3)

    with statements() as many:
        chief.get(adopt_url(publication))

    assert len(many) == len(few)


@pytest.mark.usefixtures("board")
def test_who_adopts_and_who_signs_is_suggested_from_the_register(publication: PublicationPage, chief: Client) -> None:
    found = BeautifulSoup(chief.get(adopt_url(publication)).content, "html.parser")

    lists = {name: [option["value"] for option in found.select(f"#{name} option")] for name in SUGGESTED}
    assert lists == {"besluiten": ["het Dagelijks Bestuur"], "ondertekenaars": ["A. Visser, voorzitter"]}


def test_decisions_have_a_place_each_and_the_signature_is_shown(publication: PublicationPage, chief: Client) -> None:
    chief.post(
        adopt_url(publication),
        FORM
        | {"decided_place": "Assen", "then_by": "de ledenvergadering", "then_on": "1 juni 2021", "then_place": "Rolde"}
        | {"signatory": "A. Visser, voorzitter", "place": "Assen"},
    )

    assert Edition.objects.get().decision_lines == [
        "Vastgesteld door het Dagelijks Bestuur op 18 maart 2021 in Assen",
        "Vastgesteld door de ledenvergadering op 1 juni 2021 in Rolde",
        "Ondertekend in Assen door A. Visser, voorzitter",
    ]


@pytest.mark.parametrize("given", [{"then_on": "1 juni 2021"}, {"then_place": "Rolde"}])
def test_decision_of_nobody_is_refused_beside_its_field(
    publication: PublicationPage, chief: Client, given: dict[str, str]
) -> None:
    response = chief.post(adopt_url(publication), FORM | given)

    assert "Door wie? Of haal de dag en de plaats weg." in words(response)
    assert set(response.context["form"].errors) == {"then_by"}
    assert not Edition.objects.exists()


def test_withdrawn_version_leads_to_the_one_that_replaced_it(
    publication: PublicationPage, chief: Client, client: Client
) -> None:
    for dated in ("18 maart 2021", "19 maart 2021"):
        chief.post(adopt_url(publication), FORM | {"dated": dated})
        jobs.adopt(Edition.objects.get(status="making").pk)
    first, second = Edition.objects.order_by("pk")
    screen = reverse("edition_withdraw", args=[publication.pk, first.pk])

    offered = chief.get(screen).context["form"].initial["replacement"]
    chief.post(screen, {"on": "1 juni 2021", "reason": "Een naam te veel.", "replacement": second.pk})
    answer = client.get(f"{publication.url}versies/2021-03-18/")

    assert offered == second
    assert "Vervangen door de versie van 19 maart 2021" in words(answer)
    assert f'href="{publication.url}versies/2021-03-19/"' in answer.content.decode()
    assert "Vervangen door de versie van 19 maart 2021" in words(client.get(f"{publication.url}versies/"))


def test_replacement_is_a_version_of_the_same_document(
    publication: PublicationPage, chief: Client, vdg: SiteSetUp
) -> None:
    other = make_publication(vdg, "Ander", slug="ander")
    make_chapter(other, "Stuk", slug="stuk", body=[paragraph("Tekst.")])
    for page in (publication, other):
        chief.post(adopt_url(page), FORM)
    mine, foreign = Edition.objects.order_by("pk")
    Edition.objects.update(status=Edition.Status.ADOPTED)
    screen = reverse("edition_withdraw", args=[publication.pk, mine.pk])

    chief.post(screen, {"on": "1 juni 2021", "reason": "Fout.", "replacement": foreign.pk})

    mine.refresh_from_db()
    assert (mine.status, mine.replacement) == (Edition.Status.WITHDRAWN, None)


def test_text_that_was_written_after_the_last_look_is_not_adopted(publication: PublicationPage, chief: Client) -> None:
    chief.post(adopt_url(publication), FORM)
    chapter = ChapterPage.objects.get(slug="wonen")
    chapter.body = json.dumps([paragraph("Door niemand gelezen.")])
    chapter.save_revision()

    edition = Edition.objects.get()
    jobs.adopt(edition.pk)

    edition.refresh_from_db()
    assert (edition.status, edition.state) == (Edition.Status.MAKING, Edition.State.FAILED)
    assert edition.problems == [jobs.REWRITTEN]
    assert "Door niemand gelezen." not in str(ChapterPage.objects.get(slug="wonen").body)
