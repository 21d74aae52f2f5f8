"""What a row of the table says, cell by cell, and what is wrong with it; nothing is looked up."""

import re
import unicodedata
from dataclasses import dataclass, field

from association.base.exports import FORMULA, UNPRINTABLE
from association.base.rules.text import is_blank
from association.glossary.rules import lines
from association.memberships.importing.columns import Line
from association.memberships.importing.given import text_problem
from association.memberships.importing.sheets import Columns

COLUMNS = Columns(
    labels={
        "abbreviation": "Afkorting of woord",
        "full_form": "Volle vorm",
        "explanation": "Uitleg",
        "other_names": "Andere schrijfwijzen",
        "portfolio": "Portefeuille",
        "association": "Vereniging",
    },
    synonyms={
        "abbreviation": "afkorting woord begrip term afkortingen begrippen acroniem letterwoord",
        "full_form": "voluit betekenis vollenaam volledigevorm volledigenaam volledig staatvoor voluitgeschreven",
        "explanation": "toelichting omschrijving definitie beschrijving verklaring",
        "other_names": "schrijfwijzen anders synoniem synoniemen ookwel varianten",
        "portfolio": "thema beleidsveld",
        "association": "",
    },
    needed="abbreviation",
    most=1_000,
)
TEXTS = ("full_form", "explanation", "other_names")
LONGEST = {"abbreviation": 40, "full_form": 200, "explanation": 400, "other_names": 400}
OTHER = 200
# How Excel writes the end of a line inside a cell, where it does not write one.
RETURN = re.compile(r"_x000D_\n?|\r\n?")


@dataclass
class Given:
    """A row as it was meant; what it leaves empty is not in `texts`."""

    number: int
    word: str = ""
    texts: dict[str, str] = field(default_factory=dict)
    portfolio: str = ""
    association: str = ""
    problems: list[tuple[str, str]] = field(default_factory=list)

    def refuse(self, column: str, message: str) -> None:
        """Add what is wrong, with the column in which it stands."""
        self.problems.append((COLUMNS.labels[column], message))


def given_of(line: Line) -> Given:
    """What a row says."""
    cells = {key: clean(text) for key, text in line.cells.items()}
    word = one_line(cells.get("abbreviation", ""))
    portfolio, association = (one_line(cells.get(key, "")) for key in ("portfolio", "association"))
    texts = {name: cells[name] for name in TEXTS if cells.get(name)}
    if "full_form" in texts:
        texts["full_form"] = one_line(texts["full_form"])
    found = Given(line.number, word, texts, portfolio, association)
    if not word:
        found.refuse("abbreviation", "Welke afkorting of welk woord?")
    for key, text in {"abbreviation": word, **texts, "portfolio": portfolio, "association": association}.items():
        if message := text_problem(text, LONGEST.get(key, OTHER)):
            found.refuse(key, message)
    return found


def clean(text: str) -> str:
    """A cell as text with its lines: composed letters, no signs that cannot be seen, no apostrophe of an export."""
    composed = unicodedata.normalize("NFC", UNPRINTABLE.sub("", RETURN.sub("\n", text)))
    if composed[:1] == "'" and composed[1:].startswith(FORMULA):
        composed = composed[1:]
    return "" if is_blank(composed) else "\n".join(lines(composed))


def one_line(text: str) -> str:
    """The same on one line."""
    return " ".join(text.split())


def spelled(text: str, word: str) -> str:
    """The other spellings in a cell, each on its own line: written so, or with a semicolon or comma between them."""
    found = lines(text)
    found = found if len(found) > 1 else lines(re.sub(r"[;,]\s*", "\n", text))
    return "\n".join(dict.fromkeys(one for one in found if one != word))
