"""Examples of words with their explanation."""

from home.gallery.example import Example, State

_ENTRY = {
    "anchor": "voorbeeld-overleg",
    "full_form": "portefeuillehoudersoverleg",
    "explanation": "Overleg van wethouders met hetzelfde onderwerp.",
    "short": "portefeuillehoudersoverleg",
}
_WORD = {
    "anchor": "voorbeeld-raad",
    "full_form": "",
    "explanation": "Raad die een coalitie aanstuurt.",
    "short": "Raad die een coalitie aanstuurt",
}

GLOSSARY_EXAMPLES: tuple[Example, ...] = (
    Example(
        "term",
        "Woord met uitleg",
        "Een afkorting of woord dat de lezer kan laten uitleggen.",
        (
            State("Afkorting", {"word": "PHO", "entry": _ENTRY}),
            State("Woord zonder volle vorm", {"word": "coalitieraad", "entry": _WORD}),
        ),
    ),
    Example(
        "term_print",
        "Woord met uitleg, op papier",
        "Hetzelfde in een bestand: de volle vorm staat erachter.",
        (State("Afkorting", {"word": "PHO", "entry": _ENTRY}),),
    ),
    Example(
        "letter_links",
        "Letters",
        "Springt naar een letter van een lange lijst.",
        (
            State(
                "Vijf letters",
                {"letters": tuple({"letter": letter, "anchor": "voorbeeld"} for letter in ("0-9", "A", "B", "P", "V"))},
            ),
        ),
    ),
    Example(
        "term_list",
        "Begrippen",
        "Woorden met wat zij betekenen, zoals in de begrippenlijst.",
        (
            State(
                "Drie begrippen",
                {
                    "items": (
                        {"word": "PHO", **_ENTRY, "anchor": "", "portfolio": "Wonen", "portfolio_url": "#voorbeeld"},
                        {"word": "coalitieraad", **_WORD, "anchor": "", "portfolio": "Welzijn", "portfolio_url": ""},
                        {"word": "VO", "full_form": "voortgezet onderwijs", "explanation": "", "portfolio": ""},
                    ),
                },
            ),
        ),
    ),
)
