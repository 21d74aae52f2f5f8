"""The list of terms, and terms explained on pages."""

import json
import re
from typing import Any

import pytest
from django.test import Client

from association.base.page_cache import KNOWN_PARAMETERS
from home.actions import SiteSetUp
from tests.factories.content import make_news, make_page, make_portfolio, make_portfolio_page, paragraph, restrict
from tests.factories.glossary import make_glossary, make_term
from tests.factories.guides import make_guide, make_step
from tests.factories.meetings import make_event, make_meeting
from tests.factories.publications import make_chapter, make_publication
from tests.factories.register import make_body

NOTE = re.compile(r'popovertarget="uitleg-([^"]+)">([^<]*)</button>')
HTTP_HOST = "vgg.localhost"


def get(path: str, **extra: Any) -> str:
    """A page as a visitor gets it."""
    answer = Client().get(path, **extra)
    assert answer.status_code == 200
    return answer.content.decode()


def test_list_has_each_term_at_its_own_place_below_its_letter(vdg: SiteSetUp, vgg: SiteSetUp) -> None:
    living = make_portfolio(vdg, "Wonen", slug="wonen")
    page = make_portfolio_page(vdg, living)
    make_term(vdg, "PHO", explanation="Overleg <b>van</b> wethouders.", portfolio=living)
    make_term(vdg, "B&W", "burgemeester en wethouders")
    make_term(vdg, "12+1", "", explanation="Samen.")
    make_term(vgg, "STAG", "Strategische Agenda Groningen")
    make_glossary(vdg)
    make_glossary(vgg)

    html = get("/begrippen/")

    assert re.findall(r'<h2 class="letter__title" id="([^"]+)"', html) == ["letter-0-9", "letter-b", "letter-p"]
    assert re.findall(r'term-list__item" id="([^"]+)"', html) == ["12-plus-1", "bw", "pho"]
    assert "Overleg &lt;b&gt;van&lt;/b&gt; wethouders." in html
    assert f'<a href="/portefeuilles/{page.slug}/">Wonen</a>' in html
    assert "STAG" not in html
    other = get("/begrippen/", HTTP_HOST=HTTP_HOST)
    assert "Strategische Agenda Groningen" in other
    assert "PHO" not in other


def test_list_of_one_portfolio_and_of_what_is_none(vdg: SiteSetUp) -> None:
    living = make_portfolio(vdg, "Wonen", slug="wonen")
    make_term(vdg, "PHO", portfolio=living)
    make_term(vdg, "RES", "Regionale Energiestrategie")
    make_glossary(vdg)

    assert "portefeuille" in KNOWN_PARAMETERS
    assert re.findall(r'term-list__item" id="([^"]+)"', get("/begrippen/?portefeuille=wonen")) == ["pho"]
    assert re.findall(r'<option value="([^"]*)"( selected)?>([^<]+)<', get("/begrippen/?portefeuille=wonen")) == [
        ("", "", "Alle (2)"), ("wonen", " selected", "Wonen (1)"),
    ]  # fmt: skip
    assert ["Toon alle begrippen" in get(f"/begrippen/{query}") for query in ("", "?portefeuille=wonen")] == [
        False,
        True,
    ]
    for odd in ("weg", "", "%F0%9F%98%80", "9" * 300):
        assert re.findall(r'term-list__item" id="([^"]+)"', get(f"/begrippen/?portefeuille={odd}")) == ["pho", "res"]


def test_portfolio_that_readers_may_not_see_is_no_link(vdg: SiteSetUp) -> None:
    page = make_portfolio_page(vdg, make_portfolio(vdg, "Wonen", slug="wonen"))
    make_term(vdg, "PHO", portfolio=page.portfolio)
    make_glossary(vdg)
    link = 'href="/portefeuilles/wonen/"'
    assert link in get("/begrippen/").split("<main")[1].split("<footer")[0]

    restrict(page)

    assert link not in get("/begrippen/").split("<main")[1].split("<footer")[0]


def test_list_is_a_set_of_defined_terms_for_machines(vdg: SiteSetUp) -> None:
    make_term(vdg, "PHO")
    make_term(vdg, "coalitieraad", "", explanation="Stuurt aan.")
    page = make_glossary(vdg)

    data = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', get("/begrippen/"), re.S)[0])
    found = next(part for part in data.get("@graph", [data]) if part["@type"] == "DefinedTermSet")

    assert found["hasDefinedTerm"] == [
        {"@type": "DefinedTerm", "name": "coalitieraad", "url": f"{page.full_url}#coalitieraad"},
        {
            "@type": "DefinedTerm",
            "name": "portefeuillehoudersoverleg",
            "termCode": "PHO",
            "url": f"{page.full_url}#pho",
        },
    ]


