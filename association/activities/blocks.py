"""Blocks of activities: what was intended in a year and how it went, in any text."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.blocks import BlockGroup

from association.activities.models import ActivityReport, ActivityYear
from association.activities.queries import Counts, Lit, counts, grouped, lit_activities, rows_of_years
from association.activities.rules import FIRST_YEAR, LAST_YEAR, Period, State, as_html, bars
from association.base.blocks.base import FactBlock, Rendering
from association.base.blocks.facts import register_fact_block
from association.base.queries import Viewer
from association.base.site_settings import SiteSettings
from association.portfolios.blocks import PortfolioChooser

# The periods before one, the nearest first.
EARLIER = {Period.SECOND_HALF: (Period.FIRST_HALF,), Period.YEAR: (Period.SECOND_HALF, Period.FIRST_HALF)}
SHORT = {Period.FIRST_HALF: "Eerste halfjaar", Period.SECOND_HALF: "Tweede halfjaar", Period.YEAR: "Heel jaar"}
NO_LIGHT, NO_LIGHT_WORDS = "none", "Geen stoplicht"
# A plan tells what is intended, whatever is known of it by now.
AS_PLANNED = {"text": "", "state": "planned", "reason": "", "period": ""}
MOST_YEARS = 15
EVERY_YEAR = "Laat beide jaren leeg voor alle jaren met stoplichten."
TURNED_ROUND = "Het laatste jaar ligt voor het eerste. Draai ze om."
NOTES = {"": "de laatste stand van elk jaar", **{period.value: str(period.label) for period in Period}}
EXAMPLE_WORDS = {"green": "Loopt als gepland", "orange": "Vergt aandacht", "red": "Bijstelling of heroverweging"}


def activity_item(row: ActivityYear, period: str, words: Mapping[str, str], *, lights: bool) -> dict[str, Any]:
    """An activity as components/activity_row.html shows it; the earlier period comes in words."""
    report = row.report_of(period)
    text, state = told_of(row, report)
    return {
        "anchor": f"activiteit-{row.activity_id}",
        "title": row.full_title,
        "goal": as_html(row.goal),
        "results": as_html(row.results),
        "text": as_html(text),
        "state": state.value,
        "reason": report.reason,
        "period": SHORT[Period(period)],
        "shows_light": lights and report.state != State.NOT_HELD and (bool(report.text) or bool(report.stoplight)),
        "light": report.stoplight or NO_LIGHT,
        "light_words": words.get(report.stoplight, ""),
        "earlier": earlier_light(row, Period(period), words) if lights else "",
        "partners": ", ".join(partner.name_on(row.last_day) for partner in row.activity.partners.all()),
    }


def told_of(row: ActivityYear, report: ActivityReport) -> tuple[str, State]:
    """The text of a period and what is known of it; of a year that nobody wrote about what its halves tell."""
    halves = [row.report_of(half) for half in (Period.FIRST_HALF, Period.SECOND_HALF)]
    told = [half for half in halves if half.text or half.state == State.NOT_HELD]
    if report.period != Period.YEAR or report.state != State.EMPTY or not told:
        return report.text, report.state
    return "\n\n".join(words_of_half(half) for half in told), State.REPORTED


def words_of_half(half: ActivityReport) -> str:
    """What was told of half a year, below its name."""
    words = half.text if half.state != State.NOT_HELD else f"niet doorgegaan. {half.reason}".strip()
    return f"{SHORT[Period(half.period)]}:\n\n{words}" if half.text else f"{SHORT[Period(half.period)]}: {words}"


def earlier_light(row: ActivityYear, period: Period, words: Mapping[str, str]) -> str:
    """The last stoplight before a period, in words; empty without one."""
    found = (row.report_of(before) for before in EARLIER.get(period, ()))
    last = next((report for report in found if report.stoplight), None)
    return f"{SHORT[Period(last.period)]}: {words[last.stoplight].lower()}" if last else ""


def has_lights(rows: Iterable[ActivityYear]) -> bool:
    """Whether any activity of a year has a stoplight; where none has, that each has none says nothing."""
    return any(report.stoplight for row in rows for report in row.reports.all())


def summary_parts(numbers: Counts, words: Mapping[str, str]) -> list[dict[str, Any]]:
    """The parts of components/stoplight_summary.html: each stoplight, and all without one."""
    parts = [(light, words[light], number) for light, number in numbers.lights.items()]
    parts.append((NO_LIGHT, NO_LIGHT_WORDS, numbers.without + numbers.not_held + numbers.empty))
    places = bars([number for _, _, number in parts])
    return [
        {"state": state, "words": label, "number": number, "x": x, "width": width}
        for (state, label, number), (x, width) in zip(parts, places, strict=True)
    ]


class OfYear(FactBlock):
    """A block about the activities of the site's association in a year; what is told of a year has no other day."""

    day = None
    year = blocks.IntegerBlock(label="Jaar", min_value=FIRST_YEAR, max_value=LAST_YEAR)
    period = blocks.ChoiceBlock(label="Periode", choices=Period.choices, default=Period.YEAR)

    def resolve(self, values: list[Any], viewer: Viewer) -> list[Any]:
        """What each block shows; seven queries, whatever their number."""
        settings = SiteSettings.of(viewer.site)
        years = {value["year"] for value in values if value["year"]}
        found = rows_of_years(settings.association_id, years) if settings.association_id and years else {}
        return [
            self.one(value, rows, settings) if (rows := found.get(value["year"])) else None for value in values
        ]  # fmt: skip

    def one(self, value: Any, rows: list[ActivityYear], settings: SiteSettings) -> Any:
        """What one block shows of the activities of its year; None for nothing."""
        raise TypeError(f"{type(self).__name__} shows nothing of a year.")

    def period_of(self, value: Any) -> Period:
        """The chosen period."""
        return Period(value["period"] or Period.YEAR)


