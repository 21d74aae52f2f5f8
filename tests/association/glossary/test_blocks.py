"""Terms in the text of a page, a chapter and its files."""

import json
import re
from dataclasses import asdict
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import Page

from association.base.blocks.explaining import Manner, words_explained
from association.base.queries import Viewer
from association.glossary.blocks import TermsBlock
from association.publications.adopting.facts import plain
from association.publications.pages import PublicationPage
from association.publications.render.document import printed
from association.publications.render.epub import make_epub
from association.publications.render.pdf import make_pdf
from association.publications.render.single import make_single
from home.actions import SiteSetUp
from tests.factories.content import make_page, make_portfolio, paragraph
from tests.factories.glossary import make_term
from tests.factories.planted import listed
from tests.factories.publications import heading, make_chapter, make_publication


def block(**chosen: Any) -> dict[str, Any]:
    """A block of terms in its stored form."""
    return {"type": "terms", "value": {"portfolio": None, "terms": [], **chosen}}


def words(page: Page) -> list[list[str]]:
    """The words of each list of terms on a page."""
    html = Client().get(page.url).content.decode()
    lists = BeautifulSoup(html, "html.parser").select(".term-list")
    return [[word.get_text() for word in found.select("dt")] for found in lists]


def test_block_shows_all_those_of_a_portfolio_or_some(vdg: SiteSetUp, vgg: SiteSetUp, statements: Any) -> None:
    living = make_portfolio(vdg, "Wonen")
    pho = make_term(vdg, "PHO", portfolio=living)
    res = make_term(vdg, "RES", "Regionale Energiestrategie")
    foreign = make_term(vgg, "STAG", "Strategische Agenda Groningen")
    one = make_page(vdg.home, body=[block()])
    Client().get(one.url)

    page = make_page(
        vdg.home,
        body=[
            block(), block(portfolio=living.pk), block(terms=listed(res.pk, foreign.pk)), block(terms=listed(foreign.pk)),
            block(terms=listed(10**9)), block(portfolio=living.pk, terms=listed(res.pk)),
        ],
    )  # fmt: skip

    assert words(page) == [["PHO", "RES"], ["PHO"], ["RES"], ["RES"]]
    with statements() as few:
        words(one)
    with statements() as many:
        words(page)
    assert len(many) <= len(few) + 2
    pho.delete()
    assert words(one) == [["RES"]]


def test_fact_is_kept_as_plain_data(vdg: SiteSetUp) -> None:
    make_term(vdg, "PHO", explanation="Overleg.")
    terms = TermsBlock()
    value = terms.to_python({"portfolio": None, "terms": []})

    fact = terms.resolve([value], Viewer.anonymous(vdg.site))[0]

    assert json.loads(json.dumps(plain(fact))) == {
        "title": "Begrippen",
        "items": [{"word": "PHO", "full_form": "portefeuillehoudersoverleg", "explanation": "Overleg."}],
    }
    assert asdict(terms.example())["items"]
    assert terms.resolve([value], Viewer.anonymous(vdg.site)) == [fact]


def document(page: PublicationPage, setup: SiteSetUp) -> Any:
    """A publication as its files are made of it."""
    viewer = Viewer.anonymous(setup.site)
    with words_explained(viewer, Manner.PRINT):
        return PublicationPage.objects.get(pk=page.pk).document(viewer)


@pytest.fixture
def publication(vdg: SiteSetUp) -> PublicationPage:
    """One with words to explain in two chapters, and the terms themselves in an annex."""
    make_term(vdg, "PHO", explanation="Overleg.")
    make_term(vdg, "coalitieraad", "", explanation="Stuurt een coalitie aan.")
    found = make_publication(vdg, "Overdracht", slug="overdracht", summary="Kort.")
    make_chapter(found, "Zorg", slug="zorg", body=[heading("Over PHO"), paragraph("Het PHO en de coalitieraad.")])
    make_chapter(found, "Wonen", slug="wonen", body=[paragraph("Nog een PHO.")])
    make_chapter(found, "Begrippen", slug="lijst", body=[block()])
    return found


def test_files_explain_a_word_once_in_brackets(vdg: SiteSetUp, publication: PublicationPage) -> None:
    made = document(publication, vdg)
    text = " ".join(BeautifulSoup(printed(made).html, "html.parser").get_text().split())

    assert "Het PHO (portefeuillehoudersoverleg) en de coalitieraad (Stuurt een coalitie aan)." in text
    assert "Nog een PHO." in text
    assert "popover" not in printed(made).html
    assert make_pdf(made).data.startswith(b"%PDF")
    assert b"(portefeuillehoudersoverleg)" in make_single(made).data
    assert make_epub(made).data.startswith(b"PK")


def test_whole_document_explains_once_and_search_reads_the_text_alone(
    vdg: SiteSetUp, publication: PublicationPage
) -> None:
    whole = Client().get(f"{publication.url}volledig/").content.decode()
    chapter = Client().get(f"{publication.url}wonen/").content.decode()
    hits = Client().get(f"{publication.url}zoeken/?q=coalitieraad").content.decode()
    none = Client().get(f"{publication.url}zoeken/?q=portefeuillehoudersoverleg").content.decode()

    assert re.findall(r'id="(uitleg-[^"]+)"', whole) == ["uitleg-pho", "uitleg-coalitieraad"]
    assert re.findall(r'id="(uitleg-[^"]+)"', chapter) == ["uitleg-pho"]
    assert "Het PHO en de" in BeautifulSoup(hits, "html.parser").get_text()
    # Only the list of terms itself holds the full form.
    assert BeautifulSoup(none, "html.parser").get_text().count("1 plek gevonden") == 1


def test_summary_of_a_chapter_and_quotes_and_cells_are_explained_in_files(vdg: SiteSetUp) -> None:
    make_term(vdg, "PHO")
    make_term(vdg, "RES", "Regionale Energiestrategie")
    found = make_publication(vdg, "Overdracht", slug="overdracht")
    body = [paragraph("Het PHO."), {"type": "quote", "value": {"text": "De RES & meer.", "source": ""}}]
    make_chapter(found, "Zorg", slug="zorg", summary="Het PHO & zorg.", body=body)
    bare = PublicationPage.objects.get(pk=found.pk).document(Viewer.anonymous(vdg.site))

    text = " ".join(BeautifulSoup(printed(document(found, vdg)).html, "html.parser").get_text().split())

    assert "Het PHO (portefeuillehoudersoverleg) & zorg. Het PHO. De RES (Regionale Energiestrategie) & meer." in text
    # What is frozen, compared and searched.
    assert (bare.chapters[0].summary, str(bare.chapters[0].lead)) == ("Het PHO & zorg.", "Het PHO &amp; zorg.")
    assert "portefeuillehoudersoverleg" not in "".join(bare.chapters[0].body)