def test_word_is_explained_once_on_a_page(vdg: SiteSetUp, vgg: SiteSetUp) -> None:
    make_term(vdg, "PHO", explanation="Overleg.")
    make_term(vgg, "RES", "Regionale Energiestrategie")
    year = {"year": 2025, "did": "<p>Het PHO en de RES.</p>", "actions": [], "moments": [], "attention": []}
    body = [paragraph("Het PHO."), {"type": "callout", "value": {"kind": "info", "text": "<p>PHO</p>"}}]
    page = make_portfolio_page(vdg, body=json.dumps(body), years=json.dumps([{"type": "year", "value": year}]))

    html = get(page.url)

    assert NOTE.findall(html) == [("pho", "PHO")]
    assert html.count('id="uitleg-pho" popover') == 1
    assert "portefeuillehoudersoverleg" in html


def test_change_of_a_term_shows_at_once_and_costs_one_query(vdg: SiteSetUp, statements: Any) -> None:
    page = make_page(vdg.home, body=[paragraph("Het PHO komt."), paragraph("En de RES.")])
    get(page.url)
    with statements() as without:
        assert not NOTE.findall(get(page.url))
    term = make_term(vdg, "PHO")
    with statements() as first:
        assert NOTE.findall(get(page.url)) == [("pho", "PHO")]
    for number in range(20):
        make_term(vdg, f"X{number}", "iks")
    get(page.url)
    with statements() as later:
        assert NOTE.findall(get(page.url)) == [("pho", "PHO")]

    term.delete()

    assert not NOTE.findall(get(page.url))
    assert (len(first) - len(without), len(later) - len(without)) == (1, 0)


@pytest.mark.parametrize("word", ["PHO", "B&W"])
def test_note_is_escaped(vdg: SiteSetUp, word: str) -> None:
    make_term(vdg, word, "<script>x</script>", explanation='"><b>')
    page = make_page(vdg.home, body=[paragraph(f"Het {word.replace('&', '&amp;')}.")])

    html = get(page.url)

    assert "<script>x" not in html
    assert "&lt;script&gt;x" in html
    assert f">{word.replace('&', '&amp;')}</button>" in html


def test_search_of_the_site_finds_terms_of_a_list_that_readers_may_see(vdg: SiteSetUp, vgg: SiteSetUp) -> None:
    make_term(vdg, "B&W", "burgemeester en wethouders", other_names="B en W")
    make_term(vgg, "BenW", "burgemeester en wethouders")
    assert "/begrippen/#" not in get("/zoeken/?q=burgemeester")
    page = make_glossary(vdg)
    make_glossary(vgg)

    html = get("/zoeken/?q=Burgemeester wethouders")

    assert re.findall(r'href="(/begrippen/#[^"]+)"', html) == ["/begrippen/#bw"]
    assert "B&amp;W (burgemeester en wethouders)" in html
    assert "/begrippen/#" not in get("/zoeken/?q=burgemeester griffier")
    restrict(page)
    assert "/begrippen/#" not in get("/zoeken/?q=burgemeester")


def test_list_is_on_the_map_for_search_engines(vdg: SiteSetUp) -> None:
    page = make_glossary(vdg)

    assert f"<loc>{page.full_url}</loc>" in get("/sitemap.xml")


def table(rows: list[list[str]], *, named: bool = False, kind: str = "text") -> dict[str, Any]:
    """A block of a table of plain or formatted cells."""
    columns = [{"type": kind, "heading": f"PHO {number}"} for number, _ in enumerate(rows[0])]
    cells = {"columns": columns, "rows": [{"values": row} for row in rows]}
    return {"type": "table", "value": {"caption": "Over PHO", "note": "", "row_headers": named, "table": cells}}


QUOTE = {"type": "quote", "value": {"text": "Het PHO & de 'RES'.", "source": "PHO"}}


