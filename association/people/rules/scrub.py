"""Taking a name out of texts and of JSON."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from unicodedata import normalize

from association.people.rules.names import NO_NAME

BETWEEN = r"(?:\s|&nbsp;)"
APOSTROPHE, APOSTROPHES = re.compile("['’]"), "(?:'|’|&#x27;|&#39;|&rsquo;)"
RUN = re.compile(r"[A-Za-z]+")


def pattern_of(name: str) -> str:
    """A name as texts may have it: other spaces, initials without dots, another apostrophe.

    As registers sort it ("Boer, Anna de"), it stands alone: in "Jan de Boer, Anna de Vries" are two others.
    """
    found = ""
    for word in name.split():
        glue = f"{BETWEEN}*" if found.endswith("\\.?") else f"{BETWEEN}+"
        written = APOSTROPHE.sub(APOSTROPHES, re.escape(word).replace("\\.", "\\.?"))
        found = f"{found}{glue}{written}" if found else written
    return rf"{found}(?!{BETWEEN}+\w)" if "," in name else found


@dataclass(frozen=True)
class Scrubber:
    """Finds some ways of writing a name, however the letters are cased, and puts `NO_NAME` in their place."""

    names: tuple[str, ...]

    @classmethod
    def of(cls, names: Iterable[str]) -> "Scrubber":
        """For some names; the longest are taken out first."""
        forms = {normalize(form, name) for name in names if name.strip() for form in ("NFC", "NFD")}
        return cls(tuple(sorted(forms, key=lambda name: (-len(name), name))))

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """All names as one expression; without names it finds nothing."""
        words = "|".join(pattern_of(name) for name in self.names)
        return re.compile(rf"(?<![\w-])(?:{words})(?!-?\w)" if words else r"(?!)", re.IGNORECASE)

    @property
    def fragments(self) -> list[str]:
        """Of each name its longest part in plain letters, with which a database finds the texts to look at."""
        runs = {max(RUN.findall(name), key=len, default="") for name in self.names}
        return [""] if "" in runs else sorted(runs)

    def text(self, value: str) -> str:
        """A text without the names."""
        return self.pattern.sub(NO_NAME, value)

    def value(self, value: Any) -> Any:
        """What JSON holds, without the names; JSON inside a text stays valid JSON."""
        if isinstance(value, dict):
            return {key: self.value(part) for key, part in value.items()}
        if isinstance(value, list):
            return [self.value(part) for part in value]
        if not isinstance(value, str):
            return value
        inside = read_json(value)
        if inside is None:
            return self.text(value)
        clean = self.value(inside)
        return json.dumps(clean) if clean != inside else value

    def finds(self, value: Any) -> bool:
        """Whether a name stands in a text or in what JSON holds."""
        return bool(self.value(value) != value)


def read_json(text: str) -> Any:
    """The list or object that a text is; None for another text."""
    if not text.lstrip().startswith(("[", "{")):
        return None
    try:
        return json.loads(text)
    except ValueError:
        return None
