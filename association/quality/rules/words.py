"""Sentences and abbreviations in Dutch text."""

import re
from collections.abc import Iterator

# Docs/decisions/0015: a sentence longer than this is one to cut.
LONGEST_SENTENCE = 25
# The full stop of these ends no sentence.
SHORTENED = re.compile(
    r"\b(?:bijv|bv|dhr|mevr|mw|drs|ing|ir|mr|dr|prof|nr|art|lid|blz|ca|resp|etc|enz|incl|excl|max|min|vgl|jl|tel|st)\.",
    re.IGNORECASE,
)
INITIALS = re.compile(r"(?<![\w'’])(?:(?:[A-Za-z]\.){2,6}|[A-Z]\.)")
END = re.compile(r"(?<=[.!?…])[\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-ZÀ-Þ0-9])")
WORD = re.compile(r"[^\W_]+(?:[-'’./][^\W_]+)*")
# Two to six capitals, not inside another word, a code or an address.
CAPITALS = re.compile(r"(?<![\w@./#&-])([A-Z]{2,6})(?='s\b|’s\b|-|[^\w@/&]|$)")
ROMAN = re.compile(r"[IVX]+")
POSTCODE = re.compile(r"\b\d{4}\s?[A-Z]{2}\b")


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph."""
    marked = SHORTENED.sub(lambda match: match[0].replace(".", "\x00"), text)
    marked = INITIALS.sub(lambda match: match[0].replace(".", "\x00"), marked)
    return [part.replace("\x00", ".").strip() for part in END.split(marked) if part.strip()]


def count_words(text: str) -> int:
    """How many words a sentence has; a number is a word, a dash is none."""
    return len(WORD.findall(text))


def long_sentences(text: str) -> Iterator[tuple[str, int]]:
    """The sentences of a paragraph that are too long, with their number of words."""
    if text.count(" ") < LONGEST_SENTENCE:
        return
    for sentence in sentences(text):
        words = count_words(sentence)
        if words > LONGEST_SENTENCE:
            yield sentence, words


def abbreviations(text: str) -> Iterator[tuple[str, bool]]:
    """The abbreviations of a paragraph, in order, each with whether it is explained on the spot.

    Explained is "lange vorm (AFK)" and "AFK (lange vorm)". Words beside each other in capitals are shouting.
    """
    if text.isupper():
        return
    clean = POSTCODE.sub(lambda match: " " * len(match[0]), text)
    found = list(CAPITALS.finditer(clean))
    for number, match in enumerate(found):
        before = found[number - 1] if number else None
        after = found[number + 1] if number + 1 < len(found) else None
        shouted = (before is not None and clean[before.end() : match.start()] == " ") or (
            after is not None and clean[match.end() : after.start()] == " "
        )
        if shouted or ROMAN.fullmatch(match[1]):
            continue
        start, end = match.start(), match.end()
        in_brackets = start > 1 and clean[start - 1] == "(" and clean[end : end + 1] in {")", ",", ";", ":"}
        yield match[1], in_brackets or clean[end : end + 2] == " ("


def known_words(listed: str) -> frozenset[str]:
    """The abbreviations that a site says everybody knows, from a text with commas or line ends between them."""
    return frozenset(part.strip().casefold() for part in re.split(r"[,;\n]", listed) if part.strip())
