"""Formatted text in a plain field and back: nothing is lost, and nothing unsafe comes in."""

import pytest

from association.publications.rules.notation import formatted, plain_of
from tests.factories.odd import ODD


@pytest.mark.parametrize(
    "text",
    [
        "", "Een alinea.", "Twee\nregels.\n\nEn meer.", "Lijst:\n\n- een\n- twee\n\nSlot.", "a < b & c > d",
        "Dit is **vet** en dit niet.", "1. Eerst\n2. Daarna\n\nSlot.", "- **vet** punt\n- nog een",
        "Zie [onze site](https://www.example.org/a?b=1&c=2).", "Mail [**ons**](mailto:info@example.org), **[of niet](https://example.org)**.",
        "2022. Dat was het jaar.", "1.5 miljoen euro", "1.", "3 * 4 ** 5", "[geen link]", "**", "Een ster * en **een begin",
    ],
)  # fmt: skip
def test_plain_text_comes_back_as_it_was(text: str) -> None:
    assert plain_of(formatted(text)) == text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Zie <b>dit</b>.</p>", "Zie **dit**."),
        ('<p data-block-key="a1"><strong>vet </strong>en meer</p>\n <p>Twee</p>', "**vet** en meer\n\nTwee"),
        ("<ol><li>een</li><li>twee</li></ol><ul><li>los</li></ul>", "1. een\n2. twee\n\n- los"),
        ('<p>Zie <a linktype="page" id="12">ons plan</a>.</p>', "Zie [ons plan](pagina 12)."),
        ('<p><a id="5" linktype="document">Bijlage</a>, <a href="#bron-1">1</a></p>', "[Bijlage](bestand 5), [1](#bron-1)"),
        ("<p>a &amp; b &lt;p&gt;</p><p></p>", "a & b <p>"),
    ],
)  # fmt: skip
def test_formatting_stands_in_the_field_and_stays(html: str, text: str) -> None:
    back = formatted(text, html)

    assert plain_of(html) == text
    assert plain_of(back) == text
    assert [back.count(tag) for tag in ("<b>", "<a ", "<li>")] == [
        html.replace("<strong>", "<b>").count(tag) for tag in ("<b>", "<a ", "<li>")
    ]


def test_link_of_our_own_stays_where_it_led_when_the_words_around_it_change() -> None:
    before = '<p>Zie <a linktype="page" id="12">ons plan</a>.</p>'

    assert formatted("Lees **eerst** [het plan](pagina 12)!", before) == (
        '<p>Lees <b>eerst</b> <a linktype="page" id="12">het plan</a>!</p>'
    )


@pytest.mark.parametrize(
    "html",
    [
        "<h4>a</h4>", "<p>m<sup>2</sup></p>", "<ul><li>a<ul><li>b</li></ul></li></ul>", "<ol><li>a<ol><li>b</li></ol></li></ol>",
        "<p>- geen lijst</p>", "<p>1. geen lijst</p>", "<p>**niet vet**</p>", "<p>[a](https://example.org)</p>",
        '<embed embedtype="image" id="1"/>', '<p><a href="https://example.org/(haakjes)">a</a></p>',
    ],
)  # fmt: skip
def test_text_of_which_something_would_be_lost_makes_no_plain_text(html: str) -> None:
    assert plain_of(html) is None


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "JavaScript:alert`1`", "data:text/html,x", "pagina 13", "bestand 1", "#elders", "/beheer/", "//example.org",
     'https://example.org/" onclick="x', "https://example.org/<b>", "vbscript:x", " javascript:x"],
)  # fmt: skip
def test_link_leads_outside_or_where_it_led(address: str) -> None:
    html = formatted(f"Zie [hier]({address}).", '<p><a linktype="page" id="12">ons plan</a></p>')

    assert "<a " not in html
    assert "<b>" not in html


@pytest.mark.parametrize(
    "text",
    [
        *ODD.values(),
        "<script>x</script>",
        "**<i>x</i>**",
        "[<b>](https://example.org)",
        "**a [b**](https://example.org) c**",
        "1. a\n1. b\n2. c\n4. d",
        "x\n1. a\ny\n2. b",
    ],
)
def test_odd_text_is_escaped_and_can_be_written_again(text: str) -> None:
    html = formatted(text)

    assert plain_of(html) is not None
    assert "<script" not in html
    assert "<i>" not in html
    assert html.count("<b>") == html.count("</b>")
