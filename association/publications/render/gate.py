"""The gate: a PDF is offered only when it keeps to PDF/UA-1, the standard for PDF files that everybody can read.

ISO 14289-1, judged by page-validation. What fails is told in words that an editor can act upon.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from bs4 import BeautifulSoup

FIRST_DRAWING = 0x1F000  # where emoji and other drawings begin
MOST_NAMED = 5

# What an editor can do something about, by the beginning of the rule's name; the first that fits counts.
ILLEGIBLE = (
    "Een teken in de tekst staat in geen van de lettertypen. Zoek een vreemd teken of een plaatje van letters (emoji) "
    "en vervang het."
)
UNSAID_LINK = "Een link heeft geen woorden die zeggen waar hij heen gaat."
TABLE = "Een tabel zit niet regelmatig in elkaar: elke rij heeft evenveel cellen nodig, en elke kolom een naam."
LIST = "Een lijst zit verkeerd in elkaar. Maak haar opnieuw."
KNOWN = {
    "PDFUA1-FIGURE-ALTERNATIVE-TEXT": "Een afbeelding heeft geen beschrijving. Schrijf er een bij de afbeelding, of "
    "vink 'Alleen versiering' aan.",
    "PDFUA1-NOTDEF-GLYPH": ILLEGIBLE,
    "PDFUA1-FONT-": ILLEGIBLE,
    "PDFUA1-HEADING-": "De koppen slaan een niveau over.",
    "PDFUA1-TABLE-": TABLE,
    **{f"PDFUA1-{part}-": TABLE for part in ("TR", "TH", "TD", "THEAD", "TBODY")},
    "PDFUA1-L-": LIST,
    "PDFUA1-LI-": LIST,
    "PDFUA1-LBODY-": LIST,
    "PDFUA1-LINK-": UNSAID_LINK,
    "PDFUA1-ANNOTATION-CONTENTS": UNSAID_LINK,
    "PDFUA1-METADATA-TITLE": "Het document heeft geen titel.",
}


class KeptBack(Exception):
    """A file that may not be offered; `problems` says why in Dutch, one sentence each."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = tuple(problems)


def check(data: bytes, html: str = "") -> None:
    """KeptBack when a PDF does not keep to PDF/UA-1, or cannot be judged; `html` is the text that it was made of."""
    import page

    try:
        report = page.validate_pdf_bytes(data, profile=page.ValidationProfile.PDF_UA_1)
    except page.PageError as error:
        raise KeptBack([f"De pdf kan niet worden nagekeken ({error})."]) from error
    if not report.is_compliant:
        found = sentences(report.failures) or ["De pdf voldoet niet aan PDF/UA."]
        raise KeptBack([f"{text} {odd_characters(html)}".strip() if text == ILLEGIBLE else text for text in found])


def sentences(failures: Iterable[Any]) -> list[str]:
    """What failed, each kind once, in the order in which it was found."""
    return list(dict.fromkeys(sentence(str(failure.rule_id), str(failure.message)) for failure in failures))


def sentence(rule: str, message: str) -> str:
    """One failure in words for an editor."""
    for beginning, words in KNOWN.items():
        if rule.startswith(beginning):
            return words
    return f"De pdf voldoet niet aan regel {rule} ({message})."


def odd_characters(html: str) -> str:
    """Where characters stand that hardly any font has, in words; empty when none is found."""
    found = []
    for section in BeautifulSoup(html, "html.parser").select(".document-chapter"):
        title = section.select_one(".document-chapter__title")
        odd = dict.fromkeys(sign for sign in section.get_text() if is_odd(sign))
        if odd and title is not None:
            codes = ", ".join(f"{sign} (U+{ord(sign):04X})" for sign in list(odd)[:MOST_NAMED])
            found.append(f"Kijk in '{title.get_text(strip=True)}' naar: {codes}.")
    return " ".join(found)


def is_odd(sign: str) -> bool:
    """Whether a character is for private use, unassigned, or a drawing."""
    return unicodedata.category(sign) in {"Co", "Cn", "Cs"} or ord(sign) >= FIRST_DRAWING