def test_word_is_explained_first_where_it_is_read_first(vdg: SiteSetUp) -> None:
    for word in ("PHO", "RES", "DB", "AB"):
        make_term(vdg, word, f"{word.lower()} voluit")
    body = [paragraph("PHO en RES."), QUOTE, table([["DB", "RES en AB"]]), paragraph("DB, AB.")]
    page = make_page(vdg.home, summary="Het PHO & meer.", body=body)

    html = get(page.url)

    assert NOTE.findall(html) == [("pho", "PHO"), ("res", "RES"), ("db", "DB"), ("ab", "AB")]
    assert re.search(r'page-head__lead">Het <span class="term"><button[^>]*>PHO<', html)
    assert "</span></span> &amp; meer.</p>" in html
    assert "Het PHO &amp; de &#x27;RES&#x27;." in html
    assert '<meta name="description" content="Het PHO &amp; meer.">' in html
    assert '"description": "Het PHO & meer."' in html.replace("\\u0026", "&")


def test_quote_and_cells_are_escaped_once(vdg: SiteSetUp) -> None:
    make_term(vdg, "PHO")
    cells = table([["PHO <b>", "een & 'twee' <td>x"]])
    rich = table([["<p>PHO <b>vet</b></p>", "<p>een &amp; twee</p>"]], kind="rich_text")

    pages = [get(make_page(vdg.home, body=[block]).url) for block in (QUOTE, cells, rich)]

    assert [NOTE.findall(html) for html in pages] == [[("pho", "PHO")]] * 3
    assert "</span></span> &amp; de 'RES'.</p>" in pages[0]
    assert "</span></span> &lt;b&gt;</td>" in pages[1]
    assert ">een &amp; 'twee' &lt;td&gt;x</td>" in pages[1]
    assert "</span></span> <b>vet</b></p></td>" in pages[2]
    assert "een &amp; twee</p></td>" in pages[2]


@pytest.mark.parametrize("kind", ["text", "rich_text"])
def test_name_of_a_row_and_a_list_of_abbreviations_get_no_note(vdg: SiteSetUp, kind: str) -> None:
    make_term(vdg, "PHO")
    make_term(vdg, "RES", "Regionale Energiestrategie")
    rows = [["PHO", "Regionale Energiestrategie (RES)"], ["Regionale Energiestrategie", "RES"], ["RES", "iets"]]
    named = make_page(vdg.home, body=[table(rows, named=True, kind=kind)])
    bare = make_page(vdg.home, body=[table([["PHO", "portefeuillehoudersoverleg"]], kind=kind)])

    assert [NOTE.findall(get(page.url)) for page in (named, bare)] == [[], []]


def test_lists_of_pages_and_feeds_hold_the_text_alone(vdg: SiteSetUp) -> None:
    make_term(vdg, "PHO")
    page = make_portfolio_page(vdg, make_portfolio(vdg, "Wonen", slug="wonen"), summary="Over het PHO.")

    assert NOTE.findall(get(page.url)) == [("pho", "PHO")]
    for path in ("/portefeuilles/", "/zoeken/?q=PHO", "/sitemap.xml"):
        assert not NOTE.findall(get(path))


def leads(setup: SiteSetUp, text: str) -> dict[str, int]:
    """The addresses of pages of many types with this line below their title, each with how many notes are expected."""
    guide = make_guide(setup, "Gids", slug="gids", summary=text)
    publication = make_publication(setup, "Stuk", slug="stuk", summary=text)
    found = [
        make_news(setup, "Bericht", summary=text),
        make_meeting(setup, make_body(setup.association, "Bestuur"), summary=text),
        make_event(setup, summary=text),
        guide,
        make_step(guide, "Stap", slug="stap", goal=text),
        publication,
        make_chapter(publication, "Zorg", slug="zorg", summary=text, body=[paragraph(text)]),
        make_glossary(setup, summary=text),
    ]
    return {page.url: 1 for page in found} | {f"{publication.url}volledig/": 1, f"{guide.url}heel/": 1}


def test_line_below_the_title_is_explained_on_every_type_of_page(vdg: SiteSetUp) -> None:
    make_term(vdg, "PHO")
    expected = leads(vdg, "Het PHO & 'meer'.")

    assert {path: len(NOTE.findall(get(path))) for path in expected} == expected
    for path in expected:
        assert "&amp;amp;" not in get(path)


def test_lead_costs_no_query(vdg: SiteSetUp, statements: Any) -> None:
    make_term(vdg, "PHO")
    bare, full = (make_page(vdg.home, summary=text, body=[paragraph("Tekst.")]) for text in ("Kort.", "Het PHO."))
    get(bare.url)
    with statements() as few:
        get(bare.url)

    with statements() as many:
        assert NOTE.findall(get(full.url))

    assert len(many) == len(few)
