"""Which words of a text are explained, and where."""

from collections.abc import Iterable

import pytest

from association.glossary.rules import Entry, Words, explained, letter_of, spellings

PHO = Entry("pho", "PHO", "portefeuillehoudersoverleg", "Overleg van wethouders.")
BENW = Entry("benw", "B&W", "burgemeester en wethouders", "")
MARKE = Entry("gezonde-marke", "Gezonde Marke", "", "Netwerk voor gezondheid.")
COUNCIL = Entry("coalitieraad", "coalitieraad", "", "Stuurt een coalitie aan.")
LISTED: tuple[tuple[Entry, tuple[str, ...]], ...] = (
    (PHO, ("pho", "PFHO")),
    (BENW, ()),
    (MARKE, ()),
    (COUNCIL, ()),
    (Entry("marke", "Marke", "", "Gebied."), ()),
    (Entry("res", "RES", "Regionale Energiestrategie", ""), ()),
    (Entry("ao", "a.o.", "ambtelijk overleg", ""), ()),
    (Entry("lhbtiq", "LHBTIQ+", "", "Verzamelnaam."), ()),
    (Entry("mbo", "mbo", "middelbaar beroepsonderwijs", ""), ()),
)


def in_brackets(word: str, entry: Entry, before: str, after: str) -> str:
    """A word that is explained, with what stays on its line."""
    return f"{before}[{entry.anchor}:{word}]{after}"


def marked(html: str, seen: Iterable[str] = ()) -> str:
    """The text with [anchor:word] for each word that is explained."""
    return explained(html, Words(LISTED), set(seen), in_brackets)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>Het PHO en het PHO.</p>", "<p>Het [pho:PHO] en het PHO.</p>"),
        ("<p>Het pho, ook PFHO.</p>", "<p>Het [pho:pho], ook PFHO.</p>"),
        ("<p>College van B&amp;W</p>", "<p>College van [benw:B&W]</p>"),
        ("<p>In Gezonde Marke.</p>", "<p>In [gezonde-marke:Gezonde Marke].</p>"),
        ("<p>De Marke.</p>", "<p>De [marke:Marke].</p>"),
        ("<p>Coalitieraad en coalitieraad</p>", "<p>[coalitieraad:Coalitieraad] en coalitieraad</p>"),
        ("<p>Een MBO.</p>", "<p>Een [mbo:MBO].</p>"),
        ("<p>Het a.o. is er.</p>", "<p>Het [ao:a.o.] is er.</p>"),
        ("<p>LHBTIQ+, ja</p>", "<p>[lhbtiq:LHBTIQ+], ja</p>"),
        ("<p>Een PHO-lid, PHO’s.</p>", "<p>Een [pho:PHO]-lid, PHO’s.</p>"),
        ("<p>Een <b>PHO</b>.</p>", "<p>Een <b>[pho:PHO]</b>.</p>"),
        ("<ul><li>PHO</li></ul>", "<ul><li>[pho:PHO]</li></ul>"),
        ("<p>x&nbsp;PHO&nbsp;x</p>", "<p>x&nbsp;[pho:PHO]&nbsp;x</p>"),
    ],
)  # fmt: skip
def test_word_is_explained_where_it_comes_first(html: str, expected: str) -> None:
    assert marked(html) == expected


@pytest.mark.parametrize(
    "html",
    [
        "<p>De res ipsa, XPHO, PHOX, PHO1.</p>", "<p>anti-PHO</p>", "<p>info@PHO pho@x.nl x/PHO #PHO PHO/x pho.nl</p>",
        '<p><a href="/pho/">Het PHO</a></p>', "<h2>Het PHO</h2>", "<h3>PHO <b>PHO</b></h3>", "<table><th>PHO</th></table>",
        "<abbr>PHO</abbr><code>PHO</code><button>PHO</button>", "<caption>PHO</caption>", "<p>A&amp;B&amp;W</p>", "<p>B&amp;W&amp;C</p>",
        '<p title="PHO > PHO">niets</p>', "", "<p>&pho; &#80;</p>", "<p>\ud800 😀</p>",
    ],
)  # fmt: skip
def test_what_is_no_whole_word_in_running_text_stays_as_it_is(html: str) -> None:
    assert marked(html) == html