@dataclass(frozen=True)
class ActivitiesFact:
    """Activities of a year in a period, below headings; each as components/activity_row.html shows it."""

    title: str
    groups: tuple[tuple[str, tuple[dict[str, Any], ...]], ...]


class ActivitiesBlock(OfYear):
    """The activities of a year: what was intended, and how it went."""

    portfolio = PortfolioChooser(label="Portefeuille", required=False, help_text="Leeg: alle portefeuilles.")
    reports = blocks.BooleanBlock(
        label="Voortgang tonen", required=False, default=True, help_text="Uit: alleen doel en beoogde resultaten."
    )
    lights = blocks.BooleanBlock(label="Stoplichten tonen", required=False, default=True)
    rest = blocks.BooleanBlock(label="Alleen wat bij geen portefeuille hoort", required=False, default=False)

    def one(self, value: Any, rows: list[ActivityYear], settings: SiteSettings) -> ActivitiesFact | None:
        """Those of a portfolio, or of all below the heading that each stands under; None when there are none."""
        period, chosen, reports = self.period_of(value), value["portfolio"], bool(value["reports"])
        lights = reports and bool(value["lights"]) and settings.shows_stoplights and has_lights(rows)
        if chosen is None and value.get("rest"):
            rows = [row for row in rows if not row.portfolios.all()]
        mine = [row for row in rows if chosen is None or chosen in row.portfolios.all()]
        items = {row.pk: self.item(row, period, settings.stoplight_words, lights=lights) for row in mine}
        if not reports:
            items = {number: {**item, **AS_PLANNED} for number, item in items.items()}
        headed = [("", mine)] if chosen else [(group.title, group.rows) for group in groups_of(mine, value["year"])]
        groups = tuple((title, tuple(items[row.pk] for row in found)) for title, found in headed)
        words = f", {period.label}" if reports else ""
        return ActivitiesFact(f"Doel en resultaten {value['year']}{words}", groups) if mine else None

    def item(self, row: ActivityYear, period: Period, words: Mapping[str, str], *, lights: bool) -> dict[str, Any]:
        """One activity, without an address: it may stand more than once in a text."""
        return {**activity_item(row, period, words, lights=lights), "anchor": ""}

    def shown(self, fact: ActivitiesFact) -> dict[str, Any]:
        """As the component takes it."""
        return {
            "note": fact.title,
            "groups": [{"title": title, "count": len(items), "items": items} for title, items in fact.groups],
        }

    def variables(self, value: Any, rendering: Rendering) -> dict[str, Any]:
        """With the level of the headings."""
        return {**super().variables(value, rendering), "level": rendering.level}

    def example(self) -> ActivitiesFact:
        """Two activities."""
        told = {
            "title": "Fietspad tussen drie dorpen",
            "goal": as_html("Scholieren fietsen veilig naar school."),
            "text": as_html("De tekening is klaar."),
            "state": State.REPORTED.value,
            "period": SHORT[Period.SECOND_HALF],
            "shows_light": True,
            "light": "green",
            "light_words": EXAMPLE_WORDS["green"],
        }
        waits = {**told, "title": "Open dag", "text": as_html(""), "state": State.EMPTY.value, "shows_light": False}
        return ActivitiesFact("Doel en resultaten 2022, tweede halfjaar", (("Verkeer", (told, waits)),))

    class Meta:
        icon = "list-ul"
        label = "Activiteiten van een jaar"
        description = "Doel, voortgang en stoplicht van alle activiteiten, of van die van één portefeuille."
        template = "components/activity_list.html"
        form_layout = BlockGroup(children=["year", "portfolio", "rest", "period", "reports", "lights"])


