"""From the web's components to paper."""

import pytest
from bs4 import BeautifulSoup

from association.publications.render.paper import Paper, Place, shorten

PLACES = {
    "/publicaties/werkplan/zorg/": Place("zorg", 2, "1", "Zorg", counts_headings=True),
    "/publicaties/werkplan/ruimte/": Place("ruimte", 2, "2", "Ruimte", counts_headings=False),
}
TARGETS = '<h2 id="zorg">Zorg</h2><h2 id="ruimte">Ruimte</h2><p id="zorg--wonen">Wonen</p>'


def on_paper(html: str) -> BeautifulSoup:
    """What a piece of HTML becomes, without the numbers of the elements."""
    paper = Paper(
        html, places=PLACES, root_url="http://vdg.example", own_address="/publicaties/werkplan/", accent="#8b3f7f"
    )
    for element in paper.soup.find_all(True):
        del element["data-source"]
    return paper.soup


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("/publicaties/werkplan/zorg/", "#zorg"),
        ("/publicaties/werkplan/zorg/#wonen", "#zorg--wonen"),
        ("http://vdg.example/publicaties/werkplan/zorg/", "#zorg"),
        ("/publicaties/werkplan/volledig/#zorg--wonen", "#zorg--wonen"),
        ("/contact/", "http://vdg.example/contact/"),
        ("#zorg", "#zorg"),
        ("mailto:bureau@vdg.example", "mailto:bureau@vdg.example"),
        ("https://vng.nl/a?b=1&amp;c=2", "https://vng.nl/a?b=1&c=2"),
    ],
)
def test_link_leads_within_the_document_or_to_an_absolute_address(address: str, found: str) -> None:
    soup = on_paper(f'{TARGETS}<p>Zie <a href="{address}" rel="x">deze <b>vette</b> <span>link</span></a></p>')

    assert str(soup.a) == f'<a href="{found.replace("&", "&amp;")}">deze vette link</a>'


@pytest.mark.django_db
@pytest.mark.parametrize(
    "link",
    ['<a href="#nergens">woord</a>', "<a>woord</a>", '<a href="/x/">  </a>', '<a href="javascript:x()">woord</a>'],
)
def test_link_that_leads_nowhere_is_plain_text(link: str) -> None:
    assert on_paper(f"<p>Een {link}</p>").a is None


@pytest.mark.django_db
def test_heading_levels_have_no_gaps_and_no_heading_is_empty() -> None:
    soup = on_paper("<h1>A</h1><h3>B</h3><h6>C</h6><h2> </h2><h2>D</h2>")

    assert str(soup) == "<h1>A</h1><h2>B</h2><h3>C</h3><h2>D</h2>"


@pytest.mark.django_db
def test_headings_of_a_chapter_are_numbered_but_not_those_of_its_sources() -> None:
    section = '<section class="document-chapter" aria-labelledby="zorg"><h2 id="zorg">Zorg</h2>{}</section>'
    inner = '<div class="heading"><h3>Een</h3></div><div class="heading"><h4>Klein</h4></div><div class="heading"><h3>Twee</h3></div>'
    sources = '<section class="sources"><div class="heading"><h3>Bronnen</h3></div></section>'

    soup = on_paper(f"<h1>Plan</h1>{section.format(inner + sources)}")

    assert [tag.get_text() for tag in soup.find_all(["h3", "h4"])] == ["1.1 Een", "Klein", "1.2 Twee", "Bronnen"]
    assert soup.h2["data-running"] == soup.h2["data-bookmark"] == "1 Zorg"


@pytest.mark.django_db
def test_what_opens_is_open_and_what_is_pressed_is_gone() -> None:
    soup = on_paper(
        '<details><summary><svg class="icon"></svg><h3>Vraag</h3></summary><div>Antwoord</div></details>'
        "<button>Kopieer</button><p hidden>Weg</p><details><summary>Kort</summary></details>"
    )

    assert str(soup) == "<div><div><h1>Vraag</h1></div><div>Antwoord</div></div><div><p>Kort</p></div>"


@pytest.mark.django_db
def test_picture_that_is_none_of_ours_goes() -> None:
    soup = on_paper(
        '<p>A<img src="https://elders.example/spion.gif" alt="x"><img src="/beeld/7/width-800|format-webp/" alt="y"></p>'
    )

    assert str(soup) == '<p>A<img alt="y" src="noaber:image/7"/></p>'


@pytest.mark.parametrize(("words", "found"), [("Kort", "Kort"), ("woord " * 20, "woord " * 9 + "woord …")])
def test_running_head_fits(words: str, found: str) -> None:
    assert shorten(words) == found
