"""Where long Dutch words may break."""

import pytest
from django.template import Context, Template

from association.base.rules.hyphens import SOFT, broken, with_soft_hyphens


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Portefeuillehoudersoverleg", "Porte|feuil|lehou|ders|overleg"),
        ("werkgelegenheid in Emmen", "werkge|legenheid in Emmen"),
        ("Vrijetijdseconomie", "Vrije|tijds|economie"),
        ("Kerstvakantie", "Kerst|vakantie"),
        ("Wonen en Ruimte", "Wonen en Ruimte"),
        ("", ""),
        ("gemeentesecretarissen@example.org", "gemeentesecretarissen@example.org"),
        ("example.org/gemeentesecretarissen", "example.org/gemeentesecretarissen"),
        ('<a href="/portefeuillehoudersoverleg/">Ledenvergadering</a>', '<a href="/portefeuillehoudersoverleg/">Leden|verga|dering</a>'),
        ("x" * 5000, "x" * 5000),
    ],
)  # fmt: skip
def test_long_words_may_break_and_nothing_else_changes(text: str, shown: str) -> None:
    found = with_soft_hyphens(text)

    assert found.replace(SOFT, "|") == shown
    assert found.replace(SOFT, "") == text


def test_parts_of_a_word_are_never_very_short() -> None:
    words = ["vrijetijdseconomie", "urgentieverordening", "verantwoordelijkheden", "gemeentefinanciën"]

    parts = [part for word in words for part in broken(word).split(SOFT)]

    assert min(map(len, parts)) >= 4


def test_filter_escapes_once() -> None:
    shown = Template("{% load noaber %}{{ text|soft }}").render(Context({"text": "<b>Ledenvergadering</b> & meer"}))

    assert shown.replace(SOFT, "") == "&lt;b&gt;Ledenvergadering&lt;/b&gt; &amp; meer"
    assert SOFT in shown
