"""What would happen with the activities of a document: new, the same, filled in, or other than what is there."""

import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from association.activities.actions import ActivityRefused, cleaned
from association.activities.models import ActivityYear
from association.activities.queries import activity_years, rows_of
from association.activities.rules import CELLS, FIRST_YEAR, LAST_YEAR
from association.organizations.models import Organization
from association.portfolios.models import Portfolio
from association.publications.importing.activity_matching import WAYS, Left, Sought
from association.publications.importing.activity_tables import GivenActivity
from association.publications.importing.headings import bare

NEW, PRESENT, DIFFERS, UNCLEAR = "new", "present", "differs", "unclear"
KINDS = {
    NEW: ("nieuw", "nieuw"),
    DIFFERS: ("verschilt van wat er staat", "verschillen van wat er staat"),
    UNCLEAR: ("niet zeker", "niet zeker"),
    PRESENT: ("staat er al", "staan er al"),
}
KIND_WORDS = {NEW: "nieuw", DIFFERS: "verschilt", UNCLEAR: "niet zeker", PRESENT: "staat er al"}
NEW_CHOICE = "nieuw"
LONGEST_TITLE = int(ActivityYear._meta.get_field("title").max_length or 0)
LONGEST_HEADING = int(ActivityYear._meta.get_field("heading").max_length or 0)
LONGEST_DISTINGUISHER = int(ActivityYear._meta.get_field("distinguisher").max_length or 0)
OTHER_YEARS = 3
MOST_CANDIDATES = 200
APART = re.compile(r"\s*(?:/|;|,|&|\ben\b)\s*")


@dataclass(frozen=True)
class Change:
    """A text that would come in a cell; `now` is what stands there."""

    cell: str
    now: str
    wanted: str
    seen: str

    @property
    def label(self) -> str:
        """What the cell is called."""
        return CELLS[self.cell].label

    @property
    def is_safe(self) -> bool:
        """Whether nothing is written over."""
        return not self.now


@dataclass
class PlannedActivity:
    """An activity of the document and what becomes of it (`kind`, see KINDS).

    `match` is the activity of that year, `other` that of another year which goes on. `seen` tells whether it is still
    what was shown.
    """

    given: GivenActivity
    kind: str = ""
    match: ActivityYear | None = None
    other: ActivityYear | None = None
    portfolios: list[Portfolio] = field(default_factory=list)
    distinguisher: str = ""
    changes: list[Change] = field(default_factory=list)
    waiting: Sequence[ActivityYear] = ()
    chosen: str = ""
    asks_distinguisher: bool = False
    notes: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    seen: str = ""

    @property
    def kind_words(self) -> str:
        """What becomes of it, in a word."""
        return KIND_WORDS[self.kind]

    @property
    def is_new(self) -> bool:
        """Whether an activity would be made in this year."""
        return self.match is None and self.kind in {NEW, UNCLEAR} and not self.problems

    @property
    def is_safe(self) -> bool:
        """Whether taking it over can do no harm: it is ticked beforehand."""
        return self.kind == NEW

    @property
    def candidates(self) -> list[ActivityYear]:
        """The activities that may be meant: what was found, and those of which the document did not tell."""
        return [*(one for one in (self.match, self.other) if one is not None), *self.waiting]

    @property
    def texts(self) -> list[tuple[str, str]]:
        """Label and text of all that the document says of it."""
        return [(CELLS[cell].label, text) for cell, text in self.given.texts.items()]


@dataclass
class ActivityPlan:
    """What would happen with the activities of a document in a year."""

    association: Organization
    year: int
    rows: list[PlannedActivity]

    @property
    def counts(self) -> list[tuple[int, str]]:
        """How many of each kind, with words; kinds without are left out."""
        found = {kind: sum(row.kind == kind for row in self.rows) for kind in KINDS}
        return [(number, KINDS[kind][number != 1]) for kind, number in found.items() if number]

    @property
    def is_done(self) -> bool:
        """Whether all of it stands in the register as the document has it."""
        return all(row.kind == PRESENT for row in self.rows)


