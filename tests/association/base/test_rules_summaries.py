"""The first summary that a text proposes."""

import pytest

from association.base.rules.summaries import LONGEST, summary_of


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        ("", ""),
        (" \n ", ""),
        ("Een zin zonder eind", "Een zin zonder eind"),
        ("Dit is er een. Dit is er twee.", "Dit is er een. Dit is er twee."),
        ("Kort. " + "X" * 250 + ".", "Kort."),
        (
            "Dhr. J. Jansen opent o.a. het pand a.s. vrijdag. " + "Y" * 200,
            "Dhr. J. Jansen opent o.a. het pand a.s. vrijdag.",
        ),
        ("Komt u ook? " + "Graag " * 40, "Komt u ook?"),
        ('"Wij bouwen." Zo zei hij het. ' + "Z" * 200, '"Wij bouwen." Zo zei hij het.'),
        ("Op 3 maart kost het 2.500 euro.\nDat is veel.", "Op 3 maart kost het 2.500 euro. Dat is veel."),
    ],
)
def test_summary_is_made_of_whole_sentences(text: str, summary: str) -> None:
    assert summary_of(text) == summary


def test_too_long_a_sentence_ends_between_words() -> None:
    summary = summary_of("gemeenten " * 60)

    assert len(summary) <= LONGEST + 1
    assert summary.endswith("gemeenten…")