def groups_of(rows: Sequence[ActivityYear], year: int) -> list[Any]:
    """Activities below the headings that hold on the last day of the year."""
    return grouped(rows, date(year, 12, 31))


@dataclass(frozen=True)
class StoplightSummaryFact:
    """How many activities stand how: stoplight, words and number, and the place of each in a bar."""

    title: str
    total: int
    parts: tuple[dict[str, Any], ...]


class StoplightSummaryBlock(OfYear):
    """How many activities of a year stand how."""

    def one(self, value: Any, rows: list[ActivityYear], settings: SiteSettings) -> StoplightSummaryFact | None:
        """The numbers of all activities; None on a site that shows no stoplights."""
        if not settings.shows_stoplights:
            return None
        period = self.period_of(value)
        numbers = counts(rows, period)
        title = f"Stoplichten {value['year']}, {period.label}"
        return StoplightSummaryFact(title, numbers.total, tuple(summary_parts(numbers, settings.stoplight_words)))

    def shown(self, fact: StoplightSummaryFact) -> dict[str, Any]:
        """As the component takes it, without links."""
        return {"caption": fact.title, "total": fact.total, "parts": fact.parts}

    def example(self) -> StoplightSummaryFact:
        """Some of each."""
        numbers = Counts({"green": 15, "orange": 5, "red": 2}, without=2, not_held=0, empty=0)
        parts = tuple(summary_parts(numbers, EXAMPLE_WORDS))
        return StoplightSummaryFact("Stoplichten 2022, tweede halfjaar", numbers.total, parts)

    class Meta:
        icon = "list-ul"
        label = "Stoplichten geteld"
        description = "Een balk met hoeveel activiteiten van een jaar er hoe voor staan."
        template = "components/stoplight_summary.html"
        form_layout = BlockGroup(children=["year", "period"])


@dataclass(frozen=True)
class StoplightYearsFact:
    """How many activities stood how in some years, oldest first: {label, total, parts} as for one year."""

    title: str
    note: str
    years: tuple[dict[str, Any], ...]
    lights: tuple[dict[str, str], ...]


def years_fact(
    found: Sequence[Lit], words: Mapping[str, str], *, first: int, last: int, period: str = ""
) -> StoplightYearsFact:
    """The stoplights of the years from `first` up to and including `last`, also of a year without any activity.

    Of a period; or without one, the last stoplight that each activity got in a year. At most MOST_YEARS, the newest.
    """
    first = max(first, last - MOST_YEARS + 1)
    lights = [light_in(lit, period) for lit in found]
    years = []
    for year in range(first, last + 1):
        mine = [light for lit, light in zip(found, lights, strict=True) if lit.year == year]
        stood = {state: mine.count(state) for state in words}
        numbers = Counts(stood, mine.count(""), not_held=mine.count(State.NOT_HELD), empty=0)
        years.append({"label": str(year), "total": len(mine), "parts": summary_parts(numbers, words)})
    names = ({"state": state, "words": label} for state, label in legend(words))
    span = f"{first}–{last}" if first < last else str(first)
    return StoplightYearsFact(f"Stoplichten {span}", NOTES[period], tuple(years), tuple(names))


def light_in(lit: Lit, period: str) -> str:
    """How an activity stood in a period; without one, the last that was said of the year; empty for nothing."""
    if period:
        return lit.states.get(period, "")
    return next((lit.states[one] for one in reversed(Period.values) if one in lit.states), "")


