"""Activities in tables: a small table for each below its title, or a row for each below names of columns."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from association.activities.rules import Period, tidy
from association.publications.importing.activity_words import (
    FIELDS,
    GOAL,
    LIGHT,
    NOTHING,
    PORTFOLIO,
    RESULTS,
    TITLE,
    field_of,
    light_in,
    period_in,
    stripped,
    year_in,
)
from association.publications.importing.found_tables import FoundTable, Place, without_repeated_head
from association.publications.importing.headings import bare

TWO = 2
PORTFOLIO_START = re.compile(
    r"(?:portefeuille|portefeuillehouders?overleg|portefeuilleoverleg|pho)\b(?:(?P<colon>\s*:)|(?=\s))\s*",
    re.IGNORECASE,
)
CARD, LIST = "card", "list"
TELLS = frozenset({GOAL, RESULTS, *(f"{period}-text" for period in Period.values)})
UNCLEAR_LIGHT = "Dit stoplicht kennen wij niet: '{}'. Kies het zelf in het raster."


@dataclass(frozen=True)
class ActivityTable:
    """A table of which each row tells something of an activity (CARD), or is an activity (LIST)."""

    kind: str
    table: FoundTable


@dataclass(frozen=True)
class Label:
    """Words before a row or above a column: as printed, how often, what they hold, and whether that was chosen."""

    key: str
    words: str
    count: int
    field: str


@dataclass
class GivenActivity:
    """An activity as a document tells it; `texts` by cell (activities.rules.CELLS), `years` those of its labels."""

    number: int
    printed: str
    title: str
    heading: str = ""
    portfolio: str = ""
    texts: dict[str, str] = field(default_factory=dict)
    years: frozenset[int] = frozenset()
    places: tuple[Place, ...] = ()
    is_titled_by_heading: bool = False
    problems: list[str] = field(default_factory=list)


def activity_table(table: FoundTable) -> ActivityTable | None:
    """A table as one of activities; None for any other."""
    if table.width == TWO and is_card(table):
        return ActivityTable(CARD, table)
    fields = [field_of(name) for name in table.head]
    if TITLE in fields and (TELLS | {LIGHT}) & set(fields):
        return ActivityTable(LIST, without_repeated_head(table))
    return None


def is_card(table: FoundTable) -> bool:
    """Whether the first column has the labels of an activity: its goal, and what it is to bring or how it went."""
    labels = [field_of(row[0]) for row in table.lines]
    several = labels.count(GOAL)
    return bool(several and set(labels) & (TELLS - {GOAL})) and (several == 1 or labels.count(TITLE) >= several)


def key_of(label: str) -> str:
    """By what a label is known in a form: its letters without the year."""
    text = " ".join(label.split()).casefold()
    return bare(stripped(text)) or period_in(text) or ("jaar" if year_in(text) else "")


def labels_of(tables: Iterable[ActivityTable], chosen: Mapping[str, str]) -> list[Label]:
    """The labels of some tables with what they hold: as chosen, else as their words say; in the order of reading."""
    counts: Counter[str] = Counter()
    first: dict[str, str] = {}
    for found in tables:
        for words in label_words(found):
            key = key_of(words)
            counts[key] += 1
            first.setdefault(key, " ".join(words.split()))
    return [
        Label(key, words, counts[key], chosen[key] if chosen.get(key) in FIELDS else field_of(words))
        for key, words in first.items()
    ]


def label_words(found: ActivityTable) -> Iterator[str]:
    """The words that say what stands in a table."""
    words = found.table.head if found.kind == LIST else [row[0] for row in found.table.lines]
    return (word for word in words if key_of(word))


def activities_in(
    tables: Iterable[ActivityTable], labels: Iterable[Label], lights: dict[str, str]
) -> list[GivenActivity]:
    """The activities of some tables, numbered from 1, with titles apart from the groups that they stand in."""
    fields = {label.key: label.field for label in labels}
    given = [one for found in tables for one in each_in(found, fields, lights)]
    for number, one in enumerate(given, 1):
        one.number = number
    return with_groups(given)


def each_in(found: ActivityTable, fields: dict[str, str], lights: dict[str, str]) -> Iterator[GivenActivity]:
    """The activities of one table."""
    if found.kind == CARD:
        for lines in cards_of(found.table.lines, fields):
            yield read_card(found.table, lines, fields, lights)
        return
    above = ""
    for row in found.table.rows:
        pairs = [(name, cell) for name, cell in zip(found.table.head, row, strict=True)]
        own = read_pairs(pairs, fields, lights)
        if not own.printed and own.texts:
            own.problems.append("Deze rij heeft geen titel. Hoort zij bij de activiteit erboven?")
        if own.printed or own.texts:
            own.portfolio = above = own.portfolio or above
            own.places = found.table.places
            yield own
        elif own.portfolio:
            above = own.portfolio


def cards_of(lines: Iterable[tuple[str, ...]], fields: dict[str, str]) -> list[list[tuple[str, ...]]]:
    """The rows of a table by activity: one that names an activity begins the next."""
    cards: list[list[tuple[str, ...]]] = [[]]
    for line in lines:
        if fields.get(key_of(line[0])) == TITLE and cards[-1]:
            cards.append([])
        cards[-1].append(line)
    return cards


def read_card(
    table: FoundTable, lines: list[tuple[str, ...]], fields: dict[str, str], lights: dict[str, str]
) -> GivenActivity:
    """The activity that some rows are about; a row without label goes on with the one above."""
    pairs: list[tuple[str, str]] = []
    for label, text in lines:
        if label.strip() or not pairs:
            pairs.append((label, text))
        else:
            pairs[-1] = (pairs[-1][0], f"{pairs[-1][1]}\n\n{text}")
    own = read_pairs(pairs, fields, lights)
    own.is_titled_by_heading = not own.printed
    own.printed = own.title = own.printed or table.heading
    own.places = table.places
    return own


def read_pairs(pairs: Iterable[tuple[str, str]], fields: dict[str, str], lights: dict[str, str]) -> GivenActivity:
    """An activity from labels and what stands behind them."""
    own = GivenActivity(0, "", "")
    light, years = "", set[int]()
    for label, cell in pairs:
        what, text = fields.get(key_of(label), NOTHING), said(cell)
        if text and (year := year_in(label)):
            years.add(year)
        if what == TITLE:
            own.printed = own.title = " ".join(text.split())
        elif what == PORTFOLIO:
            own.portfolio = " ".join(text.split())
        elif what == LIGHT:
            light = text
        elif what and text:
            own.texts[what] = f"{own.texts[what]}\n\n{text}" if what in own.texts else text
    own.years = frozenset(years)
    read_lights(own, light, lights)
    read_reasons(own)
    return own


def said(cell: str) -> str:
    """What a cell says; a dash says nothing."""
    text = tidy(cell)
    return "" if not text.strip("-–—. \n") else text


def read_lights(own: GivenActivity, light: str, words: dict[str, str]) -> None:
    """The stoplights; one of no period is that of the last period that has a text."""
    if light:
        told = [period for period in Period.values if f"{period}-text" in own.texts]
        own.texts.setdefault(f"{told[-1] if told else Period.YEAR.value}-stoplight", light)
    for cell in [cell for cell in own.texts if cell.endswith("-stoplight")]:
        text = own.texts.pop(cell)
        found = light_in(text, words)
        if found:
            own.texts[cell] = found
        elif found is None:
            own.problems.append(UNCLEAR_LIGHT.format(text[:60]))


def read_reasons(own: GivenActivity) -> None:
    """Why something did not take place says that it did not; then it has no stoplight."""
    for period in Period.values:
        if f"{period}-reason" in own.texts:
            own.texts[f"{period}-not_held"] = "ja"
            own.texts.pop(f"{period}-stoplight", None)


def with_groups(given: list[GivenActivity]) -> list[GivenActivity]:
    """Titles apart from what several begin with: "Partners: Waterschap" is Waterschap below the heading Partners."""
    starts = Counter(one.printed.partition(":")[0].strip() for one in given if ":" in one.printed)
    for one in given:
        name, title = portfolio_before(one.printed)
        start, _, rest = (part.strip() for part in one.printed.partition(":"))
        if name:
            one.portfolio, one.title = one.portfolio or name, title
        elif rest and starts[start] > 1:
            one.heading, one.title = start, rest
    return given


def portfolio_before(printed: str) -> tuple[str, str]:
    """The portfolio that a title begins with, and the title without it when it says more; empty without one.

    "Portefeuille: Sport: Nieuwe velden" gives Sport and Nieuwe velden, "Pho Cultuur" gives Cultuur and Pho Cultuur.
    """
    matched = PORTFOLIO_START.match(printed)
    if matched is None:
        return "", printed
    name, _, title = (part.strip() for part in printed[matched.end() :].partition(":"))
    return name, title if title and matched["colon"] else printed