def plan_activities(
    given: Sequence[GivenActivity],
    *,
    association: Organization,
    year: int,
    chosen: Mapping[int, str] | None = None,
    portfolios: Mapping[int, str] | None = None,
    distinguishers: Mapping[int, str] | None = None,
) -> ActivityPlan:
    """What would happen; nothing is stored. A fixed number of queries.

    By the number of the activity: `chosen` is the number of the ActivityYear that is meant, or NEW_CHOICE; `portfolios`
    that of its portfolio, empty for none; `distinguishers` what tells it from others of that title.
    """
    known = Known(association, year)
    rows = [PlannedActivity(one, problems=list(one.problems)) for one in given]
    titles = Counter(bare(row.given.printed) for row in rows)
    for row in rows:
        number = row.given.number
        row.chosen = (chosen or {}).get(number, "")
        row.distinguisher = " ".join((distinguishers or {}).get(number, "").split())
        row.asks_distinguisher = titles[bare(row.given.printed)] > 1
        known.name_portfolios(row, (portfolios or {}).get(number))
    known.match(rows)
    for row in rows:
        check(row)
        compare(row, known)
        row.seen = seal(row)
    return ActivityPlan(association, year, rows)


class Known:
    """What the register has: the activities of the year, those of the years around it, and the portfolios."""

    def __init__(self, association: Organization, year: int) -> None:
        self.year = year
        self.rows = rows_of(association.pk, year)
        around = activity_years().filter(
            activity__association=association, year__range=(year - OTHER_YEARS, year + OTHER_YEARS)
        )
        here = {row.activity_id for row in self.rows}
        others = around.exclude(year=year).prefetch_related("portfolios").order_by("-year", "order", "pk")
        self.others = newest_each(row for row in others if row.activity_id not in here)
        self.portfolios: defaultdict[str, list[Portfolio]] = defaultdict(list)
        self.by_number = {
            one.pk: one for one in Portfolio.objects.filter(association=association).prefetch_related("names")
        }
        for portfolio in self.by_number.values():
            for name in {portfolio.name, portfolio.abbreviation, *(former.name for former in portfolio.names.all())}:
                if bare(name):
                    self.portfolios[bare(name)].append(portfolio)

    def name_portfolios(self, row: PlannedActivity, chosen: str | None) -> None:
        """The portfolios that the document names, or the one that was chosen."""
        if chosen is not None:
            found = self.by_number.get(int(chosen)) if is_number(chosen) else None
            row.portfolios = [found] if found else []
            return
        text = row.given.portfolio
        row.portfolios = self.portfolios.get(bare(text), []) or self.several(text)
        if text and not row.portfolios:
            row.notes.append(
                f"De portefeuille '{text}' staat zo niet in het register. Kies haar zelf, of laat haar leeg."
            )

    def several(self, text: str) -> list[Portfolio]:
        """The portfolios of a text that names more than one; none unless all are known."""
        parts = [part for part in APART.split(text) if part]
        found = [self.portfolios.get(bare(part), []) for part in parts]
        return [one for each in found for one in each] if len(parts) > 1 and all(found) else []

    def match(self, rows: Sequence[PlannedActivity]) -> None:
        """Say of each which activity is meant: as chosen, else of the same title, else of the same goal."""
        left, going_on = Left(self.rows), Left(self.others)
        for row in rows:
            if is_number(row.chosen):
                row.match = left.take(int(row.chosen))
                row.other = going_on.take(int(row.chosen)) if row.match is None else None
        for find in WAYS:
            for row, alike in waiting_for(rows):
                row.match = left.only(find(left, sought(row), alike=alike))
        for find in WAYS:
            for row, alike in waiting_for(rows):
                row.other = going_on.only(find(going_on, sought(row), alike=alike))
        waiting = [*left.rows.values(), *going_on.rows.values()][:MOST_CANDIDATES]
        for row in rows:
            row.waiting = waiting
        if left.rows:
            for row, _ in waiting_for(rows):
                row.kind = UNCLEAR


