"""A first summary from a text: its first sentence, or more as long as they fit."""

import re

LONGEST = 200
SENTENCE_END = re.compile(r"([.!?…][\"'”’)]?)\s+(?=[\"'“‘(]?[A-ZÀ-Þ0-9])")
# After these a full stop ends no sentence.
SHORT_WORDS = re.compile(
    r"(?:\b(?:dhr|mevr|mw|drs|dr|ir|ing|mr|prof|ds|st|nr|nrs|blz|art|ca|circa|jl|a\.s|bijv|bv|o\.a|m\.a\.w|d\.w\.z|t/m|vgl|resp"
    r"|max|min|incl|excl|tel|jan|feb|mrt|apr|jun|jul|aug|sept?|okt|nov|dec)|\b[A-Z]|^\d{1,2})\.$",
    re.IGNORECASE,
)


def sentences(text: str) -> list[str]:
    """The sentences of running text; a full stop after an abbreviation or an initial ends none."""
    found: list[str] = []
    for piece in SENTENCE_END.sub(r"\1\n", " ".join(text.split())).split("\n"):
        if found and SHORT_WORDS.search(found[-1]):
            found[-1] = f"{found[-1]} {piece}"
        elif piece:
            found.append(piece)
    return found


def summary_of(text: str, longest: int = LONGEST) -> str:
    """The first sentences that fit together; of one that is too long by itself, whole words and an ellipsis."""
    summary = ""
    for sentence in sentences(text):
        longer = f"{summary} {sentence}".strip()
        if len(longer) > longest:
            break
        summary = longer
    if summary or not text.strip():
        return summary
    start = " ".join(text.split())[:longest]
    return f"{start.rsplit(' ', 1)[0].rstrip(' .,;:–-')}…"
