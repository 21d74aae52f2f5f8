"""Reads over terms."""

import re
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.utils.text import slugify

if TYPE_CHECKING:
    from association.glossary.models import Term

LONGEST_ANCHOR = 70  # with room for a number
NUMBERED = re.compile(r"\+")


def terms_of(association: int) -> "list[Term]":
    """The terms of an association in the order of the alphabet, with their portfolio; one query."""
    found: Any = apps.get_model("association", "Term").objects
    rows = found.filter(association=association).select_related("portfolio")
    return sorted(rows, key=lambda term: (term.letter, term.abbreviation.casefold(), term.pk))


def same_word(association: int, words: list[str], but: int | None = None) -> "tuple[Term, str] | None":
    """Another term with any of the words among its own, and that word; one query."""
    found: Any = apps.get_model("association", "Term").objects
    others = found.filter(association=association).exclude(pk=but)
    wanted = set(words)
    return next(((term, word) for term in others for word in term.words if word in wanted), None)


def alike(association: int, word: str, but: int | None = None) -> "Term | None":
    """Another term whose word differs only in capitals; one query."""
    found: Any = apps.get_model("association", "Term").objects
    others = found.filter(association=association).exclude(pk=but)
    return next((term for term in others if term.abbreviation.casefold() == word.casefold()), None)


def free_anchor(association: int, word: str, taken: frozenset[str]) -> str:
    """An anchor for a word, with a number where it is taken; one query."""
    start = slugify(NUMBERED.sub("-plus-", word))[:LONGEST_ANCHOR].strip("-") or "begrip"
    found: Any = apps.get_model("association", "Term").objects
    known = set(found.filter(association=association, slug__startswith=start).values_list("slug", flat=True)) | taken
    numbered = (start if number == 1 else f"{start}-{number}" for number in range(1, len(known) + 2))
    return next(slug for slug in numbered if slug not in known)
