"""Dossiers return as questions; answers go to the register, once."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from association.portfolios.models import Dossier, DossierResult, DossierState
from association.publications.making.questions import AnsweredBefore, answer_question
from association.publications.models import DossierAnswer, VolumeOrigin
from association.publications.pages import PublicationPage
from home.actions import SiteSetUp
from tests.factories.content import make_portfolio, make_user
from tests.factories.portfolios import make_dossier
from tests.factories.publications import make_publication
from tests.factories.staff import staff_client

pytestmark = pytest.mark.django_db


@pytest.fixture
def volume(vdg: SiteSetUp) -> PublicationPage:
    """A handover after that of 2026."""
    old = make_publication(vdg, "Overdracht 2026", year=2026, reference_date=date(2026, 1, 1))
    made = make_publication(vdg, "Overdracht 2030", year=2030, live=False)
    VolumeOrigin.objects.create(publication=made, source=old)
    return made


@pytest.fixture
def dossier(vdg: SiteSetUp) -> Dossier:
    """A dossier that went on then."""
    found: Dossier = make_dossier(make_portfolio(vdg, "Wonen"), title="Flexwoningen", start="2024-01-01")
    return found


def screen(volume: PublicationPage) -> str:
    """Where they are answered."""
    return reverse("dossier_questions", args=[volume.pk])


def answered(dossier: Dossier, answer: str, text: str = "") -> dict[str, str]:
    """The form of one dossier."""
    return {f"dossier-{dossier.pk}-answer": answer, f"dossier-{dossier.pk}-text": text}


@pytest.mark.parametrize(
    ("answer", "text", "state", "line"),
    [
        ("achieved", "", DossierState.ACHIEVED, "Flexwoningen is bereikt."),
        ("achieved", "Er staan er tachtig.", DossierState.ACHIEVED, "Er staan er tachtig."),
        ("dropped", "", DossierState.DROPPED, "Flexwoningen is vervallen."),
        ("current", "De helft staat er.", DossierState.CURRENT, "De helft staat er."),
        ("current", "", DossierState.CURRENT, None),
    ],
)
def test_answer_goes_to_the_register(
    vdg: SiteSetUp, volume: PublicationPage, dossier: Dossier, answer: str, text: str, state: str, line: str | None
) -> None:
    client = staff_client("VDG eindredactie")
    waiting = client.get(reverse("publication", args=[volume.pk])).content.decode()

    client.post(screen(volume), answered(dossier, answer, text))
    after = client.get(screen(volume)).content.decode()

    dossier.refresh_from_db()
    today = timezone.localdate()
    assert "1 vraag" in waiting
    assert dossier.state == state
    assert [(row.text, row.day) for row in dossier.results.all()] == ([(line, today)] if line else [])
    assert dossier.holds_on(today)
    assert "Over alle dossiers is geantwoord." in after
    assert "Flexwoningen" not in after


def test_dropped_dossier_is_over_tomorrow_and_reminds_nobody(vdg: SiteSetUp, dossier: Dossier) -> None:
    from datetime import timedelta

    from association.portfolios.actions import close_dossier
    from association.portfolios.queries import dossiers_of, ending_soon, open_dossiers

    today = timezone.localdate()
    close_dossier(dossier=dossier, state="dropped", text="Vervallen.")

    dossier.refresh_from_db()
    assert not dossier.holds_on(today + timedelta(days=1))
    assert list(ending_soon(Dossier.objects.all(), today)) == []
    assert open_dossiers(vdg.association.pk) == []
    assert dossiers_of(dossier.portfolios.get().pk) == []


def test_only_dossiers_of_then_are_asked(vdg: SiteSetUp, vgg: SiteSetUp, volume: PublicationPage) -> None:
    wonen = make_portfolio(vdg, "Wonen")
    make_dossier(wonen, title="Van toen", start="2025-01-01")
    make_dossier(wonen, title="Altijd al")
    make_dossier(wonen, title="Van later", start="2028-01-01")
    make_dossier(wonen, title="Al behaald", start="2025-01-01", state="achieved")
    make_dossier(make_portfolio(vgg, "Elders"), title="Van anderen", start="2025-01-01")

    html = staff_client("VDG eindredactie").get(screen(volume)).content.decode()

    titles = ("Van toen", "Altijd al", "Van later", "Al behaald", "Van anderen")
    assert [title for title in titles if title in html] == ["Van toen", "Altijd al"]


def test_who_may_not_change_a_dossier_sees_whom_to_ask(
    vdg: SiteSetUp, volume: PublicationPage, dossier: Dossier
) -> None:
    client = staff_client("VDG redactie")

    html = client.get(screen(volume)).content.decode()
    client.post(screen(volume), answered(dossier, "achieved"))

    assert "Vraag een procesregisseur" in html
    assert 'type="radio"' not in html
    assert not DossierResult.objects.exists()


def test_second_answer_changes_nothing(vdg: SiteSetUp, volume: PublicationPage, dossier: Dossier) -> None:
    user = make_user("chef", "VDG eindredactie")
    answer_question(publication=volume, dossier=dossier, answer="current", text="Loopt.", user=user)

    with pytest.raises(AnsweredBefore):
        answer_question(publication=volume, dossier=dossier, answer="achieved", text="", user=user)

    dossier.refresh_from_db()
    assert dossier.state == "current"
    assert DossierAnswer.objects.count() == DossierResult.objects.count() == 1


@pytest.mark.parametrize(("answer", "text"), [("", "Een zin zonder keuze"), ("klaar", ""), ("achieved", "x" * 301)])
def test_mistake_comes_back_and_nothing_is_kept(
    vdg: SiteSetUp, volume: PublicationPage, dossier: Dossier, answer: str, text: str
) -> None:
    html = staff_client("VDG eindredactie").post(screen(volume), answered(dossier, answer, text)).content.decode()

    assert "error-message" in html
    assert text in html
    assert not DossierAnswer.objects.exists()


def test_volume_without_another_before_it_has_no_questions(vdg: SiteSetUp) -> None:
    alone = make_publication(vdg, "Overdracht 2022", year=2022)

    assert staff_client("VDG eindredactie").get(screen(alone)).status_code == 404