class StoplightYearsBlock(FactBlock):
    """How many activities stood how, year by year."""

    day = None
    first = blocks.IntegerBlock(
        label="Van jaar", required=False, min_value=FIRST_YEAR, max_value=LAST_YEAR, help_text=EVERY_YEAR
    )
    last = blocks.IntegerBlock(label="Tot en met jaar", required=False, min_value=FIRST_YEAR, max_value=LAST_YEAR)
    period = blocks.ChoiceBlock(
        label="Stand", choices=Period.choices, required=False, help_text="Leeg: de laatste stand van elk jaar."
    )

    def clean(self, value: Any) -> Any:
        """The value; ValidationError beside the last year when it is before the first."""
        value = super().clean(value)
        if value["first"] and value["last"] and value["last"] < value["first"]:
            raise blocks.StructBlockValidationError(block_errors={"last": ValidationError(TURNED_ROUND)})
        return value

    def resolve(self, values: list[Any], viewer: Viewer) -> list[StoplightYearsFact | None]:
        """What each block shows; nothing on a site that shows no stoplights or has no activities. Two queries,
        whatever their number."""
        settings = SiteSettings.of(viewer.site)
        shows = bool(values) and settings.shows_stoplights and settings.association_id
        found = lit_activities(settings.association_id) if shows and settings.association_id else []
        if not found:
            return [None] * len(values)
        return [self.one(value, found, settings.stoplight_words) for value in values]

    def one(self, value: Any, found: Sequence[Lit], words: Mapping[str, str]) -> StoplightYearsFact | None:
        """What one block shows; None when its years are turned round, or without years and any stoplight."""
        lit = [one.year for one in found if one.has_light]
        first, last = value["first"] or min(lit, default=0), value["last"] or max(lit, default=-1)
        return years_fact(found, words, first=first, last=last, period=value["period"] or "") if first <= last else None

    def shown(self, fact: StoplightYearsFact) -> dict[str, Any]:
        """As the component takes it."""
        return {"caption": fact.title, "note": fact.note, "years": fact.years, "lights": fact.lights}

    def example(self) -> StoplightYearsFact:
        """Two years."""
        given = {2021: ("green",) * 9 + ("orange",) * 4 + ("red", ""), 2022: ("green",) * 12 + ("orange", "red", "")}
        found = [Lit(year, {Period.YEAR: light} if light else {}) for year, all_of in given.items() for light in all_of]
        return years_fact(found, EXAMPLE_WORDS, first=2021, last=2022)

    class Meta:
        icon = "list-ul"
        label = "Stoplichten over de jaren"
        description = "Per jaar een balk met hoeveel activiteiten er hoe voor stonden, en de getallen in een tabel."
        template = "components/stoplight_years.html"
        form_layout = BlockGroup(children=["first", "last", "period"])


@dataclass(frozen=True)
class StoplightLegendFact:
    """The stoplights with their words."""

    lines: tuple[tuple[str, str], ...]


class StoplightLegendBlock(FactBlock):
    """What the stoplights mean."""

    day = None

    def resolve(self, values: list[Any], viewer: Viewer) -> list[StoplightLegendFact | None]:
        """The same for each; nothing on a site that shows no stoplights."""
        settings = SiteSettings.of(viewer.site)
        fact = StoplightLegendFact(legend(settings.stoplight_words)) if settings.shows_stoplights else None
        return [fact] * len(values)

    def shown(self, fact: StoplightLegendFact) -> dict[str, Any]:
        """As the component takes it."""
        return {"lines": [{"state": state, "words": words} for state, words in fact.lines]}

    def example(self) -> StoplightLegendFact:
        """The words that a new site has."""
        return StoplightLegendFact(legend(EXAMPLE_WORDS))

    class Meta:
        icon = "info-circle"
        label = "Uitleg van de stoplichten"
        description = "De stoplichten met de woorden van deze site."
        template = "components/stoplight_legend.html"


def legend(words: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Each stoplight with its words, and that there is none."""
    return (*words.items(), (NO_LIGHT, NO_LIGHT_WORDS))


for name, block in {
    "activities": ActivitiesBlock, "stoplight_summary": StoplightSummaryBlock, "stoplight_legend": StoplightLegendBlock,
    "stoplight_years": StoplightYearsBlock,
}.items():  # fmt: skip
    register_fact_block(name, block)