def test_text_after_a_link_or_heading_is_explained() -> None:
    assert marked("<h2>PHO</h2><p><a>PHO</a> PHO</p>") == "<h2>PHO</h2><p><a>PHO</a> [pho:PHO]</p>"


@pytest.mark.parametrize(
    "html",
    [
        "<p>Het portefeuillehoudersoverleg (PHO) komt. Het PHO beslist.</p>",
        "<p>Het <b>Portefeuillehoudersoverleg</b> (PHO), dus. PHO.</p>",
        "<p>Het PHO (portefeuillehoudersoverleg) komt. Het PHO beslist.</p>",
        "<p>PHO: portefeuillehoudersoverleg.</p>",
        "<p>Het overleg van portefeuillehouders (PHO) komt.</p>",
    ],
)
def test_what_the_text_explains_itself_gets_no_note(html: str) -> None:
    assert marked(html) == html
    assert marked("<p>Het portefeuillehoudersoverleg komt. " + "x" * 99 + " PHO (in mei)</p>").count("[pho:PHO]") == 1


@pytest.mark.parametrize(
    ("text", "beside"),
    [
        ("Het PHO.", ("", "")), ("Dus: (PHO en dan)", ("(", "")), ("een PHO-lid", ("", "-")), ("„(PHO-lid, dan)", ("„(", "-")),
        ("(<b>PHO</b>-lid)", ("", "")), ("x ((((((((((((((((((((((((((((((((((((((((PHO", ("(" * 30, "")),
    ],
)  # fmt: skip
def test_signs_beside_a_word_stay_with_it(text: str, beside: tuple[str, str]) -> None:
    told: list[tuple[str, str]] = []

    def tell(word: str, entry: Entry, before: str, after: str) -> str:
        told.append((before, after))
        return f"{before}{word}{after}"

    assert explained(text, Words(LISTED), set(), tell) == text
    assert told == [beside]


def test_signs_between_two_words_stand_once() -> None:
    assert marked("PHO-(RES)-x") == "[pho:PHO]-(RES)-x"
    assert marked("PHO-“RES” en") == "[pho:PHO]-“[res:RES]” en"


def test_words_explained_before_are_left_alone() -> None:
    assert marked("<p>PHO RES</p>", seen=["pho"]) == "<p>PHO [res:RES]</p>"


def test_own_spelling_wins_from_another_terms_variant() -> None:
    words = Words([(Entry("po-2", "po", "", "Plan."), ()), (Entry("po", "PO", "primair onderwijs", ""), ())])

    html = explained("PO po", words, set(), in_brackets)

    assert html == "[po:PO] [po-2:po]"


def test_sentence_and_short_form_say_what_is_known() -> None:
    assert (PHO.sentence, PHO.short) == (
        "portefeuillehoudersoverleg: Overleg van wethouders.",
        "portefeuillehoudersoverleg",
    )
    assert (MARKE.sentence, MARKE.short) == ("Netwerk voor gezondheid.", "Netwerk voor gezondheid")


@pytest.mark.parametrize(
    ("word", "letter"),
    [("pho", "P"), ("Éénloket", "E"), ("12+1", "0-9"), ("", "0-9"), ("日本", "0-9"), ("ﬁets", "F"), ("\ud800", "0-9")],
)
def test_letter_of_a_word(word: str, letter: str) -> None:
    assert letter_of(word) == letter


def test_spellings_keep_capitals() -> None:
    assert spellings("RES") == ["RES"]
    assert spellings("mbo") == ["mbo", "Mbo", "MBO"]
    assert spellings("coalitieraad") == ["coalitieraad", "Coalitieraad"]
    assert spellings("PvdA") == ["PvdA"]