def waiting_for(rows: Sequence[PlannedActivity]) -> list[tuple[PlannedActivity, int]]:
    """The activities of which nothing was found yet and of which nobody said that they are new.

    With each how many of them have its title.
    """
    found = [row for row in rows if row.match is None and row.other is None and row.chosen != NEW_CHOICE]
    titles = Counter(row.given.title for row in found)
    return [(row, titles[row.given.title]) for row in found]


def sought(row: PlannedActivity) -> Sought:
    """By what an activity is looked for."""
    given = row.given
    return Sought(
        titles=frozenset({bare(given.title), bare(given.printed)} - {""}),
        heading=bare(given.heading),
        goal=bare(given.texts.get("goal", "")),
        distinguisher=bare(row.distinguisher),
        is_told_apart=row.asks_distinguisher,
    )


def newest_each(rows: Iterable[ActivityYear]) -> list[ActivityYear]:
    """Of each activity the newest year."""
    found: dict[int, ActivityYear] = {}
    for row in rows:
        found.setdefault(row.activity_id, row)
    return list(found.values())


def is_number(text: str) -> bool:
    """Whether a text is a number that a database can hold."""
    return text.isascii() and text.isdecimal() and len(text) < 19


def check(row: PlannedActivity) -> None:
    """Say what cannot be stored."""
    given = row.given
    if not given.title:
        row.problems.append("Deze activiteit heeft geen titel.")
    for what, text, longest in (
        ("titel", given.title, LONGEST_TITLE),
        ("kop", given.heading, LONGEST_HEADING),
        ("onderscheid", row.distinguisher, LONGEST_DISTINGUISHER),
    ):
        if len(text) > longest:
            row.problems.append(f"Er is plaats voor {longest} tekens; de {what} heeft er {len(text)}.")
    for cell, text in given.texts.items():
        try:
            cleaned(CELLS[cell], text)
        except ActivityRefused as error:
            row.problems.append(f"{CELLS[cell].label.capitalize()}: {error}")


def compare(row: PlannedActivity, known: Known) -> None:
    """Put what the document says beside what is there, and say what becomes of it."""
    given, years = row.given, row.given.years - {known.year}
    if years:
        row.notes.append(f"In de tabel staat {' en '.join(map(str, sorted(years)))}; het komt bij {known.year}.")
    if row.other is not None:
        row.notes.append(f"Deze activiteit staat er al bij {row.other.year}: zij gaat door.")
    if row.problems:
        row.kind = UNCLEAR
        return
    for cell, text in given.texts.items():
        now, wanted = (row.match.value_of(cell) if row.match else ""), cleaned(CELLS[cell], text)
        if wanted and wanted != now and row.match is not None:
            row.changes.append(Change(cell, now, wanted, digest(row.match.pk, cell, now, wanted)))
    if row.match is not None:
        row.kind = DIFFERS if row.changes else PRESENT
    elif row.kind != UNCLEAR:
        row.kind = NEW
    if row.is_new and row.asks_distinguisher and not row.distinguisher:
        row.notes.append("Meer activiteiten heten zo. Een onderscheid helpt lezers.")
    if row.kind == UNCLEAR:
        row.notes.append("Deze titel staat niet bij dit jaar. Is het een nieuwe activiteit, of heet zij daar anders?")


def seal(row: PlannedActivity) -> str:
    """The same for two rows that come to the same."""
    given = row.given
    return digest(row.other.pk if row.other else 0, given.title, given.heading, given.texts)


def digest(*parts: Any) -> str:
    """A short mark for what was shown."""
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]


def year_of(given: Sequence[GivenActivity], suggested: int | None) -> int | None:
    """The year that activities are of: that of the publication, else the one that most labels name."""
    if suggested is not None and FIRST_YEAR <= suggested <= LAST_YEAR:
        return suggested
    named = [year for one in given for year in one.years]
    return max(set(named), key=named.count) if named else None
