"""What would happen with each row of a table, before anything is stored."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from association.glossary.importing.given import COLUMNS, TEXTS, Given, given_of, spelled
from association.glossary.importing.known import Known, Unclear
from association.glossary.models import BEGIN, SAY_SOMETHING, Term
from association.glossary.rules import lines
from association.memberships.importing.columns import Line
from association.memberships.importing.given import FORMULA_FOUND
from association.memberships.importing.reading import FORMULA_MARK
from association.organizations.models import Organization
from association.portfolios.models import Portfolio

NEW, CHANGED, KNOWN, WRONG, LEFT_OUT = "new", "changed", "known", "wrong", "left_out"
KINDS = {WRONG: "fout", NEW: "nieuw", CHANGED: "gewijzigd", KNOWN: "staat er al", LEFT_OUT: "overgeslagen"}


@dataclass
class Planned:
    """A row: what it says, the term that it is about, its new values, and what becomes of it (`kind`, see KINDS).

    `changes` holds, for the report, per column what stood there and what comes.
    """

    given: Given
    term: Term | None = None
    values: dict[str, str] = field(default_factory=dict)
    portfolio: Portfolio | None = None
    changes: list[tuple[str, str, str]] = field(default_factory=list)
    kind: str = ""
    words: str = ""

    @property
    def kind_words(self) -> str:
        """What becomes of it, in a word."""
        return KINDS[self.kind]

    @property
    def spellings(self) -> list[str]:
        """All its words, as they would be."""
        return [self.given.word, *lines(self.values.get("other_names", ""))]

    def refuse(self, column: str, message: str) -> None:
        """Say what is wrong; nothing becomes of it."""
        self.given.refuse(column, message)
        self.kind = WRONG


@dataclass(frozen=True)
class Plan:
    """What would happen with a table."""

    rows: list[Planned]

    @property
    def counts(self) -> dict[str, int]:
        """How many rows of each kind (see KINDS) there are."""
        found = Counter(row.kind for row in self.rows)
        return {kind: found[kind] for kind in KINDS}

    @property
    def stored(self) -> list[Planned]:
        """The rows that store something."""
        return [row for row in self.rows if row.kind in {NEW, CHANGED}]

    @property
    def wrong(self) -> int:
        """How many rows have something wrong."""
        return self.counts[WRONG]

    @property
    def fingerprint(self) -> str:
        """The same for two plans that come to the same."""
        rows = [
            [row.given.number, row.kind, row.given.word, row.values, row.changes, row.given.problems,
             row.portfolio.pk if row.portfolio else None, row.term.pk if row.term else None]
            for row in self.rows
        ]  # fmt: skip
        return hashlib.sha256(json.dumps(rows).encode()).hexdigest()


def make_plan(found: Iterable[Line], *, user: Any, association: Organization) -> Plan:
    """What would happen with some rows; a fixed number of queries, whatever their number."""
    known = Known(user, association)
    rows = [Planned(given_of(line)) for line in found]
    for row in rows:
        try:
            settle(row, known)
        except Unclear as error:
            row.refuse(error.column, error.message)
    return Plan(rows)


def settle(row: Planned, known: Known) -> None:
    """What becomes of a row: a new term, one that is known, or one that changes. Unclear for one that cannot be."""
    given = row.given
    if given.association and not known.is_own(given.association):
        row.kind, row.words = LEFT_OUT, f"Van een andere vereniging: {given.association}"
        return
    if given.problems:
        row.kind = WRONG
        return
    if first := known.rows.setdefault(given.word, given.number) - given.number:
        raise Unclear("abbreviation", f"“{given.word}” staat ook op rij {given.number + first}.")
    row.term = known.terms.get(given.word)
    compare(row, known)
    if row.term is not None and not row.changes:
        row.kind, row.words = KNOWN, "Ongewijzigd"
        return
    check_texts(row)
    check_words(row, known)
    known.check_right(row.term)
    row.kind, row.words = (NEW, "") if row.term is None else (CHANGED, "")


def compare(row: Planned, known: Known) -> None:
    """The values that a term would have, and which of them differ; what the row leaves empty stays as it is."""
    given, term = row.given, row.term
    for name in TEXTS:
        was = str(getattr(term, name)) if term else ""
        row.values[name] = now = wanted(name, given, was)
        if now != was:
            row.changes.append((COLUMNS.labels[name], told(was), told(now)))
    row.portfolio = was_with = term.portfolio if term else None
    if given.portfolio and not (was_with and was_with.name == given.portfolio):
        row.portfolio = known.portfolio(given.portfolio)
    if row.portfolio != was_with:
        row.changes.append((COLUMNS.labels["portfolio"], told(was_with), told(row.portfolio)))


def wanted(name: str, given: Given, was: str) -> str:
    """The text that a row wants; what says the same in other white space stays as it was."""
    now = given.texts.get(name, "")
    if not now or now.split() == was.split():
        return was
    return spelled(now, given.word) or was if name == "other_names" else now


def told(value: Any) -> str:
    """A value in the report; empty for none."""
    return ", ".join(lines(str(value))) if value else ""


def check_texts(row: Planned) -> None:
    """Refuse a formula, a word that no text could hold, and a term of which nothing is said."""
    changed = {label for label, _, _ in row.changes}
    texts = {"abbreviation": row.given.word} if row.term is None else {}
    texts |= {name: text for name, text in row.values.items() if COLUMNS.labels[name] in changed}
    for name, text in texts.items():
        if text.startswith(FORMULA_MARK):
            raise Unclear(name, FORMULA_FOUND)
    for name in {"abbreviation", "other_names"} & texts.keys():
        if any(not word[:1].isalnum() for word in lines(texts[name])):
            raise Unclear(name, BEGIN)
    if not row.values["full_form"] and not row.values["explanation"]:
        raise Unclear("full_form", SAY_SOMETHING)


def check_words(row: Planned, known: Known) -> None:
    """Refuse a word that another term has, or another row gives it; and, of a new one, the same in other capitals."""
    own = row.term.pk if row.term else None
    for word in row.spellings:
        column = "abbreviation" if word == row.given.word else "other_names"
        other = known.owners.get(word)
        if other is not None and other.pk != own:
            raise Unclear(column, f"“{word}” staat al bij het begrip {other}. Vul dat begrip aan.")
        if first := known.spellings.get(word):
            raise Unclear(column, f"“{word}” staat ook op rij {first}.")
    if row.term is None and (name := known.alike(row.given.word, row.values["full_form"])):
        raise Unclear("abbreviation", f"Dit begrip staat er al: {name}. Schrijf het daar bij Andere schrijfwijzen.")
    known.take(row.given, row.spellings, row.values["full_form"])
