"""A rendered text taken apart into headings and lines."""

from association.publications.rules.texts import Place, lines_in, places_in

HTML = """
<div class="page-head"><div><h1>Wonen</h1><p>Niet nog eens.</p></div></div>
<p class="kicker">Hoofdstuk 1</p><p class="date-line"><span>Versie van</span></p>
<nav><ol><li>Op deze pagina</li></ol></nav>
<div class="rich-text"><p>Eerst <b>dit</b>,<br>dan dat.</p></div>
<div class="heading"><h2 id="plan" class="heading__text">Het &amp; plan</h2><a href="#plan"><svg><path d="M0"/></svg></a></div>
<table><caption>Wie</caption><tr><th>Naam</th><td>Anna</td></tr><tr><td></td><td>Bea</td></tr></table>
<h3>Zonder anker</h3><ul><li>een</li><li>twee<img src="a.png" alt="">drie</li></ul>
<h4 id="slot">Slot</h4>
"""


def test_places_have_their_lines_without_what_surrounds_them() -> None:
    assert places_in(HTML) == [
        Place("", "", ("Eerst dit, dan dat.",)),
        Place("plan", "Het & plan", ("Wie", "Naam · Anna", "Bea", "Zonder anker", "een", "tweedrie")),
        Place("slot", "Slot", ()),
    ]


def test_lines_have_the_headings_among_them() -> None:
    assert lines_in("<p>Een</p><h2 id='a'>Kop</h2><p>Twee</p> los") == ["Een", "Kop", "Twee", "los"]


def test_nothing_has_one_empty_place() -> None:
    assert places_in("") == [Place("", "", ())]
