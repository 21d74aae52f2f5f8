"""The words by which tables of activities are known: above a column, before a row, and of a stoplight."""

import re

from association.activities.rules import FIRST_YEAR, LAST_YEAR, Period, Stoplight
from association.publications.importing.headings import bare

NOTHING = ""
TITLE, PORTFOLIO, GOAL, RESULTS, LIGHT = "title", "portfolio", "goal", "results", "light"
# What a row or column can hold, in the words of the screen; the keys of texts are those of activities.rules.CELLS.
FIELDS = {
    NOTHING: "niet gebruiken",
    TITLE: "activiteit",
    PORTFOLIO: "portefeuille",
    GOAL: "doel",
    RESULTS: "beoogde resultaten",
    "H1-text": "voortgang eerste halfjaar",
    "H2-text": "voortgang tweede halfjaar",
    "Y-text": "voortgang hele jaar",
    "H1-stoplight": "stoplicht eerste halfjaar",
    "H2-stoplight": "stoplicht tweede halfjaar",
    "Y-stoplight": "stoplicht hele jaar",
    "H1-reason": "niet doorgegaan, eerste halfjaar",
    "H2-reason": "niet doorgegaan, tweede halfjaar",
    "Y-reason": "niet doorgegaan, hele jaar",
}
WORDS = {
    TITLE: "activiteit activiteiten project actie acties onderwerp omschrijving wat watgaanwedoen titel",
    PORTFOLIO: "portefeuille portefeuilles thema domein beleidsterrein pho",
    GOAL: "doel doelen doelstelling doelstellingen watwillenwebereiken beoogddoel waartoe",
    RESULTS: "resultaat resultaten tebereikenresultaten tebereikenresultaat beoogderesultaten beoogdresultaat "
    "verwachteresultaten beoogderesultaat gewensteresultaten",
    LIGHT: "stoplicht stoplichten kleur status verkeerslicht",
    "reason": "nietdoorgegaan redenniet redennietdoorgegaan",
    "text": "voortgang standvanzaken stand realisatie verslag terugblik bereikt bereikteresultaten behaald "
    "behaalderesultaten rapportage toelichting update",
}
KNOWN = {word: field for field, words in WORDS.items() for word in words.split()}
YEAR = re.compile(r"(?<!\d)(?:19|20|21)\d\d(?!\d)")
HALVES = {
    Period.FIRST_HALF.value: re.compile(r"\b(?:eerste|1e|1ste)\s+(?:half\s?jaar|halve jaar|helft)\b|\bh1\b"),
    Period.SECOND_HALF.value: re.compile(r"\b(?:tweede|2e|2de)\s+(?:half\s?jaar|halve jaar|helft)\b|\bh2\b"),
    Period.YEAR.value: re.compile(r"\b(?:heel|hele|gehele)\s+jaar\b|\bjaarverslag\b"),
}
LIGHTS = {
    "groen": Stoplight.GREEN, "oranje": Stoplight.ORANGE, "geel": Stoplight.ORANGE, "rood": Stoplight.RED,
    **{label: value for value, label in Stoplight.choices},
}  # fmt: skip
NO_LIGHT = frozenset({"", "geen", "nvt", "wit", "grijs", "geenstoplicht", "onbekend"})
SHORTEST_LABEL, LONGEST_LABEL = 1, 80


def year_in(text: str) -> int | None:
    """The one year that a text names; None for none and for several."""
    found = {int(year) for year in YEAR.findall(text)}
    return next(iter(found)) if len(found) == 1 and FIRST_YEAR <= min(found) <= LAST_YEAR else None


def field_of(label: str) -> str:
    """What stands below or behind a label (a key of FIELDS, or LIGHT without a period); empty for one not known."""
    text = " ".join(label.split()).casefold()
    if not SHORTEST_LABEL <= len(text) <= LONGEST_LABEL:
        return NOTHING
    period = period_in(text)
    rest = bare(stripped(text))
    if not rest:
        return f"{period or Period.YEAR.value}-text" if period or year_in(text) else NOTHING
    field = KNOWN.get(rest, NOTHING)
    if field in {"text", "reason"}:
        return f"{period or Period.YEAR.value}-{field}"
    if field == LIGHT and period:
        return f"{period}-stoplight"
    # "Resultaten tweede halfjaar" tells how it went; "te bereiken resultaten" what was wanted.
    if field == RESULTS and period and rest.startswith("resulta"):
        return f"{period}-text"
    return field


def period_in(text: str) -> str:
    """The period that a label names (Period); empty for none."""
    return next((period for period, words in HALVES.items() if words.search(text)), "")


def stripped(text: str) -> str:
    """A label without its year and its period."""
    for words in (YEAR, *HALVES.values()):
        text = words.sub(" ", text)
    return text


def light_in(text: str, words: dict[str, str]) -> str | None:
    """The stoplight that a cell names, empty for none, None for words that are not clear; `words` are the site's."""
    letters = bare(text)
    if letters in NO_LIGHT:
        return ""
    known = {bare(word): str(light) for word, light in LIGHTS.items()}
    known |= {bare(label): light for light, label in words.items()}
    if letters in known:
        return known[letters]
    named = {
        light for word, light in known.items() if re.search(rf"(?<![^\W_]){re.escape(word)}(?![^\W_])", text.casefold())
    }
    return next(iter(named)) if len(named) == 1 else None
