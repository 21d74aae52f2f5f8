"""The report of abbreviations without explanation: what stands in it, and how it empties."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from association.base.site_settings import SiteSettings
from association.glossary.models import Term
from association.quality.actions import check_page, check_pages
from association.quality.models import Finding
from home.actions import SiteSetUp
from tests.factories.content import make_page, paragraph
from tests.factories.glossary import make_term, term_form
from tests.factories.staff import staff_client

REPORT = "unexplained"


@pytest.fixture
def editor(vdg: SiteSetUp) -> Client:
    """A chief editor of the VDG."""
    return staff_client("VDG eindredactie")


def make_checked(setup: SiteSetUp, text: str, title: str = "") -> Any:
    """A published page of text that was looked at."""
    page = make_page(setup.home, title, summary="Kort.", body=[paragraph(text)])
    check_page(page.pk)
    return page


def words(client: Client) -> list[tuple[str, str]]:
    """Word and number of pages of each row of the report."""
    html = client.get(reverse(REPORT)).content.decode()
    return re.findall(r'<td class="title" role="cell"><strong>(\w+)</strong>.*?op (\d+) pagina', html, re.S)


def test_report_tells_how_often_and_where(vdg: SiteSetUp, vgg: SiteSetUp, editor: Client, statements: Any) -> None:
    make_checked(vdg, "De RES komt.", "Eén & twee")
    make_checked(vgg, "De STAG komt.", "Andermans")
    editor.get(reverse(REPORT))
    with statements() as few:
        editor.get(reverse(REPORT))
    for number in range(7):
        make_checked(vdg, "Het RIEC en de RES.", f"Pagina {number}")

    with statements() as many:
        html = editor.get(reverse(REPORT)).content.decode()

    assert words(editor) == [("RES", "8"), ("RIEC", "7")]
    assert "Eén &amp; twee" in html
    assert "en nog 3" in html
    assert ("STAG" in html, "Andermans" in html) == (False, False)
    assert len(many) == len(few)


def test_explaining_a_word_empties_the_report_and_leads_back(vdg: SiteSetUp, editor: Client) -> None:
    make_checked(vdg, "De RES en het RIEC.")
    html = editor.get(reverse(REPORT)).content.decode()
    address = re.findall(r'href="([^"]+)" aria-label="Leg RES uit"', html)[0].replace("&amp;", "&")
    form = editor.get(address).content.decode()
    assert re.search(r'name="abbreviation" value="RES"', form)

    answer = editor.post(address, term_form(vdg, "RES", full_form="Regionale Energiestrategie"))

    assert (answer.status_code, answer["Location"]) == (302, reverse(REPORT))
    assert words(editor) == [("RIEC", "1")]
    check_pages()
    assert words(editor) == [("RIEC", "1")]


def test_what_everybody_knows_is_asked_no_more(vdg: SiteSetUp, vgg: SiteSetUp, editor: Client) -> None:
    make_checked(vdg, "De RES en het RIEC.")
    make_checked(vgg, "De RES.")

    answer = editor.post(reverse("known_word", args=[vdg.site.pk]), {"word": "RES"})

    assert (answer.status_code, answer["Location"]) == (302, reverse(REPORT))
    assert SiteSettings.objects.get(site=vdg.site).known_abbreviations.endswith(", RES")
    assert "RES" not in SiteSettings.objects.get(site=vgg.site).known_abbreviations
    check_pages()
    assert words(editor) == [("RIEC", "1")]
    assert Finding.objects.filter(code="abbreviation", page__path__startswith=vgg.home.path).count() == 1


@pytest.mark.parametrize("word", ["", "XYZ", "\x00", "x" * 9999, "RES, RIEC"])
def test_word_that_is_not_in_the_report_changes_nothing(vdg: SiteSetUp, editor: Client, word: str) -> None:
    make_checked(vdg, "De RES.")
    before = SiteSettings.objects.get(site=vdg.site).known_abbreviations

    answer = editor.post(reverse("known_word", args=[vdg.site.pk]), {"word": word})

    assert answer.status_code == 302
    assert SiteSettings.objects.get(site=vdg.site).known_abbreviations == before
    assert words(editor) == [("RES", "1")]


def test_word_of_another_site_is_refused(vdg: SiteSetUp, vgg: SiteSetUp, editor: Client) -> None:
    make_checked(vgg, "De RES.")

    answers = [
        editor.post(reverse("known_word", args=[number]), {"word": "RES"}).status_code
        for number in (vgg.site.pk, 10**17)
    ]

    assert answers == [302, 404]
    assert "RES" not in SiteSettings.objects.get(site=vgg.site).known_abbreviations


def test_deleted_term_is_asked_for_again(vdg: SiteSetUp, editor: Client) -> None:
    term = make_term(vdg, "RES", "Regionale Energiestrategie")
    make_checked(vdg, "De RES.")
    assert words(editor) == []

    answer = editor.post(reverse("begrippen:delete", args=[term.pk]))
    check_pages()

    assert answer.status_code == 302
    assert not Term.objects.exists()
    assert words(editor) == [("RES", "1")]


def test_who_sees_no_terms_sees_no_report(vdg: SiteSetUp) -> None:
    answer = staff_client("VDG procesregie").get(reverse(REPORT))

    assert answer.status_code in {302, 403}
